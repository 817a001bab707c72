"""How work and goals move, as part of what is known."""

from copilot.analysis.forecasts import forecasts
from copilot.portfolio import Portfolio

from .history import with_history
from .workspace import Workspace


def over_time(workspace: Workspace, portfolio: Portfolio) -> Portfolio:
    """Return the portfolio with forecasts, effort by week and what drift is judged by."""
    return with_history(workspace, with_forecasts(workspace, portfolio))


def with_forecasts(workspace: Workspace, portfolio: Portfolio) -> Portfolio:
    """Return the portfolio with a forecast of every key result that runs.

    Days begin in the workspace's zone.
    """
    local = portfolio.as_of.astimezone(workspace.zone)
    ahead = forecasts(portfolio.having(as_of=local))
    return portfolio.having(forecasts=ahead)
