"""Words as sparse rows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.lexical import (
    BLOCK,
    document_frequency,
    inverse_frequency,
    read,
    read_words,
    split_words,
    taken,
    weigh,
)


def _weighed(texts):
    rows = read(texts).words
    return weigh(rows, inverse_frequency(document_frequency(rows), len(texts)))


def test_camel_case_counts_as_two_words():
    assert split_words("parseJSONFile twice") == ["parse", "jsonfile", "twice"]
    assert split_words("importNotes") == ["import", "notes"]


def test_stems_meet_and_stop_words_do_not_count():
    rows = _weighed(["the importing of notes", "it imports a note", "unrelated words here"])
    likeness = (rows @ rows.T).toarray()
    assert likeness[0, 1] > 0.99
    assert likeness[0, 2] == 0


def test_neighbouring_words_count_as_a_pair():
    rows = read(["fast import", "import fast", "fast import"]).words
    same = (rows[[0]] @ rows[[2]].T).toarray()[0, 0]
    turned = (rows[[0]] @ rows[[1]].T).toarray()[0, 0]
    assert same == 3
    assert turned == 2


def test_an_empty_text_stays_an_empty_row():
    assert _weighed(["", "words here"])[[0]].nnz == 0
    assert len(read([])) == 0
    assert read([""]).grams(0, 1).nnz == 0


def test_spellings_that_share_letters_share_n_grams():
    corpus = read(["importer", "imported", "query"])
    grams = corpus.grams(0, 3)
    shared = (grams @ grams.T).toarray()
    assert shared[0, 1] > 5
    assert shared[0, 2] == 0


def test_a_word_of_every_text_says_nothing():
    rows = read(["import one", "import two"]).words
    rarity = inverse_frequency(np.array([2, 1]), 1)
    assert rarity[0] == 0
    assert rarity[1] > 0
    assert document_frequency(rows).sum() == 6


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_any_text_gives_rows_of_unit_length_or_none(texts):
    rows = _weighed(texts)
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    assert np.all((np.abs(length - 1) < 1e-4) | (length < 1e-4))


@given(st.text(alphabet="aBcD1 2_-.XyZ\n", max_size=30))
def test_plain_texts_are_split_as_all_others_are(text):
    assert split_words(text) == split_words(f"{text} é")[:-1]


def test_words_read_alone_and_in_several_blocks_are_the_same_words():
    texts = [f"word{n % 7} shared by {n}" for n in range(BLOCK + 3)]
    alone, known = read_words(texts), read(texts).words
    assert (alone != known).nnz == 0
    last = read_words(texts[-1:])
    assert (alone[[-1]] != last).nnz == 0


def test_all_rows_in_order_are_the_matrix_itself():
    rows = read_words(["one", "two", "three"])
    assert taken(rows, np.arange(3)) is rows
    assert taken(rows, np.array([1, 0, 2])) is not rows
