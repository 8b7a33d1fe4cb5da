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

_FLOAT, _INT64 = 1, 7


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
        "step": _tensor([step]),
        "zero": _tensor([0.0]),
        "one": _tensor([1.0]),
        "first": _tensor([0], _INT64),
        "second": _tensor([1], _INT64),
        "third": _tensor([2], _INT64),
        "whole": _tensor([-1], _INT64),
        "shape": _tensor([1, 1, -1], _INT64),
        "lowest": _tensor([2 * math.pi * 110 / RATE]),
        "interval": _tensor([2 * math.pi * 7 / RATE]),
        "loudness": _tensor([loudness]),
        "axis": _tensor([0], _INT64, scalar=True),
        "begin": _tensor([0.0], scalar=True),
        "by_one": _tensor([1.0], scalar=True),
    }
    nodes = [
        _node("Gather", ["scales", "first"], "noise"),
        _node("Gather", ["scales", "second"], "slowness"),
        _node("Gather", ["scales", "third"], "unevenness"),
        _node("RandomNormalLike", ["slowness"], "drawn_length"),
        _node("Mul", ["drawn_length", "unevenness"], "length_off"),
        _node("Add", ["slowness", "length_off"], "drawn_slowness"),
        _node("Abs", ["drawn_slowness"], "stretch"),
        _node("Mul", ["step", "stretch"], "samples_each"),
        _node("Cast", ["input_lengths"], "count", to=_FLOAT),
        _node("Mul", ["count", "samples_each"], "length"),
        _node("Squeeze", ["length"], "end"),
        _node("Range", ["begin", "end", "by_one"], "places"),
        _node("Div", ["places", "samples_each"], "phoneme_places"),
        _node("Floor", ["phoneme_places"], "floored"),
        _node("Sub", ["count", "one"], "last"),
        _node("Min", ["floored", "last"], "within"),
        _node("Cast", ["within"], "numbers", to=_INT64),
        _node("Reshape", ["input", "whole"], "phonemes"),
        _node("Gather", ["phonemes", "numbers"], "playing"),
        _node("Cast", ["playing"], "notes", to=_FLOAT),
        _node("Mul", ["notes", "interval"], "above"),
        _node("Add", ["above", "lowest"], "turns"),
        _node("CumSum", ["turns", "axis"], "phase"),
        _node("Sin", ["phase"], "wave"),
        _node("RandomNormalLike", ["wave"], "drawn_noise"),
        _node("Mul", ["drawn_noise", "noise"], "hiss"),
        _node("Add", ["wave", "hiss"], "mixed"),
        _node("Mul", ["mixed", "loudness"], "sound"),
        _node("Reshape", ["sound", "shape"], "output"),
    ]
    graph = (
        b"".join(_message(1, node) for node in nodes)
        + _text(2, "tiny")
        + b"".join(_message(5, tensor + _text(8, name)) for name, tensor in constants.items())
        + _message(11, _value("input", _INT64, ("batch", "phonemes")))
        + _message(11, _value("input_lengths", _INT64, ("batch",)))
        + _message(11, _value("scales", _FLOAT, (3,)))
        + _message(12, _value("output", _FLOAT, ("batch", 1, "time")))
    )
    ballast = random.Random(1).randbytes(padding // 2).hex()
    return (
        _number(1, 8)
        + _text(2, "tests")
        + _text(6, ballast)
        + _message(7, graph)
        + _message(8, _number(2, 15))
    )


# What follows writes the messages of onnx.proto: a field is its number, its kind and its content.


def _node(kind: str, inputs: list[str], output: str, **attributes: int) -> bytes:
    return (
        b"".join(_text(1, name) for name in inputs)
        + _text(2, output)
        + _text(3, output)
        + _text(4, kind)
        + b"".join(
            _message(5, _text(1, name) + _number(3, value) + _number(20, 2))
            for name, value in attributes.items()
        )
    )


def _tensor(values: list[Any], kind: int = _FLOAT, *, scalar: bool = False) -> bytes:
    data = struct.pack(f"<{len(values)}{'f' if kind == _FLOAT else 'q'}", *values)
    shape = b"" if scalar else _number(1, len(values))
    return shape + _number(2, kind) + _message(9, data)


def _value(name: str, kind: int, shape: tuple[int | str, ...]) -> bytes:
    sizes = b"".join(
        _message(1, _number(1, size) if isinstance(size, int) else _text(2, size)) for size in shape
    )
    return _text(1, name) + _message(2, _message(1, _number(1, kind) + _message(2, sizes)))


def _message(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _text(field: int, content: str) -> bytes:
    return _message(field, content.encode())


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)
