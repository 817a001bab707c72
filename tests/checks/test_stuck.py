from copilot.checks.stuck import Stuck
from copilot.portfolio import Severity

from .build import aligned, item, key_result, portfolio

KR11 = key_result()


def test_a_goal_whose_work_all_waits_names_what_it_waits_for():
    def value(before):
        work = (item("A", depends_on=("jira:X",)), item("B", status="blocked"))
        served = (aligned("A", "KR1.1"), aligned("B", "KR1.1"))
        return portfolio(items=(*work, before), key_results=(KR11,), alignments=served)

    (idle,) = Stuck()(value(item("X")))
    (moving,) = Stuck()(value(item("X", status="active")))

    assert idle.message == "KR1.1 Activation 60 → 75 %: all 2 open tickets wait for X."
    assert idle.severity is Severity.ALERT
    assert moving.severity is Severity.WARNING


def test_a_single_waiting_ticket_is_named():
    value = portfolio(
        items=(item("A", status="blocked"),),
        key_results=(KR11,),
        alignments=(aligned("A", "KR1.1"),),
    )
    (finding,) = Stuck()(value)

    assert finding.message == "KR1.1 Activation 60 → 75 %: its only open ticket, A, waits."
