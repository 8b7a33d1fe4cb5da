"""Run: decode a finished episode, read back its files, and compare both with its record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.containers.frames import Frames, read_frames
from bulletin.errors import EngineError, InputError
from bulletin.production.audit.article import audit_article
from bulletin.production.audit.captions import audit_captions, audit_sentences, audit_transcripts
from bulletin.production.audit.chapters import (
    audit_chapters,
    audit_chapters_inside,
    audit_chapters_list,
)
from bulletin.production.audit.cover import audit_cover, audit_embedded_cover
from bulletin.production.audit.episode import AuditedEpisode, episodes_at
from bulletin.production.audit.files import audit_files
from bulletin.production.audit.sound import audit_sound
from bulletin.production.audit.tags import audit_tags
from bulletin.production.audit.wording import shortened
from bulletin.production.episode.find import SOUND_SUFFIXES
from bulletin.production.finish.decoding import decoded
from bulletin.schema.audit import AuditReport, Finding
from bulletin.sound.audition import Audition, audition
from bulletin.sound.master import CEILING
from bulletin.sound.wholeness import wrong_with
from bulletin.writers.audio.found import ReadBack
from bulletin.writers.audio.reading import read_back


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The report of an audit, and what a picture needs of the main sound file."""

    report: AuditReport
    episode: AuditedEpisode
    heard: Audition | None
    """None if it does not decode."""
    tags: ReadBack


@dataclass(frozen=True, slots=True, kw_only=True)
class _SoundFile:
    """What one sound file gave."""

    findings: list[Finding]
    heard: Audition | None
    tags: ReadBack


def audit_episode(path: Path) -> Audit:
    """Audit the episode at `path` (see `episode.find`).

    Each sound file is decoded whole, in flat memory. Raises MissingInputError (66) if nothing is there; any fault of what
    is there is in the report.
    """
    episodes = episodes_at(path)
    files = [_sound_file(episode) for episode in episodes]
    main, main_file = episodes[0], files[0]
    findings = [*_record(main)]
    for episode, file in zip(episodes, files, strict=True):
        prefix = f"{episode.kind}: " if len(episodes) > 1 else ""
        findings += (replace(finding, name=prefix + finding.name) for finding in file.findings)
    findings += _texts(main, main_file.heard)
    report = AuditReport(
        audio=tuple(episode.audio for episode in episodes),
        record=main.record_path,
        findings=tuple(findings),
    )
    return Audit(report=report, episode=main, heard=main_file.heard, tags=main_file.tags)


def _sound_file(episode: AuditedEpisode) -> _SoundFile:
    """Decode one sound file, and read back its tags."""
    tags, unreadable = _read_back(episode)
    if not episode.audio.is_file():
        missing = Finding(
            name="sound", ok=False, what=f"{episode.audio.name} is missing", remedy=episode.remake
        )
        return _SoundFile(findings=[missing], heard=None, tags=tags)
    try:
        heard = _listen(episode.audio)
    except EngineError as error:
        unheard = Finding(name="sound", ok=None, what=f"not heard: {error.what}", remedy=error.remedy)
        return _SoundFile(findings=[unheard, *unreadable, *audit_tags(episode, tags)], heard=None, tags=tags)
    except InputError as error:
        known = episode.record_path is not None or episode.audio.suffix.lower() in SOUND_SUFFIXES
        remedy = (
            episode.remake
            if known
            else "Name a sound file, its .episode.json, or what both names begin with."
        )
        fault = Finding(name="sound", ok=False, what=error.what.rstrip("."), remedy=remedy)
        return _SoundFile(findings=[fault, *unreadable], heard=None, tags=tags)
    frames = _frames(episode.audio)
    not_whole = None if frames is not None else _not_whole(episode.audio)
    findings = [*audit_sound(episode, heard, frames, not_whole, tags), *unreadable]
    if not unreadable:
        findings.append(audit_chapters_inside(episode, heard.duration, tags))
        findings += audit_tags(episode, tags)
        findings += audit_embedded_cover(episode, tags.cover)
    return _SoundFile(findings=findings, heard=heard, tags=tags)


def _listen(audio: Path) -> Audition:
    return audition(*decoded(audio.suffix.lower().lstrip("."), audio), CEILING)


def _read_back(episode: AuditedEpisode) -> tuple[ReadBack, list[Finding]]:
    """The file's tags, and a fault if they do not read."""
    try:
        return read_back(episode.audio), []
    except OSError:
        # A file that cannot be read is a fault of the sound.
        return ReadBack(kind=""), []
    except ValueError as error:
        return ReadBack(kind=""), [
            Finding(name="tags", ok=False, what=f"they do not read: {error}", remedy=episode.remake)
        ]


def _frames(audio: Path) -> Frames | None:
    if audio.suffix.lower() not in (".mp3", ".mp2"):
        return None
    with audio.open("rb") as file:
        return read_frames(file)


def _not_whole(audio: Path) -> str:
    """Why the file is not one whole sound; empty if it is."""
    with audio.open("rb") as file:
        return wrong_with(file)


def _record(episode: AuditedEpisode) -> Iterator[Finding]:
    """The record reads, and belongs to this sound."""
    record, path = episode.record, episode.record_path
    if path is None:
        yield Finding(
            name="record", ok=None, what="there is none beside the sound, so what it should be is not known"
        )
        return
    fault = episode.fault
    if not fault and episode.audio.name not in {record.audio or None, *record.files.values()}:
        fault = f"it is another file's: it names {shortened(record.audio or 'no sound')}"
    if not fault and record.duration is None:
        fault = "it claims no duration"
    made = record.made or record.bulletin_version
    yield Finding(
        name="record", ok=not fault, what=fault or f"{path.name}{f', made {made}' if made else ''}",
        measured=path.name, claimed=record.audio or None, remedy=episode.remake if fault else "",
    )  # fmt: skip


def _texts(episode: AuditedEpisode, heard: Audition | None) -> Iterator[Finding]:
    """The files beside the sound, and the record's sentences and chapters."""
    yield from audit_files(episode)
    yield from audit_article(episode)
    if heard is not None:
        yield from audit_sentences(episode, heard.duration)
        yield from audit_chapters(episode, heard.duration)
        yield from audit_chapters_list(episode, heard.duration)
        yield from audit_captions(episode, heard.duration)
    yield from audit_transcripts(episode)
    yield from audit_cover(episode)
