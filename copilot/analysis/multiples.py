"""Changes said in words: `double`, `halbieren`, `x3`, `by a third`."""

import re
from dataclasses import dataclass

from .directions import Span

_I = re.IGNORECASE
_WORDS: tuple[tuple[str, float], ...] = (
    (
        r"doubl(?:e[sdr]?|ing|é[es]*|ement)|verdopp?el[nt]?|verdopp(?:e)?lung|duplicar|duplicad[oa]s?"
        r"|dobrar|raddoppi\w+|verdubbel\w*|fördubbl\w+|podwo\w+",
        100.0,
    ),
    (
        r"tripl(?:e[sdr]?|ing|é[es]*)|triplicar|verdreifach\w*|verdrievoudig\w*|triplicare",
        200.0,
    ),
    (r"quadrupl(?:e[sdr]?|ing|é[es]*)|vervierfach\w*|cuadruplicar", 300.0),
    (
        r"halv(?:e[sd]?|ing)|halbier\w*|dimezz\w+|halveren|halveer\w*|gehalveerd"
        r"|divisé?e?r? par (?:deux|2)|(?:reducir|reducido)\s+a la mitad",
        -50.0,
    ),
)
_PARTS = {
    "half": 50.0, "hälfte": 50.0, "third": 100 / 3, "drittel": 100 / 3, "tiers": 100 / 3,
    "quarter": 25.0, "viertel": 25.0, "quart": 25.0,
}  # fmt: skip
_WORD = re.compile(
    rf"(?<![\w-])(?:{'|'.join(f'(?P<w{at}>{words})' for at, (words, _) in enumerate(_WORDS))})"
    r"(?![\w-])|\bcut\b[^.;]{0,40}\bin (?P<cut>half)\b",
    _I,
)
_SIGN = re.compile(r"(?<![\w.])[x×](?P<times>\d{1,3}(?:[.,]\d)?)(?![\w.])", _I)
_BY = re.compile(
    rf"\b(?:by|um|de|d['’]un)\s+(?:(?:one|an?|ein(?:e|en)?|die|un)\s+)?(?P<part>{'|'.join(_PARTS)})\b",
    _I,
)
_LESS = re.compile(
    r"\b(?:cut|reduc|lower|decreas|drop|shrink|down|less|fewer|senk|verringer|verkürz|rédui|baiss)",
    _I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple:
    """A change in per cent of what is, and where the text says so."""

    change: float
    span: Span


def find_multiple(text: str) -> Multiple | None:
    """Find the first word or sign that multiplies or divides what is measured."""
    word = _WORD.search(text)
    if word:
        at = next((i for i in range(len(_WORDS)) if word[f"w{i}"]), len(_WORDS) - 1)
        return Multiple(change=_WORDS[at][1], span=word.span())
    sign = _SIGN.search(text)
    if sign:
        change = (float(sign["times"].replace(",", ".")) - 1) * 100
        return Multiple(change=change, span=sign.span()) if change else None
    part = _BY.search(text)
    if part:
        size = _PARTS[part["part"].lower()]
        less = _LESS.search(text)
        return Multiple(change=-size if less else size, span=part.span())
    return None
