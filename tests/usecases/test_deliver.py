"""A digest goes out once a channel, whatever happens in between."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner

from copilot.cli import app
from copilot.errors import ConfigError, DeliveryError, PartlyDelivered
from copilot.ports import Message
from copilot.settings import load_settings
from copilot.usecases import Workspace, deliver, digest
from copilot.wiring import open_channel


@dataclass
class Postbox:
    """Takes messages, unless it has a fault to show first."""

    faults: list[DeliveryError] = field(default_factory=list)
    taken: list[Message] = field(default_factory=list)

    def send(self, message: Message) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.taken.append(message)


def test_a_second_run_sends_nothing_twice(shop: Workspace):
    box, made = Postbox(), digest(shop)

    assert deliver(shop, made, "box", box).sent
    assert not deliver(shop, made, "box", box).sent
    assert deliver(shop, made, "other box", box).sent
    assert [m.id for m in box.taken] == ["shop.digest-2026-W07"] * 2
    assert box.taken[0].text == made.text
    assert box.taken[0].headers["Date"].startswith("Mon, 16 Feb 2026")


def test_what_failed_is_sent_the_next_time(shop: Workspace):
    box, made = Postbox(faults=[DeliveryError("no answer")]), digest(shop)
    with pytest.raises(DeliveryError):
        deliver(shop, made, "failing box", box)

    assert deliver(shop, made, "failing box", box).sent


def test_what_reached_some_is_not_sent_again(shop: Workspace):
    box, made = Postbox(faults=[PartlyDelivered("not to all")]), digest(shop)
    with pytest.raises(PartlyDelivered):
        deliver(shop, made, "picky box", box)

    assert not deliver(shop, made, "picky box", box).sent
    assert box.taken == []


def test_the_terminal_sends_and_says_so(shop_home: Path):
    words = ["--home", str(shop_home), "digest", "--send", "file"]
    first, second = (CliRunner().invoke(app, words) for _ in range(2))

    written = shop_home / "digests" / "shop.digest-2026-W07"
    assert first.stderr == f"shop.digest-2026-W07 sent by file: {written}.txt, .md, .html\n"
    assert second.stderr == "shop.digest-2026-W07 had been sent before by file\n"
    assert written.with_name(f"{written.name}.txt").exists()


def test_what_became_of_a_message_is_json_too(shop_home: Path):
    words = ["--home", str(shop_home), "digest", "--send", "stdout", "--json"]
    CliRunner().invoke(app, words)
    told = json.loads(CliRunner().invoke(app, words).stdout)
    assert told == {
        "channel": "stdout",
        "id": "shop.digest-2026-W07",
        "sent": False,
        "where": "",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--send"], "no channel is named; there are file, stdout, email (set host under"),
        (
            ["--send", "post"],
            "no channel is called 'post'; there are file, stdout, email (set host",
        ),
    ],
)
def test_a_channel_that_there_is_not_names_those_there_are_and_what_they_need(
    home: Path, words: list[str], said: str
):
    configured(home, '[channels.email]\nto = ["lena@example.org"]')
    done = CliRunner().invoke(app, ["--home", str(home), "digest", *words])
    assert str(done.exception).startswith(said)
    assert str(done.exception).endswith("webhook (set url under [channels.webhook])")


def configured(home: Path, lines: str) -> Path:
    with (home / "copilot.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{lines}\n")
    return home


def test_a_channel_is_set_up_by_the_file_and_secrets_by_the_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    configured(home, '[channels.email]\nhost = "mail.example.org"\nto = ["lena@example.org"]')
    monkeypatch.setenv("COPILOT_CHANNELS__EMAIL__PASSWORD", "hush")

    channel = open_channel("email", home)
    assert (channel.host, channel.to, channel.password) == (
        "mail.example.org",
        ("lena@example.org",),
        "hush",
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('[channels.email]\nhost = "x"', r"\[channels\.email\] in copilot.toml lacks to$"),
        ('[channels.email]\nhost = "x"\nto = []', r"\[channels\.email\] to: Tuple should"),
        (
            '[channels.file]\nfolders = "x"',
            r"\[channels\.file\] unknown key 'folders'; known: folder",
        ),
        ('[channels.email]\npassword = "x"', "set COPILOT_CHANNELS__EMAIL__PASSWORD"),
    ],
)
def test_wrong_settings_are_named(home: Path, lines: str, said: str):
    configured(home, lines)
    with pytest.raises(ConfigError, match=said):
        open_channel(lines.split("]")[0].rpartition(".")[2], home, load_settings(home))
