"""all-MiniLM-L6-v2 as an int8 network for onnxruntime, made from the packaged int8 weights.

Activations are quantised with fixed ranges, so a text's vector never depends on its batch:

* channels that run wide are narrowed and their weights widened by the same factor (SmoothQuant:
  Xiao et al. 2023, equation 4 with alpha 0.65);
* what the few widest channels of the feed-forward layer exceed their range by is added in float.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .graph import Array, Graph, Weights

Floats = NDArray[np.float32]
Ranges = Mapping[str, Floats]
"""Per product (qkv, out, up, down): shape (layer, lowest and highest, channel)."""

LAYERS, HEADS, DIM = 6, 12, 384
ALPHA = 0.65
WIDE_CHANNELS = 16
GELU_LOWEST = -0.17

_PRODUCTS = ("query", "key", "value", "out", "up", "down")


class Layer(NamedTuple):
    """Weights of one transformer layer, dequantised."""

    query: Floats
    key: Floats
    value: Floats
    out: Floats
    up: Floats
    down: Floats


def network(weights: Weights, ranges: Ranges, *, signed: bool) -> bytes:
    """Build the network: token `ids` (batch, sequence) and what is `seen` to hidden states.

    Seen are the first tokens of each text, `lengths` (batch), or for each token those that it
    sees, 1 or 0 (batch, sequence, sequence).

    Args:
        weights: of the packaged file, by its names.
        ranges: of activations, measured once (`python -m eval.ranges`).
        signed: whether int8 weights multiply without saturating on this processor; else the
            same numbers are written as uint8.
    """
    net = _Network(weights, ranges, signed)
    x = net.embedding()
    for number, layer in enumerate(_layers(weights)):
        x = net.attention(x, number, layer)
        x = net.feed_forward(x, number, layer)
    return net.graph.model(x, ("batch", "sequence", "dim"))


def matrix_numbers(weights: Weights) -> list[int]:
    """Numbers of the matrices `val_N`: the file counts them in the order of their use."""
    quantised = (n for n in weights if n.startswith("val_") and n.endswith("_q"))
    return sorted(int(name.split("_")[1]) for name in quantised)


def _layers(weights: Weights) -> list[Layer]:
    numbers = matrix_numbers(weights)
    matrices = [weights[f"val_{n}_q"] * weights[f"val_{n}_scale"] for n in numbers]
    size = len(_PRODUCTS)
    return [Layer(*matrices[at : at + size]) for at in range(0, LAYERS * size, size)]


class _Network:
    def __init__(self, weights: Weights, ranges: Ranges, signed: bool) -> None:
        self.graph = Graph()
        self._weights, self._ranges, self._signed = weights, ranges, signed
        self._ids = self.graph.input("ids", "int64", ("batch", "sequence"))
        self._seen = self.graph.input("seen", "int32")

    def embedding(self) -> str:
        """Word, position and type, normalised; the tables stay int8."""
        g, one = self.graph, self.graph.tensor(np.array(1))
        length = g.node("Gather", g.node("Shape", self._ids), one)
        positions = g.node("Range", g.tensor(np.array(0)), length, one)
        kind = g.tensor(self._weights["inner.embeddings.token_type_embeddings.weight"][0])
        place = g.node("Add", self._looked_up("position", positions), kind)
        summed = g.node("Add", self._looked_up("word", self._ids), place)
        return self._normalised(summed, "inner.embeddings.LayerNorm")

    def attention(self, x: str, number: int, layer: Layer) -> str:
        g, name = self.graph, f"inner.encoder.layer.{number}.attention"
        low, high = self._ranges["out"][number]
        narrow = _factors(low, high, layer.out)
        biases = [self._weights[f"{name}.self.{part}.bias"] for part in ("query", "key", "value")]
        biases[2] = biases[2] / narrow
        merged = np.concatenate([layer.query, layer.key, layer.value / narrow], axis=1)
        smoothed, matrix, span = self._smoothed(x, merged, self._ranges["qkv"][number])
        codes, scales, zeros = self._matrix(matrix, per_column_zeros=True)
        values, scale, zero = self._quantised(smoothed, *span)
        bias = g.tensor(np.concatenate(biases))
        operands = (values, codes, bias, scale, scales, self._seen, zero, zeros)
        mixed = g.node("QAttention", *operands, num_heads=HEADS)
        span = _span(low / narrow, high / narrow)
        out = self._product(mixed, layer.out * narrow[:, None], span)
        return self._joined(out, x, f"{name}.output")

    def feed_forward(self, x: str, number: int, layer: Layer) -> str:
        g, name = self.graph, f"inner.encoder.layer.{number}"
        smoothed, matrix, span = self._smoothed(x, layer.up, self._ranges["up"][number])
        wide = self._product(smoothed, matrix, span)
        bias = g.tensor(self._weights[f"{name}.intermediate.dense.bias"])
        active = g.node("BiasGelu", wide, bias)
        down = self._clipped_product(active, layer.down, self._ranges["down"][number][1])
        return self._joined(down, x, f"{name}.output")

    def _looked_up(self, table: str, rows: str) -> str:
        g, name = self.graph, f"inner.embeddings.{table}_embeddings.weight"
        codes = g.node("Gather", g.tensor(self._weights[f"{name}_q"]), rows)
        scales = g.node("Gather", g.tensor(self._weights[f"{name}_scale"]), rows)
        return g.node("Mul", g.node("Cast", codes, to=1), scales)

    def _normalised(self, x: str, name: str) -> str:
        gain, shift = (self.graph.tensor(self._weights[f"{name}.{p}"]) for p in ("weight", "bias"))
        return self.graph.node("LayerNormalization", x, gain, shift, axis=-1, epsilon=1e-12)

    def _joined(self, x: str, residual: str, name: str) -> str:
        biased = self.graph.node("Add", x, self.graph.tensor(self._weights[f"{name}.dense.bias"]))
        return self._normalised(self.graph.node("Add", biased, residual), f"{name}.LayerNorm")

    def _smoothed(
        self, x: str, matrix: Floats, limits: Floats
    ) -> tuple[str, Floats, tuple[float, float]]:
        low, high = limits
        narrow = _factors(low, high, matrix)
        narrowed = self.graph.node("Mul", x, self.graph.tensor(1 / narrow))
        return narrowed, matrix * narrow[:, None], _span(low / narrow, high / narrow)

    def _product(self, x: str, matrix: Floats, span: tuple[float, float]) -> str:
        values, scale, zero = self._quantised(x, *span)
        codes, scales, zeros = self._matrix(matrix)
        return self.graph.node("MatMulIntegerToFloat", values, codes, scale, scales, zero, zeros)

    def _clipped_product(self, x: str, matrix: Floats, highest: Floats) -> str:
        """Product whose widest channels are clipped, plus in float what was clipped."""
        g, order = self.graph, np.argsort(-highest, kind="stable")
        wide = np.sort(order[:WIDE_CHANNELS])
        top = float(highest[order[WIDE_CHANNELS]])
        product = self._product(x, matrix, (GELU_LOWEST, top))
        chosen = g.node("Gather", x, g.tensor(wide), axis=2)
        excess = g.node("Relu", g.node("Sub", chosen, g.tensor(np.array(top, dtype=np.float32))))
        return g.node("Add", product, g.node("MatMul", excess, g.tensor(matrix[wide])))

    def _quantised(self, x: str, low: float, high: float) -> tuple[str, str, str]:
        step = (high - low) / 255
        scale = self.graph.tensor(np.array(step, dtype=np.float32))
        zero = self.graph.tensor(np.array(round(-low / step), dtype=np.uint8))
        return self.graph.node("QuantizeLinear", x, scale, zero), scale, zero

    def _matrix(self, matrix: Floats, *, per_column_zeros: bool = False) -> tuple[str, str, str]:
        """Codes, scales and zero points of the columns."""
        scales = (np.abs(matrix).max(axis=0) / 127).astype(np.float32)
        codes = np.clip(np.round(matrix / scales), -127, 127).astype(np.int8)
        shape = matrix.shape[1] if per_column_zeros else ()
        if self._signed:
            kept: Array = codes
            zeros: Array = np.zeros(shape, dtype=np.int8)
        else:
            kept = (codes.astype(np.int16) + 128).astype(np.uint8)
            zeros = np.full(shape, 128, dtype=np.uint8)
        return self.graph.tensor(kept), self.graph.tensor(scales), self.graph.tensor(zeros)


def _factors(low: Floats, high: Floats, matrix: Floats) -> Floats:
    """By how much each channel is narrowed: more where it runs wide, less where weights do."""
    reach = np.maximum(np.maximum(-low, high), 1e-5)
    weight = np.maximum(np.abs(matrix).max(axis=1), 1e-5)
    factors: Floats = (reach**ALPHA / weight ** (1 - ALPHA)).astype(np.float32)
    return factors


def _span(low: Floats, high: Floats) -> tuple[float, float]:
    return float(low.min()), float(high.max())
