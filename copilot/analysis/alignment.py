"""The facade of alignment: items, goals and their vectors in; verdicts with reasons out."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import Alignment, AnyGoal, Feedback, Ref, WorkItem
from copilot.portfolio.building import building

from .background import Background, key_of
from .candidates import Candidates
from .circumstances import Cases, Gist, gist_of
from .evidence import Variant, evidence_variants
from .families import above_of
from .frames import build_background
from .judging import Judging, Part, Scorer, judging, scorer
from .lexical import read as count
from .nearness import Nearness, goals_key
from .parameters import SHIPPED, Parameters
from .routine import nearest_routine, routine_texts
from .scoring import Group, Lexical, Texts, group
from .structure import statements
from .texts import goal_texts, item_texts, read_items, without_hollow
from .vectors import Matrix, Vectors, finite
from .verdicts import Case, verdict_of, without_goals

__all__ = [
    "SHIPPED",
    "Aligned",
    "Background",
    "Gist",
    "Nearness",
    "Parameters",
    "Variant",
    "align",
    "evidence_variants",
    "gist_of",
    "goal_texts",
    "goals_key",
    "item_texts",
    "judged_by_people",
    "read_items",
    "routine_texts",
    "without_hollow",
]


@dataclass(frozen=True, eq=False, kw_only=True)
class Aligned:
    """What is thought of every item (n) and goal (m), told when asked for, block by block."""

    background: Background
    background_rebuilt: bool
    goals: tuple[Ref, ...]
    """Columns of the matrices; a goal that is no candidate of an item scores 0."""
    competing: Sequence[AnyGoal]
    """The same goals, whole."""
    scorer: Scorer
    by_people: Collection[int]
    """Rows of the items that somebody gave feedback on."""
    cases: Cases
    notes: tuple[str, ...] = ()
    """What a reader of the whole scan should know, a line each."""

    @cached_property
    def judging(self) -> Judging:
        """Every group, ready to be judged: the first call scores the backlog."""
        return judging(self.scorer, self.by_people)

    def blocks(self) -> Iterator[list[Alignment]]:
        """Yield the alignments in the order of the items, a few thousand at once."""
        for items, parts in self.judging.blocks(len(self.cases)):
            yield self._told(self.cases.of(items), items.start, parts)

    def _told(self, cases: Sequence[Case], start: int, parts: Sequence[Part]) -> list[Alignment]:
        sure = self.judging.threshold
        found = {
            row: verdict_of(part.judged, k, cases[row - start], self.competing, sure)
            for part in parts
            for k, row in enumerate(part.rows.tolist())
        }
        return [found.get(k) or without_goals(case.item) for k, case in enumerate(cases, start)]

    @cached_property
    def alignments(self) -> tuple[Alignment, ...]:
        """All of them at once."""
        with building():
            return tuple(chain.from_iterable(self.blocks()))

    @property
    def shares(self) -> Matrix:
        """What part of each item every goal gets, (n, m)."""
        return self._matrix("shares")

    @property
    def scores(self) -> Matrix:
        """How surely each item serves every goal, (n, m)."""
        return self._matrix("scores")

    @property
    def none(self) -> Matrix:
        """p(none), (n,); 1 where an item has no candidates."""
        return np.asarray([a.none for a in self.alignments], np.float32)

    def _matrix(self, what: Literal["shares", "scores"]) -> Matrix:
        matrix = np.zeros((len(self.cases), len(self.goals)), np.float32)
        for _, parts in self.judging.blocks(len(matrix)):
            for part in parts:
                matrix[np.ix_(part.rows, part.judged.goals)] = getattr(part.judged, what)
        return matrix


@building()
def align(
    items: Sequence[WorkItem],
    bodies: Mapping[Ref, str],
    goals: Sequence[AnyGoal],
    item_vectors: Vectors,
    goal_vectors: Vectors,
    *,
    as_of: datetime,
    feedback: Sequence[Feedback] = (),
    background: Background | None = None,
    multilingual: bool = False,
    parameters: Parameters = SHIPPED,
    gist: Gist | None = None,
    routine: NDArray[np.float32] | None = None,
    pause: Callable[[], object] = bool,
) -> Aligned:
    """Judge every item against the goals that compete for it.

    Args:
        items: work of any state.
        bodies: text of items by reference, where the items carry none.
        goals: every goal of every cycle, allowances too.
        item_vectors: (n, dim) unit rows of `item_texts`.
        goal_vectors: (m, dim) unit rows of `goal_texts`.
        as_of: decides which cycle is in force for open work.
        feedback: what people said of links.
        background: that of an earlier call; kept while it fits.
        multilingual: whether the embedder reads other languages than English.
        parameters: of the recipe.
        gist: of what `read_items` read of them with these goals, where that is known.
        routine: unit rows of `routine_texts`; without them no text is known as everyday work.
        pause: called where much was built and dropped, so that somebody can give memory back.
    """
    known = gist or gist_of(
        read_items(items, bodies, goals, multilingual=multilingual),
        goals,
        multilingual=multilingual,
        parameters=parameters,
    )
    vectors = finite(item_vectors)
    everyday = nearest_routine(vectors, routine, parameters)
    texts = Texts(
        refs=tuple(item.ref for item in items),
        hashes=known.hashes,
        items=known.counted,
        goals=count(goal_texts(goals)),
        item_vectors=vectors,
        goal_vectors=finite(goal_vectors)[:],
        days=np.asarray([_day(item) for item in items], np.float64),
        inner=_inner(goals),
        above=above_of(items),
        routine=everyday.beyond,
    )
    candidates = Candidates(goals, as_of)
    places = [candidates.of(item) for item in items]
    groups = group(places, [goal.ref for goal in goals])
    said = statements(items, goals, places, feedback)
    pause()
    used, lexical = _background(texts, groups, goals, background, parameters, pause)
    compared = list(zip(groups, lexical, strict=True))
    by_people = judged_by_people(items, feedback)
    return Aligned(
        background=used,
        background_rebuilt=used is not background,
        goals=tuple(goal.ref for goal in goals),
        competing=goals,
        scorer=scorer(texts, compared, used, said, parameters),
        by_people=by_people,
        cases=Cases(items, bodies, said, known.noticed, everyday.reasons),
        notes=candidates.notes,
    )


def _day(item: WorkItem) -> float:
    return item.created.timestamp() / 86400 if item.created else np.nan


def _inner(goals: Sequence[AnyGoal]) -> NDArray[np.bool_]:
    above = {goal.parent for goal in goals if goal.parent}
    return np.asarray([goal.ref in above for goal in goals], bool)


def _background(
    texts: Texts,
    groups: Sequence[Group],
    goals: Sequence[AnyGoal],
    kept: Background | None,
    parameters: Parameters,
    pause: Callable[[], object],
) -> tuple[Background, Sequence[Lexical | None]]:
    """Return what is usual, kept or measured anew; then with what words say of each group."""
    key = key_of([repr(parameters), *(p for goal in goals for p in (goal.ref, goal.passage))])
    fits = kept is not None and kept.fits(key, texts.goal_vectors, [g.key for g in groups])
    if (
        kept is not None
        and fits
        and not kept.stale(dict(zip(texts.refs, texts.hashes.tolist(), strict=True)))
    ):
        return kept, [None] * len(groups)
    return build_background(texts, groups, key, parameters, pause)


def judged_by_people(items: Sequence[WorkItem], feedback: Sequence[Feedback]) -> set[int]:
    """Return rows of items that somebody gave feedback on."""
    named = {word.item for word in feedback}
    return {k for k, item in enumerate(items) if item.ref in named}
