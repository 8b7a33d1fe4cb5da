"""Graph: Kokoro's model as it is fetched → the same model as we run it. Pure.

Two things are changed in memory, none in the file. The number of frames of each phoneme, which the model computes on
the way, becomes an output: that gives the times of words. And where a model draws random numbers (the noise of breath;
not every export does), it gets zeros: the same text shall give the same sound.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.engines.neural.onnx import GRAPH, NODE, OUTPUT, name_of
from bulletin.engines.neural.protobuf import Field, fields, head, message

_IN, _OUT, _NAME, _KIND = 1, 2, 3, 4
"""Fields of NodeProto: names of what it takes and gives, its own name, its operator."""

_RANDOM = ("RandomNormalLike", "RandomUniformLike")

_DURATIONS = ("durations", "duration", "pred_dur")
"""Names that exports give the output, where they have one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A model to run."""

    model: bytes
    durations: str
    """The name of the output with the frames of each phoneme; empty if the model has none."""


def prepared(model: bytes) -> Prepared:
    """The model with its durations as an output and without random numbers. Raises ValueError if it is no model."""
    graph = next((at for at in fields(model, 0, len(model)) if at.number == GRAPH), None)
    if graph is None:
        raise ValueError("no graph")
    outputs: list[str] = []
    rounded: set[str] = set()
    durations = ""
    parts: list[bytes | memoryview] = []
    whole = memoryview(model)
    done = graph.content
    for at in fields(model, graph.content, graph.end):
        if at.number == OUTPUT:
            outputs.append(name_of(model, at.content, at.end))
        if at.number != NODE:
            continue
        kind, takes, gives = _node(model, at)
        if kind == "Round":
            rounded.update(gives)
        elif kind == "Clip" and rounded.intersection(takes[:1]):
            durations = gives[0]
        elif kind in _RANDOM:
            parts += (whole[done : at.start], message(NODE, _zeros(takes[0], gives[0])))
            done = at.end
    parts.append(whole[done : graph.end])
    own = next((name for name in outputs if name in _DURATIONS), "")
    if durations and not own:
        parts.append(message(OUTPUT, message(1, durations.encode())))
    length = sum(len(part) for part in parts)
    parts = [whole[: graph.start], head(GRAPH, length), *parts, whole[graph.end :]]
    return Prepared(model=b"".join(parts), durations=own or durations)


def _node(model: bytes, node: Field) -> tuple[str, list[str], list[str]]:
    """A node's operator, and the names of what it takes and gives."""
    found: dict[int, list[str]] = {_IN: [], _OUT: [], _KIND: []}
    for at in fields(model, node.content, node.end):
        if at.number in found:
            found[at.number].append(model[at.content : at.end].decode(errors="replace"))
    return "".join(found[_KIND]), found[_IN], found[_OUT]


def _zeros(like: str, name: str) -> bytes:
    """A node that gives zeros of the shape of `like`: what it takes, less itself."""
    taken = message(_IN, like.encode())
    return (
        taken + taken + message(_OUT, name.encode()) + message(_NAME, name.encode()) + message(_KIND, b"Sub")
    )
