"""The signed webhook against a real HTTP server on the loopback."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from copilot.delivery.webhook import Webhook
from copilot.errors import DeliveryError
from copilot.ports import Message

KEY = b"a shared secret of both"
SECRET = f"whsec_{base64.b64encode(KEY).decode()}"
NOTE = Message(title="Note · week 7", text="CHANGED …", markdown="**Changed** …", id="note.w7")


@dataclass
class Receiver:
    url: str = ""
    answers: list[int] = field(default_factory=list)
    """Status of each request to come; 204 where none is left."""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def channel(self, **more: object) -> Webhook:
        return Webhook(url=self.url, secret=SECRET, pause=0.001, **more)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            found.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(found.answers.pop(0) if found.answers else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Door)
    found.url = f"http://127.0.0.1:{server.server_port}/hook?sig=hidden"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_message_arrives_signed(receiver: Receiver):
    receiver.channel().send(NOTE)
    [(headers, body)] = receiver.got
    signed = f"note.w7.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()

    assert headers["webhook-id"] == "note.w7"
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    assert json.loads(body) == {
        "type": "digest",
        "data": {
            "id": "note.w7",
            "title": "Note · week 7",
            "text": "CHANGED …",
            "markdown": "**Changed** …",
        },
    }


def test_a_busy_receiver_is_tried_again_with_the_same_id(receiver: Receiver):
    receiver.answers = [503, 429]
    receiver.channel().send(NOTE)

    assert [headers["webhook-id"] for headers, _ in receiver.got] == ["note.w7"] * 3


def test_a_receiver_that_stays_broken_is_one_line_without_the_secret_address(receiver: Receiver):
    receiver.answers = [500, 500]
    with pytest.raises(DeliveryError, match=r"^webhook 127\.0\.0\.1: answered 500$"):
        receiver.channel(tries=2).send(NOTE)


def test_a_refusal_is_not_repeated(receiver: Receiver):
    receiver.answers = [404]
    with pytest.raises(DeliveryError, match="refused with 404"):
        receiver.channel().send(NOTE)

    assert len(receiver.got) == 1


def test_nobody_there_is_said():
    with pytest.raises(DeliveryError, match=r"webhook 127\.0\.0\.1: "):
        Webhook(url="http://127.0.0.1:1/hook", tries=1).send(NOTE)


def test_a_plain_secret_signs_too_and_none_leaves_the_signature_out(receiver: Receiver):
    Webhook(url=receiver.url, secret="not base64!").send(NOTE)
    Webhook(url=receiver.url).send(NOTE)
    (signed, _), (bare, _) = receiver.got

    assert signed["webhook-signature"].startswith("v1,")
    assert "webhook-signature" not in bare
