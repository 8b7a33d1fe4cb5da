"""ONNX: a model's file → what is wrong with it, by the lengths of its outermost fields, and what its graph takes."""

from __future__ import annotations

from mmap import ACCESS_READ, mmap
from pathlib import Path

from bulletin.engines.neural.protobuf import Data, Field, field, fields

_MODEL_FIELDS = frozenset((*range(1, 9), 14, 20, 25, 26))

GRAPH, _OPERATORS = 7, 8
"""Fields of ModelProto in onnx.proto: a model's outermost fields, its graph, and its sets of operators."""

NODE, INPUT, OUTPUT = 1, 11, 12
"""Fields of GraphProto."""

NAME = 1
"""The field of ValueInfoProto, which describes an input or an output."""


def fault_of_model(model: Path) -> str:
    """What is wrong with an ONNX file, by the lengths of its outermost fields: reads a few bytes."""
    found: set[int] = set()
    try:
        size = model.stat().st_size
        with model.open("rb") as file:
            place = 0
            while place < size:
                file.seek(place)
                number, _, length = field(file.read(20))
                if number not in _MODEL_FIELDS or length <= 0:
                    return "its model is not ONNX"
                found.add(number)
                place += length
    except OSError as error:
        return f"its model cannot be read: {error.strerror or error}"
    if place > size or not {GRAPH, _OPERATORS} <= found:
        return f"its model is cut short ({size:,} bytes)"
    return ""


def inputs_of_model(model: Path) -> frozenset[str]:
    """The names of what a model's graph takes; none if it cannot be read or is no model."""
    try:
        with model.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            return frozenset(
                name_of(data, at.content, at.end) for at in graph_fields(data) if at.number == INPUT
            )
    except (OSError, ValueError):
        return frozenset()


def graph_fields(data: Data) -> list[Field]:
    """The fields of a model's graph. Raises ValueError if the data is no model."""
    return [
        inner
        for outer in fields(data, 0, len(data))
        if outer.number == GRAPH
        for inner in fields(data, outer.content, outer.end)
    ]


def name_of(data: Data, start: int, end: int) -> str:
    """The name in the description of an input or an output."""
    return next(
        (
            data[at.content : at.end].decode(errors="replace")
            for at in fields(data, start, end)
            if at.number == NAME
        ),
        "",
    )
