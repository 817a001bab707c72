"""The digest for chat and wiki."""

import re
from collections.abc import Sequence

from .digest import Section

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#])")


def as_markdown(title: str, sections: Sequence[Section], citations: Sequence[str]) -> str:
    """Bold labels and a numbered list; a quiet week stays one line."""
    if not sections:
        return escaped(title)
    parts = [f"**{escaped(title)}**"]
    parts += [_section(section) for section in sections]
    if citations:
        notes = " · ".join(f"[{n}] {escaped(note)}" for n, note in enumerate(citations, 1))
        parts.append(f"<sub>{notes}</sub>")
    return "\n\n".join(parts)


def _section(section: Section) -> str:
    label = section.label.capitalize()
    if section.label == "DECIDE":
        lines = (re.sub(r"  (?=\S[^ ]*)", " — ", line, count=1) for line in section.lines)
        return "\n".join([f"**{label}**", "", *(_numbered(line) for line in lines)])
    return f"**{label}** {'<br>'.join(map(escaped, section.lines))}"


def _numbered(line: str) -> str:
    number, _, rest = line.partition(". ")
    return f"{number}. {escaped(rest)}"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is; footnote numbers stay."""
    marked = _SPECIAL.sub(r"\\\1", text)
    return re.sub(r"\\\[(\d+)\\\]", r"[\1]", marked)
