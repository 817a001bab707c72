"""A workspace whose tickets are attacks: every one is linked to a goal, so a model is asked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from copilot import usecases
from copilot.embeddings.batching import BatchedEmbedder
from copilot.llm import Ledger, OpenAiLlm
from copilot.portfolio import Comment, KeyResult, Place, WorkItem
from copilot.ports import LlmCaps
from copilot.usecases import Workspace
from copilot.wiring import open_workspace
from tests.attacks.double import Double, Speak, serving
from tests.conftest import write_workspace
from tests.fakes import HashingEncoder

AT = datetime(2026, 2, 16, 7, tzinfo=UTC)
HONEST = "Shoppers lose their cart at checkout when they sign in, so the order is never paid."


def ticket(number: int, title: str, body: str, comment: str = "") -> WorkItem:
    return WorkItem(
        source="jira",
        id=str(number),
        key=f"ATK-{number}",
        title=title or "Untitled",
        body=body,
        created=AT,
        comments=(Comment(text=comment),) if comment else (),
        stated_goals=("KR1.1",),
    )


def in_places(texts: Sequence[str]) -> list[WorkItem]:
    """Each text in turn as title, body or comment."""
    made = []
    for number, text in enumerate(texts, 1000):
        line = " ".join(text.split())[:200]
        places = (
            ticket(number, line, HONEST),
            ticket(number, "Keep the cart at checkout", f"{text}\n{HONEST}"),
            ticket(number, "Keep the cart at checkout", HONEST, text),
        )
        made.append(places[number % 3])
    return made


def evil_goal(text: str) -> KeyResult:
    """A goal whose words and file name are attacks."""
    place = Place(file="=cmd|'/C calc'!A0 ![x](https://evil.example/f.png).md", line=3)
    return KeyResult(source="okr", id="KR6.6", title=text, text=text, place=place)


def opened(home: Path, items: Sequence[WorkItem], goals: Sequence[KeyResult] = ()) -> Workspace:
    """Sync, add the attacks, scan; without a model."""
    write_workspace(home)
    workspace = open_workspace(home)
    embedder = BatchedEmbedder(HashingEncoder(), workspace.store)
    workspace = replace(workspace, embedder=embedder, cache={})
    usecases.sync(workspace)
    workspace.store.save("jira", items, at=AT)
    workspace.store.save("okr", goals, at=AT)
    usecases.scan(workspace)
    return workspace


def with_model(
    workspace: Workspace, double: Double, *, name: str = "double", seconds: float = 20
) -> Workspace:
    ledger = Ledger(workspace.store, workspace.now, LlmCaps())
    llm = OpenAiLlm(double.url, name, ledger=ledger, seconds=seconds)
    return replace(workspace, llm=llm, cache={})


@contextmanager
def modelled(workspace: Workspace, speak: Speak) -> Iterator[tuple[Workspace, Double]]:
    with serving(speak) as double:
        yield with_model(workspace, double), double
