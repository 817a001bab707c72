"""Whether a sentence carries two metrics: two measured halves, or two names for one number."""

import re

from copilot.analysis.quantities import Measure, parse_measure

from .wording import GUARD

_I = re.IGNORECASE
_JOIN = re.compile(
    r"\s*(?:,?\s+(?:and|&|plus|as well as|along with|or)\s+|;\s+|,\s+|\s\+\s|\s/\s)", _I
)
_HEAD = (
    r"(?:rates?|ratios?|scores?|times?|index|revenue|share|users|costs?|latency|nps|csat|churn"
    r"|retention|activation|conversion|adoption|satisfaction|signups?|engagement|quality"
    r"|productivity|volume|usage|uptime|throughput|margin|sales|profit|arr|mrr|incidents|bugs"
    r"|coverage|accuracy|velocity|awareness|traffic|visits|followers|downloads|leads|renewals"
    r"|attendance|tickets|errors|availability|referrals|performance|reliability|speed|stability)"
)
METRIC_NAME = re.compile(
    rf"\W*(?:[\w-]+\s+){{0,4}}?"
    rf"(?:(?!users|tickets){_HEAD}|(?:time to|cost per|number of)\b.*)\W*$",
    _I,
)
"""A title that is nothing but the name of a metric."""
_PAIR = re.compile(
    rf"\b{_HEAD}\s*(?P<join>,|and|&|/|plus|as well as)\s*(?:the\s+)?"
    rf"(?:[\w-]+\s+){{0,2}}?{_HEAD}\b",
    _I,
)
_CHANGE = re.compile(
    r"\b(?:increas|reduc|rais|grow|lower|decreas|cut|improv|boost|lift|doubl|halv|drop|maximi"
    r"|minimi|optimi|enhanc)\w*",
    _I,
)
_METRIC = re.compile(
    rf"(?:\b{_HEAD}\b|%|\b(?:to|by|from|at|below|above|under|over)\b|[<>≤≥→])", _I
)
_RANGE = re.compile(r"\bbetween\b[^,;]*$", _I)
_MORE = re.compile(r"(?:more|less|fewer|above|over|older|younger|up|beyond|below)\b", _I)
"""`5 and more`: still the first number."""


def second_metric(title: str) -> tuple[int, int] | None:
    """Return where the second metric begins and ends, None where there is one or none."""
    for joint in _JOIN.finditer(title):
        left, right = title[: joint.start()], title[joint.end() :]
        if (
            _open(left)
            or _RANGE.search(left)
            or _MORE.match(right)
            or GUARD.match(right)
            or _depends(left, right)
        ):
            continue
        if _measured(left) and _measured(right) and _METRIC.search(right):
            return joint.end(), len(title)
    pair = _PAIR.search(title)
    if pair and _CHANGE.search(title, 0, pair.start()):
        return pair.start("join"), pair.end()
    return None


def _measured(part: str) -> bool:
    """Whether a half names something, and a value or change it should reach."""
    measure = parse_measure(part)
    return _aim(measure) and bool(re.search(r"[^\W\d_]{2}", _without_numbers(part, measure)))


def _aim(measure: Measure) -> bool:
    return measure.target is not None or measure.change is not None


def _without_numbers(part: str, measure: Measure) -> str:
    for number in reversed(measure.numbers):
        part = part[: number.start] + part[number.end :]
    return re.sub(r"\b(?:to|from|by|at|of|the|least|most|than|more|less|and|per)\b", " ", part)


def _open(left: str) -> bool:
    """Whether the joint stands inside brackets: a list of examples."""
    return left.count("(") > left.count(")")


def _depends(left: str, right: str) -> bool:
    """A condition stands in front: the rest belongs to it."""
    return bool(
        re.search(r"\b(?:if|when|while|with|without|for|among|in|of|per)\s*$", left, _I)
    ) or (GUARD.search(right) is not None and not _CHANGE.match(right) and _late(right))


def _late(right: str) -> bool:
    """Whether the guard comes before any number of the second half."""
    guard, numbers = GUARD.search(right), parse_measure(right).numbers
    return guard is not None and (not numbers or guard.start() < numbers[0].start)
