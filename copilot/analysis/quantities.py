"""What a goal's text measures: from where, to where, which way, in which unit, by when."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from copilot.portfolio import Direction

from .dates import Due, Mention, find_due, mentions, parse_cycle, parse_due
from .directions import (
    FILL,
    HIGH,
    HIGH_BEFORE,
    LOW,
    LOW_BEFORE,
    Bound,
    Span,
    bound_before,
    find_direction,
)
from .figures import Number, in_unit_of, numbers
from .multiples import Multiple, find_multiple

__all__ = [
    "Due",
    "Measure",
    "Mention",
    "Number",
    "find_due",
    "mentions",
    "numbers",
    "parse_cycle",
    "parse_due",
    "parse_measure",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a key result measures, as far as its text says so."""

    baseline: float | None = None
    target: float | None = None
    change: float | None = None
    """`up by 20 %` is 20, `cut by 20 %` is -20; None where the text names no change."""
    unit: str = ""
    direction: Direction | None = None
    relative: bool = False
    """The change is a share of the baseline (`by 20 %`, `double`), not points or a count."""
    bound: Bound | None = None
    baseline_span: Span | None = None
    target_span: Span | None = None
    """Of the target, or of the change where the text has only that."""
    direction_span: Span | None = None
    numbers: tuple[Number, ...] = ()
    """Every quantity that is no date, id or version, in order."""


_I = re.IGNORECASE
_ARROW = r"(?:→|➔|➜|⟶|-{1,2}>|=>|»)"
_BOUNDS = rf"(?:\s*(?:{LOW}|{HIGH}))?{FILL}\s*$"
_STEP = re.compile(
    rf"^(?:\s*\(?[^\d.;]{{0,12}}{_ARROW}|\s*(?:auf|bis|à|(?P<loose>(?:up |down )?to|al?|naar|para"
    rf"|till|até))\b){_BOUNDS}",
    _I,
)
_LED = re.compile(
    r"\b(?:von|vom|de|du|del|dal?|dai|van|från|desde|depuis)\b(?:\s+\w+){0,2}\s*$", _I
)
"""`from` in other languages, where its words for `to` follow."""
_THEN = re.compile(
    r"^\s*(?:in|for|at the end of|end of|im Jahr|en)?\s*\(?(?:FY\s?)?(?:20)?(?P<year>\d\d)"
    r"\)?\s*[,;:]?\s*(?:and|to)?"
    rf"{_BOUNDS}",
    _I,
)
_LATER = re.compile(
    r"^[^.;\d]{0,30}\b(?:by|in|until|for|bis|en)\b[^.;\d]{0,20}(?:20)(?P<year>\d\d)(?!\d)", _I
)
"""`19 % in 2025, 8 % by 2028`: the earlier year is where it starts."""
_FAR_STEP = re.compile(rf"^[^.;]{{0,60}}(?:\bto|{_ARROW}){_BOUNDS}", _I)
_FROM = re.compile(
    rf"\b(?:from|starting (?:at|from)){_BOUNDS}"
    r"|\bfrom(?:\s+(?!to\b|by\b|at\b)[A-Za-z]+){1,4}\s+$",
    _I,
)
_TODAY = (
    r"(?:current(?:ly)?|today|now|heute|derzeit|aktuell|momentan|bisher|zurzeit|aujourd['’]hui"
    r"|actuellement|hoy|actualmente|oggi|attualmente|vandaag|momenteel|nu|hoje|atualmente|idag|dziś)"
)
_NOW = re.compile(
    rf"(?:\b(?:base ?line|{_TODAY}|start(?:ing)? (?:value|point)|start|was|were|vs"
    r"|versus|previously|instead of|(?:up|down) from|compared (?:to|with)|last (?:year|quarter))"
    r"|\(from|we(?:['’]re| are) at)\b\.?(?:\s+(?:we(?:['’]re| are)|value|level|state|is|are|at|of"
    r"|in|an?|the|sind|wir|bei|nous|sommes|estamos|siamo|en|al?|à))*\s*[:=~(]?\s*$"
    r"|\(\s*(?:in\s+)?(?:FY\s?'?\d\d(?:\d\d)?|20\d\d|[QH][1-4](?:\s20\d\d)?)\s*:?\s*$",
    _I,
)
_NOW_AFTER = re.compile(
    rf"^\s*\(?\s*(?:{_TODAY}|baseline|at present)\b"
    r"(?!\s*[:=]?\s*(?:of |at |is )?(?:R\$|[\d€$£¥₹]))"
    r"|^\s*in (?:[A-Z][a-z]+|20\d\d|[QH][1-4])(?:\s20\d\d)?\)",
    _I,
)
_TO = re.compile(
    r"\b(?:to|auf|reach(?:es|ed|ing)?|achiev(?:e|es|ed|ing)|hit|attain|targets?|goal|score|get|have|be)"
    rf"(?:\s*[:=]|\s+of|\s+at)?(?:\s*(?:{LOW}|{HIGH}))?{FILL}\s*[:=]?\s*$",
    _I,
)
_BY = re.compile(
    r"\b(?:by|up|down|(?:increase|reduction|growth|decrease|rise|drop|improvement|decline|uplift|saving)s?"
    r" of)(?:\s+(?:at least|more than|about|around|an additional|another|up to|over|a|>|≥))*\s*$",
    _I,
)
_CHANGED = re.compile(
    r"^\s*(?:\(?(?:relative|absolute)\)?\s+)?(?P<word>more|less|fewer|faster|slower|higher|lower"
    r"|better|cheaper|shorter|reduction|increase|decrease|growth|improvement|drop|decline|uplift"
    r"|rise|savings?|yoy|qoq|mom|year[- ]over[- ]year)\b(?!\s+than\s+\d)",
    _I,
)


def _left(text: str, number: Number, before: Number | None) -> str:
    """Return the words between the number before and this one."""
    return text[before.end if before else 0 : number.start]


def _span(number: Number) -> Span:
    return number.start, number.end


def _steps(text: str, found: tuple[Number, ...]) -> tuple[Number, Number] | None:
    """Find `A → B`, `from A to B`, or `A to B` where both carry a unit or the second a `%`."""
    for i, (first, second) in enumerate(pairwise(found)):
        between = text[first.end : second.start]
        led = _FROM.search(_left(text, first, found[i - 1] if i else None))
        if led and _FAR_STEP.search(between):
            return first, second
        step = _STEP.search(between)
        alike = second.unit and first.unit in ("", second.unit)
        if step and (alike or not step["loose"] or _LED.search(text[: first.start])):
            return first, second
        if _is_later(between, text[second.end :]):
            return first, second
    return None


def _is_later(between: str, right: str) -> bool:
    then, later = _THEN.search(between), _LATER.search(right)
    return bool(then and later and then["year"] < later["year"])


def _roles(text: str, found: tuple[Number, ...]) -> dict[str, Number]:
    """Name the first number of each role: baseline, change, aim (`to N`), bound, plain."""
    roles: dict[str, Number] = {}
    for i, number in enumerate(found):
        left, right = _left(text, number, found[i - 1] if i else None), text[number.end :]
        roles.setdefault(_role(number, left, right, later=bool(roles)), number)
    return roles


def _first(bound: Number | None, plain: Number | None) -> Number | None:
    """`40 % return within 30 days` aims at 40 %: a bound counts where nothing precedes it."""
    if not bound or not plain or plain.start > bound.start:
        return bound
    return bound if bound.unit == "%" and plain.unit != "%" else plain


def _role(number: Number, left: str, right: str, *, later: bool) -> str:
    if _NOW.search(left) or _NOW_AFTER.search(right):
        return "baseline"
    if _FROM.search(left):
        return "from"
    if later and left.strip() == "to":
        return "range"
    if _BY.search(left) or number.unit == "x" or _CHANGED.search(right):
        return "change"
    if number.signed and number.unit in ("%", "pp"):
        return "change"
    if _TO.search(left) or (left.rstrip().endswith(":") and not right.strip(" .")):
        return "aim"
    return "bound" if LOW_BEFORE.search(left) or HIGH_BEFORE.search(left) else "plain"


def _signed_change(number: Number, direction: Direction | None) -> float:
    """Return the change with its sign: `3x` is +200 %, `cut by 20 %` is -20."""
    if number.unit != "x":
        return -abs(number.value) if direction == "down" else number.value
    if direction == "down" and number.value > 1:
        return (1 / number.value - 1) * 100
    return (number.value - 1) * 100


def parse_measure(text: str) -> Measure:
    """Read baseline, target or change, unit and direction from a goal's text.

    `A → B` and `from A to B` give both ends; `by N` gives a change, and a target too where the
    baseline is known. Nothing is guessed: what the text doesn't say stays None.
    """
    times = mentions(text)
    found = numbers(text, times)
    pair = _steps(text, found)
    if pair:
        return _from_to(text, *_alike(*pair), found)
    roles = _roles(text, found)
    target = roles.get("aim") or _first(roles.get("bound"), roles.get("plain"))
    change = None if target else roles.get("change")
    multiple = None if target or change else find_multiple(text)
    known = target or change or multiple or roles.get("plain")
    baseline = roles.get("baseline") or (roles.get("from") if known else None)
    if multiple:
        return _multiple(multiple, baseline, found)
    if change is None and target is None:
        target = roles.get("plain") or (None if baseline else roles.get("from"))
    return _measure(text, baseline, target, change, found)


def _alike(first: Number, second: Number) -> tuple[Number, Number]:
    """`from 1.9 to 1.4 M€`: the scale is written once and meant twice."""
    bare = first.scale == 1 and first.unit in {"", second.unit} and abs(first.value) < 1000
    if second.scale > 1 and bare:
        return replace(first, value=first.value * second.scale), second
    return in_unit_of(first, second), second


def _from_to(text: str, first: Number, second: Number, found: tuple[Number, ...]) -> Measure:
    bound, at = bound_before(text, second)
    direction, where = find_direction(text, (first.value, second.value), bound, at)
    return Measure(
        baseline=first.value,
        target=second.value,
        unit=second.unit or first.unit,
        direction=direction,
        bound=bound,
        baseline_span=_span(first),
        target_span=_span(second),
        direction_span=where,
        numbers=found,
    )


def _multiple(word: Multiple, baseline: Number | None, found: tuple[Number, ...]) -> Measure:
    change = word.change
    return Measure(
        baseline=baseline.value if baseline else None,
        target=baseline.value * (1 + change / 100) if baseline else None,
        change=change,
        unit=baseline.unit if baseline else "%",
        direction="up" if change > 0 else "down",
        relative=True,
        baseline_span=_span(baseline) if baseline else None,
        target_span=word.span,
        direction_span=word.span,
        numbers=found,
    )


def _measure(
    text: str,
    baseline: Number | None,
    target: Number | None,
    change: Number | None,
    found: tuple[Number, ...],
) -> Measure:
    bound, at = bound_before(text, target or change)
    baseline = in_unit_of(baseline, target) if baseline and target else baseline
    start, end = baseline.value if baseline else None, target.value if target else None
    direction, where = find_direction(text, (start, end), bound if target else None, at)
    delta = _signed_change(change, direction) if change else None
    relative = change is not None and change.unit in ("%", "x")
    if delta is not None and start is not None:
        end = start * (1 + delta / 100) if relative else start + delta
    if delta and direction is None:
        direction = "up" if delta > 0 else "down"
    aim = target or change
    unit = (aim.unit if aim else "") or (baseline.unit if baseline else "")
    return Measure(
        baseline=start,
        target=end,
        change=delta,
        unit="%" if unit == "x" else unit,
        direction=direction,
        relative=relative,
        bound=bound,
        baseline_span=_span(baseline) if baseline else None,
        target_span=_span(aim) if aim else None,
        direction_span=where,
        numbers=found,
    )
