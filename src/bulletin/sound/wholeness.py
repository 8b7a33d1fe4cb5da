"""Wholeness: whether a sound file ends where it says that it ends. Decoders play what is there, and say nothing."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from typing import BinaryIO

LARGEST_ERROR = 4_096
"""Bytes that may be missing, but no more than one in a hundred: headers of old recorders tell a little too much."""

MOST_CHUNKS = 1_000
LARGEST_PAGE = 65_307
"""Bytes of an Ogg page (RFC 3533): the last one begins within as many from the end."""

_UNTOLD = (0, 0xFFFFFFFF)
"""Sizes that a program writes which did not know it, since it wrote to a pipe."""
_LAST_PAGE = 0x04

_MPEG_VERSIONS = {3: 1, 2: 2, 0: 2}
"""The version bits of an MPEG frame's header → which version's lengths hold."""


def is_cut(file: BinaryIO) -> bool:
    """Whether the end of a WAV, AIFF, Ogg or MP3 file is missing, by what its head says. False where it says nothing.

    Reads a few places of it, and leaves it at its beginning. A FLAC or MP4 file that is cut does not decode at all.
    """
    try:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        beginning = file.read(12)
        kind = _kind(beginning)
        return kind is not None and kind(file, size)
    finally:
        file.seek(0)


def _kind(beginning: bytes) -> Callable[[BinaryIO, int], bool] | None:
    if beginning[:4] in (b"RIFF", b"RF64", b"BW64") and beginning[8:] == b"WAVE":
        return _wav
    if beginning[:4] == b"FORM" and beginning[8:] in (b"AIFF", b"AIFC"):
        return _aiff
    if beginning[:4] == b"OggS":
        return _ogg
    if beginning[:3] == b"ID3" or (beginning[:1] == b"\xff" and beginning[1:2] > b"\xe0"):
        return _mp3
    return None


def _wav(file: BinaryIO, size: int) -> bool:
    """By the size of the chunk `data`, which RF64 tells in `ds64` (EBU Tech 3306)."""
    large = 0
    for name, place, told in _chunks(file, size, "<"):
        if name == b"ds64":
            file.seek(place + 8)
            large = int.from_bytes(file.read(8), "little")
        if name == b"data":
            told = large if told in _UNTOLD else told
            return told not in _UNTOLD and _lacks(told, size - place)
    return False


def _aiff(file: BinaryIO, size: int) -> bool:
    return any(
        name == b"SSND" and _lacks(told, size - place) for name, place, told in _chunks(file, size, ">")
    )


def _lacks(told: int, there: int) -> bool:
    return told - there > min(LARGEST_ERROR, told // 100)


def _chunks(file: BinaryIO, size: int, order: str) -> list[tuple[bytes, int, int]]:
    """The chunks of a RIFF or IFF file: name, where the content begins, and its size as it is told."""
    found: list[tuple[bytes, int, int]] = []
    place = 12
    while place + 8 <= size and len(found) < MOST_CHUNKS:
        file.seek(place)
        name, told = struct.unpack(f"{order}4sI", file.read(8))
        found.append((name, place + 8, told))
        place += 8 + told + told % 2
    return found


def _ogg(file: BinaryIO, size: int) -> bool:
    """By the flag of the last page, and its length."""
    start = max(0, size - LARGEST_PAGE)
    file.seek(start)
    end = file.read()
    last = end.rfind(b"OggS\0")
    if last < 0 or len(end) < last + 27:
        return True
    segments = end[last + 26]
    lengths = end[last + 27 : last + 27 + segments]
    whole = len(lengths) == segments and last + 27 + segments + sum(lengths) <= len(end)
    return not (whole and end[last + 5] & _LAST_PAGE)


def _mp3(file: BinaryIO, size: int) -> bool:
    """By the count of bytes in a Xing or Info frame, counted from that frame's beginning."""
    file.seek(0)
    tag = file.read(10)
    place = 0
    if tag[:3] == b"ID3" and len(tag) == 10:
        place = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(tag[6:], (21, 14, 7, 0), strict=True))
    file.seek(place)
    frame = file.read(200)
    if len(frame) < 4 or frame[0] != 0xFF or frame[1] < 0xE0:
        return False
    version = _MPEG_VERSIONS.get(frame[1] >> 3 & 3)
    mono = frame[3] >> 6 == 3
    head = 4 + ({1: 17, 2: 9} if mono else {1: 32, 2: 17}).get(version or 0, 0)
    if version is None or frame[head : head + 4] not in (b"Xing", b"Info"):
        return False
    flags = int.from_bytes(frame[head + 4 : head + 8], "big")
    if not flags & 2:
        return False
    at = head + 8 + (4 if flags & 1 else 0)
    return _lacks(int.from_bytes(frame[at : at + 4], "big"), size - place)
