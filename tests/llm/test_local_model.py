"""A real model of 135 million parameters: what it writes is mostly refused, never false."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel

from copilot import usecases
from copilot.api import create_api
from copilot.errors import InputError
from copilot.prompts.digest_words import DIGEST
from copilot.prompts.suggest import SUGGEST, Reasons
from copilot.usecases import Workspace
from copilot.usecases.writing import write
from eval.injections import harm
from eval.local_server import MODEL, local_model, weights
from eval.trial import Question, figures, listened, table, texts
from tests.attacks.world import HONEST, opened, ticket
from tests.llm.conftest import ASKED
from tests.prompts.digests import BUSY

pytestmark = pytest.mark.extra

TELLING = "The gateway promises an answer to time-outs in March."
TERMS = "83 % of it helps KR1.1; weight 0.55; NOTE-377: no goal; value +12 %."
QUESTION = "What does the gateway promise about time-outs?"
ASKED_FOR = (
    *(Question("why", f"ATK-{number}") for number in range(3)),
    Question("ask", QUESTION),
    Question("rewrite", "ATK-9"),
    Question("synthesis", "shop"),
)


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """Address of the model's server, once it answers."""
    try:
        model = weights()
    except InputError as error:
        pytest.skip(str(error))
    with local_model(model) as url:
        yield url


@pytest.fixture
def plain(tmp_path: Path) -> Workspace:
    tickets = [ticket(n, f"Keep the cart {w}", HONEST) for n, w in enumerate(("a", "b", "c"))]
    remarked = ticket(5, "Time-outs of the gateway", "", TELLING)
    return opened(tmp_path, [*tickets, remarked, ticket(9, "Fix the thing", "Carts are lost.")])


def test_a_small_real_model_never_gets_a_false_word_published(
    served: str, plain: Workspace, capsys: pytest.CaptureFixture[str]
):
    found = list(texts(plain, served, MODEL, ASKED_FOR))
    without = {t.reference: t for t in texts(plain, "http://127.0.0.1:9/v1", "none", ASKED_FOR)}

    counted = figures(found)
    with capsys.disabled():
        sys.stdout.write(f"\n{table(found)}\n")
        sys.stdout.writelines(f"{name} {value:g}\n" for name, value in counted.items())
    assert counted["texts"] == len(ASKED_FOR)
    assert counted["by_schema"] == 1
    assert counted["chunks_least"] > 1
    for text in found:
        before = without[text.reference].published
        assert text.source == "model" or text.published == before, text.prompt
        assert not harm(text.published, before), text.prompt
        assert text.source == "template" or any(not claim.defects for claim in text.claims)


def test_phrases_of_ours_are_joined_or_left_alone(served: str, plain: Workspace):
    workspace, _ = listened(plain, served, MODEL)
    digest, before = write(workspace, DIGEST, BUSY), write(plain, DIGEST, BUSY)
    assert digest.source == "model" or digest.text == before.text
    assert not harm(digest.text, before.text)
    swaps = write(workspace, SUGGEST, Reasons(reasons=(TERMS,)))
    assert swaps.source == "model" or swaps.reasons == (TERMS,)


def test_scores_and_citations_are_those_without_a_model(served: str, plain: Workspace):
    workspace, _ = listened(plain, served, MODEL)
    one, same = usecases.why(workspace, "ATK-1"), usecases.why(plain, "ATK-1")
    assert (one.links, one.verdict) == (same.links, same.verdict)
    for citation in (c for claim in one.claims for c in claim.citations):
        assert citation.quote in f"{HONEST} {one.title}" or citation.ref.startswith("okr:")


class Odd(BaseModel):
    """Nothing that a model would say by itself."""

    word: Literal["quokka-77"]


def test_the_schema_holds_the_model_and_its_answer_comes_in_pieces(served: str, plain: Workspace):
    workspace, llm = listened(plain, served, MODEL)
    asked = replace(ASKED, instructions="Answer with JSON.", schema=Odd.model_json_schema())
    assert llm(asked, Odd, within=90).word == "quokka-77"
    (receipt,) = usecases.receipts(workspace)
    assert (receipt.form, receipt.outcome) == ("json_schema", "answered")
    assert receipt.chunks > 1


def test_an_answer_reaches_the_browser_event_by_event(served: str, plain: Workspace):
    workspace, _ = listened(plain, served, MODEL)
    client = TestClient(create_api(workspace))
    with client.stream("POST", "/api/v1/ask", json={"question": QUESTION}) as stream:
        lines = [line for line in stream.iter_lines() if line]
    names = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    last = json.loads(lines[-1].removeprefix("data: "))
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert set(names) == {"passage", "claim", "answer"}
    assert names[-1] == "answer"
    assert last["source"] in {"model", "template"}
    answered = [r for r in usecases.receipts(workspace) if r.prompt == "ask"]
    assert answered
    assert all(receipt.chunks > 1 for receipt in answered if receipt.outcome == "answered")
