"""A real PostgreSQL of our own: in a new folder, on a Unix socket, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def _binaries() -> Path | None:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).parent if found else None


def _run(*command: str) -> None:
    """The server refuses to run as root."""
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    subprocess.run([*as_user, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)


@contextmanager
def running_server() -> Iterator[str]:
    """Yield the URL of a server, without a database; skip where there is none, fail in CI."""
    binaries = _binaries()
    if binaries is None:
        reason = "PostgreSQL is not installed: apt-get install postgresql"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    folder = tempfile.mkdtemp(prefix="copilot-pg-")
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    place = f"{folder}/data"
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    start = ["-l", f"{folder}/log", "-o", options, "start"]
    try:
        _run(f"{binaries}/initdb", "-D", place, "-A", "trust", "-U", "postgres", "--no-sync")
        _run(f"{binaries}/pg_ctl", "-D", place, "-w", *start)
        yield f"postgresql://postgres@/{{database}}?host={folder}"
    finally:
        if Path(place, "postmaster.pid").exists():
            _run(f"{binaries}/pg_ctl", "-D", place, "-m", "immediate", "stop")
        shutil.rmtree(folder)
