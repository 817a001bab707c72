"""Scans, goals and scores as lines of text."""

from collections.abc import Sequence
from math import exp
from typing import TYPE_CHECKING

from copilot.prompts.shares import percent

from .output import plain

if TYPE_CHECKING:
    from copilot.usecases import Linted, Scan
    from copilot.usecases.goals import GoalView
    from copilot.usecases.views import ItemView, LinkView

_MANY, _LARGE = 5, 0.2
"""So many unsure items, and such a share of all, are worth asking about."""
_VERDICTS = ("aligned", "supporting", "unsure", "unaligned", "thin")


def headline(found: "Scan", name: str) -> str:
    """Who, when, how many; then one line of verdicts."""
    total = found.summary
    if not total.items or not total.goals:
        return _empty(total.items, total.goals)
    counts = " · ".join(f"{getattr(total, v)} {v}" for v in _VERDICTS if getattr(total, v))
    day = f"{found.as_of:%a} {found.as_of.day} {found.as_of:%b %Y}"
    first = f"{name} · {day} · {total.items} items ({total.open_items} open), {total.goals} goals"
    goals = "goal" if total.uncovered_goals == 1 else "goals"
    bare = f" · {total.uncovered_goals} {goals} without work" if total.uncovered_goals else ""
    return f"{first}\n{counts}{bare}"


def advice(found: "Scan") -> str:
    """Where much is unsure: what a person can do about it in two minutes."""
    unsure, items = found.summary.unsure, found.summary.items
    if unsure < _MANY or unsure < _LARGE * items:
        return ""
    return (
        f"{unsure} of {items} are unsure. Your word on a few teaches the rest:"
        " copilot feedback --suggest 10 asks those that teach most."
    )


def _empty(items: int, goals: int) -> str:
    if not items and not goals:
        return "Nothing to judge yet: name goals and sources in copilot.toml, or run copilot init."
    if not goals:
        return f"{items} items and no goals: name goal files under [[goals]] in copilot.toml."
    return f"{goals} goals and no work: name exports under [[source]] in copilot.toml."


def listing(found: "Scan") -> str:
    """Every item with its verdict and best goal, as a table."""
    return "\n".join(_row(item) for item in found.items)


def _row(item: "ItemView") -> str:
    best = item.links[0] if item.links else None
    told = best is not None and item.verdict in {"aligned", "unsure"}
    goal = f"{best.goal} {percent(best.score)}" if best and told else ""
    return f"{item.ref:20.20} {item.verdict:10} {goal:34.34} {plain(item.title)}"


def arithmetic(links: "Sequence[LinkView]") -> str:
    """What added what to the best link's score, in log-odds."""
    if not links:
        return "No link, so nothing to add up."
    best = links[0]
    terms = [e for e in best.evidence if e.log_odds]
    total = sum(e.log_odds for e in terms)
    lines = [f"{e.log_odds:+6.2f}  {e.kind}: {e.text}" for e in terms]
    odds = 1 / (1 + exp(-total))
    return "\n".join([f"{best.goal}", *lines, f"{total:+6.2f}  together, {percent(odds)}"])


def goal_line(goal: "GoalView") -> str:
    """One goal: indented by kind, what was measured, where it stands."""
    indent = "" if goal.kind == "objective" else "  "
    where = goal.file or ""
    for word in ("line", "page", "slide", "row", "paragraph"):
        number = getattr(goal, word)
        where = f"{where}, {word} {number}" if number is not None else where
    share = f"{percent(goal.weight)} of effort" if goal.weight else ""
    extras = [_measure(goal), share, f"due {goal.due}" if goal.due else "", goal.owner or ""]
    detail = " · ".join(part for part in extras if part)
    tail = f"  ({detail})" if detail else ""
    return f"{indent}{goal.kind:11} {goal.id:8} {plain(goal.title)}{tail}  [{plain(where)}]"


def _measure(goal: "GoalView") -> str:
    if goal.target is None:
        return ""
    start = f"{goal.baseline:g} → " if goal.baseline is not None else ""
    now = f", now {goal.current:g}" if goal.current is not None else ""
    return f"{start}{goal.target:g} {goal.unit}".rstrip() + now


def lint_text(found: "Linted") -> str:
    """One line per finding with its place, and the fix below."""
    lines = []
    for finding in found.findings:
        where = f"{plain(str(finding.place))}: " if finding.place else ""
        lines.append(f"{where}{finding.code} {plain(finding.message)}")
        if finding.fix:
            lines.append(f"    → {finding.fix}")
    if not lines and found.goals:
        return f"{found.goals} goals, nothing to mend."
    return "\n".join(lines)
