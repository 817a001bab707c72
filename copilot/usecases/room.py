"""Giving memory back between the stages of a scan."""

import ctypes
import gc
import sys
from functools import lru_cache
from typing import Any

LARGE = 10_000
"""Items from which a backlog leaves room worth giving back; looking takes a tenth of a second."""


def give_back(items: int) -> None:
    """Hand what was freed to the system, where its C library would keep it (glibc).

    Looks for reference cycles first: while much is built nobody does, and the database leaves
    some.

    A scan makes and drops arrays of many sizes; the holes they leave are a quarter of its
    memory (measured), and nobody else can use them.

    Args:
        items: of the backlog; nothing is done where they are few.
    """
    if items < LARGE:
        return
    gc.collect()
    trim = _trim()
    if trim is not None:
        trim(0)


@lru_cache(maxsize=1)
def _trim() -> Any:
    return getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
