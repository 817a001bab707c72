"""Earlier scans by id, and what monitoring wants to know of the last one."""

from dataclasses import replace
from io import BytesIO
from itertools import chain
from zlib import compressobj, decompress

from copilot.errors import UnknownRef
from copilot.portfolio import from_json, to_json

from .unnamed import named
from .views import FindingView, ScanRecord
from .workspace import Workspace

_KIND, _LATEST = "scan", "latest"
_PLAIN = b"{"
"""How scans began that were kept as plain JSON."""
_VERDICTS = ("aligned", "unsure", "unaligned", "thin", "supporting")


def keep_scan(workspace: Workspace, record: ScanRecord) -> None:
    """Remember a scan by its id, in a tenth of the room; `latest` names the last one.

    A line of JSON for the scan, then one a finding: a large backlog has many.
    """
    squeezed, kept = compressobj(1), BytesIO()
    for value in chain((replace(record, findings=()),), record.findings):
        kept.write(squeezed.compress(to_json(value).encode() + b"\n"))
    kept.write(squeezed.flush())
    for key, value in ((record.id, kept.getvalue()), (_LATEST, record.id.encode())):
        workspace.store.save_value(_KIND, key, value, at=record.as_of)


def recall_scan(workspace: Workspace, key: str) -> ScanRecord:
    """Return an earlier scan; `latest` is the last one.

    Raises:
        UnknownRef: there is none with this id.
    """
    kept = workspace.store.value(_KIND, key)
    if key == _LATEST and kept is not None and not kept.startswith(_PLAIN):
        kept = workspace.store.value(_KIND, kept.decode())
    if kept is None:
        raise UnknownRef(f"no scan {key!r}; POST /api/v1/scans makes one")
    if kept.startswith(_PLAIN):
        return from_json(ScanRecord, kept)
    head, *findings = decompress(kept).splitlines()
    found = tuple(from_json(FindingView, line) for line in findings)
    return replace(from_json(ScanRecord, head), findings=found)


def metrics(workspace: Workspace) -> str:
    """Return counts in the Prometheus text format."""
    lines = ["# TYPE copilot_source_records gauge", "# TYPE copilot_sync_lag_seconds gauge"]
    for seen in named(workspace):
        label = seen.source.replace("\\", "\\\\").replace('"', '\\"')
        lag = (workspace.now() - seen.at).total_seconds()
        lines.append(f'copilot_source_records{{source="{label}"}} {seen.records}')
        lines.append(f'copilot_sync_lag_seconds{{source="{label}"}} {lag:.0f}')
    if workspace.store.value(_KIND, _LATEST) is not None:
        total = recall_scan(workspace, "latest").summary
        lines.append("# TYPE copilot_items gauge")
        lines += [f'copilot_items{{verdict="{v}"}} {getattr(total, v)}' for v in _VERDICTS]
    return "\n".join(lines) + "\n"
