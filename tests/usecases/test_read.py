"""Texts and vectors of a backlog, a few thousand at once."""

import numpy as np
import pytest

from copilot import usecases
from copilot.usecases.read import TOGETHER, Bodies, embedded


def test_bodies_are_those_of_the_store(note):
    now = note.now()
    refs = [item.ref for item in note.store.portfolio(now).items]
    bodies = Bodies(note.store, refs, now)
    assert dict(bodies) == dict(note.store.texts(refs, now))
    assert len(bodies) == len(refs)
    with pytest.raises(KeyError):
        bodies["note:NOBODY"]


def test_vectors_are_kept_in_half_the_room_and_progress_counts_all(tmp_path):
    from eval.synthetic import Backlog, FreeEncoder, open_synthetic

    workspace = open_synthetic(tmp_path, Backlog(1), FreeEncoder())
    texts = [f"text {k}" for k in range(TOGETHER + 5)]
    seen = []
    rows = embedded(workspace, texts, lambda done, total: seen.append((done, total)))
    exact = workspace.embedder(texts)
    assert rows.shape == exact.shape
    assert len(rows) == len(texts)
    assert np.abs(rows[:9] @ exact.T - exact[:9] @ exact.T).max() < 2e-4
    assert seen[-1] == (len(texts), len(texts))
    assert seen == sorted(seen)


def test_an_empty_backlog_has_no_vectors(tmp_path):
    from eval.synthetic import Backlog, FreeEncoder, open_synthetic

    workspace = open_synthetic(tmp_path, Backlog(0), FreeEncoder())
    usecases.sync(workspace)
    assert usecases.scan(workspace).items == ()
