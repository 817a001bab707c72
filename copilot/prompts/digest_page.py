"""The digest for chat and wiki, and as a page for mail, browser and paper."""

import re
from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from .charts import Charts, EffortDrawing, FanDrawing
from .digest import Question, Section
from .shares import percent

_PAGES = Environment(
    loader=PackageLoader("copilot", "prompts"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.filters["likely"] = percent

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#])")


def as_markdown(
    title: str, sections: Sequence[Section], citations: Sequence[str], source: str = "template"
) -> str:
    """Bold labels and a numbered list, last who wrote it; a quiet week stays one line."""
    if not sections:
        return escaped(title)
    parts = [f"**{escaped(title)}**"]
    parts += [_section(section) for section in sections]
    notes = [f"[{n}] {escaped(note)}" for n, note in enumerate(citations, 1)]
    parts.append(f"<sub>{' · '.join([*notes, f'source: {source}'])}</sub>")
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


def as_html(
    title: str,
    sections: Sequence[Section],
    decisions: Sequence[Question],
    citations: Sequence[str],
    charts: Charts,
) -> str:
    """One page without anything from elsewhere; a quiet week stays one line."""
    return _PAGES.get_template("digest.html.j2").render(
        title=title,
        sections=sections,
        decisions=decisions,
        citations=citations,
        effort=EffortDrawing(charts.effort),
        fans=[FanDrawing(fan) for fan in charts.fans],
    )
