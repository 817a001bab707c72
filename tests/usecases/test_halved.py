"""Vectors of a backlog read alike in memory and on disk, and a full disk is said."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from copilot.analysis.vectors import chosen
from copilot.errors import StoreError
from copilot.usecases.halved import Halved

ROWS, DIM = 50, 8
WHOLE = np.random.default_rng(1).standard_normal((ROWS, DIM)).astype(np.float16)


def stored(opened: Callable[[], object] = BytesIO) -> Halved:
    parts = (WHOLE[at : at + 7].astype(np.float32) for at in range(0, ROWS, 7))
    return Halved(parts, ROWS, DIM, opened=opened)


def on_disk() -> object:
    return TemporaryFile(buffering=0)


@pytest.fixture(params=[BytesIO, on_disk])
def vectors(request: pytest.FixtureRequest) -> Halved:
    return stored(request.param)


@pytest.mark.parametrize(
    "rows", [slice(None), slice(3, 9), slice(0, ROWS, 7), slice(48, 99), slice(5, 5)]
)
def test_slices_are_those_of_the_matrix(vectors: Halved, rows: slice) -> None:
    assert np.array_equal(vectors[rows], WHOLE[rows].astype(np.float32))


def test_places_of_any_shape_and_order_are_read(vectors: Halved) -> None:
    shapes = st.sampled_from([(0,), (1,), (9,), (3, 4)])

    @given(arrays(np.int64, shapes, elements=st.integers(0, ROWS - 1)))
    def same(places: np.ndarray) -> None:
        found = vectors[places]
        assert found.dtype == np.float32
        assert np.array_equal(found, WHOLE[places].astype(np.float32))

    same()
    assert vectors.shape == (ROWS, DIM)
    assert len(vectors) == ROWS


def test_one_row_takes_the_place_of_another(vectors: Halved) -> None:
    other = np.arange(DIM, dtype=np.float32)
    vectors[3] = other
    assert np.array_equal(vectors[2:5], np.stack([WHOLE[2], other, WHOLE[4]]))


def test_what_is_no_number_is_nothing() -> None:
    found = Halved([np.full((1, DIM), np.nan, np.float32)], 1, DIM)
    assert not found[:].any()


def test_no_rows_are_no_rows() -> None:
    assert Halved([], 0, DIM)[:].shape == (0, DIM)


def test_chosen_rows_are_looked_up_in_those_they_were_chosen_from() -> None:
    vectors, rows = stored(), np.array([9, 4, 4, 30])
    some = chosen(vectors, rows)
    assert some.shape == (4, DIM)
    assert len(some) == 4
    assert np.array_equal(some[1:], WHOLE[rows[1:]].astype(np.float32))
    assert np.array_equal(chosen(some, np.array([3, 0]))[:], WHOLE[[30, 9]].astype(np.float32))
    assert chosen(vectors, np.arange(ROWS)) is vectors


class Nearly(BytesIO):
    """A disk with room for half of what it is given."""

    def write(self, told: object) -> int:
        return super().write(bytes(memoryview(told)[:10]))  # type: ignore[arg-type]


def full_device() -> object:
    return Path("/dev/full").open("r+b", buffering=0)


@pytest.mark.parametrize("disk", [Nearly, full_device])
def test_a_full_disk_is_said(disk: Callable[[], object]) -> None:
    with pytest.raises(StoreError, match="set TMPDIR to a folder that has it"):
        stored(disk)
