"""What the demo's records say, and what nothing in them says."""

import pytest

from copilot import usecases
from copilot.prompts.ask import NOTHING
from copilot.usecases import Workspace
from copilot.wiring import open_demo


@pytest.fixture(scope="module")
def note(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = open_demo(tmp_path_factory.mktemp("note"))
    usecases.sync(workspace)
    return workspace


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why was NOTE-233 parked in December?", "this stores logs in Virginia"),
        ("What did Globex ask for?", "Asked by Globex on 3 Nov"),
        ("What do competitors do about payment cards?", "ask for a payment card before"),
        ("Where may we store customer data?", "outside the European Union"),
        ("What is our policy on raising prices?", "We do not raise prices this year."),
        ("What share of time goes to upkeep?", "One day in five"),
        ("What did Pied Piper say about the import?", "The import stopped at 4 GB"),
        ("What is NOTE-412 waiting for?", "It waits for NOTE-398."),
        ("Who owns KR2.2?", "owner Lena"),
    ],
)
def test_the_records_answer(note: Workspace, question: str, said: str):
    assert said in usecases.ask(note, question).answer


@pytest.mark.parametrize(
    "question",
    [
        "What is the CEO's salary?",
        "What did Acme Corporation ask for?",
        "How many employees do we have?",
        "Why was NOTE-9999 parked?",
        "Why was NOTE-233 parked in March?",
        "What is our parental leave policy?",
        "What did Globex say about pricing?",
        "Why did we migrate from MongoDB to PostgreSQL?",
        "What is the weather in Berlin?",
        "Did the board approve the merger?",
        "What is the roadmap for the Android tablet?",
    ],
)
def test_nothing_is_made_of_what_the_records_do_not_say(note: Workspace, question: str):
    assert usecases.ask(note, question).answer.startswith(NOTHING)
