"""Records, versions, vectors and what was said about them, in SQLite or PostgreSQL."""

from .store import SqlStore, open_store

__all__ = ["SqlStore", "open_store"]
