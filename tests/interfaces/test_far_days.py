"""A day or week that nobody can mean is refused alike by every verb and interface."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from copilot.api import create_api
from copilot.cli import app
from copilot.errors import CopilotError
from copilot.usecases import Workspace

READING = ["items/jira:SHOP-1/why", "plan", "standup", "review", "sync-pack"]
WRITING = [("scans", {}), ("ask", {"question": "who works on payments?"}), ("digests", {})]
VERBS = [
    ("scan", "--no-sync"),
    ("why", "SHOP-1"),
    ("ask", "who works on payments?"),
    ("plan",),
    ("standup",),
    ("review",),
    ("sync-pack",),
    ("digest",),
    ("synthesis",),
]
FAR = ["0001-01-01", "1969-12-31", "2200-01-01", "9999-12-31"]


@pytest.fixture
def client(shop: Workspace) -> TestClient:
    return TestClient(create_api(shop))


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("route", READING)
def test_a_far_day_is_a_problem_of_a_route_that_reads(client: TestClient, route: str, day: str):
    answer = client.get(f"/api/v1/{route}", params={"as_of": day})

    assert answer.status_code == 422
    assert (
        answer.json()["detail"] == f"{day} is too far away; name a day in the years 1970 to 2199"
    )


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize(("route", "body"), WRITING)
def test_a_far_day_is_a_problem_of_a_route_that_makes(
    client: TestClient, route: str, body: dict[str, str], day: str
):
    answer = client.post(f"/api/v1/{route}", json={**body, "as_of": day})

    assert (answer.status_code, answer.json()["title"]) == (422, "InputError")


@pytest.mark.parametrize("week", ["0001-W01", "9999-W01", "1850-W07"])
def test_a_far_week_is_a_problem(client: TestClient, week: str):
    answer = client.post("/api/v1/digests", json={"week": week})

    assert answer.status_code == 422
    assert "name a week in the years 1970 to 2199" in answer.json()["detail"]


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("words", VERBS)
def test_a_far_day_is_refused_on_the_terminal(shop_home: Path, words: tuple[str, ...], day: str):
    done = CliRunner().invoke(app, ["--home", str(shop_home), *words, "--as-of", day])

    assert isinstance(done.exception, CopilotError)


@pytest.mark.parametrize("day", ["1970-01-01", "2199-12-31"])
@pytest.mark.parametrize("words", VERBS)
def test_the_first_and_the_last_day_are_answered(
    shop_home: Path, words: tuple[str, ...], day: str
):
    done = CliRunner().invoke(app, ["--home", str(shop_home), *words, "--as-of", day])

    assert done.exception is None or isinstance(done.exception, CopilotError | SystemExit)


@pytest.mark.parametrize("when", ["in 1850", "before 9999-12-31", "since 0001-01-01", "in 9999"])
def test_a_question_about_a_far_day_is_answered(client: TestClient, when: str):
    asked = {"question": f"what was done {when}?"}

    assert client.post("/api/v1/ask", json=asked).status_code == 200
