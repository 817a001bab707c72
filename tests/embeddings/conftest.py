from collections.abc import Iterator

import pytest

from copilot.embeddings.onnx import OnnxEmbedder
from tests.embeddings.endpoint import Endpoint, serving


@pytest.fixture(scope="session")
def onnx() -> OnnxEmbedder:
    return OnnxEmbedder(threads=1)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serving() as found:
        yield found
