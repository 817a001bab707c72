"""The records answer, cited and as of the time that is asked about; or nothing does."""

from datetime import timedelta
from pathlib import Path

import pytest

from copilot import usecases
from copilot.errors import InputError
from copilot.portfolio import WorkItem
from copilot.prompts.ask import NOTHING
from copilot.usecases import Workspace
from copilot.wiring import open_demo, open_workspace
from eval.answering import honest
from tests.attacks.world import modelled
from tests.conftest import write_workspace

from .remembering import at, remember


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return remember(write_workspace(tmp_path_factory.mktemp("memory")))


@pytest.fixture(scope="module")
def shop(home: Path) -> Workspace:
    """Opened, with two decisions taken and one link rejected."""
    workspace = open_workspace(home)
    early = at(workspace, "2026-01-12T09:00")
    usecases.decide(early, "SHOP-4", "park", reason="The party is cancelled", author="Ana")
    usecases.decide(workspace, "KR2.1", "keep", reason="Couriers are signed", author="Ben")
    usecases.feedback(workspace, "SHOP-2", "KR1.1", "reject", author="Cem", note="Other team")
    return workspace


def cited(workspace: Workspace, question: str, **told: object) -> list[str]:
    answer = usecases.ask(workspace, question, **told)
    return [c.where for claim in answer.claims for c in claim.citations]


@pytest.mark.parametrize(
    ("question", "where"),
    [
        ("Why do shoppers lose their cart?", "SHOP-1, line 1"),
        ("What did Globex Retail ask for?", "notes/carts.md, line 9"),
        ("How did bicycle couriers do?", "notes/carts.md, line 14"),
        ("What does the gateway promise about time-outs?", "SHOP-2, comment 1 by ana"),
        ("Why was the kitchen not painted?", "decision of 2026-01-12"),
        ("Why was SHOP-4 parked?", "decision of 2026-01-12"),
        ("What was decided about KR2.1?", "decision of 2026-02-16"),
        ("Who rejected SHOP-2?", "decision of 2026-02-16"),
        ("Why was SHOP-3 parked in January?", "SHOP-3, comment 1 by ben"),
    ],
)
def test_a_question_is_answered_from_where_it_is_written(shop, question, where):
    assert where in cited(shop, question)


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of France?",
        "What did Initech ask for?",
        "Why was SHOP-99 parked?",
        "Who is our lawyer?",
        "How many employees have we got in Lisbon?",
        "Why was SHOP-3 parked in December?",
    ],
)
def test_where_nothing_says_it_is_said_so(shop, question):
    answer = usecases.ask(shop, question)
    assert answer.answer.startswith(NOTHING)
    assert not any(claim.citations for claim in answer.claims)


def test_every_citation_is_a_span_of_a_stored_field(shop):
    found = 0
    for question in ("Why do shoppers lose their cart?", "Why was SHOP-3 parked?"):
        for claim in usecases.ask(shop, question).claims:
            for citation in claim.citations:
                record = shop.store.item(citation.ref, shop.now())
                name, _, number = citation.field.partition(".")
                comments = record.comments if isinstance(record, WorkItem) else ()
                text = comments[int(number)].text if number else getattr(record, name)
                assert text[citation.start : citation.end] == citation.quote
                found += 1
    assert found >= 2


def test_the_answer_is_that_of_the_time_that_is_asked_about(shop):
    now = usecases.ask(shop, "Why was SHOP-4 parked?")
    before = usecases.ask(shop, "Why was SHOP-4 parked before 2026-01-12?")

    assert now.answer.startswith("SHOP-4 is in To Do, with Ben.\nSHOP-4 parked by Ana, 12 Jan:")
    assert before.answer == f"{NOTHING} SHOP-4 was in To Do, with Ben, on 11 Jan."
    assert "was not known on 31 Dec" in usecases.ask(shop, "Why SHOP-3 in December?").answer


def test_a_goal_is_told_with_owner_and_standing(shop):
    answer = usecases.ask(shop, "What is the status of KR1.1?")
    assert answer.answer.startswith(
        "KR1.1 is the key result “Checkout completion 40 → 55 %”, at 46, target 55."
    )
    assert "the objective “Warehouse ships the same day”, owner Ben" in (
        usecases.ask(shop, "Who owns O2?").answer
    )


def test_how_an_item_stands_is_an_answer(shop):
    assert usecases.ask(shop, "Where does SHOP-1 stand?").answer == (
        "SHOP-1 is in In Progress, with Ana."
    )


@pytest.mark.parametrize("question", ["", " ?! ", "why " * 400])
def test_no_question_and_an_endless_one_are_refused(shop, question):
    with pytest.raises(InputError, match="ask one question"):
        usecases.ask(shop, question)


def test_a_decision_is_found_right_after_it_was_taken(shop):
    question = "Why do we repaint nothing in the warehouse?"
    assert "decision of 2026-02-17" not in cited(shop, question)
    shop = at(shop, "2026-02-17T09:00")
    usecases.decide(shop, "SHOP-4", "keep", reason="Repaint the warehouse instead of the kitchen")
    assert "decision of 2026-02-17" in cited(shop, question)


def test_a_model_answers_in_claims_that_cite_what_was_found(shop):
    with modelled(shop, honest) as (workspace, double):
        told = usecases.ask(workspace, "Why was SHOP-4 parked?")
        again = usecases.ask(workspace, "Why was SHOP-4 parked?")
    assert told.source == "model"
    assert again == told
    assert told.answer.startswith("SHOP-4 is in To Do, with Ben.\n")
    assert all(claim.citations for claim in told.claims[1:])
    assert [r["response_format"]["json_schema"]["name"] for r in double.requests] == ["ask"]


def test_no_word_of_what_answers_nothing_leaves(shop):
    with modelled(shop, honest) as (workspace, double):
        told = usecases.ask(workspace, "What is the capital of France?")
    assert told.answer == NOTHING
    assert not double.requests


def test_what_was_found_is_told_while_the_model_thinks(shop):
    question = "What does the gateway promise about time-outs?"
    assert {name for name, _ in usecases.ask_live(shop, question)} == {"claim", "answer"}
    with modelled(shop, honest) as (workspace, double):
        events = usecases.ask_live(workspace, question)
        assert next(events)[0] == "passage"
        assert not double.requests
        rest = list(events)
    assert [name for name, _ in rest][-2:] == ["claim", "answer"]
    assert isinstance(rest[-1][1], usecases.Answer)
    assert rest[-1][1].source == "model"
    with pytest.raises(InputError):
        usecases.ask_live(shop, "?")


def test_what_a_digest_told_is_remembered_from_the_day_it_was_told(tmp_path):
    workspace = open_demo(tmp_path)
    usecases.sync(workspace)
    usecases.scan(workspace)
    made = usecases.digest(workspace)
    question = "What was the digest's chance for activation?"
    (claim,) = usecases.ask(workspace, question).claims
    (citation,) = claim.citations
    assert citation.where == f"digest of {made.week}"
    assert made.text[citation.start : citation.end] == citation.quote
    before = made.as_of.date() - timedelta(days=1)
    assert citation.where not in cited(workspace, question, as_of=before)
