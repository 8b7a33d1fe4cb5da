"""Claims: the episode that a person means, and what its record claims of it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from bulletin.errors import MissingInputError
from bulletin.production.episode.record import Said, is_plain, read_record
from bulletin.schema.episode import RECORD_SUFFIX
from bulletin.schema.formats import FORMATS

AUDIO = tuple(FORMATS)
"""Kinds of file that are sound."""

SUFFIXES = (*(form.suffix for form in FORMATS.values()), ".ogg")
"""Of sound that may stand alone, without a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims(Said):
    """An episode: its sound, and what its record says. All may be empty."""

    audio: Path
    record: Path | None = None
    fault: str = ""
    """Why the record cannot be read."""

    @property
    def folder(self) -> Path:
        """Where the files of the episode are."""
        return self.audio.parent

    def path(self, kind: str) -> Path | None:
        """Where the file of this kind should be; None for a name that leads out of the episode's folder."""
        name = self.names.get(kind, "")
        return self.folder / name if is_plain(name) else None

    @property
    def kind(self) -> str:
        """The kind of the sound: as the record has it, else by its name."""
        for kind, name in self.names.items():
            if name == self.audio.name and kind in AUDIO:
                return kind
        return self.audio.suffix.lower().lstrip(".")

    @property
    def is_main(self) -> bool:
        """Whether this is the sound that the record measures: an episode in several formats has others too."""
        return self.main == self.audio.name

    @property
    def again(self) -> str:
        """The command that makes the episode again, as far as the record tells it."""
        asked = self.asked
        words = ["bulletin", "make", *(self.sources or ("ARTICLE",)), "--again", *asked]
        voice = self.text("voice")
        if voice and not any("=" not in after for word, after in pairwise(asked) if word == "--voice"):
            words += ["--voice", voice]
        loudness = self.number("loudness", "target_lufs")
        if loudness is not None and "--loudness" not in asked:
            words += ["--loudness", f"{loudness:g}"]
        slot = self.number("slot", "asked")
        if slot is not None and "--slot" not in asked:
            words += ["--slot", f"{slot:g}s"]
        formats = [kind for kind in self.names if kind in AUDIO]
        if len(formats) > 1 and "--format" not in asked:
            words += [word for kind in formats for word in ("--format", kind)]
        target = self.folder / self.main if is_plain(self.main) else self.audio
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


def _recorded(record: Path) -> list[Claims]:
    stem = record.name[: -len(RECORD_SUFFIX)]
    document, fault = _read(record)
    said = Said(document=document)
    kinds = said.names
    named = [said.main, *(kinds.get(kind, "") for kind in AUDIO)]
    names = [name for name in dict.fromkeys(named) if is_plain(name)]
    if not names:
        beside = (f"{stem}{suffix}" for suffix in SUFFIXES)
        names = [name for name in beside if (record.parent / name).is_file()][:1] or [f"{stem}.mp3"]
    return [
        Claims(audio=record.parent / name, record=record, fault=fault, document=document) for name in names
    ]


def _claims(audio: Path, record: Path | None) -> Claims:
    try:
        audio.open("rb").close()
    except OSError as error:
        raise _missing(audio, f"it may not be read ({error.strerror or error})") from None
    if record is None:
        return Claims(audio=audio)
    document, fault = _read(record)
    return Claims(audio=audio, record=record, fault=fault, document=document)


def _read(record: Path) -> tuple[dict[str, Any], str]:
    """What a record says, and why it cannot be read."""
    try:
        return read_record(record), ""
    except OSError as error:
        return {}, f"it cannot be read ({error.strerror or error})"
    except ValueError as error:
        return {}, str(error)


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
