"""Sources: what a person names → articles: of files, standard input, pages and feeds, told apart by their bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from bulletin.errors import BulletinError, ConfigurationError, MissingInputError
from bulletin.readers import web_page
from bulletin.readers.doors.files import read_source
from bulletin.readers.doors.page import Pages
from bulletin.readers.doors.web_address import is_address, may_be_address
from bulletin.readers.entries.looks import is_feed
from bulletin.readers.kinds import kind_of
from bulletin.readers.looks.marked_up import is_page
from bulletin.readers.reading import read_article
from bulletin.readers.text.encoding import as_utf8
from bulletin.schema.article import Article

if TYPE_CHECKING:
    from bulletin.readers.doors.manners import Visits
    from bulletin.readers.doors.page import Page
    from bulletin.readers.doors.web import Door
    from bulletin.readers.entries.entry import Entry

Notice = Callable[[str, str], None]
"""Is called with what a person should know, and a stable id for it."""

_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_MAY_BE_PAGES = ("html", "fragment", "xml", "mojibake", "english", "markdown")
"""Kinds of bytes that a page may have which says it is one; a PDF that says so is a PDF."""

SPARE = 2
"""How many entries may be out of reach, beside as many as are asked for, before a feed is given up."""

_LOOKED_AT = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The bytes of a source, not yet read."""

    name: str
    """The path or address, as it was named; `-` for standard input."""
    data: bytes
    """In UTF-8 where a file was UTF-16; else as they are."""
    content_type: str = ""
    """What the site says of them; "" for files."""
    address: str = ""
    """Where the web had them in the end; "" for files."""

    @property
    def is_feed(self) -> bool:
        """Whether it is a feed, of several articles."""
        return is_feed(self.data, self.content_type)

    @property
    def is_page(self) -> bool:
        """Whether it is an HTML page: by its bytes, or by its site's word, if they do not gainsay it."""
        if is_page(self.data[:_LOOKED_AT].decode("utf-8", "ignore").removeprefix("\ufeff")):
            return True
        if self.content_type.partition(";")[0].strip().lower() not in _PAGE_TYPES:
            return False
        kind = kind_of(self.data)
        return kind is None or kind.name in _MAY_BE_PAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One story of the web that was asked for already, by whoever asks for many: an entry of a feed, a page, or both."""

    name: str
    """The feed of an entry; the address of a page."""
    entry: Entry | None = None
    page: Page | None = None
    """The story's page; None where the feed has all of it."""


class Sources:
    """The sources of one run. The web's modules are loaded with the first address."""

    def __init__(
        self, *, kept: Callable[[], Pages | None], latest: int, now: datetime, notice: Notice
    ) -> None:
        """`kept` gives the pages of earlier runs; `latest` is how many entries of a feed are read."""
        self._kept = kept
        self._latest = latest
        self._now = now
        self._notice = notice

    def opened(self, name: str) -> Source:
        """The bytes of a source. Raises as `read_source` and `Door.fetch` do."""
        if not is_address(name):
            try:
                return Source(name=name, data=as_utf8(read_source(name), name))
            except MissingInputError as error:
                if error.error_id == "source.missing" and may_be_address(name):
                    error.remedy = f"If it is an address, put https:// before it: https://{name}"
                raise
        page = self._door.fetch(name)
        return Source(name=name, data=page.data, content_type=page.content_type, address=page.address)

    def articles(self, source: Source) -> tuple[Article, ...]:
        """The articles of a source: a feed has as many as are asked for. Raises InputError (65), and as `opened` does."""
        if source.is_feed:
            return tuple(self._newest(source))
        if source.is_page:
            return (web_page.read_page(source.data, source.name, content_type=source.content_type),)
        return (read_article(source.data, source.name),)

    def article_of(self, fetched: Fetched) -> Article:
        """The article of what was fetched already. Raises InputError (65); as `opened` does where its page is needed after all."""
        page = fetched.page
        if fetched.entry is not None:
            from bulletin.readers.entries.articles import EntryReader

            fetch = self._visits.fetch if page is None else lambda _: page
            return EntryReader(fetched.name, fetch).article(fetched.entry)
        assert page is not None
        source = Source(
            name=fetched.name, data=page.data, content_type=page.content_type, address=page.address
        )
        (article,) = self.articles(source)
        return article

    @cached_property
    def _door(self) -> Door:
        from bulletin.readers.doors.web import Door

        return Door(self._kept())

    @cached_property
    def _visits(self) -> Visits:
        from bulletin.readers.doors.manners import Visits

        return Visits(self._door)

    def _newest(self, source: Source) -> Iterator[Article]:
        """The articles of a feed's newest entries.

        One that cannot be read is told, and the next one is taken; if none can be read, the first one's error is raised.
        """
        from bulletin.readers.entries.articles import EntryReader
        from bulletin.readers.entries.reading import entries_of

        entries = entries_of(
            source.data, source.name, address=source.address, content_type=source.content_type, now=self._now
        )
        if source.address:
            self._visits.called_on(source.address)
        reader = EntryReader(source.name, self._visits.fetch)
        found, failed = 0, list[BulletinError]()
        for entry in entries:
            if found == self._latest or len(failed) > self._latest + SPARE:
                break
            try:
                yield reader.article(entry)
            except ConfigurationError:
                raise
            except BulletinError as error:
                failed.append(error)
                continue
            found += 1
        if not found:
            raise failed[0]
        for each in failed:
            self._notice(f"left out of the feed: {each.source}: {each.what}", each.error_id)
