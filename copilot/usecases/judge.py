"""Embed what is new, align every item with the goals, remember the result."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain

from copilot.analysis.against import opposed
from copilot.analysis.alignment import (
    Background,
    Gist,
    Nearness,
    align,
    gist_of,
    goal_texts,
    goals_key,
    read_items,
    routine_texts,
    without_hollow,
)
from copilot.analysis.duplicates import find_duplicates
from copilot.analysis.vectors import Matrix, Vectors
from copilot.errors import InputError
from copilot.portfolio import (
    Alignment,
    AnyGoal,
    Duplicate,
    Portfolio,
    WorkItem,
    content_hash,
    from_json,
    to_json,
)
from copilot.ports import Progress

from .briefs import Briefs
from .indexing import refresh_index
from .opinions import with_opinions
from .read import Bodies, embedded
from .recipe import recipe
from .room import give_back
from .workspace import Workspace

_BACKGROUND = ("background", "current")
_NEARNESS = ("nearness", "current")
_DUPLICATES = ("duplicates", "current")
_STAMP = ("scan", "stamp")
_TOGETHER = 1000
"""Items up to which a draft is judged among them: half a second at the most."""


@dataclass(frozen=True, slots=True)
class _Pairs:
    pairs: tuple[Duplicate, ...]


def judge(
    workspace: Workspace, portfolio: Portfolio, *, progress: Progress | None = None
) -> Portfolio:
    """Return the portfolio with alignments and duplicates; nothing is computed twice.

    Where neither records, feedback, embedder nor day have changed since the last scan, its
    result stands and no model is called.
    """
    if is_judged(workspace, portfolio):
        return portfolio.having(
            alignments=workspace.store.alignments(portfolio.as_of),
            duplicates=kept_duplicates(workspace),
        )
    judged = _written(workspace, portfolio, _judgement(workspace, portfolio, progress=progress))
    return _settled(workspace, judged)


def is_judged(workspace: Workspace, portfolio: Portfolio) -> bool:
    """Whether the last scan stands: nothing that it depends on has changed."""
    return stamp(workspace, portfolio.as_of) == workspace.store.value(*_STAMP)


def compute(
    workspace: Workspace,
    portfolio: Portfolio,
    *,
    read_with: Sequence[AnyGoal] = (),
    heard: Container[int] = (),
    progress: Progress | None = None,
) -> Portfolio:
    """Align without remembering: for the past, and for goals that are only proposed.

    Args:
        workspace: where.
        portfolio: items and goals.
        read_with: the goals of the last scan where these are only proposed: items are read as
            they were then, so none is embedded again, and pairs stay as they are.
        heard: rows of items that are no tickets, of which wishes count too.
        progress: told how many texts are embedded.
    """
    found = _judgement(workspace, portfolio, read_with=read_with, heard=heard, progress=progress)
    return portfolio.having(alignments=tuple(found.alignments), duplicates=found.duplicates)


@dataclass(frozen=True, slots=True)
class _Judgement:
    alignments: Iterator[Alignment]
    """Made while they are read: all of them together take much room."""
    duplicates: tuple[Duplicate, ...]
    background: Background
    usual: Nearness | None


def _judgement(
    workspace: Workspace,
    portfolio: Portfolio,
    *,
    read_with: Sequence[AnyGoal] = (),
    heard: Container[int] = (),
    progress: Progress | None = None,
) -> _Judgement:
    store, goals = workspace.store, portfolio.goals
    bodies = Bodies(store, [i.ref for i in portfolio.items], portfolio.as_of)
    looked = _look(workspace, portfolio, bodies, read_with, heard, progress)
    give_back(len(bodies))
    said = store.feedback(portfolio.as_of)
    aligned = align(
        portfolio.items,
        bodies,
        goals,
        looked.vectors,
        workspace.embedder(goal_texts(goals)),
        as_of=portfolio.as_of,
        feedback=[f for f in said if f.relation == "helps"],
        background=stored_background(workspace),
        multilingual=workspace.embedder.multilingual,
        gist=looked.gist,
        routine=workspace.embedder(routine_texts()),
        pause=partial(give_back, len(portfolio.items)),
    )
    told = opposed(portfolio.items, bodies, goals, chain.from_iterable(aligned.blocks()), said)
    return _Judgement(told, looked.pairs, aligned.background, looked.usual)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What is kept of the texts."""

    vectors: Vectors
    pairs: tuple[Duplicate, ...]
    gist: Gist
    usual: Nearness | None


def _look(
    workspace: Workspace,
    portfolio: Portfolio,
    bodies: Bodies,
    read_with: Sequence[AnyGoal],
    heard: Container[int],
    progress: Progress | None,
) -> _Looked:
    """Read and embed every text, then let go of it."""
    embed, items, goals = workspace.embedder, portfolio.items, portfolio.goals
    multilingual = embed.multilingual
    read = read_items(items, bodies, read_with or goals, multilingual=multilingual, heard=heard)
    texts = [item.text for item in read]
    vectors = embedded(workspace, texts, progress)
    pairs = portfolio.duplicates if read_with else find_duplicates(items, texts, vectors)
    aims = embed(goal_texts(goals))
    usual = usual_nearness(workspace, goals, vectors, aims)
    without_hollow(read, vectors, goals, aims, embed, usual)
    if read_with:
        again = read_items(items, bodies, goals, multilingual=multilingual, heard=heard)
        read = [old if old.hollow else new for old, new in zip(read, again, strict=True)]
    return _Looked(vectors, pairs, gist_of(read, goals, multilingual=multilingual), usual)


def judge_drafts(
    workspace: Workspace,
    portfolio: Portfolio,
    drafts: Sequence[WorkItem],
    *,
    heard: bool = False,
) -> tuple[Alignment, ...]:
    """Judge texts that are no tickets, as if they were; where they are heard, wishes count too.

    Among a small backlog, as a scan would; else alone, by its background. A ticket of the same
    title is left out: it is this one, or what it doubles.
    """
    if not drafts:
        return ()
    titles = {draft.title.casefold() for draft in drafts}
    others = [i for i in portfolio.items if i.title.casefold() not in titles]
    beside = others if len(others) <= _TOGETHER else []
    items = (*beside, *drafts)
    rows = range(len(beside), len(items)) if heard else ()
    judged = compute(workspace, portfolio.having(items=items), heard=rows)
    return judged.alignments[-len(drafts) :]


def usual_nearness(
    workspace: Workspace, goals: Sequence[AnyGoal], vectors: Vectors, goal_vectors: Matrix
) -> Nearness | None:
    """Return how near tickets come to these goals: as in the last scan while that still fits."""
    kept = workspace.store.value(*_NEARNESS)
    last = Nearness.from_bytes(kept) if kept else None
    key = goals_key(goal_texts(goals), workspace.embedder.fingerprint)
    if last is not None and last.fits(key, len(vectors)):
        return last
    return Nearness.measure(key, vectors, goal_vectors)


def stored_background(workspace: Workspace) -> Background | None:
    """Return the background of the last scan, if there was one."""
    kept = workspace.store.value(*_BACKGROUND)
    return Background.from_bytes(kept) if kept else None


def _written(workspace: Workspace, portfolio: Portfolio, found: _Judgement) -> Portfolio:
    """Write the judgements down as they are made; return the portfolio with them in brief."""
    store, at = workspace.store, portfolio.as_of
    briefs = Briefs()
    give_back(len(portfolio.items))
    store.save_alignments(briefs.noted(found.alignments), at=at)
    if found.usual is not None:
        store.save_value(*_NEARNESS, found.usual.to_bytes(), at=at)
    store.save_value(*_BACKGROUND, found.background.to_bytes(), at=at)
    store.save_value(*_DUPLICATES, to_json(_Pairs(found.duplicates)).encode(), at=at)
    return portfolio.having(alignments=tuple(briefs), duplicates=found.duplicates)


def _settled(workspace: Workspace, judged: Portfolio) -> Portfolio:
    """Ask for second opinions where a model has a say, and note that this scan stands."""
    give_back(len(judged.items))
    judged = with_opinions(workspace, judged)
    refresh_index(workspace, judged)
    workspace.store.save_value(*_STAMP, stamp(workspace, judged.as_of), at=judged.as_of)
    return judged


def stamp(workspace: Workspace, at: datetime) -> bytes:
    """Name everything that a scan depends on: while it stays, the last scan stands."""
    parts = (
        workspace.store.revision(),
        workspace.embedder.fingerprint,
        at.date(),
        recipe(),
        content_hash(repr((workspace.checks, sorted(workspace.mute)))),
    )
    return " ".join(map(str, (*parts, *_asked(workspace)))).encode()


def _asked(workspace: Workspace) -> tuple[object, ...]:
    """Which model has a say, where one has."""
    if workspace.llm is None or not workspace.second_opinion:
        return ()
    return workspace.llm.host, workspace.llm.model, workspace.second_opinion


def kept_duplicates(workspace: Workspace) -> tuple[Duplicate, ...]:
    """Return the pairs that the last scan found."""
    kept = workspace.store.value(*_DUPLICATES)
    return from_json(_Pairs, kept).pairs if kept else ()


def with_period(portfolio: Portfolio, period: str | None) -> Portfolio:
    """Keep the items and goals of one cycle; None keeps everything.

    Raises:
        InputError: neither a goal nor an item names this cycle.
    """
    if period is None:
        return portfolio
    cycles = {g.cycle.name for g in portfolio.goals if g.cycle is not None}
    if period not in cycles | {i.period for i in portfolio.items}:
        known = ", ".join(sorted(cycles)) or "none"
        raise InputError(f"no cycle is called {period!r}; known: {known}")
    kept = [g for g in portfolio.goals if g.cycle is not None and g.cycle.name == period]
    names = {g.ref for g in kept}
    items = tuple(i for i in portfolio.items if i.period in {None, period})
    return replace(
        portfolio,
        items=items,
        objectives=tuple(g for g in portfolio.objectives if g.ref in names),
        key_results=tuple(g for g in portfolio.key_results if g.ref in names),
        kpis=tuple(g for g in portfolio.kpis if g.ref in names or g.cycle is None),
        allowances=tuple(g for g in portfolio.allowances if g.ref in names or g.cycle is None),
    )
