"""Why a proposed plan leaves capacity free, in a few words."""

from collections.abc import Sequence

from copilot.analysis.swaps import MOST, Board, Exchange, suggest, too_large
from copilot.portfolio import Portfolio

from .backlog import Backlog

_LEAST = 1e-6


def left_free(
    portfolio: Portfolio,
    backlog: Backlog,
    board: Board,
    exchanges: Sequence[Exchange],
    reserved: float,
) -> str:
    """Say what stays free with the swaps and why; nothing where the plan is full."""
    for exchange in exchanges:
        board = board.having(exchange)
    free = backlog.capacity - sum(board.jobs[r].size for r in board.planned)
    if free <= _LEAST:
        return ""
    unit = backlog.unit.removesuffix("s") if free == 1 else backlog.unit
    reasons = [f"{min(free, reserved):g} kept for what is set aside"] if reserved > _LEAST else []
    if board.room > _LEAST:
        reasons.append(_because(portfolio, board, len(exchanges)))
    return f"{free:g} {unit} {'stays' if free == 1 else 'stay'} free: {'; '.join(reasons)}."


def _because(portfolio: Portfolio, board: Board, swaps: int) -> str:
    more = suggest(board, most=1)
    if more and swaps >= MOST:
        return f"{_sized(portfolio, board, more[0])} fits too, at most {MOST} swaps are suggested"
    large = too_large(board)
    if large is not None:
        return f"the next best, {_sized(portfolio, board, large)}, does not fit"
    return "nothing else gains enough"


def _sized(portfolio: Portfolio, board: Board, exchange: Exchange) -> str:
    size = sum(board.jobs[ref].size for ref in exchange.pulled)
    own = f" with what it waits for ({size:g})" if exchange.along else f" ({size:g})"
    return f"{portfolio.item[exchange.pull].called}{own}"
