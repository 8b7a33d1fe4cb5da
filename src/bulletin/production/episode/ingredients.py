"""Ingredients: a recipe and its script → a hash of everything that the bulletin depends on."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bulletin.errors import BulletinError
from bulletin.production.disk.digest import digest_of
from bulletin.production.disk.program import installed, program
from bulletin.production.episode.outputs import made_from
from bulletin.production.recipe import Recipe
from bulletin.production.setup.lexicons import lexicon_version
from bulletin.production.voice.cast import version_of
from bulletin.schema.script import Script

LIBRARIES = ("av", "lameenc", "mutagen", "numpy", "pillow", "pydub", "soundfile", "soxr", "uharfbuzz")
"""Libraries that may change the sound, the tags or the cover with a new version."""


def ingredients_of(recipe: Recipe, script: Script) -> str:
    """A hash of everything that the bulletin depends on; "" where it cannot be known, or changes every minute.

    That is the script of its articles with every spoken form and pause, all settings, the bytes of every file that they
    name, voices and their versions, this program's own files, and the libraries that make the sound. The bulletin's own
    time is not among them: `still_good` compares that where one is asked for.
    """
    station = recipe.station
    if station.good_for is not None and recipe.ends is None:
        # The end of its airing is counted from the moment of making.
        return ""
    try:
        voices = {
            voice: version_of(voice)
            for voice in {
                station.voice,
                station.fallback,
                *station.role_voices.values(),
                *(reader.voice or None for reader in station.readers),
            }
        }
    except BulletinError:
        # What is wrong with a voice is reported when it is cast.
        return ""
    found = {
        "program": program(),
        "libraries": {name: installed(name) for name in LIBRARIES},
        # Neither the output nor the command line is an ingredient; the text of its sources is in the script.
        "recipe": _plain(
            dataclasses.replace(
                recipe,
                output=None,
                again=False,
                careful=False,
                # Its text is in the script.
                fetched=None,
                dated=False,
                earlier=None,
                asked=(),
                at=None,
                latest=0,
                changed=None,
                station_file=None,
                # What it is exported as changes nothing in it.
                station=dataclasses.replace(station, also=()),
            )
        ),
        "identity": made_from(recipe, script),
        "script": _plain(script),
        "voices": {str(voice): version for voice, version in voices.items()},
        "lexicons": lexicon_version(station.lexicons),
    }
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """A value as JSON has it; a file becomes its name and digest. Raises TypeError for any other object."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [
            type(value).__name__,
            # What does not count when two records are compared is where they stand in a file.
            *(_plain(getattr(value, each.name)) for each in dataclasses.fields(value) if each.compare),
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
