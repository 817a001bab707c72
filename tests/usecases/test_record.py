"""The ledger: what was said is kept as it was said, and scored when the truth arrives."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from copilot.portfolio import CheckIn, EffortWeek, History, Portfolio, Status
from copilot.prompts.record import COIN, Bin, fallback, line, short, tally
from copilot.usecases import Workspace, digest, record
from copilot.usecases.current import current
from copilot.usecases.predictions import (
    drift_made,
    forecasts_made,
    predictions,
    remember,
    settle,
    suggestion_made,
)

O1, KR = "okr:2026-Q1/O1", "okr:2026-Q1/KR1.1"
PULLED = "jira:NOTE-418"


def later(portfolio: Portfolio, **time: float) -> Portfolio:
    return portfolio.having(as_of=portfolio.as_of + timedelta(**time))


def measured(portfolio: Portfolio, value: float, **after: float) -> Portfolio:
    """One more check-in of KR1.1."""
    at = portfolio.as_of + timedelta(**after)
    goals = tuple(
        replace(k, check_ins=(*k.check_ins, CheckIn(at=at, value=value))) if k.ref == KR else k
        for k in portfolio.key_results
    )
    return portfolio.having(key_results=goals)


def finished(portfolio: Portfolio, **after: float) -> Portfolio:
    """NOTE-418 done."""
    at = portfolio.as_of + timedelta(**after)
    items = tuple(
        replace(i, status=Status.DONE, done=at) if i.ref == PULLED else i for i in portfolio.items
    )
    return portfolio.having(items=items)


def test_a_digest_writes_its_forecasts_alert_and_suggestion_down(note: Workspace):
    digest(note)
    said = predictions(note)

    assert {p.kind for p in said} == {"forecast", "alert", "suggestion"}
    assert len({p.id for p in said}) == len(said)
    assert all(p.is_open and 0 < p.chance < 1.0001 for p in said)
    digest(note)
    assert predictions(note) == said


def test_the_record_says_what_is_open_and_when_it_is_decided(note: Workspace):
    assert record(note).text == "Co-pilot  no prediction is decided yet"
    digest(note)

    found = record(note)
    assert found.tally.scored == 0
    assert found.text.endswith("predictions, the next is decided on 2 March 2026")


@pytest.mark.parametrize(("value", "came"), [(75.5, True), (70.0, False)])
def test_a_forecast_is_decided_by_the_last_measurement(note: Workspace, value: float, came: bool):
    now = current(note)
    remember(note, [p for p in forecasts_made(now, "2026-W07") if p.about == KR])

    assert settle(note, later(now, days=10))[0].is_open
    assert settle(note, later(now, days=60))[0].is_open
    over = later(measured(now, value, days=40), days=60)
    assert settle(note, over)[0].came is came
    assert predictions(note)[0].came is came


@pytest.mark.parametrize(("share", "came"), [(0.40, True), (0.53, False)])
def test_a_drift_was_one_where_the_next_weeks_stay_off(note: Workspace, share: float, came: bool):
    now = current(note)
    remember(note, [drift_made(now, "2026-W07", O1, -1)])
    weeks = tuple(
        EffortWeek(
            week=f"2026-W{8 + n:02}",
            start=date(2026, 2, 16) + timedelta(weeks=n),
            effort={O1: share, "unaligned": 1 - share},
        )
        for n in range(2)
    )

    assert settle(note, later(now, weeks=2))[0].is_open
    then = later(now, weeks=2).having(history=History(weeks=weeks))
    assert settle(note, then)[0].came is came


@pytest.mark.parametrize(("value", "came"), [(68.0, True), (66.0, False)])
def test_a_suggestion_is_right_where_the_goal_moves_once_it_is_done(
    note: Workspace, value: float, came: bool
):
    now = current(note)
    remember(note, [suggestion_made(now, "2026-W07", PULLED, KR, 0.9)])
    done = finished(now, days=3)

    assert settle(note, later(done, days=4))[0].is_open
    assert settle(note, later(measured(done, value, days=7), days=8))[0].came is came


def test_a_suggestion_that_nobody_followed_says_nothing(note: Workspace):
    now = current(note)
    remember(note, [suggestion_made(now, "2026-W07", PULLED, KR, 0.9)])

    assert settle(note, later(now, weeks=5))[0].void


def test_scores_are_hits_brier_and_calibration():
    found = tally([(0.9, True), (0.8, True), (0.3, False), (0.25, True)], dues=[date(2026, 3, 2)])

    assert (found.scored, found.hits, found.brier) == (4, 3, 0.1756)
    assert found.bins[-1] == Bin(low=0.8, high=1.0, said=0.85, came=1.0, count=2)
    assert short(found) == "3 of 4 predictions right."
    assert line(found) == f"right on 3 of 4 predictions (Brier 0.18; a coin flip scores {COIN})"
    assert "said 80%–100%: 2 times, came true 100%" in fallback(found)
    assert fallback(tally([(1.0, True)], void=2)).endswith("2 suggestions that were not followed")
    assert (short(tally([])), line(tally([]))) == ("", "")


def test_the_next_digest_shows_the_record(note: Workspace):
    now = current(note)
    remember(note, [suggestion_made(now, "2026-W07", PULLED, KR, 0.9)])
    settle(note, later(measured(finished(now, days=3), 68.0, days=7), days=8))

    assert "RECORD   1 of 1 predictions right." in digest(note).text
