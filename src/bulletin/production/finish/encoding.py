"""Encoding: a master → one sound file with tags and chapters, by the writer of its format."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.production.finish.growth import Growth
from bulletin.schema.formats import FORMATS
from bulletin.schema.programme import STEP, Programme
from bulletin.schema.units import PROGRAMME_RATE, Hertz, Samples

if TYPE_CHECKING:
    from bulletin.sound.decode import Sound
    from bulletin.writers.audio.facts import Facts
    from bulletin.writers.audio.mp3_slice import KnownSlices

_SPREAD_SECONDS = 0.02


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

    # A master as it is can be read from any place.
    sound = blocks if rate == FORMATS[form].rate else resampled(blocks, rate, FORMATS[form].rate)
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
            sections=_sections(programme),
        )
    elif form == "wav":
        from bulletin.writers.audio.broadcast import write_broadcast

        write_broadcast(sound, rate, path, facts)
    elif form == "flac":
        from bulletin.writers.audio.flac import write_flac

        write_flac(sound, rate, path, facts)
    elif form == "opus":
        from bulletin.writers.audio.opus import write_opus

        write_opus(sound, rate, path, facts, rests=_at(rate, programme.rests))
    elif form == "m4a":
        from bulletin.writers.audio.mp4 import write_m4a

        write_m4a(sound, rate, path, facts)
    elif form == "mp2":
        from bulletin.writers.audio.mp2 import write_mp2

        write_mp2(sound, rate, path, facts)
    else:
        raise ValueError(form)


def _sections(programme: Programme) -> frozenset[int]:
    """The samples at which a section begins, where all sections are on the grid of frames."""
    starts = [round(chapter.start * PROGRAMME_RATE) for chapter in programme.chapters[1:]]
    return frozenset(() if any(start % STEP for start in starts) else starts)


def _at(rate: Hertz, rests: Iterable[tuple[Samples, Samples]]) -> list[tuple[Samples, Samples]]:
    """Silences of the programme at another rate, shorter by what the resampler's filter spreads into them."""
    margin = round(_SPREAD_SECONDS * rate)
    scaled = (
        (start * rate // PROGRAMME_RATE + margin, end * rate // PROGRAMME_RATE - margin)
        for start, end in rests
    )
    return [(Samples(start), Samples(end)) for start, end in scaled if start < end]
