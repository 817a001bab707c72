"""The co-pilot's own record: what it said would come, and what came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from copilot.prompts.record import Tally, fallback, tally

from .known import known_on
from .predictions import Prediction, decided, predictions, settle
from .verbs import EVERYWHERE, verb
from .workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Record:
    """Scores, and every prediction, the latest first."""

    as_of: datetime
    tally: Tally
    predictions: tuple[Prediction, ...]
    text: str


@verb("record", EVERYWHERE)
def record(workspace: Workspace) -> Record:
    """Score what can be decided by now, and show the whole ledger.

    Raises:
        InputError: nothing is judged yet.
    """
    portfolio = known_on(workspace, None)
    ledger = settle(workspace, portfolio)
    found = tally_of(ledger)
    return Record(
        as_of=portfolio.as_of,
        tally=found,
        predictions=tuple(reversed(ledger)),
        text=fallback(found),
    )


def record_so_far(workspace: Workspace, when: datetime) -> Tally:
    """The record as it was last scored, of what had been said by then."""
    return tally_of([p for p in predictions(workspace) if p.made <= when])


def tally_of(ledger: Sequence[Prediction]) -> Tally:
    """Count and score a ledger."""
    return tally(
        decided(ledger),
        dues=[p.due for p in ledger if p.is_open],
        void=sum(p.void for p in ledger),
    )
