"""M4A: decode a jingle in an MP4 file, as phones and music shops make them. A home of PyAV, an extra."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bulletin.containers.window import Span
from bulletin.errors import EngineError
from bulletin.schema.units import Hertz


def read_m4a(file: Span, name: str) -> Iterator[tuple[Hertz, NDArray[np.float32]]]:
    """Yield the rate and blocks of shape (n, channels) as they are decoded; the first block is empty.

    The file is opened as MP4 only, and nothing it refers to is opened. Raises EngineError (69), with `name` as its
    source, if PyAV is missing; ValueError if there is no sound in the file or it does not decode.
    """
    try:
        import av
    except ImportError:
        raise EngineError(
            "a jingle in an M4A file needs the package av, which is not installed",
            error_id="formats.missing",
            source=name,
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
