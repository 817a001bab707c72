"""Columns of goal tables, recognised by their heading."""

import re
from collections.abc import Sequence

from .outline import Row

_I = re.IGNORECASE
_VALUE = re.compile(r"[<>≤≥~+\-−]*\s*[€$£]?\s*\d[\d.,\s]*\s*(?:%|\w{0,8})")
_WHOSE = (
    r"(?:(?:strategic|company|team|group|annual|our|the|main|parent|related|expected|desired|target"
    r"|performance|measurable|success|key|associated|quarterly)\s+)*"
)
_TITLES = r"(?:\s+(?:name|title|description|statement|text))?"
_AIM = re.compile(r"(?:(?:expected|intended|desired)\s+)?(?:results?|outcomes?|impacts?|outputs?)")
_SHOWN = re.compile(r"(?:(?:key|performance)\s+)*(?:indicators?|measures?|metrics?|kpis?)")
_COLUMNS = tuple(
    (name, re.compile(rf"^(?:{words})$", _I))
    for name, words in (
        (
            "id",
            r"(?:goal |objective |kr |okr |item )?id|#|no\.?|nr\.?|key|ref(?:erence)?|code|number",
        ),
        (
            "parent",
            r"parent(?: id| objective| goal| item| okr)?|objective id|belongs to|aligned to",
        ),
        ("type", r"(?:okr |item |goal |row )?(?:type|kind|level|category)"),
        (
            "objective",
            rf"{_WHOSE}(?:objective|goal|strategic priority|strategic pillar|aim|ambition|rock"
            rf"|aspiration)s?{_TITLES}|o",
        ),
        (
            "key_result",
            rf"{_WHOSE}(?:key[ -]?result|kr|measure|metric|indicator|outcome|result|kpi)s?"
            rf"{_TITLES}(?:\s*\d{{1,2}})?"
            r"|how (?:we|will we) (?:measure|know).*|(?:what )?success looks like.*|"
            r"measures? of success|success criteria",
        ),
        (
            "initiative",
            r"(?:key |main |strategic )?(?:initiative|project|action|milestone|activit(?:y|ie)"
            r"|task|deliverable|epic|feature|strateg(?:y|ie))s?",
        ),
        (
            "baseline",
            r"(?!.*\bdate\b)(?:.*\b)?(?:baseline|start(?:ing)?(?: value| point)?"
            r"|initial(?: value)?)(?:\b.*)?"
            r"|from",
        ),
        ("target", r"(?:.*\b)?(?:target|goal value|end value)(?:\b.*)?|to|meta|zielwert|cible"),
        ("current", r"(?!.*\bdate\b)(?:.*\b)?(?:current|actual|latest|today|now)(?:\b.*)?"),
        (
            "owner",
            r"(?:.*\b)?(?:owners?|lead|dri|responsible|accountable|assignee|who|respons[aá]\w+"
            r"|point of contact)(?:\b.*)?",
        ),
        (
            "due",
            r"due(?: date)?|deadline|by when|when|timespan|timeline|timeframe|target date|end date"
            r"|eta|date|quarter",
        ),
        ("unit", r"units?(?: of measure)?"),
        ("weight", r"weight(?:ing)?|intended share|share|allocation"),
        ("team", r"team|department|group|squad|area"),
        ("priority", r"prio(?:rity)?"),
        (
            "status",
            r"status|state|progress|confidence|score|grade|rag|health|mid-?q.*|end-?q.*|%",
        ),
        (
            "text",
            r"description|details?|notes?|comments?|what and why|definition|why|rationale",
        ),
        ("title", r"title|name|item|okrs?|summary"),
    )
)


def column_roles(header: Row, rows: Sequence[Row] = ()) -> dict[str, int]:
    """Recognise columns by their heading; of two with one role the first counts.

    A column `Goal` that holds but numbers gives targets.
    """
    roles: dict[str, int] = {}
    for at, cell in enumerate(header.cells):
        role = _role(cell.text)
        if role:
            roles.setdefault(role, at)
    goal = roles.get("objective", len(header.cells))
    cells = [row.cells[goal].text for row in rows if goal < len(row.cells)]
    if "objective" in roles and cells and all(_VALUE.fullmatch(cell) for cell in cells):
        del roles["objective"]
        roles.setdefault("target", goal)
    if "objective" not in roles and {"target", "baseline"} & roles.keys():
        roles |= _cascaded(header)
    return roles


def _cascaded(header: Row) -> dict[str, int]:
    """Read results frameworks: a result or outcome, and behind it the indicators that show it."""
    names = [cell.text.strip(" *").casefold() for cell in header.cells]
    aim = next((at for at, name in enumerate(names) if _AIM.fullmatch(name)), None)
    if aim is None:
        return {}
    shown = next((at for at in range(aim + 1, len(names)) if _SHOWN.fullmatch(names[at])), None)
    return {} if shown is None else {"objective": aim, "key_result": shown}


def result_columns(header: Row, roles: dict[str, int]) -> tuple[int, ...]:
    """Return the columns of key results: the one recognised and its numbered siblings."""
    if "key_result" not in roles:
        return ()
    numbered = re.compile(r".*\d\W*")
    return tuple(
        at
        for at, cell in enumerate(header.cells)
        if at == roles["key_result"]
        or (_role(cell.text) == "key_result" and numbered.fullmatch(cell.text))
    )


def _role(heading: str) -> str | None:
    plain = re.sub(r"\s*\([^()]*\)|[*:_]+", " ", heading.replace("_", " ")).strip()
    plain = re.sub(r"\s+", " ", plain)
    return next((name for name, pattern in _COLUMNS if pattern.match(plain)), None)
