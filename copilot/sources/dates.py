"""Dates in the many ways trackers and spreadsheets write them; naive ones get the zone."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.parser import ParserError, parse

from copilot.portfolio import YEARS, is_likely

_MONTHS = (
    ("jan", "ene", "gen"),
    ("feb", "fév", "fev"),
    ("mar", "mär", "mrz"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mag"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aoû", "aou", "ago"),
    ("sep", "set"),
    ("oct", "okt", "out", "ott"),
    ("nov",),
    ("dec", "dez", "déc", "dic"),
)
_MONTH = {word: n for n, words in enumerate(_MONTHS, 1) for word in words}
_CLOCK = (
    r"(?:[ T,]+(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm])?)?"
)
_NUMERIC = re.compile(
    rf"(?P<a>\d{{1,2}})[/.-](?P<b>\d{{1,2}})[/.-](?P<y>\d{{4}}|\d{{2}}){_CLOCK}$"
)
_NAMED = re.compile(
    rf"(?P<d>\d{{1,2}})\.?[/ -](?P<m>[^\W\d]{{3,10}})\.?[/ -](?P<y>\d{{4}}|\d{{2}}){_CLOCK}$"
)
_LONG = re.compile(rf"(?P<m>[^\W\d]{{3,10}})\.? (?P<d>\d{{1,2}}),? (?P<y>\d{{4}}){_CLOCK}$")
_MAIL = re.compile(
    r"(?:[A-Za-z]{3},? )?"
    r"(?:(?P<d>\d{1,2}) (?P<m>[A-Za-z]{3})|(?P<m2>[A-Za-z]{3}) (?P<d2>\d{1,2}),?)"
    r" (?P<y>\d{4}),? (?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2}))?(?P<half>)"
    r" ?(?:GMT|UTC|Z)?(?P<off>[+-]\d{2}:?\d{2})?(?: ?\(.*\))?$"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?$")
_YEAR = re.compile(r"\d{4}")
_OFFSET = re.compile(r"[+-]\d{2}:?\d{2}$")
_CYCLE = re.compile(r"(\d{4})(?:[-_ ]?([QHqh])([1-4]))?|([QHqh])([1-4])[-_ ](\d{4})")
_EXCEL = date(1899, 12, 30)


def month_first(texts: Iterable[str]) -> bool | None:
    """Judge a column of numeric dates by its own evidence; None where it holds none."""
    half_day = False
    for text in texts:
        found = _NUMERIC.match(text.strip())
        if found is None:
            continue
        if int(found["a"]) > 12 or "." in text[:6]:
            return False
        if int(found["b"]) > 12:
            return True
        half_day = half_day or bool(found["half"])
    return True if half_day else None


def is_ambiguous(text: str) -> bool:
    """Whether day and month could change places: `03/04/2026`."""
    found = _NUMERIC.match(text)
    if found is None or "." in text[:6]:
        return False
    return int(found["a"]) <= 12 and int(found["b"]) <= 12


def moment(text: str, zone: ZoneInfo, *, us: bool = False) -> datetime | None:
    """Read a date or date and time; None where it is not one beyond doubt, or out of range.

    Args:
        text: as exported.
        zone: of dates that name none.
        us: in numeric dates the month comes first.
    """
    found = stated(text, zone, us=us)
    return found if found and is_likely(found) else None


def stated(text: str, zone: ZoneInfo, *, us: bool = False) -> datetime | None:
    """Read a date as `moment` does, however far away."""
    text = text.strip().lstrip("@").strip()
    if len(text) < 5 or len(text) > 80:
        return None
    found = _iso(text) or _spelled(text, us=us) or _mailed(text) or _counted(text)
    found = found or _guessed(text, us)
    if found is None:
        return None
    return found.replace(tzinfo=zone) if found.tzinfo is None else found


def _iso(text: str) -> datetime | None:
    if not text[:4].isdecimal() or text.isdecimal():
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _spelled(text: str, *, us: bool) -> datetime | None:
    """`25/Jun/20 12:44`, `4.3.2026`, `3/4/2026 9:05 PM`, `December 4, 2024 8:45 AM`."""
    if found := _NUMERIC.match(text):
        first, second = int(found["a"]), int(found["b"])
        month, number = (first, second) if us or second > 12 else (second, first)
        if month > 12:
            month, number = number, month
    elif found := _NAMED.match(text) or _LONG.match(text):
        word = found["m"].casefold()
        month, number = _MONTH.get(word[:4], _MONTH.get(word[:3], 0)), int(found["d"])
    else:
        return None
    year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
    try:
        return datetime.combine(date(year, month, number), _clock(found))
    except ValueError:
        return None


def _mailed(text: str) -> datetime | None:
    """`Mon, 21 Apr 2025 10:17:06 UTC+0000`, `Mon Apr 21 2025 10:17:06 GMT+0000 (GMT)`."""
    found = _MAIL.match(text)
    month = _MONTH.get((found["m"] or found["m2"]).casefold(), 0) if found else 0
    if not found or not month:
        return None
    offset = found["off"] or ("+0000" if re.search(r"\d ?(?:GMT|UTC|Z)", text) else "")
    try:
        on = date(int(found["y"]), month, int(found["d"] or found["d2"]))
        at = datetime.combine(on, _clock(found))
        return datetime.fromisoformat(f"{at.isoformat()}{offset}") if offset else at
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> time:
    if found["h"] is None:
        return time()
    hour = int(found["h"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    return time(hour, int(found["mi"]), int(found["s"] or 0))


def _counted(text: str) -> datetime | None:
    """Seconds or milliseconds since 1970, or days as a spreadsheet counts them."""
    if not _NUMBER.match(text):
        return None
    number = float(text)
    if 20_000 <= number < 80_000:
        start = datetime.combine(_EXCEL, time())
        return start + timedelta(seconds=round(number * 86_400))
    if 1e8 <= number < 1e10:
        return datetime.fromtimestamp(number, UTC)
    if 1e11 <= number < 1e14:
        return datetime.fromtimestamp(number / 1000, UTC)
    return None


@lru_cache(maxsize=4096)
def _guessed(text: str, us: bool) -> datetime | None:
    """Anything else dateutil knows, where day, month and year are all given and no zone name."""
    if not _YEAR.search(text) or _NUMBER.match(text):
        return None
    starts = (datetime(2000, month, month, tzinfo=UTC) for month in (1, 2))
    try:
        first = not us and not text[:4].isdecimal()
        one, other = (
            parse(text, default=start, tzinfos=_no_zone, dayfirst=first).isoformat()
            for start in starts
        )
    except (ParserError, OverflowError, ValueError):
        return None
    found = datetime.fromisoformat(one)
    named = text.rstrip().endswith(("Z", "UTC", "GMT")) or _OFFSET.search(text)
    return (found if named else found.replace(tzinfo=None)) if one == other else None


def _no_zone(_name: str | None, offset: int | None) -> timezone:
    """Zone names are ambiguous and count for nothing; offsets count."""
    return timezone(timedelta(seconds=offset or 0))


def cycle_days(name: str) -> tuple[date, date] | None:
    """First and last day of `2026-Q1`, `2026 H2`, `Q3 2025` or `2026`; None for other names."""
    found = re.fullmatch(
        r"(\d{4})(?:[-_ ]?([QHqh])([1-4]))?|([QHqh])([1-4])[-_ ](\d{4})", name.strip()
    )
    if not found:
        return None
    year = int(found[1] or found[6])
    letter, number = (found[2] or found[4] or "y").casefold(), int(found[3] or found[5] or 1)
    months = {"q": 3, "h": 6, "y": 12}[letter]
    if months * number > 12 or year not in YEARS:
        return None
    after = months * number + 1
    end = date(year + 1, 1, 1) if after > 12 else date(year, after, 1)
    return date(year, months * (number - 1) + 1, 1), end - timedelta(days=1)
