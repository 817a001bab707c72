"""What people decided, so that it is found again."""

from dataclasses import dataclass
from typing import Literal

from pydantic import AwareDatetime

from .links import Feedback
from .record import Ref, content_hash, make_ref

Choice = Literal["park", "keep", "move", "reject"]
"""`reject` is a link that a person turned down; the others are decided outright."""
_SAID: dict[Choice, tuple[str, str]] = {
    "park": ("Parked", "against"),
    "keep": ("Kept", "for"),
    "move": ("Moved", "to"),
    "reject": ("Rejected", "as work for"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Somebody chose what happens to an item or a goal, and said why."""

    subject: Ref
    """The item or goal it is about."""
    choice: Choice
    reason: str
    at: AwareDatetime
    author: str = ""
    goal: Ref | None = None
    """What it is kept for, moved to, or no longer linked to."""

    @property
    def ref(self) -> Ref:
        """`decision:` and a hash of everything it says."""
        parts = (self.subject, self.choice, self.reason, self.author, self.goal or "")
        return make_ref("decision", content_hash("\0".join((*parts, self.at.isoformat())))[:16])

    @property
    def what(self) -> str:
        """`Parked by Lena`: what was done, and who did it."""
        past, link = _SAID[self.choice]
        key = self.goal.partition(":")[2].rpartition("/")[2] if self.goal else ""
        aim = f" {link} {key}" if key else ""
        by = f" by {self.author}" if self.author else ""
        return f"{past}{aim}{by}"


def rejection(told: Feedback) -> Decision | None:
    """Return the decision that a rejected link is; None where nothing was rejected."""
    if told.answer != "reject" or told.goal is None or told.relation != "helps":
        return None
    return Decision(
        subject=told.item,
        choice="reject",
        reason=told.note,
        at=told.at,
        author=told.author,
        goal=told.goal,
    )
