"""MP3 sections: a programme in stretches between its rests, encoded on several cores at once. The home of LAME."""

from __future__ import annotations

import contextlib
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.mpeg import HEADER, LONG_FRAME, frame_header
from bulletin.schema.units import Hertz, Samples
from bulletin.writers.audio.mp3_stream import VBR_MTRH, Counts, Kind

if TYPE_CHECKING:
    import lameenc

QUALITY = 5
"""LAME's quality 5: full psychoacoustics with a faster noise shaping; 3 takes 7 % longer for speech, 2 more than twice as long."""

_FEED = 1 << 15
"""Samples given to LAME at one go: more than 64 kB of them slow it down."""

Rest = tuple[Samples, Samples]
"""A stretch of digital silence: its first sample, and the one after its last."""

SHORTEST_SECTION_SECONDS = 8
"""A programme is cut into sections of at least this, which are encoded on several cores at once."""

_SILENT_FRAMES_BEFORE = 4
_SILENT_FRAMES_AFTER = 3
"""Silence that a cut needs on either side, in frames: then the encoder's filters, its look-ahead of a frame and
its reservoir of bits have nothing to hand over, and a new encoder goes on as the old one would have."""

_A_WHILE = 0.05
"""Seconds between two looks at how far a section has got."""

_UNREADY = 8 * LONG_FRAME
"""Samples at the end of what is written that a decoder may not have yet: it looks ahead, and its filters delay."""

_CORES = min(4, os.cpu_count() or 1)


def cuts_in(rests: Sequence[Rest], rate: Hertz) -> list[int]:
    """The samples at which a programme with these rests may be cut: whole frames, well within silence."""
    cuts: list[int] = []
    for start, end in rests:
        cut = -(-start // LONG_FRAME) * LONG_FRAME + _SILENT_FRAMES_BEFORE * LONG_FRAME
        far = cut - (cuts[-1] if cuts else 0) >= SHORTEST_SECTION_SECONDS * rate
        if far and end - cut >= _SILENT_FRAMES_AFTER * LONG_FRAME:
            cuts.append(cut)
    return cuts


def _encoder(kind: Kind) -> lameenc.Encoder:
    import lameenc

    encoder = lameenc.Encoder()
    if kind.variable is None:
        encoder.set_bit_rate(kind.bit_rate)
    else:
        encoder.set_vbr(VBR_MTRH)
        encoder.set_vbr_quality(kind.variable)
    encoder.set_in_sample_rate(kind.rate)
    encoder.set_out_sample_rate(kind.rate)
    encoder.set_channels(kind.channels)
    encoder.set_quality(QUALITY)
    encoder.silence()
    return encoder


def encode_sections(
    blocks: Iterable[NDArray[np.float32]],
    cuts: list[int],
    kind: Kind,
    file: BinaryIO,
    tell: Callable[[int], None],
) -> Counts:
    """Encode the blocks, cut into sections, several at once; writes them in order as they come."""
    counts = Counts()
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


def _write(waiting: deque[_Section], file: BinaryIO, counts: Counts, tell: Callable[[int], None]) -> None:
    """Write what the first section has ready, and those behind it as they become the first."""
    while waiting:
        done = waiting[0].done
        data, places = waiting[0].take()
        file.write(data)
        counts.places.extend(counts.size + place for place in places)
        counts.size += len(data)
        if data:
            file.flush()
            tell(max(0, counts.frames * LONG_FRAME - _UNREADY))
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

    def __init__(self, kind: Kind, pool: ThreadPoolExecutor, room: _Room) -> None:
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
        most = self._samples // LONG_FRAME if done and not self._last else None
        at = 0
        places: list[int] = []
        while at + 4 <= end and self.frames != most:
            places.append(at)
            header = frame_header(bytes(self._stream[at : at + HEADER]))
            assert header is not None
            at += header.size
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
        more = 0 if self._last else _SILENT_FRAMES_AFTER * LONG_FRAME
        if more or not self._samples:
            self._parts.append(bytes(self._encoder.encode(bytes(2 * self._kind.channels * max(1, more)))))
        self._parts.append(bytes(self._encoder.flush()))
