from copilot.checks.stuck import Stuck
from copilot.portfolio import Severity

from .build import aligned, item, judged, key_result, link, objective, portfolio

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


BELOW = objective()


def test_an_objective_is_not_stuck_while_work_on_its_key_results_moves():
    value = portfolio(
        items=(item("A", depends_on=("jira:X",)), item("X"), item("B"), item("D", status="done")),
        objectives=(BELOW,),
        key_results=(KR11,),
        alignments=(aligned("A", "O1"), aligned("B", "KR1.1")),
    )

    assert not list(Stuck()(value))


def test_an_objective_that_is_stuck_with_all_below_it_is_told_once():
    value = portfolio(
        items=(item("A", status="blocked"), item("B", status="blocked")),
        objectives=(BELOW,),
        key_results=(KR11, key_result("KR1.2", "Churn 4 → 2 %")),
        alignments=(aligned("A", "KR1.1"), aligned("B", "KR1.2")),
    )
    (finding,) = Stuck()(value)

    assert finding.message == "O1 New teams reach value: all 2 open tickets wait."


def test_work_that_nobody_is_sure_of_stops_no_goal():
    value = portfolio(
        items=(item("A", status="blocked"),),
        key_results=(KR11,),
        alignments=(judged("A", "unsure", link("jira:A", "KR1.1", 0.5)),),
    )

    assert not list(Stuck()(value))


def test_work_that_may_help_too_makes_it_a_note_unless_it_waits_itself():
    def found(status, other):
        unsure = judged("B", "unsure", link("jira:B", "KR1.1", 0.4))
        elsewhere = judged(
            "B", "aligned", link("jira:B", "KR1.2", 0.6), link("jira:B", "KR1.1", 0.4, share=0.2)
        )
        (finding,) = Stuck()(
            portfolio(
                items=(item("A", status="blocked"), item("B", status=status)),
                key_results=(KR11,),
                alignments=(aligned("A", "KR1.1"), elsewhere if other else unsure),
            )
        )
        return finding

    name = "KR1.1 Activation 60 → 75 %"
    told = f"{name}: its only open ticket for sure, A, waits; perhaps B helps it too."

    assert found("planned", other=False).message == told
    assert found("planned", other=True).message == told
    assert found("planned", other=False).severity is Severity.NOTE
    assert found("blocked", other=False).severity is Severity.ALERT


def test_a_ticket_under_way_moves_though_it_waits():
    value = portfolio(
        items=(item("A", status="active", depends_on=("jira:X",)), item("X")),
        key_results=(KR11,),
        alignments=(aligned("A", "KR1.1"),),
    )
    (finding,) = Stuck()(value)

    assert finding.severity is Severity.WARNING
