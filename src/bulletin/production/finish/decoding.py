"""Decoding: a finished or growing sound file → its samples, by a decoder independent of its encoder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.production.finish.growth import Growth
from bulletin.schema.units import Hertz

if TYPE_CHECKING:
    from bulletin.sound.decode import Sound


NEEDS_PYAV = frozenset({"m4a", "mp2"})
"""Formats that need the extra `[formats]`."""


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
    from bulletin.sound.reading import read_blocks

    return read_blocks(path, ready=growth.wait if growth else None)
