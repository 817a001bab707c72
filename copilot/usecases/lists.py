"""Whether a question asks for a list, and that list as of its time."""

from datetime import date, datetime

from copilot.analysis.asked_time import AskedTime, asked_time
from copilot.analysis.enquiry import Enquiry, read_enquiry
from copilot.portfolio import Portfolio
from copilot.prompts.explanation import Explanation

from .current import current, moment
from .decide import decisions_until
from .happened import happened
from .listed import listed, names_in
from .over_time import with_forecasts
from .workspace import Workspace


def list_for(workspace: Workspace, question: str, as_of: date | None) -> Explanation | None:
    """Answer a question that asks for a list; None where it asks for something else.

    Args:
        workspace: where.
        question: in words.
        as_of: only what was known at the end of that day.
    """
    now = moment(workspace, as_of)
    today = now.astimezone(workspace.zone).date()
    time = asked_time(question, today)
    portfolio = current(workspace, as_of)
    asked = read_enquiry(question, names_in(portfolio), time.words)
    if asked is None:
        return None
    until = moment(workspace, time.last) if time.last and time.last < today else now
    then = portfolio if until == now or _is_past(asked, time) else _known_at(workspace, until)
    if asked.subject == "changes":
        decisions = decisions_until(workspace, until)
        return happened(then, asked, time, decisions, workspace.zone)
    return listed(then, asked, time, workspace.zone)


def _is_past(asked: Enquiry, time: AskedTime) -> bool:
    """Whether it is about what became of work in some days: that is best known now."""
    return asked.subject == "changes" or (asked.finished and time.first is not None)


def _known_at(workspace: Workspace, until: datetime) -> Portfolio:
    known = workspace.store.portfolio(until)
    return with_forecasts(workspace, known.having(alignments=workspace.store.alignments(until)))
