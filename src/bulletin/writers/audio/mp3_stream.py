"""MP3 stream: what kind it is, what is in it, and its first frame, which tells players both.

Of MPEG-1 layer III, in constant or variable rate.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from bulletin.schema.mpeg import HEADER, KILOBITS, LONG_FRAME, RATES
from bulletin.schema.units import Hertz

ENCODER_DELAY = 576
"""Samples LAME puts before the sound."""

VBR_MTRH = 4
"""LAME's newer, faster way to a variable rate."""

VARIABLE_SCALE = 1.0
"""What LAME multiplies its input by at a variable rate (measured as `INPUT_SCALE` was, within 0.04 at V3 and beyond)."""

_INFO_BIT_RATE = 64
"""Of the Info frame of a variable stream: the smallest frame that holds all its facts."""

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
"""What LAME multiplies its input by before it encodes, by bit rate: a little headroom at the low ones.

Measured with lameenc 1.9 (LAME 3.100) on sines of 400 Hz and 1 kHz: the same to 0.0002 at 32, 44.1 and 48 kHz, in
one channel and in two, at quality 2 and 5.
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of a stream."""

    rate: Hertz
    bit_rate: int
    variable: int | None
    channels: int

    @property
    def scale(self) -> float:
        """What LAME multiplies its input by."""
        return INPUT_SCALE[self.bit_rate] if self.variable is None else VARIABLE_SCALE

    @property
    def side(self) -> int:
        """Bytes of each frame's header and side information, of which one channel has 17, joint stereo 32."""
        return HEADER + (17 if self.channels == 1 else 32)


@dataclass(slots=True)
class Counts:
    """What was written: samples, bytes and frames, and where each frame begins."""

    samples: int = 0
    size: int = 0
    places: array[int] = field(default_factory=lambda: array("Q"))

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return len(self.places)


def frames_of(samples: int) -> int:
    """The frames that LAME makes of so many samples: with its delay before them and at least as much after."""
    begun = max(1, samples) + ENCODER_DELAY
    return -(-(begun + ENCODER_DELAY) // LONG_FRAME)


def expected(samples: int, kind: Kind) -> Counts:
    """What is known of a stream of so many samples before it is there; its size to within a byte a section."""
    frames = frames_of(samples)
    places = array("Q", (144_000 * kind.bit_rate * frame // kind.rate for frame in range(frames + 1)))
    return Counts(samples=samples, size=places.pop(), places=places)


def info_frame(kind: Kind, found: Counts) -> bytes:
    """The first frame: silence to a player that does not know it, length and delays to one that does.

    Layout: the Xing header (flags: frames, bytes, seek table, quality), then LAME's extension with encoder
    delay and padding, as described in the "MP3 Info Tag revision 1" specification by Tremain and others.
    """
    steady = kind.variable is None
    bit_rate = kind.bit_rate if steady else _INFO_BIT_RATE
    mode = 0xC0 if kind.channels == 1 else 0x40
    header = 0xFFFB0000 | mode | (KILOBITS[1, 3].index(bit_rate) + 1) << 12 | RATES.index(kind.rate) << 10
    length = 144_000 * bit_rate // kind.rate
    total = found.size + length
    padding = found.frames * LONG_FRAME - ENCODER_DELAY - found.samples
    frame = header.to_bytes(HEADER, "big").ljust(kind.side, b"\0")
    frame += (b"Info" if steady else b"Xing") + (0x0F).to_bytes(4, "big")
    frame += found.frames.to_bytes(4, "big") + total.to_bytes(4, "big")
    frame += _seek_table(found, length) + (60).to_bytes(4, "big")
    delays = (ENCODER_DELAY << 12 | min(max(padding, 0), 0xFFF)).to_bytes(3, "big")
    frame += b"LAME3.100" + bytes([1 if steady else VBR_MTRH, 0]) + bytes(8)
    frame += bytes([0, min(bit_rate, 255) if steady else 0]) + delays
    frame += bytes([0, 0, 0, 0]) + total.to_bytes(4, "big") + bytes(2)
    frame += _crc16(frame).to_bytes(2, "big")
    return frame.ljust(length, b"\0")


def _seek_table(found: Counts, before: int) -> bytes:
    """A hundred places, one for each hundredth of the time, in 256ths of the file; `before` bytes come first."""
    total = before + found.size
    places = [before + found.places[found.frames * step // 100] if found.frames else 0 for step in range(100)]
    return bytes(min(255, 256 * place // total) for place in places)


def _crc16(data: bytes) -> int:
    """CRC-16 (polynomial 0x8005, reflected), as the tag's specification asks of its own 190 bytes."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc
