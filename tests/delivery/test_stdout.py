from pathlib import Path

import pytest

from copilot.ports import Message
from copilot.wiring import open_channel


def test_a_message_is_printed_by_the_installed_channel(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    open_channel("stdout", tmp_path).send(Message(title="Note · week 7", text="Nothing drifted."))

    assert capsys.readouterr().out == "Note · week 7\n\nNothing drifted.\n"


def test_a_title_that_the_text_begins_with_is_printed_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    open_channel("stdout", tmp_path).send(Message(title="Note", text="Note\n\nCHANGED …"))

    assert capsys.readouterr().out == "Note\n\nCHANGED …\n"
