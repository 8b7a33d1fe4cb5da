"""Decode: the sound of a clip → its samples. The home of pydub."""

from __future__ import annotations

import io
import os
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bulletin.errors import InputError
from bulletin.schema.clip import PEAK_WINDOW_SECONDS, Encoding, Heard
from bulletin.schema.units import Hertz, Samples

if TYPE_CHECKING:
    from pydub import AudioSegment


Sound = NDArray[np.float32]
"""Samples, full scale ±1: shape (n,) for one channel, (n, 2) for two."""


def clip_segment(sound: bytes, encoding: Encoding, rate: Hertz) -> AudioSegment:
    """Decode a clip to a pydub AudioSegment: 16-bit mono at its own rate.

    Raises InputError (65) if the sound does not decode.
    """
    if encoding == "pcm16":
        return _segment(sound, rate)
    samples, rate = _read(io.BytesIO(sound), "clip")
    return _segment(np.ascontiguousarray(_mono(samples)).tobytes(), rate)


@lru_cache(maxsize=16)
def listen(sound: bytes) -> Heard:
    """Decode a whole stream; return its rate, length and peaks. Raises InputError (65) if it does not decode.

    The last few results are cached: an engine checks the sound it gets, and so does the engine's caller.
    """
    samples, rate = _read(io.BytesIO(sound), "clip")
    heights = np.abs(samples.astype(np.int32)).reshape(len(samples), -1).max(axis=1)
    starts = np.arange(0, len(samples), round(PEAK_WINDOW_SECONDS * rate))
    peaks = np.maximum.reduceat(heights, starts) / 32768 if len(samples) else ()
    return Heard(rate=rate, length=Samples(len(samples)), peaks=tuple(map(float, peaks)))


def samples_of(segment: AudioSegment, start: int = 0, stop: int | None = None) -> Sound:
    """The samples of a mono 16-bit segment, cut to those from `start` to `stop`."""
    if (start, stop) != (0, None):
        segment = segment.get_sample_slice(start, stop)
    return np.frombuffer(segment.raw_data, dtype="<i2").astype(np.float32) / np.float32(32768)


def _segment(data: bytes, rate: Hertz) -> AudioSegment:
    with warnings.catch_warnings():
        # pydub warns that ffmpeg is missing; it is never asked to run it.
        warnings.simplefilter("ignore")
        # pydub searches PATH on import, and fails without one, as under some timers.
        os.environ.setdefault("PATH", os.defpath)
        from pydub import AudioSegment
    return AudioSegment(data=data[: len(data) // 2 * 2], sample_width=2, frame_rate=rate, channels=1)


def _read(stream: io.BytesIO, name: str) -> tuple[NDArray[np.int16], Hertz]:
    import soundfile

    try:
        samples, rate = soundfile.read(stream, dtype="int16")
    except (soundfile.LibsndfileError, RuntimeError, ValueError) as error:
        raise InputError(
            f"the sound does not decode: {error}",
            error_id="sound.decode",
            source=name,
            remedy="Have it made again.",
        ) from None
    return samples, Hertz(rate)


def _mono(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    return samples if samples.ndim == 1 else samples.mean(axis=1).astype(np.int16)
