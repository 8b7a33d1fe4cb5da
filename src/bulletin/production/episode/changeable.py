"""Changeable: a finished episode → its record and its stories, for a change."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import InputError, MissingInputError
from bulletin.production.episode.find import find_episode
from bulletin.production.episode.heard import Heard
from bulletin.production.episode.record import EpisodeRecord, read_record
from bulletin.production.episode.stories import day_of, script_of_rows
from bulletin.schema.script import Script


def record_beside(path: Path) -> Path:
    """The record of an episode, by any of its files. Raises MissingInputError (66)."""
    found = find_episode(path, "replace.missing")
    if found.record is not None:
        return found.record
    raise MissingInputError(
        "this file has no record beside it, so its stories are not known.",
        error_id="replace.record",
        source=str(path),
        remedy="Make the bulletin with this version of bulletin, and keep its .episode.json beside it.",
    )


def changeable(path: Path) -> EpisodeRecord:
    """The record of an episode that may be changed. Raises InputError (65)."""
    try:
        record = read_record(path)
    except (OSError, ValueError) as error:
        raise InputError(
            f"this is no record of an episode: {error}.",
            error_id="replace.record",
            source=str(path),
            remedy="Make the bulletin again, or name another episode.",
        ) from None
    if record.published is not None:
        raise InputError(
            "this is a feed's own copy of an episode; a change here would be overwritten.",
            error_id="replace.published",
            source=str(path),
            remedy="Change the episode that it was published from, and publish that: bulletin publish EPISODE --feed DIR",
        )
    return record


def stories_of(record: EpisodeRecord, path: Path) -> Script:
    """The stories of an episode, in full. Raises InputError (65)."""
    try:
        if not record.stories or record.odd:
            raise ValueError("its stories are not in its record")  # noqa: TRY301  (told like a row that is wrong)
        return script_of_rows(
            record.stories, record.title, record.summary or "", record.language or "hi", day_of(record.date)
        )
    except ValueError as error:
        raise InputError(
            f"the stories of this episode cannot be changed: {error}.",
            error_id="replace.stories",
            source=str(path),
            remedy="Make it again with this version of bulletin: bulletin make SOURCE... -o FILE",
        ) from None


def stories_listed(path: Path) -> str:
    """The stories of an episode that are heard, with their numbers, on a line. Raises as these do."""
    record_path = record_beside(path)
    record = changeable(record_path)
    return Heard(stories_of(record, record_path), record).listed
