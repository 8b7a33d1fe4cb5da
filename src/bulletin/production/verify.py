"""Verify: the finished file, decoded again, against what it should be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bulletin.errors import BugError, InputError
from bulletin.production.encoding import decoded
from bulletin.schema.episode import Loudness
from bulletin.schema.formats import FORMATS
from bulletin.schema.programme import Programme
from bulletin.schema.units import PROGRAMME_RATE
from bulletin.sound.decode import Sound
from bulletin.sound.master import measure

TOLERANCE_SECONDS = 0.05


def verified(form: str, file: Path, name: Path, programme: Programme) -> Loudness:
    """Decode `file` whole, check its rate, length and channels against the programme, and measure it, in flat memory.

    Raises BugError (70) where they differ; `name` is what the file will be called.
    """
    length = 0
    channels: int = programme.channels

    def counted(blocks: Iterator[Sound]) -> Iterator[Sound]:
        nonlocal length, channels
        for block in blocks:
            channels = block.ndim
            length += len(block)
            yield block

    try:
        found_rate, blocks = decoded(form, file)
        measured = measure(found_rate, counted(blocks))
    except InputError as error:
        raise _wrong(name, error.what) from None
    rate, seconds = FORMATS[form].rate, programme.length / PROGRAMME_RATE
    if found_rate != rate or abs(length / rate - seconds) > TOLERANCE_SECONDS:
        raise _wrong(
            name,
            f"it should last {seconds:.3f} s at {rate} Hz, and lasts"
            f" {length / found_rate:.3f} s at {found_rate} Hz",
        )
    if channels != programme.channels:
        raise _wrong(name, f"it should have {programme.channels} channels, and has {channels}")
    return measured


def _wrong(name: Path, what: str) -> BugError:
    return BugError(
        f"the finished file is not what it should be: {what}.",
        error_id="output.wrong",
        source=f"{name} (not shown; an older file of that name is left as it was)",
        remedy="Please report this; run the command again with another --voice meanwhile.",
    )
