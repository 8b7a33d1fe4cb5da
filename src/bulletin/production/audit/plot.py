"""Plot: a picture of what an audit has heard, in a PNG file."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import InputError
from bulletin.production.audit.episode import AuditedEpisode
from bulletin.production.audit.run import Audit
from bulletin.production.audit.sound import TARGET_LU, holes_in
from bulletin.production.disk.commit import write_whole
from bulletin.production.setup.kinds.named import PRESETS
from bulletin.schema.programme import Chapter
from bulletin.sound.audition import Audition
from bulletin.sound.master import CEILING
from bulletin.writers.audio.found import ReadBack
from bulletin.writers.plot.drawing import draw
from bulletin.writers.plot.figure import Figure


def plot_to(path: Path, audit: Audit) -> None:
    """Draw the main sound file of an audited episode into the PNG file `path`, which is replaced at once.

    Raises InputError (65) if there is no sound to draw, OutputError (73) or DiskError (74) where it cannot be written.
    """
    if audit.heard is None or not audit.heard.samples:
        raise InputError(
            "there is nothing to draw: the file does not decode.",
            error_id="check.silent",
            source=str(audit.episode.audio),
            remedy=f"See what is wrong: bulletin check {audit.episode.audio}",
        )
    write_whole(path, draw(figure_of(audit.episode, audit.heard, audit.tags)))


def figure_of(episode: AuditedEpisode, heard: Audition, tags: ReadBack) -> Figure:
    """The measurements of a sound file, titled from its record, else from its tags."""
    record = episode.record
    title = record.title.strip() or tags.fields.get("title")
    under_title = (
        record.station.strip() or tags.fields.get("station"),
        record.programme.strip() or tags.fields.get("programme"),
        (record.date or "").strip() or tags.fields.get("date") or record.day,
        episode.audio.name if title else "",
    )
    return Figure(
        title=title or episode.audio.name,
        under_title=" · ".join(text for text in under_title if text),
        duration=heard.duration,
        lows=heard.lows,
        highs=heard.highs,
        bodies=heard.bodies,
        short_term=heard.short_term,
        integrated=heard.integrated,
        loudness_range=heard.loudness_range,
        target=_target(episode, heard),
        true_peak=heard.true_peak,
        true_peak_at=heard.true_peak_at,
        ceiling=CEILING,
        overs=heard.overs,
        holes=holes_in(heard),
        chapters=_chapters(episode, heard, tags),
    )


def _target(episode: AuditedEpisode, heard: Audition) -> float | None:
    """The target loudness; where the record has none, the preset that is met, if one is."""
    near = (preset for preset in PRESETS.values() if abs(preset - heard.integrated) <= TARGET_LU)
    target = episode.record.loudness.target_lufs
    return next(near, None) if target is None else target


def _chapters(episode: AuditedEpisode, heard: Audition, tags: ReadBack) -> list[Chapter]:
    """The record's chapters, else those in the file, where a chapter without an end lasts until the next."""
    if episode.record.chapters is not None:
        return [Chapter(start=one.start, end=one.end, title=one.title) for one in episode.record.chapters]
    following = [*(mark.start for mark in tags.chapters[1:]), heard.duration]
    return [
        Chapter(start=mark.start, end=after if mark.end is None else mark.end, title=mark.title)
        for mark, after in zip(tags.chapters, following, strict=False)
    ]
