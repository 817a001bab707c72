"""A language model's server on the loopback: honest, evil or broken, as the test wants it."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Speak = Callable[[dict[str, Any]], str]
"""What the model answers to a request."""
Misbehave = Callable[[BaseHTTPRequestHandler, dict[str, Any], "Double"], None]
"""Takes the place of an answer."""


@dataclass
class Double:
    """Settings of the server, and what it was sent."""

    speak: Speak
    misbehave: Misbehave | None = None
    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    """Headers and body of every request, as they came."""
    over: Event = field(default_factory=Event)


def chunk(text: str = "", finish: str | None = None, usage: dict[str, int] | None = None) -> bytes:
    """One server-sent event of a streamed completion."""
    choices = (
        []
        if usage
        else [
            {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}
        ]
    )
    event = {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "double",
        "choices": choices,
        "usage": usage,
    }
    return f"data: {json.dumps(event)}\n\n".encode()


def begin(talk: BaseHTTPRequestHandler, status: int = 200, **headers: str) -> None:
    """Send the head of a stream; it ends when the connection does."""
    talk.send_response(status)
    talk.send_header("content-type", "text/event-stream")
    talk.send_header("connection", "close")
    for name, value in headers.items():
        talk.send_header(name.replace("_", "-"), value)
    talk.end_headers()


def stream(talk: BaseHTTPRequestHandler, text: str, finish: str = "stop") -> None:
    """Answer in small parts, with usage and a proper end."""
    begin(talk)
    for start in range(0, len(text), 40):
        talk.wfile.write(chunk(text[start : start + 40]))
    talk.wfile.write(chunk(finish=finish))
    talk.wfile.write(
        chunk(usage={"prompt_tokens": 700, "completion_tokens": 60, "total_tokens": 760})
    )
    talk.wfile.write(b"data: [DONE]\n\n")


def refuse(status: int, message: str = "no", **headers: str) -> Misbehave:
    def answer(talk: BaseHTTPRequestHandler, asked: dict[str, Any], double: Double) -> None:
        body = json.dumps({"error": {"message": message}}).encode()
        talk.send_response(status)
        for name, value in {**headers, "content-length": str(len(body))}.items():
            talk.send_header(name.replace("_", "-"), value)
        talk.end_headers()
        talk.wfile.write(body)

    return answer


def says(text: str, finish: str = "stop") -> Misbehave:
    return lambda talk, asked, double: stream(talk, text, finish)


def hang(talk: BaseHTTPRequestHandler, asked: dict[str, Any], double: Double) -> None:
    double.over.wait(60)


def drip(talk: BaseHTTPRequestHandler, asked: dict[str, Any], double: Double) -> None:
    """Never idle, never done: a byte every tenth of a second."""
    begin(talk)
    while not double.over.wait(0.1):
        talk.wfile.write(b":")


def drip_head(talk: BaseHTTPRequestHandler, asked: dict[str, Any], double: Double) -> None:
    talk.wfile.write(b"HTTP/1.1 200 OK\r\nx-slow: ")
    while not double.over.wait(0.1):
        talk.wfile.write(b"a")


def cut(talk: BaseHTTPRequestHandler, asked: dict[str, Any], double: Double) -> None:
    """Stop in the middle, as if all were well."""
    begin(talk)
    talk.wfile.write(chunk('{"claims": [{"text": "Guests are'))


def reset(talk: BaseHTTPRequestHandler, asked: dict[str, Any], double: Double) -> None:
    begin(talk)
    talk.wfile.write(chunk("{"))
    talk.wfile.flush()
    linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
    talk.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    talk.connection.close()


def flood(talk: BaseHTTPRequestHandler, asked: dict[str, Any], double: Double) -> None:
    """Fifty megabytes of answer."""
    begin(talk)
    for _ in range(50):
        talk.wfile.write(chunk("x" * 1_000_000))


def flood_line(talk: BaseHTTPRequestHandler, asked: dict[str, Any], double: Double) -> None:
    """Fifty megabytes without a single line end."""
    begin(talk)
    for _ in range(50):
        talk.wfile.write(b"x" * 1_000_000)


def redirect(talk: BaseHTTPRequestHandler, asked: dict[str, Any], double: Double) -> None:
    refuse(307, location=f"{double.url}/elsewhere")(talk, asked, double)


FAULTS: dict[str, Misbehave] = {
    "500": refuse(500),
    "429": refuse(429, retry_after="0.2"),
    "429 for long": refuse(429, retry_after="3600"),
    "401": refuse(401),
    "400": refuse(400),
    "redirect": redirect,
    "hang": hang,
    "drip": drip,
    "drip in the head": drip_head,
    "cut stream": cut,
    "reset": reset,
    "flood": flood,
    "flood of one line": flood_line,
    "bad JSON": says("{{{{ not JSON"),
    "no JSON": says("I am sorry, I can't do that."),
    "wrong schema": says('{"answer": 42}'),
    "null": says("null"),
    "deep": says('{"claims":' + "[" * 100_000),
    "empty": says(""),
    "no claims": says('{"claims": []}'),
    "length": says('{"claims": [{"text": "Guests', finish="length"),
    "filtered": says("{}", finish="content_filter"),
    "tool call": says("{}", finish="tool_calls"),
}


@contextmanager
def serving(speak: Speak, misbehave: Misbehave | None = None) -> Iterator[Double]:
    """Run the server until the test is done with it."""
    double = Double(speak, misbehave)

    class Conversation(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
            double.raw.append(f"{self.headers}\n{body}")
            asked = json.loads(body)
            double.requests.append(asked)
            with suppress(OSError):
                if double.misbehave:
                    double.misbehave(self, asked, double)
                else:
                    stream(self, double.speak(asked))

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *args: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Conversation) as server:
        double.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield double
        finally:
            double.over.set()
            server.shutdown()
            thread.join()
            time.sleep(0)
