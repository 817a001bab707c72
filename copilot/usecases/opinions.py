"""Ask a language model about the items that a scan could not decide, where that is wanted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from secrets import token_hex

from copilot.analysis.against import POSSIBLE, suspected
from copilot.analysis.opinions import Opinion, Pair, undecided, weighed
from copilot.errors import BadAnswer, LlmError
from copilot.portfolio import Alignment, Link, Portfolio, Ref, content_hash
from copilot.ports import Llm
from copilot.prompts.opinion import OPINION, Doubt, SaidOpinion, SaidOpinions, doubt

from .workspace import Workspace

_KIND = "opinion"
_ITEMS = 4
"""Items of one request."""
_MOST = 200
"""Items of one scan, however large the backlog."""
_PATIENCE = 3
"""Answers in a row that are no use, before the rest is left undecided."""
_SILENT = b"-"
"""Stands for an answer that did not count."""
_PAGE = 1000
_FAINT = 0.3
"""Least chance of a harm that words alone suspect."""


def with_opinions(workspace: Workspace, portfolio: Portfolio) -> Portfolio:
    """Return the portfolio with what a model thinks of undecided pairs; as it is where none may.

    Never more than the share that is set, never about what people decided. Every answer is kept
    by what was asked, so the same pair is asked once. What changes is written down.
    """
    if workspace.llm is None or not workspace.second_opinion:
        return portfolio
    told = {f.item for f in workspace.store.feedback(portfolio.as_of)}
    harms = tuple(_faint(workspace, portfolio))
    share = min(workspace.second_opinion, _MOST / max(1, len(portfolio.alignments)))
    pairs = undecided(portfolio, told, share, harms)
    found = _opinions(workspace, workspace.llm, _doubts(workspace, portfolio, pairs))
    changed = _weighed(workspace, portfolio, found, harms)
    if not changed:
        return portfolio
    workspace.store.save_alignments(_every(workspace, portfolio, changed), at=portfolio.as_of)
    brief = (changed[a.item].brief if a.item in changed else a for a in portfolio.alignments)
    return portfolio.having(alignments=tuple(brief))


def _weighed(
    workspace: Workspace, portfolio: Portfolio, found: Iterable[Opinion], harms: Sequence[Link]
) -> dict[Ref, Alignment]:
    """Alignments that answers change, with all reasons."""
    by_item: dict[Ref, list[Opinion]] = {}
    for opinion in found:
        by_item.setdefault(opinion.pair.item, []).append(opinion)
    faint = {Pair(link.item, link.goal): link for link in harms}
    known = workspace.store.judged(list(by_item), portfolio.as_of)
    return {ref: weighed(known[ref], said, faint) for ref, said in by_item.items()}


def _every(
    workspace: Workspace, portfolio: Portfolio, changed: Mapping[Ref, Alignment]
) -> Iterator[Alignment]:
    """The judgements of this scan once more, read a page at a time."""
    for page in _pages([a.item for a in portfolio.alignments]):
        known = workspace.store.judged(page, portfolio.as_of)
        yield from (changed.get(ref) or known[ref] for ref in page)


def _faint(workspace: Workspace, portfolio: Portfolio) -> Iterator[Link]:
    """Harms that words alone suspect, and not enough to tell."""
    said = workspace.store.feedback(portfolio.as_of)
    for page in _pages([item.ref for item in portfolio.open_items]):
        items = [portfolio.item[ref] for ref in page]
        bodies = workspace.store.texts(page, portfolio.as_of)
        found = suspected(items, bodies, portfolio.goals, portfolio.alignment, said, least=_FAINT)
        yield from (link for link in found if link.score < POSSIBLE)


def _pages(refs: Sequence[Ref]) -> Iterator[Sequence[Ref]]:
    yield from (refs[start : start + _PAGE] for start in range(0, len(refs), _PAGE))


def _doubts(workspace: Workspace, portfolio: Portfolio, pairs: Sequence[Pair]) -> list[Doubt]:
    bodies = workspace.store.texts(list({p.item for p in pairs}), portfolio.as_of)
    return [
        doubt(portfolio.item[p.item], bodies.get(p.item, ""), portfolio.goal[p.goal])
        for p in pairs
        if p.goal in portfolio.goal
    ]


def _opinions(workspace: Workspace, llm: Llm, doubts: Sequence[Doubt]) -> Iterator[Opinion]:
    """Answers kept from earlier scans, then those that are asked for now."""
    new = []
    for one in doubts:
        kept = workspace.store.value(_KIND, _key(llm, one))
        if kept is None:
            new.append(one)
        elif kept != _SILENT:
            yield from _again(kept, one)
    yield from _asked(workspace, llm, new)


def _again(kept: bytes, one: Doubt) -> tuple[Opinion, ...]:
    """Judge a kept answer anew: texts stay, the judge may have become stricter."""
    said = SaidOpinion.model_validate_json(kept)
    return OPINION.verify(SaidOpinions(opinions=(said,)), (one,)).told or ()


def _asked(workspace: Workspace, llm: Llm, doubts: Sequence[Doubt]) -> Iterator[Opinion]:
    """Ask batch by batch, until the endpoint fails, its allowance ends, or it makes no sense."""
    useless = 0
    for batch in batches(doubts):
        try:
            said = ask(llm, batch)
        except BadAnswer:
            useless += 1
        except LlmError:
            return
        else:
            useless = 0
            found = OPINION.verify(said, batch).told or ()
            _keep(workspace, llm, batch, found)
            yield from found
        if useless == _PATIENCE:
            return


def ask(llm: Llm, batch: tuple[Doubt, ...]) -> SaidOpinions:
    """One request.

    Raises:
        LlmError: no answer came, or none of use.
    """
    asked = OPINION.ask(OPINION.pack(batch), token_hex(8))
    return llm(asked, OPINION.answer, within=llm.seconds)


def batches(doubts: Sequence[Doubt]) -> Iterator[tuple[Doubt, ...]]:
    """A few items together, the pairs of one never apart."""
    items = [tuple(pairs) for _, pairs in groupby(doubts, key=lambda d: d.item.ref)]
    for first in range(0, len(items), _ITEMS):
        yield tuple(one for pairs in items[first : first + _ITEMS] for one in pairs)


def _keep(
    workspace: Workspace, llm: Llm, batch: Sequence[Doubt], found: Sequence[Opinion]
) -> None:
    """Keep answers with the words that they name: numbers are those of one request."""
    told = {opinion.pair: opinion for opinion in found}
    for one in batch:
        opinion = told.get(one.pair)
        kept = _said(opinion).model_dump_json().encode() if opinion else _SILENT
        workspace.store.save_value(_KIND, _key(llm, one), kept, at=workspace.now())


def _said(opinion: Opinion) -> SaidOpinion:
    ticket, goal = (quote.text for quote in opinion.quotes)
    return SaidOpinion(pair="P1", ticket=ticket, goal=goal, answer=opinion.answer)


def _key(llm: Llm, one: Doubt) -> str:
    """Hash what the answer hangs on: the prompt's own words, the model, both texts."""
    words = OPINION.ask(OPINION.pack((one,)), "").instructions
    return content_hash("\0".join((llm.host, llm.model, words, one.item.shown, one.goal.shown)))
