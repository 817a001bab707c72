"""What lines of running text stand for: a title, a heading, items behind pictures."""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Literal

from .inline import Line
from .outline import Node
from .sections import section_role
from .shape import has_period, is_planning
from .vocabulary import Role, read_label

_TITLE_WORDS = 12
_PROPERTY = re.compile(r"(?P<key>[A-Z][\w ]{1,24}):\s+(?P<value>\S.{0,120})")
_FEWEST = 2
_STATES = frozenset("✅☑✔❌✖⚠🚧🟢🟡🟠🔴🔵⚪⚫⏳⏸⛔🔄")
"""Pictures that say how an item is doing; none is the heading of the next."""


def is_title(text: str) -> bool:
    """Say whether a document's first line announces plans, goals or a period."""
    if len(text.split()) > _TITLE_WORDS or text.endswith((".", ":", ",", ";")) or read_label(text):
        return False
    return is_planning(text) or has_period(text) or section_role(text) is not Role.TOPIC


def is_heading(line: Line) -> bool:
    """Say whether a line stands for a heading: bold as a whole, or announcing in italics."""
    short = 0 < len(line.text) <= 160 and "\n" not in line.text
    return short and (line.bold or (line.italic and section_role(line.text) is not Role.TOPIC))


def pictured(marks: Sequence[str]) -> list[Literal["heading", "item", "text"]]:
    """Tell what lines are by the pictures in front of them.

    One picture over several others of one kind is a heading, those below it are its items.
    """
    groups = [(mark, len(list(group))) for mark, group in groupby(marks)]
    kinds: list[Literal["heading", "item", "text"]] = []
    before = ""
    for (mark, count), (following, more) in pairwise([*groups, ("", 0)]):
        heads = count == 1 and following and more > 0 and mark[:1] not in _STATES
        kind: Literal["heading", "item", "text"] = "text"
        if mark and heads and before != "heading":
            kind = "heading"
        elif mark and (count > 1 or before == "heading"):
            kind = "item"
        kinds += [kind] * count
        before = kind
    return kinds


def has_labels(text: str) -> bool:
    """Say whether lines are labelled as an objective and as its key results."""
    labels = [read_label(line.strip()) for line in text.splitlines()]
    roles = {label.role for label in labels if label and not label.weak}
    return {Role.OBJECTIVE, Role.KEY_RESULT} <= roles


def properties(root: Node) -> dict[str, str]:
    """Return the `Key: value` lines right below the title, as notes and wikis export them."""
    at = next((n for n in root.children if n.kind == "heading" and n.level == 1), root)
    lines: list[str] = []
    for node in at.children:
        if node.kind != "text":
            break
        lines += node.text.splitlines()
    found = [match for line in lines if (match := _PROPERTY.fullmatch(line))]
    return {m["key"].lower(): m["value"] for m in found} if len(found) >= _FEWEST else {}
