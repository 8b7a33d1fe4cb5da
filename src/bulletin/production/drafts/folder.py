"""Folder: where drafts, settings and what is made of them are, and which names are known there.

A name that comes from a page is looked up in what the folder has; it is never joined to a path.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bulletin.errors import MissingInputError
from bulletin.production.disk.commit import check_writable
from bulletin.writers.names import slug

STORIES, RUNDOWNS, ARTICLES = "stories", "rundowns", "articles"
STORY_SUFFIX, RUNDOWN_SUFFIX = ".md", ".toml"
RECORD_SUFFIX = ".episode.json"
HIDDEN = ".studio"
"""Holds what the command line does not need: earlier versions, and the queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudioFolder:
    """A folder of drafts. Its files are those of the command line, under these names."""

    path: Path
    lock: threading.RLock = field(default_factory=threading.RLock, compare=False, repr=False)
    """Held while a draft is read, changed and written."""

    @classmethod
    def opened(cls, path: Path) -> StudioFolder:
        """The folder, made where it is missing. Raises OutputError (73) where it cannot be."""
        folder = cls(path=path.absolute())
        for part in (folder.stories, folder.rundowns, folder.articles, folder.hidden):
            check_writable(part)
        return folder

    @property
    def stories(self) -> Path:
        """Edited scripts, a story each."""
        return self.path / STORIES

    @property
    def rundowns(self) -> Path:
        """Rundowns, whose stories are of this folder."""
        return self.path / RUNDOWNS

    @property
    def articles(self) -> Path:
        """What stories were pasted or uploaded as, to the byte."""
        return self.path / ARTICLES

    @property
    def output(self) -> Path:
        """Finished episodes."""
        return self.path / "output"

    @property
    def podcast(self) -> Path:
        """The feed."""
        return self.path / "podcast"

    @property
    def station(self) -> Path:
        """The station's settings; the file need not be there."""
        return self.path / "station.toml"

    @property
    def lexicon(self) -> Path:
        """The newsroom's own words; the file need not be there."""
        return self.path / "words.tsv"

    @property
    def hidden(self) -> Path:
        """Earlier versions of drafts, and the queue."""
        return self.path / HIDDEN

    @property
    def station_file(self) -> Path | None:
        """The station's file, if there is one."""
        return self.station if self.station.is_file() else None

    @property
    def settings(self) -> dict[str, object]:
        """What is set for every bulletin of the folder besides the station's file, as `settle` takes it.

        On a command line: `--lexicon words.tsv -o output/`.
        """
        words = [str(self.lexicon)] if self.lexicon.is_file() else None
        return {"words.lexicon": words, "output": f"{self.output}/"}

    def story(self, name: str) -> Path:
        """The file of a story. Raises MissingInputError (66) for a name that is none here."""
        return _known(name, self.stories, STORY_SUFFIX, "story")

    def rundown(self, name: str) -> Path:
        """The file of a rundown. Raises MissingInputError (66) for a name that is none here."""
        return _known(name, self.rundowns, RUNDOWN_SUFFIX, "rundown")

    def record(self, name: str) -> Path:
        """The record of a finished episode. Raises MissingInputError (66) for a name that is none here."""
        return _known(name, self.output, RECORD_SUFFIX, "episode")

    def story_names(self) -> list[str]:
        """The stories' names, the one changed last first."""
        return _names(self.stories, STORY_SUFFIX)

    def rundown_names(self) -> list[str]:
        """The rundowns' names, the one changed last first."""
        return _names(self.rundowns, RUNDOWN_SUFFIX)

    def episode_names(self) -> list[str]:
        """The finished episodes' names, the one made last first."""
        return _names(self.output, RECORD_SUFFIX)

    def new_story(self, title: str) -> Path:
        """A file for a story of this title that is not there yet."""
        return _free(self.stories, slug(title), STORY_SUFFIX)

    def new_rundown(self, title: str) -> Path:
        """A file for a rundown of this title that is not there yet."""
        return _free(self.rundowns, slug(title), RUNDOWN_SUFFIX)

    def new_article(self, title: str, suffix: str) -> Path:
        """A file for an article of this title that is not there yet."""
        return _free(self.articles, slug(title), suffix)


def _known(name: str, folder: Path, suffix: str, what: str) -> Path:
    if name not in _names(folder, suffix):
        raise MissingInputError(
            f"there is no {what} of this name here.",
            error_id=f"studio.{what}",
            source=name[:100],
            remedy="Go back to the first page: it lists what there is.",
        )
    return folder / f"{name}{suffix}"


def _names(folder: Path, suffix: str) -> list[str]:
    return [path.name.removesuffix(suffix) for _, path in sorted(_dated(folder, suffix), reverse=True)]


def _dated(folder: Path, suffix: str) -> Iterator[tuple[float, Path]]:
    try:
        paths = list(folder.iterdir())
    except OSError:
        return
    for path in paths:
        if path.name.endswith(suffix) and not path.name.startswith("."):
            try:
                yield path.stat().st_mtime, path
            except OSError:
                continue


def _free(folder: Path, name: str, suffix: str) -> Path:
    number = 1
    path = folder / f"{name}{suffix}"
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}{suffix}"
    return path
