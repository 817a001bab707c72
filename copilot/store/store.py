"""The store: every part of it over one database, for one workspace."""

from .alone import Alone
from .decisions import Decisions
from .engine import connect
from .findings import Findings
from .notes import Notes
from .records import Records
from .saving import Saving
from .scans import Scans
from .schema import migrate
from .vectors import VectorsOfRecord


class SqlStore(Saving, Records, VectorsOfRecord, Scans, Findings, Notes, Decisions, Alone):
    """The `Store` port over SQLite or PostgreSQL."""


def open_store(url: str, workspace: str, *, patience: float = 10.0) -> SqlStore:
    """Open a database, bring it to the present schema and bind it to one workspace.

    Args:
        url: `sqlite:///path` (its folder is made), `sqlite://` (in memory), `postgresql://…`.
        workspace: the only one whose rows are seen.
        patience: seconds to wait for another writer.

    Raises:
        StoreError: it can't be opened, is damaged, or a newer release has written it.
    """
    engine = connect(url, patience)
    try:
        migrate(engine)
    except Exception:
        engine.dispose()
        raise
    return SqlStore(engine, workspace)
