"""MP3 slice: a part of a programme between two silences → its whole MP3 frames, encoded by itself in a thread.

A slice that an earlier file had with the same samples and settings is taken from there.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bulletin.containers.mpeg import FRAME, HEADER, frame_header
from bulletin.writers.audio.lame import FEED, Encoder, encoder_of, settings_key
from bulletin.writers.audio.mp3_stream import Kind, frames_of

SILENT_FRAMES_AFTER = 3
"""Frames of silence that are encoded after a slice, so that its last frame is complete."""

_KEPT_BACK = 16_384
"""Bytes at the end of a slice's stream that are not taken before it has ended: more than the frames beyond it."""

_LONGEST_HELD_SECONDS = 20
_MOST_HELD = 10
"""A slice that is longer, or comes in more blocks, is encoded without looking for it in the earlier file, so that memory
stays flat."""


class KnownSlices(Protocol):
    """The slices of an earlier file, to be used again, and those of the file in the making."""

    @property
    def empty(self) -> bool:
        """Whether the earlier file has none."""

    def plays(self, start: int, stop: int) -> str | None:
        """All that decides the samples from `start` to `stop`; None where that is not known."""

    def recall(self, digest: str) -> bytes | None:
        """The whole frames of the slice with this digest, of settings and samples or of settings and what plays; None if it is not known."""

    def note(self, digest: str, size: int, became: str, played: str) -> None:
        """Note a slice of the new file: its size in bytes, and the digest of its frames. Called in the file's order.

        `digest` is that of its samples, empty where they were not read; `played` that of what plays in it, empty where
        that is not known.
        """


class Backlog:
    """Limits the blocks that wait to be encoded, in all slices together. The first slices are encoded first."""

    def __init__(self, most: int) -> None:
        self._free = threading.Semaphore(most)
        self.broken = False
        """Whether a slice failed, and will take no more of its blocks."""

    def add(self) -> None:
        """Count one more block; wait while there are too many."""
        while not self.broken and not self._free.acquire(timeout=0.5):
            pass

    def remove(self) -> None:
        """Count one block less."""
        self._free.release()


class Slice:
    """One slice: feed it samples, `end` it, and take whole frames, which hold its own samples alone."""

    def __init__(
        self, kind: Kind, pool: ThreadPoolExecutor, backlog: Backlog, known: KnownSlices, start: int = 0
    ) -> None:
        """`start` is its place in the programme, in samples."""
        self._place = start
        self._kind = kind
        self._pool = pool
        self._backlog = backlog
        self._known = known
        self._scale = np.float32(32767 / kind.scale)
        self._hash = hashlib.sha256(settings_key(kind))
        self._held: list[NDArray[np.int16]] | None = []
        """Samples that wait until it is clear whether the slice is known; None once that is clear."""
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
        if known.empty:
            self._start()

    def feed(self, block: NDArray[np.float32]) -> None:
        """Add samples (full scale ±1). Waits while the backlog is full."""
        if not len(block):
            return
        scaled = block * self._scale
        np.rint(scaled, out=scaled)
        np.clip(scaled, -32768, 32767, out=scaled)
        samples = scaled.astype("<i2", order="C")
        self._hash.update(samples.data)
        self._samples += len(samples)
        self._backlog.add()
        if self._held is None:
            self._blocks.put(samples)
            return
        self._held.append(samples)
        if self._samples > _LONGEST_HELD_SECONDS * self._kind.rate or len(self._held) > _MOST_HELD:
            self._start()

    def end(self, *, last: bool) -> None:
        """No more samples; `last` if this is the last slice of the file."""
        self._last = last
        self._hash.update(b"last" if last else b"more")
        if self._held is not None:
            frames = self._known.recall(self.digest)
            if frames is None or not fits(frames, self._kind, self._samples, last=last):
                self._start()
            else:
                for _ in self._held:
                    self._backlog.remove()
                self._held = None
                self._parts.append(frames)
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
        """Wait until all is encoded, or for `seconds`. Raises what failed in the thread."""
        with contextlib.suppress(TimeoutError):
            self._work.result(seconds)

    @property
    def done(self) -> bool:
        """Whether all is encoded."""
        return self._work.done()

    @property
    def digest(self) -> str:
        """Digest of its samples and settings; final once it has ended."""
        return self._hash.hexdigest()

    @property
    def became(self) -> str:
        """Digest of the frames that were taken."""
        return self._became.hexdigest()

    @property
    def played(self) -> str:
        """Digest of what plays in it and its settings; empty where that is not known. Final once it has ended."""
        return played_digest(
            self._kind, self._known, self._place, self._place + self._samples, last=self._last
        )

    def take(self) -> tuple[bytes, list[int]]:
        """The whole frames that are ready and were not taken yet, and the place in them where each frame begins."""
        done = self.done
        if done:
            self.wait()
        while self._parts:
            self._stream += self._parts.popleft()
        end = len(self._stream) if done else max(0, len(self._stream) - _KEPT_BACK)
        most = self._samples // FRAME - self.frames if done and not self._last else None
        places, at = frames_in(self._stream, end, most)
        self.frames += len(places)
        data = bytes(self._stream[:at])
        del self._stream[:at]
        self.size += len(data)
        self._became.update(data)
        return data, places

    def _start(self) -> None:
        """Begin to encode, with the samples that are held."""
        for block in self._held or ():
            self._blocks.put(block)
        self._held = None
        self._work = self._pool.submit(self._run, encoder_of(self._kind))

    def _run(self, encoder: Encoder) -> None:
        try:
            self._encode(encoder)
        except BaseException:
            self._backlog.broken = True
            raise

    def _encode(self, encoder: Encoder) -> None:
        feed = FEED // self._kind.channels
        while (samples := self._blocks.get()) is not None:
            self._backlog.remove()
            self._parts.extend(
                bytes(encoder.encode(samples[start : start + feed].tobytes()))
                for start in range(0, len(samples), feed)
            )
        # Silence follows, enough for the slice's last frame to be complete. LAME needs at least one sample to begin;
        # in an empty file, the padding hides it.
        more = 0 if self._last else SILENT_FRAMES_AFTER * FRAME
        if more or not self._samples:
            self._parts.append(bytes(encoder.encode(bytes(2 * self._kind.channels * max(1, more)))))
        self._parts.append(bytes(encoder.flush()))


class RecalledSlice:
    """A slice that an earlier file had, known by what plays in it: ready at once, without its samples."""

    done = True
    digest = ""

    def __init__(self, frames: bytes, played: str) -> None:
        self._frames = frames
        self.played = played
        self.size = len(frames)
        self.became = hashlib.sha256(frames).hexdigest()

    @classmethod
    def of(cls, kind: Kind, known: KnownSlices, start: int, stop: int, *, last: bool) -> RecalledSlice | None:
        """The slice from sample `start` to `stop`, if it is known."""
        digest = played_digest(kind, known, start, stop, last=last)
        frames = known.recall(digest) if digest else None
        return (
            None if frames is None or not fits(frames, kind, stop - start, last=last) else cls(frames, digest)
        )

    def wait(self, seconds: float | None = None) -> None:
        """It is ready."""

    def give_up(self) -> None:
        """No thread works on it."""

    def take(self) -> tuple[bytes, list[int]]:
        """All its frames, once, and the place where each begins."""
        frames, self._frames = self._frames, b""
        places, _ = frames_in(frames, len(frames))
        return frames, places


def played_digest(kind: Kind, known: KnownSlices, start: int, stop: int, *, last: bool) -> str:
    """The digest of what plays from sample `start` to `stop`, and of the settings; empty where that is not known."""
    plays = known.plays(start, stop)
    if plays is None:
        return ""
    end = "last" if last else "more"
    return hashlib.sha256(settings_key(kind) + f"{end} plays {plays}".encode()).hexdigest()


def frames_in(stream: bytes | bytearray, end: int, most: int | None = None) -> tuple[list[int], int]:
    """Where each frame begins whose header is before `end`, `most` of them; and where the last one ends."""
    places: list[int] = []
    at = 0
    while at + HEADER <= end and len(places) != most:
        places.append(at)
        header = frame_header(bytes(stream[at : at + HEADER]))
        assert header is not None
        at += header.size
    return places, at


def fits(frames: bytes, kind: Kind, samples: int, *, last: bool) -> bool:
    """Whether these are whole frames of this kind, as many as so many samples become, and nothing else."""
    at = found = 0
    while at < len(frames):
        header = frame_header(frames[at : at + HEADER])
        if header is None or (header.layer, header.rate, header.side) != (3, kind.rate, kind.side):
            return False
        at += header.size
        found += 1
    due = frames_of(samples) if last else samples // FRAME
    return at == len(frames) and found == due
