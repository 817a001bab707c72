"""The time a question is about: `in March`, `before 15 January`, `last week`."""

import re
from calendar import month_name
from dataclasses import dataclass, replace
from datetime import date, timedelta

from copilot.portfolio import Cycle

from .dates import Mention, mentions

_MONTHS = "|".join(month_name[1:])
_SMALL = re.compile(
    rf"\b(?P<lead>in|on|by|of|last|since|until|after|before|\d{{1,2}}) (?P<month>{_MONTHS})\b",
    re.IGNORECASE,
)
"""`may` and `march` are months only after such a word."""
_LEAD = re.compile(
    r"(?:^|\b)(?P<word>in|on|as of|at|by|until|till|before|during|since|after|from|last|this)"
    r"(?: the)?(?: (?:end|beginning|start|middle) of)?\s*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:(?P<day>yesterday|today)|(?P<which>last|this) (?P<unit>week|month|quarter|year))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTime:
    """Days that are asked about, both included; None where the question leaves it open."""

    first: date | None = None
    last: date | None = None
    words: tuple[str, ...] = ()
    """Of the question, that say so."""


def asked_time(question: str, today: date) -> AskedTime:
    """Read the time a question is about; a month without a year is the last one of that name.

    A day that only names something ("the outage of 27 January") is no time that is asked about.
    """
    capital = _SMALL.sub(lambda m: f"{m['lead']} {m['month'].capitalize()}", question)
    for mention in _mentions(capital, today):
        lead = _LEAD.search(capital[: mention.start])
        if lead and mention.first and mention.last:
            found = _asked(lead["word"].lower(), mention, today)
            return replace(found, words=tuple(question[mention.start : mention.end].split()))
    relative = _RELATIVE.search(question)
    if relative is None:
        return AskedTime()
    return replace(_relative(relative, today), words=tuple(relative[0].split()))


def _mentions(text: str, today: date) -> list[Mention]:
    """Days in a text, none of them to come: each month of a year has to be there once."""
    first = date(today.year - (today.month < 12), today.month % 12 + 1, 1)
    found = mentions(text, Cycle(name="past", start=first, end=today))
    if any(mention.first and mention.first > today for mention in found):
        first = today - timedelta(days=364)
        found = mentions(text, Cycle(name="past", start=first, end=today))
    return list(found)


def _asked(word: str, mention: Mention, today: date) -> AskedTime:
    first, last = mention.first, mention.last
    if word == "before" and first:
        return AskedTime(last=min(first - timedelta(days=1), today))
    if word in {"since", "after", "from"}:
        return AskedTime(first=first, last=today)
    if word in {"as of", "by", "until", "till"} and last:
        return AskedTime(last=min(last, today))
    return AskedTime(first=first, last=min(last, today) if last else None)


def _relative(found: re.Match[str], today: date) -> AskedTime:
    if found["day"]:
        day = today - timedelta(days=found["day"].lower() == "yesterday")
        return AskedTime(first=day, last=day)
    start = _start(found["unit"].lower(), today)
    if found["which"].lower() == "this":
        return AskedTime(first=start, last=today)
    last = start - timedelta(days=1)
    return AskedTime(first=_start(found["unit"].lower(), last), last=last)


def _start(unit: str, day: date) -> date:
    """First day of the week, month, quarter or year that holds a day."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    month = {"month": day.month, "quarter": 3 * ((day.month - 1) // 3) + 1, "year": 1}[unit]
    return date(day.year, month, 1)
