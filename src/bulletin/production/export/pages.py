"""Pages: an episode → its page, with its sound beside it in a folder, or within it."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from bulletin.errors import InputError, OutputError
from bulletin.production.disk.commit import check_writable, committed, disk_errors, write_whole
from bulletin.production.disk.together import Together
from bulletin.production.export.books import day_title
from bulletin.production.export.episodes import FinishedEpisode, titles_of
from bulletin.production.export.feed_order import is_feed
from bulletin.schema.formats import FOR_LISTENERS, FORMATS
from bulletin.writers.names import slug
from bulletin.writers.sidecars.page import sound_begins, transcript_page
from bulletin.writers.sidecars.page.index import INDEX, Listed, index_page

PAGE_SUFFIX = ".html"

_BLOCK = 3 << 18
"""Bytes: three make four letters of base64, so that parts of this size are those of the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePage:
    """A page in its folder, and the name of its sound there."""

    path: Path
    sound: str


def check_no_feed(folder: Path) -> None:
    """Check that a folder for pages holds no feed, whose index they would replace. Raises OutputError (73)."""
    if is_feed(folder):
        raise OutputError(
            "this folder holds a feed, which has an index and pages of its own.",
            error_id="export.feed_folder",
            source=str(folder),
            remedy="Name another folder: bulletin export … --as page -o FOLDER",
        )


def page_names(episodes: Sequence[FinishedEpisode]) -> list[str]:
    """The names of pages in one folder, without suffix: each episode's own; of several with one, their folders' behind it.

    Raises InputError (65) where their folders have one name too.
    """
    stems = [episode.stem for episode in episodes]
    found: dict[str, FinishedEpisode] = {}
    for episode, stem in zip(episodes, stems, strict=True):
        name = f"{stem}-{slug(episode.path.parent.name)}" if stems.count(stem) > 1 else stem
        if (other := found.setdefault(name, episode)) is not episode:
            raise InputError(
                f'two episodes are named "{stem}", and only one can have that name in a folder.',
                error_id="export.same_name",
                source=f"{other.path} and {episode.path}",
                remedy="Export them into a folder each: bulletin export EPISODE --as page -o FOLDER",
            )
    return list(found)


def write_page(episode: FinishedEpisode, folder: Path, name: str, index: str = "") -> MadePage:
    """Write an episode's page and its sound into a folder, under this name. `index` is a page to lead back to.

    Raises OutputError (73) for the episode's own folder, where its page is already; DiskError (74); otherwise as
    `FinishedEpisode.sound`.
    """
    _, sound = episode.sound(FOR_LISTENERS, "the page")
    if folder.is_dir() and folder.samefile(sound.parent):
        raise OutputError(
            "the episode's page and sound are in this folder already.",
            error_id="export.in_place",
            source=str(folder),
            remedy="Name another folder: bulletin export … --as page -o FOLDER",
        )
    check_writable(folder)
    page, copied = folder / f"{name}{PAGE_SUFFIX}", folder / f"{name}{sound.suffix}"
    data = transcript_page(replace(episode.edition, audio=copied.name), index=index)
    with Together() as renaming:
        beside = renaming.add(copied)
        with disk_errors(copied):
            shutil.copyfile(sound, beside)
        temporary = renaming.add(page)
        with disk_errors(page):
            temporary.write_bytes(data)
    return MadePage(path=page, sound=copied.name)


def write_page_alone(episode: FinishedEpisode, page: Path) -> Path:
    """Write an episode's page with its sound within it, one file to be kept or sent; returns its path.

    Raises DiskError (74); otherwise as `FinishedEpisode.sound`.
    """
    form, sound = episode.sound(FOR_LISTENERS, "the page")
    check_writable(page.parent)
    media_type = FORMATS[form].media_type
    text = transcript_page(replace(episode.edition, audio=sound.name), within=media_type)
    head, begins, rest = text.partition(sound_begins(media_type))
    with committed(page) as temporary, temporary.open("wb") as file:
        file.write(head + begins)
        _write_base64(file, sound)
        file.write(rest)
    return page


def _write_base64(file: IO[bytes], sound: Path) -> None:
    """Write a sound as base64, a part at a time: an hour of it is 77 MB."""
    with sound.open("rb") as source:
        while data := source.read(_BLOCK):
            file.write(base64.b64encode(data))


def write_index(episodes: Sequence[FinishedEpisode], pages: Sequence[MadePage], folder: Path) -> Path:
    """Write the page that lists these episodes, whose pages and sounds are in the folder; returns its path."""
    listed = [
        Listed(edition=replace(episode.edition, title=title, audio=page.sound), page=page.path.name)
        for episode, page, title in zip(episodes, pages, titles_of(episodes), strict=True)
    ]
    path = folder / INDEX
    write_whole(path, index_page(day_title(episodes), listed))
    return path
