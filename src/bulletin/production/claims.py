"""Claims: what an episode's record says of it, read without trust: whatever is not there, or not of its kind, is not claimed."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bulletin.errors import MissingInputError
from bulletin.schema.documents import EPISODE_SCHEMA
from bulletin.schema.episode import RECORD_SUFFIX
from bulletin.schema.formats import FORMATS

AUDIO = tuple(FORMATS)
"""Kinds of file that are sound."""

SUFFIXES = (*(form.suffix for form in FORMATS.values()), ".ogg")
"""Of sound that may stand alone, without a record."""

FARTHEST = 1e9
"""A number of seconds or decibels that is larger is none."""

LARGEST_RECORD = 64_000_000
"""Bytes: a whole day's bulletin has a record of some megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence as the record has it; seconds."""

    start: float
    end: float
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A chapter as the record has it; seconds."""

    start: float
    end: float
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """An episode: its sound, and what its record says. All may be empty."""

    audio: Path
    record: Path | None = None
    fault: str = ""
    """Why the record cannot be read."""
    said: Mapping[str, Any] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where the files of the episode are."""
        return self.audio.parent

    def text(self, name: str) -> str | None:
        """A text of the record; None if it is not there, or empty."""
        value = self.said.get(name)
        return value if isinstance(value, str) and value else None

    def number(self, name: str, within: str = "") -> float | None:
        """A number of the record, or of the object `within` it."""
        place = self.said.get(within) if within else self.said
        value = place.get(name) if isinstance(place, dict) else None
        return _finite(value)

    @property
    def files(self) -> dict[str, str]:
        """Names of files by kind."""
        files = self.said.get("files")
        found = files if isinstance(files, dict) else {}
        return {kind: name for kind, name in found.items() if isinstance(name, str)}

    def path(self, kind: str) -> Path | None:
        """Where the file of this kind should be; None for a name that leads out of the episode's folder."""
        name = self.files.get(kind)
        return self.folder / name if name and is_plain(name) else None

    def detail(self, kind: str, name: str) -> Any:
        """A detail of a file: `bytes`, `type` or `sha256`."""
        details = self.said.get("details")
        one = details.get(kind) if isinstance(details, dict) else None
        return one.get(name) if isinstance(one, dict) else None

    @property
    def lines(self) -> tuple[Line, ...] | None:
        """The sentences; None if none are claimed."""
        rows = self.said.get("lines")
        if not isinstance(rows, list):
            return None
        return tuple(
            Line(
                start=_number(row.get("start")),
                end=_number(row.get("end")),
                written=_text(row.get("written")),
            )
            for row in rows
            if isinstance(row, dict)
        )

    @property
    def chapters(self) -> tuple[Stretch, ...] | None:
        """The chapters; None if none are claimed."""
        rows = self.said.get("chapters")
        if not isinstance(rows, list):
            return None
        return tuple(
            Stretch(
                start=_number(row.get("start")), end=_number(row.get("end")), title=_text(row.get("title"))
            )
            for row in rows
            if isinstance(row, dict)
        )

    @property
    def kind(self) -> str:
        """The kind of the sound: as the record has it, else by its name."""
        for kind, name in self.files.items():
            if name == self.audio.name and kind in AUDIO:
                return kind
        return self.audio.suffix.lower().lstrip(".")

    @property
    def is_main(self) -> bool:
        """Whether this is the sound that the record measures: an episode in several formats has others too."""
        return self.said.get("audio") == self.audio.name

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of what it was made from."""
        sources = self.said.get("sources")
        found = sources if isinstance(sources, list) else []
        return tuple(source for source in found if isinstance(source, str) and source)

    @property
    def again(self) -> str:
        """The command that makes the episode again, as far as the record tells it."""
        words = ["bulletin", "make", *(self.sources or ("ARTICLE",)), "--again"]
        voice = self.text("voice")
        if voice:
            words += ["--voice", voice]
        loudness = self.number("target_lufs", "loudness")
        if loudness is not None:
            words += ["--loudness", f"{loudness:g}"]
        slot = self.number("asked", within="slot")
        if slot is not None:
            words += ["--slot", f"{slot:g}s"]
        formats = [kind for kind in self.files if kind in AUDIO]
        if len(formats) > 1:
            words += [word for kind in formats for word in ("--format", kind)]
        main = self.said.get("audio")
        target = self.folder / main if isinstance(main, str) and is_plain(main) else self.audio
        return " ".join(map(shlex.quote, [*words, "-o", str(target)]))


def find_claims(path: Path) -> list[Claims]:
    """The episode at `path`: a sound file, a record, a file beside them, or what all their names begin with.

    A record stands for all its sound files, which are given one by one, the main one first. Raises
    MissingInputError (66) if nothing is there.
    """
    if path.name.endswith(RECORD_SUFFIX):
        if not path.is_file():
            raise _missing(path, _why_not(path))
        return _recorded(path)
    if path.is_file():
        record = path.with_suffix(RECORD_SUFFIX)
        if not record.is_file():
            return [_claims(path, None)]
        found = _claims(path, record)
        # Captions, a transcript or the cover stand for their episode.
        return [found] if found.kind in AUDIO else _recorded(record)
    if path.name and not path.is_dir():
        # "." and the root have no name that others could begin with.
        record = path.with_name(path.name + RECORD_SUFFIX)
        if record.is_file():
            return _recorded(record)
        for suffix in SUFFIXES:
            audio = path.with_name(path.name + suffix)
            if audio.is_file():
                return [_claims(audio, None)]
    raise _missing(path, _why_not(path))


def is_plain(name: str) -> bool:
    """Whether a name is that of a file in the same folder."""
    return Path(name).name == name and "\\" not in name and "\0" not in name


def _recorded(record: Path) -> list[Claims]:
    stem = record.name[: -len(RECORD_SUFFIX)]
    said, fault = _read(record)
    main = said.get("audio")
    names = [main] if isinstance(main, str) and is_plain(main) else []
    files = said.get("files")
    if isinstance(files, dict):
        for kind in AUDIO:
            name = files.get(kind)
            if isinstance(name, str) and is_plain(name) and name not in names:
                names.append(name)
    if not names:
        beside = (f"{stem}{suffix}" for suffix in SUFFIXES)
        names = [name for name in beside if (record.parent / name).is_file()][:1] or [f"{stem}.mp3"]
    return [Claims(audio=record.parent / name, record=record, fault=fault, said=said) for name in names]


def _claims(audio: Path, record: Path | None) -> Claims:
    try:
        audio.open("rb").close()
    except OSError as error:
        raise _missing(audio, f"it may not be read ({error.strerror or error})") from None
    if record is None:
        return Claims(audio=audio)
    said, fault = _read(record)
    return Claims(audio=audio, record=record, fault=fault, said=said)


def _read(record: Path) -> tuple[dict[str, Any], str]:
    """What a record says, and why it cannot be read."""
    try:
        if record.stat().st_size > LARGEST_RECORD:
            return {}, f"it has {record.stat().st_size:,} bytes"
        said = json.loads(record.read_bytes())
    except OSError as error:
        return {}, f"it cannot be read ({error.strerror or error})"
    except (ValueError, RecursionError) as error:
        return {}, f"it is no JSON ({error})"
    if not isinstance(said, dict):
        return {}, "it is no object"
    if said.get("schema") != EPISODE_SCHEMA:
        return {}, f"its schema is {said.get('schema')!r}, not {EPISODE_SCHEMA!r}"
    return said, ""


def _number(value: Any) -> float:
    """A number, or -1, which is nowhere in a programme."""
    found = _finite(value)
    return -1.0 if found is None else found


def _finite(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < FARTHEST:
        return None
    return float(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _why_not(path: Path) -> str:
    if path.is_dir():
        return "it is a folder"
    return "it is no plain file" if path.exists() else "there is no such file"


def _missing(path: Path, why: str) -> MissingInputError:
    return MissingInputError(
        f"nothing can be checked there: {why}.",
        error_id="check.missing",
        source=str(path),
        remedy="Name a sound file, its .episode.json, or what both names begin with: bulletin check output/NAME",
    )
