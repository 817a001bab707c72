"""What is usual in a workspace, kept."""

import numpy as np
import pytest

from copilot.analysis.background import Background, key_of
from copilot.analysis.lexical import read
from copilot.analysis.neighbours import Graph, Points, nearest, smooth
from copilot.analysis.parameters import SHIPPED, Usual
from copilot.analysis.similarity import columns, excess, relative, stretch_of

from .backlog import backlog, judge

USUAL = Usual(mean=0.2, by_goal=0.1, by_item=0.1)


def _kept():
    return judge(backlog()).background


def test_it_survives_storage():
    kept = _kept()
    again = Background.from_bytes(kept.to_bytes())
    assert again.items == kept.items
    assert np.array_equal(again.hashes, kept.hashes)
    assert again.documents == kept.documents
    assert np.array_equal(again.word_frequency, kept.word_frequency)
    assert again.frames[0].timed is False
    assert np.array_equal(again.frames[0].likeness, kept.frames[0].likeness)


def test_an_empty_one_survives_storage_too():
    empty = judge([], ()).background
    again = Background.from_bytes(empty.to_bytes())
    assert again.items == ()
    assert again.frames == ()


def test_damaged_bytes_are_no_background():
    assert Background.from_bytes(b"nonsense") is None
    assert Background.from_bytes(_kept().to_bytes()[:100]) is None


def test_an_unknown_candidate_set_has_no_frame():
    with pytest.raises(KeyError):
        _kept().frame("elsewhere")


def test_more_than_a_tenth_of_changes_makes_it_stale():
    kept = _kept()
    same = dict(zip(kept.items, kept.hashes.tolist(), strict=True))
    changed = same | dict.fromkeys(kept.items[:3], b"other")
    assert not kept.stale(same)
    assert not kept.stale(same | {"jira:new": b"text"})
    assert kept.stale(changed)
    assert kept.stale({ref: text for ref, text in list(same.items())[4:]})


def test_a_question_about_few_items_makes_nothing_stale():
    assert not _kept().stale({"draft:new": b"text"})


def test_another_embedder_does_not_fit():
    kept = _kept()
    keys = [frame.key for frame in kept.frames]
    assert kept.fits(kept.goals, kept.goal_vectors, keys)
    assert not kept.fits(kept.goals, kept.goal_vectors[:, :8], keys)
    assert not kept.fits(kept.goals, -kept.goal_vectors, keys)
    assert not kept.fits("other", kept.goal_vectors, keys)
    assert not kept.fits(kept.goals, kept.goal_vectors, ["elsewhere"])


def test_keys_tell_lists_apart():
    assert key_of(["a", "b"]) != key_of(["ab"])


def test_equal_scores_have_no_winner():
    flat = np.full((4, 3), 0.3, np.float32)
    relation = relative(flat, USUAL, columns([flat], USUAL, 20), 4)
    assert np.ptp(relation) < 1e-6
    assert np.isfinite(relation).all()


def test_few_items_are_shrunk_to_what_is_usual():
    one = columns([np.full((1, 2), 0.9, np.float32)], USUAL, 20)
    many = columns([np.full((2000, 2), 0.9, np.float32)], USUAL, 20)
    assert one.mean[0] == pytest.approx(0.2, abs=0.05)
    assert many.mean[0] == pytest.approx(0.9, abs=0.02)


def test_an_embedder_that_finds_everything_alike_is_stretched():
    chance = np.random.default_rng(1)
    plain = np.clip(0.11 + 0.09 * chance.standard_normal((200, 10)), -1, 1).astype(np.float32)
    crowded = 0.7 + 0.3 * plain
    assert stretch_of(plain, SHIPPED) == 0
    assert stretch_of(np.full((3, 3), 0.9, np.float32), SHIPPED) == 0
    own = excess(crowded.max(axis=1), 10, stretch_of(crowded, SHIPPED), SHIPPED)
    apart = own - excess(plain.max(axis=1), 10, 0, SHIPPED)
    assert np.abs(apart).max() < 0.5


def _points(count, days=np.nan):
    chance = np.random.default_rng(2)
    centres = chance.standard_normal((20, 32))
    vectors = centres[np.arange(count) % 20] + 0.3 * chance.standard_normal((count, 32))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = [f"word{k % 20} filler{k % 7}" for k in range(count)]
    return Points(vectors.astype(np.float32), read(texts).words, np.full(count, days))


def test_nobody_is_its_own_neighbour():
    points = _points(50)
    graph = nearest(points, points, np.arange(50), timed=False, count=10)
    assert not (graph.place == np.arange(50)[:, None])[graph.weight > 0].any()


def test_cells_find_most_of_what_comparing_all_pairs_finds():
    points = _points(600)
    own = np.arange(600)
    exact = nearest(points, points, own, timed=False, count=10)
    cells = nearest(points, points, own, timed=False, count=10, exact_rows=100)
    met = [len(set(a) & set(b)) for a, b in zip(exact.place, cells.place, strict=True)]
    assert np.mean(met) > 7


def test_a_pair_created_together_is_near():
    points = _points(40)
    points.days[:] = np.arange(40) * 30.0
    points.days[39] = points.days[0]
    plain = nearest(points, points, np.arange(40), timed=False, count=3)
    graph = nearest(points, points, np.arange(40), timed=True, count=3)
    met = graph.place[0] == 39
    assert not (plain.place[0] == 39).any()
    assert met.any() or graph.weight[0].min() > 0.3**2


def test_an_item_without_neighbours_keeps_its_score():
    lonely = Graph(np.zeros((1, 2), np.int32), np.zeros((1, 2), np.float32))
    scores = np.array([[1.0, 2.0]], np.float32)
    assert smooth(scores, scores, lonely, 0.7).tolist() == scores.tolist()
