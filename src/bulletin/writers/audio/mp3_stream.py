"""MP3 stream: its kind, what is known of it before and after it is encoded, and its Info frame.

Of MPEG-1 layer III, in constant or variable rate.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from bulletin.containers.mpeg import FRAME, HEADER, frame_header, mp3_header
from bulletin.containers.xing import CONSTANT, VARIABLE, Info, seek_table, write_info
from bulletin.schema.units import Hertz

ENCODER_DELAY = 576
"""Samples that LAME puts before the sound."""

VARIABLE_SCALE = 1.0
"""LAME's input gain at a variable rate (measured as `INPUT_SCALE` was, within 0.04 at V3 and beyond)."""

_INFO_BIT_RATE = 64
"""kb/s of the Info frame of a variable stream: the smallest frame that holds it."""

_MOST_PADDING = 0xFFF

INPUT_SCALE = {
    64: 0.95,
    80: 0.95,
    96: 0.95,
    112: 0.95,
    128: 0.95,
    160: 0.95,
    192: 0.97,
    224: 0.98,
    256: 1.0,
    320: 1.0,
}
"""LAME's input gain by bit rate: a little headroom at the low ones.

Measured with lameenc 1.9 (LAME 3.100) on sines of 400 Hz and 1 kHz: the same to 0.0002 at 32, 44.1 and 48 kHz, in
one channel and in two, at quality 2 and 5.
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of a stream."""

    rate: Hertz
    bit_rate: int
    """kb/s, if it is constant."""
    variable: int | None
    """LAME's quality of a variable rate, 0 (best) to 9; None for a constant one."""
    channels: int

    @property
    def scale(self) -> float:
        """LAME's input gain."""
        return INPUT_SCALE[self.bit_rate] if self.variable is None else VARIABLE_SCALE

    @property
    def side(self) -> int:
        """Bytes of each frame's header and side information."""
        return HEADER + (17 if self.channels == 1 else 32)


@dataclass(slots=True)
class Counts:
    """What was written: samples per channel, bytes, and the place of each frame."""

    samples: int = 0
    size: int = 0
    places: array[int] = field(default_factory=lambda: array("Q"))

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return len(self.places)


def frames_of(samples: int) -> int:
    """The number of frames that LAME makes of so many samples: with its delay before them and as much or more after."""
    begun = max(1, samples) + ENCODER_DELAY
    return -(-(begun + ENCODER_DELAY) // FRAME)


def expected(samples: int, kind: Kind) -> Counts:
    """What a constant-rate stream of so many samples will be; its size to within a byte a slice."""
    frames = frames_of(samples)
    places = array("Q", (144_000 * kind.bit_rate * frame // kind.rate for frame in range(frames + 1)))
    return Counts(samples=samples, size=places.pop(), places=places)


def info_frame(kind: Kind, found: Counts) -> bytes:
    """The first frame of a stream, with its length, delays and seek table for players."""
    steady = kind.variable is None
    bit_rate = kind.bit_rate if steady else _INFO_BIT_RATE
    head = mp3_header(kind.rate, bit_rate, kind.channels)
    header = frame_header(head)
    assert header is not None
    total = header.size + found.size
    padding = found.frames * FRAME - ENCODER_DELAY - found.samples
    info = Info(
        frames=found.frames,
        size=total,
        delay=ENCODER_DELAY,
        padding=min(max(padding, 0), _MOST_PADDING),
    )
    return write_info(
        head,
        info,
        seek_table(found.places, header.size, total),
        method=CONSTANT if steady else VARIABLE,
        bit_rate=bit_rate if steady else 0,
    )
