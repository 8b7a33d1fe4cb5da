"""Frames: the row of frames in an MP3 or MP2 file, and whether it is whole. Nothing is decoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bulletin.containers import id3
from bulletin.containers.mpeg import HEADER, FrameHeader, frame_header
from bulletin.containers.window import Window
from bulletin.containers.xing import Info, read_info

_FARTHEST = 1 << 16
"""Bytes that players search for the first frame, and the most zeros that may follow the last one."""

_ROW = 3
"""Frames in a row that are sound and not chance."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a stream."""

    start: int
    """Its first byte."""
    header: FrameHeader

    @property
    def stop(self) -> int:
        """The first byte after it; beyond the end of the file if the frame is cut off."""
        return self.start + self.header.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """The frames of a file, counted one by one."""

    rate: int
    """Sampling rate in Hz."""
    samples_a_frame: int
    count: int
    """Frames of sound, without the Info frame."""
    size: int
    """Bytes of the whole frames, with the Info frame."""
    info: Info | None
    fault: str
    """What ends the row of frames before the file ends, and where; empty if nothing does."""

    @property
    def claimed_samples(self) -> int | None:
        """Samples per channel by the Info frame's count; None if there is none."""
        if self.info is None or self.info.frames is None:
            return None
        return max(0, self.info.frames * self.samples_a_frame - self.info.delay - self.info.padding)


def frames_from(data: Window, start: int) -> Iterator[Frame]:
    """The frames from `start` on, up to the first bytes that are no header; the last one may be cut off."""
    place = start
    while (header := frame_header(data.at(place, HEADER))) is not None:
        yield Frame(place, header)
        place += header.size


def may_follow(data: Window, place: int) -> bool:
    """Whether the bytes at `place` may follow the last frame: the end, a tag, or up to 64 KiB of zeros."""
    rest = data.at(place, 8)
    if rest[:3] in (b"TAG", b"ID3") or rest in (b"APETAGEX", b"LYRICSBE"):
        return True
    return len(data) - place <= _FARTHEST and not data.at(place, _FARTHEST).strip(b"\0")


def read_frames(file: BinaryIO) -> Frames | None:
    """Count the frames of a file; None where there are none. Raises OSError if it cannot be read."""
    data = Window(file)
    first = _first_frame(data)
    if first is None:
        return None
    end, count, fault = first.start, 0, ""
    for frame in frames_from(data, first.start):
        if frame.header.common != first.header.common:
            break
        if frame.stop > len(data):
            fault = f"the last frame is cut off at byte {len(data):,}"
            break
        end = frame.stop
        count += 1
    if not fault and not may_follow(data, end):
        fault = f"something that is no frame stands at byte {end:,}"
    info = read_info(data.at(first.start, first.header.size))
    return Frames(
        rate=first.header.rate,
        samples_a_frame=first.header.samples,
        count=max(0, count - (info is not None)),
        size=end - first.start,
        info=info,
        fault=fault,
    )


def next_row(data: Window, start: int) -> int | None:
    """The first place from `start` on, within 64 KiB, where a few frames of one stream follow one another."""
    near = data.at(start, _FARTHEST)
    place = near.find(0xFF)
    while place >= 0:
        if _in_a_row(data, start + place, least=_ROW):
            return start + place
        place = near.find(0xFF, place + 1)
    return None


def _first_frame(data: Window) -> Frame | None:
    """The first frame behind the ID3 tags, and behind as many other bytes as players search."""
    start = id3.end_of_tags(data)
    near = data.at(start, _FARTHEST)
    place = near.find(0xFF)
    while place >= 0:
        if _in_a_row(data, start + place):
            return next(frames_from(data, start + place))
        place = near.find(0xFF, place + 1)
    return None


def _in_a_row(data: Window, start: int, *, least: int = 1) -> bool:
    """Whether a few frames of one stream follow one another from `start`, or `least` up to the end of the file."""
    found: list[Frame] = []
    for frame in frames_from(data, start):
        found.append(frame)
        if frame.header.common != found[0].header.common:
            return False
        if len(found) == _ROW or frame.stop >= len(data):
            return len(found) >= least
    return False
