"""Goals and passages as they are found, before they get identities and measures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from copilot.portfolio import Cycle, GoalKind, Passage, Place

from .outline import Node
from .vocabulary import Label, Role, read_label


@dataclass(slots=True, kw_only=True, eq=False)
class Draft:
    """A goal as the text gives it."""

    kind: GoalKind
    title: str
    place: Place
    id: str = ""
    """From the text; empty where it must be derived."""
    parent: "Draft | None" = None
    cycle: Cycle | None = None
    tags: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    """owner, due, baseline, target, current, unit, weight … as written."""
    notes: list[str] = field(default_factory=list)


def take_fields(draft: Draft, labels: Iterable[Label]) -> None:
    """Note what lines like `Owner: Kim` say of a goal that was recognised after them."""
    for label in labels:
        if label.role is Role.FIELD:
            draft.fields.setdefault(label.field, label.rest)


@dataclass(slots=True, kw_only=True)
class Scope:
    """What is known at a point of the document: which section, under which goal, which cycle."""

    frame: Role = Role.TOPIC
    """What the section holds; TOPIC: nothing that would be a goal without a label."""
    above: Draft | None = None
    """Objective of the enclosing section."""
    objective: Draft | None = None
    """Objective that key results belong to here."""
    last: Draft | None = None
    """Goal that fields and notes belong to here."""
    topic: Node | None = None
    """Heading that becomes the objective if key results turn up under it."""
    cycle: Cycle | None = None
    dated: bool = False
    """Whether a heading around says a period."""
    preface: bool = False
    """Lists here only introduce the headings that follow."""
    inside: Draft | None = None
    """Key result whose own section this is."""
    plain: bool = False
    """Whether items without a label are key results here."""
    headings: tuple[str, ...] = ()

    def into(self, **changes: object) -> "Scope":
        """Return the scope of a section inside this one."""
        return replace(self, **changes)  # type: ignore[arg-type]


def named_objective(text: str, drafts: Sequence[Draft]) -> Draft | None:
    """Return the objective that `Objective 1: 45 %` or `O1` speaks of."""
    label = read_label(text)
    wanted = label.id if label and label.role is Role.OBJECTIVE and label.id else None
    return next((d for d in drafts if d.kind == "objective" and d.id == wanted), None)


def with_titles(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out what has no words; what was below it belongs to what is above."""
    for draft in drafts:
        while draft.parent is not None and not draft.parent.title:
            draft.parent = draft.parent.parent
    return [draft for draft in drafts if draft.title]


LONGEST_PASSAGE = 2000
"""Code points; longer sections are split between paragraphs."""


class Passages:
    """Collects what is no goal, section by section."""

    def __init__(self, source: str, file: str) -> None:
        self._source = source
        self._file = file
        self._parts: list[tuple[tuple[str, ...], Place, list[str]]] = []

    def add(self, text: str, place: Place, headings: tuple[str, ...]) -> None:
        """Add a paragraph to its section's passage, or begin a new one."""
        if not text:
            return
        if self._parts:
            path, _, texts = self._parts[-1]
            if path == headings and sum(map(len, texts)) + len(text) <= LONGEST_PASSAGE:
                texts.append(text)
                return
        self._parts.append((headings, place, [text]))

    def add_all(self, nodes: Iterable[Node], headings: tuple[str, ...]) -> None:
        """Add whole branches, headings and table rows included."""
        for node in nodes:
            path = (*headings, node.text) if node.kind == "heading" else headings
            if node.kind == "table":
                for row in node.rows:
                    self.add(" | ".join(c.text for c in row.cells if c.text), row.place, path)
            elif node.kind != "heading":
                self.add(node.text, node.place, path)
            self.add_all(node.children, path)

    def finished(self) -> Iterable[Passage]:
        """Return the passages, numbered in document order."""
        for number, (headings, place, texts) in enumerate(self._parts, 1):
            yield Passage(
                source=self._source,
                id=f"{self._file}#{number}",
                text="\n".join(texts),
                place=place,
                headings=headings,
            )
