"""The numbers of the alignment recipe, in one value; how they were chosen: docs/decisions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Everything that scoring, calibration and verdicts depend on."""

    dense: float = 0.6
    """Weight of the vectors in the hybrid score; words and character n-grams share the rest."""
    keep: float = 0.7
    """What an item keeps of its own score in one pass of smoothing over its neighbours."""
    passes: int = 2
    neighbours: int = 10
    temperature: float = 0.44
    """T of the null-option softmax."""
    bias: float = 0.18
    """b, the logit of "no goal" beside ln(number of goals)."""
    absolute: float = 1.0
    """Slope of the absolute term inside b: how much poor words and vectors speak for none."""
    aligned: float = 0.6
    """A goal's share from which an item counts as aligned."""
    none: float = 0.6
    """p(none) from which an item counts as unaligned."""
    thin_words: int = 3
    """Content words below which a text decides nothing."""


SHIPPED = Parameters()
