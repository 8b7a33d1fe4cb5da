"""MP3: the frames of a stream, without decoding them. Pure.

A decoder takes a stream that was cut for a shorter one and says nothing, so the frames are counted here (of
layer III only).
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.schema.mpeg import HEADER, frame_header, tag_size


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a stream."""

    start: int
    """Its first byte."""
    size: int
    """Its bytes, header and all."""
    samples: int
    """Samples of one channel that it decodes to."""
    rate: int
    """Samples a second."""

    @property
    def stop(self) -> int:
        """The first byte after it."""
        return self.start + self.size


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream's frames, and what is wrong with their row; an empty string if nothing is."""

    frames: tuple[Frame, ...]
    fault: str = ""

    @property
    def samples(self) -> int:
        """Samples of one channel that it should decode to, but for what an encoder marks as its own delay."""
        return sum(frame.samples for frame in self.frames)


def stream(sound: bytes) -> Stream:
    """The frames of `sound`: in one row, from the start (or an ID3 tag) to the end (or something else's start)."""
    frames: list[Frame] = []
    place = tag_size(sound[:10])
    while place < len(sound):
        frame = _frame(sound, place)
        if frame is None:
            break
        if frame.stop > len(sound):
            return Stream(tuple(frames), "sound that is cut off in the middle")
        frames.append(frame)
        place = frame.stop
    if not frames:
        return Stream((), "sound that is no MP3")
    rest = sound[place:]
    if rest and rest[:3] not in (b"TAG", b"APE", b"ID3") and rest.strip(b"\0"):
        # Neither a tag nor padding: a piece of a header, or what follows after a hole.
        return Stream(tuple(frames), "sound that is cut off or has a hole in it")
    return Stream(tuple(frames))


def _frame(sound: bytes, place: int) -> Frame | None:
    """The frame whose header stands at `place`, whether or not all of it is there; None if there is no header."""
    header = frame_header(sound[place : place + HEADER])
    if header is None or header.layer != 3:
        return None
    return Frame(start=place, size=max(header.size, header.side), samples=header.samples, rate=header.rate)
