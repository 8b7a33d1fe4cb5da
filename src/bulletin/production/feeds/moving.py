"""Moving: give a feed and its archive another address."""

from __future__ import annotations

import re
from pathlib import Path

from bulletin.errors import ConfigurationError
from bulletin.production.feeds.addresses import base_address
from bulletin.production.feeds.folder import Page, read_pages, remember
from bulletin.production.feeds.index import renew_index
from bulletin.production.feeds.lock import feed_lock
from bulletin.production.feeds.replacing import replace_page
from bulletin.schema.feed import FEED
from bulletin.writers.feed import spaces
from bulletin.writers.feed.channel import declaring
from bulletin.writers.feed.edits import Edit, element_edit
from bulletin.writers.feed.layout import element_end, reader
from bulletin.writers.feed.text import attribute, content


def move_feed(folder: Path, base_url: str, lock_seconds: float) -> tuple[str, str]:
    """Replace the address in a feed and its archive; returns the old and the new address of the folder.

    No guid changes, and no byte of an item except addresses below the old one. Raises InputError (65), ConfigurationError (78) for a feed that never had an address.
    """
    new = base_address(base_url)
    with feed_lock(folder, lock_seconds):
        pages = read_pages(folder)
        old = pages[0].layout.base
        if not old:
            raise ConfigurationError(
                "the feed does not know its address yet, so there is nothing to move.",
                error_id="feed.no_address",
                source=str(folder / FEED),
                remedy=f"Publish with it: bulletin publish EPISODE --feed {folder} --base-url {new}",
            )
        if old == new:
            return old, new
        remember(folder)
        # The feed last: until then, it names pages of its archive under the old address, where they are.
        for page in reversed(pages):
            with page.path.open("rb") as stream:
                data = stream.read()
            before, after = attribute(old)[1:-1].encode(), attribute(new)[1:-1].encode()
            edits = [
                Edit(found.start(), found.end(), after)
                for found in re.finditer(rb"(?<=[\"'>])" + re.escape(before), data)
            ]
            if page is pages[0]:
                edits = _with_new_url(page, edits, new + FEED)
            replace_page(page, edits, [place.guid for place in page.layout.items])
        renew_index(folder, pages[0].layout, new)
        return old, new


def _with_new_url(page: Page, edits: list[Edit], address: str) -> list[Edit]:
    """Add an itunes:new-feed-url to the edits, in place of an older one."""
    name = f"{spaces.ITUNES} new-feed-url"
    line = declaring(f"<itunes:new-feed-url>{content(address)}</itunes:new-feed-url>", page.layout.declared)
    with page.path.open("rb") as stream:
        read = reader(stream)
        edit = element_edit(page.layout, read, name, line)
        found = page.layout.find(name)
        if found is not None:
            end = element_end(read, found.start, found.close)
            edits = [each for each in edits if not found.start <= each.start < end]
    return [*edits, edit]
