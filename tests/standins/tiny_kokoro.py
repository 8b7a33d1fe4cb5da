"""A tiny model in the shape of Kokoro's, with tiny styles of its size: a real ONNX model that hums a note for each
phoneme. 3 kB instead of 92 MB.

It takes what Kokoro's exports take (numbers of phonemes, a style, a speed) and gives their waveform; the frames of each
phoneme are computed on the way, as there, and by some exports given. It draws random numbers, as some exports do.
"""

from __future__ import annotations

import math
import struct
from pathlib import Path

from tests.standins.tiny_voice import (
    FLOAT,
    INT64,
    message,
    node,
    number,
    tensor,
    text,
    value,
)

RATE = 24_000
FRAME = 600
"""Samples in a frame."""

FRAMES_A_PHONEME = 4.0
ROWS, WIDTH = 510, 256
_INT32 = 6


def make_kokoro(
    folder: Path,
    styles: tuple[str, ...] = ("hf_alpha", "hf_beta", "hm_omega", "hm_psi"),
    *,
    model: bytes = b"",
) -> Path:
    """Put Kokoro's files into the voices' folder `folder`, as they are installed; returns the path of the model."""
    own = folder / "kokoro"
    own.mkdir(parents=True, exist_ok=True)
    for place, name in enumerate(styles):
        (own / f"{name}.bin").write_bytes(tiny_style(place))
    path = own / "model_quantized.onnx"
    path.write_bytes(model or tiny_model())
    return path


def tiny_style(number: int) -> bytes:
    """A style of the real size; each number another voice."""
    row = struct.pack("<f", 1.0 + 0.1 * number) + bytes(4 * (WIDTH - 1))
    return row * ROWS


def tiny_model(
    *, ids: str = "input_ids", durations: str = "", loudness: float = 0.3, whole_speeds: bool = False
) -> bytes:
    """The bytes of the model. `durations` names an output with the frames of each phoneme."""
    constants = {
        "frames": tensor([FRAMES_A_PHONEME]),
        "least": tensor([1.0], scalar=True),
        "frame": tensor([float(FRAME)]),
        "zero": tensor([0], INT64),
        "whole": tensor([-1], INT64),
        "lowest": tensor([2 * math.pi * 110 / RATE]),
        "interval": tensor([2 * math.pi * 3 / RATE]),
        "loudness": tensor([loudness]),
        "axis": tensor([0], INT64, scalar=True),
        "begin": tensor([0.0], scalar=True),
        "by_one": tensor([1.0], scalar=True),
        "one": tensor([1.0]),
    }
    nodes = [
        node("Reshape", [ids, "whole"], "phonemes"),
        node("Cast", ["phonemes"], "notes", to=FLOAT),
        node("Mul", ["notes", "notes"], "squares"),
        node("Sub", ["squares", "squares"], "nothing"),
        node("Add", ["nothing", "frames"], "natural"),
        node("Cast", ["speed"], "rate", to=FLOAT),
        node("Div", ["natural", "rate"], "wanted"),
        node("Round", ["wanted"], "rounded"),
        node("Clip", ["rounded", "least"], durations or "clipped"),
        node("ReduceSum", [durations or "clipped"], "total", keepdims=1),
        node("Mul", ["total", "frame"], "length"),
        node("Squeeze", ["length"], "end"),
        node("Range", ["begin", "end", "by_one"], "places"),
        node("Gather", [durations or "clipped", "zero"], "each"),
        node("Mul", ["each", "frame"], "samples_each"),
        node("Div", ["places", "samples_each"], "phoneme_places"),
        node("Floor", ["phoneme_places"], "floored"),
        node("Cast", ["floored"], "numbers", to=INT64),
        node("Gather", ["notes", "numbers"], "playing"),
        node("Reshape", ["style", "whole"], "flat"),
        node("Gather", ["flat", "zero"], "height"),
        node("Mul", ["playing", "interval"], "above"),
        node("Add", ["above", "lowest"], "natural_turns"),
        node("Mul", ["natural_turns", "height"], "turns"),
        node("CumSum", ["turns", "axis"], "phase"),
        node("Sin", ["phase"], "wave"),
        node("RandomNormalLike", ["wave"], "noise"),
        node("Add", ["wave", "noise"], "mixed"),
        node("Mul", ["mixed", "loudness"], "waveform"),
    ]
    graph = (
        b"".join(message(1, node) for node in nodes)
        + text(2, "tiny")
        + b"".join(message(5, tensor + text(8, name)) for name, tensor in constants.items())
        + message(11, value(ids, INT64, (1, "phonemes")))
        + message(11, value("style", FLOAT, (1, WIDTH)))
        + message(11, value("speed", _INT32 if whole_speeds else FLOAT, (1,)))
        + message(12, value("waveform", FLOAT, ("time",)))
        + (message(12, value(durations, FLOAT, ("phonemes",))) if durations else b"")
    )
    return number(1, 8) + text(2, "tests") + message(7, graph) + message(8, number(2, 15))
