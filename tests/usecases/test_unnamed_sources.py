"""Sources that the settings name no more, or by another name: no ghosts, and nothing lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from copilot import usecases
from copilot.usecases import Synced, Workspace
from copilot.usecases.doctor import doctor
from copilot.usecases.scans import metrics
from copilot.usecases.unseen import not_seen
from copilot.usecases.watch import run_job
from copilot.wiring import open_workspace

DAY = timedelta(days=1)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ROWS = "\n".join(f"A-{n},Weld rail number {n},To Do,2026-01-0{n}" for n in range(1, 6))
GOALS = "# Goals\n\n## Objective: Safe rails\n\n- Breaks from 9 to 2\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "w.csv").write_text(f"Key,Summary,Status,Created\n{ROWS}\n")
    (tmp_path / "okr.md").write_text(GOALS)
    return tmp_path


def opened(home: Path, *sources: str, days: int = 0, goals: str = 'path = "okr.md"') -> Workspace:
    """The workspace with these sources so many days after the start."""
    lines = [
        'workspace = "rails"',
        f"clock = {(START + days * DAY).isoformat()}",
        *([f"[[goals]]\n{goals}"] if goals else []),
        *(f"[[source]]\n{source}" for source in sources),
    ]
    (home / "copilot.toml").write_text("\n".join(lines))
    return open_workspace(home)


OLD = 'path = "w.csv"'
NEW = 'path = "w.csv"\nname = "yard"'


def counted(workspace: Workspace) -> list[str]:
    return [i.ref for i in workspace.store.portfolio(workspace.now()).items]


def said(reports: tuple[Synced, ...]) -> list[str]:
    return [problem.message for report in reports for problem in report.problems]


def sources_line(workspace: Workspace) -> str:
    return next(d.message for d in doctor(workspace) if d.part == "sources")


def test_a_renamed_source_counts_once_and_that_is_said_once(home: Path):
    usecases.sync(opened(home, OLD))
    renamed = opened(home, NEW, days=1)
    told = usecases.sync(renamed)
    assert counted(renamed) == [f"yard:A-{n}" for n in range(1, 6)]
    assert said(told) == [
        "source w is no longer configured: 5 records left out; name it again in copilot.toml"
        " to have them back"
    ]
    assert [(r.source, r.saved.gone) for r in told if not r.configured] == [("w", 5)]
    assert all(r.configured for r in usecases.sync(renamed))
    assert usecases.scan(renamed).summary.items == 5
    assert not [f for f in usecases.scan(renamed).findings if f.code == "duplicate"]
    assert sources_line(renamed) == (
        "2 configured, 2 read; w is no longer configured: 5 records left out"
    )


def test_the_past_knows_the_old_name_and_holds_nothing_twice(home: Path):
    usecases.sync(opened(home, OLD))
    renamed = opened(home, NEW, days=10)
    usecases.sync(renamed)
    before = [i.ref for i in renamed.store.portfolio(START + 5 * DAY).items]
    assert before == [f"w:A-{n}" for n in range(1, 6)]
    assert len(renamed.store.portfolio(START - 5 * DAY).items) == 5


def test_named_again_its_items_are_back(home: Path):
    usecases.sync(opened(home, OLD))
    usecases.sync(opened(home, NEW, days=1))
    again = opened(home, OLD, days=2)
    told = usecases.sync(again)
    assert counted(again) == [f"w:A-{n}" for n in range(1, 6)]
    assert [r.saved.added for r in told if r.source == "w"] == [5]
    assert "yard is no longer configured: 5 records left out" in sources_line(again)
    assert "w is" not in sources_line(again)


@pytest.mark.parametrize(
    "source",
    [
        'path = "wrong.csv"\nname = "yard"',
        'path = "empty.csv"\nname = "yard"',
        'path = "x.csv"\nname = "yard"\n[[source]]\npath = "wrong.csv"\nname = "yard"',
    ],
)
def test_a_source_that_fails_buries_nothing(home: Path, source: str):
    (home / "empty.csv").write_text("")
    (home / "x.csv").write_text("Key,Summary,Status\nB-1,Grind the rail,To Do\n")
    usecases.sync(opened(home, OLD))
    broken = opened(home, source, days=1)
    usecases.sync(broken)
    assert {f"w:A-{n}" for n in range(1, 6)} <= set(counted(broken))
    assert "w is no longer configured, but counts until" in next(
        d.message for d in doctor(broken) if d.part == "sources"
    )
    mended = opened(home, NEW, days=2)
    usecases.sync(mended)
    assert len(counted(mended)) == 5


def test_reading_one_source_alone_buries_nothing(home: Path):
    usecases.sync(opened(home, OLD))
    renamed = opened(home, NEW, days=1)
    usecases.sync(renamed, source="yard")
    assert len(counted(renamed)) == 10
    usecases.sync(renamed)
    assert len(counted(renamed)) == 5
    assert len(renamed.store.portfolio(START + DAY / 2).items) == 5


def test_settings_that_name_nothing_bury_nothing(home: Path):
    usecases.sync(opened(home, OLD))
    bare = opened(home, goals="", days=1)
    assert usecases.sync(bare) == ()
    assert len(counted(bare)) == 5


def test_a_row_that_can_not_be_read_does_not_keep_ghosts_alive(home: Path):
    usecases.sync(opened(home, OLD))
    with (home / "w.csv").open("a") as file:
        file.write("A-6,,To Do,\n")
    renamed = opened(home, NEW, days=1)
    usecases.sync(renamed)
    assert not any(ref.startswith("w:") for ref in counted(renamed))


def test_goals_that_got_another_source_name_count_once(home: Path):
    usecases.sync(opened(home, OLD))
    renamed = opened(home, OLD, days=1, goals='path = "okr.md"\nname = "plan"')
    told = usecases.sync(renamed)
    assert [g.ref for g in renamed.store.portfolio(renamed.now()).goals] == [
        "plan:O1",
        "plan:O1.KR1",
    ]
    assert "source okr is no longer configured: 2 records left out" in said(told)[0]


def test_what_is_not_named_any_more_is_neither_old_nor_measured(home: Path):
    usecases.sync(opened(home, OLD))
    usecases.sync(opened(home, NEW, days=1))
    later = opened(home, NEW, days=2)
    usecases.scan(later)
    assert 'source="w"' not in metrics(later)
    assert 'source="yard"' in metrics(later)
    portfolio = later.store.portfolio(START + 30 * DAY)
    assert not any(line.startswith("w ") for line in not_seen(later, portfolio, frozenset()))


def test_a_source_that_never_said_anything_is_not_told_of(home: Path):
    usecases.sync(opened(home, OLD, 'path = "wrong.csv"'))
    assert said(usecases.sync(opened(home, OLD, days=1))) == []
    assert sources_line(opened(home, OLD, days=1)) == "2 configured, 2 read"


def test_who_watches_is_told(home: Path):
    usecases.sync(opened(home, OLD))
    (line,) = run_job(opened(home, NEW, days=1), "sync", {})
    assert line.startswith("read 2 sources; source w is no longer configured: 5 records left out")


def test_goals_and_work_of_one_source_name_do_not_bury_each_other(home: Path):
    workspace = opened(home, 'path = "w.csv"\nname = "okr"')
    for _ in range(2):
        usecases.sync(workspace)
        assert len(counted(workspace)) == 5
        assert len(workspace.store.portfolio(workspace.now()).goals) == 2
