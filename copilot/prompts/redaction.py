"""What must not leave: secrets and personal details, replaced by the name of their kind."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass


def _any(_: str) -> bool:
    return True


def luhn(text: str) -> bool:
    """Whether the digits pass the checksum of payment cards (ISO/IEC 7812-1)."""
    digits = [int(c) for c in text if c.isdigit()]
    doubled = [2 * d - 9 * (d > 4) for d in digits[-2::-2]]
    return 13 <= len(digits) <= 19 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def iban(text: str) -> bool:
    """Whether an account number passes its checksum (ISO 13616, mod 97)."""
    bare = re.sub(r"\W", "", text).upper()
    turned = "".join(str(int(c, 36)) for c in bare[4:] + bare[:4])
    return 15 <= len(bare) <= 34 and int(turned) % 97 == 1


def _dialled(text: str) -> bool:
    digits = sum(c.isdigit() for c in text)
    return 8 <= digits <= 15 and not re.fullmatch(r"\d{4}-\d\d-\d\d.*", text.strip())


def _mixed(text: str) -> bool:
    """Whether a long word looks drawn by lot: letters of both cases and digits."""
    kinds = (str.isdigit, str.islower, str.isupper)
    return all(sum(map(kind, text)) >= 2 for kind in kinds)


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    pattern: re.Pattern[str]
    real: Callable[[str], bool] = _any
    group: int = 0


def _kind(name: str, pattern: str, real: Callable[[str], bool] = _any, group: int = 0) -> _Kind:
    return _Kind(name, re.compile(pattern, re.IGNORECASE | re.DOTALL), real, group)


_NAMED = (
    r"\w*(?:password|passwort|passwd|passphrase|pwd|secret|token|credential"
    r"|(?:api|access|account|private)[-_ ]?key)s?"
)
_KINDS = (
    _kind(
        "private key",
        r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----.*?(?:-----END [A-Z0-9 ]*-----|\Z)",
    ),
    _kind("token", r"\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?"),
    _kind("key", r"\b(?:sk|pk|rk)[-_](?:live|test|proj|ant|or)?[-_]?[\w-]{16,}"),
    _kind("key", r"\b(?:AKIA|ASIA|AGPA|AIDA|AROA)[0-9A-Z]{12,}"),
    _kind("key", r"\bAIza[\w-]{30,}"),
    _kind("token", r"\b(?:gh[pousr]_|npm_|hf_)\w{20,}|\bgithub_pat_\w{20,}"),
    _kind("token", r"\b(?:glpat|pypi|xox[abeoprs]|xapp)-[\w-]{10,}"),
    _kind("secret address", r"https://(?:hooks\.slack\.com|[\w.]*webhook\.office\.com)/\S+"),
    _kind("token", r"\b(?:bearer|basic)\s+([\w.~+/=-]{12,})", group=1),
    _kind("credentials", r"\b[a-z][\w+.-]*://([^\s/:@]+:[^\s/@]+)@", group=1),
    _kind(
        "secret",
        rf"\b{_NAMED}[\"']?\s*(?:[:=]|\bis\b)\s*[\"']?([^\s\"',;]{{4,}})",
        group=1,
    ),
    _kind("e-mail", r"[\w.+%-]+\s?(?:@|\[at\]|\(at\))\s?[\w-]+(?:\.[\w-]+)+"),
    _kind("account", r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}\b", iban),
    _kind("card", r"(?<![\w.])[2-6]\d(?:[ -]?\d){11,17}(?!\d)", luhn),
    _kind("phone", r"(?<![\w.])(?:\+|00)\d[\d\s().\-/]{6,18}\d", _dialled),
    _kind("phone", r"(?<![\w.,])\(?0\d{1,5}\)?[\s./-]\d[\d\s./-]{4,12}\d(?!\w)", _dialled),
    _kind("phone", r"(?<![\w.,])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\w)"),
    _kind("key", r"(?<![\w/])[A-Za-z0-9+/_-]{32,}={0,2}(?![\w/])", _mixed),
    _kind("key", r"\b[0-9a-f]{40,}\b"),
)
"""In this order: what is replaced by one is not seen by the next."""


def redact(text: str) -> tuple[str, int]:
    """Return the text with secrets named instead of shown, and how many there were.

    Compatibility forms are folded first, so that full-width digits hide nothing.
    """
    found = 0
    text = unicodedata.normalize("NFKC", text)
    for kind in _KINDS:
        text, times = _replaced(kind, text)
        found += times
    return text, found


def _replaced(kind: _Kind, text: str) -> tuple[str, int]:
    parts, last, times = [], 0, 0
    for match in kind.pattern.finditer(text):
        start, end = match.span(kind.group)
        if kind.real(text[start:end]) and not text[start:end].startswith("["):
            parts += [text[last:start], f"[{kind.name}]"]
            last, times = end, times + 1
    return "".join([*parts, text[last:]]), times
