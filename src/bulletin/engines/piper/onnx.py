"""ONNX: a model's file → what is wrong with it, by the lengths of its outermost fields."""

from __future__ import annotations

from pathlib import Path

_MODEL_FIELDS = frozenset((*range(1, 9), 14, 20, 25, 26))

_GRAPH, _OPERATORS = 7, 8
"""Fields of ModelProto in onnx.proto: a model's outermost fields, its graph, and its sets of operators."""


def fault_of_model(model: Path) -> str:
    """What is wrong with an ONNX file, by the lengths of its outermost fields: reads a few bytes."""
    found: set[int] = set()
    try:
        size = model.stat().st_size
        with model.open("rb") as file:
            place = 0
            while place < size:
                file.seek(place)
                field, length = _field(file.read(20))
                if field not in _MODEL_FIELDS or length <= 0:
                    return "its model is not ONNX"
                found.add(field)
                place += length
    except OSError as error:
        return f"its model cannot be read: {error.strerror or error}"
    if place > size or not {_GRAPH, _OPERATORS} <= found:
        return f"its model is cut short ({size:,} bytes)"
    return ""


def _field(head: bytes) -> tuple[int, int]:
    """The number of the protobuf field that begins here, and its length as a whole; 0 where none begins."""
    key, taken = _varint(head)
    content = 0
    match key & 7:
        case 0:
            _, width = _varint(head[taken:])
        case 2:
            content, width = _varint(head[taken:])
        case kind:
            width = {1: 8, 5: 4}.get(kind, 0)
    return (key >> 3, taken + width + content) if taken and width else (0, 0)


def _varint(data: bytes) -> tuple[int, int]:
    """A protobuf number and how many bytes it takes; none if it does not end here."""
    value = 0
    for place, byte in enumerate(data[:10]):
        value |= (byte & 127) << (7 * place)
        if byte < 128:
            return value, place + 1
    return 0, 0
