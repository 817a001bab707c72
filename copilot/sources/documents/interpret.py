"""One reader for every format: decides what in an outline is a goal and what is prose.

Labels (`Objective:`, `KR1.1`) decide first. Where a document has none, the section does: under
`OKRs 2026 Q1` or `Goals` a heading with a list is an objective and its items are key results, and
a nested list is read the same way. A text that teaches how goals are written holds goals only in
sections that name a period. Everything else is a passage.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from copilot.analysis.quantities import parse_cycle

from .drafts import Draft, Scope, with_titles
from .labelled import GOAL_FRAMES, LabelReader
from .measured import aiming
from .outline import Node
from .ownership import is_theme
from .sections import OUT_OF_SCOPE, OWN_GOALS, section_role
from .shape import (
    caption,
    container_role,
    goal_like,
    is_branch,
    is_group,
    is_subtitle,
    labels_in,
    titled_lists,
    usable,
)
from .shares import allowances
from .suffixes import take_names, take_scores
from .tables import read_table
from .vocabulary import BARE_OBJECTIVE, Label, Role, read_label

_LISTED = {Role.KPIS: "kpi", Role.ALLOWANCES: "allowance"}
KEY_RESULT_WORDS = re.compile(r"key[ -]?results?|\bKRs?\b", re.IGNORECASE)


class Interpreter(LabelReader):
    """Reads one document; the drafts come in document order."""

    def read(self) -> list[Draft]:
        """Walk the document."""
        front = " ".join(
            self.document.front.get(k, "") for k in ("cycle", "period", "quarter", "date")
        )
        cycle = parse_cycle(front) or parse_cycle(self.document.title)
        named = cycle is not None
        scope = Scope(cycle=cycle or parse_cycle(self.document.file), dated=named)
        if self.document.goals:
            scope.frame = Role.OKRS
        elif self.document.front.get("title"):
            role = section_role(self.document.title)
            scope.frame = role if role in GOAL_FRAMES else Role.TOPIC
        self.children(self.document.root, scope)
        self.drafts = with_titles(self.drafts)
        take_scores(self.drafts)
        take_names(self.drafts)
        if self.drafts and not any(draft.kind == "allowance" for draft in self.drafts):
            self.drafts += allowances(self.document.root, scope.cycle)
        return self.drafts

    def children(self, node: Node, scope: Scope) -> None:
        """Visit what is below a node: runs of list items together, all else one by one."""
        stated = (
            scope.frame in GOAL_FRAMES and scope.dated and not (scope.preface or self.labelled)
        )
        below = titled_lists(node.children) if stated else node.children
        for is_item, run in groupby(below, key=lambda child: child.kind == "item"):
            if is_item:
                self.items(list(run), scope)
                continue
            for child in run:
                self.block(child, scope)

    def block(self, node: Node, scope: Scope) -> None:
        """Visit a heading, a table or a paragraph."""
        if node.kind == "heading":
            self.heading(node, scope)
        elif node.kind == "code":
            self.passages.add(node.text, node.place, scope.headings)
        elif node.kind == "table":
            self.table(node, scope)
        else:
            self.paragraph(node, scope)

    def table(self, node: Node, scope: Scope) -> None:
        """Visit a table; a first row of one cell over all columns is a line above it."""
        above = caption(node)
        if above is not None:
            self.paragraph(above, scope)
            node = replace(node, rows=node.rows[1:])
        promote = self.promote if self.due(scope) else None
        if self.closed(scope) or not read_table(node, scope, self.drafts, promote):
            self.passages.add_all([node], scope.headings)

    def heading(self, node: Node, scope: Scope) -> None:
        """Visit a section."""
        bare = BARE_OBJECTIVE.match(node.text)
        label = Label(role=Role.OBJECTIVE, rest="") if bare else read_label(node.text)
        if label is None and is_branch(node):
            label = Label(role=Role.OBJECTIVE, rest=node.text)
        headings = (*scope.headings, node.text)
        if label and not self.closed(scope):
            inner = scope.into(headings=headings)
            if self.labelled_line(node, label, inner):
                scope.last = inner.last
                if (bare or node.level > 6) and inner.objective is not scope.objective:
                    scope.objective, scope.plain = inner.objective, True
                return
        inner = scope.into(headings=headings, last=None)
        self.section(node, inner)
        if inner.frame in GOAL_FRAMES and inner.dated and is_subtitle(node):
            scope.frame, scope.cycle, scope.dated = inner.frame, inner.cycle, True

    def section(self, node: Node, scope: Scope) -> None:
        """Visit a section whose heading has no label."""
        role = section_role(node.text)
        if role is Role.TOPIC:
            self.topic(node, scope)
            return
        cycle = parse_cycle(node.text)
        if cycle:
            scope.cycle, scope.dated = cycle, True
        scope.preface = any(section_role(n.text) is Role.TOPIC for n in node.of("heading"))
        if role in (Role.PERIOD, Role.STRUCTURE):
            scope.preface = scope.preface or role is Role.STRUCTURE
            if role is Role.PERIOD and self.titled and scope.frame is Role.TOPIC:
                scope.frame = Role.OBJECTIVES
        elif role in GOAL_FRAMES:
            self.open(node, scope, role)
        elif role is Role.KEY_RESULTS:
            stated = bool(KEY_RESULT_WORDS.search(node.text)) and self.is_stated(node, scope)
            if self.due(scope) or stated:
                self.promote(scope)
            meant = stated or self.due(scope) or scope.objective is not None
            scope.frame, scope.plain = self.measured(node, scope) if meant else Role.TOPIC, True
        else:
            scope.frame = role
        self.below(node, scope, alone=role is Role.PERIOD)

    def below(self, node: Node, scope: Scope, *, alone: bool) -> None:
        """Visit a section; the goals of a period may have no labels where those of others have."""
        labelled = self.labelled
        self.labelled = labelled and not (alone and not labels_in(node)[Role.OBJECTIVE])
        self.children(node, scope)
        self.labelled = labelled

    def is_stated(self, node: Node, scope: Scope) -> bool:
        """Say whether key results are aims; papers and programs have some they found."""
        items = node.of("item")
        open_boxes = any(item.checked is not None for item in items)
        return self.labelled_results or open_boxes or self.is_planned(scope) or aiming(items)

    def measured(self, node: Node, scope: Scope) -> Role:
        """Metrics beside key results that are already there explain them; they are none."""
        if KEY_RESULT_WORDS.search(node.text) or scope.objective is None:
            return Role.KEY_RESULTS
        known = any(d.parent is scope.objective and d.kind == "key_result" for d in self.drafts)
        return Role.OFF if known else Role.KEY_RESULTS

    def open(self, node: Node, scope: Scope, role: Role) -> None:
        """Enter a section of goals; inside examples only a dated one or one's own counts."""
        own = OWN_GOALS.match(node.text) is not None
        if scope.frame is Role.OFF and not (own or (node.level <= 2 and parse_cycle(node.text))):
            return
        scope.dated = scope.dated or own
        scope.above = scope.objective if scope.frame is Role.KEY_RESULTS else scope.above
        scope.frame, scope.objective = role, None

    def topic(self, node: Node, scope: Scope) -> None:
        """Visit a section with a heading of its own words: an objective where goals are due."""
        motto = scope.preface and node.level > 6 and is_subtitle(node)
        scope.topic, scope.preface = node, False
        due = not (motto or self.labelled or self.closed(scope)) and self.is_due(node, scope)
        if due and goal_like(node, scope):
            scope.above = scope.objective if scope.frame is Role.KEY_RESULTS else scope.above
            self.enter(self.draft("objective", node, scope, node.text), scope)
        elif is_group(node) and scope.frame is Role.KEY_RESULTS:
            scope.topic = None
        self.children(node, scope)

    def is_due(self, node: Node, scope: Scope) -> bool:
        """Say whether a heading here is an objective if it reads like one."""
        if scope.frame is Role.KEY_RESULTS:
            return scope.objective is not None and node.level < 7
        aimed = self.is_planned(scope) and id(node) in self.aimed
        return scope.frame in GOAL_FRAMES or aimed

    def paragraph(self, node: Node, scope: Scope) -> None:
        """Visit a paragraph: labelled line, announcement of a list, or prose."""
        label = read_label(node.text)
        if label and not self.closed(scope) and self.labelled_line(node, label, scope):
            return
        words = len(node.text.split())
        announces = words <= 8 if node.text.endswith(":") else words <= 3
        role = section_role(node.text) if announces else None
        if OUT_OF_SCOPE.search(node.text):
            scope.frame = Role.OFF
        elif role in GOAL_FRAMES and scope.topic and is_theme(scope.topic.text):
            self.promote(scope)
            scope.frame = Role.KEY_RESULTS
        elif role in GOAL_FRAMES:
            scope.frame = Role.OBJECTIVES
        elif role in (Role.KEY_RESULTS, Role.INITIATIVES, Role.KPIS):
            if role is Role.KEY_RESULTS and self.due(scope):
                self.promote(scope)
            scope.frame = role
            scope.plain = scope.plain or role is Role.KEY_RESULTS
        if scope.last and scope.last.kind == "objective" and not scope.last.notes:
            scope.last.notes.append(node.text)
        self.passages.add(node.text, node.place, scope.headings)
        self.children(node, scope)

    def items(self, items: Sequence[Node], scope: Scope) -> None:
        """Visit a list."""
        if self.closed(scope):
            self.passages.add_all(items, scope.headings)
        elif scope.frame is Role.ALLOWANCES:
            self.listed(items, scope)
        elif self.are_marked(items, scope):
            announced = any(container_role(item) is Role.KEY_RESULTS for item in items)
            inner = scope.into(plain=False) if announced else scope
            for item in items:
                self.labelled_item(item, inner)
        elif scope.frame in GOAL_FRAMES and not scope.preface and not self.labelled:
            self.goals(items, scope)
        elif scope.frame is Role.KEY_RESULTS and scope.objective and scope.plain:
            self.results(items, scope)
        elif scope.frame in _LISTED:
            self.listed(items, scope)
        else:
            self.passages.add_all(items, scope.headings)

    def are_marked(self, items: Sequence[Node], scope: Scope) -> bool:
        """Say whether items have labels, announce what is below them, or give owner, target …."""
        if any(labels_in(item).total() or container_role(item) for item in items):
            return True
        labels = [read_label(item.text) for item in items]
        return scope.last is not None and any(
            x and (x.role is Role.FIELD or x.weak) for x in labels
        )

    def labelled_item(self, item: Node, scope: Scope) -> None:
        """Visit an item of a list in which labels are used."""
        label = read_label(item.text)
        if label and self.labelled_line(item, label, scope):
            return
        inner = scope.into()
        if not self.labelled and labels_in(item)[Role.KEY_RESULT] and usable(item):
            self.enter(self.draft("objective", item, inner, item.text), inner)
            inner.plain = False
            self.children(item, inner)
            return
        role = container_role(item)
        if role:
            inner.frame, inner.plain = role, True
        elif not item.children and scope.frame is Role.KEY_RESULTS and scope.plain:
            self.results([item], scope)
            return
        else:
            self.passages.add(item.text, item.place, scope.headings)
        self.children(item, inner)
