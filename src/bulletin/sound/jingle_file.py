"""Jingle file: a user's own sound file → its rate and its samples in blocks, checked while they are read."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from bulletin.errors import InputError, MissingInputError
from bulletin.schema.units import Hertz
from bulletin.sound.decode import Sound
from bulletin.sound.m4a import is_m4a, read_m4a
from bulletin.sound.reading import BLOCK, one_channel, unreadable
from bulletin.sound.wholeness import is_cut

LONGEST_JINGLE_SECONDS = 600
MOST_CHANNELS = 8

LARGEST_JINGLE = 300_000_000
"""Bytes; ten minutes of 32-bit stereo at 48 kHz are 230 MB."""

LARGEST_SAMPLE = 1e6
"""Full scale is 1. Floating-point samples may be larger, but not so large that sums of their squares overflow."""

_SHORTER = "Cut it to the part to be heard, ten minutes at most."

JINGLE_RATES = range(8_000, 192_001)
"""Sample rates that a jingle may have."""


def open_jingle(path: Path) -> tuple[Hertz, Iterator[Sound]]:
    """The rate of a user's sound file, and its samples in blocks. Any depth; more than two channels become their mean.

    Reads what libsndfile reads (WAV, FLAC, Ogg, Opus, MP3, AIFF), with PyAV also M4A, and never opens files it refers to.
    Memory is flat. Raises, now or while blocks are read, MissingInputError (66) if it does not exist, is a folder or may
    not be read; InputError (65) if it is a pipe or a device, is not sound, is empty, lacks its end, is longer than ten
    minutes, has more than eight channels or a rate outside of 8 to 192 kHz. Both name the file.
    """
    size = _size_of_file(path)
    if size > LARGEST_JINGLE:
        raise unreadable(
            path, f"it has {size / 1e6:,.0f} MB; {LARGEST_JINGLE / 1e6:.0f} are the most", remedy=_SHORTER
        )
    blocks = _jingle_blocks(path, size)
    return next(blocks), blocks  # type: ignore[return-value]


def _jingle_blocks(path: Path, size: int) -> Iterator[Hertz | Sound]:
    """Yield the rate, then the samples in blocks, with every check of `open_jingle`."""
    import soundfile

    heard = 0
    try:
        with path.open("rb") as bare, np.errstate(all="ignore"):
            if is_cut(bare):
                raise unreadable(path, "its end is missing", remedy="Copy or export it once more.")
            beginning = bare.read(12)
            bare.seek(0)
            found = _m4a_blocks(path, bare) if is_m4a(beginning) else _sndfile_blocks(path, bare)
            rate = next(found)
            assert isinstance(rate, int)
            yield rate
            # Block by block: ten minutes of eight silent channels, small when packed, would take gigabytes.
            for block in found:
                assert not isinstance(block, int)
                heard += len(block)
                if heard > LONGEST_JINGLE_SECONDS * rate:
                    raise unreadable(
                        path, "it lasts more than ten minutes, which are the most", remedy=_SHORTER
                    )
                # NaN is not below it either.
                if not np.abs(block).max(initial=0) < LARGEST_SAMPLE:
                    raise unreadable(path, "its samples are not numbers")
                yield block if block.shape[1] == 2 else one_channel(block)
    except OSError as error:
        raise _missing(path, f"it cannot be read ({error.strerror or error})") from None
    except (soundfile.LibsndfileError, ValueError, RuntimeError):
        raise unreadable(path, "it does not decode as sound" if size else "it is empty") from None
    if not heard:
        raise unreadable(path, "there is no sound in it")


def _sndfile_blocks(path: Path, bare: BinaryIO) -> Iterator[Hertz | Sound]:
    """Yield the rate, then blocks of shape (n, channels)."""
    import soundfile

    with soundfile.SoundFile(_Nameless(bare)) as file:
        _check_jingle(path, file.channels, file.samplerate, file.frames)
        yield Hertz(file.samplerate)
        # soundfile's own `blocks` trusts the claimed length: of a file cut off, it returns uninitialised memory.
        while len(block := file.read(BLOCK, dtype="float32", always_2d=True)):
            yield block


def _m4a_blocks(path: Path, bare: BinaryIO) -> Iterator[Hertz | Sound]:
    """The same for MP4. The decoder's frames are short: many are joined to a block."""
    held: list[Sound] = []
    length = 0
    for number, (rate, block) in enumerate(read_m4a(bare)):
        if not number:
            _check_jingle(path, block.shape[1], rate, 0)
            yield rate
        held.append(block)
        length += len(block)
        if length >= BLOCK:
            yield np.concatenate(held)
            held, length = [], 0
    yield np.concatenate(held)


class _Nameless:
    """A file without its name, so that libsndfile judges the bytes: it takes any "x.raw" for bare samples."""

    def __init__(self, file: BinaryIO) -> None:
        self.read = file.read
        self.seek = file.seek
        self.tell = file.tell


def _check_jingle(path: Path, channels: int, rate: int, frames: int) -> None:
    if channels > MOST_CHANNELS:
        raise unreadable(path, f"it has {channels} channels; {MOST_CHANNELS} are the most")
    if rate not in JINGLE_RATES:
        raise unreadable(
            path, f"it has {rate:,} samples a second; {JINGLE_RATES[0]:,} to {JINGLE_RATES[-1]:,} can be used"
        )
    if frames > LONGEST_JINGLE_SECONDS * rate:
        raise unreadable(
            path, f"it claims to last {frames / rate / 60:,.0f} minutes; ten are the most", remedy=_SHORTER
        )


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
        raise unreadable(path, "it is a pipe or a device, not a file")
    return status.st_size


def _missing(path: Path, why: str) -> InputError:
    return unreadable(path, why, MissingInputError)
