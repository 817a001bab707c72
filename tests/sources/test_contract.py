"""Every registered reader keeps the contract that third parties can run."""

import json
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from copilot.portfolio import WorkItem
from copilot.ports import Problem
from copilot.sources import Draft, Reader, Reading, SourceFile
from copilot.sources.contract import check_reader

from .exports import BERLIN, pulled, readers
from .test_folders_and_archives import DATABASE, IDS, TASK, packed
from .test_further_tools import BOARD as MONDAY
from .test_further_tools import workbook
from .test_github import API
from .test_jira import CLOUD, XML
from .test_json_formats import BOARD
from .test_tracker_tables import ASANA, AZURE, CLICKUP, LINEAR, NOTION

JIRA_JSON = {
    "issues": [
        {"id": "1", "key": "A-1", "fields": {"summary": "x", "status": {"name": "Open"}}},
    ]
}
SAMPLES: dict[str, str | bytes] = {
    "asana-csv": ASANA,
    "azure-csv": AZURE,
    "backlog-md": TASK.format(id="T-1", title="x", status="To Do"),
    "beads-jsonl": '{"id": "b-1", "title": "x", "status": "open", "issue_type": "task"}',
    "clickup-csv": CLICKUP,
    "github-json": json.dumps(API),
    "jira-csv": CLOUD,
    "jira-json": json.dumps(JIRA_JSON),
    "jira-xml": XML,
    "jsonl": '{"id": "A", "title": "x"}\n{"id": "B", "title": "y"}',
    "linear-csv": LINEAR,
    "monday-xlsx": workbook(*MONDAY),
    "notion-csv": NOTION,
    "notion-zip": packed({f"Tasks {IDS[0]}.csv": DATABASE}),
    "plane-csv": "ID,Name,State,Target Date,Archived At,Module Name,Cycle Name\nW-1,x,Todo,,,,\n",
    "table": "Title,Status\nx,Open\n",
    "trello-json": json.dumps(BOARD),
}


def test_there_is_a_sample_for_every_reader() -> None:
    assert {reader.kind for reader in readers()} == set(SAMPLES)


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.kind)
def test_a_reader_keeps_the_contract(reader: Reader, tmp_path: Path) -> None:
    content = SAMPLES[reader.kind]
    sample = tmp_path / "sample"
    sample.write_bytes(content if isinstance(content, bytes) else content.encode())
    (tmp_path / "scratch").mkdir()
    check_reader(reader, sample, tmp_path / "scratch")


@pytest.mark.parametrize("kind", SAMPLES)
def test_only_the_right_reader_and_the_generic_ones_know_a_file(kind: str, tmp_path: Path) -> None:
    content = SAMPLES[kind]
    sample = tmp_path / "sample"
    sample.write_bytes(content if isinstance(content, bytes) else content.encode())
    claims = {r.kind for r in readers() if r.recognises(SourceFile(sample))}
    assert kind in claims
    assert claims - {"table", "jsonl"} <= {kind}


def test_entry_points_are_named_after_the_kind() -> None:
    named = {p.name: p for p in entry_points(group="copilot.sources") if p.name in SAMPLES}
    assert {name: point.load().kind for name, point in named.items()} == {k: k for k in SAMPLES}


class TodoTxt:
    kind = "todo-txt"

    def recognises(self, file: SourceFile) -> bool:
        return file.start.startswith("(A) ")

    def read(self, file: SourceFile, reading: Reading) -> Iterator[WorkItem | Problem]:
        for number, line in file.lines():
            yield reading.item(Draft(title=line[4:], status="open", key=f"L{number}"), line=number)


class ByName(TodoTxt):
    def recognises(self, file: SourceFile) -> bool:
        return file.path.suffix == ".txt"


class Greedy(TodoTxt):
    def recognises(self, file: SourceFile) -> bool:
        return True


class Untidy(TodoTxt):
    def read(self, file: SourceFile, reading: Reading) -> Iterator[WorkItem | Problem]:
        yield Problem(message="two\nlines")
        yield reading.item(Draft(title="x"), line=1)


class Silent(TodoTxt):
    def read(self, file: SourceFile, reading: Reading) -> Iterator[WorkItem | Problem]:
        yield from ()


def test_another_format_is_one_short_class(tmp_path: Path) -> None:
    (tmp_path / "todo.txt").write_text("(A) Call Ann, blocked by PAY-1\n(B) Write\n")
    items, problems = pulled(tmp_path, "todo.txt", readers=[*readers(), TodoTxt()])
    assert [(i.key, i.title, i.depends_on) for i in items] == [
        ("L1", "Call Ann, blocked by PAY-1", ("t:PAY-1",)),
        ("L2", "Write", ()),
    ]
    assert problems == []
    assert BERLIN is not None
    (tmp_path / "scratch").mkdir()
    check_reader(TodoTxt(), tmp_path / "todo.txt", tmp_path / "scratch")


@pytest.mark.parametrize(
    ("reader", "rule"),
    [
        (ByName(), "not its name"),
        (Greedy(), "does not claim prose"),
        (Untidy(), "a problem is one line"),
        (Silent(), "holds a record"),
    ],
)
def test_the_contract_names_the_broken_rule(reader: Reader, rule: str, tmp_path: Path) -> None:
    (tmp_path / "todo.txt").write_text("(A) Call Ann\n")
    (tmp_path / "scratch").mkdir()
    with pytest.raises(AssertionError, match=rule):
        check_reader(reader, tmp_path / "todo.txt", tmp_path / "scratch")
