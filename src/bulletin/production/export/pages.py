"""Pages: an episode → its page, with its sound beside it in a folder, or within it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bulletin.errors import OutputError
from bulletin.production.disk.commit import check_writable, disk_errors, write_whole
from bulletin.production.disk.together import Together
from bulletin.production.export.books import day_title
from bulletin.production.export.episodes import FinishedEpisode, titles_of
from bulletin.schema.formats import FOR_LISTENERS, FORMATS
from bulletin.writers.sidecars.page import transcript_page
from bulletin.writers.sidecars.page.index import INDEX, Listed, index_page

PAGE_SUFFIX = ".html"


def write_page(episode: FinishedEpisode, folder: Path) -> Path:
    """Write an episode's page and its sound into a folder; returns the page's path.

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
    page = folder / f"{episode.stem}{PAGE_SUFFIX}"
    data = transcript_page(replace(episode.edition, audio=sound.name))
    with Together() as renaming:
        beside = renaming.add(folder / sound.name)
        with disk_errors(folder / sound.name):
            shutil.copyfile(sound, beside)
        temporary = renaming.add(page)
        with disk_errors(page):
            temporary.write_bytes(data)
    return page


def write_page_alone(episode: FinishedEpisode, page: Path) -> Path:
    """Write an episode's page with its sound within it, one file to be kept or sent; returns its path.

    Raises DiskError (74); otherwise as `FinishedEpisode.sound`.
    """
    form, sound = episode.sound(FOR_LISTENERS, "the page")
    with disk_errors(sound):
        data = sound.read_bytes()
    check_writable(page.parent)
    edition = replace(episode.edition, audio=sound.name)
    write_whole(page, transcript_page(edition, within=(FORMATS[form].media_type, data)))
    return page


def write_index(episodes: Sequence[FinishedEpisode], pages: Sequence[str], folder: Path) -> Path:
    """Write the page that lists these episodes, whose pages and sounds are in the folder; returns its path."""
    listed = [
        Listed(
            edition=replace(
                episode.edition, title=title, audio=episode.sound(FOR_LISTENERS, "the page")[1].name
            ),
            page=page,
        )
        for episode, page, title in zip(episodes, pages, titles_of(episodes), strict=True)
    ]
    path = folder / INDEX
    write_whole(path, index_page(day_title(episodes), listed))
    return path
