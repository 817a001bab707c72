"""What only HTTP does: pages, problem details, the guard, health and metrics."""

import pytest
from fastapi.testclient import TestClient

from copilot.api import create_api
from copilot.cli.serving import http_app
from copilot.usecases import Workspace

PROBLEM = "application/problem+json"


@pytest.fixture
def client(shop: Workspace) -> TestClient:
    return TestClient(create_api(shop))


def test_pages_follow_a_cursor_and_state_the_total(client: TestClient):
    first = client.get("/api/v1/items", params={"limit": 2}).json()
    rows, cursor = first["rows"], first["next"]
    while cursor:
        page = client.get("/api/v1/items", params={"limit": 2, "cursor": cursor}).json()
        rows, cursor = rows + page["rows"], page["next"]

    assert first["total"] == 5
    assert [row["ref"] for row in rows] == [f"jira:SHOP-{n}" for n in range(1, 6)]


def test_items_are_filtered_by_verdict_and_status(client: TestClient):
    thin = client.get("/api/v1/items", params={"verdict": "thin"}).json()
    active = client.get("/api/v1/items", params={"status": "active"}).json()

    assert [row["ref"] for row in thin["rows"]] == ["jira:SHOP-5"]
    assert [row["ref"] for row in active["rows"]] == ["jira:SHOP-1"]


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/api/v1/items/jira:NOPE-1/why", 404, "UnknownRef"),
        ("/api/v1/items/jira:NOPE-1", 404, "UnknownRef"),
        ("/api/v1/goals/okr:NOPE", 404, "UnknownRef"),
        ("/api/v1/scans/never", 404, "UnknownRef"),
        ("/api/v1/items?cursor=%21%21", 422, "InputError"),
        ("/api/v1/items?limit=0", 422, "Invalid request"),
        ("/api/v1/nothing", 404, "HTTP error"),
    ],
)
def test_errors_are_problem_details(client: TestClient, path: str, status: int, title: str):
    answer = client.get(path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    assert answer.json()["title"] == title
    assert answer.json()["detail"]


def test_an_item_is_shown_whole_and_a_goal_with_its_standing(client: TestClient):
    item = client.get("/api/v1/items/jira:SHOP-1").json()
    goal = client.get("/api/v1/goals/okr:2026-Q1/KR1.1").json()

    assert "lose their cart" in item["body"]
    assert (goal["baseline"], goal["current"], goal["target"]) == (40, 46, 55)


def test_findings_and_the_last_scan_are_there_after_a_scan(client: TestClient):
    client.post("/api/v1/scans")
    latest = client.get("/api/v1/scans/latest").json()

    assert latest["summary"]["items"] == 5
    assert client.get(f"/api/v1/scans/{latest['id']}").json() == latest
    assert client.get("/api/v1/findings").json()["total"] == len(latest["findings"])


def test_goals_that_arrive_as_text_are_linted(client: TestClient):
    text = "objectives:\n  - {id: O1, title: Better, key_results: [{id: K, title: Improve it}]}\n"
    answer = client.post("/api/v1/lint", json={"text": text, "name": "a.yaml"}).json()
    refused = client.post("/api/v1/lint", json={"text": text, "name": "a.exe"})

    assert answer["goals"] == 2
    assert "KR001" in {f["code"] for f in answer["findings"]}
    assert refused.status_code == 422


def test_feedback_is_noted(client: TestClient):
    told = {"item": "SHOP-4", "goal": "none", "answer": "accept", "author": "Ana"}
    answer = client.post("/api/v1/feedback", json=told)
    wrong = client.post("/api/v1/feedback", json=told | {"answer": "perhaps"})

    assert answer.status_code == 201
    assert (answer.json()["item"], answer.json()["goal"]) == ("jira:SHOP-4", None)
    assert wrong.status_code == 422


def test_health_readiness_and_metrics_answer(client: TestClient):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}
    assert 'copilot_items{verdict="thin"} 1' in client.get("/metrics").text
    assert 'copilot_source_records{source="jira"} 5' in client.get("/metrics").text


def test_the_bare_address_says_where_to_go_on(client: TestClient):
    told = client.get("/")
    assert told.status_code == 200
    for where in ("items", "goals", "routes", "health"):
        assert client.get(told.json()[where]).status_code == 200


def test_no_such_route_is_a_problem_like_others(shop: Workspace):
    with TestClient(http_app(shop), base_url="http://127.0.0.1") as client:
        for path in ("/nowhere", "/api/v1/nothing", "/api/v1/items/jira:SHOP-1/nothing"):
            answer = client.get(path)
            assert answer.status_code == 404
            assert answer.headers["content-type"] == "application/problem+json"


def test_with_a_token_every_route_but_health_asks_for_it(shop: Workspace):
    with TestClient(http_app(shop, token="secret")) as client:
        right = {"Authorization": "Bearer secret"}
        assert client.get("/healthz").status_code == 200
        for path in ("/", "/api/v1/items", "/metrics", "/openapi.json", "/docs", "/mcp"):
            assert client.get(path).status_code == 401
            wrong = client.get(path, headers={"Authorization": "Bearer other"})
            assert wrong.status_code == 401
            assert wrong.headers["www-authenticate"] == "Bearer"
        assert client.get("/api/v1/items", headers=right).status_code == 200


def test_without_a_token_a_rebound_host_name_is_refused(shop: Workspace):
    with TestClient(http_app(shop), base_url="http://127.0.0.1:8000") as client:
        assert client.get("/api/v1/items").status_code == 200
        refused = client.get("/api/v1/items", headers={"Host": "evil.example"})
        assert refused.status_code == 403
        assert refused.headers["content-type"] == PROBLEM


def test_a_body_over_the_limit_is_refused(shop: Workspace):
    with TestClient(http_app(shop), base_url="http://localhost") as client:
        answer = client.post("/api/v1/score", content=b"x" * (11 * 2**20))
    assert answer.status_code == 413


def test_a_digest_is_json_for_programs_and_a_page_for_people(client: TestClient):
    made = client.post("/api/v1/digests")
    assert made.headers["content-type"] == "application/json"

    latest = "/api/v1/digests/latest"
    browser = {"accept": "text/html,application/xhtml+xml;q=0.9"}
    for page in (
        client.get(latest, params={"format": "html"}),
        client.get(latest, headers=browser),
        client.post("/api/v1/digests", headers=browser),
    ):
        assert page.headers["content-type"].startswith("text/html")
        assert page.text.startswith("<!doctype html>")
        assert made.json()["title"] in page.text
    assert client.get(latest, params={"format": "json"}, headers=browser).json() == made.json()
    assert client.get(latest, params={"format": "pdf"}).status_code == 422


def test_a_body_without_a_length_is_refused_where_it_grows_too_long(shop: Workspace):
    pieces = (b"x" * 2**20 for _ in range(20))
    with TestClient(http_app(shop), base_url="http://127.0.0.1") as client:
        answer = client.post("/api/v1/score", content=pieces)

    assert answer.status_code == 413
    assert answer.headers["content-type"] == PROBLEM
