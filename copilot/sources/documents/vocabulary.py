"""The words by which people mark a line: `KR1.1: …`, `Objective 2 – …`, `Owner: …`."""

import re
from dataclasses import dataclass
from enum import StrEnum

_I = re.IGNORECASE


class Role(StrEnum):
    """What a line is, or what the section under it holds."""

    OBJECTIVE = "objective"
    KEY_RESULT = "key_result"
    KPI = "kpi"
    ALLOWANCE = "allowance"
    INITIATIVE = "initiative"
    FIELD = "field"
    OKRS = "okrs"
    OBJECTIVES = "objectives"
    KEY_RESULTS = "key_results"
    KPIS = "kpis"
    ALLOWANCES = "allowances"
    INITIATIVES = "initiatives"
    PERIOD = "period"
    STRUCTURE = "structure"
    OFF = "off"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What the beginning of a line says it is."""

    role: Role
    rest: str
    id: str = ""
    """`O2`, `KR1.1`; empty where the label has no number."""
    weak: bool = False
    """`Outcome: …`, `Metric: …`: key results only where goals are stated."""
    field: str = ""
    """Of fields: owner, due, baseline, target, current, unit, weight, status, id or team."""


_ID = r"(?P<id>\d+(?:[.-]\d+)*|(?-i:[A-Z])(?![\w'’]))"
_ASIDE = r"(?:\s*\([^()]{1,40}\))?"
_END = _ASIDE + r"\s*(?:[:：=]|[-–—·|](?=\s)|=>|→)\s*"
_NUMBER_END = rf"(?:\s*#?\s*{_ID}(?:{_END}|[.)]\s*(?=\w))|(?<=\w){_END})"
_CJK_END = r"\s*(?P<id>\d+(?:\.\d+)*)?[一二三四五六七八九十]?\s*[:：、]\s*(?=\S)"
_KINDS = (
    r"(?:(?:strategic|company|team|group|department(?:al)?|annual|yearly|quarterly|overall|top"
    r"|main|key|primary|business|product|our|the|committed|aspirational|stretch|agency|priority"
    r"|performance|north star|high[- ]level|project|program(?:me)?)\s+){0,2}"
)
_OBJECTIVE = (
    r"(?:objective|goal|obj|wig|wildly important goal"
    r"|strategic (?:priority|aim|theme|pillar)|ziel|objectif|objetivo"
    r"|obiettivo|doel(?:stelling)?|mål|cel)"
)
_RESULT = (
    r"(?:key[ -]?results?|success (?:metric|measure|criteri(?:on|a)|indicator)s?"
    r"|measures? of success|performance (?:measure|metric|indicator|goal|target)"
    r"|schlüsselergebnis|résultat[ -]clé|resultado[ -]c(?:l|h)ave|risultato chiave|kernresultaat"
    r"|nyckelresultat|kluczowy rezultat)"
)
_KPI = r"(?:kpi|health metric|guardrail(?: metric)?|counter[- ]metric|key performance indicator)"
_INITIATIVE = (
    r"(?:initiative|project|activity|action(?: item)?|task|milestone|deliverable|epic|strategy"
    r"|tactic|how|idea|plan|next step|story|risk|dependency|note|rationale|why|context|background"
    r"|scope|problem|hypothesis|description|comment|blocker|example|specific|achievable|attainable|relevant|realistic)"
)
_NUMBERED = r"#?\s*(?P<id>\d+(?:[.-]\d+)*)"
_FIELDS = {
    "owner": r"(?:\w+ )?owners?|owned by|lead|dri|responsible|accountable|champion"
    r"|point of contact|poc|verantwortlich\w*|zuständig|responsable|eigentümer\w*",
    "due": r"time[- ]?bound|timely|due(?: date)?|deadline|by when|target date|eta"
    r"|timeline|timespan|end(?: date)?",
    "baseline": r"baseline|start(?:ing)?(?: value| point)?|from|initial(?: value)?",
    "target": r"target(?: value)?|to|goal value|end value|target level",
    "current": r"current(?: value| level)?|actual|now|today|latest",
    "unit": r"unit|unit of measure",
    "weight": r"weight|intended share",
    "status": r"status|state|progress|confidence|score|grade|rag|health|type|priority",
    "id": r"id|key|ref(?:erence)?",
    "team": r"team|department|group",
}
_FIELD = re.compile(
    rf"^(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _FIELDS.items())})\s*[:=]\s*(?=\S)",
    _I,
)
_LABELS = tuple(
    (re.compile(pattern, _I), role)
    for pattern, role in (
        (rf"^{_KINDS}{_KPI}{_NUMBER_END}", Role.KPI),
        (
            rf"^(?-i:KR)s?\s*{_NUMBERED}?{_ASIDE}(?:\s*[:.)=–—-]+\s*|(?<=\d)\s+(?=\w)|$)",
            Role.KEY_RESULT,
        ),
        (r"^(?P<id>(?-i:O\d+[.\s-]?KR\d+))\s*[:.)–—-]*\s*", Role.KEY_RESULT),
        (rf"^{_KINDS}{_RESULT}{_NUMBER_END}", Role.KEY_RESULT),
        (r"^(?P<id>\d+(?:\.\d+)*)\s+(?:KR|key result)s?\s*[:.)–—-]\s*", Role.KEY_RESULT),
        (rf"^{_KINDS}{_RESULT}\s+#?{_ID}$", Role.KEY_RESULT),
        (rf"^target\s+{_NUMBERED}{_END}", Role.KEY_RESULT),
        (
            rf"^(?-i:O|OKR)\s?{_NUMBERED}{_ASIDE}(?:\s*[:.)–—-]+\s*|\s+(?=\w)|$)",
            Role.OBJECTIVE,
        ),
        (r"^(?-i:O|OKR)(?P<id>)\s*[:：]\s*(?=\S)", Role.OBJECTIVE),
        (rf"^{_KINDS}{_OBJECTIVE}{_NUMBER_END}", Role.OBJECTIVE),
        (rf"^{_KINDS}{_OBJECTIVE}\s+#?{_ID}$", Role.OBJECTIVE),
        (
            rf"^(?:关键结果|關鍵結果|关键成果|主要な成果|主要成果|핵심\s?결과){_CJK_END}",
            Role.KEY_RESULT,
        ),
        (rf"^(?:目标|目標|목표){_CJK_END}", Role.OBJECTIVE),
        (r"^(?:allowance|budget)(?P<id>)\s*[:：]\s*(?=\S)", Role.ALLOWANCE),
        (rf"^{_KINDS}{_INITIATIVE}s?\s*(?:#?\s*{_ID})?\s*[:：]\s*", Role.INITIATIVE),
    )
)
_MEASURED_BY = re.compile(r"^(?P<title>.{8,300}?)[,;:]?\s+(?:as\s+)?measured by\s*:?$", _I)
"""Doerr's sentence, the list of measures below it."""
_WHO = re.compile(
    r"^[A-Z][\w ()/&-]{0,40}?(?::\s*|\s+)(?=(?:KR|Key Result)\s*\d*(?:\.\d+)*\s*:)"
    r"|^[A-Z][\w/&-]{1,20} (?:Q[1-4]|H[12]|FY ?\d\d|20\d\d)(?: (?:FY)?\d{2,4})? (?=Objective:)"
)
"""`Sales: KR: …`, `Sales KR: …`, `Sales Q3 2026 Objective: …`: whose it is stands first."""
BARE_OBJECTIVE = re.compile(r"^(?:(?:our|the|team|main)\s+)?(?:objective|goal)\s*:?$", _I)
"""A heading whose paragraph is the objective."""
_WEAK = re.compile(
    rf"^(?:(?:expected|desired|target|key)\s+)?(?:(?:outcome|metric|measure|measurable|result|input)"
    rf"{_NUMBER_END}|(?-i:RC|SE|KE)\s?(?P<code>\d+(?:[.-]\d+)*)\s*[:.)–—-]+\s*(?=\w))",
    _I,
)
"""Short forms of other languages too: résultat clé, resultado clave, Schlüsselergebnis."""
_NORTH_STAR = re.compile(
    rf"^(?:(?:our|the)\s+)?north star(?:\s+(?:metric|goal))?(?P<id>){_END}", _I
)
_LETTERS = {Role.OBJECTIVE: "O", Role.KEY_RESULT: "KR", Role.KPI: "K"}


_INLINE = re.compile(r"\s+(?:→|->|=>|[-–—|;])\s+(?:KRs?|Key Results?)\s*:\s*(?=\S)")


def split_results(title: str) -> tuple[str, str]:
    """Split `Ship it → KR: 90 % of paths pass` into the objective and what stands behind it."""
    objective, *results = _INLINE.split(title, maxsplit=1)
    return objective, "".join(results)


def read_label(text: str) -> Label | None:
    """Read the label a line begins with; None where it has none, or is a heading like `KRs:`."""
    owner = _WHO.match(text)
    if owner:
        text = text[owner.end() :]
    for pattern, role in _LABELS:
        found = pattern.match(text)
        if found and (role is Role.INITIATIVE or found.end() < len(text) or found["id"]):
            number = found["id"] or ""
            letter = "G" if role is Role.OBJECTIVE and "goal" in found[0].lower() else ""
            return Label(
                role=role,
                rest=text[found.end() :].strip(),
                id=_id(number, letter or _LETTERS.get(role, "")),
            )
    found = _MEASURED_BY.match(text)
    if found:
        return Label(role=Role.OBJECTIVE, rest=found["title"])
    found = _WEAK.match(text)
    if found and found.end() < len(text):
        number = found["id"] or found["code"] or ""
        rest = text[found.end() :].strip()
        return Label(role=Role.KEY_RESULT, rest=rest, id=_id(number, "KR"), weak=True)
    found = _NORTH_STAR.match(text)
    if found and found.end() < len(text):
        return Label(role=Role.OBJECTIVE, rest=text[found.end() :].strip(), weak=True)
    found = _FIELD.match(text)
    if found:
        field = found.lastgroup or ""
        return Label(role=Role.FIELD, rest=text[found.end() :].strip(), field=field)
    return None


def _id(number: str, letter: str) -> str:
    return letter + number if number and (number[0].isdigit() or len(number) == 1) else number
