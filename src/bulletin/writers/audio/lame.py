"""LAME: one section of a programme → its whole MP3 frames, at work in a thread. The home of LAME."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib import metadata
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.mpeg import HEADER, LONG_FRAME, frame_header
from bulletin.writers.audio.mp3_stream import VBR_MTRH, Kind, frames_of

if TYPE_CHECKING:
    import lameenc

QUALITY = 5
"""LAME's quality 5: full psychoacoustics with a faster noise shaping; 3 takes 7 % longer for speech, 2 more than twice as long."""

_FEED = 1 << 15
"""Samples given to LAME at one go: more than 64 kB of them slow it down."""

SILENT_FRAMES_AFTER = 3
"""Silence after a section, in frames, in which its last frame becomes complete."""

MOST_WAITING = 28
"""Blocks that all sections together may have waiting before whoever feeds them waits too: memory stays flat."""

_HELD_BACK = 16_384
"""Bytes of a section that are not taken before its end is known: more than the frames beyond it."""

_LONGEST_HELD_SECONDS = 20
_MOST_HELD = 10
"""A section that is longer, or comes in more blocks, is encoded without asking whether it was before: memory is flat."""

_WAY = 1
"""The number of this way to make sections. Any change to what one becomes makes it another."""


class Memory(Protocol):
    """What sections became: those of an earlier file, to be used again, and those of this one."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to recall."""

    def recall(self, digest: str) -> bytes | None:
        """The whole frames of the section whose samples have this digest, if it was encoded before."""

    def note(self, digest: str, size: int, became: str) -> None:
        """A section became so many bytes, of the digest `became`; they are told of in the order of the file."""


def encoder_of(kind: Kind) -> lameenc.Encoder:
    """A new encoder for streams of this kind."""
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


class Room:
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


class Section:
    """One section: it is fed samples, and gives whole frames, of its own samples alone.

    They come from an encoder at work in a thread, or from the memory of an earlier file.
    """

    def __init__(self, kind: Kind, pool: ThreadPoolExecutor, room: Room, memory: Memory) -> None:
        self._kind = kind
        self._pool = pool
        self._room = room
        self._memory = memory
        self._scale = np.float32(32767 / kind.scale)
        self._hash = hashlib.sha256(_means(kind))
        self._held: list[NDArray[np.int16]] | None = []
        """Samples that wait until it is known whether they were encoded before."""
        self._blocks: SimpleQueue[NDArray[np.int16] | None] = SimpleQueue()
        self._parts: deque[bytes] = deque()
        self._stream = bytearray()
        self._samples = 0
        self._last = False
        self._work: Future[None] = Future()
        self.frames = 0
        """Frames that were taken."""
        self.size = 0
        """Bytes of them."""
        self._became = hashlib.sha256()
        if memory.empty:
            self._start()

    def feed(self, block: NDArray[np.float32]) -> None:
        """More samples. Waits while enough of them are waiting already."""
        if not len(block):
            return
        scaled = block * self._scale
        np.rint(scaled, out=scaled)
        np.clip(scaled, -32768, 32767, out=scaled)
        samples = scaled.astype("<i2", order="C")
        self._hash.update(samples.data)
        self._samples += len(samples)
        self._room.take()
        if self._held is None:
            self._blocks.put(samples)
            return
        self._held.append(samples)
        if self._samples > _LONGEST_HELD_SECONDS * self._kind.rate or len(self._held) > _MOST_HELD:
            self._start()

    def end(self, *, last: bool) -> None:
        """No more samples; `last` if nothing follows this section."""
        self._last = last
        self._hash.update(b"last" if last else b"more")
        if self._held is not None:
            known = self._memory.recall(self.digest)
            if known is None or not self._may_be(known):
                self._start()
            else:
                for _ in self._held:
                    self._room.give()
                self._held = None
                self._parts.append(known)
                self._work.set_result(None)
        self._blocks.put(None)

    def give_up(self) -> None:
        """End the thread, whatever is still to be encoded."""
        if not self._work.cancel():
            with contextlib.suppress(Empty):
                while True:
                    self._blocks.get_nowait()
            self._blocks.put(None)

    def wait(self, seconds: float | None = None) -> None:
        """Until all is encoded, or for so long. Raises what went wrong."""
        with contextlib.suppress(TimeoutError):
            self._work.result(seconds)

    @property
    def done(self) -> bool:
        """Whether all is encoded."""
        return self._work.done()

    @property
    def digest(self) -> str:
        """What its samples, and how they are encoded, are known by; once it has ended."""
        return self._hash.hexdigest()

    @property
    def became(self) -> str:
        """What the frames that were taken are known by."""
        return self._became.hexdigest()

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
        self.size += len(data)
        self._became.update(data)
        return data, places

    def _may_be(self, frames: bytes) -> bool:
        """Whether these are frames of this stream, as many as the samples become, and nothing else."""
        at = found = 0
        while at < len(frames):
            header = frame_header(frames[at : at + HEADER])
            if header is None or (header.layer, header.rate, header.side) != (
                3,
                self._kind.rate,
                self._kind.side,
            ):
                return False
            at += header.size
            found += 1
        due = frames_of(self._samples) if self._last else self._samples // LONG_FRAME
        return at == len(frames) and found == due

    def _start(self) -> None:
        """Begin to encode, with what is held."""
        for block in self._held or ():
            self._blocks.put(block)
        self._held = None
        self._work = self._pool.submit(self._run, encoder_of(self._kind))

    def _run(self, encoder: lameenc.Encoder) -> None:
        try:
            self._encode(encoder)
        except BaseException:
            self._room.broken = True
            raise

    def _encode(self, encoder: lameenc.Encoder) -> None:
        feed = _FEED // self._kind.channels
        while (samples := self._blocks.get()) is not None:
            self._room.give()
            self._parts.extend(
                bytes(encoder.encode(samples[start : start + feed].tobytes()))
                for start in range(0, len(samples), feed)
            )
        # What follows is silence: enough of it for the section's last frame to be complete. And LAME has not
        # begun before its first sample; the padding hides this one.
        more = 0 if self._last else SILENT_FRAMES_AFTER * LONG_FRAME
        if more or not self._samples:
            self._parts.append(bytes(encoder.encode(bytes(2 * self._kind.channels * max(1, more)))))
        self._parts.append(bytes(encoder.flush()))


@cache
def _lame() -> str:
    """The version of the package that LAME comes with; "" where no package tells of itself, as in a frozen program."""
    try:
        return metadata.version("lameenc")
    except metadata.PackageNotFoundError:
        return ""


def _means(kind: Kind) -> bytes:
    """By what a section is encoded: the same samples by other means become other frames."""
    rate = kind.bit_rate if kind.variable is None else f"V{kind.variable}"
    return f"{_WAY} lameenc {_lame()} {QUALITY} {kind.rate} {rate} {kind.channels}\n".encode()
