"""A tiny piper voice: a real ONNX model and real settings, that hums a note for each phoneme. 2 kB instead of 63 MB.

Its graph takes what piper's models take (input, input_lengths, scales) and answers as they do. Like theirs it
draws random numbers: for its sound as loudly as the first scale says, for its length as the third says.
"""

from __future__ import annotations

import json
import math
import random
import struct
from pathlib import Path
from typing import Any

RATE = 22_050
SECONDS_A_PHONEME = 0.025

FLOAT, INT64 = 1, 7


def make_voice(
    folder: Path,
    name: str = "hi_IN-tiny-low",
    *,
    language: str = "hi",
    loudness: float = 0.3,
    **settings: Any,
) -> Path:
    """Put a voice into `folder`; returns the path of its model. `settings` replaces what its JSON says."""
    folder.mkdir(parents=True, exist_ok=True)
    model = folder / f"{name}.onnx"
    model.write_bytes(tiny_model(loudness))
    model.with_name(f"{model.name}.json").write_bytes(tiny_settings(language, **settings))
    return model


def tiny_settings(language: str = "hi", **settings: Any) -> bytes:
    """The bytes of the JSON beside a model."""
    document = {
        "audio": {"sample_rate": RATE, "quality": "low"},
        "espeak": {"voice": language},
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "num_symbols": 256,
        "num_speakers": 1,
        "speaker_id_map": {},
        "phoneme_id_map": phoneme_ids(),
        "hop_length": 256,
        **settings,
    }
    return json.dumps(document, ensure_ascii=False).encode()


def phoneme_ids() -> dict[str, list[int]]:
    """A number for each sign that espeak-ng writes Hindi sounds with."""
    signs = "_^$ .,:;!?ˈˌː̃'abcdefghijklmnopqrstuvwxyzæðŋɐɑɒɔəɛɜɟɡɖɣɪɭɲɳɹɽɾʂʃʈʊʋʌʒʔʰʲʱθ"
    return {sign: [number] for number, sign in enumerate(signs)}


def tiny_model(loudness: float = 0.3, *, padding: int = 0) -> bytes:
    """The bytes of the model, with `padding` more. A loudness that is not a number makes samples that are none."""
    step = RATE * SECONDS_A_PHONEME
    constants = {
        "step": tensor([step]),
        "zero": tensor([0.0]),
        "one": tensor([1.0]),
        "first": tensor([0], INT64),
        "second": tensor([1], INT64),
        "third": tensor([2], INT64),
        "whole": tensor([-1], INT64),
        "shape": tensor([1, 1, -1], INT64),
        "lowest": tensor([2 * math.pi * 110 / RATE]),
        "interval": tensor([2 * math.pi * 7 / RATE]),
        "loudness": tensor([loudness]),
        "axis": tensor([0], INT64, scalar=True),
        "begin": tensor([0.0], scalar=True),
        "by_one": tensor([1.0], scalar=True),
    }
    nodes = [
        node("Gather", ["scales", "first"], "noise"),
        node("Gather", ["scales", "second"], "slowness"),
        node("Gather", ["scales", "third"], "unevenness"),
        node("RandomNormalLike", ["slowness"], "drawn_length"),
        node("Mul", ["drawn_length", "unevenness"], "length_off"),
        node("Add", ["slowness", "length_off"], "drawn_slowness"),
        node("Abs", ["drawn_slowness"], "stretch"),
        node("Mul", ["step", "stretch"], "samples_each"),
        node("Cast", ["input_lengths"], "count", to=FLOAT),
        node("Mul", ["count", "samples_each"], "length"),
        node("Squeeze", ["length"], "end"),
        node("Range", ["begin", "end", "by_one"], "places"),
        node("Div", ["places", "samples_each"], "phoneme_places"),
        node("Floor", ["phoneme_places"], "floored"),
        node("Sub", ["count", "one"], "last"),
        node("Min", ["floored", "last"], "within"),
        node("Cast", ["within"], "numbers", to=INT64),
        node("Reshape", ["input", "whole"], "phonemes"),
        node("Gather", ["phonemes", "numbers"], "playing"),
        node("Cast", ["playing"], "notes", to=FLOAT),
        node("Mul", ["notes", "interval"], "above"),
        node("Add", ["above", "lowest"], "turns"),
        node("CumSum", ["turns", "axis"], "phase"),
        node("Sin", ["phase"], "wave"),
        node("RandomNormalLike", ["wave"], "drawn_noise"),
        node("Mul", ["drawn_noise", "noise"], "hiss"),
        node("Add", ["wave", "hiss"], "mixed"),
        node("Mul", ["mixed", "loudness"], "sound"),
        node("Reshape", ["sound", "shape"], "output"),
    ]
    graph = (
        b"".join(message(1, node) for node in nodes)
        + text(2, "tiny")
        + b"".join(message(5, tensor + text(8, name)) for name, tensor in constants.items())
        + message(11, value("input", INT64, ("batch", "phonemes")))
        + message(11, value("input_lengths", INT64, ("batch",)))
        + message(11, value("scales", FLOAT, (3,)))
        + message(12, value("output", FLOAT, ("batch", 1, "time")))
    )
    ballast = random.Random(1).randbytes(padding // 2).hex()
    return number(1, 8) + text(2, "tests") + text(6, ballast) + message(7, graph) + message(8, number(2, 15))


# What follows writes the messages of onnx.proto: a field is its number, its kind and its content.


def node(kind: str, inputs: list[str], output: str, **attributes: int) -> bytes:
    return (
        b"".join(text(1, name) for name in inputs)
        + text(2, output)
        + text(3, output)
        + text(4, kind)
        + b"".join(
            message(5, text(1, name) + number(3, value) + number(20, 2)) for name, value in attributes.items()
        )
    )


def tensor(values: list[Any], kind: int = FLOAT, *, scalar: bool = False) -> bytes:
    data = struct.pack(f"<{len(values)}{'f' if kind == FLOAT else 'q'}", *values)
    shape = b"" if scalar else number(1, len(values))
    return shape + number(2, kind) + message(9, data)


def value(name: str, kind: int, shape: tuple[int | str, ...]) -> bytes:
    sizes = b"".join(
        message(1, number(1, size) if isinstance(size, int) else text(2, size)) for size in shape
    )
    return text(1, name) + message(2, message(1, number(1, kind) + message(2, sizes)))


def message(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def text(field: int, content: str) -> bytes:
    return message(field, content.encode())


def number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)
