"""The thread between an item and a goal, and what the co-pilot thinks of one item."""

from dataclasses import dataclass, replace
from typing import Literal

from pydantic import AwareDatetime

from .record import Ref

Relation = Literal["helps", "against"]
Origin = Literal["stated", "inherited", "inferred", "confirmed", "rejected"]
Verdict = Literal["aligned", "unsure", "unaligned", "thin", "supporting"]
ReasonClass = Literal[
    "keep-the-lights-on", "debt", "compliance", "customer promise", "exploration"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for a score. Spans are code points, half-open, in the stored field of `ref`."""

    kind: str
    """similarity, words, graph, stated, inherited, feedback, label, competition, …"""
    text: str
    """What a person reads: the quoted span, or the reason in words."""
    log_odds: float = 0.0
    """What it added to the goal's logit."""
    ref: Ref | None = None
    field: str | None = None
    start: int | None = None
    end: int | None = None
    method: str = ""
    """`lexical` or `deletion` for spans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Work item serves (or harms) a goal: how surely, and says who."""

    item: Ref
    goal: Ref
    relation: Relation = "helps"
    score: float
    """Probability that this one goal is served, each goal by itself, 0 to 1."""
    share: float = 0.0
    """Part of the item's effort that counts for the goal; shares and p(none) sum to 1."""
    origin: Origin = "inferred"
    evidence: tuple[Evidence, ...] = ()
    """Why; inside a portfolio often empty, see `Alignment.brief`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """What is thought of one item: verdict, how sure, and its best links, best first."""

    item: Ref
    verdict: Verdict
    alignment: float
    """1 - p(none), 0 to 1."""
    certified: bool = False
    """Whether the verdict's threshold is backed by enough confirmed labels."""
    reason: ReasonClass | None = None
    """Why work that serves no goal is done all the same, where that can be told."""
    links: tuple[Link, ...] = ()
    """At most three."""
    note: str = ""
    """Why it is unsure or thin, in words, with the remedy."""

    @property
    def best(self) -> Link | None:
        """Strongest helping link that a person has not rejected."""
        helping = (x for x in self.links if x.relation == "helps" and x.origin != "rejected")
        return next(helping, None)

    @property
    def harm(self) -> Link | None:
        """The goal it may work against, if any."""
        harms = (x for x in self.links if x.relation == "against" and x.origin != "rejected")
        return next(harms, None)

    @property
    def brief(self) -> "Alignment":
        """As a portfolio carries it: reasons only where somebody said something or it may harm.

        The store has the others; of a large backlog they take more room than all the rest.
        """
        if any(x.origin != "inferred" or x.relation == "against" for x in self.links):
            return self
        return replace(self, links=tuple(replace(x, evidence=()) for x in self.links))

    @property
    def none(self) -> float:
        """p(none): how sure that no goal is served."""
        return 1.0 - self.alignment


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """Two items that ask for the same thing; `a` < `b`."""

    a: Ref
    b: Ref
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """A person's word on one link."""

    item: Ref
    goal: Ref | None
    """None: the item serves no goal."""
    answer: Literal["accept", "reject"]
    at: AwareDatetime
    author: str = ""
    note: str = ""
    relation: Relation = "helps"
    """What is accepted or rejected: that it helps, or that it works against."""
