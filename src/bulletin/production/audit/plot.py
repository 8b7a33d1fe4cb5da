"""Plotting: a picture of what a check has heard, written whole."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import InputError
from bulletin.production.audit.examine import Examined
from bulletin.production.audit.heard import TARGET_LU, holes_in
from bulletin.production.disk.commit import write_whole
from bulletin.production.episode.claims import Claims
from bulletin.production.setup.kinds.named import PRESETS
from bulletin.schema.programme import Chapter
from bulletin.sound.audition import Audition
from bulletin.sound.master import CEILING
from bulletin.writers.audio.found import ReadBack
from bulletin.writers.plot.drawing import draw
from bulletin.writers.plot.sheet import Sheet


def plot_to(path: Path, examined: Examined) -> None:
    """Draw the main sound file of an episode that was examined into the PNG file `path`, which is replaced at once.

    Raises InputError (65) if there is no sound to draw, OutputError (73) or DiskError (74) where it cannot be written.
    """
    if examined.heard is None or not examined.heard.samples:
        raise InputError(
            "there is nothing to draw: the file does not decode.",
            error_id="check.silent",
            source=str(examined.claims.audio),
            remedy=f"See what is wrong: bulletin check {examined.claims.audio}",
        )
    write_whole(path, draw(sheet_of(examined.claims, examined.heard, examined.told)))


def sheet_of(claims: Claims, heard: Audition, told: ReadBack) -> Sheet:
    """What is drawn of a sound file: what was measured on it, in the words of its record, else of its tags."""
    words = {
        name: claims.text(name) or told.fields.get(name, "") for name in ("station", "programme", "date")
    }
    words["date"] = words["date"] or (claims.text("made") or "")[:10]
    return Sheet(
        title=claims.text("title") or told.fields.get("title") or claims.audio.name,
        under_title=" · ".join([*(word for word in words.values() if word), *_file_name(claims, told)]),
        duration=heard.duration,
        lows=heard.lows,
        highs=heard.highs,
        bodies=heard.bodies,
        short_term=heard.short_term,
        integrated=heard.integrated,
        loudness_range=heard.loudness_range,
        target=_target(claims, heard),
        true_peak=heard.true_peak,
        true_peak_at=heard.true_peak_at,
        ceiling=CEILING,
        overs=heard.overs,
        holes=holes_in(heard),
        chapters=_chapters(claims, heard, told),
    )


def _file_name(claims: Claims, told: ReadBack) -> list[str]:
    """The file's name, where it is not the title already."""
    return [claims.audio.name] if claims.text("title") or told.fields.get("title") else []


def _target(claims: Claims, heard: Audition) -> float | None:
    """The loudness that was asked for; where the record does not say, the preset that is met, if one is."""
    asked = claims.number("loudness", "target_lufs")
    near = (preset for preset in PRESETS.values() if abs(preset - heard.integrated) <= TARGET_LU)
    return asked if asked is not None else next(near, None)


def _chapters(claims: Claims, heard: Audition, told: ReadBack) -> list[Chapter]:
    """The record's chapters, or those in the file; where it knows no ends, each lasts until the next."""
    if claims.chapters is not None:
        return [Chapter(start=one.start, end=one.end, title=one.title) for one in claims.chapters]
    starts = [mark.start for mark in told.chapters[1:]]
    ends = [mark.end for mark in told.chapters]
    return [
        Chapter(start=mark.start, end=following if end is None else end, title=mark.title)
        for mark, end, following in zip(told.chapters, ends, [*starts, heard.duration], strict=False)
    ]
