"""Replacing: edited pages in place of a feed's pages, each whole and read back before it gets its name."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import BinaryIO

from bulletin.errors import BugError, TryLaterError
from bulletin.production.disk.commit import committed, disk_errors
from bulletin.production.disk.temporary import PREFIX
from bulletin.production.feeds.archive import archive_pages, removal, write_archive_page
from bulletin.production.feeds.folder import ATOM_LINK, UNREAD, Page, stamp_of
from bulletin.writers.feed.channel import link
from bulletin.writers.feed.edits import Edit, element_edit, write_edited
from bulletin.writers.feed.layout import InvalidFeedError, reader
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
        archives = archive_pages(layout, page.path.parent, len(guids) - limit, max(1, limit // 2), base)
        moved = {index for each in archives for index in each.items}
        away = [removal(read, place) for index, place in enumerate(layout.items) if index in moved]
        previous = link(archives[-1].address, "prev-archive")
        named = element_edit(layout, read, ATOM_LINK, previous, rel="prev-archive")
        stay = [guid for index, guid in enumerate(guids) if index not in moved]
        # The archive appears before the feed: an exit stack leaves first what was entered last.
        _commit(closing, page, partial(write_edited, stage, [*away, named]), stay)
        for each in archives:
            write = partial(write_archive_page, each, stage, layout, base)
            _commit(closing, Page(each.path, layout, UNREAD), write, [guids[index] for index in each.items])


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
