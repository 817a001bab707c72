"""How rituals are printed."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from copilot.cli import app
from copilot.usecases import Workspace


def printed(home: Path, *words: str) -> str:
    done = CliRunner().invoke(app, ["--home", str(home), *words])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize(
    ("form", "opening"),
    [
        ("text", "Note · week 7 · 1 change, 3 decisions\n\nCHANGED  "),
        ("markdown", "**Note · week 7 · 1 change, 3 decisions**\n\n**Changed** "),
        ("html", "<!doctype html>"),
        ("json", '{\n  "week": "2026-W07"'),
    ],
)
def test_a_digest_has_four_forms(note: Workspace, form: str, opening: str):
    assert printed(note.home, "digest", "--format", form).startswith(opening)


@pytest.mark.parametrize(
    ("form", "opening"), [("text", "KR1.1 activation"), ("markdown", "### Strategy diff")]
)
def test_a_diff_is_text_or_a_comment(note: Workspace, form: str, opening: str):
    draft = str(note.home / "okrs" / "2026-Q2.yaml")

    assert printed(note.home, "diff", draft, "--format", form).startswith(opening)


@pytest.mark.parametrize("ritual", ["standup", "review", "sync-pack", "record"])
def test_the_others_are_text(note: Workspace, ritual: str):
    assert printed(note.home, ritual).strip()
