"""What only a Qdrant server shows: errors with a remedy, one collection for all workspaces."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from qdrant_client import QdrantClient

from copilot.embeddings.qdrant import QdrantIndex, open_qdrant
from copilot.errors import IndexUnavailable
from tests.embeddings.test_index_contract import point
from tests.fakes import HashingEncoder

pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect:UserWarning")


@contextmanager
def refusing(status: int) -> Iterator[str]:
    class Refusal(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Refusal) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_a_server_that_is_down_is_named_with_the_remedy() -> None:
    index = open_qdrant("http://127.0.0.1:9", "", "w", HashingEncoder())
    with pytest.raises(IndexUnavailable, match=r"http://127\.0\.0\.1:9 did not answer: start it"):
        index.count()


@pytest.mark.parametrize(
    ("status", "remedy"), [(403, "COPILOT_INDEX__API_KEY"), (500, "answered 500")]
)
def test_a_refusal_says_what_to_do(status: int, remedy: str) -> None:
    with refusing(status) as url, pytest.raises(IndexUnavailable, match=remedy):
        open_qdrant(url, "", "w", HashingEncoder()).count()


def test_workspaces_share_a_collection_and_embedders_do_not() -> None:
    client, one, other = QdrantClient(":memory:"), HashingEncoder(), HashingEncoder()
    other.fingerprint = "hashing:other"
    for name, encoder in (("a", one), ("b", one), ("a", other)):
        QdrantIndex(client, name, encoder).upsert([point("jira:PAY-1")])
    assert len(client.get_collections().collections) == 2
    assert len(client.get_aliases().aliases) == 2
    assert QdrantIndex(client, "a", one).count() == 1
