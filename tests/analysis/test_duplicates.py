from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from scipy import sparse

from copilot.analysis import duplicates
from copilot.analysis.duplicates import find_duplicates, score_pairs
from copilot.analysis.nearest import nearest_by_vector, nearest_by_words
from copilot.analysis.series import Titles
from copilot.portfolio import Status, WorkItem

DIM = 32
EXPORT = "Export invoices as a spreadsheet"
NOW = datetime(2026, 2, 16, tzinfo=UTC)


def item(key, title, source="jira", **fields):
    return WorkItem(source=source, id=key, key=key, title=title, **fields)


def backlog(**fields):
    """Ten unlike items, and one pair whose vectors nearly agree; `fields` go to the first."""
    others = [f"Topic {chr(97 + n) * 6} entirely unlike anything" for n in range(10)]
    items = [
        item("A", EXPORT, **fields),
        item("B", "Invoices: download as Excel", source="linear"),
        *(item(f"N{n}", title) for n, title in enumerate(others)),
    ]
    vectors = np.eye(len(items), DIM, dtype=np.float32)
    vectors[1] = 0.9 * vectors[0] + np.sqrt(1 - 0.81) * vectors[1]
    return items, vectors


def found(items, vectors, **options):
    texts = [i.title for i in items]
    return [(d.a, d.b) for d in find_duplicates(items, texts, vectors, **options)]


PAIR = [("jira:A", "linear:B")]


def test_the_same_request_in_other_words_and_another_tool_is_found():
    assert found(*backlog()) == PAIR


def test_a_pair_of_two_alone_is_found_too():
    items, vectors = backlog()

    assert found(items[:2], vectors[:2]) == PAIR


def test_fewer_than_two_items_have_no_duplicates():
    items, vectors = backlog()

    assert found(items[:1], vectors[:1]) == []
    assert found([], np.zeros((0, DIM), np.float32)) == []


@pytest.mark.parametrize("field", ["depends_on", "blocks", "duplicates"])
def test_what_is_linked_already_is_left_out(field):
    assert found(*backlog(**{field: ("linear:B",)})) == []


def test_parent_and_child_are_left_out():
    assert found(*backlog(parent="linear:B")) == []


def test_parts_of_one_plan_are_left_out():
    items, vectors = backlog(epic="jira:E")
    items[1] = item("B", "Invoices: download as Excel", source="linear", parent="jira:E")

    assert found(items, vectors) == []


def test_an_epic_and_a_ticket_are_no_twins():
    assert found(*backlog(kind="epic")) == []


def test_two_dropped_items_are_left_out_and_one_is_not():
    items, vectors = backlog(status=Status.DROPPED)

    assert found(items, vectors) == PAIR
    items[1] = item("B", "Invoices as Excel", source="linear", status=Status.DROPPED)
    assert found(items, vectors) == []


def test_what_was_carried_over_to_the_next_period_is_no_duplicate():
    items, vectors = backlog(period="2026-Q1")
    items[1] = item("B", EXPORT, source="linear", period="2026-Q2")

    assert found(items, vectors) == []


@pytest.mark.parametrize(("days", "expected"), [(200, PAIR), (500, [])])
def test_items_more_than_a_year_apart_are_no_candidates(days, expected):
    items, vectors = backlog(created=NOW)
    old = NOW - timedelta(days=days)
    items[1] = item("B", "Invoices: download as Excel", source="linear", created=old)

    assert found(items, vectors) == expected


def test_a_common_label_speaks_for_a_pair():
    items, vectors = backlog()
    before = max(score_pairs(items, [i.title for i in items], vectors).score)
    items[0] = item("A", EXPORT, labels=("billing",))
    items[1] = item("B", "Invoices: download as Excel", source="linear", labels=("billing",))

    assert max(score_pairs(items, [i.title for i in items], vectors).score) > before


def test_siblings_that_share_words_and_differ_in_what_they_ask_score_lower():
    items, vectors = backlog()
    reworded = max(score_pairs(items, [i.title for i in items], vectors).score)
    items[1] = item("B", "Export invoices to auditors", source="linear")

    assert max(score_pairs(items, [i.title for i in items], vectors).score) < reworded


def test_the_order_of_the_items_changes_nothing():
    items, vectors = backlog()

    assert found(items[::-1], vectors[::-1]) == PAIR


def test_everything_is_shown_when_no_threshold_is_set():
    items, vectors = backlog()

    assert len(found(items, vectors, min_score=0.0)) >= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Release notes for 2.3", "Release notes for 2.4"),
        ("Push to talk on iOS", "Push to talk on Android"),
        ("Translate the checkout to German", "Translate the checkout to Polish"),
        ("Enable weekly mails to admins", "Disable weekly mails to admins"),
        ("Office opening party in Kassel", "Office opening party in Bremen"),
    ],
)
def test_titles_of_a_series_and_opposites_differ_in_kind(one, other):
    assert Titles([one, other]).differ_in_kind(0, 1)


def test_three_titles_with_one_gap_make_a_series():
    titles = Titles([f"Connect the ledger to {name}" for name in ("acme", "zenit", "borg")])

    assert titles.differ_in_kind(0, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Export invoices as CSV", "Download of invoices as CSV"),
        ("Fix login", "Fix login"),
        ("Fix The Login Page Now", "Fix The Signin Page Now"),
        ("Log out", "Sign out"),
    ],
)
def test_titles_in_other_words_do_not_differ_in_kind(one, other):
    assert not Titles([one, other]).differ_in_kind(0, 1)


def test_pairs_are_compared_alike_in_squares_of_any_size():
    vectors = np.random.default_rng(3).standard_normal((23, 8)).astype(np.float32)
    a, b = np.triu_indices(23, 1)
    whole = np.einsum("ij,ij->i", vectors[a], vectors[b])
    pairs = duplicates.Pairs(a, b, np.zeros(len(a), np.float32))
    for square in (1, 5, 23, 64):
        found = duplicates._alike(pairs, vectors, square)
        kept = whole >= duplicates.MIN_COSINE
        assert found.a.tolist() == a[kept].tolist()
        assert found.b.tolist() == b[kept].tolist()
        assert np.allclose(found.score, whole[kept])


def test_cells_find_what_comparing_all_pairs_finds():
    chance = np.random.default_rng(1)
    themes = chance.standard_normal((40, DIM), dtype=np.float32)
    vectors = np.repeat(themes, 60, axis=0)
    vectors += 0.1 * chance.standard_normal(vectors.shape, dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)

    exact, cells = nearest_by_vector(vectors, 5), nearest_by_vector(vectors, 5, exact_rows=100)

    same = [set(a) == set(b) for a, b in zip(exact.place, cells.place, strict=True)]
    assert np.mean(same) > 0.95


def test_words_find_the_rows_with_the_largest_product():
    rows = sparse.csr_array(np.array([[1, 0, 0], [0.6, 0.8, 0], [0, 1, 0], [0, 0, 1]], float))
    near = nearest_by_words(rows, 1)

    assert near.place[:, 0].tolist() == [1, 2, 1, -1]


def test_a_word_of_everybody_is_no_candidate_for_long():
    rows = np.ones((40, 1))
    near = nearest_by_words(sparse.csr_array(rows), 3)

    assert near.place.shape == (40, 3)
