"""M4A: a jingle in an MP4 file, as phones and music shops make them. The second home of PyAV, which is an extra."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from bulletin.containers.kinds import container_of
from bulletin.errors import EngineError
from bulletin.schema.units import Hertz


def is_m4a(beginning: bytes) -> bool:
    """Whether a file that begins so is an MP4."""
    return container_of(beginning) == "mp4"


def read_m4a(file: BinaryIO) -> Iterator[tuple[Hertz, NDArray[np.float32]]]:
    """The file's rate with its samples (samples, channels), as they are decoded; the first time with none.

    By its bytes alone, and as MP4 alone: what it refers to elsewhere is not opened. Raises EngineError (69) where
    PyAV is missing, ValueError where there is no sound in it or it does not decode.
    """
    try:
        import av
    except ImportError:
        raise EngineError(
            "a jingle in an M4A file needs the package av, which is not installed",
            error_id="formats.missing",
            source=str(file.name),
            remedy='Install it: pip install "bulletin[formats]", or give a WAV, FLAC, Ogg or MP3 file.',
        ) from None
    try:
        with av.open(file, "r", format="mov") as container:
            if not container.streams.audio:
                raise ValueError("no sound")
            stream = container.streams.audio[0]
            rate = Hertz(stream.rate)
            yield rate, np.zeros((0, stream.codec_context.channels), np.float32)
            to_float = av.AudioResampler(format="fltp")
            for frame in container.decode(stream):
                for part in to_float.resample(frame):
                    yield rate, np.ascontiguousarray(part.to_ndarray().T, np.float32)
    except av.FFmpegError as error:
        raise ValueError(str(error)) from None
