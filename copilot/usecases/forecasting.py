"""Where the key results are heading, as part of what is known."""

from copilot.analysis.forecasts import forecasts
from copilot.portfolio import Portfolio

from .workspace import Workspace


def with_forecasts(workspace: Workspace, portfolio: Portfolio) -> Portfolio:
    """Return the portfolio with a forecast of every key result that runs.

    Days begin in the workspace's zone.
    """
    local = portfolio.as_of.astimezone(workspace.zone)
    ahead = forecasts(portfolio.having(as_of=local))
    return portfolio.having(forecasts=ahead)
