"""Unchanged: the ingredients of a bulletin → the episode that is there, if it was made from the same and is still whole.

An episode's record holds a hash of its ingredients and one of each of its files. Where all of them agree, making it again
would give the same bulletin, so it is left as it is.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bulletin.production.clock import present
from bulletin.production.disk.digest import digest_of
from bulletin.production.episode.conversion import episode_of
from bulletin.production.episode.outputs import Outputs
from bulletin.production.episode.record import left_record
from bulletin.production.recipe import Recipe
from bulletin.production.voice.cast import AUTOMATIC, main_voice, named
from bulletin.production.voice.choice import automatic_engine
from bulletin.schema.episode import Episode, FileDetail


def still_good(recipe: Recipe, outputs: Outputs, ingredients: str, chosen: str = "") -> Episode | None:
    """The episode that is there, if it was made from these ingredients and every byte of its files is unchanged.

    None where another voice than the first choice read some of it, so that the first choice is tried again. Where that
    was tried already, `chosen` is the voice that would read all of it now. The present time makes no difference, another
    that is asked for does.
    """
    record = left_record(outputs.record)
    if not ingredients or record.ingredients != ingredients or record.fallback != ():
        return None
    if recipe.at is not None and recipe.at != _moment(record.at):
        return None
    if chosen != record.voice if chosen else not _as_asked(recipe, record.voice):
        return None
    try:
        episode = episode_of(record, outputs.record)
    except ValueError:
        return None
    if [episode.files.get(form) for form in outputs.audio] != list(outputs.audio.values()):
        return None
    made = [(path, episode.details[kind]) for kind, path in episode.files.items() if path != outputs.record]
    return episode if all(_is_whole(path, detail) for path, detail in made) else None


def time_of(recipe: Recipe, outputs: Outputs, ingredients: str) -> datetime:
    """The bulletin's own time: the one that is asked for, or that of the same bulletin if it is there, or the present."""
    if recipe.at is not None:
        return recipe.at
    present_time = present(recipe.station.timezone).replace(second=0, microsecond=0)
    record = left_record(outputs.record)
    if recipe.again or not ingredients or record.ingredients != ingredients:
        return present_time
    return _moment(record.at) or present_time


def _moment(text: str | None) -> datetime | None:
    """A moment with a zone, as a record has it; None for anything else."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return None if found.tzinfo is None else found


def _as_asked(recipe: Recipe, voice: str) -> bool:
    """Whether a bulletin's voice is the first choice of the recipe."""
    asked = main_voice(recipe.station)
    if asked == AUTOMATIC:
        return voice.partition(":")[0] == automatic_engine(recipe.station.manner)
    cast = named(asked, recipe.station.manner)
    return cast.name == voice


def _is_whole(path: Path, detail: FileDetail) -> bool:
    try:
        return path.stat().st_size == detail.size and digest_of(path) == detail.sha256
    except OSError:
        return False
