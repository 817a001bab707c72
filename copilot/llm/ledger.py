"""The books: every request is noted before it leaves, and a day's allowance is kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex

from copilot.errors import LlmError
from copilot.portfolio import from_json, to_json
from copilot.ports import LlmCaps, Receipt, Store

KIND = "receipt"
BYTES_PER_TOKEN = 4
"""Of English text; used where an endpoint counts nothing."""
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Per million tokens."""

    input: float = 0.0
    output: float = 0.0


class Ledger:
    """Receipts of one workspace, in its store."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        caps: LlmCaps | None = None,
        prices: Prices | None = None,
    ) -> None:
        """Bind to a workspace's store and its clock."""
        self._store, self._now = store, now
        self.caps = caps or LlmCaps()
        self._prices = prices or Prices()

    def allow(self) -> None:
        """Refuse what is beyond today's allowance.

        Raises:
            LlmError: it is used up.
        """
        midnight = self._now().replace(hour=0, minute=0, second=0, microsecond=0)
        today = [from_json(Receipt, kept) for kept in self._store.values(KIND, midnight)]
        tokens = sum(r.tokens_in + r.tokens_out for r in today)
        cost = sum(r.cost for r in today)
        if self.caps.tokens and tokens >= self.caps.tokens:
            raise LlmError(
                f"today's {self.caps.tokens} tokens are used up: raise llm.daily_tokens"
            )
        if self.caps.cost and cost >= self.caps.cost:
            raise LlmError(
                f"today's budget of {self.caps.cost:g} is used up: raise llm.daily_cost"
            )

    def sent(
        self,
        *,
        host: str,
        model: str,
        prompt: str,
        bytes: int,  # noqa: A002
        redacted: int,
        form: str = "",
    ) -> "Entry":
        """Note what is about to leave; without this note it does not."""
        receipt = Receipt(
            at=self._now(),
            host=host,
            model=model,
            prompt=prompt,
            bytes=bytes,
            redacted=redacted,
            tokens_in=bytes // BYTES_PER_TOKEN,
            form=form,
        )
        entry = Entry(token_hex(8), receipt, self)
        self.keep(entry.key, receipt)
        return entry

    def keep(self, key: str, receipt: Receipt) -> None:
        """Write a receipt under its key, priced."""
        prices = self._prices
        cost = receipt.tokens_in * prices.input + receipt.tokens_out * prices.output
        priced = replace(receipt, cost=cost / _MILLION)
        self._store.save_value(KIND, key, to_json(priced).encode(), at=receipt.at)


@dataclass(frozen=True, slots=True)
class Entry:
    """One open receipt."""

    key: str
    receipt: Receipt
    ledger: Ledger

    def answered(self, *, tokens_in: int, tokens_out: int, chunks: int = 0) -> None:
        """Close it with what the endpoint counted."""
        closed = replace(
            self.receipt,
            tokens_in=tokens_in or self.receipt.tokens_in,
            tokens_out=tokens_out,
            outcome="answered",
            chunks=chunks,
        )
        self.ledger.keep(self.key, closed)

    def failed(self) -> None:
        """Close it: it left, and nothing of use came back."""
        self.ledger.keep(self.key, replace(self.receipt, outcome="failed"))
