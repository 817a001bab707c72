"""The verb that stays: watch."""

import signal
import sys
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import typer

from .options import Home, opened
from .output import tell

if TYPE_CHECKING:
    from apscheduler.schedulers.blocking import BlockingScheduler

_AGAIN = 15
"""Minutes until what failed is tried again."""


def register(app: typer.Typer) -> None:
    """Add this verb to the command."""
    app.command()(watch)


def watch(context: typer.Context, home: Home = None) -> None:
    """Run syncs, scans and digests at the times of copilot.toml, one at a time, until stopped."""
    from copilot.settings import load_settings
    from copilot.usecases.watch import jobs_of, missed

    folder = home or context.obj
    workspace = opened(context, home)
    jobs = jobs_of(load_settings(folder).watch.times, workspace.zone)
    with workspace.store.alone("copilot watch"):
        scheduler = _scheduler()
        for job in jobs:
            scheduler.add_job(partial(_do, scheduler, folder, job.name), job.trigger, id=job.name)
            following = job.trigger.get_next_fire_time(None, workspace.now())
            tell(f"{job.name}: next at {following:%a %d %b %H:%M}" if following else job.name)
        for name in missed(workspace, jobs):
            scheduler.add_job(partial(_do, scheduler, folder, name), id=f"{name} now")
        _run(scheduler)


def _run(scheduler: "BlockingScheduler") -> None:
    """Work until stopped."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        scheduler.start()
    except (KeyboardInterrupt, SystemExit):
        tell("copilot: no longer watching")
        sys.exit(0)


def _scheduler() -> "BlockingScheduler":
    """One worker, so that nothing overlaps; what was late is done once, however late."""
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.blocking import BlockingScheduler

    return BlockingScheduler(
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        timezone="UTC",
    )


def _do(scheduler: "BlockingScheduler", home: Path, name: str) -> None:
    """Open the workspace anew, so that settings and files are those of today; try again later."""
    from copilot.errors import CopilotError
    from copilot.settings import load_settings
    from copilot.usecases.watch import run_job
    from copilot.wiring import open_channel, open_workspace

    workspace, again = open_workspace(home), f"{name} again"
    channels = {n: partial(open_channel, n, home) for n in load_settings(home).watch.send}
    try:
        for line in run_job(workspace, name, channels):
            tell(f"{workspace.now():%a %H:%M} {line}")
    except CopilotError as error:
        tell(f"copilot: {name} failed, trying again in {_AGAIN} minutes: {error}")
        act = partial(_do, scheduler, home, name)
        scheduler.add_job(act, "interval", minutes=_AGAIN, id=again, replace_existing=True)
        return
    if scheduler.get_job(again):
        scheduler.remove_job(again)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
