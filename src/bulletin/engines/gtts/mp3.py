"""MP3: the frames of a stream, without decoding them. Pure.

A decoder takes a stream that was cut for a shorter one and says nothing, so the frames are counted here.
Tables and header: ISO/IEC 11172-3, 2.4.1.3, and 13818-3, 2.4.2.3 (Layer III only).
"""

from __future__ import annotations

from dataclasses import dataclass

_KILOBITS = {
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Bit rates 1 to 14 of MPEG-1, and of MPEG-2 and 2.5."""

_RATES = (44_100, 48_000, 32_000)
_HEADER = 4
_LAYER_3 = 1

_LONG = 1152
"""Samples of a frame of MPEG-1; the others have half as many."""


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
    place = _after_tag(sound)
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
    header = int.from_bytes(sound[place : place + _HEADER], "big")
    version, bits, rate = header >> 19 & 3, header >> 12 & 15, header >> 10 & 3
    if (
        len(sound) - place < _HEADER
        or header >> 21 != 0x7FF
        or header >> 17 & 3 != _LAYER_3
        or version == 1
        or not 1 <= bits <= 14
        or rate == 3
    ):
        return None
    old = version == 3
    hertz = _RATES[rate] if old else _RATES[rate] // (2 if version == 2 else 4)
    kilobits = _KILOBITS[1 if old else 2][bits - 1]
    mono = header >> 6 & 3 == 3
    check = 0 if header >> 16 & 1 else 2
    side = (17 if mono else 32) if old else (9 if mono else 17)
    size = (144 if old else 72) * kilobits * 1000 // hertz + (header >> 9 & 1)
    return Frame(
        start=place,
        size=max(size, _HEADER + check + side),
        samples=_LONG if old else _LONG // 2,
        rate=hertz,
    )


def _after_tag(sound: bytes) -> int:
    """Where the frames begin: after an ID3 tag, whose length is written in sevens of bits, or at once."""
    if sound[:3] != b"ID3" or len(sound) < 10:
        return 0
    a, b, c, d = sound[6:10]
    return 10 + (a << 21 | b << 14 | c << 7 | d)
