"""Reading: a finished or growing sound file → its rate, its stated length, and its samples in blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from bulletin.errors import InputError
from bulletin.schema.units import Hertz, Samples
from bulletin.sound.decode import Sound
from bulletin.sound.quiet import quiet_libraries

BLOCK = 1 << 17
"""Samples decoded at a time."""


def read_blocks(
    path: Path, size: int = BLOCK, ready: Callable[[int], None] | None = None
) -> tuple[Hertz, Iterator[Sound]]:
    """A finished file's rate, and its samples in blocks of one or two channels, decoded as they are read.

    Of a file that was joined of several, that is the first (see `containers.single`). More channels become their mean.
    Memory is flat. A file that is still being written can be read if its beginning
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
        raise unreadable(path, str(error)) from None

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
            raise unreadable(path, str(error)) from None

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
        raise unreadable(path, str(error)) from None


def one_channel(block: Sound) -> Sound:
    """The mean of a block's channels."""
    return block[:, 0] if block.shape[1] == 1 else block.mean(axis=1)


def unreadable(
    path: Path,
    why: str,
    kind: type[InputError] = InputError,
    *,
    remedy: str = "Give a WAV, FLAC, Ogg or MP3 file that a player plays to its end.",
) -> InputError:
    """The error (65, or that of `kind`) for a sound file that cannot be used."""
    return kind(
        f"this sound cannot be used: {why}.",
        error_id="sound.unreadable",
        source=str(path),
        remedy=remedy,
    )
