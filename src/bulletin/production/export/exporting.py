"""Exporting: what a person names → packages under their final names. The formats, and where each goes, are here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import InputError, OutputError
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

    `output` is a file or a folder; without it the package lies beside the first episode. Raises InputError (65),
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
    return [_exported(made, path)]


def _daisy(episodes: Sequence[FinishedEpisode], output: Path | None) -> list[Exported]:
    from bulletin.production.export.writing import write_container, write_folder
    from bulletin.writers.packages.daisy202 import daisy_members
    from bulletin.writers.packages.daisy202.names import OURS

    made = book_of(episodes, BOOKS["daisy202"], "a DAISY book")
    members = daisy_members(made.book)
    if output is not None and output.suffix.lower() == ".zip" and not output.is_dir():
        write_container(output, members, made.sounds)
        return [_exported(made, output)]
    folder = _folder(output) or _beside(episodes, made, "-daisy")
    write_folder(folder, members, made.sounds, OURS)
    return [_exported(made, folder)]


def _playlist(episodes: Sequence[FinishedEpisode], output: Path | None) -> list[Exported]:
    from bulletin.production.export.playlists import playlist_members
    from bulletin.production.export.writing import write_folder
    from bulletin.writers.packages.playlist import OURS

    made = book_of(episodes, BOOKS["m3u"], "a playlist")
    folder = _folder(output) or _beside(episodes, made, "-m3u")
    members = playlist_members(made)
    write_folder(folder, members, made.sounds, OURS)
    return [_exported(made, folder / members[0].name)]


def _pages(episodes: Sequence[FinishedEpisode], output: Path | None) -> list[Exported]:
    from bulletin.production.export.pages import INDEX, PAGE_SUFFIX, write_index, write_page, write_page_alone

    if (
        len(episodes) == 1
        and output is not None
        and output.suffix.lower() == PAGE_SUFFIX
        and not output.is_dir()
    ):
        return [_page(episodes[0], write_page_alone(episodes[0], output))]
    folder = _folder(output)
    stems: dict[str, FinishedEpisode] = {}
    for episode in episodes:
        if (other := stems.setdefault(episode.stem, episode)) is not episode:
            raise InputError(
                f'two episodes are named "{episode.stem}", and only one can have that name in a folder.',
                error_id="export.same_name",
                source=f"{other.path} and {episode.path}",
                remedy="Export them into a folder each: bulletin export EPISODE --as page -o FOLDER",
            )
    if folder is None and len(episodes) > 1:
        folder = episodes[0].path.with_name("pages")
    index = INDEX if len(episodes) > 1 else ""
    found = [
        _page(each, write_page(each, folder or each.path.with_name(f"{each.stem}-page"), index))
        for each in episodes
    ]
    if len(found) > 1 and folder is not None:
        path = write_index(episodes, [each.path.name for each in found], folder)
        whole = Exported(
            path=path,
            title=day_title(episodes),
            articles=sum(each.articles for each in found),
            seconds=sum(each.seconds for each in found),
        )
        return [whole, *found]
    return found


def _page(episode: FinishedEpisode, path: Path) -> Exported:
    edition = episode.edition
    return Exported(
        path=path,
        title=edition.title,
        articles=max(1, len({each.story for each in edition.sentences})),
        seconds=edition.duration,
    )


def _exported(made: MadeBook, path: Path) -> Exported:
    book = made.book
    return Exported(path=path, title=book.title, articles=len(book.articles), seconds=book.length / 1000)


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
    """Beside the first episode, under its name; that of several is made from the book's title."""
    first = episodes[0]
    stem = first.stem if len(episodes) == 1 else slug(made.book.title)
    return first.path.with_name(f"{stem}{ending}")
