"""Lines that say what they are: `Objective 2: …`, `KR1 – …`, `Owner: …`, `Target: …`."""

from dataclasses import replace

from copilot.portfolio import GoalKind

from .drafts import Passages, Scope, take_fields
from .lists import ListReader
from .measured import is_report, measured_sections, name_owners
from .outline import Document, Node
from .sections import DESIGN, NON_GOALS, section_role, teaches
from .shape import has_period, is_planning, labels_in, usable
from .vocabulary import BARE_OBJECTIVE, Label, Role, read_label, split_results

GOAL_FRAMES = (Role.OKRS, Role.OBJECTIVES)
_WORDY = 3
"""More words after `Target:` than a value and its unit have."""
_TEACHING = 3
"""So many sentences about goals in general make a text one that teaches, if it states fewer."""


class LabelReader(ListReader):
    """Knows the document as a whole, and reads lines that have a label."""

    def __init__(self, document: Document, passages: Passages) -> None:
        super().__init__(passages)
        self.document = document
        labels = labels_in(document.root)
        headings = [n for n in document.root.walk() if n.kind == "heading"]
        self.first = headings[0] if headings else None
        bare = [n for n in headings if BARE_OBJECTIVE.match(n.text)]
        self.marked = labels[Role.OBJECTIVE] > 0
        # One heading `Our goal` may stand above sections of goals that have no label.
        self.labelled = labels[Role.OBJECTIVE] > (len(bare) == 1)
        self.labelled_results = labels[Role.KEY_RESULT] > 0
        prose = "\n".join(n.text for n in document.root.walk() if n.kind in ("text", "item"))
        self.planning = is_planning(document.title)
        self.titled = section_role(document.title) in GOAL_FRAMES
        lessons = teaches(prose)
        taught = lessons >= _TEACHING and lessons > labels[Role.OBJECTIVE]
        alone = sum(n.level == 1 for n in headings) <= 1 or bool(document.front.get("title"))
        self.strict = taught or (alone and section_role(document.title) is Role.OFF)
        self.strict = self.strict or (self.is_design() and not self.labelled)
        closed = self.labelled or self.strict or is_report(document.title)
        found = () if closed else measured_sections(document.root)
        aimed = tuple(found)
        name_owners(aimed)
        self.aimed = {id(node) for node in aimed}

    def is_design(self) -> bool:
        """Say whether this describes how something is built: its goals and non-goals bound it."""
        beside = any(
            n.kind == "heading" and NON_GOALS.match(n.text) for n in self.document.root.walk()
        )
        return beside and bool(DESIGN.search(self.document.title))

    def due(self, scope: Scope) -> bool:
        """Say whether goals may be expected here, so that a word like `Outcome` means one."""
        return self.planning or scope.frame in (*GOAL_FRAMES, Role.KEY_RESULTS, Role.KPIS)

    def is_planned(self, scope: Scope) -> bool:
        """Say whether the document speaks of a plan or of a period."""
        return self.planning or scope.cycle is not None or has_period(self.document.title)

    def closed(self, scope: Scope) -> bool:
        """Say whether nothing here can be a goal: an example, or a lesson without a period."""
        return scope.frame is Role.OFF or (self.strict and not scope.dated)

    def promote(self, scope: Scope) -> None:
        """Make the heading around an objective, because key results turned up under it."""
        marked = self.marked and (self.labelled or scope.topic is self.first)
        if scope.topic is not None and not marked and not self.closed(scope):
            scope.above = scope.objective if scope.frame is Role.KEY_RESULTS else scope.above
            topic = scope.topic
            self.enter(self.draft("objective", topic, scope, topic.text), scope)
            labels = filter(None, (read_label(node.text) for node in topic.of("text")))
            take_fields(self.drafts[-1], labels)

    def labelled_line(self, node: Node, label: Label, scope: Scope) -> bool:
        """Take a line that says what it is; False where the label means nothing here."""
        if label.role is Role.FIELD:
            if self.is_aim(node, label, scope):
                self.promote(scope)
                self.draft("key_result", node, scope, label.rest)
                scope.last = scope.objective
                return True
            if scope.last is None or node.children:
                return False
            scope.last.fields.setdefault(label.field, label.rest)
            return True
        if label.weak and not (self.due(scope) or scope.objective):
            return False
        if label.weak and label.role is Role.OBJECTIVE and self.labelled:
            label = replace(label, role=Role.KPI)
        if label.role is Role.INITIATIVE:
            self.passages.add(node.text, node.place, scope.headings)
            self.children(node, scope.into(frame=Role.INITIATIVES))
            if not label.rest and node.kind == "text":
                scope.frame = Role.INITIATIVES
            return True
        self.labelled_goal(node, label, scope)
        return True

    def is_aim(self, node: Node, label: Label, scope: Scope) -> bool:
        """Say whether `Target: 80 % of quotes within one hour` is all there is of a key result.

        `To: all team leads` is no aim.
        """
        around = scope.topic is not None if scope.last is None else scope.last.kind == "objective"
        named = label.field == "target" and not node.text.lower().startswith("to")
        wordy = named and len(label.rest.split()) > _WORDY
        return around and self.is_planned(scope) and wordy

    def labelled_goal(self, node: Node, label: Label, scope: Scope) -> None:
        """Take an objective, key result, KPI or allowance with what is below it."""
        kind: GoalKind = label.role.value  # type: ignore[assignment]
        if kind == "key_result" and not label.id and scope.inside:
            scope.inside.notes.append(node.text)
            return
        if kind == "objective":
            scope.objective = None
        elif kind == "key_result" and scope.objective is None:
            self.promote(scope)
        title = label.rest or self.borrowed_title(node)
        title, results = split_results(title) if kind == "objective" else (title, "")
        if not usable(replace(node, text=title)):
            self.passages.add_all([node], scope.headings)
            return
        made = self.draft(kind, node, scope, title, label)
        scope.plain = scope.plain and (kind != "key_result" or node.kind != "text")
        inner = scope.into()
        if kind == "objective":
            self.enter(made, inner)
            scope.objective = made
            own = labels_in(node)[Role.KEY_RESULT]
            inner.plain = not (own if node.children else self.labelled_results)
            if node.kind == "text" and inner.plain:
                scope.frame, scope.plain, scope.topic = inner.frame, True, None
        else:
            inner.frame, inner.inside = Role.TOPIC, made
        if results:
            self.draft("key_result", node, inner, results)
        self.children(node, inner)

    def borrowed_title(self, node: Node) -> str:
        """Return the paragraph under a bare `Objective 1`, which then is its title."""
        first = node.children[0] if node.children else None
        line = first is not None and (first.kind in ("text", "item") or first.level > 6)
        if first is None or not line or read_label(first.text):
            return ""
        node.children = [*first.children, *node.children[1:]]
        return first.text
