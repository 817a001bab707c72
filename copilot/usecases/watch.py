"""What runs by itself: syncs, scans and digests at their times, each once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from apscheduler.triggers.cron import CronTrigger

from copilot.errors import ConfigError
from copilot.ports import Channel

from .deliver import deliver
from .digest import digest
from .scan import scan
from .sync import Synced, sync
from .workspace import Workspace

_KIND = "watch"
JOBS = ("sync", "scan", "digest")
"""Each includes those before it."""
_FIELDS = 5


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do and its times in the workspace's zone."""

    name: str
    trigger: CronTrigger


def jobs_of(times: Mapping[str, str], zone: tzinfo) -> tuple[Job, ...]:
    """Read crontab lines; an empty one leaves its job out.

    Raises:
        ConfigError: a line can't be read.
    """
    return tuple(Job(n, _trigger(n, times[n], zone)) for n in JOBS if times[n].strip())


def _trigger(name: str, line: str, zone: tzinfo) -> CronTrigger:
    fields = line.split()
    example = "write it as `0 8 * * mon`: minute, hour, day, month, weekday"
    if len(fields) != _FIELDS or any(c.isdigit() for c in fields[-1].partition("#")[0]):
        # Whether 0 is Sunday or Monday differs between tools, so weekdays are named.
        raise ConfigError(f"[watch] {name} = {line!r} can't be read; {example}")
    try:
        return CronTrigger.from_crontab(line, timezone=zone)
    except ValueError as error:
        raise ConfigError(f"[watch] {name} = {line!r}: {error}; {example}") from error


def missed(workspace: Workspace, jobs: Sequence[Job]) -> tuple[str, ...]:
    """Name the one job that makes up for the time in which nobody watched, if any.

    A digest is made up for only where one had been made before: nobody is surprised by mail.
    """
    now = workspace.now()
    late = [job.name for job in jobs if _is_late(workspace, job, now)]
    return tuple(late[-1:])


def _is_late(workspace: Workspace, job: Job, now: datetime) -> bool:
    kept = workspace.store.value(_KIND, job.name)
    if kept is None:
        return job.name != "digest"
    last = datetime.fromisoformat(kept.decode())
    following = job.trigger.get_next_fire_time(last, last)
    return following is not None and following <= now


def run_job(
    workspace: Workspace, name: str, channels: Mapping[str, Callable[[], Channel]]
) -> tuple[str, ...]:
    """Do one job and what it includes, then note that it was done.

    Args:
        workspace: opened for this run.
        name: sync, scan or digest.
        channels: openers of those that a digest goes to, by name.

    Returns:
        What was done, one line each.

    Raises:
        CopilotError: something failed; the job then counts as not done.
    """
    at = workspace.now()
    told = [_read(workspace)]
    if name != "sync":
        found = scan(workspace).summary
        told.append(f"scanned {found.items} items, {found.goals} goals")
    if name == "digest":
        made = digest(workspace)
        told.append(made.subject)
        for channel, opened in channels.items():
            told.append(deliver(workspace, made, channel, opened()).told)
    for each in JOBS[: JOBS.index(name) + 1]:
        workspace.store.save_value(_KIND, each, at.isoformat().encode(), at=at)
    return tuple(told)


def _read(workspace: Workspace) -> str:
    reports = sync(workspace)
    failed = [f"{r.source} not read: {r.error}" for r in reports if r.error]
    read = sum(r.configured and not r.error for r in reports)
    return "; ".join([f"read {read} sources", *failed, *_left_out(reports)])


def _left_out(reports: Sequence[Synced]) -> list[str]:
    return [p.message for r in reports if not r.configured for p in r.problems]
