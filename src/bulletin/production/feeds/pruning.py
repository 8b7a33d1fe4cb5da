"""Pruning: remove the files in a feed's folder that no page names any more: earlier versions of corrected episodes."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from bulletin.production.disk.commit import disk_errors
from bulletin.production.episode.record import left_record
from bulletin.production.feeds.copying import published_guid
from bulletin.production.feeds.folder import Page, read_pages
from bulletin.production.feeds.index import renew_index
from bulletin.production.feeds.lock import feed_lock
from bulletin.production.feeds.tombstones import OUR_FOLDER
from bulletin.schema.episode import RECORD_SUFFIX
from bulletin.schema.feed import EPISODES

DAY_SECONDS = 86_400

_NAME = re.compile(EPISODES.encode() + rb"/([0-9a-f]{12})/([^\"'<>?#\s]+)")
"""A published file, below whatever address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """The files of one folder that no page names."""

    folder: Path
    paths: tuple[Path, ...]
    size: int
    """Bytes."""
    since: float
    """Seconds since the epoch: the folder, or one of these files, was last changed."""


def prune_feed(
    folder: Path, keep_days: float, lock_seconds: float, *, dry_run: bool, tell: Callable[[Unused], None]
) -> int:
    """Remove what no page of the feed has named for so many days; returns the number of bytes.

    `tell` is called for everything that is to go before the first of it goes. Raises InputError (65) or
    MissingInputError (66) where a page cannot be read: then nothing is removed.
    """
    read_pages(folder)
    with feed_lock(folder, lock_seconds):
        before = time.time() - keep_days * DAY_SECONDS
        pages = read_pages(folder)
        found = [each for each in _unused(folder, pages) if each.since < before]
        if not dry_run:
            renew_index(folder, pages[0].layout)
        for each in found:
            tell(each)
        for each in () if dry_run else found:
            for path in each.paths:
                with disk_errors(path):
                    path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                each.folder.rmdir()
        return sum(each.size for each in found)


def _unused(folder: Path, pages: list[Page]) -> list[Unused]:
    named = _named(folder) | _recorded(folder, pages)
    found: list[Unused] = []
    for below in sorted((folder / EPISODES).glob("*")):
        if not OUR_FOLDER.fullmatch(below.name) or below.is_symlink() or not below.is_dir():
            continue
        paths = [
            path
            for path in sorted(below.iterdir())
            if path.is_file() and not path.name.startswith(".") and (below.name, path.name) not in named
        ]
        if paths:
            states = [path.stat() for path in paths]
            found.append(
                Unused(
                    folder=below,
                    paths=tuple(paths),
                    size=sum(state.st_size for state in states),
                    # A folder is changed when its record is superseded.
                    since=max(below.stat().st_mtime, *(state.st_mtime for state in states)),
                )
            )
    return found


def _named(folder: Path) -> set[tuple[str, str]]:
    """(folder, name) of every file that a page names: also one that is not linked, and below another address."""
    return {
        (
            found[1].decode(),
            unquote_to_bytes(found[2]).decode("utf-8", "surrogateescape").replace("&amp;", "&"),
        )
        for page in folder.glob("[!.]*.xml")
        for found in _NAME.finditer(page.read_bytes())
    }


def _recorded(folder: Path, pages: list[Page]) -> set[tuple[str, str]]:
    """(folder, name) of every file of a record, which `repair` may need: but for one that was replaced elsewhere."""
    folders = {
        place.guid: (place.url.split("/")[-2:-1] or [""])[0] for page in pages for place in page.layout.items
    }
    found: set[tuple[str, str]] = set()
    for path in (folder / EPISODES).glob(f"*/*{RECORD_SUFFIX}"):
        name = path.parent.name
        if folders.get(published_guid(path), name) == name:
            found.update((name, each) for each in (path.name, *left_record(path).files.values()))
    return found
