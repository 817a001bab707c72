"""Finds how wishes are worded, and writes the table that `copilot/analysis/wishes.py` reads.

`python -m eval.wishing` does it again from `eval/cases/wishes/sentences.jsonl`.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

import numpy as np
from sklearn.linear_model import LogisticRegression

from copilot.analysis.wishes import signs

from .sets import OWN_CASES, read_rows

SENTENCES = OWN_CASES / "wishes" / "sentences.jsonl"
DOMAINS = 8
"""In which a word occurs that is no topic's."""
TIMES = 4
"""That a sign occurs, or it says nothing."""
STRENGTH = 0.3
"""Inverse of the L2 penalty."""
UNIT = 8
"""Weights are kept in eighths of log-odds."""
PAGE = '''"""How wishes are worded: words, endings and pairs of them, and what each speaks for.

Weights of a logistic regression (L2) that tells wishes from other sentences of tickets, in eighths
of log-odds; `^` is the beginning, `-ed` any word that ends so, `0` a figure, `<2>` the length in
fives of words. How they were found: docs/decisions/stuffing.md.
"""

OFFSET = {offset}
UNIT = {unit}
_WEIGHTS = {{
{weights}
}}
WEIGHTS = {{sign: weight for weight, signs in _WEIGHTS.items() for sign in signs.split()}}
_WORDS = """
{words}
"""
WORDS = frozenset(_WORDS.split())
"""Words that belong to no topic."""
'''


TABLES = Path(__file__).parents[1] / "copilot" / "analysis"


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """Of a ticket, and whether it only wishes."""

    text: str
    domain: str
    wish: bool


@dataclass(frozen=True, kw_only=True)
class Table:
    """How much each sign speaks for a wish, in units of log-odds."""

    words: frozenset[str]
    offset: int
    weights: dict[str, int]

    def log_odds(self, text: str) -> float:
        """Return what it says of a sentence."""
        found = signs(text, self.words)
        return (self.offset + sum(self.weights.get(sign, 0) for sign in found)) / UNIT


def read_sentences(path: Path = SENTENCES) -> list[Sentence]:
    """Read them with their domains."""
    return [
        Sentence(text=row["text"], domain=row["domain"], wish=row["kind"] == "wish")
        for row in read_rows(path)
    ]


def fit(sentences: Sequence[Sentence]) -> Table:
    """Weigh the signs of some sentences, both kinds alike."""
    words = _words(sentences)
    found = [signs(sentence.text, words) for sentence in sentences]
    times = Counter(sign for one in found for sign in one)
    columns = {sign: k for k, sign in enumerate(sorted(s for s, n in times.items() if n >= TIMES))}
    table = np.zeros((len(sentences), len(columns)))
    for row, one in enumerate(found):
        table[row, [columns[sign] for sign in one if sign in columns]] = 1
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", solver="liblinear")
    model.fit(table, [sentence.wish for sentence in sentences])
    weights = np.rint(model.coef_[0] * UNIT).astype(int)
    return Table(
        words=words,
        offset=round(float(model.intercept_[0] * UNIT)),
        weights={sign: int(weights[k]) for sign, k in columns.items() if weights[k]},
    )


def _words(sentences: Sequence[Sentence]) -> frozenset[str]:
    domains = defaultdict(set)
    for sentence in sentences:
        for word in sentence.text.lower().split():
            domains[word.strip(".,!?")].add(sentence.domain)
    return frozenset(w for w, d in domains.items() if len(d) >= DOMAINS and w.isalpha())


def page(table: Table) -> str:
    """Return the table as a module."""
    by_weight = defaultdict(list)
    for sign, weight in table.weights.items():
        by_weight[weight].append(sign)
    return PAGE.format(
        offset=table.offset,
        unit=UNIT,
        words=_lines(table.words),
        weights="\n".join(
            f'    {weight}: """\n{_lines(signs)}\n    """,'
            for weight, signs in sorted(by_weight.items())
        ),
    )


def _lines(words: Sequence[str] | frozenset[str]) -> str:
    return fill(" ".join(sorted(words)), 98, break_long_words=False, break_on_hyphens=False)


def write_table(folder: Path = TABLES) -> None:
    """Write the table anew."""
    (folder / "wish_signs.py").write_text(page(fit(read_sentences())))


if __name__ == "__main__":
    write_table()
