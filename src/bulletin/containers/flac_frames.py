"""FLAC frames: where the last frame of a FLAC stream ends, which no header says (RFC 9639, 9)."""

from __future__ import annotations

from functools import cache
from typing import Final

from bulletin.containers.window import Window

FARTHEST: Final = 1 << 18
"""Bytes from the end in which the last frame is looked for: one of 4,608 samples in stereo has 28 KB at most."""

_LARGEST_HEADER: Final = 16
_SYNC: Final = (b"\xff\xf8", b"\xff\xf9")
_RESERVED_BLOCK_SIZE, _RESERVED_RATE = 0, 15
_LARGEST_CHANNELS: Final = 10
_BLOCK_SIZE_BYTES: Final = {6: 1, 7: 2}
_RATE_BYTES: Final = {12: 1, 13: 2, 14: 2}


def ends_with_frame(data: Window, stop: int) -> bool:
    """Whether the last frame ends at `stop`. The check sum of a frame together with itself is zero."""
    start = max(0, stop - FARTHEST)
    near = data.at(start, stop - start)
    place = len(near)
    while (place := max(near.rfind(sync, 0, place) for sync in _SYNC)) >= 0:
        # A header is rare by chance (one in 256 of those that look like one), so few are summed up.
        if _is_header(near[place : place + _LARGEST_HEADER]) and not _crc16(near[place:]):
            return True
    return False


def _is_header(data: bytes) -> bool:
    """Whether a frame's header begins here: its fields are valid, and so is its check sum (RFC 9639, 9.1)."""
    if len(data) < _LARGEST_HEADER // 2:
        return False
    block, rate = data[2] >> 4, data[2] & 15
    if (
        block == _RESERVED_BLOCK_SIZE
        or rate == _RESERVED_RATE
        or data[3] >> 4 > _LARGEST_CHANNELS
        or data[3] & 1
    ):
        return False
    # The frame's number is coded as in UTF-8, with up to seven bytes.
    first = data[4]
    number = 1 if first < 0x80 else 8 - (first ^ 0xFF).bit_length()
    size = 4 + number + _BLOCK_SIZE_BYTES.get(block, 0) + _RATE_BYTES.get(rate, 0)
    return len(data) > size and number <= 7 and _crc8(data[:size]) == data[size]


def _crc8(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ 0x07) & 0xFF if crc & 0x80 else crc << 1
    return crc


def _crc16(data: bytes) -> int:
    table, crc = _table(), 0
    for byte in data:
        crc = (crc << 8 & 0xFFFF) ^ table[crc >> 8 ^ byte]
    return crc


@cache
def _table() -> tuple[int, ...]:
    found = []
    for byte in range(256):
        crc = byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x8005) & 0xFFFF if crc & 0x8000 else crc << 1
        found.append(crc)
    return tuple(found)
