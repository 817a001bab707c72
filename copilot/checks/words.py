"""How a finding speaks: short, verdict first, keys and names as people write them."""

from collections.abc import Sequence
from datetime import date
from sys import intern

from copilot.portfolio import AnyGoal, WorkItem

Facts = dict[str, float | int | str]

TITLE_LENGTH = 72
ID_LENGTH = 16


def percent(share: float) -> int:
    """Return a share (0 to 1) as whole percent."""
    return round(100 * share)


def clip(text: str, length: int = TITLE_LENGTH) -> str:
    """Shorten to `length` code points at a word."""
    folded = " ".join(text.split())
    if len(folded) <= length:
        return folded
    return folded[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def named(item: WorkItem) -> str:
    """`NOTE-377 "Dark mode for the admin console"`."""
    return f'{item.called} "{clip(item.title)}"'


def goal_name(goal: AnyGoal) -> str:
    """`KR1.1 Activation 60 → 75 %`; an id that no person would say is left out.

    Equal names are one string: a large backlog says each of them often.
    """
    title = clip(goal.title)
    if len(goal.id) > ID_LENGTH or goal.title.startswith(goal.id):
        return intern(title)
    return intern(f"{goal.id} {title}")


def goal_id(goal: AnyGoal) -> str:
    """`KR1.1`, or the title where the id is a machine's."""
    return goal.id if len(goal.id) <= ID_LENGTH else clip(goal.title, 40)


def joined(names: Sequence[str], limit: int = 3) -> str:
    """`A, B and 2 more`."""
    if len(names) > limit:
        return f"{', '.join(names[: limit - 1])} and {len(names) - limit + 1} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def count(number: int, noun: str) -> str:
    """`1 ticket`, `2 tickets`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def person(name: str | None) -> str:
    """Return a name to address: mail addresses lose their domain, nobody is an empty string."""
    return name.split("@")[0].strip() if name else ""


def ask(name: str | None, question: str) -> str:
    """`Tom: still want it?`, or the bare question where nobody is known."""
    who = person(name)
    return f"{who}: {question}" if who else question[:1].upper() + question[1:]


def day_name(day: date) -> str:
    """`16 February 2026`."""
    return f"{day.day} {day:%B} {day.year}"


def amount(value: float) -> str:
    """`5`, `2.5`: no trailing zeros."""
    return f"{round(value, 1):g}"
