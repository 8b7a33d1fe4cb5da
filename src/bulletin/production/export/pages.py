"""Pages: an episode → its page, with its sound beside it, in a folder."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from bulletin.errors import OutputError
from bulletin.production.disk.commit import check_writable, disk_errors
from bulletin.production.disk.together import Together
from bulletin.production.export.episodes import FinishedEpisode
from bulletin.schema.formats import FOR_LISTENERS
from bulletin.writers.sidecars.page import transcript_page

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
