"""Outputs: where a bulletin goes, and under what name."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from bulletin.errors import OutputError
from bulletin.production.recipe import Recipe
from bulletin.schema.script import Script
from bulletin.writers.names import slug

DEFAULT_FOLDER = Path("output")
SUFFIX = ".mp3"


def wanted_path(recipe: Recipe, script: Script) -> Path:
    """The file to make if nothing else has its name: what runs that would get in each other's way share."""
    named = recipe.output
    if named is not None and not _is_folder(named):
        return named
    return (named or recipe.station.folder or DEFAULT_FOLDER) / f"{slug(script.title)}{SUFFIX}"


def output_path(recipe: Recipe, script: Script) -> Path:
    """The file to make: the one that was named, or a name from the headline in the folder that was.

    A default name that another article holds gets -2, -3 and so on; a named file is replaced. Raises
    OutputError (73) for a name that is no MP3's or that something else than a file holds.
    """
    named = recipe.output
    if named is not None and not _is_folder(named):
        if named.suffix.lower() != SUFFIX:
            raise OutputError(
                f'a file ending in "{named.suffix}" cannot be made; only {SUFFIX} can.',
                error_id="output.format",
                source=str(named),
                remedy=f"Name it {named.with_suffix(SUFFIX)}",
            )
        if named.is_symlink() or (named.exists() and not named.is_file()):
            raise OutputError(
                "something that is not a plain file has this name; it is left alone.",
                error_id="output.exists",
                source=str(named),
                remedy="Name another file.",
            )
        return named
    folder = named or recipe.station.folder or DEFAULT_FOLDER
    stem = slug(script.title)
    identity = made_from(recipe, script.title)
    number = 1
    while True:
        name = stem if number == 1 else f"{stem}-{number}"
        path = folder / f"{name}{SUFFIX}"
        if not path.exists() or _holder(path) == identity:
            return path
        number += 1


def made_from(recipe: Recipe, title: str) -> str:
    """What tells one article from another: where it came from; for standard input, its headline.

    A hash, so that no path of this machine gets into a file that is published.
    """
    sources = [title if source == "-" else str(Path(source).resolve()) for source in recipe.sources]
    return hashlib.sha256("\n".join(sources).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _is_folder(path: Path) -> bool:
    return path.is_dir() or path.suffix == "" or str(path).endswith(("/", "\\"))


def _holder(path: Path) -> str:
    try:
        record = json.loads(path.with_suffix(".episode.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    holder = record.get("made_from", "") if isinstance(record, dict) else ""
    return holder if isinstance(holder, str) else ""
