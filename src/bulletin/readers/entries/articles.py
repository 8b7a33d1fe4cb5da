"""Articles: an entry of a feed → its article, from the feed's own text or from its page."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import replace

from bulletin.errors import InputError
from bulletin.readers import web_page
from bulletin.readers.doors.page import Page
from bulletin.readers.entries.dates import INDIA
from bulletin.readers.entries.entry import Entry
from bulletin.schema.article import Article


class EntryReader:
    """Reads the entries of one feed, whose name is `feed`. `fetch` gives the page at an address."""

    def __init__(self, feed: str, fetch: Callable[[str], Page]) -> None:
        self._feed = feed
        self._fetch = fetch

    def article(self, entry: Entry) -> Article:
        """The article of an entry. Raises InputError (65), and as `fetch` does."""
        name = entry.address or f"{self._feed} ({entry.title or entry.id})"
        article = self._own_text(entry, name)
        if article is None:
            page = self._fetch(entry.address)
            article = web_page.read_page(page.data, name, content_type=page.content_type)
        if article.published is None and entry.published is not None:
            article = replace(article, published=entry.published.astimezone(INDIA).date())
        return replace(article, source=entry.address or self._feed, identity=entry.known_as)

    def _own_text(self, entry: Entry, name: str) -> Article | None:
        """The article that the feed has; None where its page is to be asked."""
        # Without a page, what the feed has is all there is.
        markup = entry.html or ("" if entry.address else entry.summary)
        if not markup:
            return None
        try:
            return web_page.read_piece(piece(entry.title, markup), name)
        except InputError:
            if not entry.address:
                raise
            return None


def piece(title: str, markup: str) -> bytes:
    """A story as a piece of a page: its title, and its text as HTML."""
    return f"<h1>{html.escape(title, quote=False)}</h1>\n{markup}\n".encode("utf-8", "replace")
