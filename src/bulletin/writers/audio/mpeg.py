"""MPEG: the frames of an MP3 or MP2 file as its bytes have them, and what its Info frame claims. Reads, never writes.

The Info frame: Xing's header with LAME's extension ("MP3 Info Tag revision 1", Tremain and others).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bulletin.schema.mpeg import HEADER, FrameHeader, frame_header, tag_size

_FARTHEST = 1 << 16
"""Bytes of something else that a first frame is looked for behind."""

_ROW = 3
"""Frames in a row that tell sound from chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """What the Info frame claims: how many frames of sound and bytes, and what the encoder put around the sound."""

    frames: int | None
    size: int | None
    """Bytes from the Info frame to the last frame's end."""
    delay: int
    """Samples before the sound."""
    padding: int
    """Samples after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """The frames of a file, counted one by one."""

    rate: int
    samples_a_frame: int
    count: int
    """Frames of sound, without the Info frame."""
    size: int
    """Bytes of the frames that are whole, with the Info frame."""
    info: Info | None
    fault: str
    """What ends the row of frames before the file does: where, and what is there; empty if nothing does."""

    @property
    def claimed_samples(self) -> int | None:
        """Samples of one channel that the Info frame claims, or None where it claims nothing."""
        if self.info is None or self.info.frames is None:
            return None
        return max(0, self.info.frames * self.samples_a_frame - self.info.delay - self.info.padding)


def read_frames(path: Path) -> Frames | None:
    """Count the frames of the file at `path`; None where there are none. Raises OSError if it cannot be read."""
    with path.open("rb") as file:
        return _frames(_Window(file))


class _Window:
    """The bytes of a file by their places, of which only some are in memory."""

    _AT_ONCE = 1 << 20

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._start = 0
        self._held = b""
        self._size = file.seek(0, 2)

    def __len__(self) -> int:
        return self._size

    def bytes_at(self, start: int, size: int) -> bytes:
        """So many bytes from there on; fewer at the end."""
        if start < self._start or start + size > self._start + len(self._held):
            self._file.seek(start)
            self._start, self._held = start, self._file.read(max(size, self._AT_ONCE))
        return self._held[start - self._start : start - self._start + size]


def _frames(data: _Window) -> Frames | None:
    start = _first(data)
    if start is None:
        return None
    first = _header(data, start)
    assert first is not None
    info = _info(data, start, first)
    place, count, fault = start, 0, ""
    size = len(data)
    while place < size:
        header = _header(data, place)
        if header is None or header.likeness != first.likeness:
            fault = _behind(data, place)
            break
        if place + header.size > size:
            fault = f"the last frame is cut off at byte {size:,}"
            break
        place += header.size
        count += 1
    return Frames(
        rate=first.rate,
        samples_a_frame=first.samples,
        count=count - (info is not None),
        size=place - start,
        info=info,
        fault=fault,
    )


def _first(data: _Window) -> int | None:
    """Where the first frame is: behind the ID3 tags, and as far behind anything else as players look."""
    place = 0
    while tag := tag_size(data.bytes_at(place, 10)):
        place += tag
    near = data.bytes_at(place, _FARTHEST)
    start = near.find(0xFF)
    while start >= 0:
        if _in_a_row(data, place + start):
            return place + start
        start = near.find(0xFF, start + 1)
    return None


def _in_a_row(data: _Window, place: int) -> bool:
    first = _header(data, place)
    for _ in range(_ROW):
        header = _header(data, place)
        if first is None or header is None or header.likeness != first.likeness:
            return False
        place += header.size
        if place >= len(data):
            return True
    return True


def _header(data: _Window, place: int) -> FrameHeader | None:
    return frame_header(data.bytes_at(place, HEADER))


def _info(data: _Window, place: int, header: FrameHeader) -> Info | None:
    frame = data.bytes_at(place, header.size)
    at = header.side
    if frame[at : at + 4] not in (b"Info", b"Xing"):
        return None
    flags = int.from_bytes(frame[at + 4 : at + 8], "big")
    at += 8
    values: list[int | None] = [None, None]
    for bit in (0, 1):
        if flags >> bit & 1:
            values[bit] = int.from_bytes(frame[at : at + 4], "big")
            at += 4
    at += (100 if flags & 4 else 0) + (4 if flags & 8 else 0)
    # LAME's extension: nine letters of a name, twelve bytes, then twelve bits each.
    delays = int.from_bytes(frame[at + 21 : at + 24], "big") if frame[at : at + 4].isalnum() else 0
    return Info(frames=values[0], size=values[1], delay=delays >> 12, padding=delays & 0xFFF)


def _behind(data: _Window, place: int) -> str:
    """What is wrong with bytes that are no frame: nothing, if they are a tag or zeros."""
    rest = data.bytes_at(place, 8)
    if rest[:3] in (b"TAG", b"ID3") or rest in (b"APETAGEX", b"LYRICSBE"):
        return ""
    if len(data) - place <= _FARTHEST and not data.bytes_at(place, _FARTHEST).strip(b"\0"):
        return ""
    return f"something that is no frame stands at byte {place:,}"
