"""Episodes: finished ones as publishing takes them, by their records, with the files that those name."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bulletin.errors import InputError, MissingInputError, RefusedError
from bulletin.production.episode.record import Said, is_plain
from bulletin.production.episode.record import read_record as read_document
from bulletin.schema.episode import RECORD, RECORD_SUFFIX
from bulletin.schema.formats import FOR_LISTENERS, FORMATS
from bulletin.writers.feed.dates import FIRST_YEAR, LAST_YEAR, read_moment
from bulletin.writers.sidecars import SIDECARS

LONGEST = 10**7
"""Seconds that no episode lasts."""

AUDIO_TYPES = {form: FORMATS[form].media_type for form in FOR_LISTENERS}
"""Kinds of sound files, the most widely played first: the first that an episode has is its enclosure."""
SENT_TOO = ("m4a", "opus")
"""Kinds that a feed offers beside the enclosure; the others are for stations, not for listeners."""

SUFFIXES = {
    **{sidecar.kind: sidecar.suffix for sidecar in SIDECARS}, "cover": "", RECORD: RECORD_SUFFIX,
}  # fmt: skip
"""What the name of each kind of file beside the sound ends in; a cover keeps its own ending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Said):
    """An episode as its record tells it."""

    path: Path
    title: str
    kind: str
    """Of the enclosure: mp3, …"""
    files: dict[str, Path]
    """The files that are published, by kind; all are there."""
    duration: float
    source: str
    """Identity of what it was made from."""
    day: str
    words: str

    @property
    def audio(self) -> Path:
        """The file of the enclosure."""
        return self.files[self.kind]


def record_path(named: Path) -> Path:
    """The record that a person means who names it, the sound file beside it, or what both names begin with.

    Raises MissingInputError (66) if there is none.
    """
    # "." and the root have no name that others could begin with.
    candidates = [named] if named.name.endswith(RECORD_SUFFIX) or not named.name else [
        named.with_suffix(RECORD_SUFFIX) if named.suffix.lower().lstrip(".") in AUDIO_TYPES else named,
        named.with_name(named.name + RECORD_SUFFIX),
    ]  # fmt: skip
    for candidate in candidates:
        if candidate.name.endswith(RECORD_SUFFIX) and candidate.is_file():
            return candidate
    raise MissingInputError(
        "there is no record of a finished episode there.",
        error_id="episode.missing",
        source=str(candidates[0] if candidates[0].name.endswith(RECORD_SUFFIX) else candidates[-1]),
        remedy="Make it first: bulletin make article.txt -o episode.mp3, then publish episode.episode.json",
    )


def read_record(path: Path) -> Record:
    """Read an episode's record. Keys that it may lack are taken as empty.

    Raises InputError (65) naming the field that is wrong, MissingInputError (66) for a file that it names and that is
    not there, RefusedError (77) for one that is not beside it.
    """
    document = _document(path)
    said = Said(document=document)
    if said.text("title") is None:
        raise _wrong(path, "title", "is missing or empty")
    duration = said.number("duration")
    if duration is None or not 0 < duration < LONGEST:
        raise _wrong(path, "duration", "is not a number of seconds")
    day = _day(path, said.at("date"))
    _check_moment(path, "made", said.at("made"))
    files = _files(path, said.at("files"))
    kind = next((kind for kind in AUDIO_TYPES if kind in files), "")
    if not kind:
        raise _wrong(path, "files", "names no sound file")
    made_from = said.text("made_from") or ""
    # A record of before sources were told is known by its name.
    named = hashlib.sha256(f"name:{path.name}".encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return Record(
        path=path,
        document=document,
        title=document["title"],
        kind=kind,
        files={one: file for one, file in files.items() if one in SUFFIXES or one in (kind, *SENT_TOO)},
        duration=duration,
        source=made_from if re.fullmatch(r"[0-9a-f]{8,64}", made_from) else named,
        day=day,
        words=_words(said),
    )


def _document(path: Path) -> dict[str, Any]:
    try:
        return read_document(path)
    except OSError as error:
        raise MissingInputError(
            f"the record cannot be read: {error.strerror or error}.",
            error_id="episode.unreadable",
            source=str(path),
            remedy="Make it readable for yourself, or make the episode again, and run the command again.",
        ) from None
    except ValueError as error:
        raise _wrong(path, "", str(error)) from None


def _files(path: Path, named: object) -> dict[str, Path]:
    if not isinstance(named, dict) or not named:
        raise _wrong(path, "files", "is missing or empty")
    found: dict[str, Path] = {}
    for kind, name in named.items():
        if kind == RECORD or (kind not in AUDIO_TYPES and kind not in SUFFIXES):
            continue
        if not isinstance(name, str) or not name:
            raise _wrong(path, f"files.{kind}", "is not a file name")
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
        found[kind] = file
    return found


def _day(path: Path, told: object) -> str:
    if told is None:
        return ""
    try:
        day = date.fromisoformat(str(told)) if isinstance(told, str) else None
    except ValueError:
        day = None
    if day is None:
        raise _wrong(
            path, "date", f"is {json.dumps(told, ensure_ascii=False)[:40]}, not a day such as 2026-11-26"
        )
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _wrong(path, "date", f"is of the year {day.year}, not of one from {FIRST_YEAR} to {LAST_YEAR}")
    return day.isoformat()


def _check_moment(path: Path, field: str, told: object) -> None:
    if told is None:
        return
    try:
        read_moment(told if isinstance(told, str) else json.dumps(told))
    except ValueError as error:
        raise _wrong(path, field, str(error)) from None


def _words(said: Said) -> str:
    """Identity of what is said, as it is written; empty where the record does not tell it."""
    if said.lines is None:
        return ""
    told = [said.at("title"), said.at("dek") or "", [line.written for line in said.lines]]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[
        :16
    ]


def _wrong(path: Path, field: str, why: str) -> InputError:
    return InputError(
        f"the episode's record cannot be published: {f'{field} {why}'.strip()}.",
        error_id="episode.invalid",
        source=str(path),
        remedy="Make the episode again: bulletin make … leaves a record beside its files.",
    )
