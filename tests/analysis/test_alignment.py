"""The facade: verdicts, arithmetic that adds up, a background that stands still."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.analysis.alignment import Background, align
from copilot.analysis.calibration import log_odds
from copilot.portfolio import Feedback, KeyResult

from .backlog import DIM, GOALS, KTLO, NOW, backlog, item, judge, truth, vectors

_TEXT = "import notes teams search query index churn customers roof moon colour paid week"
WORDS = _TEXT.split()


def test_items_find_the_goal_they_speak_of():
    judged = judge(backlog())
    wanted = truth()
    best = [a.best.goal.rpartition("/")[2] for a in judged.alignments]
    right = [b == t for b, t in zip(best, wanted, strict=True) if t]
    assert np.mean(right) > 0.9
    none = [a.none for a in judged.alignments]
    assert min(n for n, t in zip(none, wanted, strict=True) if not t) > max(
        n for n, t in zip(none, wanted, strict=True) if t
    )


def test_work_that_serves_something_is_aligned_and_other_work_is_not():
    judged = judge(backlog())
    pairs = list(zip((a.verdict for a in judged.alignments), truth(), strict=True))
    assert all(verdict == "aligned" for verdict, goal in pairs if goal)
    assert all(verdict in {"unaligned", "unsure"} for verdict, goal in pairs if not goal)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=8), min_size=1, max_size=8),
    st.integers(0, len(GOALS)),
)
def test_the_reasons_of_every_link_add_up_to_its_score(titles, goals):
    items = [
        item(f"T-{k}", " ".join(words), stated_goals=("KR2.1",) if k % 3 == 2 else ())
        for k, words in enumerate(titles)
    ]
    said = [Feedback(item=items[0].ref, goal=GOALS[0].ref, answer="reject", at=NOW)]
    judged = judge(items, GOALS[:goals], feedback=said)
    for alignment in judged.alignments:
        assert 0 <= alignment.alignment <= 1
        for link in alignment.links:
            assert sum(e.log_odds for e in link.evidence) == pytest.approx(
                log_odds(link.score), abs=2e-3
            )


def test_shares_and_none_sum_to_one():
    judged = judge(backlog())
    assert np.allclose(judged.shares.sum(1) + judged.none, 1, atol=1e-5)
    assert judged.shares.shape == judged.scores.shape == (len(backlog()), len(GOALS))
    assert judged.goals == tuple(goal.ref for goal in GOALS)


@pytest.mark.parametrize("items", [0, 1, 3])
@pytest.mark.parametrize("goals", [0, 1, 3])
@pytest.mark.parametrize("fill", [0.0, 1.0])
def test_few_equal_or_empty_vectors_give_finite_answers(items, goals, fill):
    same = [item(f"T-{k}", "Improve the import of large tables") for k in range(items)]
    alike = [KeyResult(source="okr", id=f"K{k}", title="Imports work") for k in range(goals)]
    unit = np.full((max(items, goals, 1), DIM), fill / DIM**0.5, np.float32)
    judged = align(same, {}, alike, unit[:items], unit[:goals], as_of=NOW)
    assert np.isfinite(judged.shares).all()
    assert np.isfinite(judged.scores).all()
    assert [a.item for a in judged.alignments] == [i.ref for i in same]


def test_without_goals_it_says_so():
    (alignment,) = judge([item("T-1", "Improve the import")], ()).alignments
    assert alignment.verdict == "unsure"
    assert alignment.alignment == 0
    assert "no goals" in alignment.note


def test_not_a_number_counts_as_nothing():
    items = [item("T-1", "Improve the import of notes")]
    broken = np.full((1, DIM), np.nan, np.float32)
    judged = align(items, {}, GOALS, broken, vectors([g.title for g in GOALS]), as_of=NOW)
    assert np.isfinite(judged.shares).all()


def test_one_more_ticket_moves_no_other():
    items = [*backlog(12), item("T-new", "Import notes for new teams faster")]
    first = judge(items[:-1])
    second = judge(items, background=first.background)
    assert not second.background_rebuilt
    assert np.abs(second.shares[:-1] - first.shares).max() < 1e-5


def test_a_stored_background_gives_the_same_answers():
    items = backlog(8)
    first = judge(items)
    stored = Background.from_bytes(first.background.to_bytes())
    again = judge(items, background=stored)
    assert first.background_rebuilt
    assert not again.background_rebuilt
    assert np.abs(again.shares - first.shares).max() < 1e-5


def test_a_changed_text_is_compared_anew_under_the_same_background():
    items = backlog(12)
    first = judge(items)
    items[0] = replace(items[0], title="Query of the search index is slow on Mondays")
    second = judge(items, background=first.background)
    assert not second.background_rebuilt
    assert second.alignments[0].best.goal == "okr:2026-Q1/KR2.1"


def test_items_that_are_gone_are_no_neighbours():
    items = backlog(12)
    first = judge(items)
    second = judge(items[2:], background=first.background)
    assert not second.background_rebuilt
    assert np.isfinite(second.shares).all()


def test_a_draft_is_judged_against_the_kept_background():
    kept = judge(backlog(12)).background
    judged = judge([item("new", "Search index returns pages slowly")], background=kept)
    assert not judged.background_rebuilt
    assert judged.alignments[0].best.goal == "okr:2026-Q1/KR2.1"


def test_changed_goals_rebuild_the_background():
    first = judge(backlog())
    other = judge(
        backlog(), (*GOALS[:3], replace(GOALS[3], title="Other")), background=first.background
    )
    assert other.background_rebuilt


def test_the_order_of_the_items_changes_nothing():
    items = backlog()
    forth = {a.item: a.alignment for a in judge(items).alignments}
    back = {a.item: a.alignment for a in judge(items[::-1]).alignments}
    assert forth == pytest.approx(back, abs=1e-5)


def test_close_creation_times_count_where_most_items_carry_them():
    items = [replace(i, created=NOW - timedelta(days=7 * k)) for k, i in enumerate(backlog())]
    assert judge(items).background.frames[0].timed
    assert not judge(backlog()).background.frames[0].timed


def test_another_strategy_is_served_by_nobody():
    strange = [
        KeyResult(source="okr", id=f"Z{k}", title=title)
        for k, title in enumerate(
            ("Vineyard yields ripen earlier", "Glacier tours sell out", "Choir rehearses weekly")
        )
    ]
    verdicts = [a.verdict for a in judge(backlog(), strange).alignments]
    assert verdicts.count("aligned") == 0
    assert verdicts.count("unaligned") >= len(verdicts) / 2


def test_goals_of_an_ended_cycle_are_judged_against_and_named():
    later = NOW + timedelta(days=200)
    judged = judge(backlog(), as_of=later)
    assert "judged against 2026-Q1" in judged.notes[0]


def test_an_allowance_is_no_candidate_but_carries_marked_work():
    items = [*backlog(), item("T-ops", "Rotate the passwords of hosts", labels=("ops",))]
    judged = judge(items, (*GOALS, KTLO))
    last = judged.alignments[-1]
    assert last.verdict == "supporting"
    assert last.reason == "keep-the-lights-on"
    assert last.links[0].goal == KTLO.ref
    assert judged.shares[:, -1].max() == 0


def test_what_few_words_seem_to_say_is_less_sure():
    short = item("T-98", "Search index")
    full = item("T-99", "Search index returns pages for a typed query in under one second")
    judged = judge([*backlog(), short, full])
    assert judged.shares[-2].argmax() == judged.shares[-1].argmax()
    assert judged.shares[-2].max() < judged.shares[-1].max()
