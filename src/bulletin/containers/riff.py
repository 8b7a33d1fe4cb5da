"""RIFF and IFF: the chunks of WAV, RF64 and AIFF files.

Layout: "Multimedia Programming Interface and Data Specifications 1.0" (RIFF), EBU Tech 3306 (RF64, `ds64`), EA IFF 85
(AIFF, with big-endian numbers).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, Literal

from bulletin.containers.window import Span

LARGEST: Final = 0xFFFF_FFFF
"""The largest size that RIFF can hold, in bytes; as the size of `data` it means "see `ds64`" or "not known"."""

UNKNOWN: Final = (0, LARGEST)
"""Sizes of `data` from programs that wrote to a pipe and did not know it."""

MOST_CHUNKS: Final = 1_000
"""Chunks that are read of one file: no sound file has as many, and a hostile one costs no more."""

_HEADER = 8
_FIRST = 12
"""Bytes before the first chunk: RIFF, the size, WAVE."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk in a file."""

    name: bytes
    start: int
    """The first byte of its data."""
    size: int
    """Bytes of its data as the file claims; they may reach beyond its end."""


def chunk(name: bytes, data: bytes) -> bytes:
    """A RIFF chunk: name of four bytes, size, data, and a zero where the size is odd."""
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def wave_form(size: int | None) -> bytes:
    """The first bytes of a WAV file with `size` bytes behind the first eight; without a size, of an RF64 file."""
    name = b"RIFF" if size is not None else b"RF64"
    return name + struct.pack("<I", LARGEST if size is None else size) + b"WAVE"


def chunks(file: BinaryIO | Span, order: Literal["little", "big"] = "little") -> Iterator[Chunk]:
    """The chunks of a WAV, RF64 or AIFF file in their order. Raises OSError if it cannot be read.

    The size of an RF64 file's `data` is that of its `ds64`. The caller may move the file's position between two chunks.
    """
    place, end = _FIRST, file.seek(0, 2)
    sound: int | None = None
    for _ in range(MOST_CHUNKS):
        if place + _HEADER > end:
            return
        file.seek(place)
        head = file.read(_HEADER)
        name, size, start = head[:4], int.from_bytes(head[4:], order), place + _HEADER
        if name == b"ds64":
            sound = int.from_bytes(file.read(16)[8:], order)
        elif name == b"data" and size in UNKNOWN and sound is not None:
            size = sound
        yield Chunk(name, start, size)
        place = start + size + size % 2


def parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and data of each chunk inside a LIST; the last one may be cut off."""
    place = 0
    while place + _HEADER <= len(data):
        name, size = data[place : place + 4], int.from_bytes(data[place + 4 : place + _HEADER], "little")
        start = place + _HEADER
        yield name, data[start : start + size]
        place = start + size + size % 2
