"""Decode: encoded or bare sound → samples. The home of pydub and of libsndfile's reader."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bulletin.errors import InputError
from bulletin.schema.clip import Encoding, Heard
from bulletin.schema.units import Hertz, Samples

if TYPE_CHECKING:
    from pydub import AudioSegment

Sound = NDArray[np.float32]
"""Samples of one channel, full scale ±1."""

LONGEST_JINGLE_SECONDS = 600
MOST_CHANNELS = 8
LARGEST_JINGLE = 300_000_000
"""Bytes; ten minutes of 48 kHz stereo at 32 bits are 230 MB."""


def clip_segment(sound: bytes, encoding: Encoding, rate: Hertz) -> AudioSegment:
    """A clip as a pydub AudioSegment: 16-bit mono at its own rate.

    Raises InputError (65) if the sound does not decode.
    """
    if encoding == "pcm16":
        return _segment(sound, rate)
    samples, rate = _read(io.BytesIO(sound), "clip")
    return _segment(np.ascontiguousarray(_mono(samples)).tobytes(), rate)


def listen(sound: bytes) -> Heard:
    """Decode a whole stream and say what is in it. Raises InputError (65) if it does not decode."""
    samples, rate = _read(io.BytesIO(sound), "clip")
    peak = float(np.abs(samples.astype(np.int32)).max()) / 32768 if len(samples) else 0.0
    return Heard(rate=rate, length=Samples(len(samples)), peak=peak)


def samples_of(segment: AudioSegment) -> Sound:
    """The samples of a mono 16-bit segment."""
    return np.frombuffer(segment.raw_data, dtype="<i2").astype(np.float32) / np.float32(32768)


def read_jingle(path: Path) -> tuple[Sound, Hertz]:
    """A user's sound file as one channel, and its rate. Any rate and depth; several channels are averaged.

    Reads what libsndfile reads (WAV, FLAC, Ogg, Opus, MP3, AIFF) and never follows what the file names.
    Raises InputError (65) naming the file if it is not sound, is empty, is longer than ten minutes or has
    more than eight channels.
    """
    import soundfile

    try:
        if path.stat().st_size > LARGEST_JINGLE:
            raise _bad(
                path, f"it has {path.stat().st_size / 1e6:,.0f} MB; {LARGEST_JINGLE / 1e6:.0f} are the most"
            )
        # By its bytes, never by its name: libsndfile takes "x.raw" for bare samples.
        with soundfile.SoundFile(io.BytesIO(path.read_bytes())) as file:
            if file.channels > MOST_CHANNELS:
                raise _bad(path, f"it has {file.channels} channels; {MOST_CHANNELS} are the most")
            if file.frames > LONGEST_JINGLE_SECONDS * file.samplerate:
                minutes = file.frames / file.samplerate / 60
                raise _bad(path, f"it claims to last {minutes:,.0f} minutes; ten are the most")
            samples = file.read(LONGEST_JINGLE_SECONDS * file.samplerate, dtype="float32", always_2d=True)
            rate = Hertz(file.samplerate)
    except (soundfile.LibsndfileError, OSError, ValueError, RuntimeError) as error:
        raise _bad(path, _reason(path, error)) from None
    with np.errstate(all="ignore"):
        mono = samples.mean(axis=1, dtype=np.float32)
    if not len(mono):
        raise _bad(path, "there is no sound in it")
    if not np.isfinite(mono).all():
        raise _bad(path, "its samples are not numbers")
    return mono, rate


def read_blocks(path: Path, size: int = 1 << 18) -> tuple[Hertz, list[Sound]]:
    """A finished file decoded whole, in blocks of one channel. Raises InputError (65) if it does not decode."""
    import soundfile

    try:
        with soundfile.SoundFile(path) as file:
            blocks = [block.mean(axis=1) for block in file.blocks(size, dtype="float32", always_2d=True)]
            return Hertz(file.samplerate), blocks
    except (soundfile.LibsndfileError, OSError, RuntimeError) as error:
        raise _bad(path, str(error)) from None


def _segment(data: bytes, rate: Hertz) -> AudioSegment:
    with warnings.catch_warnings():
        # pydub warns that ffmpeg is missing; we never ask it to run one.
        warnings.simplefilter("ignore")
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


def _reason(path: Path, error: Exception) -> str:
    if isinstance(error, FileNotFoundError) or not path.exists():
        return "there is no such file"
    if path.is_dir():
        return "it is a folder"
    if path.stat().st_size == 0:
        return "it is empty"
    return "it does not decode as sound"


def _bad(path: Path, why: str) -> InputError:
    return InputError(
        f"this sound cannot be used: {why}.",
        error_id="sound.unreadable",
        source=str(path),
        remedy="Give a WAV, FLAC, Ogg or MP3 file that a player plays to its end.",
    )
