"""A real store for the books, and a question to ask."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from copilot.llm import Ledger, OpenAiLlm
from copilot.llm.patience import Breaker
from copilot.portfolio import from_json
from copilot.ports import LlmCaps, Receipt, Store
from copilot.prompts.asked import Asked
from copilot.prompts.grounding import SaidClaims
from copilot.store import open_store
from copilot.usecases.receipts import KIND
from tests.attacks.double import Double

NOW = datetime(2026, 2, 16, 7, tzinfo=UTC)
ASKED = Asked(
    prompt="why",
    instructions="Answer with JSON.",
    material="<<f E2 description of the ticket>>\nGuests are stopped.\n<<f end>>",
    redacted=0,
    schema=SaidClaims.model_json_schema(),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    kept: Store = open_store(f"sqlite:///{tmp_path / 'books.db'}", "w")
    return kept


@pytest.fixture
def books(store: Store) -> Callable[[], list[Receipt]]:
    return lambda: [from_json(Receipt, kept) for kept in store.values(KIND, NOW)]


@pytest.fixture
def talk(store: Store) -> Callable[..., OpenAiLlm]:
    def make(double: Double, caps: LlmCaps | None = None, **more: Breaker | str) -> OpenAiLlm:
        told = {"api_key": "operator-key", **more}
        return OpenAiLlm(double.url, "m", ledger=Ledger(store, lambda: NOW, caps), **told)

    return make
