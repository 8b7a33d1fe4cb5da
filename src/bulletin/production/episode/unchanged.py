"""Unchanged: whether the episode that is there was made of just what it would be made of now, and is still whole.

An episode's record holds a hash of its ingredients and one of each of its files. Where all of them agree, making
it anew would give the same bulletin: it is read, not made.
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
from bulletin.production.episode.outputs import Outputs, made_from
from bulletin.production.episode.record import is_plain, left_record
from bulletin.production.recipe import Recipe
from bulletin.production.voice.casting import AUTOMATIC, FIRST_CHOICE, SECOND_CHOICE, named
from bulletin.schema.episode import Episode, FileDetail, Loudness, Requests, Slotted
from bulletin.schema.programme import Chapter
from bulletin.schema.script import Script
from bulletin.schema.units import Dbtp, Lufs

INGREDIENTS = "ingredients"
"""The name of the hash in an episode's record."""

LIBRARIES = ("av", "lameenc", "mutagen", "numpy", "pillow", "pydub", "soundfile", "soxr", "uharfbuzz")
"""Whose versions may change the sound, the tags or the cover."""


def ingredients_of(recipe: Recipe, script: Script) -> str:
    """A hash of everything that the bulletin depends on; "" where it cannot be told, or is new every minute.

    The script with every spoken form and pause, all settings, the bytes of every file that they name, voices and
    their versions, this program's own files, the libraries that make the sound, and the day where it is told.
    """
    station = recipe.station
    if station.good_for is not None and recipe.ends is None:
        # Until when it may run is counted from when it is made.
        return ""
    try:
        voices = {
            voice: _version(voice)
            for voice in {station.voice, station.fallback, *station.role_voices.values()}
        }
    except BulletinError:
        # Whatever is wrong with a voice is told when it is cast.
        return ""
    found = {
        "program": program(),
        "libraries": {name: installed(name) for name in LIBRARIES},
        # Where it goes and how it was said is no ingredient, and the files of its sources are in the script.
        "recipe": _plain(dataclasses.replace(recipe, output=None, again=False, asked=())),
        "identity": made_from(recipe, script.title),
        "script": _plain(script),
        "voices": {str(voice): version for voice, version in voices.items()},
        "day": None if script.published else now().date().isoformat(),
    }
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


def still_good(recipe: Recipe, outputs: Outputs, ingredients: str, chosen: str = "") -> Episode | None:
    """The episode that is there, if it was made of these ingredients and every byte of its files is as it was.

    None where some of it was read by another voice than was asked for: that voice is to be tried again. Where that was
    tried already, `chosen` is the voice that reads all of it now.
    """
    try:
        record = left_record(outputs.record).document
        if not ingredients or record[INGREDIENTS] != ingredients or record["fallback"]:
            return None
        if chosen != record["voice"] if chosen else not _as_asked(recipe, record["voice"]):
            return None
        episode = _episode(record, outputs.record)
    except (ArithmeticError, ValueError, LookupError, TypeError, AttributeError):
        return None
    if [episode.files.get(form) for form in outputs.audio] != list(outputs.audio.values()):
        return None
    made = [(path, episode.details[kind]) for kind, path in episode.files.items() if path != outputs.record]
    return episode if all(_is_whole(path, detail) for path, detail in made) else None


def _as_asked(recipe: Recipe, voice: str) -> bool:
    """Whether the voice of a bulletin is the first choice of those that were asked for."""
    asked = recipe.station.voice
    if asked == AUTOMATIC:
        return voice.partition(":")[0] == FIRST_CHOICE or not recipe.station.manner.natural
    cast = named(asked, recipe.station.manner)
    return cast.name == voice


def _episode(record: Mapping[str, Any], path: Path) -> Episode:
    """The episode of a record. Raises ArithmeticError, LookupError, TypeError or ValueError for what is none."""
    chapters = tuple(
        Chapter(start=chapter["start"], end=chapter["end"], title=chapter["title"])
        for chapter in record["chapters"]
    )
    details = {
        kind: FileDetail(size=detail["bytes"], media_type=detail["type"], sha256=detail["sha256"])
        for kind, detail in record["details"].items()
    }
    if not all(is_plain(name) for name in record["files"].values()):
        raise ValueError("a file that is not beside it")
    files = {kind: path.with_name(name) for kind, name in record["files"].items()}
    if files.keys() - details.keys() != {kind for kind, name in files.items() if name == path}:
        raise ValueError("a file without its details")
    requests = record["requests"]
    return Episode(
        audio=path.with_name(record["audio"]),
        files=files,
        details=details,
        duration=float(record["duration"]),
        loudness=Loudness(
            integrated_lufs=Lufs(record["loudness"]["integrated_lufs"]),
            true_peak_dbtp=Dbtp(record["loudness"]["true_peak_dbtp"]),
        ),
        target=record["loudness"].get("target_lufs"),
        voice=record["voice"],
        segments=record["segments"],
        requests=Requests(made=0, from_cache=requests["made"] + requests["from_cache"]),
        chapters=chapters,
        title=record["title"],
        slot=_slot(record["slot"]),
        unchanged=True,
    )


def _slot(found: dict[str, Any] | None) -> Slotted | None:
    if found is None:
        return None
    levers = found["levers"]
    return Slotted(
        asked=float(found["asked"]),
        natural=float(found["natural"]),
        pauses=float(levers["pauses"]),
        rate=float(levers["rate"]),
        padding=float(levers["padding"]),
        paragraphs=int(levers["paragraphs"]),
        left_out=tuple(found["cut"]),
    )


def _is_whole(path: Path, detail: FileDetail) -> bool:
    try:
        return path.stat().st_size == detail.size and digest_of(path) == detail.sha256
    except OSError:
        return False


def _version(voice: str | None) -> str:
    """The versions of the engine behind a voice that was asked for. Raises BulletinError."""
    if voice is None:
        return ""
    if voice == AUTOMATIC:
        return f"{_version(FIRST_CHOICE)} {_version(SECOND_CHOICE)}"
    engine_name, _, name = voice.partition(":")
    engine = find_engine(engine_name)
    return engine.version(name or engine.default_voice)


def _plain(value: Any) -> Any:
    """A value as JSON has it: of a file its name and what is in it. Raises TypeError for what is no plain value."""
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
