from copilot.checks.cycles import Cycles
from copilot.checks.dependencies import Dependencies
from copilot.checks.unaligned import Unaligned
from copilot.checks.waiting import Waiting
from copilot.portfolio import Severity, Status, StatusChange

from .build import ago, aligned, item, judged, key_result, objective, portfolio

HEAVY = objective(weight=0.6, owner="Lena")
LIGHT = objective("O2", "Teams stay", weight=0.2)
KR11, KR21 = key_result(), key_result("KR2.1", "Churn 5 → 3 %")


def blocked(blocker, *verdicts, waiting=None):
    """NOTE-412 serves KR1.1 and waits for the blocker."""
    first = waiting or item("NOTE-412", "Let guests finish", depends_on=("jira:NOTE-398",))
    return portfolio(
        items=(first, blocker),
        objectives=(HEAVY, LIGHT),
        key_results=(KR11, KR21),
        alignments=(aligned("NOTE-412", "KR1.1"), *verdicts),
    )


def test_a_blocker_that_serves_no_goal_and_is_not_started_is_an_alert():
    blocker = item("NOTE-398", "Session store", assignee="Priya")
    (finding,) = Dependencies()(blocked(blocker, judged("NOTE-398", "unaligned")))

    assert finding.severity is Severity.ALERT
    assert (finding.subject, finding.related) == ("jira:NOTE-398", ("jira:NOTE-412",))
    assert finding.message == (
        'NOTE-412 (KR1.1) waits for NOTE-398 "Session store", '
        "which serves no goal and is not started. Priya: pull it forward?"
    )


def test_a_blocker_on_a_lighter_goal_under_way_is_a_warning_and_the_owner_is_asked():
    blocker = item("NOTE-398", "Session store", status="active")
    (finding,) = Dependencies()(blocked(blocker, aligned("NOTE-398", "KR2.1")))

    assert finding.severity is Severity.WARNING
    assert "which serves KR2.1 and is in progress. Lena: pull" in finding.message


def test_a_blocker_on_an_equal_goal_or_of_unknown_worth_is_nothing():
    blocker = item("NOTE-398", "Session store")

    assert not list(Dependencies()(blocked(blocker, aligned("NOTE-398", "KR1.1"))))
    assert not list(Dependencies()(blocked(blocker, judged("NOTE-398", "unsure"))))
    assert not list(Dependencies()(blocked(blocker)))


def test_work_without_a_known_goal_may_wait():
    value = portfolio(
        items=(item("A", depends_on=("jira:B",)), item("B")),
        alignments=(judged("A", "unsure"), judged("B", "unaligned")),
    )

    assert not list(Dependencies()(value))


def test_many_that_wait_are_one_finding_and_a_chain_is_told_to_its_end():
    work = tuple(item(f"N-{n}", depends_on=("jira:X",)) for n in range(5))
    value = portfolio(
        items=(*work, item("X", "Base", status="blocked", depends_on=("jira:Y",)), item("Y")),
        key_results=(KR11,),
        alignments=(*(aligned(i.key, "KR1.1") for i in work), judged("X", "supporting")),
    )
    (finding,) = Dependencies()(value)

    assert finding.message == (
        '5 tickets (KR1.1) wait for X "Base", which serves no goal and is itself blocked. '
        "It waits for Y. Pull it forward?"
    )
    assert len(finding.related) == 5


def test_work_that_a_goal_waits_for_is_not_called_stray():
    blocker = item("NOTE-398", "Session store", status="active", effort=8.0)
    (finding,) = Unaligned()(blocked(blocker, judged("NOTE-398", "unaligned")))

    assert finding.severity is Severity.NOTE
    assert finding.message.endswith("(80 % sure, size 8). NOTE-412 waits for it.")


def test_a_cycle_is_one_alert_that_names_each_step():
    value = portfolio(
        items=(
            item("B", depends_on=("jira:C",)),
            item("A", depends_on=("jira:B",)),
            item("C", blocks=("jira:B",), depends_on=("jira:A",)),
        )
    )
    (finding,) = Cycles()(value)

    assert finding.severity is Severity.ALERT
    assert (finding.subject, finding.related) == ("jira:A", ("jira:B", "jira:C"))
    assert finding.message == (
        "A waits for B, B for C, C for A: none of them can be finished. "
        "Someone should cut one link."
    )


def test_a_cycle_with_finished_work_in_it_is_over():
    value = portfolio(
        items=(item("A", depends_on=("jira:B",)), item("B", status="done", depends_on=("jira:A",)))
    )

    assert not list(Cycles()(value))


def reviewed(key, days_in_review):
    steps = ((10 + days_in_review, "In Progress"), (10 + days_in_review - 1, "In Review"))
    history = [StatusChange(at=ago(d), status=Status.ACTIVE, native=name) for d, name in steps]
    last = StatusChange(at=ago(9), status=Status.DONE, native="Done")
    return item(key, status="done", history=(*history, last))


def test_a_review_that_takes_far_longer_than_usual_here_is_named():
    since = StatusChange(at=ago(4.5), status=Status.ACTIVE, native="In Review")
    value = portfolio(
        items=(
            item("NOTE-412", depends_on=("jira:NOTE-398",)),
            item("NOTE-398", "Sessions", status="active", assignee="Priya", history=(since,)),
            *(reviewed(f"D-{n}", 1) for n in range(5)),
        )
    )
    (finding,) = Waiting()(value)

    assert finding.message == (
        'NOTE-412 waits for NOTE-398 "Sessions", In Review 4 days (usual here: 1). '
        "Priya: what is in the way?"
    )


def test_without_a_history_the_time_from_start_to_done_is_what_is_usual():
    done = tuple(item(f"D-{n}", status="done", started=ago(30), done=ago(28)) for n in range(5))
    held = (item("A", depends_on=("jira:X",)), item("B", depends_on=("jira:X",)))
    slow = item("X", status="active", started=ago(20))
    (finding,) = Waiting()(portfolio(items=(*held, slow, *done)))

    assert finding.message.startswith("A and B wait for X")
    assert "in progress 20 days (usual here: 2)" in finding.message
    assert not list(Waiting()(portfolio(items=(*held, slow, *done[:3]))))
    assert not list(Waiting()(portfolio(items=(*held, item("X"), *done))))
