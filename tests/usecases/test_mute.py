"""What copilot.toml mutes is not told."""

from pathlib import Path

from copilot import usecases
from copilot.wiring import open_workspace


def mute(home: Path, *fingerprints: str) -> None:
    file = home / "copilot.toml"
    listed = ", ".join(f'"{f}"' for f in fingerprints)
    file.write_text(f"mute = [{listed}]\n" + file.read_text(encoding="utf-8"), encoding="utf-8")


def test_a_finding_that_the_settings_mute_stays_muted(home: Path):
    first = open_workspace(home)
    usecases.sync(first)
    loud = usecases.scan(first).findings[0]
    assert loud.state == "new"

    mute(home, loud.fingerprint, "0000000000000000")
    second = usecases.scan(open_workspace(home))
    past = usecases.scan(open_workspace(home), period="2026-Q1")

    assert {f.fingerprint for f in second.findings if f.state == "muted"} == {loud.fingerprint}
    assert loud.fingerprint not in {f.fingerprint for f in past.findings if f.state != "muted"}
    known = {f.fingerprint: f.state for f in open_workspace(home).store.findings()}
    assert known[loud.fingerprint] == "muted"
