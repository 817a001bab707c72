"""Numbers with their units in text, apart from those that are dates, names or versions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .dates import Mention, mentions


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A quantity in a text: `€ 1.5M` is 1,500,000 with unit `€`.

    `unit` is `%`, `pp`, `points`, `€`, `ms`, `days`, `x`, `/5` (out of five) … and empty for a
    count; `start` and `end` are code points, half-open, over sign, currency and unit.
    """

    value: float
    unit: str
    start: int
    end: int
    signed: bool = False
    """Written with + or −, hence often a change."""
    scale: float = 1.0
    """What was multiplied in: 1,000,000 for `1.5M`."""


_UNITS = {
    "%": ("%", "percent", "per cent", "pct", "prozent", "pour cent"),
    "pp": (
        "pp",
        "ppt",
        "p.p.",
        "percentage points",
        "percentage point",
        "%-points",
        "% points",
        "prozentpunkte",
        "prozentpunkten",
        "points de pourcentage",
        "puntos porcentuales",
    ),
    "points": ("points", "point", "pts", "pt"),
    "bp": ("bp", "bps", "basis points"),
    "ms": ("ms", "milliseconds", "millisecond", "msec"),
    "s": ("s", "sec", "secs", "second", "seconds", "sek", "sekunden", "secondes", "segundos"),
    "min": ("min", "mins", "minute", "minutes", "minuten", "minutos", "minuti"),
    "h": (
        "h",
        "hr",
        "hrs",
        "hour",
        "hours",
        "std",
        "stunde",
        "stunden",
        "heure",
        "heures",
        "horas",
        "uur",
    ),
    "days": (
        "d",
        "day",
        "days",
        "tag",
        "tage",
        "tagen",
        "jour",
        "jours",
        "día",
        "días",
        "giorni",
        "dagen",
    ),
    "weeks": ("week", "weeks", "wk", "wks", "woche", "wochen", "semaines", "semanas", "weken"),
    "months": (
        "month",
        "months",
        "monat",
        "monate",
        "monaten",
        "mois",
        "meses",
        "mesi",
        "maanden",
    ),
    "years": ("year", "years", "yr", "yrs"),
    "€": ("€", "eur", "euro", "euros"),
    "$": ("$", "usd", "us$", "dollar", "dollars"),
    "£": ("£", "gbp"),
    "¥": ("¥", "jpy"),
    "CHF": ("chf",),
    "R$": ("r$", "brl"),
    "₹": ("₹", "inr"),
    "x": ("x", "×", "times", "-fold", "fold"),
    "KB": ("kb", "kib"),
    "MB": ("mb", "mib"),
    "GB": ("gb", "gib"),
    "TB": ("tb", "tib"),
    "km": ("km",),
    "kg": ("kg",),
}
_CANONICAL = {form: unit for unit, forms in _UNITS.items() for form in forms}
_MONEY = frozenset(("€", "$", "£", "¥", "CHF", "R$", "₹"))
_SCALES = (
    dict.fromkeys(("k", "thousand", "tsd", "tausend", "mil"), 1e3)
    | dict.fromkeys(
        (
            "m",
            "mm",
            "mn",
            "mio",
            "million",
            "millionen",
            "millione",
            "miljoen",
            "milhão",
            "milhõe",
            "millón",
            "millone",
        ),
        1e6,
    )
    | dict.fromkeys(("b", "bn", "billion", "mrd", "milliarden"), 1e9)
)
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip

_SHARES = ("%", "pp")
_POINTED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_CONTINENTAL = re.compile(
    r"\d,\d{1,2}(?!\d)|\b(?:von|auf|und|mit|für|pro|bis|des|les|avec|pour|el|los|con|para|di|della"
    r"|een|het|voor)\b",
    re.IGNORECASE,
)
"""Words and decimal commas of texts that write a thousand as 1.000."""
_SECONDS = {
    "ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "days": 86400.0, "weeks": 604800.0,
}  # fmt: skip
_KILOBYTES = {"KB": 1.0, "MB": 1e3, "GB": 1e6, "TB": 1e9}


def in_unit_of(number: Number, other: Number) -> Number:
    """Return a duration or size in the unit of another: `3 days` beside `4 hours` is 72 h."""
    for factors in (_SECONDS, _KILOBYTES):
        if number.unit != other.unit and {number.unit, other.unit} <= factors.keys():
            value = round(number.value * factors[number.unit] / factors[other.unit], 6)
            return replace(number, value=value, unit=other.unit)
    return number


def _either(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


_GAP = "[ \u00a0\u2009\u202f]"
_DIGITS = re.compile(
    r"(?<![\w#.,])(?<![A-Za-z][-–/.])(?<!\d[:/])"
    r"(?:\d{1,3}(?P<sep>[,'’\u00a0\u2009\u202f ])\d{3}(?:(?P=sep)\d{3})*(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:[.,]\d+)?)"
)
_RIGHT = re.compile(
    rf"(?:{_GAP}?(?P<scale>(?-i:[kKMB]|mm?)(?!\w)|(?:thousand|tausend|mn|mio|bn|millionen|milliarden|miljoen|milhão|milhõe|millón|mil|millione|million|billion|mrd|tsd)s?(?!\w)\.?"
    rf"|(?-i:[kKMB])(?=[€$£¥])))?"
    rf"(?:{_GAP}?/{_GAP}?(?P<of>\d{{1,4}})(?![\w/]|\.\d)|{_GAP}out of{_GAP}(?P<out>\d+)(?!\w)"
    rf"|(?:{_GAP}|-(?=[a-z]))?(?P<unit>{_either(_CANONICAL)})(?![A-Za-z]))?"
    r"(?![\w]|[:/]\d|-[A-Za-z]|\.\d)",
    re.IGNORECASE,
)
_LEFT = re.compile(
    rf"(?:(?<!\S)|(?<=[(\[:=<>~→≥≤]))(?P<sign>[+−-])?"
    rf"(?:(?P<money>(?:R\$|[€$£¥₹])|(?<![A-Za-z])(?:EUR|USD|GBP|CHF|US\$)){_GAP}?)?$"
)
_WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(_WORDS[:1] + _WORDS[2:])})(?![\w-])", re.IGNORECASE)
_PARTS = (
    ("three quarters", 75.0),
    ("two thirds", 66.7),
    ("quarter", 25.0),
    ("third", 33.3),
    ("half", 50.0),
)
_PART = re.compile(
    r"(?<!first )(?<!second )(?<!by )\b(?:half|(?:a|one) third|(?:a|one) quarter|two thirds"
    r"|three quarters)(?= of (?!them|these|those|us|it|20|FY|the year|Q\d|H\d))",
    re.IGNORECASE,
)
"""`half of all deals` is 50 %."""
_NAMES = re.compile(
    r"(?<!\w)(?:https?://\S+|www\.\S+"
    r"|24/7|\d+:\d+"
    r"|(?:ISO|SOC|PCI|RFC|IEC|version|ver|v|phase|tier|level|goal|objective|outcome|priority|kr"
    r"|key result|strategy|pillar|initiative|theme|sprint|stage|step|section|article|chapter"
    r"|appendix|figure|table|windows|python|node|java|react|angular|web|part|no\.|nr\.|#"
    r"|ticket|issue|pr|act of|series|wave|hall|room|building|floor|gate|terminal|week|kw|halle"
    r"|raum|gebäude|werk|linie|etage|salle|bâtiment|sala|edificio|zaal)[ -]?\d[\w.]*(?![\w%]))",
    re.IGNORECASE,
)


def _value(digits: str, *, points: bool = False) -> float:
    """Read 1,000 and 1'000 and 1.000.000 as thousands, 3,5 and 0,125 as decimals.

    `points` is said of texts and amounts in which 1.000 is a thousand too.
    """
    if points and _POINTED.fullmatch(digits):
        return float(digits.replace(".", ""))
    plain = re.sub(r"['’\s]", "", digits)
    if plain.count(".") > 1:
        return float(plain.replace(".", ""))
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", plain):
        return float(plain.replace(",", ""))
    return float(plain.replace(",", "."))


def _number(text: str, digits: re.Match[str], right: re.Match[str]) -> Number:
    left = _LEFT.search(text, max(0, digits.start() - 6), digits.start())
    sign, money = (left["sign"], left["money"]) if left else (None, None)
    unit = _CANONICAL[money.lower()] if money else _unit(right)
    continental = bool(_CONTINENTAL.search(text))
    round_one = digits[0].endswith("00")
    points = unit not in _SHARES and (unit in _MONEY or continental or round_one)
    value, end, factor = _value(digits[0], points=points), right.end(), 1.0
    scale = (right["scale"] or "").lower().rstrip("s.")
    if right["scale"] in ("m", "mm") and unit not in _MONEY:
        end = digits.end()  # 5 m are metres or minutes, 5 mm no millions
    elif scale and (scale != "mil" or continental):
        value *= (factor := _SCALES[scale])
    start = left.start() if left and (sign or money) else digits.start()
    negative = sign is not None and sign != "+"
    return Number(
        value=-value if negative else value,
        unit=unit,
        start=start,
        end=end,
        signed=bool(sign),
        scale=factor,
    )


def _unit(right: re.Match[str]) -> str:
    of = right["of"] or right["out"]
    return f"/{of}" if of else _CANONICAL.get((right["unit"] or "").lower(), "")


def _overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < last and end > first for first, last in spans)


def _found(text: str, taken: list[tuple[int, int]]) -> Iterator[Number]:
    for digits in _DIGITS.finditer(text):
        right = _RIGHT.match(text, digits.end())
        if right and not _overlaps(*digits.span(), taken):
            number = _number(text, digits, right)
            taken.append((digits.start(), number.end))
            yield number
    for part in _PART.finditer(text):
        if not _overlaps(*part.span(), taken):
            taken.append(part.span())
            share = next(size for name, size in _PARTS if name in part[0].lower())
            yield Number(value=share, unit="%", start=part.start(), end=part.end())
    for word in _WORD.finditer(text):
        if not _overlaps(*word.span(), taken):
            right = _RIGHT.match(text, word.end())
            yield Number(
                value=float(_WORDS.index(word[0].lower())),
                unit=_unit(right) if right else "",
                start=word.start(),
                end=right.end() if right else word.end(),
            )


def numbers(text: str, times: tuple[Mention, ...] | None = None) -> tuple[Number, ...]:
    """Find the quantities of a text in order; dates, ids and versions are no quantities.

    Args:
        text: one goal or sentence.
        times: the text's dates where the caller has them already.
    """
    times = mentions(text) if times is None else times
    taken = [(m.start, m.end) for m in times] + [m.span() for m in _NAMES.finditer(text)]
    return tuple(sorted(_found(text, taken), key=lambda n: n.start))
