"""Episodes: what publishing takes of a finished episode: its record, once nothing in it is wrong, and its files."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bulletin.errors import InputError, MissingInputError, RefusedError
from bulletin.production.episode.find import find_episode, no_episode
from bulletin.production.episode.record import EpisodeRecord, is_plain, read_record
from bulletin.schema.episode import RECORD, RECORD_SUFFIX
from bulletin.schema.formats import FOR_LISTENERS, FORMATS
from bulletin.writers.feed.dates import FIRST_YEAR, LAST_YEAR, read_moment
from bulletin.writers.sidecars import SIDECARS

LONGEST = 10**7
"""Seconds; no episode lasts so long."""

AUDIO_TYPES = {form: FORMATS[form].media_type for form in FOR_LISTENERS}
"""Media types of sound files, the most widely played first: the first that an episode has is its enclosure."""
ALTERNATES = ("m4a", "opus")
"""Formats that a feed offers beside the enclosure; the others are for stations, not for listeners."""

SUFFIXES = {
    **{sidecar.kind: sidecar.suffix for sidecar in SIDECARS}, "cover": "", RECORD: RECORD_SUFFIX,
}  # fmt: skip
"""Endings of the published files beside the sound, by kind; a cover keeps its own."""

MISSING = "episode.missing"
"""The id of the error that no episode is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishableEpisode:
    """An episode without a fault that would keep it from being published."""

    path: Path
    """Its record."""
    record: EpisodeRecord
    kind: str
    """The format of the enclosure: mp3, …"""
    files: dict[str, Path]
    """The files that are published, by kind; all are there."""
    duration: float
    """Seconds."""
    source: str
    """Identity of its sources."""
    day: str
    """The article's own day (YYYY-MM-DD), or empty."""

    @property
    def title(self) -> str:
        """The headline."""
        return self.record.title

    @property
    def audio(self) -> Path:
        """The file of the enclosure."""
        return self.files[self.kind]


def record_path(named: Path) -> Path:
    """The record of the episode that a person names (see `find_episode`). Raises MissingInputError (66)."""
    found = find_episode(named, MISSING)
    if found.record is None:
        raise no_episode(named, "no .episode.json is beside it", MISSING)
    return found.record


def read_episode(path: Path) -> PublishableEpisode:
    """Read an episode by its record. Most keys may be missing.

    Raises InputError (65) with the field that is wrong, MissingInputError (66) for a file that the record names and that
    is not there, RefusedError (77) for one in another folder.
    """
    record = _read(path)
    if not record.title.strip():
        raise _wrong(path, "title", "is missing or empty")
    duration = record.duration
    if duration is None or not 0 < duration < LONGEST:
        raise _wrong(path, "duration", "is not a number of seconds")
    day = _day(path, record)
    _check_moment(path, "made", record.odd.get("made", record.made))
    files = _files(path, record)
    kind = next((kind for kind in AUDIO_TYPES if kind in files), "")
    if not kind:
        raise _wrong(path, "files", "names no sound file")
    # Records of early versions have no identity of their source; their name stands for it.
    named = hashlib.sha256(f"name:{path.name}".encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return PublishableEpisode(
        path=path,
        record=record,
        kind=kind,
        files={one: file for one, file in files.items() if one in SUFFIXES or one in (kind, *ALTERNATES)},
        duration=duration,
        source=record.made_from if re.fullmatch(r"[0-9a-f]{8,64}", record.made_from) else named,
        day=day,
    )


def _read(path: Path) -> EpisodeRecord:
    try:
        return read_record(path)
    except OSError as error:
        raise MissingInputError(
            f"the record cannot be read: {error.strerror or error}.",
            error_id="episode.unreadable",
            source=str(path),
            remedy="Make it readable for yourself, or make the episode again, and run the command again.",
        ) from None
    except ValueError as error:
        raise _wrong(path, "", str(error)) from None


def _files(path: Path, record: EpisodeRecord) -> dict[str, Path]:
    kinds = {*AUDIO_TYPES, *SUFFIXES} - {RECORD}
    for kind in kinds:
        if f"files.{kind}" in record.odd or record.files.get(kind) == "":
            raise _wrong(path, f"files.{kind}", "is not a file name")
    if not record.files:
        raise _wrong(path, "files", "is missing or empty")
    found: dict[str, Path] = {}
    for kind, name in record.files.items():
        if kind not in kinds:
            continue
        if not is_plain(name):
            raise RefusedError(
                "the record names a file that is not beside it.",
                error_id="episode.outside",
                source=f"{path}, files.{kind}: {name}",
                remedy="Publish an episode with its files in one folder, as bulletin make leaves them.",
            )
        file = path.with_name(name)
        if not file.is_file():
            raise MissingInputError(
                f"the episode's {kind} file is not there.",
                error_id="episode.file_missing",
                source=str(file),
                remedy="Keep an episode's files together, or make it again: bulletin make …",
            )
        if not os.access(file, os.R_OK):
            raise MissingInputError(
                f"the episode's {kind} file cannot be read.",
                error_id="episode.unreadable",
                source=str(file),
                remedy="Make it readable for yourself, and run the command again.",
            )
        found[kind] = file
    return found


def _day(path: Path, record: EpisodeRecord) -> str:
    if record.date is None and "date" not in record.odd:
        return ""
    try:
        day = date.fromisoformat(record.date or "")
    except ValueError:
        value = json.dumps(record.odd.get("date", record.date), ensure_ascii=False)
        raise _wrong(path, "date", f"is {value[:40]}, not a day such as 2026-11-26") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _wrong(path, "date", f"is of the year {day.year}, not of one from {FIRST_YEAR} to {LAST_YEAR}")
    return day.isoformat()


def _check_moment(path: Path, field: str, value: object) -> None:
    if value is None:
        return
    try:
        read_moment(value if isinstance(value, str) else json.dumps(value))
    except ValueError as error:
        raise _wrong(path, field, str(error)) from None


def _wrong(path: Path, field: str, why: str) -> InputError:
    return InputError(
        f"the episode's record cannot be published: {f'{field} {why}'.strip()}.",
        error_id="episode.invalid",
        source=str(path),
        remedy="Make the episode again: bulletin make … leaves a record beside its files.",
    )
