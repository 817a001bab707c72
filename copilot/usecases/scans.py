"""Earlier scans by id, and what monitoring wants to know of the last one."""

from copilot.errors import UnknownRef
from copilot.portfolio import from_json

from .views import ScanRecord
from .workspace import Workspace

_VERDICTS = ("aligned", "unsure", "unaligned", "thin", "supporting")


def recall_scan(workspace: Workspace, key: str) -> ScanRecord:
    """Return an earlier scan; `latest` is the last one.

    Raises:
        UnknownRef: there is none with this id.
    """
    kept = workspace.store.value("scan", key)
    if kept is None:
        raise UnknownRef(f"no scan {key!r}; POST /api/v1/scans makes one")
    return from_json(ScanRecord, kept)


def metrics(workspace: Workspace) -> str:
    """Return counts in the Prometheus text format."""
    lines = ["# TYPE copilot_source_records gauge", "# TYPE copilot_sync_lag_seconds gauge"]
    for seen in workspace.store.freshness():
        label = seen.source.replace("\\", "\\\\").replace('"', '\\"')
        lag = (workspace.now() - seen.at).total_seconds()
        lines.append(f'copilot_source_records{{source="{label}"}} {seen.records}')
        lines.append(f'copilot_sync_lag_seconds{{source="{label}"}} {lag:.0f}')
    if workspace.store.value("scan", "latest") is not None:
        total = recall_scan(workspace, "latest").summary
        lines.append("# TYPE copilot_items gauge")
        lines += [f'copilot_items{{verdict="{v}"}} {getattr(total, v)}' for v in _VERDICTS]
    return "\n".join(lines) + "\n"
