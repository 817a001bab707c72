"""Why does this ticket matter? Verdict first, one number, one reason, one action."""

from collections.abc import Callable

from .explanation import Citation, Claim, Explanation, WhyFacts

_MARGIN = 9


def fallback(facts: WhyFacts) -> Explanation:
    """Say it plainly, without a language model."""
    claims = tuple(_VARIANTS[facts.verdict](facts))
    cited = tuple(c for claim in claims for c in claim.citations)
    head = f"{facts.key}  {facts.title}"
    body = [claim.text for claim in claims]
    return Explanation(text="\n".join([head, *body, *_sources(cited)]), claims=claims)


def _aligned(facts: WhyFacts) -> list[Claim]:
    goal = facts.goal
    if goal is None:
        return _unaligned(facts)
    return [
        Claim(text=f"Helps {goal.name}  {percent(facts.sure)} sure"),
        *_reason(facts),
        *_against(facts),
        *_stake(facts),
        *_before(facts),
    ]


def _unsure(facts: WhyFacts) -> list[Claim]:
    if facts.goal is None:
        return _unaligned(facts)
    note = facts.note or "The text fits, but not clearly enough to decide."
    answer = f"copilot feedback {facts.key} {facts.goal.id} accept|reject"
    return [
        Claim(text=f"May help {facts.goal.name}  {percent(facts.goal_chance)}, not sure"),
        *_reason(facts),
        *_against(facts),
        _line("Unsure", note),
        _line("Yours", f"Tell me: {answer}"),
    ]


def _unaligned(facts: WhyFacts) -> list[Claim]:
    nearest = facts.goal
    claims = [Claim(text=f"Helps no goal of this cycle.  {percent(facts.sure)} sure")]
    if nearest is not None:
        claims.append(_line("Nearest", f"{nearest.name}, {percent(facts.goal_chance)}."))
    if facts.note:
        claims.append(_line("Note", facts.note))
    who = f"{facts.who}: " if facts.who else ""
    return [
        *claims,
        *_against(facts),
        *_before(facts),
        _line("Yours", f"{who}Park it · or file it under an allowance · or tell me the goal."),
    ]


def _supporting(facts: WhyFacts) -> list[Claim]:
    kind = facts.reason or "supporting work"
    claims = [Claim(text=f"Serves no goal; it is {kind}.  {percent(facts.sure)} sure")]
    if facts.goal is not None:
        near = f"{facts.goal.name}, {percent(facts.goal_chance)}."
        claims.append(_line("Nearest", near))
    return [*claims, *_before(facts), _line("Yours", "Keep it inside its allowance.")]


def _thin(facts: WhyFacts) -> list[Claim]:
    words = len(facts.title.split())
    ask = f"Ask {facts.who}" if facts.who else "Ask its author"
    said = facts.note or f"{words} words; too thin to judge."
    return [Claim(text=said), _line("Yours", f"{ask}: which user, which step?")]


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
        return [_line("Why", "A person linked it.")] if facts.stated else []
    linked = "A person linked it; " if facts.stated else ""
    text = f"{linked}“{item.quote}” [1] answers “{goal.quote}” [2]."
    return [_line("Why", text, item, goal)]


def _against(facts: WhyFacts) -> list[Claim]:
    if facts.against is None:
        return []
    return [
        _line("Against", f"Possibly works against {facts.against.name}. Someone should choose.")
    ]


def _stake(facts: WhyFacts) -> list[Claim]:
    stake = facts.stake
    if stake is None or facts.goal is None:
        return []
    parts = [f"{facts.goal.id} is at {stake.standing}."] if stake.standing else []
    if stake.helpers == 1:
        parts.append("No other open ticket helps it.")
    elif stake.helpers > 1:
        rank = f"; this is the {ordinal(stake.rank)} largest" if stake.rank else ""
        parts.append(f"{stake.helpers} open tickets help it{rank}.")
    return [_line("Stake", " ".join(parts))] if parts else []


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
    """`1` is nothing ("the largest"), `2` is `2nd`."""
    tail = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in {11, 12, 13} else 0)
    return f"{number}{tail or 'th'}"
