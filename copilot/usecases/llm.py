"""Which language model is asked, and what it has used up today of what it may."""

from dataclasses import dataclass

from copilot.portfolio import from_json
from copilot.ports import LlmCaps, Receipt

from .receipts import KIND
from .verbs import TERMINAL, verb
from .workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmUse:
    """Today, in the workspace's time zone; an empty host says that no model is configured."""

    host: str
    model: str
    requests: int
    answered: int
    bytes: int
    tokens: int
    cost: float
    caps: LlmCaps


@verb("llm", TERMINAL)
def llm(workspace: Workspace) -> LlmUse:
    """Add up today's receipts."""
    midnight = workspace.now().replace(hour=0, minute=0, second=0, microsecond=0)
    today = [from_json(Receipt, kept) for kept in workspace.store.values(KIND, midnight)]
    model = workspace.llm
    return LlmUse(
        host=model.host if model else "",
        model=model.model if model else "",
        requests=len(today),
        answered=sum(r.outcome == "answered" for r in today),
        bytes=sum(r.bytes for r in today),
        tokens=sum(r.tokens_in + r.tokens_out for r in today),
        cost=sum(r.cost for r in today),
        caps=model.caps if model else LlmCaps(),
    )
