"""Folder: a feed's folder, and how its pages are read.

A folder holds `feed.xml`, `index.html`, the show's cover, `episodes/` with the published files, and `archive-0001.xml` … where the
feed is limited (RFC 5005). Any static host can serve it.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import (
    ConfigurationError,
    InputError,
    MissingInputError,
)
from bulletin.production.disk.commit import write_whole
from bulletin.production.disk.temporary import temporary_beside
from bulletin.schema.feed import FEED
from bulletin.writers.feed import spaces
from bulletin.writers.feed.layout import InvalidFeedError, Layout
from bulletin.writers.feed.scanning import scan

PREVIOUS = ".feed.previous.xml"
"""The feed before the last change, from which a feed that was broken by hand is restored."""

ATOM_LINK = f"{spaces.ATOM} link"
ARCHIVE = re.compile(r"archive-(\d{4,})\.xml")


UNREAD = (0, 0, 0)
"""The stamp of a page that was not read from a file."""


@dataclass(frozen=True, slots=True)
class Page:
    """A feed document at the time of reading."""

    path: Path
    layout: Layout
    stamp: tuple[int, int, int]
    """See `stamp_of`: changes with the file."""


def read_page(path: Path) -> Page:
    """Read a feed document. Raises MissingInputError (66), or InputError (65) where it cannot be edited."""
    try:
        with path.open("rb") as stream:
            stamp = stamp_of(os.fstat(stream.fileno()))
            layout = scan(stream)
    except FileNotFoundError:
        raise MissingInputError(
            "there is no feed.",
            error_id="feed.missing",
            source=str(path),
            remedy=f"Make one: bulletin feed new {path.parent} --title … --author … --category … --image …",
        ) from None
    except InvalidFeedError as error:
        raise InputError(
            f"{path.name} line {error.line} is not valid; nothing was changed: {error.why}.",
            error_id="feed.invalid",
            source=str(path),
            remedy=f"Mend that line, or see what would be restored: bulletin feed repair {path.parent} --dry-run",
        ) from None
    except OSError as error:
        raise MissingInputError(
            f"the feed cannot be read: {error.strerror or error}.",
            error_id="feed.unreadable",
            source=str(path),
            remedy="Check its permissions.",
        ) from None
    if layout.version > spaces.VERSION:
        raise ConfigurationError(
            f"this feed was written by a newer bulletin (its version is {layout.version}, ours {spaces.VERSION}); "
            "nothing was changed.",
            error_id="feed.newer",
            source=str(path),
            remedy="Update bulletin here, and run the command again.",
        )
    return Page(path, layout, stamp)


def read_pages(folder: Path) -> list[Page]:
    """The feed, then the pages of its archive from the newest to the oldest."""
    pages = [read_page(folder / FEED)]
    seen = {FEED}
    while True:
        found = pages[-1].layout.find(ATOM_LINK, rel="prev-archive")
        name = found.attributes.get("href", "").rpartition("/")[2] if found else ""
        if not ARCHIVE.fullmatch(name) or name in seen:
            return pages
        seen.add(name)
        if not (folder / name).exists():
            raise MissingInputError(
                "a page of the feed's archive is missing.",
                error_id="feed.archive_missing",
                source=f"{folder / name}, named by {pages[-1].path.name}",
                remedy=f"Bring it back from the host, or take the prev-archive link out of {pages[-1].path.name}.",
            )
        pages.append(read_page(folder / name))


def remember(folder: Path) -> None:
    """Keep the present feed under the name of the previous one."""
    feed, previous = folder / FEED, folder / PREVIOUS
    with contextlib.suppress(OSError), temporary_beside(previous) as temporary:
        try:
            # A change gives the feed's name to a new file, so a link keeps the old one without a copy.
            os.link(feed, temporary)
        except OSError:
            shutil.copyfile(feed, temporary)
        temporary.replace(previous)


def set_aside(path: Path) -> Path:
    """Copy a file that is about to be replaced to a name with the time. Returns the copy."""
    kept = path.with_name(f"{path.name}.{time.strftime('%Y%m%d-%H%M%S')}.broken")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.{time.strftime('%Y%m%d-%H%M%S')}-{number}.broken")
    write_whole(kept, path.read_bytes())
    return kept


def stamp_of(status: os.stat_result) -> tuple[int, int, int]:
    """(inode, bytes, mtime in ns) of a file."""
    return (status.st_ino, status.st_size, status.st_mtime_ns)
