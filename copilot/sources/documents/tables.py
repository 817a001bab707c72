"""Goals in tables: typed rows, objective and key result columns, measures, grouped rows."""

import re
from collections.abc import Callable, Iterator, Sequence

from copilot.portfolio import GoalKind

from .columns import column_roles, result_columns
from .drafts import Draft, Scope, named_objective
from .goal_table import BARE_CODE, GoalTable
from .outline import Node, Row
from .ownership import title_and_owner
from .sections import OUT_OF_SCOPE
from .shape import strip_number, usable
from .vocabulary import Label, Role, read_label

_I = re.IGNORECASE
_KINDS: tuple[tuple[re.Pattern[str], GoalKind], ...] = (
    (re.compile(r"^(?:key[ -_]?results?|kr|measure|metric)$", _I), "key_result"),
    (re.compile(r"^(?:(?:company |team )?(?:objective|goal)s?|o|okr)$", _I), "objective"),
    (re.compile(r"^(?:kpi|health metric|guardrail)s?$", _I), "kpi"),
    (re.compile(r"^(?:allowance|budget)s?$", _I), "allowance"),
)
_PROFILE = re.compile(r"^(?:objective|(?:main |overall )?goal|what and why|purpose|aim)$", _I)
_PROFILE_KEYS = re.compile(
    r"^(?:short title|title|name|owners?|point of contact|status|team|period|cycle|date|version"
    r"|author|sponsor|lead|timeline|start|end|task owners?|metadata|tracking issue)$",
    _I,
)
_BARE_LABEL = re.compile(r"(?:KR|Key Result|M|#)?\s*\d+(?:[.-]\d+)*\.?", _I)
_SPLIT = re.compile(r"\n+|\s+[·•]\s+|(?<=[.;])\s*(?=(?:KR|Key Result)\s*\d)|\s*;\s+")

Promote = Callable[[Scope], None]


def read_table(node: Node, scope: Scope, drafts: list[Draft], promote: Promote | None) -> bool:
    """Add the goals of a table to the drafts; False where it holds none.

    Args:
        node: the table.
        scope: where it stands.
        drafts: the goals found so far.
        promote: makes the heading around an objective; None where no goals are expected, so that
            columns like `Metric` and `Target` mean no key results.
    """
    if len(node.rows) < 2:
        return False
    header, rows = node.rows[0], node.rows[1:]
    columns = column_roles(header, rows)
    table = GoalTable(
        columns=columns, rows=rows, header=header, results=result_columns(header, columns)
    )
    before = len(drafts)
    reader = _TableReader(table, scope, drafts)
    for applies, read in reader.shapes(node, promote):
        if applies:
            read()
            break
    return len(drafts) > before


class _TableReader:
    def __init__(self, table: GoalTable, scope: Scope, drafts: list[Draft]) -> None:
        self.table = table
        self.scope = scope
        self.drafts = drafts
        self.headed = table.heading("objective")

    def shapes(
        self, node: Node, promote: Promote | None
    ) -> Iterator[tuple[bool, Callable[[], None]]]:
        """Yield the shapes a table can have, most telling first."""
        has, around = self.table.columns.__contains__, self.scope.objective
        goals_here = self.scope.frame in (Role.OKRS, Role.OBJECTIVES, Role.KEY_RESULTS, Role.KPIS)
        yield self.scope.frame is Role.ALLOWANCES, self.allowances
        yield self.is_typed(), self.typed
        yield self.is_coded(), self.coded
        yield self.is_cascade(), self.cascade
        yield has("objective") and has("key_result"), self.pairs
        single, measured = len(node.rows[0].cells) == 1, has("target") or has("baseline")
        due = goals_here or promote is not None
        stated = goals_here or (due and (single or measured))
        yield has("key_result") and stated, lambda: self.results(promote)
        yield has("objective") and (due or bool(around)), lambda: self.single("objective")
        yield goals_here and has("title") and measured, lambda: self.results(promote)
        yield self.is_profile(node), lambda: self.profile(node)
        yield goals_here and self.is_grouped(), self.grouped

    def add(
        self, kind: GoalKind, text: str, row: Row, parent: Draft | None, *, own: bool = True
    ) -> Draft | None:
        """Add a goal unless the cell is empty, a placeholder or only a lead-in."""
        label = read_label(text)
        if label and label.role.value in ("objective", "key_result", "kpi") and label.rest:
            text = label.rest
        else:
            label = None
        title, owner = title_and_owner(text, kind)
        title = strip_number(title)
        if not usable(Node(kind="item", place=row.place, text=title)):
            return None
        fields = self.table.fields(row, text) if own else {}
        if owner:
            fields.setdefault("owner", owner)
        made = Draft(
            kind=kind,
            title=title,
            place=row.place,
            id=label.id if label else "",
            parent=parent,
            cycle=self.scope.cycle,
            tags=tuple(tag for cell in row.cells for tag in cell.tags),
            fields=fields,
        )
        self.drafts.append(made)
        return made

    def allowances(self) -> None:
        """Rows are shares of effort: of an objective, or for work that serves none."""
        for row in self.table.rows:
            name, *others = [cell.text for cell in row.cells if cell.text] or [""]
            share = next((text for text in others if "%" in text), "")
            objective = named_objective(name, self.drafts)
            if objective:
                objective.fields.setdefault("weight", share)
            elif share:
                made = self.add("allowance", name, row, None)
                if made:
                    made.fields["share"] = share

    def is_typed(self) -> bool:
        """Say whether a column gives the kind of each row."""
        known = self.table.columns.keys()
        return (
            "type" in known
            and bool({"title", "objective"} & known)
            and any(_kind(self.table.cell(row, "type").text) for row in self.table.rows)
        )

    def typed(self) -> None:
        """Rows that say their kind: a Notion database, a sheet of goals."""
        column = "title" if "title" in self.table.columns else "objective"
        objective = self.scope.above
        for row in self.table.rows:
            kind = _kind(self.table.cell(row, "type").text)
            if kind is None:
                continue
            parent = self.scope.above if kind == "objective" else objective
            made = self.add(kind, self.table.cell(row, column).text, row, parent)
            if made and kind == "objective":
                objective = made

    def is_coded(self) -> bool:
        """Say whether a column gives each row a code, `O1` or `KR1.1`, and no other says more."""
        kinds = {code.role for code in self.codes() if code}
        named = {"objective", "key_result"} & self.table.columns.keys()
        return not named and {Role.OBJECTIVE, Role.KEY_RESULT} <= kinds

    def codes(self) -> list[Label | None]:
        """Read the column of codes, row by row."""
        texts = [self.table.cell(row, "id").text for row in self.table.rows]
        return [read_label(text) if BARE_CODE.fullmatch(text) else None for text in texts]

    def coded(self) -> None:
        """Rows whose code says their kind; key results belong to the objective above them."""
        at = self.table.columns["id"]
        column = "title" if "title" in self.table.columns else "text"
        self.table.columns.setdefault(column, self.table.wordiest(at))
        objective = self.scope.above
        for row, code in zip(self.table.rows, self.codes(), strict=True):
            if code is None:
                continue
            kind: GoalKind = "objective" if code.role is Role.OBJECTIVE else "key_result"
            parent = self.scope.above if kind == "objective" else objective
            made = self.add(kind, self.table.cell(row, column).text, row, parent)
            if made and kind == "objective":
                objective = made

    def pairs(self) -> None:
        """One column of objectives and one of key results; an empty cell repeats the last."""
        known: dict[str, Draft | None] = {}
        objective: Draft | None = None
        for row in self.table.rows:
            text = self.table.cell(row, "objective").text
            results = [
                part
                for at in self.table.results
                if at < len(row.cells)
                for part in _parts(row.cells[at].text)
            ]
            if text and text not in known:
                known[text] = self.add("objective", text, row, self.scope.above, own=not results)
            objective = known[text] if text else objective
            for part in results:
                self.add("key_result", part, row, objective)

    def is_cascade(self) -> bool:
        """Say whether goals, strategies and measures of an objective around stand side by side."""
        three = {"objective", "initiative", "key_result"} <= self.table.columns.keys()
        return three and self.scope.objective is not None and "objective" not in self.headed

    def cascade(self) -> None:
        """Goals and measures are both key results there: OGSM."""
        for column in ("objective", "key_result"):
            self.single("key_result", column)

    def results(self, promote: Promote | None) -> None:
        """Rows are key results of the objective around, or KPIs in a section of KPIs."""
        kind: GoalKind = "kpi" if self.scope.frame is Role.KPIS else "key_result"
        if promote and kind == "key_result" and self.scope.frame is not Role.KEY_RESULTS:
            promote(self.scope)
        at = self.table.columns.get("key_result", self.table.columns.get("title", 0))
        cells = [row.cells[at].text for row in self.table.rows if at < len(row.cells)]
        if cells and all(_BARE_LABEL.fullmatch(text) for text in cells):
            self.table.columns.pop("key_result", None)
            self.table.columns.update(id=at, title=self.table.wordiest(at))
            self.single(kind, "title")
            return
        self.single(kind, "key_result" if "key_result" in self.table.columns else "title")

    def single(self, kind: GoalKind, column: str = "objective") -> None:
        """Rows are goals of one kind: key results where an objective is around."""
        around = self.scope.objective
        if kind == "objective" and around is not None:
            kind = "key_result"
        for row in self.table.rows:
            for part in _parts(self.table.cell(row, column).text):
                self.add(kind, part, row, around or self.scope.above)

    def is_profile(self, node: Node) -> bool:
        """Say whether this is a fact sheet: keys left, values right, one of them the goal."""
        keys = [_key(row) for row in node.rows if len(row.cells) == 2]
        known = sum(bool(_PROFILE.match(k) or _PROFILE_KEYS.match(k)) for k in keys)
        return len(keys) == len(node.rows) and known >= 2 and any(map(_PROFILE.match, keys))

    def profile(self, node: Node) -> None:
        """Take the goal of a fact sheet as the objective of the whole section."""
        row = next(row for row in node.rows if _PROFILE.match(_key(row)))
        made = self.add("objective", row.cells[1].text, row, self.scope.above)
        if made:
            owner = next((r.cells[1].text for r in node.rows if _is_owner(r)), "")
            made.fields.update({"owner": owner} if owner else {})
            self.scope.above = self.scope.objective = self.scope.last = made

    def is_grouped(self) -> bool:
        return any(_is_group(row) for row in self.table.rows)

    def grouped(self) -> None:
        """Emphasised rows with nothing beside them are objectives, the rows below key results."""
        objective: Draft | None = None
        for row in self.table.rows:
            text = row.cells[0].text
            if _is_group(row):
                objective = self.add("objective", text, row, self.scope.above) or objective
            elif objective and not (text.endswith(":") and OUT_OF_SCOPE.search(text)):
                self.add("key_result", text.rstrip(":"), row, objective)


def _key(row: Row) -> str:
    return row.cells[0].text.strip(" :*")


def _is_owner(row: Row) -> bool:
    return column_roles(Row(cells=row.cells[:1], place=row.place)).get("owner") == 0


def _is_group(row: Row) -> bool:
    first, *others = row.cells
    return first.bold and bool(first.text) and bool(others) and not any(c.text for c in others)


def _kind(text: str) -> GoalKind | None:
    return next((kind for pattern, kind in _KINDS if pattern.match(text.strip())), None)


def _parts(text: str) -> Sequence[str]:
    return [part.strip() for part in _SPLIT.split(text) if part.strip()]
