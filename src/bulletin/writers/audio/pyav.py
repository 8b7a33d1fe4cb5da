"""PyAV: FFmpeg's encoders as a package. It has 104 MB, so it is an extra of bulletin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bulletin.errors import EngineError, InputError
from bulletin.schema.units import Hertz

FLAG_BITEXACT = 1 << 23
"""FFmpeg's flag for encoders: do not write the library's version to the stream."""


def library(wanted_for: str) -> Any:
    """The package `av`. Raises EngineError (69), which names `wanted_for`, if it is not installed or does not load."""
    try:
        import av
    except ModuleNotFoundError:
        raise EngineError(
            f"{wanted_for} needs the package av, which is not installed",
            error_id="formats.missing",
            source=f"the format {wanted_for}",
            remedy='Install it: pip install "bulletin[formats]"',
        ) from None
    except ImportError as error:
        raise EngineError(
            f"{wanted_for} needs the package av, which does not load: {error}",
            error_id="formats.broken",
            source=f"the format {wanted_for}",
            remedy='Install it again: pip install --force-reinstall "bulletin[formats]"',
        ) from None
    return av


def found_library() -> Any:
    """The package `av`; None if it is not installed or does not load."""
    try:
        return library("Opus")
    except EngineError:
        return None


_DEMUXERS = {".m4a": "mp4", ".mp2": "mp3"}
"""The demuxers that may read a file, by its suffix: some others of FFmpeg's open what a file refers to."""


def read_blocks(path: Path) -> tuple[Hertz, Iterator[NDArray[np.float32]]]:
    """A finished file's rate, and its samples in blocks of its one or two channels, decoded as they are consumed.

    Of more channels, the mean. For formats that libsndfile does not read. Raises InputError (65) if it does not decode, at
    once or when the blocks reach that place; EngineError (69) if PyAV is missing.
    """
    av = library(path.suffix[1:].upper())

    def bad(error: Exception) -> InputError:
        return InputError(
            f"this sound cannot be used: {error}.",
            error_id="sound.unreadable",
            source=str(path),
            remedy="Have it made again.",
        )

    try:
        # FFmpeg never takes an absolute path for an address.
        container = av.open(str(path.absolute()), format=_DEMUXERS.get(path.suffix.lower()))
        stream = container.streams.audio[0]
    except (av.FFmpegError, IndexError) as error:
        raise bad(error) from None

    def blocks() -> Iterator[NDArray[np.float32]]:
        to_float = av.AudioResampler(format="fltp")
        try:
            with container:
                for frame in container.decode(stream):
                    for part in to_float.resample(frame):
                        found = np.asarray(part.to_ndarray(), np.float32)
                        yield found.T if len(found) == 2 else found.mean(axis=0)
        except av.FFmpegError as error:
            raise bad(error) from None

    return Hertz(stream.rate), blocks()
