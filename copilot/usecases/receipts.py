"""What left for the language model: when, where to, how many bytes and tokens. Never its text."""

from datetime import timedelta

from copilot.portfolio import from_json
from copilot.ports import Receipt

from .verbs import TERMINAL, verb
from .workspace import Workspace

KIND = "receipt"


@verb("receipts", TERMINAL)
def receipts(workspace: Workspace, *, days: int = 30) -> tuple[Receipt, ...]:
    """Every request of the last days, oldest first."""
    since = workspace.now() - timedelta(days=days)
    return tuple(from_json(Receipt, kept) for kept in workspace.store.values(KIND, since))
