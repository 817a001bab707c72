"""The rules of OKR lint: what each looks for, why it matters, what to do instead."""

from collections.abc import Mapping
from dataclasses import dataclass

from copilot.portfolio import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as documentation shows it."""

    id: str
    title: str
    why: str
    fix: str
    severity: Severity = Severity.WARNING


_N, _W = Severity.NOTE, Severity.WARNING

_ALL = (
    Rule(
        "KR001",
        "no number",
        "Without a number nobody can say whether it was reached.",
        "Say what is measured, from what to what.",
    ),
    Rule(
        "KR002",
        "no baseline",
        "Without a start, nobody knows how far the way is.",
        "Add today's value: from … to ….",
    ),
    Rule(
        "KR003",
        "no target or direction",
        "A measure without target can't be reached.",
        "Say which value counts as reached, and which way is better.",
    ),
    Rule(
        "KR004",
        "no date",
        "Without a day, it is never late.",
        "Add a due date, or put it into a cycle with an end.",
    ),
    Rule(
        "KR005",
        "output, not outcome",
        "Shipping is a means: it can succeed while nothing changes for anybody.",
        "Name what changes for users or the business once it is out.",
    ),
    Rule(
        "KR005.note",
        "an output with its outcome",
        "The outcome is the key result; the output is one way to it.",
        "Let the outcome lead: it stays true when the plan changes.",
        _N,
    ),
    Rule(
        "KR006",
        "two metrics in one",
        "Half reached is neither reached nor missed.",
        "Split it, one metric each.",
    ),
    Rule(
        "KR007",
        "vague words without a number",
        "Everybody reads another size into them.",
        "Replace the word by a number.",
    ),
    Rule(
        "KR008",
        "target worse than baseline",
        "Reached as written, it would be a setback.",
        "Swap the values, or correct the direction.",
    ),
    Rule(
        "KR009",
        "relative percentage without a base",
        "20 % of what? The base moves, and so does the target.",
        "Give both ends as absolute values.",
    ),
    Rule(
        "KR010",
        "trivial or implausible",
        "A target that is all but reached, or out of reach, steers nothing.",
        "Move the target to where it asks for something.",
        _N,
    ),
    Rule(
        "O001",
        "objective contains a metric or task",
        "An objective says where to; figures belong to key results, tasks to the backlog.",
        "Say what will be true for whom; move the figure or the task down.",
    ),
    Rule(
        "O002",
        "too few or too many",
        "One key result is hardly a picture; more than five are no focus.",
        "Keep two to five key results, and at most five objectives a level.",
    ),
    Rule(
        "O003",
        "serves no parent",
        "What hangs on nothing can't be weighed against the rest.",
        "Name the objective it serves.",
    ),
    Rule("O004", "no owner", "What all own, nobody moves.", "Name one person.", _N),
    Rule(
        "O005",
        "duplicate or contradicting objectives",
        "Two that say the same split the effort; two that pull apart cancel it.",
        "Merge them, or decide for one.",
    ),
    Rule(
        "O006",
        "all key results are outputs",
        "The whole list can be done without the objective coming nearer.",
        "Add at least one result that users or the business would notice.",
    ),
    Rule(
        "O007",
        "no counter-metric",
        "One number pushed alone is paid for by another.",
        "Add one that must not get worse.",
        _N,
    ),
    Rule(
        "O008",
        "stale",
        "Goals nobody looks at steer nothing.",
        "Check in, or drop it.",
    ),
    Rule(
        "OKR000",
        "not checked",
        "The rules about wording read English.",
        "Numbers, owners and counts were checked all the same.",
        _N,
    ),
)

RULES: Mapping[str, Rule] = {rule.id: rule for rule in _ALL}
"""Every rule by id, in the order of the documentation."""
