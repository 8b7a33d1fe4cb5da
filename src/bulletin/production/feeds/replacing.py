"""Replacing: a page of a feed and its edits → the page with them; its oldest items move to pages of the archive."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from bulletin.errors import (
    BugError,
    TryLaterError,
)
from bulletin.production.disk.commit import committed, disk_errors
from bulletin.production.disk.temporary import PREFIX
from bulletin.production.feeds.folder import ARCHIVE, ATOM_LINK, FEED, UNREAD, Page, stamp_of
from bulletin.writers.feed.channel import declaring, link
from bulletin.writers.feed.dates import read_rfc2822
from bulletin.writers.feed.edits import Edit, copy, element_edit, write_edited
from bulletin.writers.feed.layout import InvalidFeedError, Layout, element_end, reader
from bulletin.writers.feed.scanning import count_items, scan


def replace_page(
    page: Page, edits: Sequence[Edit], guids: Sequence[str], limit: int | None = None, base: str = ""
) -> None:
    """Replace a page by its edited version, whose items must be `guids`, in this order.

    With a `limit`, the oldest items beyond it move to new pages of the archive, half a limit to a page; these exist
    before the feed names them. Raises BugError (70) if what was written does not read back, TryLaterError (75) if someone
    else changed the file meanwhile; neither changes anything.
    """
    with ExitStack() as closing, disk_errors(page.path):
        source = closing.enter_context(page.path.open("rb"))
        if limit is None or len(guids) <= limit:
            _commit(closing, page, partial(write_edited, source, edits), guids)
            return
        stage = closing.enter_context(tempfile.TemporaryFile(prefix=PREFIX, dir=page.path.parent))
        write_edited(source, edits, stage)
        stage.seek(0)
        layout = scan(stage)
        read = reader(stage)
        size = max(1, limit // 2)
        oldest = _by_age(layout)[: -(-(len(guids) - limit) // size) * size]
        found = layout.find(ATOM_LINK, rel="prev-archive")
        before = found.attributes.get("href", "") if found else ""
        number = ARCHIVE.fullmatch(before.rpartition("/")[2])
        next_number = int(number[1]) + 1 if number else 1
        archives: list[tuple[Path, list[int], str, str]] = []
        for first in range(0, len(oldest), size):
            name = f"archive-{next_number:04d}.xml"
            places = oldest[first : first + size][::-1]
            archives.append((page.path.parent / name, places, before, base + name))
            before, next_number = base + name, next_number + 1
        moved = frozenset(oldest)
        away = [
            Edit(_with_space_before(read, place.start), element_end(read, place.start, place.close), b"")
            for index, place in enumerate(layout.items)
            if index in moved
        ]
        named = element_edit(layout, read, ATOM_LINK, link(before, "prev-archive"), rel="prev-archive")
        stay = [guid for index, guid in enumerate(guids) if index not in moved]
        # The archive appears before the feed: an exit stack leaves first what was entered last.
        _commit(closing, page, partial(write_edited, stage, [*away, named]), stay)
        for path, places, previous, address in archives:
            write = partial(_write_archive, stage, layout, places, previous, address, base)
            _commit(closing, Page(path, layout, UNREAD), write, [guids[index] for index in places])


def _by_age(layout: Layout) -> list[int]:
    """Indices of the items by date, the oldest first; items of one date, or without one, from the last to the first."""
    none = datetime.min.replace(tzinfo=UTC)
    dates = [read_rfc2822(place.published) or none for place in layout.items]
    return sorted(range(len(dates)), key=lambda index: (dates[index], -index))


def _commit(closing: ExitStack, page: Page, write: Callable[[BinaryIO], None], guids: Sequence[str]) -> None:
    temporary = closing.enter_context(committed(page.path))
    with temporary.open("wb") as target:
        write(target)
    # Check this before judging what was written: it may mix two versions of a file that just changed.
    _check_unchanged(page)
    with temporary.open("rb") as stream:
        try:
            right = count_items(stream) == len(guids)
            if not right:
                # Other namespaces may have elements called item.
                stream.seek(0)
                right = [place.guid for place in scan(stream).items] == list(guids)
        except InvalidFeedError as error:
            raise _bug(page.path, f"line {error.line}: {error.why}") from None
    if not right:
        raise _bug(page.path, f"it has other items than the {len(guids)} that were written")
    _check_unchanged(page)


def _check_unchanged(page: Page) -> None:
    if page.stamp != UNREAD and stamp_of(page.path.stat()) != page.stamp:
        raise TryLaterError(
            "the feed was changed by someone else just now; that change is kept, ours was not made.",
            error_id="feed.changed",
            source=str(page.path),
            remedy="Run the same command again.",
        )


def _bug(path: Path, why: str) -> BugError:
    return BugError(
        f"the new feed does not read back as it should ({why}); nothing was changed.",
        error_id="feed.unreadable_result",
        source=str(path),
        remedy="Please report it, with the feed.",
    )


def _write_archive(
    stage: BinaryIO,
    layout: Layout,
    places: list[int],
    previous: str,
    address: str,
    base: str,
    target: BinaryIO,
) -> None:
    """Write a page of the archive: the head of the feed, with the page's own address and links, and some of its items."""
    read = reader(stage)
    head = layout.items[0].start
    edits = [element_edit(layout, read, ATOM_LINK, link(address, "self"), rel="self")]
    old = layout.find(ATOM_LINK, rel="prev-archive")
    if old is not None:
        edits.append(Edit(_with_space_before(read, old.start), element_end(read, old.start, old.close), b""))
    write_edited(stage, edits, target, head)
    lines = [
        declaring("<fh:archive/>", layout.declared),
        declaring(link(base + FEED, "current"), layout.declared),
        *([declaring(link(previous, "prev-archive"), layout.declared)] if previous else []),
    ]
    target.write("\n    ".join(lines).encode())
    for index in places:
        place = layout.items[index]
        target.write(b"\n    ")
        copy(stage, target, place.start, element_end(read, place.start, place.close))
    target.write(b"\n  ")
    copy(stage, target, layout.channel_close, None)


def _with_space_before(read: Callable[[int, int], bytes], start: int) -> int:
    """The offset where the white space before `start` begins, so that removing an element removes its line."""
    back = min(start, 256)
    before = read(start - back, back)
    return start - (len(before) - len(before.rstrip(b" \t\r\n")))
