"""Why does this ticket matter? Verdict first, one number, one reason, one action."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from .citation import Citation, clipped
from .explanation import Claim, Explanation, WhyFacts
from .markup import harmless
from .pack import Pack, Slot
from .points import SaidPoints, one_each, verify_points
from .prompt import Prompt, Verified
from .shares import percent
from .why_lines import (
    CITED,
    MARGIN,
    REASON,
    Room,
    against,
    before,
    decided,
    doubt,
    line,
    nearest,
    reason,
    rival,
    sentence,
    stake,
)

_WEAK = 0.3
"""Below this chance the nearest goal of an unsure item is a guess."""
_NEAR = 0.2
"""From this chance on a goal is worth naming beside supporting work."""
_SURE = 0.8
"""Below this chance an answer is asked for."""
_LONG = 20
"""Words of a title that are told."""
_TOO_LONG = "the whole gets too long: say it in half the words"
_MOST_WORDS = 75
"""Without the line of sources."""
_ROOMS = (
    *(Room(22, 22), Room(18, 16), Room(15, 14), Room(14, 11), Room(13, 9), Room(11, 8)),
    *(Room(16, 0), Room(12, 0), Room(8, 0)),
)
"""From the roomiest: the first that fits is taken."""

_SINCE = "Answered after the last scan; other items learn from it at the next."

Variant = Callable[[WhyFacts, Room], list[Claim]]


def fallback(facts: WhyFacts) -> Explanation:
    """Say it plainly, without a language model."""
    told = (_told(facts, claims, "template") for claims in _plain(facts))
    found = [next(told)]
    while _words(found[-1]) > _MOST_WORDS and (shorter := next(told, None)) is not None:
        found.append(shorter)
    return found[-1]


def _plain(facts: WhyFacts) -> Iterator[list[Claim]]:
    """The template's lines, with ever shorter quotations."""
    since = [line("Since", _SINCE)] if facts.answered else []
    return ([*_VARIANTS[facts.verdict](facts, room), *since] for room in _ROOMS)


def _told(
    facts: WhyFacts, claims: Sequence[Claim], source: Literal["template", "model"]
) -> Explanation:
    claims = tuple(_numbered(claims))
    cited = tuple(c for claim in claims for c in claim.citations)
    head = harmless(f"{facts.key}  {_short(facts.title)}")
    body = [claim.text for claim in claims]
    text = "\n".join([head, *body, *map(harmless, _sources(cited))])
    return Explanation(text=text, claims=claims, source=source)


def _short(title: str) -> str:
    kept = clipped(title, _LONG)
    return kept if len(kept) >= len(title.rstrip()) else f"{kept}…"


def _numbered(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Number the citations of claims that don't know how many stand before them."""
    before_it = 0
    for claim in claims:
        text = claim.text
        for number in range(before_it + 1, before_it + len(claim.citations) + 1):
            text = text.replace(CITED, f"[{number}]", 1)
        before_it += len(claim.citations)
        yield replace(claim, text=harmless(text))


def pack(facts: WhyFacts) -> Pack:
    """What a model may see: only where there is a reason to give."""
    told = facts.verdict == "aligned" or (facts.verdict == "unsure" and facts.goal_chance >= _WEAK)
    pieces = tuple(replace(p, citable=p.field != "title") for p in facts.pieces)
    reasons = any(p.citable and p.ref == facts.ref and p.text.strip() for p in pieces)
    return Pack(
        pieces=pieces if told and facts.goal and facts.item_quote and reasons else (),
        slots=tuple(_slots(facts)),
        names=facts.names,
    )


def _slots(facts: WhyFacts) -> Iterator[Slot]:
    yield Slot(name="ticket", meaning="the ticket's key", text=facts.key, about=facts.ref)
    if (goal := facts.goal) is not None:
        yield Slot(
            name="goal", meaning="the goal, by id and title", text=goal.name, about=goal.ref
        )


def verify(said: SaidPoints, facts: WhyFacts) -> Verified[Explanation]:
    """Put the claims that stand in place of the template's reason."""
    found = verify_points(said.claims, pack(facts))
    found = replace(found, claims=tuple(one_each(found.claims)))
    if not any(c.ref == facts.ref for claim in found.claims for c in claim.citations):
        return Verified(None, found.defects or ("no claim cites the ticket",))
    plain = next(_plain(facts))
    told = next(
        (
            told
            for most in range(len(found.claims), 0, -1)
            if _words(told := _told(facts, _with(plain, found.claims[:most], facts), "model"))
            <= _MOST_WORDS
        ),
        None,
    )
    return Verified(told, found.defects or (() if told else (_TOO_LONG,)))


def _with(plain: list[Claim], reasons: Sequence[Claim], facts: WhyFacts) -> list[Claim]:
    """Replace the line that gives the reason; who linked them stays said."""
    said = []
    for claim in reasons:
        marks = f" {CITED}" * len(claim.citations)
        said.append(replace(claim, text=f"{'':<{MARGIN}}{claim.text.rstrip('.')}{marks}."))
    first = " ".join(filter(None, (facts.stated, said[0].text.strip())))
    said[0] = replace(said[0], text=f"{REASON:<{MARGIN}}{first}")
    return [new for old in plain for new in (said if _is_reason(old) else [old])]


def _is_reason(claim: Claim) -> bool:
    return claim.text.startswith(f"{REASON:<{MARGIN}}")


def _words(told: Explanation) -> int:
    """Words of the text, its sources left out."""
    return len(" ".join(line for line in told.text.splitlines() if line[:1] != "[").split())


def _aligned(facts: WhyFacts, room: Room) -> list[Claim]:
    goal = facts.goal
    if goal is None:
        return _unaligned(facts, room)
    helps = "Helped" if facts.closed else "Helps"
    return [
        Claim(text=f"{helps} {goal.name}  {percent(facts.sure)} sure"),
        *reason(facts, room),
        *doubt(facts),
        *rival(facts),
        *against(facts),
        *decided(facts),
        *(stake(facts) if facts.against is None else ()),
        *before(facts),
        *_confirmed(facts, goal.typed),
    ]


def _confirmed(facts: WhyFacts, goal: str) -> list[Claim]:
    """Ask for a word where the text alone says so and is not very sure, or says otherwise."""
    told = f"copilot feedback {facts.typed}"
    if facts.reads_like is not None:
        return [line("Yours", f"Which one? {told} {facts.reads_like.typed} accept|reject")]
    guessed = not facts.stated and facts.sure < _SURE and facts.decided is None
    if not guessed or facts.closed or facts.waits:
        return []
    return [line("Yours", f"Right? {told} {goal} accept|reject")]


def _unsure(facts: WhyFacts, room: Room) -> list[Claim]:
    if facts.goal is None:
        return _goalless(facts)
    answer = f"copilot feedback {facts.typed}"
    if facts.goal_chance < _WEAK:
        return [
            Claim(text="Not sure that it helps any goal."),
            *nearest(facts),
            *doubt(facts),
            *against(facts),
            *decided(facts),
            *before(facts),
            *_yours(facts, f"Name its goal: {answer} GOAL accept", "park it"),
        ]
    may = "May have helped" if facts.closed else "May help"
    asked = f"Did it? {answer}" if facts.closed else f"Does it? {answer}"
    return [
        Claim(text=f"{may} {facts.goal.name}  {percent(facts.goal_chance)}, not sure"),
        *reason(facts, room),
        *rival(facts),
        *doubt(facts),
        *against(facts),
        *decided(facts),
        *before(facts),
        line("Yours", f"{asked} {facts.goal.typed} accept|reject"),
    ]


def _goalless(facts: WhyFacts) -> list[Claim]:
    """Nothing to serve, or nothing that may be compared: no accusation."""
    note = sentence(facts.note or "no goal is in force")
    return [Claim(text="Can't say whom it helps."), line("Unsure", note), *decided(facts)]


def _unaligned(facts: WhyFacts, _: Room) -> list[Claim]:
    helps = "Helped" if facts.closed else "Helps"
    told = f"copilot feedback {facts.typed} GOAL accept"
    until = f" until {facts.until}" if facts.until else ""
    park = f"{facts.who}: park it{until}" if facts.who else f"Park it{until}"
    cycle = facts.cycle or "this cycle"
    return [
        Claim(text=f"{helps} no goal of {cycle}.  {percent(facts.sure)} sure"),
        *nearest(facts),
        *doubt(facts),
        *against(facts),
        *decided(facts),
        *before(facts),
        *_yours(facts, park, f"name its goal: {told}"),
    ]


def _yours(facts: WhyFacts, *choices: str) -> list[Claim]:
    """What is left to choose: nothing where somebody chose, only the link where it is closed."""
    if facts.decided is not None and facts.decided.settled:
        return []
    if facts.closed:
        return [line("Yours", f"Did it serve one? copilot feedback {facts.typed} GOAL accept")]
    return [line("Yours", " · ".join(choices))]


def _supporting(facts: WhyFacts, _: Room) -> list[Claim]:
    kind = _KINDS.get(facts.reason or "", "supporting work")
    served = "Served" if facts.closed else "Serves"
    under = f", under “{facts.allowance}”" if facts.allowance else ""
    return [
        Claim(text=f"{served} no goal: it is {kind}{under}."),
        *nearest(facts, _NEAR),
        *doubt(facts),
        *against(facts),
        *decided(facts),
        *before(facts),
        *_unmarked(facts, kind),
    ]


def _unmarked(facts: WhyFacts, kind: str) -> list[Claim]:
    """What has to be said so that it counts for an allowance."""
    if facts.allowance:
        return []
    if facts.fitting:
        told = f"Label it {facts.mark}, and it counts under “{facts.fitting}”."
        return [line("Yours", told)]
    return [line("Yours", f"Nothing is set aside for {kind}: declare an allowance for it.")]


def _thin(facts: WhyFacts, _: Room) -> list[Claim]:
    count = len(facts.title.split())
    words = "1 word" if count == 1 else f"{count} words"
    ask = f" Ask {facts.who or 'its author'}: which user, which step?"
    asked = Claim(text=f"{words}; too thin to judge.{'' if facts.closed else ask}")
    return [asked, *decided(facts), *(before(facts) if facts.closed else ())]


_KINDS = {
    "keep-the-lights-on": "keep-the-lights-on work",
    "debt": "technical debt",
    "compliance": "compliance work",
    "customer promise": "a customer promise",
    "exploration": "exploration",
}
_VARIANTS: dict[str, Variant] = {
    "aligned": _aligned,
    "unsure": _unsure,
    "unaligned": _unaligned,
    "supporting": _supporting,
    "thin": _thin,
}


def _sources(cited: tuple[Citation, ...]) -> list[str]:
    if not cited:
        return []
    return ["   ".join(f"[{n}] {c.where or c.ref}" for n, c in enumerate(cited, 1))]


WHY = Prompt(name="why", answer=SaidPoints, pack=pack, verify=verify, fallback=fallback, most=2)
