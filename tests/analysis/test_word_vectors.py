"""What words mean without a model: a table that ships."""

from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.word_vectors import FILE, coverage, word_vectors

KNOWN = word_vectors()
texts = st.lists(
    st.one_of(st.sampled_from(["customers", "leave", "the", "invoice", "grün"]), st.text()),
    max_size=12,
).map(" ".join)


def nearness(one, other):
    return KNOWN.nearness(one.whole, other.whole)


@given(texts)
def test_what_a_text_means_has_unit_length_or_is_nothing(text):
    told = KNOWN.of(text)
    length = float(np.linalg.norm(told.whole))
    assert length == pytest.approx(1 if len(told.words) else 0, abs=1e-4)
    np.testing.assert_allclose(np.linalg.norm(told.words, axis=1), 1, atol=1e-4)
    assert told.words.dtype == told.whole.dtype == np.float32
    assert len(told.words) == len(told.rarity)
    assert ((told.rarity > 0) & (told.rarity <= 1)).all()


@pytest.mark.parametrize("text", ["", "   ", "Żółć", "日本語", "42 %", "qqxz"])
def test_unknown_words_say_nothing(text):
    told = KNOWN.of(text)
    assert told.words.shape == (0, KNOWN.vectors.shape[1])
    assert not told.whole.any()


@pytest.mark.parametrize(
    ("inflected", "stem"), [("gaskets", "gasket"), ("refunds", "refund"), ("INVOICES", "invoices")]
)
def test_inflected_words_mean_what_their_stems_do(inflected, stem):
    assert inflected not in KNOWN.row
    np.testing.assert_array_equal(KNOWN.of(inflected).whole, KNOWN.of(stem).whole)


def test_what_is_left_of_a_short_word_is_no_stem():
    assert "as" in KNOWN.row
    assert not KNOWN.of("ased").whole.any()


def test_words_about_one_thing_are_near():
    leave, resign, pump = map(
        KNOWN.of, ("employees resign", "staff quit their jobs", "water pump")
    )
    assert leave.whole @ resign.whole > leave.whole @ pump.whole + 0.1
    assert coverage(leave, resign) > coverage(leave, pump) + 0.1
    assert nearness(leave, resign) > nearness(leave, pump) + 1


@given(texts)
def test_a_text_covers_itself(text):
    told = KNOWN.of(text)
    assert coverage(told, told) == pytest.approx(1 if len(told.words) else 0, abs=1e-4)


@given(texts, texts)
def test_no_text_covers_more_than_all_of_another(one, other):
    assert -1.001 <= coverage(KNOWN.of(one), KNOWN.of(other)) <= 1.001


@given(texts, texts)
def test_nearness_is_finite(one, other):
    assert np.isfinite(nearness(KNOWN.of(one), KNOWN.of(other)))


@pytest.mark.parametrize("text", ["", "customers", "customers customers customers"])
def test_nearness_of_equal_texts_is_finite(text):
    assert np.isfinite(nearness(KNOWN.of(text), KNOWN.of(text)))


def test_nearness_is_finite_where_all_that_is_usual_is_alike():
    axis = np.zeros_like(KNOWN.mean)
    axis[0] = 1
    alike = replace(KNOWN, mean=axis, moment=np.outer(axis, axis))
    assert np.isfinite(alike.nearness(axis, axis))


@given(st.lists(st.lists(texts, min_size=1, max_size=4), min_size=1, max_size=4))
def test_the_rest_of_each_part_is_what_the_other_parts_say_together(parted):
    said, rest = KNOWN.with_rests(parted)
    parts = [(text, k) for text in parted for k in range(len(text))]
    assert said.shape == rest.shape == (len(parts), KNOWN.vectors.shape[1])
    for row, (text, k) in enumerate(parts):
        others = " ".join([*text[:k], *text[k + 1 :]])
        np.testing.assert_allclose(said[row], KNOWN.of(text[k]).whole, atol=1e-5)
        np.testing.assert_allclose(rest[row], KNOWN.of(others).whole, atol=1e-4)


def test_the_table_is_small_and_its_words_are_plain():
    table = files("copilot.analysis") / FILE
    assert len(table.read_bytes()) < 1_000_000
    assert all(word.isascii() and word.isalpha() and word.islower() for word in KNOWN.row)
    assert KNOWN.vectors.dtype == np.int8
    assert len(KNOWN.row) == len(KNOWN.vectors) == len(KNOWN.rarity)
    assert sorted(KNOWN.row.values()) == list(range(len(KNOWN.vectors)))


def test_the_table_is_read_once():
    assert word_vectors() is KNOWN
