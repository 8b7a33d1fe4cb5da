"""Xing: the first frame of an MP3, which holds its length and seek table for players; read and written.

Layout: the Xing header (flags, frames, bytes, seek table, quality), then LAME's extension with encoder delay and
padding ("MP3 Info Tag revision 1", Tremain and others). The name is `Xing` in a stream of variable rate and `Info` in
one of constant rate. To a player that does not know it, the frame is silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bulletin.containers.mpeg import HEADER, frame_header

CONSTANT, VARIABLE = 1, 4
"""LAME's numbers of the ways to control the bit rate: constant, and the newer variable one (`vbr-mtrh`)."""

TABLE: Final = 100
"""Entries of the seek table, one for each hundredth of the time."""

_FRAMES, _BYTES, _TABLE, _QUALITY = 1, 2, 4, 8
_QUALITY_WRITTEN = 60
_ENCODER = b"LAME3.100"
_LARGEST = 0xFFFF_FFFF
_MOST_DELAY = 0xFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """What the Info frame claims about the stream."""

    frames: int | None
    """Frames of sound, without the Info frame."""
    size: int | None
    """Bytes from the start of the Info frame to the end of the last frame."""
    delay: int
    """Samples that the encoder put before the sound."""
    padding: int
    """Samples that it put after the sound."""


def read_info(frame: bytes) -> Info | None:
    """Parse the first frame of a stream; None if it is no Info frame. Values that are cut off count as not given."""
    header = frame_header(frame[:HEADER])
    if header is None:
        return None
    # Some encoders count the check sum of the frame, some do not.
    for start in (header.side, header.side - header.crc):
        if frame[start : start + 4] in (b"Info", b"Xing"):
            return _info(frame[start + 4 :])
    return None


def _info(data: bytes) -> Info:
    """The values behind the name."""
    flags = int.from_bytes(data[:4], "big")
    place = 4
    values: list[int | None] = []
    for flag in (_FRAMES, _BYTES):
        there = flags & flag and len(data) >= place + 4
        values.append(int.from_bytes(data[place : place + 4], "big") if there else None)
        place += 4 if flags & flag else 0
    place += (TABLE if flags & _TABLE else 0) + (4 if flags & _QUALITY else 0)
    # LAME's extension: nine characters of a name, twelve bytes, then twelve bits each.
    named = len(data) >= place + 24 and data[place : place + 4].isalnum()
    delays = int.from_bytes(data[place + 21 : place + 24], "big") if named else 0
    return Info(frames=values[0], size=values[1], delay=delays >> 12, padding=delays & _MOST_DELAY)


def seek_table(places: Sequence[int], before: int, size: int) -> bytes:
    """A hundred places, one for each hundredth of the time, in 256ths of `size` bytes.

    `places` are the first bytes of all frames of sound; `before` bytes come before the first of them.
    """
    count = len(places)
    found = [before + places[count * step // TABLE] if count else 0 for step in range(TABLE)]
    return bytes(min(255, 256 * place // size) for place in found)


def write_info(head: bytes, info: Info, table: bytes, *, method: int, bit_rate: int = 0) -> bytes:
    """The Info frame with the MPEG header `head`, filled up to that header's frame size.

    `method` is `CONSTANT` or `VARIABLE`, `bit_rate` a constant one in kb/s. Raises ValueError if `head` is no header,
    the frame is too short for the values, or one of them does not fit its field.
    """
    header = frame_header(head)
    if header is None or len(table) != TABLE or info.frames is None or info.size is None:
        raise ValueError((head, info))
    if not (0 <= info.frames <= _LARGEST and 0 <= info.size <= _LARGEST):
        raise ValueError(info)
    if not (0 <= info.delay <= _MOST_DELAY and 0 <= info.padding <= _MOST_DELAY):
        raise ValueError(info)
    size = info.size.to_bytes(4, "big")
    frame = head.ljust(header.side, b"\0") + (b"Info" if method == CONSTANT else b"Xing")
    frame += (_FRAMES | _BYTES | _TABLE | _QUALITY).to_bytes(4, "big")
    frame += info.frames.to_bytes(4, "big") + size + table + _QUALITY_WRITTEN.to_bytes(4, "big")
    frame += _ENCODER + bytes([method, 0]) + bytes(8)
    frame += bytes([0, min(bit_rate, 255)]) + (info.delay << 12 | info.padding).to_bytes(3, "big")
    frame += bytes(4) + size + bytes(2)
    frame += _crc16(frame).to_bytes(2, "big")
    if len(frame) > header.size:
        raise ValueError(f"a frame of {header.size} bytes is too short for {len(frame)}")
    return frame.ljust(header.size, b"\0")


def _crc16(data: bytes) -> int:
    """CRC-16 (polynomial 0x8005, reflected) over all bytes before it."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc
