from pathlib import Path

import pytest

from copilot.delivery.file import File
from copilot.errors import DeliveryError
from copilot.ports import Message


def test_each_form_of_a_message_is_a_file_and_the_same_id_replaces_it(tmp_path: Path):
    channel = File(home=tmp_path, folder=Path("out"))
    channel.send(Message(title="t", text="one", html="<p>one</p>", id="note.digest/../2026-W07"))
    where = channel.send(
        Message(title="t", text="two\n", html="<p>two</p>", id="note.digest/../2026-W07")
    )

    assert where == f"{tmp_path / 'out' / 'note.digest-..-2026-W07'}.txt, .html"
    assert {f.name: f.read_text() for f in (tmp_path / "out").iterdir()} == {
        "note.digest-..-2026-W07.txt": "two\n",
        "note.digest-..-2026-W07.html": "<p>two</p>\n",
    }


def test_a_folder_that_can_t_be_written_is_named(tmp_path: Path):
    (tmp_path / "digests").write_text("a file")

    with pytest.raises(DeliveryError, match=r"can't write to .*digests"):
        File(home=tmp_path).send(Message(title="t", text="x"))
