"""libsndfile's encoders: samples → a stream of bytes. An error of the system stays that error."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Hertz


class Sink:
    """A file for libsndfile to write to. It keeps the system's error; libsndfile reports only that there was one."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        """Write `data` and return its size; 0 if it cannot be written."""
        try:
            self.put(data)
        except OSError as error:
            self.error = self.error or error
            return 0
        return len(data)

    def put(self, data: bytes) -> None:
        """Write `data` at the file's position. Raises OSError if that fails."""
        self._file.write(data)

    def seek(self, place: int, whence: int = 0, /) -> int:
        """Set the position; returns it."""
        return self._file.seek(place, whence)

    def tell(self) -> int:
        """The position of the next byte."""
        return self._file.tell()


def encode(
    blocks: Iterable[NDArray[Any]], rate: Hertz, channels: int, sink: Sink, **options: str | float
) -> int:
    """Encode blocks of shape (n, channels) to `sink`; returns how many samples there were per channel.

    `options` are those of `soundfile.SoundFile`. Raises OSError if the sink could not write.
    """
    import soundfile

    count = 0
    try:
        with soundfile.SoundFile(sink, "w", rate, channels, **options) as file:
            for block in blocks:
                file.write(np.ascontiguousarray(block))
                count += len(block)
                if sink.error:
                    break
    except (soundfile.LibsndfileError, AssertionError):
        # soundfile asserts that all was written.
        if sink.error is None:
            raise
    if sink.error:
        raise sink.error
    return count
