"""MP3: samples → a stream of constant or variable rate with an Info frame, so that every decoder gives the exact sample count."""

from __future__ import annotations

import contextlib
import os
import threading
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Hertz, Samples

if TYPE_CHECKING:
    import lameenc

BIT_RATE = 128
VARIABLE_SCALE = 1.0
"""What LAME multiplies its input by at a variable rate (measured as `INPUT_SCALE` was, within 0.04 at V3 and beyond)."""

_INFO_BIT_RATE = 64
"""Of the Info frame of a variable stream: the smallest frame that holds all its facts."""

QUALITY = 5
"""LAME's quality 5: full psychoacoustics with a faster noise shaping; 3 takes 7 % longer for speech, 2 more than twice as long."""

ENCODER_DELAY = 576
"""Samples LAME puts before the sound."""

_SAMPLES_A_FRAME = 1152
_FEED = 1 << 15
"""Samples given to LAME at one go: more than 64 kB of them slow it down."""

_BIT_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""kb/s of MPEG-1 layer III by the index in a frame's header."""

BIT_RATES = _BIT_RATES[_BIT_RATES.index(64) :]
"""Those that are taken: below 64 kb/s a frame is too short to hold the facts of the Info frame."""

_RATES = (44_100, 48_000, 32_000)


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


Rest = tuple[Samples, Samples]
"""A stretch of digital silence: its first sample, and the one after its last."""

SHORTEST_SECTION_SECONDS = 8
"""A programme is cut into sections of at least this, which are encoded on several cores at once."""

_SILENT_FRAMES_BEFORE = 4
_SILENT_FRAMES_AFTER = 3
"""Silence that a cut needs on either side, in frames: then the encoder's filters, its look-ahead of a frame and
its reservoir of bits have nothing to hand over, and a new encoder goes on as the old one would have."""


def write_mp3(
    blocks: Iterable[NDArray[np.float32]],
    rate: Hertz,
    path: Path,
    bit_rate: int = BIT_RATE,
    rests: Sequence[Rest] = (),
    variable: int | None = None,
    *,
    after: int = 0,
    foretold: int | None = None,
    tell: Callable[[int], None] | None = None,
) -> int:
    """Encode samples of one channel, or of (samples, 2), full scale ±1, to `path`; returns how many there were.

    With `variable`, LAME's quality from 0 (best) to 9, the rate follows the sound and `bit_rate` is not used.
    In `rests`, where the samples are zero, the programme may be cut into sections that are encoded at once
    on several cores. The stream begins `after` so many bytes of the file, which stay.

    With `foretold`, the number of samples to come, a stream of constant rate can be read while it grows: its
    first frame says so from the beginning, the file has its full size, and `tell` is called, from this thread,
    with the number of samples that a decoder can read by now. Raises ValueError for a rate or bit rate that MPEG-1 does
    not have; OSError where it cannot write.
    """
    if rate not in _RATES or bit_rate not in BIT_RATES or variable not in (None, *range(10)):
        raise ValueError((rate, bit_rate, variable))
    coming = iter(blocks)
    head = next(coming, np.zeros(0, np.float32))
    kind = _Kind(rate, bit_rate, variable, head.ndim)
    with path.open("r+b" if after else "wb") as file:
        file.seek(after)
        expected = _Counts() if foretold is None else _expected(foretold, kind)
        first = _info_frame(kind, expected)
        file.write(first)
        file.truncate(after + len(first) + expected.size)
        found = _encode_sections(chain([head], coming), cuts_in(rests, rate), kind, file, tell or _nobody)
        file.truncate(after + len(first) + found.size)
        file.seek(after)
        file.write(_info_frame(kind, found))
    return found.samples


_A_WHILE = 0.05
"""Seconds between two looks at how far a section has got."""

_UNREADY = 8 * _SAMPLES_A_FRAME
"""Samples at the end of what is written that a decoder may not have yet: it looks ahead, and its filters delay."""


def _nobody(samples: int) -> None:
    """Nobody wants to know how far the stream has grown."""


def frames_of(samples: int) -> int:
    """The frames that LAME makes of so many samples: with its delay before them and at least as much after."""
    begun = max(1, samples) + ENCODER_DELAY
    return -(-(begun + ENCODER_DELAY) // _SAMPLES_A_FRAME)


def _expected(samples: int, kind: _Kind) -> _Counts:
    """What is known of a stream of so many samples before it is there; its size to within a byte a section."""
    frames = frames_of(samples)
    places = array("Q", (144_000 * kind.bit_rate * frame // kind.rate for frame in range(frames + 1)))
    return _Counts(samples=samples, size=places.pop(), places=places)


_CORES = min(4, os.cpu_count() or 1)


def cuts_in(rests: Sequence[Rest], rate: Hertz) -> list[int]:
    """The samples at which a programme with these rests may be cut: whole frames, well within silence."""
    cuts: list[int] = []
    for start, end in rests:
        cut = -(-start // _SAMPLES_A_FRAME) * _SAMPLES_A_FRAME + _SILENT_FRAMES_BEFORE * _SAMPLES_A_FRAME
        far = cut - (cuts[-1] if cuts else 0) >= SHORTEST_SECTION_SECONDS * rate
        if far and end - cut >= _SILENT_FRAMES_AFTER * _SAMPLES_A_FRAME:
            cuts.append(cut)
    return cuts


@dataclass(frozen=True, slots=True)
class _Kind:
    """The kind of stream."""

    rate: Hertz
    bit_rate: int
    variable: int | None
    channels: int

    @property
    def scale(self) -> float:
        """What LAME multiplies its input by."""
        return INPUT_SCALE[self.bit_rate] if self.variable is None else VARIABLE_SCALE

    def length(self, header: bytes | bytearray, at: int) -> int:
        """The length of the frame whose header begins at `at`, in bytes."""
        return 144_000 * _BIT_RATES[header[at + 2] >> 4] // self.rate + (header[at + 2] >> 1 & 1)


_VBR_MTRH = 4
"""LAME's newer, faster way to a variable rate."""


def _encoder(kind: _Kind) -> lameenc.Encoder:
    import lameenc

    encoder = lameenc.Encoder()
    if kind.variable is None:
        encoder.set_bit_rate(kind.bit_rate)
    else:
        encoder.set_vbr(_VBR_MTRH)
        encoder.set_vbr_quality(kind.variable)
    encoder.set_in_sample_rate(kind.rate)
    encoder.set_out_sample_rate(kind.rate)
    encoder.set_channels(kind.channels)
    encoder.set_quality(QUALITY)
    encoder.silence()
    return encoder


@dataclass(slots=True)
class _Counts:
    """What was written: samples, bytes and frames, and where each frame begins."""

    samples: int = 0
    size: int = 0
    places: array[int] = field(default_factory=lambda: array("Q"))

    @property
    def frames(self) -> int:
        return len(self.places)


def _encode_sections(
    blocks: Iterable[NDArray[np.float32]],
    cuts: list[int],
    kind: _Kind,
    file: BinaryIO,
    tell: Callable[[int], None],
) -> _Counts:
    """Encode the blocks, cut into sections, several at once; writes them in order as they come."""
    counts = _Counts()
    # LAME fills its tables when its first encoder begins; that is not for two threads at once.
    _encoder(kind).encode(bytes(2 * kind.channels))
    waiting: deque[_Section] = deque()
    room = _Room(_MOST_WAITING // kind.channels)
    coming = iter(cuts)
    cut = next(coming, None)
    with ThreadPoolExecutor(_CORES, thread_name_prefix="mp3") as pool:
        try:
            waiting.append(_Section(kind, pool, room))
            for whole in blocks:
                block = whole
                while cut is not None and cut < counts.samples + len(block):
                    head, block = block[: cut - counts.samples], block[cut - counts.samples :]
                    waiting[-1].feed(head)
                    waiting[-1].end(last=False)
                    waiting.append(_Section(kind, pool, room))
                    counts.samples = cut
                    cut = next(coming, None)
                waiting[-1].feed(block)
                counts.samples += len(block)
                _write(waiting, file, counts, tell)
            waiting[-1].end(last=True)
            while waiting:
                waiting[0].wait(_A_WHILE)
                _write(waiting, file, counts, tell)
        finally:
            for section in waiting:
                section.give_up()
    return counts


def _write(waiting: deque[_Section], file: BinaryIO, counts: _Counts, tell: Callable[[int], None]) -> None:
    """Write what the first section has ready, and those behind it as they become the first."""
    while waiting:
        done = waiting[0].done
        data, places = waiting[0].take()
        file.write(data)
        counts.places.extend(counts.size + place for place in places)
        counts.size += len(data)
        if data:
            file.flush()
            tell(max(0, counts.frames * _SAMPLES_A_FRAME - _UNREADY))
        if not done:
            return
        waiting.popleft()


_MOST_WAITING = 28
"""Blocks that all sections together may have waiting before whoever feeds them waits too: memory stays flat."""

_HELD_BACK = 16_384
"""Bytes of a section that are not taken before its end is known: more than the frames beyond it."""


class _Room:
    """Room for so many blocks that wait. They are fed in order, so it is the first sections that free it."""

    def __init__(self, most: int) -> None:
        self._free = threading.Semaphore(most)
        self.broken = False
        """Whether a section failed, and will free nothing more."""

    def take(self) -> None:
        """Wait for room for one more."""
        while not self.broken and not self._free.acquire(timeout=0.5):
            pass

    def give(self) -> None:
        """One is taken out."""
        self._free.release()


class _Section:
    """One encoder at work in a thread: it is fed samples, and gives whole frames, of its own samples alone."""

    def __init__(self, kind: _Kind, pool: ThreadPoolExecutor, room: _Room) -> None:
        self._kind = kind
        self._encoder = _encoder(kind)
        self._scale = np.float32(32767 / kind.scale)
        self._room = room
        self._blocks: SimpleQueue[NDArray[np.float32] | bool] = SimpleQueue()
        self._parts: deque[bytes] = deque()
        self._stream = bytearray()
        self._samples = 0
        self._last = False
        self.frames = 0
        """Frames that were taken."""
        self._work = pool.submit(self._run)

    def feed(self, block: NDArray[np.float32]) -> None:
        """More samples. Waits while enough of them are waiting already."""
        if len(block):
            self._room.take()
            self._blocks.put(block)

    def end(self, *, last: bool) -> None:
        """No more samples; `last` if nothing follows this section."""
        self._blocks.put(last)

    def give_up(self) -> None:
        """End the thread, whatever is still to be encoded."""
        if not self._work.cancel():
            with contextlib.suppress(Empty):
                while True:
                    self._blocks.get_nowait()
            self._blocks.put(True)

    def wait(self, seconds: float | None = None) -> None:
        """Until all is encoded, or for so long. Raises what went wrong."""
        with contextlib.suppress(TimeoutError):
            self._work.result(seconds)

    @property
    def done(self) -> bool:
        """Whether all is encoded."""
        return self._work.done()

    def take(self) -> tuple[bytes, list[int]]:
        """What is ready of the stream and was not taken yet: whole frames, and where each begins."""
        done = self.done
        if done:
            self.wait()
        while self._parts:
            self._stream += self._parts.popleft()
        end = len(self._stream) if done else max(0, len(self._stream) - _HELD_BACK)
        most = self._samples // _SAMPLES_A_FRAME if done and not self._last else None
        at = 0
        places: list[int] = []
        while at + 4 <= end and self.frames != most:
            places.append(at)
            at += self._kind.length(self._stream, at)
            self.frames += 1
        data = bytes(self._stream[:at])
        del self._stream[:at]
        return data, places

    def _run(self) -> None:
        try:
            self._encode()
        except BaseException:
            self._room.broken = True
            raise

    def _encode(self) -> None:
        feed = _FEED // self._kind.channels
        while True:
            item = self._blocks.get()
            if isinstance(item, bool):
                break
            self._room.give()
            self._samples += len(item)
            scaled = item * self._scale
            np.rint(scaled, out=scaled)
            np.clip(scaled, -32768, 32767, out=scaled)
            samples = scaled.astype("<i2")
            self._parts.extend(
                bytes(self._encoder.encode(samples[start : start + feed].tobytes()))
                for start in range(0, len(samples), feed)
            )
        self._last = item
        # What follows is silence: enough of it for the section's last frame to be complete. And LAME has not
        # begun before its first sample; the padding hides this one.
        more = 0 if self._last else _SILENT_FRAMES_AFTER * _SAMPLES_A_FRAME
        if more or not self._samples:
            self._parts.append(bytes(self._encoder.encode(bytes(2 * self._kind.channels * max(1, more)))))
        self._parts.append(bytes(self._encoder.flush()))


def _info_frame(kind: _Kind, found: _Counts) -> bytes:
    """The first frame: silence to a player that does not know it, length and delays to one that does.

    Layout: the Xing header (flags: frames, bytes, seek table, quality), then LAME's extension with encoder
    delay and padding, as described in the "MP3 Info Tag revision 1" specification by Tremain and others.
    """
    steady = kind.variable is None
    bit_rate = kind.bit_rate if steady else _INFO_BIT_RATE
    # One channel has 17 bytes of side information, joint stereo 32.
    mode, side = (0xC0, 17) if kind.channels == 1 else (0x40, 32)
    header = 0xFFFB0000 | mode | _BIT_RATES.index(bit_rate) << 12 | _RATES.index(kind.rate) << 10
    length = 144_000 * bit_rate // kind.rate
    total = found.size + length
    padding = found.frames * _SAMPLES_A_FRAME - ENCODER_DELAY - found.samples
    frame = header.to_bytes(4, "big") + bytes(side)
    frame += (b"Info" if steady else b"Xing") + (0x0F).to_bytes(4, "big")
    frame += found.frames.to_bytes(4, "big") + total.to_bytes(4, "big")
    frame += _seek_table(found, length) + (60).to_bytes(4, "big")
    delays = (ENCODER_DELAY << 12 | min(max(padding, 0), 0xFFF)).to_bytes(3, "big")
    frame += b"LAME3.100" + bytes([1 if steady else _VBR_MTRH, 0]) + bytes(8)
    frame += bytes([0, min(bit_rate, 255) if steady else 0]) + delays
    frame += bytes([0, 0, 0, 0]) + total.to_bytes(4, "big") + bytes(2)
    frame += _crc16(frame).to_bytes(2, "big")
    return frame.ljust(length, b"\0")


def _seek_table(found: _Counts, before: int) -> bytes:
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
