"""What an explanation is made of: facts in, claims with citations out."""

from dataclasses import dataclass
from typing import Literal

from copilot.portfolio import ReasonClass, Ref, Verdict

from .citation import Citation
from .pack import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence that stands on its citations, or on computed facts where it has none."""

    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The published text, claim by claim, and who wrote it."""

    text: str
    claims: tuple[Claim, ...]
    source: Literal["template", "model"] = "template"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalFacts:
    """A goal, as an explanation names it."""

    ref: Ref
    name: str
    """`KR1.1 Activation 60 → 75 %`."""
    id: str
    typed: str
    """What means it in a command: the id, or where several goals have it the reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """Where the key result stands and who else helps it."""

    standing: str
    """`66.5, target 75 % by 31 Mar`; empty where nothing was measured."""
    helpers: int
    """Open items that help it, this one included."""
    sized: int = 0
    """How many of them have a size."""
    rank: int = 0
    """Place of this one among those, 1 is the largest; 0 where it has no size itself."""
    ties: int = 0
    """How many others are of its size."""
    heading: str = ""
    """`72.7 % (69.5–75.9)`; empty where nothing can be forecast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """An open item that has to be finished before."""

    key: str
    who: str | None
    status: str
    since: str = ""
    """`Tue` or `10 Feb`: when it got there, where that is known."""
    mutual: bool = False
    """Whether it waits for this one in turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What somebody decided about an item."""

    text: str
    """`Parked by Lena on 3 Mar`."""
    reason: Citation | None = None
    settled: bool = True
    """Whether nobody has to choose any more; a rejected link settles nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyFacts:
    """All that an explanation may say about one item."""

    ref: Ref
    key: str
    typed: str
    """What means it in a command."""
    title: str
    verdict: Verdict
    sure: float
    """Probability of what the verdict says, 0 to 1."""
    goal: GoalFacts | None = None
    goal_chance: float = 0.0
    against: GoalFacts | None = None
    harm: str = ""
    """What it does to that goal: `asks for one thing more`."""
    harm_quotes: tuple[Citation, ...] = ()
    decided: Decided | None = None
    minutes: Citation | None = None
    """A sentence of a memo that decides something about such work."""
    stated: str = ""
    """Who linked it, as a sentence: `Its epic NOTE-242 is linked to it.`"""
    item_quote: Citation | None = None
    goal_quote: Citation | None = None
    washed: bool = False
    """Whether its text only repeats a goal: then nothing of it is a reason."""
    shared: tuple[Citation, ...] = ()
    """Stretches of the item whose words the goal has too, where no sentence can be quoted."""
    shared_at: Citation | None = None
    """The goal's title, where they are found."""
    unnamed: str = ""
    """Words of the title that no goal has."""
    rival: GoalFacts | None = None
    """A second goal that it may be for."""
    rival_chance: float = 0.0
    reads_like: GoalFacts | None = None
    """Another goal than the one it is linked to, where the text says so."""
    stake: Stake | None = None
    waits: tuple[Blocker, ...] = ()
    effort: float | None = None
    who: str | None = None
    reason: ReasonClass | None = None
    allowance: str = ""
    """The allowance that it counts for, where it is marked so."""
    fitting: str = ""
    """The allowance for such work, where there is one and the item is not marked."""
    mark: str = ""
    """The label that would mark it."""
    note: str = ""
    answered: bool = False
    """Whether somebody answered since the last scan, which other items do not know yet."""
    closed: str = ""
    """`Done 18 Dec`; empty while effort may still be spent."""
    cycle: str = ""
    """`2026-Q1`: whose goals it is compared with, where that has a name."""
    until: str = ""
    """`1 Apr`: when the next cycle begins."""
    pieces: tuple[Piece, ...] = ()
    """What item and goal say, for a model to cite."""
    names: frozenset[str] = frozenset()
    """People, teams and keys known here: to judge an answer by, never sent."""
