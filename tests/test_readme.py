"""The README shows what the program prints, and names verbs that there are."""

import re
from pathlib import Path

from typer.testing import CliRunner

from copilot.cli import app
from copilot.usecases import VERBS

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
STARTERS = {"demo", "serve", "mcp"}


def test_every_line_of_the_demo_block_is_printed_by_the_demo():
    block = re.search(r"```\n(\$ copilot scan\n.*?)```", README, re.DOTALL)
    assert block is not None
    printed = set(CliRunner().invoke(app, ["demo"]).stdout.splitlines())

    assert [line for line in block[1].splitlines() if line not in printed] == []


def test_every_verb_is_in_the_table():
    table = README.split("## What it says")[1].split("## More")[0]
    named = {word.split()[0] for word in re.findall(r"`([a-z-]+[^`]*)`", table)}

    assert (set(VERBS) | STARTERS) - {"demo"} <= named


def test_every_linked_page_is_there():
    links = re.findall(r"\]\(([\w./-]+)\)", README)

    assert links
    assert all((Path(__file__).parent.parent / link).exists() for link in links)
