"""Index: a feed's folder → its `index.html`, a page that lists the episodes and plays them one after the other.

It is made of the feed alone, whenever that changes, and names files beside it: it stays right wherever the folder is. A
page of this name that is not as bulletin left it is somebody's own, and is left alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto
from pathlib import Path

from bulletin.production.disk.commit import disk_errors, write_whole
from bulletin.production.feeds.addresses import file_of
from bulletin.production.feeds.rights import share
from bulletin.schema.edition import Edition
from bulletin.schema.feed import FEED
from bulletin.writers.feed.dates import INDIA
from bulletin.writers.feed.layout import Layout
from bulletin.writers.feed.listing import ListedItem, listed_items
from bulletin.writers.sidecars.page.index import INDEX, Listed, index_page

MOST = 300
"""Episodes that the page lists, the first of the feed."""

OWN = ".feed.own-index"
"""It is there once somebody was told that their own page stays."""

_MARK = re.compile(rb'<meta name="bulletin:index" content="([0-9a-f]{64}) ([0-9a-f]{64})">\n')
"""In our page: digests of what it lists, and of the page without this line."""


class IndexState(Enum):
    """What the folder has for an index."""

    RIGHT = auto()
    STALE = auto()
    MISSING = auto()
    OWN = auto()
    """Somebody's own page, or ours with changes by hand."""


def index_state(folder: Path, layout: Layout) -> IndexState:
    """Look at the index of a feed with this layout."""
    if not os.path.lexists(folder / INDEX):
        return IndexState.MISSING
    listed = _listed_in(_content(folder / INDEX))
    if listed is None:
        return IndexState.OWN
    try:
        is_right = listed == _digest(*_facts(folder, layout))
    except ValueError:
        # The feed cannot be read now.
        is_right = False
    return IndexState.RIGHT if is_right else IndexState.STALE


def renew_index(folder: Path, layout: Layout, base: str = "") -> bool:
    """Make the index anew from the feed as it is now; returns whether somebody's own page was found for the first time.

    `layout` may be from before a change of the items; `base` is the address of the folder, if that layout lacks it. A feed
    that was broken meanwhile is left to the next run. Raises OutputError (73) or DiskError (74).
    """
    path = folder / INDEX
    before = _content(path)
    if os.path.lexists(path) and _listed_in(before) is None:
        is_told = (folder / OWN).exists()
        if not is_told:
            write_whole(folder / OWN, b"")
        return not is_told
    with contextlib.suppress(OSError):
        (folder / OWN).unlink(missing_ok=True)
    try:
        title, entries = _facts(folder, layout, base)
    except ValueError:
        return False
    data = _marked(index_page(title, entries), _digest(title, entries))
    if data != before:
        write_whole(path, data)
    share(path)
    return False


def _facts(folder: Path, layout: Layout, base: str = "") -> tuple[str, list[Listed]]:
    """The title and the entries of the page.

    An item whose sound is elsewhere is not listed, as the page asks no other host, nor is one without a date.
    """
    base = base or layout.base
    with disk_errors(folder / FEED), (folder / FEED).open("rb") as stream:
        items = [item for item in listed_items(stream, MOST) if item.published]
    found = [(item, sound) for item in items if (sound := _beside(item.sound, folder, base))]
    titles = _titles([item for item, _ in found])
    return layout.text("title"), [
        Listed(edition=_edition(item, title, sound), page=_beside(item.page, folder, base) or sound)
        for (item, sound), title in zip(found, titles, strict=True)
    ]


def _beside(address: str, folder: Path, base: str) -> str:
    """The name of a file of the folder at an address, from the folder on; empty for one elsewhere."""
    path = file_of(address, folder, base)
    return path.relative_to(folder).as_posix() if path is not None else ""


def _titles(items: Sequence[ListedItem]) -> list[str]:
    """The titles; where several are the same, each with its time behind it."""
    titles = [item.title for item in items]
    return [
        f"{title} ({_in_india(item):%H:%M})" if titles.count(title) > 1 else title
        for title, item in zip(titles, items, strict=True)
    ]


def _in_india(item: ListedItem) -> datetime:
    """When an item with a date was published, by India's clock."""
    assert item.published is not None
    try:
        return item.published.astimezone(INDIA)
    except OverflowError:
        # The last hours of the year 9999.
        return item.published


def _edition(item: ListedItem, title: str, sound: str) -> Edition:
    return Edition(
        title=title,
        dek=item.summary,
        made=_in_india(item),
        station="",
        programme="",
        voice="",
        duration=item.seconds,
        chapters=(),
        sentences=(),
        audio=sound,
    )


def _digest(title: str, entries: Sequence[Listed]) -> str:
    told = [(each.page, each.edition) for each in entries]
    return hashlib.sha256(repr((title, told)).encode()).hexdigest()


def _marked(page: bytes, listed: str) -> bytes:
    """The page with our mark in its head."""
    head, end, body = page.partition(b"</head>")
    mark = f'<meta name="bulletin:index" content="{listed} {hashlib.sha256(page).hexdigest()}">\n'
    return head + mark.encode() + end + body


def _listed_in(page: bytes) -> str | None:
    """The digest of what our page lists; None for a page that is not as bulletin left it."""
    found = _MARK.search(page)
    if found is None:
        return None
    left = page[: found.start()] + page[found.end() :]
    return found[1].decode() if hashlib.sha256(left).hexdigest().encode() == found[2] else None


def _content(path: Path) -> bytes:
    try:
        return b"" if path.is_symlink() else path.read_bytes()
    except OSError:
        return b""
