"""libsndfile's encoders: samples → a stream of bytes, and what goes wrong underneath as the error it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.units import Hertz


class Sink:
    """A file for libsndfile to write to, which remembers the system's error: libsndfile tells only that there was one."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        """Take `data`; 0 if it cannot be written."""
        try:
            self.put(data)
        except OSError as error:
            self.error = self.error or error
            return 0
        return len(data)

    def put(self, data: bytes) -> None:
        """Write `data` where the file is."""
        self._file.write(data)

    def seek(self, place: int, whence: int = 0, /) -> int:
        """Go to `place`."""
        return self._file.seek(place, whence)

    def tell(self) -> int:
        """Where the next byte goes."""
        return self._file.tell()


def encode(
    blocks: Iterable[NDArray[Any]], rate: Hertz, channels: int, sink: Sink, **options: str | float
) -> int:
    """Have libsndfile write blocks of (samples, channels) to `sink`; returns how many samples a channel.

    `options` are those of `soundfile.SoundFile`. Raises OSError where the sink could not write.
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
