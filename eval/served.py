"""A server of the demo in its own process, and many clients that time it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server
from threading import Event, Thread

from copilot import usecases
from copilot.wiring import open_demo

START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Served:
    """Where it answers, and which process it is."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """CPU that the process has taken so far; NaN where the system does not tell."""
        try:
            told = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2]
        except OSError:
            return float("nan")
        user, system = told.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def times(self, paths: Sequence[str], clients: int) -> list[float]:
        """Seconds of each request, so many clients asking at once over connections they keep."""
        shares = [paths[k::clients] for k in range(clients)]
        with ThreadPoolExecutor(clients) as pool:
            return [seconds for some in pool.map(self._ask, shares) for seconds in some]

    def _ask(self, paths: Sequence[str]) -> list[float]:
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        taken = []
        for path in paths:
            start = time.perf_counter()
            line.request("GET", path)
            answer = line.getresponse()
            body = answer.read()
            taken.append(time.perf_counter() - start)
            if answer.status != 200:
                raise OSError(f"{path}: status {answer.status}: {body[:200].decode()}")
        line.close()
        return taken


def demo_home(folder: Path) -> tuple[Path, list[str]]:
    """Write a scanned demo there; return it with the references of its items."""
    workspace = open_demo(folder)
    usecases.sync(workspace)
    return folder, [item.ref for item in usecases.scan(workspace).items]


@contextmanager
def serving(home: Path, **environment: str) -> Iterator[Served]:
    """Run `copilot serve` on a free port until it is no longer needed."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "copilot", "--home", str(home), "serve", "--port", str(port)]
    with subprocess.Popen(  # noqa: S603 - our own program
        words,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait(port)
            yield Served(port, process.pid)
        finally:
            process.kill()


def _wait(port: int) -> None:
    ends = time.monotonic() + START_SECONDS
    while not _ready(port):
        if time.monotonic() > ends:
            raise OSError("the server did not start")
        time.sleep(0.1)


def _ready(port: int) -> bool:
    with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as line:
        try:
            line.request("GET", "/readyz")
            told = json.loads(line.getresponse().read())
        except OSError:
            return False
        return bool(told["status"] == "ready")


@contextmanager
def hanging() -> Iterator[str]:
    """A model's endpoint that takes every request and answers none."""
    over = Event()
    with create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.2)
        kept = []

        def accept() -> None:
            while not over.is_set():
                with suppress(TimeoutError):
                    kept.append(door.accept()[0])

        thread = Thread(target=accept, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}/v1"
        over.set()
        thread.join()
        for line in kept:
            line.close()
