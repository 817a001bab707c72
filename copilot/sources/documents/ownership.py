"""Who a goal belongs to, where its line says so: `… (Owner: Kim)`, `… (Sara)`, `… — @sara`."""

import re

from copilot.portfolio import GoalKind

_ROLE = r"(?:owner|dri|lead|responsible|verantwortlich|responsable)s?\s*[:=]\s*"
_OWNER = re.compile(
    rf"\s*(?:[(\[]\s*{_ROLE}(?P<inner>[^()\[\]]+)[)\]]"
    rf"|[-–—|,;·.]\s*{_ROLE}(?P<names>[^()\[\]:.;|]{{2,60}}))\s*$",
    re.IGNORECASE,
)
_HANDLES = re.compile(
    r"\s*[-–—|,·]?\s*[(\[]?(?P<names>(?<![\w.])@[\w.-]+(?:[\s,&/]+@[\w.-]+)*)[)\]]?\s*$"
)
_NO_NAME = (
    "North|South|East|West|Central|Latin|New|United|Great|Phase|Part|Stage|Wave|Tier|Year|Quarter"
    "|Step|Level|Version|Release|Option|Team|Group|Stretch|Top|All|The|First|Second|Third"
)
"""What two capital words in brackets begin with that are no person: `(North America)`."""
PERSON = r"[A-Z][a-zà-ÿ]+(?:[ -][A-Z][a-zà-ÿ]+)?"
NAMES = re.compile(
    rf"\s*\((?!(?:{_NO_NAME})[ ])(?P<names>{PERSON}(?:\s*(?:,|&|/|and)\s*{PERSON})*)\)\s*$"
)
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})[.;]\s+")
_NUMBER = re.compile(r"^\d{1,2}[.)]?\s+(?=[A-Z])")
_THEME = re.compile(
    r"^(?:vision|mission|theme|pillar|epic|priority|focus(?: area)?|ambition|bet|driver"
    r"|method|schwerpunkt|handlungsfeld|priorität|axe|eje)(?:\s*#?\s*\d{1,2}|\s+[A-Z])?"
    r"\s*[:–—-]\s+(?=\S)",
    re.IGNORECASE,
)


def title_and_owner(text: str, kind: GoalKind) -> tuple[str, str]:
    """Split a goal's line into its title and who owns it.

    Of objectives `Priority 2: … (Dana, Kim)` is taken apart too; key results keep other brackets,
    which mostly explain them.
    """
    text = text.strip()
    if kind == "objective":
        text = _NUMBER.sub("", _THEME.sub("", text))
    forms = (_OWNER, _HANDLES, NAMES) if kind == "objective" else (_OWNER, _HANDLES)
    for form in forms:
        found = form.search(text)
        if found and found.start():
            names = next(name for name in found.groupdict().values() if name)
            return text[: found.start()], names.replace("@", "").strip()
    return text, ""


def owner_in(text: str) -> str:
    """Return who is named, without the sentence that follows: `Anna. About half of our time.`."""
    return _SENTENCE_END.split(text, maxsplit=1)[0].strip()


def is_theme(text: str) -> bool:
    """Say whether a heading begins like `Theme 2: …`."""
    return _THEME.match(text) is not None


def is_owner(text: str) -> bool:
    """Say whether a piece of a line only says whose it is: ` — @sara`, ` (Sara)`."""
    return any(form.fullmatch(text) for form in (_OWNER, _HANDLES, NAMES))
