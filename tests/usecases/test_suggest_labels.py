from pathlib import Path

import pytest
from typer.testing import CliRunner

from copilot import usecases
from copilot.cli import app
from copilot.errors import InputError
from copilot.usecases import Workspace
from copilot.usecases.suggest_labels import suggest_labels


def test_open_work_is_asked_about_that_nobody_told_and_that_can_be_told(note: Workspace):
    judged = {i.ref: i for i in usecases.scan(note).items}
    open_refs = {i.ref for i in note.store.portfolio(note.now()).open_items}
    asked = suggest_labels(note, 20)

    assert len(asked) == 20
    assert {q.item for q in asked} <= open_refs
    verdicts = {judged[q.item].verdict for q in asked}
    assert verdicts <= {"aligned", "unsure", "unaligned"}
    assert not any(link.origin == "stated" for q in asked for link in judged[q.item].links)
    assert suggest_labels(note, 1) == asked[:1]


def test_an_answered_question_is_not_asked_again(note: Workspace):
    first = suggest_labels(note, 1)[0]
    usecases.feedback(note, first.item, first.goal, "accept")
    usecases.scan(note)

    assert first.item not in {q.item for q in suggest_labels(note, 20)}


def test_none_can_not_be_asked_for(note: Workspace):
    with pytest.raises(InputError, match="at least one"):
        suggest_labels(note, 0)


def test_the_terminal_prints_the_command_that_answers(shop_home: Path):
    done = CliRunner().invoke(app, ["--home", str(shop_home), "feedback", "--suggest", "5"])

    assert done.exit_code == 0
    assert "copilot feedback" in done.stdout or "Nothing is in doubt" in done.stdout
