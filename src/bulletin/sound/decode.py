"""Decode: encoded sound or bare PCM → samples. The home of pydub and of libsndfile's reader."""

from __future__ import annotations

import io
import os
import stat
import warnings
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bulletin.errors import InputError, MissingInputError
from bulletin.schema.clip import PEAK_WINDOW_SECONDS, Encoding, Heard
from bulletin.schema.units import Hertz, Samples
from bulletin.sound.quiet import quiet_libraries
from bulletin.sound.wholeness import is_cut

if TYPE_CHECKING:
    from pydub import AudioSegment

    from bulletin.sound.joined import Header

Sound = NDArray[np.float32]
"""Samples, full scale ±1: shape (n,) for one channel, (n, 2) for two."""

LONGEST_JINGLE_SECONDS = 600
MOST_CHANNELS = 8
LARGEST_JINGLE = 300_000_000
"""Bytes; ten minutes of 32-bit stereo at 48 kHz are 230 MB."""

BLOCK = 1 << 17
"""Samples decoded at a time."""

LARGEST_SAMPLE = 1e6
"""Full scale is 1. Floating-point samples may be larger, but not so large that sums of their squares overflow."""

_SHORTER = "Cut it to the part to be heard, ten minutes at most."

JINGLE_RATES = range(8_000, 192_001)
"""Sample rates that a jingle may have."""


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


def open_jingle(path: Path) -> tuple[Hertz, Iterator[Sound]]:
    """The rate of a user's sound file, and its samples in blocks. Any depth; more than two channels become their mean.

    Reads what libsndfile reads (WAV, FLAC, Ogg, Opus, MP3, AIFF), FLAC in Ogg, with PyAV also M4A, and never opens files
    it refers to. Files joined to one are read to the end of the last. Memory is flat. Raises, now or while blocks are read, MissingInputError (66) if it does not exist, is a folder or may
    not be read; InputError (65) if it is a pipe or a device, is not sound, is empty, lacks its end, is longer than ten
    minutes, has more than eight channels or a rate outside of 8 to 192 kHz. Both name the file.
    """
    size = _size_of_file(path)
    if size > LARGEST_JINGLE:
        raise _bad(
            path, f"it has {size / 1e6:,.0f} MB; {LARGEST_JINGLE / 1e6:.0f} are the most", remedy=_SHORTER
        )
    blocks = _jingle_blocks(path, size)
    return next(blocks), blocks  # type: ignore[return-value]


def _jingle_blocks(path: Path, size: int) -> Iterator[Hertz | Sound]:
    """Yield the rate, then the samples in blocks, with every check of `open_jingle`."""
    import soundfile

    from bulletin.sound.joined import Joined, LeftOverError

    heard = 0
    try:
        with path.open("rb") as bare, np.errstate(all="ignore"):
            if is_cut(bare):
                raise _bad(path, "its end is missing", remedy="Copy or export it once more.")
            joined = Joined(bare)
            for header in joined.headers:
                _check_jingle(path, header)
            rate = joined.rate
            yield rate
            # Block by block: ten minutes of eight silent channels, small when packed, would take gigabytes.
            for block in joined.blocks():
                heard += len(block)
                if heard > LONGEST_JINGLE_SECONDS * rate:
                    raise _bad(path, "it lasts more than ten minutes, which are the most", remedy=_SHORTER)
                # NaN is not below it either.
                if not np.abs(block).max(initial=0) < LARGEST_SAMPLE:
                    raise _bad(path, "its samples are not numbers")
                yield block
    except LeftOverError as error:
        raise _bad(path, str(error), remedy="Export its sound once more, as one WAV or FLAC file.") from None
    except OSError as error:
        raise _missing(path, f"it cannot be read ({error.strerror or error})") from None
    except (soundfile.LibsndfileError, ValueError, RuntimeError):
        raise _bad(path, "it does not decode as sound" if size else "it is empty") from None
    if not heard:
        raise _bad(path, "there is no sound in it")


def _check_jingle(path: Path, header: Header) -> None:
    rate, channels, frames = header
    if channels > MOST_CHANNELS:
        raise _bad(path, f"it has {channels} channels; {MOST_CHANNELS} are the most")
    if rate not in JINGLE_RATES:
        raise _bad(
            path, f"it has {rate:,} samples a second; {JINGLE_RATES[0]:,} to {JINGLE_RATES[-1]:,} can be used"
        )
    if frames > LONGEST_JINGLE_SECONDS * rate:
        raise _bad(
            path, f"it claims to last {frames / rate / 60:,.0f} minutes; ten are the most", remedy=_SHORTER
        )


def read_blocks(
    path: Path, size: int = BLOCK, ready: Callable[[int], None] | None = None
) -> tuple[Hertz, Iterator[Sound]]:
    """A finished file's rate, and its samples in blocks of one or two channels, decoded as they are read.

    More channels become their mean. Memory is flat. A file that is still being written can be read if its beginning
    states its whole length: before each read, `ready(count)` must block until that many samples are in the file or the
    file is complete. Raises InputError (65) if it does not decode, at once or when the blocks reach that place.
    """
    import soundfile

    if ready is not None:
        ready(size)
    try:
        with quiet_libraries():
            file = soundfile.SoundFile(path)
    except (soundfile.LibsndfileError, OSError, RuntimeError, TypeError) as error:
        # TypeError: libsndfile takes any name that ends in .raw for bare samples, and asks for their rate.
        raise _bad(path, str(error)) from None

    def blocks() -> Iterator[Sound]:
        found = 0
        try:
            with file:
                while True:
                    if ready is not None:
                        ready(found + size)
                    with quiet_libraries():
                        block = file.read(size, dtype="float32", always_2d=True)
                    if not len(block):
                        return
                    found += len(block)
                    yield block if block.shape[1] == 2 else one_channel(block)
        except (soundfile.LibsndfileError, OSError, RuntimeError) as error:
            raise _bad(path, str(error)) from None

    return Hertz(file.samplerate), blocks()


def stated_length(path: Path) -> tuple[Hertz, Samples]:
    """The rate of a sound file, and the samples per channel that its header states.

    Raises InputError (65) if it is not sound.
    """
    import soundfile

    try:
        with quiet_libraries(), soundfile.SoundFile(path) as file:
            return Hertz(file.samplerate), Samples(file.frames)
    except (soundfile.LibsndfileError, OSError, RuntimeError) as error:
        raise _bad(path, str(error)) from None


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
        with quiet_libraries():
            samples, rate = soundfile.read(stream, dtype="int16")
    except (soundfile.LibsndfileError, RuntimeError, ValueError) as error:
        raise InputError(
            f"the sound does not decode: {error}",
            error_id="sound.decode",
            source=name,
            remedy="Have it made again.",
        ) from None
    return samples, Hertz(rate)


def one_channel(block: Sound) -> Sound:
    """The mean of a block's channels."""
    return block[:, 0] if block.shape[1] == 1 else block.mean(axis=1)


def _mono(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    return samples if samples.ndim == 1 else samples.mean(axis=1).astype(np.int16)


def _size_of_file(path: Path) -> int:
    """The size of a regular file. Opening a pipe would wait for a writer."""
    try:
        status = path.stat()
    except FileNotFoundError:
        raise _missing(path, "there is no such file") from None
    except (OSError, ValueError) as error:
        raise _missing(path, f"it cannot be read ({error})") from None
    if stat.S_ISDIR(status.st_mode):
        raise _missing(path, "it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise _bad(path, "it is a pipe or a device, not a file")
    return status.st_size


def _missing(path: Path, why: str) -> InputError:
    return _bad(path, why, MissingInputError)


def _bad(
    path: Path,
    why: str,
    kind: type[InputError] = InputError,
    *,
    remedy: str = "Give a WAV, FLAC, Ogg or MP3 file that a player plays to its end.",
) -> InputError:
    return kind(
        f"this sound cannot be used: {why}.",
        error_id="sound.unreadable",
        source=str(path),
        remedy=remedy,
    )
