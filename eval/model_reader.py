"""A real language model's second opinions on cases, as the product would ask for them."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from copilot.analysis.opinions import Opinion, Pair
from copilot.errors import BadAnswer, LlmError
from copilot.llm import Ledger, OpenAiLlm
from copilot.portfolio import Portfolio
from copilot.prompts.opinion import OPINION, doubt
from copilot.store import open_store
from copilot.usecases.opinions import ask, batches
from eval.sets import Period

SECONDS = 900.0
"""A small model on a busy machine may take that long for one request."""


def opinions_of_model(
    period: Period, portfolio: Portfolio, pairs: Sequence[Pair], folder: Path
) -> tuple[Opinion, ...]:
    """Ask batch by batch; what is not answered, or to no use, stays undecided."""
    folder.mkdir(parents=True, exist_ok=True)
    books = open_store(f"sqlite:///{folder}/books.db", "eval")
    llm = OpenAiLlm(
        os.environ["COPILOT_LLM__BASE_URL"],
        os.environ.get("COPILOT_LLM__MODEL", ""),
        os.environ.get("COPILOT_LLM__API_KEY", ""),
        ledger=Ledger(books, lambda: datetime.now(UTC)),
        seconds=SECONDS,
    )
    return tuple(_answers(llm, period, portfolio, pairs))


def _answers(
    llm: OpenAiLlm, period: Period, portfolio: Portfolio, pairs: Sequence[Pair]
) -> Iterator[Opinion]:
    doubts = [
        doubt(portfolio.item[p.item], period.bodies.get(p.item, ""), portfolio.goal[p.goal])
        for p in pairs
    ]
    for batch in batches(doubts):
        try:
            said = ask(llm, batch)
        except BadAnswer:
            continue
        except LlmError as error:
            print(f"opinion: {error}; what came so far is counted")
            return
        yield from OPINION.verify(said, batch).told or ()
