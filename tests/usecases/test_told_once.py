"""What is said once, and what two rooms must count alike."""

from pathlib import Path

import pytest

from copilot import usecases
from copilot.checks.okr import lint
from copilot.checks.scope import days_unseen
from copilot.portfolio import Portfolio
from copilot.usecases.unseen import not_seen
from tests.checks.build import NOW, check_in, key_result, objective
from tests.usecases.remembering import remember


def heard(home: Path) -> list[str]:
    from copilot.wiring import open_workspace

    reports = usecases.sync(open_workspace(home))
    return [p.message.split(";")[0] for report in reports for p in report.problems]


def test_that_a_memo_holds_no_goals_is_said_at_its_first_reading_and_again_when_it_returns(
    home: Path,
) -> None:
    remember(home)
    assert "no goals found" not in heard(home)

    memo = home / "notes" / "more.md"
    memo.write_text("# Printers\n\nWe had a quiet year.\n", encoding="utf-8")
    assert "no goals found" in heard(home)
    assert "no goals found" not in heard(home)


@pytest.mark.parametrize(
    ("days", "weeks"),
    [((22, 22), "KR1.1 and KR1.2 not measured for 3 weeks"),
     ((50, 29), "KR1.1 and KR1.2 not measured for 4 weeks and more"),
     ((50, 3), "KR1.1 not measured for 7 weeks")],
)  # fmt: skip
def test_the_digest_and_lint_count_the_same_days_without_a_check_in(
    shop, days: tuple[int, int], weeks: str
) -> None:
    goals = [
        key_result(f"KR1.{n}", check_ins=(check_in(passed + 7, 1), check_in(passed, 2)))
        for n, passed in enumerate(days, 1)
    ]
    portfolio = Portfolio(as_of=NOW, objectives=(objective(),), key_results=tuple(goals))
    assert [days_unseen(goal, NOW) for goal in goals] == list(days)
    assert weeks in not_seen(shop, portfolio, set())
    told = {f.message for f in lint([objective(), *goals], NOW) if f.code == "O008"}
    for passed in days:
        assert any(f"no check-in for {passed} days" in m for m in told) == (passed > 14)


def test_a_cycle_that_has_just_begun_is_not_called_unmeasured(shop) -> None:
    from copilot.portfolio import Cycle

    fresh = key_result(cycle=Cycle(name="now", start=NOW.date(), end=None))
    portfolio = Portfolio(as_of=NOW, key_results=(fresh,))
    assert not any("measured" in line for line in not_seen(shop, portfolio, set()))


def test_without_cycle_and_check_in_it_was_never_measured(shop) -> None:
    portfolio = Portfolio(as_of=NOW, key_results=(key_result(cycle=None),))
    assert "KR1.1 never measured" in not_seen(shop, portfolio, set())
