"""Dates, quarters, halves and years found in text, and what they mean as days."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from copilot.portfolio import Cycle

from .months import MONTH, OTHER_MONTH, month_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of time named in a text; both days included, None where it can't be told.

    `start` and `end` are code points, half-open. `name` is `2026-Q1`, `2026-H2`, `2026` or
    `2022-2026`, and empty for days and months.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline in a text: its span, and the day where it can be told."""

    start: int
    end: int
    on: date | None


_Found = re.Match[str]
_Days = tuple[date | None, date | None, str]
_Reader = Callable[[_Found, Cycle | None], _Days]
_UNKNOWN: _Days = (None, None, "")

_ORDINALS = ("first", "second", "third", "fourth")
_YEAR = r"(?P<year>20\d\d)(?![\w%])"
_DAY = r"(?P<day>[0-3]?\d)"
_LATER = rf"(?:,?\s+(?:of\s+)?{_YEAR})?"


def _months(year: int | None, month: int, count: int, name: str = "") -> _Days:
    if year is None:
        return _UNKNOWN
    last = month + count - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1]), name


def _day(year: int | None, month: int, day: int) -> _Days:
    try:
        found = date(year, month, day) if year else None
    except ValueError:
        found = None
    return found, found, ""


def _year(found: _Found, cycle: Cycle | None, month: int = 12) -> int | None:
    """Return the year that is written, else the one that puts `month` inside the cycle."""
    groups = found.groupdict()
    written = groups.get("year") or groups.get("short")
    if written:
        return int(written) % 100 + 2000
    if cycle is None or cycle.end is None:
        return None
    spans_years = cycle.start is not None and cycle.start.year < cycle.end.year
    if spans_years and cycle.start is not None and month >= cycle.start.month:
        return cycle.start.year
    return cycle.end.year


def _iso(found: _Found, _: Cycle | None) -> _Days:
    return _day(int(found["year"]), int(found["m"]), int(found["day"]))


def _numeric(found: _Found, _: Cycle | None) -> _Days:
    first, second, year = int(found["a"]), int(found["b"]), int(found["year"])
    if found["sep"] == "." or first > 12:
        return _day(year, second, first)
    # 03/04/2026 is March or April: nobody can tell.
    return _day(year, first, second) if second > 12 or first == second else _UNKNOWN


def _short_day(found: _Found, cycle: Cycle | None) -> _Days:
    """Read `30.09.`, whose year the cycle gives."""
    month = int(found["m"])
    return _day(_year(found, cycle, month), month, int(found["day"]))


def _in_month(found: _Found, cycle: Cycle | None) -> _Days:
    month = month_number(found["month"])
    year, day = _year(found, cycle, month), found.groupdict().get("day")
    return _day(year, month, int(day)) if day else _months(year, month, 1)


def _part(letter: str, months: int) -> _Reader:
    """Read quarters (`Q`, 3 months) or halves (`H`, 6)."""

    def read(found: _Found, cycle: Cycle | None) -> _Days:
        word = found["n"].lower()
        number = int(word[0]) if word[0].isdigit() else _ORDINALS.index(word) + 1
        if number * months > 12:
            return _UNKNOWN
        year = _year(found, cycle, number * months)
        return _months(year, (number - 1) * months + 1, months, f"{year}-{letter}{number}")

    return read


def _whole_year(found: _Found, cycle: Cycle | None) -> _Days:
    year = _year(found, cycle)
    return _months(year, 1, 12, str(year))


def _years(found: _Found, _: Cycle | None) -> _Days:
    first, last = int(found["year"]), int(found["to"]) % 100 + 2000
    if last <= first:
        return _UNKNOWN
    return date(first, 1, 1), date(last, 12, 31), f"{first}-{last}"


def _cycle(_: _Found, cycle: Cycle | None) -> _Days:
    return (cycle.start, cycle.end, cycle.name) if cycle else _UNKNOWN


class _Form(NamedTuple):
    """One way to write a time; `bare` ones are too short to stand without a `by` or `in`."""

    pattern: re.Pattern[str]
    read: _Reader
    bare: bool = False


def _form(pattern: str, read: _Reader, *, bare: bool = False, case: bool = False) -> _Form:
    return _Form(re.compile(pattern, re.NOFLAG if case else re.IGNORECASE), read, bare)


def _parts(letter: str, word: str, other: str, months: int) -> tuple[_Form, ...]:
    """Return the forms `2026-Q2`, `Q2 2026`, `Q2'26` and `second quarter of 2026`."""
    fiscal = r"(?:FY|CY)\s?'?"
    number = rf"{letter}(?P<n>[1-4])(?!\w)"
    loose = rf"\s*(?:of\s+|[/,-])?\s*(?:{fiscal})?{_YEAR}"
    return tuple(
        _form(pattern, _part(letter, months))
        for pattern in (
            rf"(?<!\w)(?:{fiscal}|20|{fiscal}20)(?P<year>\d\d)[\s/:-]*{number}",
            rf"(?<!\w){number}(?:{loose}|\s?(?:['’/-]|FY\s?'?)(?P<short>\d\d)(?![\w%]))?",
            rf"(?<!\w)(?P<n>first|second|third|fourth|[1-4](?:st|nd|rd|th)) {word}(?!\w)"
            rf"(?:{loose})?",
            rf"(?<!\w)(?P<n>[1-4])(?:\.|e|er|ème|º|°)?\s?(?:{other})(?!\w)(?:(?:\s+(?:de|del))?{loose})?",
        )
    )


_FORMS: tuple[_Form, ...] = (
    _form(r"(?<![\w.])(?P<year>\d{4})([-/.])(?P<m>\d\d?)\2(?P<day>\d\d?)(?!\d)", _iso),
    _form(rf"(?<![\w.])(?P<a>\d\d?)(?P<sep>[./])(?P<b>\d\d?)(?P=sep){_YEAR}", _numeric),
    _form(rf"(?<![\w.]){_DAY}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{MONTH}{_LATER}", _in_month),
    _form(
        rf"(?<!\w){MONTH}\s+{_DAY}(?:st|nd|rd|th)?(?![\w%]|\.\d|\s?%){_LATER}",
        _in_month,
        case=True,
    ),
    _form(rf"(?<!\w){MONTH},?\s+(?:of\s+)?{_YEAR}", _in_month),
    _form(
        rf"(?<![\w.]){_DAY}(?:\.|er|º)?\s+(?:de\s+)?{OTHER_MONTH}(?:\s+(?:de\s+)?{_YEAR})?",
        _in_month,
    ),
    _form(rf"(?<!\w){OTHER_MONTH}\s+(?:de\s+)?{_YEAR}", _in_month),
    *_parts("Q", "quarter", "Quartal|trimestre|kwartaal", 3),
    *_parts("H", "half", "Halbjahr|semestre|halfjaar", 6),
    _form(rf"(?<!\w)T(?P<n>[1-4])\s*{_YEAR}", _part("Q", 3), case=True),
    _form(
        rf"(?<![\w-])(?:FY\s?)?{_YEAR}\s*(?:-|–|—|to|through)\s*(?:FY\s?)?"
        r"(?P<to>20\d\d|(?<=[-–])\d\d)(?![\w-])",
        _years,
    ),
    _form(r"(?<![^\W_])FY\s?'?(?:20)?(?P<year>\d\d)(?!\d)", _whole_year),
    _form(rf"(?<=\(){_YEAR}(?=\s*:)", _whole_year),
    _form(
        r"\b(?:EOY|year[- ]end|end of (?:the |this )?(?:calendar |fiscal )?year)\b", _whole_year
    ),
    _form(
        r"\b(?:EOQ|EOM|(?:quarter|cycle)[- ]end"
        r"|end of (?:the |this )?(?:quarter|cycle|period|half|month))\b",
        _cycle,
    ),
    _form(rf"(?<!\w){MONTH}", _in_month, bare=True, case=True),
    _form(rf"(?<!\w){OTHER_MONTH}", _in_month, bare=True),
    _form(rf"(?<![\w.]){_DAY}\.(?P<m>[01]?\d)\.(?![\d%])", _short_day, bare=True),
    _form(
        rf"(?<![\w.,-]){_YEAR}(?![.,]\d|-\d|\s*(?:users|customers|people))", _whole_year, bare=True
    ),
)
_ANY = re.compile(
    r"\d|EO[YQM]|\bend\b|quarter|half|[JFMASONDE][äaeépuècoíi][a-zûû]|août|quartal|trimestre",
    re.IGNORECASE,
)
_THE = (
    r"\W+(?:the\s+|zum\s+|la\s+|le\s+)?(?:(?:ende|fin|finales|fine|eind|end|close|start|beginning"
    r"|middle)(?:\s+(?:of|de|di|des|van))?\s+)?(?:the\s+)?(?:year\s+)?"
)
_LEAD = re.compile(
    r"\b(?:by|until|till|due(?:\s+(?:date|by|in|on))?|deadline|no later than|end of|eta|mid"
    r"|target date|in|during|through|for|early|late|before|bis(?: zum"
    r"| spätestens)?|spätestens|vor|ende|d['’]ici"
    r"|avant|jusqu['’]?(?:à|en|au)?|fin|hasta|antes de|para|entro|prima di|vóór|voor|uiterlijk)"
    + _THE
    + "$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:since|from|after|as of|vs\.?|versus|than|compared (?:to|with)|baseline(?: of| in)?"
    r"|last|was)" + _THE + "$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|until|till|due|deadline|no later than|before|bis|spätestens|avant|d['’]ici|hasta"
    r"|entro)\b"
    r"[^\d.;]{0,25}$",
    re.IGNORECASE,
)
_DATED = re.compile(r"[^\d]{0,3}\d[\d.,]*\s?[^\s\d]{0,8}\s+in\s+", re.IGNORECASE)
_OPENING = re.compile(r"\b(?:before|start of|beginning of)\s+(?:the\s+)?$", re.IGNORECASE)


def mentions(text: str, cycle: Cycle | None = None) -> tuple[Mention, ...]:
    """Find every date and period in order; a year that is not written comes from the cycle."""
    if not _ANY.search(text):
        return ()
    taken: list[Mention] = []
    for form in _FORMS:
        for found in form.pattern.finditer(text):
            start, end = found.span()
            if any(start < m.end and end > m.start for m in taken):
                continue
            if form.bare and not _LEAD.search(text, max(0, start - 40), start):
                continue
            first, last, name = form.read(found, cycle)
            taken.append(Mention(start=start, end=end, first=first, last=last, name=name))
    return tuple(sorted(taken, key=lambda m: m.start))


def find_due(text: str, cycle: Cycle | None = None) -> Due | None:
    """Find the deadline: a time after `by`, `until`, `in` …, else the last one not in the past."""
    aimed: list[Due] = []
    led: list[Due] = []
    plain: list[Due] = []
    for mention in mentions(text, cycle):
        left = max(0, mention.start - 40)
        if _PAST.search(text, left, mention.start) or _is_aside(text, mention):
            continue
        on = mention.last
        if mention.first and _OPENING.search(text, left, mention.start):
            on = mention.first - timedelta(days=1)
        due = Due(start=mention.start, end=mention.end, on=on)
        words = mention.last is None or _LEAD.search(text, left, mention.start)
        by = words and _BY.search(text, left, mention.start)
        (aimed if by else led if words else plain).append(due)
    return next(iter(aimed or led or plain[-1:]), None)


def _is_aside(text: str, mention: Mention) -> bool:
    """Say whether a time only dates a value: `(2025: 31 %)`, `(11 % in January)`."""
    if text[: mention.start].rstrip().endswith("(") and text[mention.end :].lstrip()[:1] == ":":
        return True
    opened = text.rfind("(", 0, mention.start)
    inside = text[opened + 1 : mention.start] if opened >= 0 else ")"
    closes = text[mention.end :].lstrip()[:1] == ")"
    return closes and ")" not in inside and bool(_DATED.fullmatch(inside))


def parse_due(text: str, cycle: Cycle | None = None) -> date | None:
    """Return the day by which a text wants to be true, None where it names none."""
    due = find_due(text, cycle)
    return due.on if due else None


def parse_cycle(text: str) -> Cycle | None:
    """Read the cycle a title or file name speaks of: `OKRs 2018 Q3`, `plan_FY2022-2026`."""
    plain = text[:400].replace("_", " ")
    named = [m for m in mentions(plain) if m.name and m.last]
    if not named:
        year = re.search(rf"(?<![\w.,-]|\d){_YEAR}(?!-\d)", plain)
        if year is None:
            return None
        first, last, name = _months(int(year["year"]), 1, 12, year["year"])
        return Cycle(name=name, start=first, end=last)
    best = min(named, key=lambda m: (m.name.isdigit(), m.start))
    return Cycle(name=best.name, start=best.first, end=best.last)
