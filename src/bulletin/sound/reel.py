"""Reel: a programme's samples on their way, kept in a temporary file so that memory stays flat."""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from bulletin.sound.decode import Sound

_WIDTH = 4
_SILENCE = 1 << 16


class Reel:
    """Samples of one channel that are written once, mixed where they overlap, and read in any order."""

    def __init__(self, folder: Path | None = None) -> None:
        # Closed by __exit__; it has no name that anyone could see.
        self._file = tempfile.TemporaryFile(dir=folder, prefix=".bulletin-")  # noqa: SIM115
        self.length = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

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
        """The samples between two places."""
        self._file.seek(start * _WIDTH)
        return np.frombuffer(self._file.read((stop - start) * _WIDTH), dtype=np.float32).copy()

    def _pad(self, until: int) -> None:
        while self.length < until:
            count = min(_SILENCE, until - self.length)
            self._write(self.length, np.zeros(count, np.float32))
            self.length += count

    def _write(self, start: int, samples: Sound) -> None:
        self._file.seek(start * _WIDTH)
        self._file.write(np.ascontiguousarray(samples, np.float32).tobytes())
