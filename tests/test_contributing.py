"""The examples of CONTRIBUTING.md do what they say."""

import re
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest

from copilot.portfolio import Portfolio, Status, WorkItem
from copilot.ports import Message
from copilot.sources import FileSource

TEXT = (Path(__file__).parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLES = {
    match["name"]: match["code"]
    for match in re.finditer(r"```python\n(?P<code># (?P<name>\w+)\.py:.*?)```", TEXT, re.DOTALL)
}


def example(name: str) -> ModuleType:
    module = ModuleType(name)
    exec(compile(EXAMPLES[name], f"{name}.py", "exec"), module.__dict__)  # noqa: S102
    return module


def test_there_is_one_short_example_for_each_kind_of_extension():
    assert set(EXAMPLES) == {"todo_txt", "unowned", "folder"}
    assert all(len(code.splitlines()) <= 30 for code in EXAMPLES.values())


def test_the_connector_reads_a_list(tmp_path: Path):
    (tmp_path / "todo.txt").write_text("x call Ana +sales @ben\nwrite offer +sales\n")
    source = FileSource(
        name="todo",
        path="todo.txt",
        home=tmp_path,
        zone=ZoneInfo("UTC"),
        readers=[example("todo_txt").TodoTxt()],
    )
    items = {r.title: r for r in source.pull() if isinstance(r, WorkItem)}

    assert items["call Ana"].status is Status.DONE
    assert items["call Ana"].assignee == "ben"
    assert items["write offer"].labels == ("sales",)


@pytest.mark.parametrize(("assignee", "found"), [(None, ["jira:A-1"]), ("Ana", [])])
def test_the_check_finds_what_nobody_owns(assignee: str | None, found: list[str]):
    item = WorkItem(
        source="jira", id="1", key="A-1", title="x", status=Status.ACTIVE, assignee=assignee
    )
    portfolio = Portfolio(as_of=datetime(2026, 2, 16, tzinfo=UTC), items=(item,))

    assert [f.subject for f in example("unowned").Unowned()(portfolio)] == found


def test_the_channel_writes_each_message_once(tmp_path: Path):
    channel = example("folder").Folder(tmp_path, "out")
    for _ in range(2):
        channel.send(Message(title="Week 7", text="Quiet.", id="2026-W07"))

    assert [f.name for f in (tmp_path / "out").iterdir()] == ["2026-W07.md"]
