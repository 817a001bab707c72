"""The numbers of the alignment recipe, in one value; how they were chosen: docs/decisions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What one similarity scores in a typical workspace: what few observations are shrunk to."""

    mean: float
    by_goal: float
    """Deviation over the items of one goal."""
    by_item: float
    """Deviation over the goals of one item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Everything that scoring, calibration and verdicts depend on."""

    dense: float = 0.58
    """Weight of the vectors in the hybrid score; words and character n-grams share the rest."""
    usual: tuple[Usual, Usual, Usual] = (
        Usual(mean=0.16, by_goal=0.12, by_item=0.095),
        Usual(mean=0.01, by_goal=0.023, by_item=0.018),
        Usual(mean=0.04, by_goal=0.049, by_item=0.041),
    )
    """Of vectors, words and n-grams."""
    pseudo_items: float = 12
    """How many items the usual column statistics weigh."""
    pseudo_goals: float = 4
    """How many goals the usual row deviation weighs."""
    keep: float = 0.8
    """What a pass of smoothing leaves of an item's own score; its neighbours give the rest."""
    keep_below: float = 0.5
    """The same of an item that hangs below another: its epic tells much of what it is for."""
    passes: int = 2
    neighbours: int = 8
    likeness: float = 0.5
    """How far a goal's vector moves to the items that are surely its own."""
    parent: float = 0.5
    """What a goal with goals below it scores less: work hangs on the nearest goal."""
    saturation: float = 0.125
    """X counts X/(1 + this · X) where positive: the higher it is, the less more of it says."""
    moving: float = 0.6
    """T of the shares by which goals move to their own items."""
    temperature: float = 0.39
    """T of the null-option softmax."""
    bias: float = -0.3
    """b, the logit of "no goal" beside ln(number of goals)."""
    lapse: float = 0.0
    """Share of links that follow their text only faintly; labels tell how many."""
    wordless: float = 3.0
    """What one unit of word overlap with the best goal takes from the logit of none."""
    unrelated_mean: float = 0.11
    unrelated_deviation: float = 0.09
    """Cosine of texts that have nothing to do with each other (measured across organisations)."""
    crowded: float = 0.4
    """Cosine of the least alike tenth above which an embedder finds everything alike."""
    related: float = 0.9
    """Excess over unrelated texts, in deviations, from which closeness is not doubted."""
    doubt: float = 10.0
    """What a deviation short of it, or more, adds to the logit of none."""
    slope: float = 0.76
    offset: float = -0.8
    """Logistic of a link's own score in its logit against the null."""
    aligned: float = 0.53
    """Score of the best link from which an item counts as aligned."""
    none: float = 0.5
    """p(none) from which an item counts as unaligned."""
    faint: float = 0.35
    """Score of the best link below which marked work is supporting though p(none) is unsure."""
    faint_none: float = 0.33
    """p(none) it then needs."""
    one_word: float = 0.5
    """Word overlap of k shared features counts k/(k + this): one shared word is no proof."""
    terse: float = 1.0
    """A text of w words says w/(w + this) of what it seems to."""
    routine: float = 0.8
    """What each deviation nearer to everyday work than to any goal adds to the logit of none."""
    odd: float = 0.2
    """What each deviation nearer to a goal than strangers are adds, or further away."""
    wordy: float = 0.6
    """What each e-fold of words in the backlog's usual text adds: long texts score high anyway."""
    thin_words: int = 3
    """Content words below which a text decides nothing."""


SHIPPED = Parameters()
