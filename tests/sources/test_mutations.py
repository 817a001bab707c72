"""Whatever happens to an export on its way: records, problems or one line, never a crash."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.errors import CopilotError
from copilot.portfolio import WorkItem, to_json

from .exports import source
from .test_contract import SAMPLES


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(SAMPLES)),
    st.floats(0, 1),
    st.floats(0, 1),
    st.binary(max_size=5),
    st.booleans(),
)
def test_a_damaged_export_never_crashes(
    kind: str, at: float, end: float, put: bytes, named: bool
) -> None:
    content = SAMPLES[kind]
    raw = content if isinstance(content, bytes) else content.encode()
    place = int(at * len(raw))
    damaged = raw[:place] + put + raw[place + len(put) : int((0.3 + end) * len(raw))]
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "export").write_bytes(damaged)
        told = "export"
        try:
            found = source(Path(home), "export", kind=kind if named else "auto").pull()
            assert all(to_json(item) for item in found if isinstance(item, WorkItem))
        except CopilotError as error:
            told = str(error)
        assert "export" in told
        assert "\n" not in told
