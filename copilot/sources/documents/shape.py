"""What the shape of an outline says: depth, emptiness, groups, labels."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .drafts import Scope
from .outline import Node
from .ownership import is_theme
from .sections import GOAL_VERB, section_role, teaches
from .vocabulary import BARE_OBJECTIVE, Role, read_label

_PLACEHOLDER = re.compile(
    r"\W*(?:tbd|tba|todo|n/?a|none|toc"
    r"|to be (?:added|defined|determined|done)|wip|draft|xxx+)?\W*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^(?:\(?\d+(?:\.\d+)*[.):]|\d+(?:\.\d+)+(?=\s+[^a-zà-ÿ%€$£])|[a-zA-Z][.)]|[#•●▪◦‣*–-])\s+"
)
_QUOTES = re.compile(r"^[\"'“”‘’](?P<inner>[^\"“”]*)[\"'“”‘’]$")


def depth(items: Sequence[Node]) -> int:
    """Count the levels of a nested list."""
    return 1 + max((depth(item.of("item")) for item in items if item.of("item")), default=0)


_BLANK = re.compile(r"\[[^\[\]]*\]|<[^<>]*>|\{[^{}]*\}|_{3,}")


def usable(node: Node) -> bool:
    """Say whether a line can be a goal: no bare link, placeholder, lead-in or lesson."""
    words = len(node.text.split())
    return (
        not node.links_only
        and not _PLACEHOLDER.fullmatch(_BLANK.sub("", node.text))
        and words <= 80
        and len(node.text) <= LONGEST_TITLE
        and not teaches(node.text)
    )


_LEAD = re.compile(r"(?P<title>[^.:–—]{8,90}?)(?:\s+[-–—]\s+|:\s+)(?=[A-Z])")
_EXPLAINED = 25
"""Words from which what follows a short lead explains it."""


def lead(text: str) -> tuple[str, str]:
    """Split `Raise funds - So far nobody …` into the goal and what explains it at length."""
    found = _LEAD.match(text)
    rest = text[found.end() :] if found else ""
    return (found["title"], rest) if found and len(rest.split()) >= _EXPLAINED else (text, "")


def without_heading(title: str, headings: Sequence[str]) -> str:
    """Take off what the heading around says already: `Product: Ship weekly` under `Product`."""
    around = next((h for h in reversed(headings) if title.startswith(f"{h}: ")), "")
    return title[len(around) + 2 :].strip() if around else title


def strip_number(text: str) -> str:
    """Take list numbers, bullets and surrounding quotes off a title; one line only."""
    title = _NUMBERED.sub("", " ".join(text.split())).rstrip(" ,;")
    quoted = _QUOTES.match(title)
    return quoted["inner"] if quoted else title


def labels_in(node: Node) -> Counter[Role]:
    """Count labelled goals at and below a node, outside sections that explain or give examples."""
    found: Counter[Role] = Counter()
    if node.kind != "root":
        label = read_label(node.text)
        if label and not label.weak and label.role in (Role.OBJECTIVE, Role.KEY_RESULT, Role.KPI):
            found[label.role] += 1
        elif node.kind == "heading" and BARE_OBJECTIVE.match(node.text):
            found[Role.OBJECTIVE] += 1
        elif node.kind == "heading" and section_role(node.text) is Role.OFF and node.level > 1:
            return found
    for child in node.children:
        found += labels_in(child)
    return found


def has_content(node: Node) -> bool:
    """Say whether a section lists something, itself or in the sections below."""
    return any(
        (child.kind == "item" and usable(child)) or child.kind == "table" for child in node.walk()
    )


LONGEST_TITLE = 800
"""Code points; what is longer is prose."""
_PLANNING = re.compile(
    r"\b(?:roadmaps?|strateg\w+|plan|goals?|objectives?|OKRs?|priorit\w+|vision|ambitions?|\w*ziele"
    r"|strategie|planung|V2MOM|OGSM|scorecards?|hoshin|north star|objecti[fv]\w*"
    r"|objetivos?|obiettivi|doelen|bets|wh(?:at|ere) we (?:want|aim|mean|hope|commit)(?: to)?)\b",
    re.IGNORECASE,
)


_OTHER_PLAN = re.compile(
    r"\b(?:tests?|testing|migration|roll-?out|(?:disaster )?recovery|(?:incident )?response|backup"
    r"|lesson|floor|pricing|payment|contingency|deployment|upgrade|cut-?over|release|seating|meal)"
    r"\s+plans?\b",
    re.IGNORECASE,
)
"""Plans of how to do something, not of what to reach."""


def is_planning(title: str) -> bool:
    """Say whether a document's title announces plans or goals."""
    return bool(_PLANNING.search(_OTHER_PLAN.sub("", title)))


_PERIOD = re.compile(
    r"\b(?:Q[1-4]|H[12]|FY ?\d\d(?:\d\d)?|20\d\d|quarter|half[- ]year|spring|summer|autumn|fall"
    r"|winter|Quartal|Halbjahr|Jahr)\b",
    re.IGNORECASE,
)


def has_period(title: str) -> bool:
    """Say whether a document's title names a period."""
    return bool(_PERIOD.search(title))


_CONTAINERS = (Role.KEY_RESULTS, Role.INITIATIVES, Role.OBJECTIVES, Role.KPIS, Role.OFF)


def container_role(item: Node) -> Role | None:
    """Return what an item like `Key results:` announces for the items below it."""
    if not item.of("item") or len(item.text.split()) > 4:
        return None
    role = section_role(item.text)
    return role if role in _CONTAINERS else None


def is_subtitle(node: Node) -> bool:
    """Say whether a heading has nothing below it, so that it speaks for the sections after it."""
    return not has_content(node) and all(n.level > 6 for n in node.of("heading"))


def is_group(node: Node) -> bool:
    """Say whether a heading only groups others: a team's or product's name over sections."""
    short = len(node.text.split()) <= 2 and not GOAL_VERB.match(node.text)
    items = [item for item in node.of("item") if usable(item)]
    branches = [item for item in items if item.of("item") and item.checked is None]
    if branches == items and branches and short and all(item.bold for item in branches):
        return True
    if len(branches) > 1 and len(branches) >= len(items) * 2 / 3 and depth(items) == 2:
        return short or all(item.bold for item in branches)
    announcing = short or node.text.endswith(":")
    return announcing and bool(node.of("heading")) and not node.of("item", "table")


def goal_like(node: Node, scope: Scope) -> bool:
    """Say whether a heading in a section of goals reads like an objective."""
    if is_group(node) or not usable(node):
        return False
    if scope.frame is Role.OBJECTIVES or has_content(node):
        return True
    empty = node.level <= 6 and not any(child.text for child in node.children)
    return empty and len(node.text.split()) >= 3


def caption(table: Node) -> Node | None:
    """Return the first row as a line where it is one cell over all columns, else None."""
    if len(table.rows) < 3:
        return None
    first, second = (row.cells for row in table.rows[:2])
    texts = {cell.text for cell in first if cell.text}
    alone = len(texts) == 1 and (len(first) > 1 or read_label(*texts) is not None)
    if not alone or len({cell.text for cell in second if cell.text}) < 2:
        return None
    return Node(kind="text", place=table.rows[0].place, text=texts.pop())


def is_branch(node: Node) -> bool:
    """Say whether a theme, as in `Axis 2: …`, is split into labelled objectives right below."""
    labels = [read_label(child.text) for child in node.of("heading")]
    aims = [label for label in labels if label and label.role is Role.OBJECTIVE]
    return is_theme(node.text) and bool(aims) and len(aims) == len(labels)


_LINE_WORDS = 12


def titled_lists(nodes: Sequence[Node]) -> Sequence[Node]:
    """Make headings of short lines right above flat lists, where every list has one."""
    found: list[Node] = []
    for node in nodes:
        above = found[-1] if found else None
        if node.kind != "item":
            found.append(node)
        elif above is not None and above.kind == "heading" and above.level == _LINE_LEVEL:
            above.children.append(node)
        elif above is not None and _is_line_title(above) and not node.of("item"):
            found[-1] = replace(above, kind="heading", level=_LINE_LEVEL, children=[node])
        else:
            return nodes
    return found


_LINE_LEVEL = 8
"""Below what is bold as a whole."""


def _is_line_title(node: Node) -> bool:
    plain = node.kind == "text" and not node.children and not node.links_only
    short = len(node.text.split()) <= _LINE_WORDS and not node.text.endswith((".", ":", ",", ";"))
    return (
        plain and short and not read_label(node.text) and (section_role(node.text) is Role.TOPIC)
    )
