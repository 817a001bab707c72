import pytest

from copilot.ports import Message
from copilot.wiring import open_channel


def test_a_message_is_printed_by_the_installed_channel(capsys: pytest.CaptureFixture[str]):
    open_channel("stdout").send(Message(title="Note · week 7", text="Nothing drifted."))

    assert capsys.readouterr().out == "Note · week 7\n\nNothing drifted.\n"
