"""Exporting: what a person names → packages under their final names. The formats, and where each goes, are here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import OutputError
from bulletin.production.export.books import MadeBook, book_of, day_title
from bulletin.production.export.episodes import FinishedEpisode, finished_episodes
from bulletin.schema.formats import BOOKS
from bulletin.writers.names import slug

_FILES = (".epub", ".html", ".m3u", ".m3u8", ".mp3", ".zip")
"""Suffixes of what is a file, not a folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A package under its final name."""

    path: Path
    """The container, the folder, or the page."""
    title: str
    articles: int
    seconds: float
    """How long it is heard."""


def export(named: Sequence[Path], package: str, output: Path | None = None) -> list[Exported]:
    """Export episodes as one of `formats.PACKAGES`: a package of all of them, or a page of each.

    `output` is a file or a folder; without it the package lies beside the first episode, or beside its feed's folder. Raises InputError (65),
    MissingInputError (66), OutputError (73), DiskError (74).
    """
    episodes = finished_episodes(named)
    write = {"epub3": _epub, "daisy202": _daisy, "m3u": _playlist, "page": _pages}[package]
    return write(episodes, output)


def _epub(episodes: Sequence[FinishedEpisode], output: Path | None) -> list[Exported]:
    from bulletin.production.export.writing import write_container
    from bulletin.writers.packages.epub3 import epub_members

    made = book_of(episodes, BOOKS["epub3"], "an EPUB")
    path = _file(episodes, made, output, ".epub")
    write_container(path, epub_members(made.book), made.sounds)
    return [_whole(episodes, path)]


def _daisy(episodes: Sequence[FinishedEpisode], output: Path | None) -> list[Exported]:
    from bulletin.production.export.writing import write_container, write_folder
    from bulletin.writers.packages.daisy202 import daisy_members
    from bulletin.writers.packages.daisy202.names import OURS

    made = book_of(episodes, BOOKS["daisy202"], "a DAISY book")
    members = daisy_members(made.book)
    if output is not None and output.suffix.lower() == ".zip" and not output.is_dir():
        write_container(output, members, made.sounds)
        return [_whole(episodes, output)]
    folder = _folder(output) or _beside(episodes, made, "-daisy")
    write_folder(folder, members, made.sounds, OURS)
    return [_whole(episodes, folder)]


def _playlist(episodes: Sequence[FinishedEpisode], output: Path | None) -> list[Exported]:
    from bulletin.production.export.playlists import playlist_members
    from bulletin.production.export.writing import write_folder
    from bulletin.writers.packages.playlist import OURS

    made = book_of(episodes, BOOKS["m3u"], "a playlist")
    folder = _folder(output) or _beside(episodes, made, "-m3u")
    members = playlist_members(made)
    write_folder(folder, members, made.sounds, OURS)
    return [_whole(episodes, folder / members[0].name)]


def _pages(episodes: Sequence[FinishedEpisode], output: Path | None) -> list[Exported]:
    from bulletin.production.export.pages import (
        PAGE_SUFFIX,
        check_no_feed,
        page_names,
        write_index,
        write_page,
        write_page_alone,
    )
    from bulletin.writers.sidecars.page.index import INDEX

    first = episodes[0]
    if (
        len(episodes) == 1
        and output is not None
        and output.suffix.lower() == PAGE_SUFFIX
        and not output.is_dir()
    ):
        return [_whole(episodes, write_page_alone(first, output))]
    folder = _folder(output) or first.home / ("pages" if len(episodes) > 1 else f"{first.stem}-page")
    check_no_feed(folder)
    index = INDEX if len(episodes) > 1 else ""
    made = [
        write_page(each, folder, name, index)
        for each, name in zip(episodes, page_names(episodes), strict=True)
    ]
    found = [_whole([each], page.path) for each, page in zip(episodes, made, strict=True)]
    if len(found) == 1:
        return found
    return [_whole(episodes, write_index(episodes, made, folder)), *found]


def _whole(episodes: Sequence[FinishedEpisode], path: Path) -> Exported:
    """What was made of these episodes together."""
    return Exported(
        path=path,
        title=day_title(episodes),
        articles=sum(each.articles for each in episodes),
        seconds=sum(each.edition.duration for each in episodes),
    )


def _folder(output: Path | None) -> Path | None:
    """The folder to write, if one is named. Raises OutputError (73) for what is named as a file."""
    if output is not None and output.suffix.lower() in _FILES and not output.is_dir():
        raise OutputError(
            f'the name ends in "{output.suffix}", and this package is a folder.',
            error_id="export.name",
            source=str(output),
            remedy=f"Name it {output.with_suffix('')}",
        )
    return output


def _file(episodes: Sequence[FinishedEpisode], made: MadeBook, output: Path | None, suffix: str) -> Path:
    """The file to write. Raises OutputError (73) for a name with another suffix, or of something that is no file."""
    if output is None:
        return _beside(episodes, made, suffix)
    if output.is_dir() or not output.suffix:
        return output / _beside(episodes, made, suffix).name
    if output.suffix.lower() != suffix:
        raise OutputError(
            f'the name ends in "{output.suffix}", and this package is a {suffix} file.',
            error_id="export.name",
            source=str(output),
            remedy=f"Name it {output.with_suffix(suffix)}",
        )
    return output


def _beside(episodes: Sequence[FinishedEpisode], made: MadeBook, ending: str) -> Path:
    """Where the first episode's packages go, under its name; that of several is made from the book's title."""
    first = episodes[0]
    stem = first.stem if len(episodes) == 1 else slug(made.book.title)
    return first.home / f"{stem}{ending}"
