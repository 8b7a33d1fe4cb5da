"""Reel: a programme's samples on their way, kept in a temporary file so that memory stays flat."""

from __future__ import annotations

import errno
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import numpy as np

from bulletin.errors import DiskError
from bulletin.schema.programme import Channels
from bulletin.sound.decode import Sound


class Readable(Protocol):
    """A programme's samples, to be read in any order, by several threads at once."""

    @property
    def channels(self) -> Channels:
        """One, or two for arrays of (samples, 2)."""

    @property
    def length(self) -> int:
        """Samples of one channel."""

    def read(self, start: int, stop: int) -> Sound:
        """The samples between two places, as far as there are any."""

    def is_silent(self, start: int, stop: int, /) -> bool:
        """Whether it is known, without reading, that nothing plays between two places."""


class Reel:
    """Samples that are written once, mixed where they overlap, and read in any order.

    One channel, or arrays of (samples, 2). Raises DiskError (74) where there is no room for them.
    """

    def __init__(self, channels: Channels = 1, folder: Path | None = None) -> None:
        # Closed by __exit__; it has no name that anyone could see.
        self._file = tempfile.TemporaryFile(dir=folder, prefix=".bulletin-", buffering=0)  # noqa: SIM115
        self._folder = folder or Path(tempfile.gettempdir())
        self._turn = threading.Lock()
        self.channels: Channels = channels
        self._width = np.dtype(np.float32).itemsize * channels
        self._shape = (-1,) if channels == 1 else (-1, channels)
        self.length = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __reduce__(self) -> tuple[Callable[[Channels, bytes], Reel], tuple[Channels, bytes]]:
        """Pickled, a reel carries all its samples: it can be used in another process, or on another machine."""
        return unpickled, (self.channels, self.read(0, self.length).tobytes())

    def mix(self, start: int, samples: Sound) -> None:
        """Add `samples` from `start` on; what lies between the end so far and `start` is silence."""
        self._pad(start)
        overlap = min(self.length - start, len(samples))
        if overlap > 0:
            self._write(start, self.read(start, start + overlap) + samples[:overlap])
            start, samples = start + overlap, samples[overlap:]
        if len(samples):
            self._write(start, samples)
            self.length = start + len(samples)

    def close_at(self, length: int) -> None:
        """End the reel at `length`, with silence up to there."""
        self._pad(length)

    def read(self, start: int, stop: int) -> Sound:
        """The samples between two places, as far as there are any. Several threads may read at once."""
        found = np.empty(max(0, min(stop, self.length) - start) * self.channels, np.float32)
        with self._turn:
            self._file.seek(start * self._width)
            rest = found.view(np.uint8).data
            while len(rest):
                count = self._file.readinto(rest)
                if not count:
                    raise OSError(errno.EIO, "the reel is shorter than what was written to it")
                rest = rest[count:]
        return found.reshape(self._shape)

    def is_silent(self, _start: int, _stop: int) -> bool:
        """Never known."""
        return False

    def _pad(self, until: int) -> None:
        if until > self.length:
            # A hole in the file: zeros are read from it, and none are written.
            with self._turn:
                self._file.truncate(until * self._width)
            self.length = until

    def _write(self, start: int, samples: Sound) -> None:
        rest = np.ascontiguousarray(samples, np.float32).reshape(-1).view(np.uint8).data
        with self._turn:
            self._file.seek(start * self._width)
            while len(rest):
                try:
                    rest = rest[self._file.write(rest) :]
                except OSError as error:
                    raise self._no_room(error) from None

    def _no_room(self, error: OSError) -> DiskError:
        return DiskError(
            f"the programme's samples cannot be kept there while it is made: {error.strerror or error}.",
            error_id="disk.temporary",
            source=str(self._folder),
            remedy="Free some space there (10 MB a minute), or set TMPDIR to another folder; then run the same command.",
        )


def unpickled(channels: Channels, samples: bytes) -> Reel:
    """A reel of the samples that a pickled one carried."""
    reel = Reel(channels)
    found = np.frombuffer(samples, np.float32)
    reel.mix(0, found if channels == 1 else found.reshape(-1, channels))
    return reel
