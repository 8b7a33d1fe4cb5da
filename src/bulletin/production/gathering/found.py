"""Found: one thing to make a bulletin of, and by what it is known again. Written down as text, it can be made later."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from bulletin.readers.entries.entry import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file, the address of a page, or an entry of a feed."""

    key: str
    """By what it is known again: the file's whole path, the address, the entry's own name."""
    source: str
    """As `make` takes it: a path, an address; of an entry its page, or else its feed."""
    stamp: str = ""
    """Changes when the source changes, as far as can be seen without reading it; "" for a page, which only its site knows."""
    entry: Entry | None = None
    feed: str = ""
    """Where an entry was found."""
    at_hand: bool = False
    """Whether its page was asked for a moment ago, to see what it is."""

    @property
    def needs_page(self) -> bool:
        """Whether a page of the web has to be asked for before it can be made."""
        if self.entry is None:
            return self.feed == "" and self.source.startswith(("http://", "https://"))
        return not self.entry.html and bool(self.entry.address)


def entry_found(entry: Entry, feed: str) -> Found:
    """What an entry of a feed is."""
    return Found(
        key=entry.known_as,
        source=entry.address or feed,
        stamp=hashlib.sha256(entry_text(entry).encode("utf-8", "surrogateescape")).hexdigest()[:32],
        entry=entry,
        feed=feed,
    )


def entry_text(entry: Entry) -> str:
    """An entry as text, to be kept until it is made: a feed forgets its entries."""
    return json.dumps(
        {
            "id": entry.id,
            "title": entry.title,
            "address": entry.address,
            "published": entry.published.isoformat() if entry.published else None,
            "html": entry.html,
            "summary": entry.summary,
        }
    )


def entry_of_text(text: str) -> Entry:
    """The entry of `entry_text`. Raises ValueError for any other text."""
    try:
        row = json.loads(text)
        published = row["published"]
        return Entry(
            id=str(row["id"]),
            title=str(row["title"]),
            address=str(row["address"]),
            published=datetime.fromisoformat(published) if published else None,
            html=None if row["html"] is None else str(row["html"]),
            summary=str(row["summary"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"no entry of a feed: {error}") from None
