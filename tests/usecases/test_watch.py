"""Jobs at their times, in the workspace's zone, made up for once, and nothing sent twice."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from copilot.errors import ConfigError, DeliveryError
from copilot.ports import Channel, Message
from copilot.settings import WatchSettings
from copilot.usecases import Workspace
from copilot.usecases.watch import jobs_of, missed, run_job

BERLIN = ZoneInfo("Europe/Berlin")
TIMES = WatchSettings().times
MONDAY = datetime(2026, 2, 16, 8, tzinfo=BERLIN)


@dataclass
class Box:
    taken: list[Message] = field(default_factory=list)
    broken: bool = False

    def send(self, message: Message) -> None:
        if self.broken:
            raise DeliveryError("no answer")
        self.taken.append(message)

    @property
    def channels(self) -> dict[str, Callable[[], Channel]]:
        return {"box": lambda: self}


def at(workspace: Workspace, when: datetime) -> Workspace:
    return replace(workspace, now=lambda: when, cache={})


def test_the_digest_keeps_eight_o_clock_when_the_clocks_change():
    [job] = [j for j in jobs_of(TIMES, BERLIN) if j.name == "digest"]
    when, found = datetime(2026, 3, 20, tzinfo=BERLIN), []
    for _ in range(3):
        when = job.trigger.get_next_fire_time(when, when + timedelta(seconds=1))
        found.append(when.isoformat())

    assert found == [
        "2026-03-23T08:00:00+01:00",
        "2026-03-30T08:00:00+02:00",
        "2026-04-06T08:00:00+02:00",
    ]


def test_an_empty_line_leaves_its_job_out():
    assert [j.name for j in jobs_of({**TIMES, "sync": ""}, BERLIN)] == ["scan", "digest"]


@pytest.mark.parametrize("line", ["0 8 * *", "0 8 * * 1", "0 25 * * mon", "at eight"])
def test_a_line_that_can_t_be_read_is_named(line: str):
    with pytest.raises(ConfigError, match=r"\[watch\] digest = .*write it as `0 8 \* \* mon`"):
        jobs_of({**TIMES, "digest": line}, BERLIN)


def test_a_first_start_scans_and_sends_nothing(note: Workspace):
    assert missed(note, jobs_of(TIMES, BERLIN)) == ("scan",)


def test_downtime_is_made_up_for_by_the_last_job_alone(note: Workspace):
    jobs, box = jobs_of(TIMES, BERLIN), Box()
    run_job(note, "digest", box.channels)

    assert missed(at(note, MONDAY + timedelta(minutes=10)), jobs) == ()
    assert missed(at(note, MONDAY + timedelta(hours=3)), jobs) == ("sync",)
    assert missed(at(note, MONDAY + timedelta(days=2)), jobs) == ("scan",)
    assert missed(at(note, MONDAY + timedelta(days=15)), jobs) == ("digest",)


def test_a_digest_reads_scans_tells_and_sends_once(note: Workspace):
    box = Box()
    first = run_job(note, "digest", box.channels)
    again = run_job(note, "digest", box.channels)

    assert first == (
        "read 4 sources",
        f"scanned {len(note.store.alignments(note.now()))} items, 12 goals",
        "Note · week 7 · 1 change, 3 decisions",
        "note.digest-2026-W07 sent by box",
    )
    assert again[-1] == "note.digest-2026-W07 had been sent before by box"
    assert [m.id for m in box.taken] == ["note.digest-2026-W07"]


def test_a_job_that_failed_counts_as_not_done(note: Workspace):
    jobs, box = jobs_of(TIMES, BERLIN), Box()
    run_job(note, "digest", box.channels)
    later = at(note, MONDAY + timedelta(weeks=1))
    box.broken = True
    with pytest.raises(DeliveryError):
        run_job(later, "digest", box.channels)

    assert missed(later, jobs) == ("digest",)
    box.broken = False
    run_job(later, "digest", box.channels)
    assert [m.id for m in box.taken] == ["note.digest-2026-W07", "note.digest-2026-W08"]


def test_a_source_that_fails_is_told_and_the_rest_goes_on(note: Workspace):
    (note.home / "exports" / "note-linear.csv").unlink()

    assert "linear not read: " in run_job(note, "sync", {})[0]
