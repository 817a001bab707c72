"""Lists of goals: flat, nested, deep outlines; and the goals found so far."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from copilot.analysis.quantities import numbers
from copilot.portfolio import GoalKind

from .drafts import Draft, Passages, Scope, named_objective
from .measured import is_grouping
from .outline import Node
from .ownership import title_and_owner
from .shape import depth, lead, strip_number, usable, without_heading
from .suffixes import take_due, take_marks, take_share
from .vocabulary import Label, Role, read_label


class ListReader(ABC):
    """Reads lists without labels; what is no goal goes to the passages."""

    def __init__(self, passages: Passages) -> None:
        self.passages = passages
        self.drafts: list[Draft] = []

    @abstractmethod
    def children(self, node: Node, scope: Scope) -> None:
        """Visit what is below a node."""

    def draft(
        self, kind: GoalKind, node: Node, scope: Scope, title: str, label: Label | None = None
    ) -> Draft:
        """Note a goal and make it the one that following fields belong to."""
        share: dict[str, str] = {}
        if kind == "objective":
            title, share = take_share(without_heading(title, scope.headings))
        title, due = take_due(title)
        title, fields = take_marks(title)
        title, owner = title_and_owner(title, kind)
        handles = (tag[1:] for tag in node.tags if tag.startswith("@") and "?" not in tag)
        owner = owner or next(handles, "")
        made = Draft(
            kind=kind,
            title=strip_number(title),
            place=node.place,
            id=label.id if label else "",
            parent=scope.above if kind == "objective" else scope.objective,
            cycle=scope.cycle,
            tags=node.tags,
            fields={n: text for n, text in (("owner", owner), ("due", due)) if text}
            | fields
            | share,
        )
        self.drafts.append(made)
        scope.last = made
        return made

    def enter(self, objective: Draft, scope: Scope) -> None:
        """Go on under an objective."""
        scope.above = scope.objective = scope.last = objective
        scope.frame, scope.topic, scope.plain = Role.KEY_RESULTS, None, True

    def goals(self, items: Sequence[Node], scope: Scope) -> None:
        """Read a list in a section of goals: outer items are objectives, inner key results."""
        nested = any(item.of("item") for item in items)
        if not nested and scope.frame is Role.OKRS and not scope.dated:
            self.passages.add_all(items, scope.headings)
            return
        for item in items:
            title, rest = lead(item.text)
            if not usable(replace(item, text=title)):
                self.passages.add_all([item], scope.headings)
                continue
            inner = scope.into()
            made = self.draft("objective", item, inner, title)
            made.notes.extend(filter(None, [rest]))
            self.enter(made, inner)
            self.children(item, inner)

    def results(self, items: Sequence[Node], scope: Scope) -> None:
        """Read a list under an objective: key results, or an outline of further objectives."""
        outline = depth(items) >= 3 and all(n.checked is None for i in items for n in i.walk())
        for item in items:
            if not usable(item):
                self.passages.add_all([item], scope.headings)
            elif outline and item.of("item"):
                inner = scope.into()
                self.enter(self.draft("objective", item, inner, item.text), inner)
                self.outline(item.of("item"), inner)
            elif is_grouping(item):
                self.results(item.of("item"), scope)
            else:
                self.result(item, scope)

    def outline(self, items: Sequence[Node], scope: Scope) -> None:
        """Read the inside of a deep outline: branches are objectives, leaves are key results."""
        for item in filter(usable, items):
            if item.of("item"):
                inner = scope.into()
                self.enter(self.draft("objective", item, inner, item.text), inner)
                self.outline(item.of("item"), inner)
            else:
                self.draft("key_result", item, scope, item.text)

    def result(self, item: Node, scope: Scope) -> None:
        """Take a key result; marked sub-items are key results too, others explain it."""
        made = self.draft("key_result", item, scope, item.text)
        for child in item.children:
            label = read_label(child.text)
            marked = child.checked is not None or child.tags
            if label and label.role is Role.FIELD:
                made.fields.setdefault(label.field, label.rest)
            elif child.kind == "item" and marked and usable(child):
                self.result(child, scope)
            else:
                made.notes.extend(n.text for n in child.walk() if n.text)

    def listed(self, items: Sequence[Node], scope: Scope) -> None:
        """Read a list of KPIs, or of allowances, which need a share."""
        kind: GoalKind = "kpi" if scope.frame is Role.KPIS else "allowance"
        for item in items:
            share = any(n.unit == "%" for n in numbers(item.text))
            objective = named_objective(item.text, self.drafts)
            if objective and share:
                objective.fields.setdefault("weight", item.text)
            elif usable(item) and (share or kind == "kpi"):
                self.draft(kind, item, scope, item.text)
            else:
                self.passages.add_all([item], scope.headings)
