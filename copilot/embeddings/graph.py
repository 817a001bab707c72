"""Just enough of the ONNX file format to read weights and to write a network.

Field numbers are those of `onnx.proto3`; the `onnx` package would be a heavy way there.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Weights = Mapping[str, Array]

CONTRIB = "com.microsoft"
"""Domain of onnxruntime's own operators."""
CONTRIB_OPS = {"BiasGelu", "MatMulIntegerToFloat", "QAttention"}

_TYPES: dict[int, str] = {1: "float32", 2: "uint8", 3: "int8", 6: "int32", 7: "int64", 9: "bool"}
_CODES = {name: code for code, name in _TYPES.items()}
_IR_VERSION, _OPSET = 9, 17


def read_weights(model: bytes) -> dict[str, Array]:
    """Return the initial tensors of an ONNX model by name."""
    return dict(_tensor(value) for number, value in _fields(_graph(model)) if number == 5)


def read_nodes(model: bytes) -> Iterator[tuple[str, list[str]]]:
    """Yield operator and inputs of every node, in the order of the file."""
    for number, node in _fields(_graph(model)):
        if number == 1:
            parts = list(_fields(node))
            inputs = [bytes(value).decode() for part, value in parts if part == 1]
            yield next(bytes(value).decode() for part, value in parts if part == 4), inputs


def with_outputs(model: bytes, names: Sequence[str]) -> bytes:
    """Return the model with further float32 outputs: messages of one kind merge when joined."""
    shape = ("batch", "sequence", "")
    return model + _field(7, b"".join(_field(12, _declared(n, "float32", shape)) for n in names))


def _graph(model: bytes) -> memoryview:
    found: memoryview = next(v for number, v in _fields(memoryview(model)) if number == 7)
    return found


def _fields(message: memoryview) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(message):
        key, at = _read_varint(message, at)
        kind = key & 7
        if kind == 0:
            value, at = _read_varint(message, at)
            yield key >> 3, value
        else:
            size = {1: 8, 5: 4}.get(kind, 0)
            if kind == 2:
                size, at = _read_varint(message, at)
            yield key >> 3, message[at : at + size]
            at += size


def _read_varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _tensor(message: memoryview) -> tuple[str, Array]:
    fields = list(_fields(message))
    shape = [value for number, value in fields if number == 1]
    found = {number: value for number, value in fields if number != 1}
    values = np.frombuffer(found.get(9, b""), dtype=_TYPES[found[2]])
    return bytes(found[8]).decode(), values.reshape(shape)


class Graph:
    """A network under construction; values are known by the names these calls return."""

    def __init__(self) -> None:
        """Start with no inputs, tensors or nodes."""
        self._parts: list[bytes] = [_field(2, b"copilot")]
        self._names = 0

    def input(self, name: str, kind: str, shape: Sequence[str] = ()) -> str:
        """Declare what is fed in; `shape` names the dimensions, where they are always the same."""
        self._parts.append(_field(11, _declared(name, kind, shape)))
        return name

    def tensor(self, values: Array) -> str:
        """Add a constant."""
        name = self._name()
        dims = b"".join(_field(1, size) for size in values.shape)
        raw = np.ascontiguousarray(values).tobytes()
        code = _CODES[values.dtype.name]
        message = dims + _field(2, code) + _field(8, name.encode()) + _field(9, raw)
        self._parts.append(_field(5, message))
        return name

    def node(self, operator: str, *inputs: str, **attributes: float) -> str:
        """Add an operation with one result."""
        name = self._name()
        message = b"".join(_field(1, value.encode()) for value in inputs)
        message += _field(2, name.encode()) + _field(4, operator.encode())
        message += b"".join(_field(5, _attribute(*pair)) for pair in attributes.items())
        if operator in CONTRIB_OPS:
            message += _field(7, CONTRIB.encode())
        self._parts.append(_field(1, message))
        return name

    def model(self, output: str, shape: Sequence[str]) -> bytes:
        """Finish: the bytes of an ONNX file with one float32 output."""
        graph = b"".join((*self._parts, _field(12, _declared(output, "float32", shape))))
        opsets = (_opset(domain, version) for domain, version in {"": _OPSET, CONTRIB: 1}.items())
        return _field(1, _IR_VERSION) + _field(7, graph) + b"".join(opsets)

    def _name(self) -> str:
        self._names += 1
        return f"v{self._names}"


def _varint(value: int) -> bytes:
    out = bytearray()
    value &= 2**64 - 1
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _attribute(name: str, value: float) -> bytes:
    named = _field(1, name.encode())
    if isinstance(value, int):
        return named + _field(3, value) + _field(20, 2)
    return named + _varint(2 << 3 | 5) + struct.pack("<f", value) + _field(20, 1)


def _declared(name: str, kind: str, shape: Sequence[str]) -> bytes:
    dims = b"".join(_field(1, _field(2, size.encode())) for size in shape)
    kind_and_shape = _field(1, _CODES[kind]) + (_field(2, dims) if shape else b"")
    return _field(1, name.encode()) + _field(2, _field(1, kind_and_shape))


def _opset(domain: str, version: int) -> bytes:
    return _field(8, _field(1, domain.encode()) + _field(2, version))
