"""A workspace's own accuracy."""

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from copilot import usecases
from copilot.cli import app
from copilot.embeddings.batching import BatchedEmbedder
from copilot.errors import InputError
from copilot.ports import Embedder
from copilot.usecases import Workspace
from copilot.wiring import open_workspace


def answer(workspace: Workspace, goal: str, keys: list[str]) -> None:
    for key in keys:
        usecases.feedback(workspace, key, goal, "accept")


def test_answers_of_every_kind_are_counted_and_tested(note: Workspace):
    said = {i.ref for i in usecases.scan(note).items if i.links and i.links[0].origin == "stated"}
    asked = [i for i in usecases.scan(note).items if i.ref not in said and i.links]
    for each in asked[:6]:
        usecases.feedback(note, each.ref, each.links[0].goal, "accept")
    for each in asked[6:9]:
        usecases.feedback(note, each.ref, each.links[0].goal, "reject")
    answer(note, "none", [each.ref for each in asked[9:11]])
    usecases.scan(note)
    found = usecases.quality(note)

    assert (found.known.accepted, found.known.rejected, found.known.no_goal) == (6, 3, 2)
    assert found.known.stated > 50
    assert found.proof is not None
    assert "6 accepted · 3 rejected · 2 serving no goal" in found.text
    assert "Mind" not in found.text


class Refusing:
    """An engine of the workspace's kind that must not be asked."""

    token_budget = 4096

    def __init__(self, known: Embedder) -> None:
        self.fingerprint, self.multilingual, self.dim = (
            known.fingerprint,
            known.multilingual,
            known.dim,
        )

    def count_tokens(self, texts: list[str]) -> list[int]:
        return [1 for _ in texts]

    def encode(self, texts: list[str]) -> None:
        raise AssertionError(texts)


def test_nothing_is_embedded_again(note: Workspace):
    usecases.scan(note)
    still = replace(note, embedder=BatchedEmbedder(Refusing(note.embedder), note.store))

    assert usecases.quality(still).proof is not None


def test_the_same_state_is_tested_once(note: Workspace):
    usecases.scan(note)

    assert usecases.quality(note) is usecases.quality(note)


def test_before_the_first_scan_there_is_nothing_to_test(home: Path):
    workspace = open_workspace(home)
    usecases.sync(workspace)

    with pytest.raises(InputError, match="copilot scan"):
        usecases.quality(workspace)


def test_a_small_workspace_is_told_in_one_line_what_to_do(shop_home: Path):
    done = CliRunner().invoke(app, ["--home", str(shop_home), "quality"])

    assert done.exit_code == 0
    assert done.stdout.count("\n") == 1
    assert "copilot feedback --suggest 20" in done.stdout


def test_the_terminal_prints_markdown_and_json(scanned_note: Path):
    words = ["--home", str(scanned_note), "quality"]

    assert CliRunner().invoke(app, [*words, "--format", "markdown"]).stdout.startswith("# Quality")
    assert '"proof": {' in CliRunner().invoke(app, [*words, "--format", "json"]).stdout
