"""Parts: of files joined to one, each is found from its first byte to its last."""

from __future__ import annotations

import io
from functools import cache
from itertools import product

import numpy as np
import pytest
import soundfile

from bulletin.containers.kinds import Container
from bulletin.containers.parts import Part, parts_of

RATE = 22_050
KINDS: dict[str, Container] = {
    "WAV": "wave", "RF64": "wave", "AIFF": "aiff", "FLAC": "flac", "OGG": "ogg", "MP3": "mpeg",
}  # fmt: skip
ID3V2 = b"ID3\x04\0\0" + bytes([0, 0, 8, 0]) + b"x" * 1024
ID3V1 = b"TAG" + b"x" * 125
APE = (
    b"APETAGEX"
    + (2000).to_bytes(4, "little")
    + (100).to_bytes(4, "little")
    + bytes(4)
    + (1 << 29).to_bytes(4, "little")
    + bytes(8)
    + b"x" * 100
)


@cache
def encoded(form: str, seconds: float = 1.0) -> bytes:
    noise = np.random.default_rng(3).standard_normal(round(seconds * RATE)) * 0.1
    data = io.BytesIO()
    soundfile.write(data, noise, RATE, format=form)
    return data.getvalue()


def found(data: bytes) -> list[tuple[Container, int, int]]:
    parts = parts_of(io.BytesIO(data))
    assert parts.unexplained == 0
    return [(part.kind, part.start, part.stop) for part in parts.found]


@pytest.mark.parametrize("form", KINDS)
def test_a_single_file_is_one_part(form: str) -> None:
    data = encoded(form)

    assert found(data) == [(KINDS[form], 0, len(data))]


@pytest.mark.parametrize(("first", "second"), [pair for pair in product(KINDS, KINDS) if pair[0] != "FLAC"])
def test_files_of_any_two_kinds_joined_are_two_parts(first: str, second: str) -> None:
    one, two = encoded(first), encoded(second, 0.5)

    assert found(one + two) == [
        (KINDS[first], 0, len(one)),
        (KINDS[second], len(one), len(one) + len(two)),
    ]


def test_flac_files_joined_are_two_parts_though_frames_do_not_say_their_size() -> None:
    one, two = encoded("FLAC"), encoded("FLAC", 0.5)

    assert found(one + two) == [("flac", 0, len(one)), ("flac", len(one), len(one + two))]


@pytest.mark.parametrize(
    "between", [ID3V2, ID3V1, APE, bytes(70_000), ID3V1 + ID3V2, ID3V1 + bytes(10) + APE + ID3V2]
)
@pytest.mark.parametrize("form", ["MP3", "WAV", "OGG"])
def test_tags_and_zeros_between_parts_are_no_sound(form: str, between: bytes) -> None:
    one = encoded(form)
    start = len(one) + len(between)

    assert found(one + between + one) == [
        (KINDS[form], 0, len(one)),
        (KINDS[form], start, start + len(one)),
    ]
    assert found(one + between) == [(KINDS[form], 0, len(one))]


@pytest.mark.parametrize("form", KINDS)
def test_zeros_before_the_first_part_are_skipped(form: str) -> None:
    data = encoded(form)

    assert found(bytes(65_535) + data) == [(KINDS[form], 65_535, 65_535 + len(data))]


def test_an_mp4_file_begins_with_zeros_of_its_own() -> None:
    first = (24).to_bytes(4, "big") + b"ftypM4A " + bytes(12)
    whole = first + (5000).to_bytes(4, "big") + b"mdat" + b"\xff" * 4992

    assert found(whole + bytes(10) + whole) == [("mp4", 0, 5024), ("mp4", 5034, 10_058)]


def test_bytes_that_are_neither_sound_nor_tag_are_counted() -> None:
    data, other = encoded("MP3"), b"some text, " * 1000
    parts = parts_of(io.BytesIO(data + other + data))

    assert parts.found == (
        Part("mpeg", 0, len(data)),
        Part("mpeg", len(data + other), len(data + other + data)),
    )
    assert (parts.unexplained, parts.place) == (len(other), len(data))


@pytest.mark.parametrize("form", KINDS)
@pytest.mark.parametrize("length", [0, 1, 11, 12, 13, 20, 43, 60, 199])
def test_a_head_alone_breaks_nothing(form: str, length: int) -> None:
    parts_of(io.BytesIO(encoded(form)[:length]))


@pytest.mark.parametrize("form", KINDS)
def test_changed_bytes_break_nothing(form: str) -> None:
    chance = np.random.default_rng(4)
    for _ in range(30):
        data = bytearray(encoded(form)[:3000])
        for place in chance.integers(0, len(data), 20):
            data[place] = chance.integers(0, 256)
        parts = parts_of(io.BytesIO(bytes(data)))
        assert all(0 <= part.start < part.stop <= len(data) for part in parts.found)
