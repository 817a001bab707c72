"""A decision is not asked about again."""

from pathlib import Path

import pytest

from copilot import usecases
from copilot.usecases import Workspace
from copilot.wiring import open_demo


@pytest.fixture
def note(tmp_path: Path) -> Workspace:
    workspace = open_demo(tmp_path)
    usecases.sync(workspace)
    usecases.scan(workspace)
    return workspace


def asked(workspace: Workspace) -> set[str]:
    found = usecases.scan(workspace).findings
    return {f.subject for f in found if f.code == "unaligned" and f.state != "resolved"}


@pytest.mark.parametrize("choice", ["park", "keep"])
def test_what_somebody_decided_is_not_asked_about_again(note: Workspace, choice: str):
    assert "jira:NOTE-377" in asked(note)
    usecases.decide(note, "NOTE-377", choice, reason="Globex renewed without it")

    assert "jira:NOTE-377" not in asked(note)
    assert "Globex renewed without it" in usecases.why(note, "NOTE-377").text


def test_a_parked_ticket_is_no_part_of_the_next_plan(note: Workspace):
    before = usecases.plan(note, team="Import", capacity=40)
    usecases.decide(note, "NOTE-377", "park", reason="Not this quarter")
    after = usecases.plan(note, team="Import", capacity=40)

    assert "NOTE-377" in before.text
    assert "NOTE-377" not in after.text
