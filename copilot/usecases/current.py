"""What is known at a moment: the portfolio, and the one record that a name means."""

from collections.abc import Container
from datetime import date, datetime, time, timedelta

from copilot.errors import AmbiguousRef, InputError, UnknownRef
from copilot.portfolio import AnyGoal, Portfolio, Ref, WorkItem, is_likely, years_shown

from .over_time import with_forecasts
from .workspace import Workspace


def moment(workspace: Workspace, as_of: date | None) -> datetime:
    """Return now, or the end of that day in the workspace's zone.

    Raises:
        InputError: nothing can be known of that day.
    """
    if as_of is None:
        return workspace.now()
    if not is_likely(as_of):
        raise InputError(f"{as_of} is too far away; name a day in the years {years_shown()}")
    midnight = datetime.combine(as_of + timedelta(days=1), time(), workspace.zone)
    return midnight - timedelta(microseconds=1)


def current(workspace: Workspace, as_of: date | None = None) -> Portfolio:
    """Return the portfolio with the alignments of the last scan; kept while nothing changes.

    Effort by week is left out: only checks read it, and it costs as much as all the rest.
    """
    key = (workspace.store.revision(), as_of, workspace.now().date())
    kept = workspace.cache.get("portfolio")
    if kept is not None and kept[0] == key:
        known: Portfolio = kept[1]
        return known
    when = moment(workspace, as_of)
    portfolio = workspace.store.portfolio(when)
    portfolio = with_forecasts(
        workspace,
        portfolio.having(
            alignments=workspace.store.alignments(when), decisions=workspace.store.decisions(when)
        ),
    )
    workspace.cache["portfolio"] = (key, portfolio)
    return portfolio


def unjudged(workspace: Workspace, portfolio: Portfolio) -> InputError:
    """Nothing is judged yet: what to do, or that a day in the past is too early."""
    if portfolio.as_of.date() < workspace.now().date():
        day = f"{portfolio.as_of.day} {portfolio.as_of:%b %Y}"
        return InputError(f"nothing was judged by {day}; name a later day, or none for today")
    return InputError("nothing is judged yet; run `copilot scan` first")


def find_item(workspace: Workspace, portfolio: Portfolio, name: str) -> WorkItem:
    """Return the item that a reference, an earlier reference or a bare key means.

    Raises:
        UnknownRef: none has this name.
        AmbiguousRef: several have this key.
    """
    return portfolio.item[_one(workspace, portfolio, name, portfolio.item)]


def find_goal(workspace: Workspace, portfolio: Portfolio, name: str) -> AnyGoal:
    """Return the goal that a reference or an id means; raises as `find_item`."""
    return portfolio.goal[_one(workspace, portfolio, name, portfolio.goal)]


def _one(workspace: Workspace, portfolio: Portfolio, name: str, known: Container[Ref]) -> Ref:
    """Look among what is current first; the store knows earlier names."""
    meant = [r for r in portfolio.named.get(name.casefold(), ()) if r in known]
    if name in meant:
        return name
    meant = meant or [r for r in workspace.store.resolve(name) if r in known]
    if not meant:
        raise UnknownRef(_unknown(portfolio, name))
    if len(meant) > 1:
        raise AmbiguousRef(f"{name!r} means several: {', '.join(sorted(meant))}; name one in full")
    return meant[0]


def _unknown(portfolio: Portfolio, name: str) -> str:
    """Say that nothing has this name, or that something else has it."""
    other = portfolio.named.get(name.casefold(), ())
    goals = [ref for ref in other if ref in portfolio.goal]
    if goals:
        several = len(goals) > 1
        what = f"several goals ({', '.join(goals)}); one's" if several else "a goal; its"
        asked = f"which tickets help {goals[0] if several else name}?"
        return f'{name} is {what} work: copilot ask "{asked}"'
    if other:
        return f"{name} is an item, no goal; `copilot goals` lists those"
    return f"nothing is called {name!r}; `copilot goals` lists goals, `copilot scan --all` items"
