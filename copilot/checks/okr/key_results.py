"""Rules KR001 to KR010: one key result at a time."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from copilot.analysis.figures import Number
from copilot.portfolio import AnyGoal, Ref

from .metrics import METRIC_NAME, second_metric
from .plausible import implausible, trivial
from .reading import Reading, Span, better, dated, outcome_span, output_span
from .wording import BASED, MOOD, OUTPUT_VERB, QUANTITY, SOON, VAGUE, VAGUE_VERB


class Hit(NamedTuple):
    """A rule that applies: where in the title, and what to say of it."""

    rule: str
    says: str
    span: Span | None = None


Look = Callable[[Reading], Hit | None]

_TO = re.compile(
    r"(?:\b(?:to|reach\w*|achiev\w*|attain\w*|hit|at|of|below|above|under|over|than|least|most"
    r"|exceed\w*|maximum|within|score|rate|is|be)|[<>≤≥=:→])\W*$",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:daily|weekly|monthly|active|average|median|p\d\d|rate|ratio|share|score|level|nps|csat"
    r"|per|mrr|arr|time|latency)\b",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:sign|win|close|acquire|gain|land|add(?:itional)?|new|more|another|attract|recruit"
    r"|interview|welcome|convert|generate|receive|secure|book|collect|produce|raise|get|find)\w*\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?:[a-z]+\s+){0,3}$", re.IGNORECASE)
_COMPARED = re.compile(
    r"\s+(?:more|less|fewer|(?:fast|quick|slow|high|low|bett|cheap|short|small|larg|bigg|saf|light)er)"
    r"\b(?!\s+than\s+\d)",
    re.IGNORECASE,
)
_TODAY = re.compile(
    r"\W*(?:(?:our|the)\s+)?(?:current(?:ly)?|today'?s?|present|existing"
    r"|last (?:week|month|quarter|year)'?s?)\b",
    re.IGNORECASE,
)
_NEW = re.compile(r"\W*(?:\w+\W+)?(?:new|additional|more|further|extra)\b", re.IGNORECASE)
_STRIVES = re.compile(
    r"\b(?:improv|increas|reduc|grow|rais|lower|decreas|boost|lift|cut|drop|doubl|halv|maintain"
    r"|keep|minimi[sz]|maximi[sz]|accelerat|shorten|eliminat|prevent|expand|enhanc|optimi[sz]"
    r"|strengthen|make|more|less|fewer|better|faster|higher|lower|best|reach|achiev|win|no|zero"
    r"|become|ensure|get|move|turn|attract|retain|convert|earn|sell|hit)\w*",
    re.IGNORECASE,
)


def no_number(reading: Reading) -> Hit | None:
    """KR001: nothing is measured; `every`, `no` and `double` are amounts too."""
    if reading.measured or _is_counted(reading):
        return None
    return Hit("KR001", "no number", (0, len(reading.title)))


def no_baseline(reading: Reading) -> Hit | None:
    """KR002: a level to reach without the level of today; counting new things starts at zero."""
    measure = reading.measure
    if reading.baseline is not None or reading.direction == "maintain" or _is_relative(reading):
        return None
    if measure.change is not None:
        return Hit("KR002", "no baseline", measure.target_span)
    if reading.target is None or reading.target == 0 or _counts_up(reading):
        return None
    return Hit("KR002", "no baseline", measure.target_span)


def _is_relative(reading: Reading) -> bool:
    """A change in percent: that it lacks a base is rule KR009's word."""
    number = reading.outer
    by = reading.measure.relative and number is not None and number.unit == "%"
    return by or _by_percent(reading) is not None


def _by_percent(reading: Reading) -> Number | None:
    """`by a further 35 %`: a change, whatever stands between."""
    return next(
        (
            n
            for n in reading.measure.numbers
            if n.unit == "%"
            and (_BY.search(reading.title[: n.start]) or _COMPARED.match(reading.title, n.end))
        ),
        None,
    )


def _counts_up(reading: Reading) -> bool:
    """Whether the number counts things that come into being, so that it starts at zero."""
    number = reading.outer
    if number is None:
        return bool(_MADE.search(reading.title) or OUTPUT_VERB.search(reading.title))
    if number.unit and number.unit not in {"€", "$", "£", "¥", "CHF"}:
        return bool(output_span(reading)) or number.value in {0.0, 100.0}
    before, after = reading.title[: number.start], reading.title[number.end :]
    if _MADE.search(before) or OUTPUT_VERB.search(reading.title) or _new(after):
        return True
    return not number.unit and not _TO.search(before) and not _LEVEL.search(reading.title)


def _new(after: str) -> bool:
    return bool(_NEW.match(after))


def no_target(reading: Reading) -> Hit | None:
    """KR003: a number that is only today's, or a bare metric that says no way to go."""
    if _TODAY.match(reading.title) and len(reading.measure.numbers) == 1:
        return Hit("KR003", "no target", (0, len(reading.title)))
    if reading.target is not None or reading.measure.change is not None:
        return _bare_value(reading)
    if reading.further.target is not None or reading.further.change is not None:
        return None
    says = Hit("KR003", "no target", (0, len(reading.title)))
    if reading.measured:
        return says if reading.baseline is not None or not output_span(reading) else None
    silent = _STRIVES.search(reading.title) or output_span(reading)
    bare = METRIC_NAME.match(reading.title) and not silent
    return says if bare and not QUANTITY.search(reading.title) else None


def _bare_value(reading: Reading) -> Hit | None:
    """`NPS 45`: nobody can tell whether that is today's value or the aim."""
    number, goal = reading.outer, reading.goal
    if number is None or reading.baseline is not None or reading.way is not None:
        return None
    if goal.target is not None and goal.target != reading.measure.target:
        return None
    before, after = reading.title[: number.start], reading.title[number.end :]
    bare = re.fullmatch(r"\W*(?:[\w/-]+\s+){0,4}[\w/-]+\s*[:=-]?\s*", before)
    if not bare or after.strip(" .)") or output_span(reading) or _STRIVES.search(before):
        return None
    return (
        None
        if _TO.search(before.rstrip(" :=-"))
        else Hit("KR003", "a value without direction", (number.start, number.end))
    )


def output(reading: Reading) -> Hit | None:
    """KR005: something is made; with a measured effect behind it, only a note."""
    span = output_span(reading)
    if span is None or reading.goal.baseline is not None or reading.measure.baseline is not None:
        return None
    effect = outcome_span(reading, span[1])
    if effect is not None:
        return Hit("KR005.note", "an output with its outcome", effect)
    return Hit("KR005", "an output, not an outcome", span)


def two_metrics(reading: Reading) -> Hit | None:
    """KR006: two metrics with one verdict."""
    span = second_metric(reading.title)
    return Hit("KR006", "two metrics in one", span) if span else None


def vague(reading: Reading) -> Hit | None:
    """KR007: size or quality in words, and no number to say which."""
    if reading.measured or _is_counted(reading):
        return None
    for pattern in (VAGUE, VAGUE_VERB, MOOD):
        for word in pattern.finditer(reading.title):
            if not _is_name(reading.title, word):
                return Hit("KR007", f"“{word['word']}” without a number", word.span())
    return None


def _is_counted(reading: Reading) -> bool:
    """Say whether words give an amount; in `Everybody is happy` they count a mood."""
    return bool(QUANTITY.search(reading.title)) and not MOOD.search(reading.title)


def _is_name(title: str, word: re.Match[str]) -> bool:
    """`Better Place Foundation`: capitals on both sides of the gap."""
    return word[0][0].isupper() and bool(re.match(r"\s+[A-Z]", title[word.end() :]))


def setback(reading: Reading) -> Hit | None:
    """KR008: the target lies on the wrong side of the baseline."""
    start, end = reading.baseline, reading.target
    if start is None or end is None or start == end or reading.measure.bound == "at most":
        return None
    wanted = _wanted(reading)
    if wanted in {None, "maintain"} or (end > start) == (wanted == "up"):
        return None
    span = reading.measure.target_span or (0, len(reading.title))
    return Hit("KR008", f"the target {end:g} is worse than the baseline {start:g}", span)


def _wanted(reading: Reading) -> str | None:
    """Field, then the verb, then what the metric's name says."""
    return reading.way or (better(reading.title) if reading.english else None)


def relative(reading: Reading) -> Hit | None:
    """KR009: a percentage of something that is not said."""
    number = _by_percent(reading) or reading.outer
    if not _is_relative(reading) or number is None or number.unit != "%":
        return None
    if reading.baseline is not None or BASED.search(f"{reading.title} {reading.goal.text}"):
        return None
    return Hit("KR009", "a relative percentage without a base", (number.start, number.end))


def extreme(reading: Reading) -> Hit | None:
    """KR010: all but reached at the start, or beyond what can be."""
    says = trivial(reading) or implausible(reading)
    return Hit("KR010", says, reading.measure.target_span) if says else None


_READ_WORDS: tuple[Look, ...] = (
    no_number, no_baseline, no_target, output, two_metrics, vague, relative,
)  # fmt: skip
_READ_FIELDS: tuple[Look, ...] = (setback, extreme)


def undated(reading: Reading, goals: Mapping[Ref, AnyGoal]) -> Hit | None:
    """KR004: neither a day nor a cycle that ends."""
    words = f"{reading.title} {reading.goal.text}"
    if dated(reading.goal, goals) or (reading.english and SOON.search(words)):
        return None
    return Hit("KR004", "no date, and none from the cycle")


def hits(reading: Reading, goals: Mapping[Ref, AnyGoal]) -> Iterator[Hit]:
    """Ask every rule; those that read words only where the words are English."""
    looks = (*_READ_WORDS, *_READ_FIELDS) if reading.english else _READ_FIELDS
    for look in looks:
        hit = look(reading)
        if hit is not None:
            yield hit
    hit = undated(reading, goals)
    if hit is not None:
        yield hit
