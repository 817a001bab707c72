"""A remote model over real HTTP on the loopback."""

import numpy as np
import pytest

from copilot.embeddings.batching import BatchedEmbedder
from copilot.embeddings.openai import OpenAiEmbedder
from copilot.errors import EmbedderError
from tests.embeddings.endpoint import Endpoint
from tests.fakes import HashingEncoder


def embedder(endpoint: Endpoint, **options: object) -> OpenAiEmbedder:
    return OpenAiEmbedder("small", base_url=endpoint.url, pause=0, **options)  # type: ignore[arg-type]


def test_vectors_come_back_in_the_order_of_the_texts(endpoint: Endpoint) -> None:
    texts = ["pay by card", "log in", "export to CSV"]
    assert np.allclose(embedder(endpoint).encode(texts), HashingEncoder().encode(texts), atol=1e-6)


def test_model_key_and_dimensions_reach_the_server(endpoint: Endpoint) -> None:
    embedder(endpoint, api_key="secret", dimensions=64).encode(["a"])
    asked = endpoint.requests[0]
    assert (asked["model"], asked["dimensions"], asked["key"]) == ("small", 64, "Bearer secret")


def test_a_request_holds_no_more_texts_than_allowed(endpoint: Endpoint) -> None:
    BatchedEmbedder(embedder(endpoint, rows=8))([f"t{n}" for n in range(20)])
    assert [len(asked["input"]) for asked in endpoint.requests] == [8, 8, 4]


def test_an_overloaded_server_is_asked_again_as_it_wishes(endpoint: Endpoint) -> None:
    endpoint.faults = [(429, {"retry-after": "0"}, b"{}"), (503, {"retry-after": "soon"}, b"{}")]
    assert embedder(endpoint).encode(["a"]).shape == (1, 64)
    assert len(endpoint.requests) == 3


@pytest.mark.parametrize(
    ("status", "remedy"),
    [(401, "COPILOT_EMBEDDER__API_KEY"), (404, "embedder.model"), (418, "server's log")],
)
def test_a_refusal_is_not_repeated_and_says_what_to_do(
    endpoint: Endpoint, status: int, remedy: str
) -> None:
    endpoint.faults = [(status, {}, b'{"error": {"message": "no"}}')]
    with pytest.raises(EmbedderError, match=remedy):
        embedder(endpoint).encode(["a"])
    assert len(endpoint.requests) == 1


def test_a_server_that_stays_down_is_named_after_five_attempts(endpoint: Endpoint) -> None:
    endpoint.faults = [(500, {}, b"{}")] * 9
    with pytest.raises(EmbedderError, match="refused 'small' \\(500"):
        embedder(endpoint).encode(["a"])
    assert len(endpoint.requests) == 5


def test_nobody_there_is_said_in_one_line() -> None:
    with pytest.raises(EmbedderError, match=r"127\.0\.0\.1:9/v1 .*check embedder\.base_url"):
        OpenAiEmbedder("small", base_url="http://127.0.0.1:9/v1", pause=0).encode(["a"])


def test_too_few_vectors_are_refused(endpoint: Endpoint) -> None:
    endpoint.change = lambda rows: rows[1:]
    with pytest.raises(EmbedderError, match=r"1 vectors of .* for 2 texts"):
        embedder(endpoint).encode(["a", "b"])


def test_a_changed_size_says_how_to_go_on(endpoint: Endpoint) -> None:
    asking = embedder(endpoint)
    assert asking.dim == asking.dim == 64
    endpoint.change = lambda rows: [row[:32] for row in rows]
    with pytest.raises(EmbedderError, match=r"32 numbers .* not 64: .*embedder\.revision"):
        asking.encode(["a"])


def test_a_page_that_is_no_embedding_is_refused(endpoint: Endpoint) -> None:
    endpoint.faults = [
        (200, {"content-type": "application/json"}, b'{"object": "list", "data": []}')
    ]
    with pytest.raises(EmbedderError):
        embedder(endpoint).encode(["a"])
