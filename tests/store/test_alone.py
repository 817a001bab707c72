"""A task that only one process at a time may do."""

from collections.abc import Callable

import pytest

from copilot.errors import StoreError
from copilot.store import SqlStore, open_store


def test_a_task_is_held_until_it_ends(lasting_url: str):
    mine, other = (open_store(lasting_url, "note") for _ in range(2))

    with mine.alone("watch"):
        with pytest.raises(StoreError, match="watch runs already for workspace 'note'"):
            other.alone("watch").__enter__()
        with other.alone("something else"):
            pass
    with other.alone("watch"):
        pass
    mine.close()
    other.close()


def test_another_workspace_of_the_same_store_is_free(
    store: SqlStore, beside: Callable[[str], SqlStore]
):
    with store.alone("watch"), beside("other").alone("watch"):
        pass


def test_a_folder_that_may_not_be_written_is_named(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/copilot.db", "note")
    store.engine.url = store.engine.url.set(database=f"{tmp_path}/gone/copilot.db")

    with pytest.raises(StoreError, match="it can't be opened"):
        store.alone("watch").__enter__()
    store.close()
