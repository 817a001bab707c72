import numpy as np
import pytest

from eval.baselines import BASELINES, Texts, some_goal

ITEMS = ["Fix login for guests", "Guests log in by phone", "Order paper"]
GOALS = ["Guests log in without help", "Cheaper paper orders"]


@pytest.fixture
def texts():
    rng = np.random.default_rng(2)
    vectors = rng.normal(size=(5, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Texts(items=ITEMS, goals=GOALS, item_vectors=vectors[:3], goal_vectors=vectors[3:])


@pytest.mark.parametrize("name", BASELINES)
def test_every_baseline_scores_every_pair_and_repeats_itself(name, texts):
    chosen = BASELINES[name]
    scores = chosen.score(texts)
    assert scores.shape == (3, 2)
    assert np.isfinite(scores).all()
    assert (scores == chosen.score(texts)).all()
    assert some_goal(scores, chosen).shape == (3,)


@pytest.mark.parametrize("name", ["keyword50", "bm25", "tfidf"])
def test_shared_words_bring_item_and_goal_together(name, texts):
    scores = BASELINES[name].score(texts)
    assert scores[1].argmax() == 0
    assert scores[2].argmax() == 1


def test_keyword_overlap_is_the_share_of_the_goals_words(texts):
    assert BASELINES["keyword50"].score(texts)[1, 0] == pytest.approx(3 / 5)


def test_a_fixed_cut_says_yes_or_no():
    scores = np.array([[0.2, 0.1], [0.7, 0.1]])
    assert some_goal(scores, BASELINES["cosine60"]).tolist() == [0.0, 1.0]
    assert some_goal(scores, BASELINES["top3mean"]) == pytest.approx([0.15, 0.4])


def test_chance_is_right_as_often_as_chance():
    many = Texts(
        items=["x"] * 2000,
        goals=["y"] * 4,
        item_vectors=np.zeros((2000, 2), np.float32),
        goal_vectors=np.zeros((4, 2), np.float32),
    )
    assert np.mean(BASELINES["random"].score(many).argmax(axis=1) == 2) == pytest.approx(
        0.25, abs=0.03
    )
