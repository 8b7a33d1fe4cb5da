"""Checking: a finished episode, decoded and read back, against what it claims of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.containers.frames import Frames, read_frames
from bulletin.errors import EngineError, InputError
from bulletin.production.audit.beside import (
    chapters_beside,
    check_captions,
    check_cover,
    check_embedded_cover,
    check_files,
    check_lines,
    check_transcripts,
)
from bulletin.production.audit.covered import check_article
from bulletin.production.audit.heard import check_sound
from bulletin.production.audit.labelled import check_tags
from bulletin.production.audit.marked import (
    check_chapters,
    check_chapters_beside,
    check_chapters_inside,
)
from bulletin.production.audit.wording import shortened
from bulletin.production.episode.claims import SUFFIXES, Claims, find_claims
from bulletin.production.finish.encoding import decoded
from bulletin.schema.check import Check, Checked
from bulletin.sound.audition import Audition, audition
from bulletin.sound.master import CEILING
from bulletin.writers.audio.found import ReadBack
from bulletin.writers.audio.reading import read_back


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What was checked, and what was heard and read on the way, for a picture of it."""

    checked: Checked
    claims: Claims
    """Of the main sound file."""
    heard: Audition | None
    """None if it does not decode."""
    told: ReadBack


def examine(path: Path) -> Examined:
    """Check the episode at `path`: a sound file, its record, or what both names begin with.

    Each sound file is decoded whole, in flat memory. Raises MissingInputError (66) if nothing is there; anything
    that is wrong with what is there is in the answer.
    """
    episode = find_claims(path)
    looked = [_look_at(claims) for claims in episode]
    first, (_, heard, told) = episode[0], looked[0]
    checks = [*_record(first)]
    for claims, (found, _, _) in zip(episode, looked, strict=True):
        prefix = f"{claims.kind}: " if len(episode) > 1 else ""
        checks += (replace(check, name=prefix + check.name) for check in found)
    checks += _words(first, heard)
    checked = Checked(
        audio=tuple(claims.audio for claims in episode), record=first.record, checks=tuple(checks)
    )
    return Examined(checked=checked, claims=first, heard=heard, told=told)


def _look_at(claims: Claims) -> tuple[list[Check], Audition | None, ReadBack]:
    """One sound file: what is said of it, what was heard, and what it tells of itself."""
    told, unreadable = _read_back(claims)
    if not claims.audio.is_file():
        missing = Check(name="sound", ok=False, what=f"{claims.audio.name} is missing", remedy=claims.again)
        return [missing], None, told
    try:
        heard = _listen(claims.audio)
    except EngineError as error:
        unheard = Check(name="sound", ok=None, what=f"not heard: {error.what}", remedy=error.remedy)
        return [unheard, *unreadable, *check_tags(claims, told)], None, told
    except InputError as error:
        known = claims.record is not None or claims.audio.suffix.lower() in SUFFIXES
        remedy = (
            claims.again if known else "Name a sound file, its .episode.json, or what both names begin with."
        )
        fault = Check(name="sound", ok=False, what=error.what.rstrip("."), remedy=remedy)
        return [fault, *unreadable], None, told
    checks = [*check_sound(claims, heard, _frames(claims.audio), told), *unreadable]
    if not unreadable:
        checks.append(check_chapters_inside(claims, heard.duration, told))
        checks += check_tags(claims, told)
        checks += check_embedded_cover(claims, told.cover)
    return checks, heard, told


def _listen(audio: Path) -> Audition:
    return audition(*decoded(audio.suffix.lower().lstrip("."), audio), CEILING)


def _read_back(claims: Claims) -> tuple[ReadBack, list[Check]]:
    """What the file tells of itself, and the fault if that does not read."""
    try:
        return read_back(claims.audio), []
    except OSError:
        # That it cannot be read is told of the sound.
        return ReadBack(kind=""), []
    except ValueError as error:
        return ReadBack(kind=""), [
            Check(name="tags", ok=False, what=f"they do not read: {error}", remedy=claims.again)
        ]


def _frames(audio: Path) -> Frames | None:
    if audio.suffix.lower() not in (".mp3", ".mp2"):
        return None
    with audio.open("rb") as file:
        return read_frames(file)


def _record(claims: Claims) -> Iterator[Check]:
    """The record itself: that it is one, and that it is of this sound."""
    if claims.record is None:
        yield Check(
            name="record", ok=None, what="there is none beside the sound, so what it should be is not known"
        )
        return
    fault = claims.fault
    named = claims.main or None
    names = {named, *claims.names.values()}
    if not fault and claims.audio.name not in names:
        fault = f"it is another file's: it names {shortened(named or 'no sound')}"
    if not fault and claims.number("duration") is None:
        fault = "it claims no duration"
    made = claims.text("made") or claims.text("bulletin_version") or ""
    yield Check(
        name="record", ok=not fault, what=fault or f"{claims.record.name}{f', made {made}' if made else ''}",
        measured=claims.record.name, claimed=named, remedy=claims.again if fault else "",
    )  # fmt: skip


def _words(claims: Claims, heard: Audition | None) -> Iterator[Check]:
    """What stands beside the sound, and the record's own sentences and chapters."""
    yield from check_files(claims)
    yield from check_article(claims)
    if heard is not None:
        yield from check_lines(claims, heard.duration)
        yield from check_chapters(claims, heard.duration)
        beside = chapters_beside(claims)
        if isinstance(beside, Check):
            yield beside
        elif beside is not None:
            yield check_chapters_beside(claims, heard.duration, beside)
        yield from check_captions(claims, heard.duration)
    yield from check_transcripts(claims)
    yield from check_cover(claims)
