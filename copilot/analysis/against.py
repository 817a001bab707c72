"""Work that may harm a goal: what the goal wants × what the item does × the object they share.

Found by words alone and never sure: a person has to confirm. A goal that people linked the item
to is not doubted, and a goal without a measure has no direction to work against.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import exp

from copilot.portfolio import (
    Alignment,
    AnyGoal,
    Evidence,
    Feedback,
    Link,
    Ref,
    WorkItem,
)

from .acts import Act, Harm, acts_elsewhere, acts_of, direct_object, head, protects
from .aims import Aim, Want, aims_of, stems
from .calibration import log_odds
from .evidence import lexical_evidence, sentences
from .quantities import numbers
from .structure import CERTAINTY
from .verdicts import TOLD

POSSIBLE = 0.6
"""Chance from which a harm is worth a word."""
_START = -1.5
_ABOUT = 3.0
"""Log-odds for being surely about the goal; the link's score is the share of it."""
_SHARED, _MENTIONED, _MOST = 1.1, 0.4, 2
"""Log-odds of a word of the goal in what is acted on, or elsewhere; at most so many of each."""
_NAMED = 1.2
"""The goal itself says that such steps lose people."""
_WORSE = 1.6
"""A number of the goal's unit beyond where the goal comes from, a place outside of the goal's."""
_PROTECTS = 1.0
_SAME_THING = 2
"""Words of a goal's title in an object that make it the goal's own."""
_UNSURE = "it may harm the goal it reads like; say which"
_FITS: Mapping[Harm, frozenset[Want]] = {
    "hurdle": frozenset({"sooner", "more", "less"}),
    "removal": frozenset({"more", "sooner"}),
    "delay": frozenset({"sooner"}),
    "growth": frozenset({"less", "sooner"}),
    "loss": frozenset({"more"}),
    "elsewhere": frozenset({"more"}),
}
_WORDS: Mapping[Harm, str] = {
    "hurdle": "asks for one thing more",
    "removal": "takes something away",
    "delay": "takes longer",
    "growth": "adds to what should get less",
    "loss": "loses people on the way",
    "elsewhere": "puts it elsewhere",
}
_HOPE = re.compile(
    r"\b(?:more|increas\w+|higher|expects?|improv\w+|boost\w*|grow\w*|lifts?|faster|fewer|reduc\w+"
    r"|speeds?|bring back|so that|helps?|easier|cheaper)\b",
    re.IGNORECASE,
)
_LOSES = re.compile(
    r"\b(?:steps?|hurdles?|obstacles?|friction|barriers?)\b[^.;]{0,60}\b(?:los|leav|cost)\w*",
    re.IGNORECASE,
)
_Told = Mapping[tuple[Ref, Ref | None], Feedback]


def opposed(
    items: Sequence[WorkItem],
    bodies: Mapping[Ref, str],
    goals: Sequence[AnyGoal],
    alignments: Iterable[Alignment],
    feedback: Iterable[Feedback] = (),
) -> Iterator[Alignment]:
    """Yield the alignments with the goals that items may harm.

    Only linked goals are looked at, because only those are about the same thing.

    Args:
        items: those that were aligned.
        bodies: their texts by reference.
        goals: every goal.
        alignments: by item.
        feedback: people's answers; those about harm decide.
    """
    aims, item_of = aims_of(goals), {item.ref: item for item in items}
    told = _told(feedback)
    sure = {f.item: _confirmed(f) for f in told.values() if f.answer == "accept"}
    for alignment in alignments:
        item = item_of[alignment.item]
        harm = sure.get(alignment.item) or _likely(item, bodies, alignment, aims, told, POSSIBLE)
        yield with_harm(alignment, harm) if harm else alignment


def suspected(
    items: Iterable[WorkItem],
    bodies: Mapping[Ref, str],
    goals: Sequence[AnyGoal],
    alignments: Mapping[Ref, Alignment],
    feedback: Iterable[Feedback] = (),
    *,
    least: float = POSSIBLE,
) -> Iterator[Link]:
    """Yield the goal each item is most likely to harm, where words alone suspect one.

    Args:
        items: work.
        bodies: their texts by reference.
        goals: every goal.
        alignments: by item.
        feedback: pairs that people answered are not suspected.
        least: chance from which a harm is told.
    """
    aims, told = aims_of(goals), _told(feedback)
    for item in items:
        judged = alignments.get(item.ref)
        if judged and (harm := _likely(item, bodies, judged, aims, told, least)):
            yield harm


def _told(feedback: Iterable[Feedback]) -> _Told:
    """The last word on each pair, where it is about harm."""
    last = {(f.item, f.goal): f for f in sorted(feedback, key=lambda f: f.at) if f.goal}
    return {pair: f for pair, f in last.items() if f.relation == "against"}


def _confirmed(said: Feedback) -> Link:
    """Return the harm that a person accepted."""
    by = f" by {said.author}" if said.author else ""
    sure = CERTAINTY["confirmed"]
    return Link(
        item=said.item,
        goal=said.goal or "",
        relation="against",
        score=sure,
        origin="confirmed",
        evidence=(Evidence(kind="confirmed", text=f"confirmed{by}", log_odds=log_odds(sure)),),
    )


def _likely(
    item: WorkItem,
    bodies: Mapping[Ref, str],
    alignment: Alignment,
    aims: Mapping[Ref, Aim],
    told: _Told,
    least: float,
) -> Link | None:
    """Return the goal that is most likely harmed, where one is likely enough."""
    if item.kind == "bug" or alignment.verdict == "thin":
        return None
    body = bodies.get(item.ref) or item.body
    acts = tuple(acts_of(item.title, body))
    doubted = [
        (link, every)
        for link in alignment.links
        if link.goal in aims and link.origin not in TOLD and (item.ref, link.goal) not in told
        if (every := (*acts, *_elsewhere(item.title, body, aims[link.goal])))
    ]
    harms = [_harm(item, body, every, link, aims[link.goal]) for link, every in doubted]
    found = [harm for harm in harms if harm is not None and harm.score >= least]
    return max(found, key=lambda harm: harm.score, default=None)


def _elsewhere(title: str, body: str, aim: Aim) -> Iterable[Act]:
    return acts_elsewhere(title, body, aim.home) if aim.home else ()


def _harm(item: WorkItem, body: str, acts: Sequence[Act], link: Link, aim: Aim) -> Link | None:
    if _hoped(item.title, body, acts, aim):
        return None
    terms = [(_terms(act, item, body, aim), act) for act in acts]
    judged = [(sum(found.values()), act) for found, act in terms if found]
    if not judged:
        return None
    total, act = max(judged, key=lambda j: j[0])
    logit = _START + _ABOUT * link.score + total
    reasons = (
        Evidence(kind="harm", text=_WORDS[act.harm], log_odds=_START + total),
        Evidence(kind="similarity", text="about the same thing", log_odds=_ABOUT * link.score),
        *_spans(item, body, act, aim.goal),
    )
    score = 1 / (1 + exp(-logit))
    return replace(link, relation="against", score=score, origin="inferred", evidence=reasons)


def _terms(act: Act, item: WorkItem, body: str, aim: Aim) -> Mapping[str, float]:
    """Return what speaks for a harm; nothing where act and goal do not meet in a word."""
    if aim.want not in _FITS[act.harm]:
        return {}
    worse = _is_worse(act, item, aim)
    acted, around = _words(act, item, body, aim)
    shared = len(acted & (aim.title | aim.text))
    mentioned = len(around & (aim.title if act.harm != "hurdle" else aim.title | aim.text))
    if not _meet(act, aim, shared, mentioned, worse):
        return {}
    return {
        "shared": _SHARED * min(_MOST, shared),
        "mentioned": _MENTIONED * min(_MOST, mentioned),
        "worse": _WORSE if worse or act.harm == "elsewhere" else 0.0,
        "protects": _PROTECTS if act.harm == "removal" and protects(act.object) else 0.0,
        "named": _NAMED if act.harm == "hurdle" and _LOSES.search(aim.goal.passage) else 0.0,
    }


def _meet(act: Act, aim: Aim, shared: int, mentioned: int, worse: bool) -> bool:
    """Whether act and goal have enough in common to be about one thing."""
    if act.harm == "growth":
        return (worse and shared + mentioned > 0) or (aim.want == "less" and shared > 0)
    if act.harm == "hurdle" and aim.want == "more":
        return aim.passed and shared > 0
    if act.harm == "removal" and aim.want == "more":
        return shared > 0 or (mentioned > 0 and protects(act.object))
    if act.harm == "loss":
        return aim.passed
    if act.harm == "elsewhere":
        return shared > 0
    return shared > 0 or mentioned > 0


def _words(act: Act, item: WorkItem, body: str, aim: Aim) -> tuple[frozenset[str], frozenset[str]]:
    """Stems of what is acted on, and of everything else but the verb that opens the title.

    `Remove the import tour` is about the tour; only where an object holds several words of the
    goal is it the goal's own thing.
    """
    acted = stems(act.object if act.field == "body" else direct_object(act.object))
    whole = act.field == "body" or len(acted & aim.title) >= _SAME_THING
    if act.harm in {"removal", "growth"} and not whole:
        acted = stems(head(act.object))
    verb = stems(item.title.partition(" ")[0])
    return acted, stems(f"{item.title} {body}") - acted - verb


def _is_worse(act: Act, item: WorkItem, aim: Aim) -> bool:
    """Whether the title sets the goal's own unit to a value beyond where the goal comes from."""
    if act.harm != "growth" or aim.limit is None or not aim.unit:
        return False
    return any(n.unit == aim.unit and n.value > aim.limit for n in numbers(item.title))


def _hoped(title: str, body: str, acts: Sequence[Act], aim: Aim) -> bool:
    """Whether the item says, beside what it does, that it wants what the goal wants."""
    wanted = aim.title | aim.text
    done = next((direct_object(act.object) for act in acts if act.field == "title"), "")
    said = (body[start:end] for start, end in sentences(body))
    beside = title.partition(done)[2] if done else title
    return any(_HOPE.search(text) and len(stems(text) & wanted) > 1 for text in (beside, *said))


def _spans(item: WorkItem, body: str, act: Act, goal: AnyGoal) -> list[Evidence]:
    """Quote the item where it says so, and the goal where it says what it wants."""
    quote = item.title if act.field == "title" else body[act.start : act.end]
    own = _quoted(item.ref, act.field, act.start, quote)
    return [own, _goal_span(goal, act, f"{item.title} {quote}")]


def _goal_span(goal: AnyGoal, act: Act, said: str) -> Evidence:
    """Quote where the goal names such harm, else the sentence that shares most words."""
    for start, end in sentences(goal.text) if act.harm == "hurdle" else ():
        named = _LOSES.search(goal.text, start, end)
        if named:
            clause = goal.text.rfind(";", start, named.start()) + 1
            start = max(start, clause + len(goal.text[clause:]) - len(goal.text[clause:].lstrip()))
            return _quoted(goal.ref, "text", start, goal.text[start:end])
    told = lexical_evidence(goal.ref, goal.title, goal.text, said)
    if told is None or told.field == "title":
        return _quoted(goal.ref, "title", 0, goal.title)
    return replace(told, field="text")


def _quoted(ref: Ref, field: str, start: int, text: str) -> Evidence:
    return Evidence(
        kind="sentence",
        text=text,
        ref=ref,
        field=field,
        start=start,
        end=start + len(text),
        method="lexical",
    )


def with_harm(alignment: Alignment, harm: Link) -> Alignment:
    """Put the harm last; what counted as help for the same goal counts for none."""
    lost = next((x for x in alignment.links if x.goal == harm.goal), None)
    kept = tuple(x for x in alignment.links if x.goal != harm.goal)
    changed = replace(
        alignment,
        alignment=max(0.0, alignment.alignment - (lost.share if lost else 0.0)),
        links=(*kept[:2], harm),
    )
    if alignment.verdict != "aligned" or lost is not alignment.best:
        return changed
    return replace(changed, verdict="unsure", certified=False, note=_UNSURE)
