"""Why does this ticket matter? Verdict first, one number, one reason, one action."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from .citation import Citation
from .explanation import Claim, Explanation, Stake, WhyFacts
from .grounding import SaidClaims, verify_claims
from .markup import harmless
from .pack import Pack, Slot
from .prompt import Prompt, Verified

_MARGIN = 9
_REASON = "Why"
_CITED = "\0"
"""Stands for the number of a citation; no stored text holds it."""
_WEAK = 0.3
"""Below this chance the nearest goal of an unsure item is a guess."""
_FAR = 0.05
"""Below this chance a nearest goal is not worth a line."""
_MOST_WORDS = 75
"""Without the line of sources."""


def fallback(facts: WhyFacts) -> Explanation:
    """Say it plainly, without a language model."""
    return _told(facts, _VARIANTS[facts.verdict](facts), "template")


def _told(
    facts: WhyFacts, claims: Sequence[Claim], source: Literal["template", "model"]
) -> Explanation:
    claims = tuple(_numbered(claims))
    cited = tuple(c for claim in claims for c in claim.citations)
    head = harmless(f"{facts.key}  {facts.title}")
    body = [claim.text for claim in claims]
    text = "\n".join([head, *body, *map(harmless, _sources(cited))])
    return Explanation(text=text, claims=claims, source=source)


def _numbered(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Number the citations of claims that don't know how many stand before them."""
    before = 0
    for claim in claims:
        text = claim.text
        for number in range(before + 1, before + len(claim.citations) + 1):
            text = text.replace(_CITED, f"[{number}]", 1)
        before += len(claim.citations)
        yield replace(claim, text=harmless(text))


def pack(facts: WhyFacts) -> Pack:
    """What a model may see: only where there is a reason to give."""
    reasoned = facts.verdict in {"aligned", "unsure"} and facts.goal and facts.item_quote
    return Pack(
        pieces=facts.pieces if reasoned else (),
        slots=tuple(_slots(facts)),
        names=facts.names,
    )


def _slots(facts: WhyFacts) -> Iterator[Slot]:
    yield Slot(name="ticket", meaning="the ticket's key", text=facts.key)
    if facts.goal is not None:
        yield Slot(name="goal", meaning="the goal, by id and title", text=facts.goal.name)
    for waits in facts.waits[:1]:
        yield Slot(name="blocker", meaning="the ticket it waits for", text=waits.key)


def verify(said: SaidClaims, facts: WhyFacts) -> Verified[Explanation]:
    """Put the claims that stand in place of the template's reason."""
    found = verify_claims(said.claims, pack(facts))
    if not any(c.ref == facts.ref for claim in found.claims for c in claim.citations):
        return Verified(None, found.defects or ("no claim cites the ticket",))
    plain = _VARIANTS[facts.verdict](facts)
    told = next(
        (
            told
            for most in range(len(found.claims), 0, -1)
            if _words(told := _told(facts, _with(plain, found.claims[:most]), "model"))
            <= _MOST_WORDS
        ),
        None,
    )
    return Verified(told, found.defects)


def _with(plain: list[Claim], reasons: Sequence[Claim]) -> list[Claim]:
    """Replace the line that gives the reason; its first words are the template's label."""
    said, number = [], 1
    for claim in reasons:
        marks = "".join(f" [{number + k}]" for k in range(len(claim.citations)))
        said.append(replace(claim, text=f"{claim.text.rstrip('.')}{marks}."))
        number += len(claim.citations)
    said[0] = replace(said[0], text=f"{_REASON:<{_MARGIN}}{said[0].text}")
    said[1:] = [replace(c, text=f"{'':<{_MARGIN}}{c.text}") for c in said[1:]]
    return [new for old in plain for new in (said if _is_reason(old) else [old])]


def _is_reason(claim: Claim) -> bool:
    return claim.text.startswith(f"{_REASON:<{_MARGIN}}")


def _words(told: Explanation) -> int:
    """Words of the text, its sources left out."""
    return len(" ".join(line for line in told.text.splitlines() if line[:1] != "[").split())


def _aligned(facts: WhyFacts) -> list[Claim]:
    goal = facts.goal
    if goal is None:
        return _unaligned(facts)
    return [
        Claim(text=f"Helps {goal.name}  {percent(facts.sure)} sure"),
        *_reason(facts),
        *_against(facts),
        *_decided(facts),
        *(_stake(facts) if facts.against is None else ()),
        *_before(facts),
    ]


def _unsure(facts: WhyFacts) -> list[Claim]:
    if facts.goal is None:
        return _goalless(facts)
    note = _sentence(facts.note or "close, but not close enough to say")
    answer = f"copilot feedback {facts.key} {facts.goal.id} accept|reject"
    if facts.goal_chance < _WEAK:
        return [
            Claim(text="Not sure that it helps any goal."),
            *_nearest(facts),
            *_against(facts),
            *_decided(facts),
            _line("Yours", f"Name the goal: {answer} · or park it."),
        ]
    return [
        Claim(text=f"May help {facts.goal.name}  {percent(facts.goal_chance)}, not sure"),
        *_reason(facts),
        *_against(facts),
        *_decided(facts),
        _line("Unsure", note),
        _line("Yours", f"Tell me: {answer}"),
    ]


def _goalless(facts: WhyFacts) -> list[Claim]:
    """Nothing to serve, or nothing that may be compared: no accusation."""
    note = _sentence(facts.note or "no goal is in force")
    return [Claim(text="Can't say whom it helps."), _line("Unsure", note), *_decided(facts)]


def _sentence(text: str) -> str:
    """`close, but …` becomes `Close, but ….`."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _unaligned(facts: WhyFacts) -> list[Claim]:
    claims = [Claim(text=f"Helps no goal of this cycle.  {percent(facts.sure)} sure")]
    claims += _nearest(facts)
    if facts.note:
        claims.append(_line("Note", facts.note))
    who = f"{facts.who}: " if facts.who else ""
    return [
        *claims,
        *_against(facts),
        *_decided(facts),
        *_before(facts),
        _line("Yours", f"{who}Park it · or file it under an allowance · or tell me the goal."),
    ]


def _supporting(facts: WhyFacts) -> list[Claim]:
    kind = facts.reason or "supporting work"
    yours = f"Nothing is set aside for {kind}: declare an allowance, or park it."
    if facts.allowance:
        yours = f"It counts for “{facts.allowance}”; keep it inside that allowance."
    return [
        Claim(text=f"Serves no goal; it is {kind}."),
        *_nearest(facts),
        *_against(facts),
        *_decided(facts),
        *_before(facts),
        _line("Yours", yours),
    ]


def _thin(facts: WhyFacts) -> list[Claim]:
    count = len(facts.title.split())
    words = "1 word" if count == 1 else f"{count} words"
    ask = f"Ask {facts.who}" if facts.who else "Ask its author"
    asked = Claim(text=f"{words}; too thin to judge. {ask}: which user, which step?")
    return [asked, *_decided(facts)]


def _nearest(facts: WhyFacts) -> list[Claim]:
    if facts.goal is None or facts.goal_chance < _FAR:
        return []
    return [_line("Nearest", f"{facts.goal.name}, {percent(facts.goal_chance)}.")]


_VARIANTS: dict[str, Callable[[WhyFacts], list[Claim]]] = {
    "aligned": _aligned,
    "unsure": _unsure,
    "unaligned": _unaligned,
    "supporting": _supporting,
    "thin": _thin,
}


def _reason(facts: WhyFacts) -> list[Claim]:
    item, goal = facts.item_quote, facts.goal_quote
    if item is None or goal is None:
        return [_line(_REASON, facts.stated)] if facts.stated else []
    text = f"{facts.stated} “{item.quote}” [1] answers “{goal.quote}” [2]."
    return [_line(_REASON, text.strip(), item, goal)]


def _against(facts: WhyFacts) -> list[Claim]:
    if facts.against is None:
        return []
    if facts.harm.startswith("confirmed"):
        said = f"Works against {facts.against.name}, {facts.harm}"
    else:
        said = ": it ".join((f"Possibly works against {facts.against.name}", facts.harm))
    cited = "".join(_harm_quote(quote) for quote in facts.harm_quotes)
    return [_line("Against", f"{said}{cited}. Someone should choose.", *facts.harm_quotes)]


def _harm_quote(quote: Citation) -> str:
    """Titles are known already; a definition is worth its words."""
    return f", but “{quote.quote}” {_CITED}" if quote.field == "text" else f" {_CITED}"


def _decided(facts: WhyFacts) -> list[Claim]:
    if facts.decided is None:
        return []
    why = facts.decided.reason
    if why is None:
        return [_line("Decided", f"{facts.decided.text}.")]
    return [_line("Decided", f"{facts.decided.text}: “{why.quote}” {_CITED}.", why)]


def _stake(facts: WhyFacts) -> list[Claim]:
    stake = facts.stake
    if stake is None or facts.goal is None:
        return []
    parts = _where_it_goes(facts.goal.id, stake)
    if stake.helpers == 1:
        parts.append("No other open ticket helps it.")
    elif stake.helpers > 1:
        rank = f"; this is the {ordinal(stake.rank)}largest" if stake.rank else ""
        parts.append(f"{stake.helpers} open tickets help it{rank}.")
    return [_line("Stake", " ".join(parts))] if parts else []


def _where_it_goes(goal: str, stake: Stake) -> list[str]:
    if stake.heading:
        return [f"{goal} is heading for {stake.heading}."]
    return [f"{goal} is at {stake.standing}."] if stake.standing else []


def _before(facts: WhyFacts) -> list[Claim]:
    size = f"Size {facts.effort:g}." if facts.effort is not None else ""
    if not facts.waits:
        return [_line("Size", f"{facts.effort:g}.")] if size else []
    waits = ", ".join(
        f"{b.key} ({', '.join(filter(None, (b.who, b.status)))})" for b in facts.waits[:3]
    )
    return [_line("Before", f"Waits for {waits}.  {size}".rstrip())]


def _line(label: str, text: str, *citations: Citation) -> Claim:
    return Claim(text=f"{label:<{_MARGIN}}{text}", citations=citations)


def _sources(cited: tuple[Citation, ...]) -> list[str]:
    if not cited:
        return []
    return ["   ".join(f"[{n}] {c.where or c.ref}" for n, c in enumerate(cited, 1))]


def percent(share: float) -> str:
    """`83 %`; never 0 or 100, which nobody knows."""
    return f"{min(99, max(1, round(100 * share)))} %"


def ordinal(number: int) -> str:
    """`1` is nothing ("the largest"), `2` is `2nd `."""
    if number == 1:
        return ""
    tail = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in {11, 12, 13} else 0)
    return f"{number}{tail or 'th'} "


WHY = Prompt(name="why", answer=SaidClaims, pack=pack, verify=verify, fallback=fallback)
