"""Conversion: an episode → its report and its record, and back from a record to the episode."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TypeVar

from bulletin import __version__
from bulletin.production.episode.corrections import correction_rows
from bulletin.production.episode.identity import article_identity
from bulletin.production.episode.record import (
    EPISODE_SCHEMA,
    EpisodeRecord,
    EpisodeReport,
    RecordedFallback,
    RecordedFile,
    RecordedLevers,
    RecordedLoudness,
    RecordedNotes,
    RecordedRequests,
    RecordedSlot,
    is_plain,
)
from bulletin.production.episode.rows import ChapterRow, LeftOutRow, LinkRow, SentenceRow
from bulletin.production.episode.stories import StoryRow
from bulletin.schema.edition import Edition
from bulletin.schema.episode import Episode, FileDetail, Loudness, Requests, Slotted
from bulletin.schema.programme import Chapter
from bulletin.schema.script import Script
from bulletin.schema.units import Dbtp, Lufs

_Value = TypeVar("_Value")


def report_of(episode: Episode) -> EpisodeReport:
    """What `bulletin make --json` prints of an episode."""
    return EpisodeReport(
        schema=EPISODE_SCHEMA,
        title=episode.title,
        audio=str(episode.audio),
        files={kind: str(path) for kind, path in episode.files.items()},
        details={
            kind: RecordedFile(size=detail.size, media_type=detail.media_type, sha256=detail.sha256)
            for kind, detail in episode.details.items()
        },
        duration=round(episode.duration, 3),
        loudness=RecordedLoudness(
            integrated_lufs=round(episode.loudness.integrated_lufs, 2),
            true_peak_dbtp=round(episode.loudness.true_peak_dbtp, 2),
            target_lufs=episode.target,
        ),
        voice=episode.voice,
        voice_reason=episode.voice_reason or None,
        readers=episode.readers or None,
        fallback=tuple(
            RecordedFallback(title=each.title, voice=each.voice, reason=each.reason)
            for each in episode.fallback
        ),
        slot=_recorded_slot(episode.slot) if episode.slot else None,
        segments=episode.segments,
        unchanged=episode.unchanged,
        requests=RecordedRequests(made=episode.requests.made, from_cache=episode.requests.from_cache),
        chapters=tuple(
            ChapterRow(
                start=round(each.start, 3), end=round(each.end, 3), title=each.title, level=each.level or None
            )
            for each in episode.chapters
        ),
        seconds={stage: round(wall, 3) for stage, wall in episode.seconds.items()},
    )


def record_of(
    episode: Episode,
    edition: Edition,
    script: Script,
    notes: RecordedNotes,
    *,
    ingredients: str = "",
    encoded: Mapping[str, Sequence[str]] | None = None,
    asked: Sequence[str] = (),
    given: Sequence[str] = (),
    stories: Sequence[StoryRow] = (),
    gains: Mapping[str, float] | None = None,
    rundown: str | None = None,
) -> EpisodeRecord:
    """The record of an episode; names of files stand without their folder, so that it can be moved."""
    report = report_of(episode)
    facts = {each.name: getattr(report, each.name) for each in fields(report)} | {
        "audio": episode.audio.name,
        "files": {kind: path.name for kind, path in episode.files.items()},
        "unchanged": None,
    }
    return EpisodeRecord(
        **facts,
        bulletin_version=__version__,
        ingredients=ingredients,
        made_from=edition.identity,
        article=article_identity(edition.sources, script),
        asked=tuple(asked),
        given=tuple(given),
        voices=voices_of(script),
        gains={name: round(gain, 2) for name, gain in (gains or {}).items()},
        encoded={kind: tuple(slices) for kind, slices in (encoded or {}).items()},
        made=edition.made.isoformat(timespec="seconds"),
        at=edition.at.isoformat() if edition.at else None,
        date=edition.published.isoformat() if edition.published else None,
        language=edition.language,
        dek=edition.dek,
        station=edition.station,
        programme=edition.programme,
        reader=edition.reader,
        genre=edition.genre,
        copyright=edition.copyright,
        link=edition.link,
        disclosure=edition.disclosure,
        sources=edition.sources,
        links=tuple(LinkRow(title=link.title, href=link.href) for link in edition.links),
        sentences=tuple(
            SentenceRow(
                start=round(each.start, 3),
                end=round(each.end, 3),
                written=each.written,
                spoken=each.spoken,
                role=each.role,
                story=each.story,
                reader=each.reader or None,
            )
            for each in edition.sentences
        ),
        notes=notes,
        left_out=tuple(
            LeftOutRow(written=item.passage.text, reason=item.passage.reason) for item in script.left_out
        ),
        outside=script.outside or None,
        summary=script.summary or None,
        rundown=rundown,
        corrections=correction_rows(edition.corrections) or None,
        stories=tuple(stories) or None,
    )


def voices_of(script: Script) -> tuple[str, ...]:
    """Every voice of a spoken script, once, in the order in which they are heard first."""
    return tuple(dict.fromkeys(segment.voice for segment in script.segments))


def readers_of(script: Script) -> tuple[str, ...]:
    """Every newsreader of a script, once, in the order in which they are heard first; empty where no one is named."""
    return tuple(dict.fromkeys(segment.reader for segment in script.segments if segment.reader))


def chapters_of(rows: Sequence[ChapterRow]) -> tuple[Chapter, ...]:
    """The chapters of a record."""
    return tuple(
        Chapter(start=each.start, end=each.end, title=each.title, level=int((each.level or 0) > 0))
        for each in rows
    )


def episode_of(record: EpisodeRecord, path: Path) -> Episode:
    """The episode whose record at `path` was read. Raises ValueError where something of it is missing or odd."""
    if record.odd:
        raise ValueError(f"values of another kind: {', '.join(record.odd)}")
    if not record.files or not all(is_plain(name) for name in (record.audio, *record.files.values())):
        raise ValueError("no files, or one that is not beside it")
    files = {kind: path.with_name(name) for kind, name in record.files.items()}
    if files.keys() - record.details.keys() != {kind for kind, file in files.items() if file == path}:
        raise ValueError("a file without its details")
    return Episode(
        audio=path.with_name(record.audio),
        files=files,
        details={
            kind: FileDetail(
                size=_there(detail.size),
                media_type=_there(detail.media_type),
                sha256=_there(detail.sha256),
            )
            for kind, detail in record.details.items()
        },
        duration=_there(record.duration),
        loudness=Loudness(
            integrated_lufs=Lufs(_there(record.loudness.integrated_lufs)),
            true_peak_dbtp=Dbtp(_there(record.loudness.true_peak_dbtp)),
        ),
        target=None if record.loudness.target_lufs is None else Lufs(record.loudness.target_lufs),
        voice=record.voice,
        voice_reason=record.voice_reason or "",
        readers=record.readers or (),
        segments=_there(record.segments),
        requests=Requests(
            made=0, from_cache=_there(record.requests.made) + _there(record.requests.from_cache)
        ),
        chapters=chapters_of(_there(record.chapters)),
        title=record.title,
        slot=_slot(record.slot) if record.slot else None,
        unchanged=True,
    )


def _recorded_slot(slot: Slotted) -> RecordedSlot:
    return RecordedSlot(
        asked=slot.asked,
        natural=slot.natural,
        levers=RecordedLevers(
            pauses=slot.pauses,
            rate=slot.rate,
            paragraphs=slot.paragraphs,
            between=slot.between or None,
            padding=slot.padding,
        ),
        left_out=len(slot.left_out),
        cut=slot.left_out,
        stories=slot.stories or None,
        bare=slot.bare or None,
        dropped=slot.dropped or None,
        added=slot.added or None,
    )


def _slot(slot: RecordedSlot) -> Slotted:
    return Slotted(
        asked=_there(slot.asked),
        natural=_there(slot.natural),
        pauses=_there(slot.levers.pauses),
        rate=_there(slot.levers.rate),
        between=slot.levers.between or 0.0,
        padding=_there(slot.levers.padding),
        paragraphs=_there(slot.levers.paragraphs),
        left_out=slot.cut,
        stories=slot.stories or (),
        bare=slot.bare or (),
        dropped=slot.dropped or (),
        added=slot.added or (),
    )


def _there(value: _Value | None) -> _Value:
    """The value. Raises ValueError for None."""
    if value is None:
        raise ValueError("something is missing")
    return value
