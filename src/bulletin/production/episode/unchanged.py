"""Unchanged: whether the episode that is there was made from the same ingredients, and is still whole.

An episode's record holds a hash of its ingredients and one of each of its files. Where all of them agree, making it again
would give the same bulletin, so it is left as it is.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bulletin.engines import find_engine
from bulletin.errors import BulletinError
from bulletin.production.clock import now
from bulletin.production.disk.digest import digest_of
from bulletin.production.disk.program import installed, program
from bulletin.production.episode.conversion import episode_of
from bulletin.production.episode.outputs import Outputs, made_from
from bulletin.production.episode.record import left_record
from bulletin.production.recipe import Recipe
from bulletin.production.voice.casting import AUTOMATIC, FIRST_CHOICE, SECOND_CHOICE, automatic_engine, named
from bulletin.schema.episode import Episode, FileDetail
from bulletin.schema.script import Script

LIBRARIES = ("av", "lameenc", "mutagen", "numpy", "pillow", "pydub", "soundfile", "soxr", "uharfbuzz")
"""Libraries that may change the sound, the tags or the cover with a new version."""


def ingredients_of(recipe: Recipe, script: Script) -> str:
    """A hash of everything that the bulletin depends on; "" where it cannot be known, or changes every minute.

    That is the script with every spoken form and pause, all settings, the bytes of every file that they name, voices
    and their versions, this program's own files, the libraries that make the sound, and the day where it is spoken.
    """
    station = recipe.station
    if station.good_for is not None and recipe.ends is None:
        # The end of its airing is counted from the moment of making.
        return ""
    try:
        voices = {
            voice: _version(voice)
            for voice in {station.voice, station.fallback, *station.role_voices.values()}
        }
    except BulletinError:
        # What is wrong with a voice is reported when it is cast.
        return ""
    found = {
        "program": program(),
        "libraries": {name: installed(name) for name in LIBRARIES},
        # Neither the output nor the command line is an ingredient; the text of its sources is in the script.
        "recipe": _plain(dataclasses.replace(recipe, output=None, again=False, asked=())),
        "identity": made_from(recipe, script.title),
        "script": _plain(script),
        "voices": {str(voice): version for voice, version in voices.items()},
        "day": None if script.published else now().date().isoformat(),
    }
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


def still_good(recipe: Recipe, outputs: Outputs, ingredients: str, chosen: str = "") -> Episode | None:
    """The episode that is there, if it was made from these ingredients and every byte of its files is unchanged.

    None where another voice than the first choice read some of it, so that the first choice is tried again. Where that
    was tried already, `chosen` is the voice that would read all of it now.
    """
    record = left_record(outputs.record)
    if not ingredients or record.ingredients != ingredients or record.fallback != ():
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


def _as_asked(recipe: Recipe, voice: str) -> bool:
    """Whether a bulletin's voice is the first choice of the recipe."""
    asked = recipe.station.voice
    if asked == AUTOMATIC:
        return voice.partition(":")[0] == automatic_engine(recipe.station.manner)
    cast = named(asked, recipe.station.manner)
    return cast.name == voice


def _is_whole(path: Path, detail: FileDetail) -> bool:
    try:
        return path.stat().st_size == detail.size and digest_of(path) == detail.sha256
    except OSError:
        return False


def _version(voice: str | None) -> str:
    """The version of the engine behind a voice. Raises BulletinError."""
    if voice is None:
        return ""
    if voice == AUTOMATIC:
        return f"{_version(FIRST_CHOICE)} {_version(SECOND_CHOICE)}"
    engine_name, _, name = voice.partition(":")
    engine = find_engine(engine_name)
    return engine.version(name or engine.default_voice)


def _plain(value: Any) -> Any:
    """A value as JSON has it; a file becomes its name and digest. Raises TypeError for any other object."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [
            type(value).__name__,
            *(_plain(getattr(value, each.name)) for each in dataclasses.fields(value)),
        ]
    if isinstance(value, Path):
        return [value.name, digest_of(value)] if value.is_file() else str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return sorted([_plain(key), _plain(item)] for key, item in value.items())
    if isinstance(value, set | frozenset):
        return sorted(_plain(item) for item in value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    raise TypeError(type(value).__name__)
