"""RIFF: the chunks of a WAV or RF64 file: where in them stands what is told, and all of it read back.

`bext` is version 2 of EBU Tech 3285, `cart` is AES46-2002, `ds64` is of EBU Tech 3306.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bulletin.writers.audio.found import Mark, ReadBack, told_of

LARGEST_RIFF = 0xFFFF_FFFF
"""What the sizes of a RIFF file can say, in bytes."""

VERSION_AT = 256 + 32 + 32 + 10 + 8 + 8
"""Bytes before the version of `bext`; from version 2 on it has levels."""

LEVELS_AT = VERSION_AT + 2 + 64
"""Bytes before the levels of `bext`."""

LEVELS = struct.Struct("<5h")
"""Loudness, its range, true peak, loudest 400 ms and 3 s: hundredths of LUFS, LU or dBTP."""

NOT_MEASURED = 0x7FFF
"""What a level of `bext` holds where nothing was measured."""

TIMERS_AT = 4 + 7 * 64 + 2 * (10 + 8) + 3 * 64 + 4
"""Bytes before the timers of `cart`."""

TIMER = struct.Struct("<4sI")
"""The name of a mark, and its sample."""

TIMERS = 8

_NAMES = {
    b"INAM": "title", b"IART": "station", b"IPRD": "programme", b"ICRD": "date", b"IGNR": "genre",
    b"ILNG": "language",
}  # fmt: skip

_LARGEST_CHUNK = 1 << 24
"""Bytes of a chunk that are read; what is larger is sound or none of ours."""


def chunk(name: bytes, data: bytes) -> bytes:
    """A RIFF chunk: name, size, data, and a zero where the size is odd."""
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def chunks_of(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Name and size of each chunk in their order; the file stands where the chunk's data begin."""
    place, sound = 12, LARGEST_RIFF
    while True:
        file.seek(place)
        head = file.read(8)
        if len(head) < 8:
            return
        name, size = head[:4], int.from_bytes(head[4:], "little")
        if name == b"ds64":
            sound = int.from_bytes(file.read(16)[8:], "little")
            file.seek(place + 8)
        elif name == b"data" and size == LARGEST_RIFF:
            size = sound
        yield name, size
        place += 8 + size + size % 2


def read_wave(path: Path) -> ReadBack:
    """What the chunks of a WAV or RF64 file tell. Raises ValueError if one is cut off."""
    chunks, rate = _chunks(path)
    told: dict[str, str] = {}
    more: dict[str, str] = {}
    places: dict[int, int] = {}
    titles: dict[int, str] = {}
    levels: tuple[float | None, float | None] = (None, None)
    end: int | None = None
    broadcast = False
    for name, data in chunks:
        if name == b"bext" and len(data) >= LEVELS_AT + LEVELS.size:
            broadcast = True
            levels = _levels(data)
        elif name == b"cart" and len(data) >= TIMERS_AT + TIMERS * TIMER.size:
            broadcast = True
            end = _timers(data).get(b"AUDe")
        elif name == b"LIST" and data[:4] == b"INFO":
            for part, value in _inside(data[4:]):
                text = value.rstrip(b"\0").decode(errors="replace")
                if part in _NAMES:
                    told[_NAMES[part]] = text
                elif part == b"ICMT":
                    more.update(_named(text))
        elif name == b"cue " and len(data) >= 4:
            places |= dict(struct.iter_unpack("<I16xI", data[4 : 4 + (len(data) - 4) // 24 * 24]))
        elif name == b"LIST" and data[:4] == b"adtl":
            for part, value in _inside(data[4:]):
                if part == b"labl" and len(value) >= 4:
                    titles[int.from_bytes(value[:4], "little")] = (
                        value[4:].rstrip(b"\0").decode(errors="replace")
                    )
    if "DISCLOSURE" in more:
        told["disclosure"] = more["DISCLOSURE"]
    chapters = tuple(
        Mark(start=place / rate, end=None, title=titles.get(number, "")) for number, place in places.items()
    )
    return ReadBack(
        kind="riff" if chunks else "",
        told=told_of(**told),
        more=more,
        chapters=chapters if rate else (),
        loudness=levels[0],
        true_peak=levels[1],
        ascii_only=broadcast,
        sound_end=end,
    )


def _chunks(path: Path) -> tuple[list[tuple[bytes, bytes]], int]:
    """The chunks of a file but the sound, and its rate. Raises ValueError if a chunk is cut off."""
    found: list[tuple[bytes, bytes]] = []
    rate = 0
    size_of_file = path.stat().st_size
    with path.open("rb") as file:
        for name, size in chunks_of(file):
            if file.tell() + size > size_of_file:
                raise ValueError(f"the chunk {name.decode(errors='replace')!r} is cut off")
            if name == b"data" or size > _LARGEST_CHUNK:
                continue
            data = file.read(size)
            if name == b"fmt " and size >= 8:
                rate = int.from_bytes(data[4:8], "little")
            elif name not in (b"ds64", b"JUNK"):
                found.append((name, data))
    return found, rate


def _inside(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks within a LIST."""
    place = 0
    while place + 8 <= len(data):
        name, size = data[place : place + 4], int.from_bytes(data[place + 4 : place + 8], "little")
        yield name, data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2


def _levels(data: bytes) -> tuple[float | None, float | None]:
    """Integrated loudness and true peak of a `bext` chunk of version 2."""
    if int.from_bytes(data[VERSION_AT : VERSION_AT + 2], "little") < 2:
        return None, None
    integrated, _, peak, *_ = LEVELS.unpack_from(data, LEVELS_AT)
    loudness, true_peak = (None if value == NOT_MEASURED else value / 100 for value in (integrated, peak))
    return loudness, true_peak


def _timers(data: bytes) -> dict[bytes, int]:
    return dict(TIMER.iter_unpack(data[TIMERS_AT : TIMERS_AT + TIMERS * TIMER.size]))


def _named(text: str) -> dict[str, str]:
    """Lines of the shape `NAME: value`."""
    pairs = (line.partition(": ") for line in text.splitlines())
    return {name: value for name, sign, value in pairs if sign and name.isupper()}
