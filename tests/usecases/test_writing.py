import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from copilot import usecases
from copilot.cli import app
from copilot.usecases import Workspace
from copilot.wiring import open_workspace
from eval.answering import answer, honest
from tests.attacks.double import says, serving
from tests.attacks.world import HONEST, modelled, opened, ticket, with_model


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    items = [ticket(n, f"Keep the cart at checkout {n}", HONEST) for n in range(1, 9)]
    return opened(
        tmp_path_factory.mktemp("told"),
        [*items, ticket(20, "Fix the thing", "It breaks at the till.")],
    )


def test_the_same_question_is_asked_once(told: Workspace):
    with modelled(told, honest) as (workspace, double):
        first = usecases.why(workspace, "ATK-1")
        assert usecases.why(replace(workspace, cache={}), "ATK-1") == first
        assert first.source == "model"
        assert len(double.requests) == 1
        usecases.why(with_model(told, double, name="another"), "ATK-1")
        assert len(double.requests) == 2


def test_every_claim_of_a_model_points_at_what_is_stored(told: Workspace):
    with modelled(told, honest) as (workspace, _):
        why = usecases.why(workspace, "ATK-2")
    cited = [c for claim in why.claims for c in claim.citations if c.ref == "jira:ATK-2"]
    assert cited
    for citation in cited:
        assert HONEST[citation.start : citation.end] == citation.quote


def test_one_repair_names_the_faults(told: Workspace):
    with modelled(told, honest) as (workspace, double):
        double.misbehave = lambda talk, asked, d: says(
            honest(asked)
            if len(d.requests) > 1
            else answer(("Everything costs 900 euros today.", "T2"))
        )(talk, asked, d)
        assert usecases.why(workspace, "ATK-3").source == "model"
    assert len(double.requests) == 2
    assert "a number is not in its quotes" in double.requests[1]["messages"][-1]["content"]


def test_an_answer_that_never_stands_is_not_asked_for_again(told: Workspace):
    bad = answer(("Everything costs 900 euros today.", "T2"))
    with modelled(told, lambda _: bad) as (workspace, double):
        assert usecases.why(workspace, "ATK-4").source == "template"
        assert usecases.why(workspace, "ATK-4").source == "template"
        assert len(double.requests) == 2


def test_a_kept_answer_of_another_shape_is_no_trouble(told: Workspace):
    kept: dict[str, bytes] = {}

    class Shelf:
        """The store, its answers kept aside."""

        def __getattr__(self, name: str) -> object:
            return getattr(told.store, name)

        def save_value(self, kind: str, key: str, value: bytes, *, at: datetime) -> None:
            kept[key] = value

        def value(self, kind: str, key: str) -> bytes | None:
            return b"{}" if kind == "answer" and key in kept else None

    with modelled(told, honest) as (workspace, _):
        workspace = replace(workspace, store=Shelf())  # type: ignore[arg-type]
        assert usecases.why(workspace, "ATK-5").source == "model"
        later = replace(workspace, cache={})
        assert usecases.why(later, "ATK-5").source == "template"


def test_secrets_of_a_ticket_do_not_reach_the_server(told: Workspace):
    secret = "AKIACANARY0EXAMPLE00"
    told.store.save(
        "jira", [ticket(30, "Keep the cart", f"Key {secret}. {HONEST}")], at=told.now()
    )
    usecases.scan(told)
    with modelled(told, honest) as (workspace, double):
        usecases.why(workspace, "ATK-30")
        last = usecases.receipts(workspace)[-1]
    assert double.raw
    assert secret not in "".join(double.raw)
    assert any(r.redacted == 1 for r in usecases.receipts(workspace)), last


def test_a_thin_ticket_and_a_goal_are_drafted_with_and_without_a_model(told: Workspace):
    plain = usecases.rewrite(told, "ATK-20")
    assert plain.source == "template"
    assert "Which user, customer or team is it for?" in plain.questions
    said = {
        "evidence": "T2",
        "title": "It breaks at the till",
        "questions": ["How many guests drown a day?", "How often is it at the till?"],
    }
    with modelled(told, lambda _: json.dumps(said)) as (workspace, _):
        drafted = usecases.rewrite(workspace, "ATK-20")
    assert (drafted.source, drafted.questions) == ("model", ("How often is it at the till?",))
    assert usecases.rewrite(told, "KR1.1").ref == "okr:2026-Q1/KR1.1"


def run(home: Path, *words: str) -> str:
    done = CliRunner().invoke(app, ["--home", str(home), *words])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_terminal_shows_what_left_and_what_may(home: Path, monkeypatch: pytest.MonkeyPatch):
    assert "No language model" in run(home, "llm")
    assert run(home, "receipts") == "Nothing left.\n"
    with serving(honest) as double:
        monkeypatch.setenv("COPILOT_LLM__BASE_URL", double.url)
        monkeypatch.setenv("COPILOT_LLM__MODEL", "double")
        workspace = open_workspace(home)
        usecases.sync(workspace)
        usecases.scan(workspace)
        assert usecases.why(workspace, "SHOP-1").source == "model"
        used = run(home, "llm")
        assert f"double at {workspace.llm.host if workspace.llm else ''}" in used
        assert "1 requests, 1 answered" in used
        assert "760 of 1,000,000" in used
        assert "why       answered" in run(home, "receipts")
        assert len(json.loads(run(home, "receipts", "--json"))) == 1
        assert run(home, "rewrite", "SHOP-4").startswith("Now      Repaint")
        assert json.loads(run(home, "llm", "--json"))["answered"] >= 1
