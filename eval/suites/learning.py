"""Does every correction teach it? The learning part of the alignment suite, alone."""

from eval.learning import learning
from eval.suite import Suite

from .alignment import read_cases

SUITE = Suite(name="learning", cases=read_cases, evaluators=(learning,))
