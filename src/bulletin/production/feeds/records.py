"""Records: an episode's `.episode.json` as publishing reads it, with the files it names."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from bulletin.errors import InputError, MissingInputError, RefusedError
from bulletin.schema.documents import EPISODE_SCHEMA
from bulletin.schema.episode import RECORD, RECORD_SUFFIX
from bulletin.schema.formats import FOR_LISTENERS, FORMATS
from bulletin.writers.feed.dates import FIRST_YEAR, LAST_YEAR, read_moment
from bulletin.writers.sidecars import SIDECARS

LARGEST = 64 * 1024**2
"""No record of an episode is larger."""

AUDIO_TYPES = {form: FORMATS[form].media_type for form in FOR_LISTENERS}
"""Kinds of sound files, the most widely played first: the first that an episode has is its enclosure."""
SENT_TOO = ("m4a", "opus")
"""Kinds that a feed offers beside the enclosure; the others are for stations, not for listeners."""

SUFFIXES = {
    **{sidecar.kind: sidecar.suffix for sidecar in SIDECARS}, "cover": "", RECORD: RECORD_SUFFIX,
}  # fmt: skip
"""What the name of each kind of file beside the sound ends in; a cover keeps its own ending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An episode as its record tells it."""

    path: Path
    document: dict[str, Any]
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

    def text(self, *keys: str) -> str:
        """A text of the record by its keys, cleaned of space around it; empty where there is none."""
        found: Any = self.document
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        return found.strip() if isinstance(found, str) else ""

    def entries(self, key: str) -> list[dict[str, Any]]:
        """A list of objects of the record; empty where there is none."""
        found = self.document.get(key)
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    def told(self, kind: str, fact: str) -> Any:
        """What the record's details say of a file: bytes, type or sha256; None where they do not."""
        details = self.document.get("details")
        of = details.get(kind) if isinstance(details, dict) else None
        return of.get(fact) if isinstance(of, dict) else None


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
    title = document.get("title")
    if not isinstance(title, str) or not title.strip():
        raise _wrong(path, "title", "is missing or empty")
    duration = document.get("duration")
    if isinstance(duration, bool) or not isinstance(duration, int | float) or not 0 < duration < 10**7:
        raise _wrong(path, "duration", "is not a number of seconds")
    day = _day(path, document.get("date"))
    _check_moment(path, "made", document.get("made"))
    files = _files(path, document)
    kind = next((kind for kind in AUDIO_TYPES if kind in files), "")
    if not kind:
        raise _wrong(path, "files", "names no sound file")
    made_from = document.get("made_from")
    # A record of before sources were told is known by its name.
    named = hashlib.sha256(f"name:{path.name}".encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return Record(
        path=path,
        document=document,
        title=title,
        kind=kind,
        files={one: file for one, file in files.items() if one in SUFFIXES or one in (kind, *SENT_TOO)},
        duration=float(duration),
        source=made_from
        if isinstance(made_from, str) and re.fullmatch(r"[0-9a-f]{8,64}", made_from)
        else named,
        day=day,
        words=_words(document),
    )


def _document(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise _wrong(path, "the file", f"is larger than {LARGEST // 1024**2} MB")
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise MissingInputError(
            f"the record cannot be read: {error.strerror or error}.",
            error_id="episode.unreadable",
            source=str(path),
            remedy="Make it readable for yourself, or make the episode again, and run the command again.",
        ) from None
    except (ValueError, RecursionError) as error:
        raise _wrong(path, "the file", f"is not JSON in UTF-8 ({error})") from None
    if not isinstance(document, dict):
        raise _wrong(path, "the file", "is not a JSON object")
    schema = document.get("schema")
    if schema != EPISODE_SCHEMA:
        raise _wrong(path, "schema", f"is {json.dumps(schema)[:40]}, not {EPISODE_SCHEMA!r}")
    return document


def _files(path: Path, document: dict[str, Any]) -> dict[str, Path]:
    named = document.get("files")
    if not isinstance(named, dict) or not named:
        raise _wrong(path, "files", "is missing or empty")
    found: dict[str, Path] = {}
    for kind, name in named.items():
        if kind == RECORD or (kind not in AUDIO_TYPES and kind not in SUFFIXES):
            continue
        if not isinstance(name, str) or not name:
            raise _wrong(path, f"files.{kind}", "is not a file name")
        if PurePosixPath(name).name != name or PureWindowsPath(name).name != name or "\0" in name:
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


def _words(document: dict[str, Any]) -> str:
    """Identity of what is said, as it is written; empty where the record does not tell it."""
    lines = document.get("lines")
    if not isinstance(lines, list):
        return ""
    written = [line.get("written", "") for line in lines if isinstance(line, dict)]
    told = [document.get("title"), document.get("dek") or "", written]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[
        :16
    ]


def _wrong(path: Path, field: str, why: str) -> InputError:
    return InputError(
        f"the episode's record cannot be published: {field} {why}.",
        error_id="episode.invalid",
        source=str(path),
        remedy="Make the episode again: bulletin make … leaves a record beside its files.",
    )
