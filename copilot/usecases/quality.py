"""How right the links are here: tested on what this workspace's own people said."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from copilot.analysis.alignment import (
    align,
    gist_of,
    goal_texts,
    judged_by_people,
    read_items,
    without_hollow,
)
from copilot.analysis.judging import Scorer
from copilot.analysis.quality import Proof, prove
from copilot.analysis.structure import NONE, Statement, Statements
from copilot.portfolio import Feedback, Portfolio
from copilot.prompts.quality import Known, in_markdown, in_words

from .judge import stamp, stored_background, usual_nearness
from .known import known_on
from .verbs import EVERYWHERE, verb
from .workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Quality:
    """What is known, how right the links are, and what would make them better."""

    as_of: datetime
    known: Known
    proof: Proof | None
    """None below ten labels."""
    text: str
    markdown: str


@verb("quality", EVERYWHERE)
def quality(workspace: Workspace) -> Quality:
    """Test the links on every label, each predicted by the others; no model is asked.

    Raises:
        InputError: nothing is judged yet.
    """
    portfolio = known_on(workspace, None)
    now = stamp(workspace, portfolio.as_of)
    kept = workspace.cache.get("quality")
    if kept is None or kept[0] != now:
        kept = workspace.cache["quality"] = (now, _quality(workspace, portfolio))
    found: Quality = kept[1]
    return found


def _quality(workspace: Workspace, portfolio: Portfolio) -> Quality:
    said = [f for f in workspace.store.feedback(portfolio.as_of) if f.relation == "helps"]
    ground = _read(workspace, portfolio, said)
    answered = np.zeros(len(portfolio.items), bool)
    answered[sorted(judged_by_people(portfolio.items, said))] = True
    known = _known(portfolio, ground.said)
    found = prove(ground, portfolio.items, portfolio.goals, answered)
    return Quality(
        as_of=portfolio.as_of,
        known=known,
        proof=found,
        text=in_words(known, found),
        markdown=in_markdown(known, found),
    )


def _read(workspace: Workspace, portfolio: Portfolio, said: Sequence[Feedback]) -> Scorer:
    """Read the backlog as a scan does; every vector is stored since the last one."""
    multilingual = workspace.embedder.multilingual
    bodies = workspace.store.texts([i.ref for i in portfolio.items], portfolio.as_of)
    read = read_items(portfolio.items, bodies, portfolio.goals, multilingual=multilingual)
    embed = workspace.embedder
    vectors, aims = embed([text.text for text in read]), embed(goal_texts(portfolio.goals))
    usual = usual_nearness(workspace, portfolio.goals, vectors, aims)
    without_hollow(read, vectors, portfolio.goals, aims, embed, usual)
    return align(
        portfolio.items,
        bodies,
        portfolio.goals,
        vectors,
        aims,
        as_of=portfolio.as_of,
        feedback=said,
        background=stored_background(workspace),
        multilingual=multilingual,
        gist=gist_of(read, portfolio.goals, multilingual=multilingual),
    ).scorer


def _known(portfolio: Portfolio, said: Statements) -> Known:
    """Count items by the strongest thing said of them."""
    count = Counter(_strongest(pairs) for pairs in said.values())
    open_refs = {i.ref for i in portfolio.open_items}
    return Known(
        items=len(portfolio.items),
        accepted=count["confirmed"],
        rejected=count["rejected"],
        no_goal=count["none"],
        stated=count["stated"],
        open_items=len(open_refs),
        certified=sum(a.certified and a.item in open_refs for a in portfolio.alignments),
    )


def _strongest(pairs: Mapping[int, Statement]) -> str:
    origins = {said.origin for said in pairs.values()}
    if NONE in pairs:
        return "none"
    return next(o for o in ("confirmed", "stated", "rejected", "inherited") if o in origins)
