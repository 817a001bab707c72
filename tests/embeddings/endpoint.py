"""An OpenAI-compatible server on the loopback, with faults on request."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from tests.fakes import HashingEncoder

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Endpoint:
    url: str
    faults: list[Answer] = field(default_factory=list)
    """Answered first, one each."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    change: Callable[[list[list[float]]], list[list[float]]] = lambda rows: rows


def _answer(asked: dict[str, Any], endpoint: Endpoint) -> bytes:
    rows = endpoint.change(HashingEncoder().encode(asked["input"]).tolist())
    found = [{"object": "embedding", "index": n, "embedding": row} for n, row in enumerate(rows)]
    usage = {"prompt_tokens": 0, "total_tokens": 0}
    whole = {"object": "list", "model": asked["model"], "data": found[::-1], "usage": usage}
    return json.dumps(whole).encode()


@contextmanager
def serving() -> Iterator[Endpoint]:
    class Conversation(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            endpoint.requests.append({**asked, "key": self.headers["authorization"]})
            status, headers, body = (
                endpoint.faults.pop(0)
                if endpoint.faults
                else (200, {"content-type": "application/json"}, _answer(asked, endpoint))
            )
            self.send_response(status)
            for name, value in {**headers, "content-length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Conversation) as server:
        endpoint = Endpoint(f"http://127.0.0.1:{server.server_port}/v1")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield endpoint
        finally:
            server.shutdown()
            thread.join()
