"""Outputs: the names of an episode's files, and the identity of the article that it is made from."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import OutputError
from bulletin.production.episode.identity import source_identity
from bulletin.production.episode.record import left_record
from bulletin.production.recipe import Recipe
from bulletin.schema.episode import RECORD_SUFFIX
from bulletin.schema.formats import FOR_LISTENERS, FORMATS
from bulletin.schema.script import Script
from bulletin.writers.names import slug

DEFAULT_FOLDER = Path("output")
DEFAULT_FORMAT = "mp3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """The names of an episode's files, which share one stem."""

    audio: dict[str, Path]
    """By format; the first stands for the episode."""

    @property
    def main(self) -> Path:
        """The sound file that the record measures and that stands for the episode."""
        return next(iter(self.audio.values()))

    @property
    def played(self) -> Path:
        """The sound file that the page plays and a feed offers: the first of FOR_LISTENERS."""
        return next(self.audio[form] for form in FOR_LISTENERS if form in self.audio)

    @property
    def record(self) -> Path:
        """The episode's record."""
        return self.beside(RECORD_SUFFIX)

    def beside(self, suffix: str) -> Path:
        """The file with the same stem and this suffix."""
        return self.main.with_suffix(suffix)

    def spare(self, suffix: str, given: Sequence[str]) -> Path:
        """As `beside`, but with `.bulletin` before the suffix where another's file has that name.

        The episode's own files are those that its record lists, except the `given` ones: the transcript of news.mp3
        never replaces the article news.txt.
        """
        path, other = self.beside(suffix), self.beside(f".bulletin{suffix}")
        ours = left_record(self.record).files.values()
        if other.name not in ours and not path.exists():
            return path
        # A file that got the other name once keeps it, even when the file that was in its way is gone.
        return path if path.name in ours and not _among(path, given) else other


def wanted_path(recipe: Recipe, script: Script) -> Path:
    """The file to make if nothing else has its name. Runs that would get in each other's way share it."""
    named = recipe.output
    if named is not None and not _is_folder(named):
        return named
    suffix = FORMATS[_formats(recipe)[0]].suffix
    return (named or recipe.station.folder or DEFAULT_FOLDER) / f"{_stem(recipe, script)}{suffix}"


def outputs_of(recipe: Recipe, script: Script) -> Outputs:
    """The files to make: beside the named file, or in the named or default folder under a name from the headline.

    A default name that belongs to another article gets -2, -3 and so on; named files are replaced. Raises OutputError
    (73) for a name with the suffix of another format, or one that something other than a file has.
    """
    named = recipe.output
    if named is not None and not _is_folder(named):
        found = _beside_named(named, _formats(recipe))
        for path in found.audio.values():
            if path.is_symlink() or (path.exists() and not path.is_file()):
                raise OutputError(
                    "something that is not a plain file has this name; it is left alone.",
                    error_id="output.exists",
                    source=str(path),
                    remedy="Name another file.",
                )
        return found
    folder = named or recipe.station.folder or DEFAULT_FOLDER
    stem = _stem(recipe, script)
    identity = made_from(recipe, script)
    number = 1
    while True:
        name = stem if number == 1 else f"{stem}-{number}"
        found = Outputs(audio={form: folder / f"{name}{FORMATS[form].suffix}" for form in _formats(recipe)})
        if (
            not any(path.exists() for path in found.audio.values())
            or left_record(found.record).made_from == identity
        ):
            return found
        number += 1


def made_from(recipe: Recipe, script: Script) -> str:
    """Identity of a recipe's sources (see `identity.source_identity`): of a feed, of the entries that were read; of a rundown, of its file."""
    if recipe.changed is not None:
        return recipe.changed.identity
    named = () if recipe.rundown is not None else script.identities
    return source_identity(named or recipe.sources, script.title)


def _stem(recipe: Recipe, script: Script) -> str:
    """The name that an episode has by itself: of its headline, behind its day where that is wanted."""
    day = f"{script.published}-" if recipe.dated and script.published else ""
    return f"{day}{slug(script.title)}"


def _formats(recipe: Recipe) -> tuple[str, ...]:
    """The formats to make: the recipe's, else by the output's suffix, else the station's, else MP3."""
    if recipe.formats:
        return recipe.formats
    if recipe.output is not None and not _is_folder(recipe.output):
        by_name = _format_of(recipe.output)
        if by_name is not None:
            return (by_name, *(form for form in recipe.station.formats if form != by_name))
    return recipe.station.formats or (DEFAULT_FORMAT,)


def _beside_named(named: Path, formats: Sequence[str]) -> Outputs:
    """The outputs where one of them is named. Raises OutputError (73)."""
    by_name = _format_of(named)
    if by_name is None or by_name not in formats:
        wanted = named.with_suffix(FORMATS[formats[0]].suffix)
        what = (
            f'a file ending in "{named.suffix}" cannot be made; these can: '
            f"{', '.join(form.suffix for form in FORMATS.values())}."
            if by_name is None
            else f'the name ends in "{named.suffix}", and the formats asked for are: {", ".join(formats)}.'
        )
        raise OutputError(what, error_id="output.format", source=str(named), remedy=f"Name it {wanted}")
    # The named file comes first: it stands for the episode.
    ordered = [by_name, *(form for form in formats if form != by_name)]
    return Outputs(
        audio={
            form: named if form == by_name else named.with_suffix(FORMATS[form].suffix) for form in ordered
        }
    )


def _format_of(path: Path) -> str | None:
    suffix = path.suffix.lower()
    return next((form.name for form in FORMATS.values() if form.suffix == suffix), None)


def _is_folder(path: Path) -> bool:
    return path.is_dir() or path.suffix == "" or str(path).endswith(("/", "\\"))


def _among(path: Path, given: Sequence[str]) -> bool:
    for source in given:
        with contextlib.suppress(OSError, ValueError):
            if path.samefile(source):
                return True
    return False
