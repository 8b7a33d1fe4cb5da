"""Encoding: a master → one sound file, by the writer of its format, and the same file decoded again."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.schema.formats import FORMATS
from bulletin.schema.programme import Programme
from bulletin.schema.units import Hertz

if TYPE_CHECKING:
    from bulletin.sound.decode import Sound
    from bulletin.writers.audio.facts import Facts
    from bulletin.writers.audio.mp3_slice import KnownSlices

NEEDS_PYAV = frozenset({"m4a", "mp2"})
"""Formats that need the extra `[formats]`."""


def encode(
    form: str,
    blocks: Iterable[Sound],
    rate: Hertz,
    path: Path,
    facts: Facts,
    programme: Programme,
    bit_rate: str = "",
    growth: Growth | None = None,
    slices: KnownSlices | None = None,
) -> None:
    """Encode the samples to `path` in a format, at that format's sample rate, with tags and chapters.

    A format that can be read while it grows (see `readable_as_it_grows`) reports its progress to `growth`; one that is
    encoded in slices copies those that `slices` has. Raises EngineError (69) where the format needs a package that is
    not installed, OSError where it cannot write.
    """
    from bulletin.sound.resample import resampled

    sound = resampled(blocks, rate, FORMATS[form].rate)
    rate = FORMATS[form].rate
    if form == "mp3":
        from bulletin.writers.audio.mp3 import BIT_RATE, write_mp3
        from bulletin.writers.audio.tags import tag_mp3

        variable = int(bit_rate[1:]) if bit_rate.startswith("V") else None
        steady = BIT_RATE if variable is not None else int(bit_rate or BIT_RATE)
        # Tags first, so that every byte of the sound is written where it stays.
        path.write_bytes(b"")
        tag_mp3(path, facts)
        write_mp3(
            sound,
            rate,
            path,
            steady,
            rests=programme.rests,
            variable=variable,
            offset=path.stat().st_size,
            length=programme.length if growth else None,
            on_progress=growth.told if growth else None,
            known=slices,
        )
    elif form == "wav":
        from bulletin.writers.audio.broadcast import write_broadcast

        write_broadcast(sound, rate, path, facts)
    elif form == "flac":
        from bulletin.writers.audio.flac import write_flac

        write_flac(sound, rate, path, facts)
    elif form == "opus":
        from bulletin.writers.audio.opus import write_opus

        write_opus(sound, rate, path, facts)
    elif form == "m4a":
        from bulletin.writers.audio.mp4 import write_m4a

        write_m4a(sound, rate, path, facts)
    elif form == "mp2":
        from bulletin.writers.audio.mp2 import write_mp2

        write_mp2(sound, rate, path, facts)
    else:
        raise ValueError(form)


def readable_as_it_grows(form: str, bit_rate: str) -> bool:
    """Whether a file of this format can be read while it is written: its size must be known from the beginning."""
    return form == "mp3" and not bit_rate.startswith("V")


class Growth:
    """The progress of a file that one thread writes and another reads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._samples = 0
        self._ended = False
        self._given_up = False

    def told(self, samples: int) -> None:
        """Report that so many samples can be read."""
        with self._changed:
            self._samples = samples
            self._changed.notify_all()

    def ended(self, *, well: bool) -> None:
        """Report that the file is complete, or, if not `well`, that it never will be."""
        with self._changed:
            self._ended, self._given_up = True, not well
            self._changed.notify_all()

    def wait(self, samples: int) -> None:
        """Wait until so many samples can be read, or the file is complete. Raises EOFError if it never will be."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._samples >= samples)
            if self._given_up:
                raise EOFError


def check_formats(forms: Sequence[str]) -> None:
    """Raise EngineError (69), before anything is spoken, if a format needs a package that is not installed."""
    for form in forms:
        if form in NEEDS_PYAV:
            from bulletin.writers.audio.pyav import library

            library(form.upper())


def decoded(form: str, path: Path, growth: Growth | None = None) -> tuple[Hertz, Iterator[Sound]]:
    """A file's sample rate and samples, by a decoder independent of its encoder; read as it grows, if `growth` is given.

    Raises InputError (65), EOFError if it was given up while it grew.
    """
    if form in NEEDS_PYAV:
        # libsndfile does not read M4A, and reads half a second too much of MP2.
        from bulletin.writers.audio.pyav import read_blocks as read_with_av

        return read_with_av(path)
    from bulletin.sound.decode import read_blocks

    return read_blocks(path, ready=growth.wait if growth else None)
