"""Finding: which episode a person means by a name.

It may be a sound file, its record, another file of the episode beside them, or what all their names begin with. A sound
file that is gone is still known by its record.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import MissingInputError
from bulletin.production.disk.together import finish_renaming
from bulletin.schema.episode import RECORD_SUFFIX
from bulletin.schema.formats import FORMATS

SOUND_SUFFIXES = (*(form.suffix for form in FORMATS.values()), ".ogg")
"""Suffixes of sound files; bulletin never gives the last one, but can audit such a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEpisode:
    """Where an episode is; its record, the file that was meant, or both are there."""

    record: Path | None
    """None where no record lies beside the file."""
    file: Path | None
    """The file that was named, or that was found without a record; None where the whole episode is meant."""


def find_episode(path: Path, error_id: str) -> FoundEpisode:
    """Find the episode at `path`. Raises MissingInputError (66) with this id if there is none.

    What a run was renaming there when it was killed is finished before.
    """
    finish_renaming(path.parent)
    if path.name.endswith(RECORD_SUFFIX):
        if path.is_file():
            return FoundEpisode(record=path, file=None)
        raise no_episode(path, _why_not(path), error_id)
    # "." and the root have no name that others could begin with.
    if path.name and not path.is_dir():
        record = path.with_suffix(RECORD_SUFFIX)
        is_sound = path.suffix.lower() in SOUND_SUFFIXES
        if path.is_file() or (is_sound and record.is_file()):
            return FoundEpisode(record=record if record.is_file() else None, file=path)
        record = path.with_name(path.name + RECORD_SUFFIX)
        if record.is_file():
            return FoundEpisode(record=record, file=None)
        for suffix in SOUND_SUFFIXES:
            audio = path.with_name(path.name + suffix)
            if audio.is_file():
                return FoundEpisode(record=None, file=audio)
    raise no_episode(path, _why_not(path), error_id)


def no_episode(path: Path, why: str, error_id: str) -> MissingInputError:
    """The error for a name without an episode."""
    return MissingInputError(
        f"no episode is found there: {why}.",
        error_id=error_id,
        source=str(path),
        remedy="Name a sound file, its .episode.json, or what both names begin with, such as output/NAME; "
        "or make it first: bulletin make article.txt -o NAME.mp3",
    )


def _why_not(path: Path) -> str:
    if path.is_dir():
        return "it is a folder"
    return "it is no plain file" if path.exists() else "there is no such file"
