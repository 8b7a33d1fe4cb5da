"""Reading: the bytes of a feed → its entries, each once, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bulletin.errors import InputError
from bulletin.readers.entries.decoding import decoded
from bulletin.readers.entries.entry import Entry
from bulletin.readers.entries.json_feed import json_entries
from bulletin.readers.entries.xml_feed import xml_entries

AHEAD = timedelta(days=1)
"""A date further ahead than that is a mistake, and would stand before all news until it came."""


def entries_of(
    data: bytes, source: str, *, address: str = "", content_type: str = "", now: datetime
) -> tuple[Entry, ...]:
    """The entries of the feed `source`, found at `address`, newest first; those of one time in the feed's own order.

    An entry without a date stands where it stands in the feed: behind the one before it. Raises InputError (65) if there
    is none.
    """
    text = decoded(data, content_type)
    read = json_entries if text.lstrip("\ufeff \t\r\n").startswith("{") else xml_entries
    found, whole = read(text, address)
    entries = [entry for entry in _each_once(found) if entry.address or entry.summary]
    if not entries:
        raise InputError(
            f"this feed has no entries{'' if whole else ' that can be read: it is broken or cut off'}.",
            error_id="feed.empty",
            source=source,
            remedy="Open it in a browser and look whether its site writes it still; or give the address of a page.",
        )
    return tuple(_newest_first(entries, now + AHEAD))


def _each_once(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without those that stand there again. Some sites give one id to all: then the page counts too."""
    seen: set[tuple[str, str]] = set()
    found: list[Entry] = []
    for entry in entries:
        marks = {(entry.id, entry.address), (entry.id, entry.title)}
        if marks.isdisjoint(seen):
            found.append(entry)
        seen |= marks
    return found


def _newest_first(entries: Sequence[Entry], latest: datetime) -> list[Entry]:
    dates = [entry.published if entry.published and entry.published <= latest else None for entry in entries]
    # The first ones without a date take that of the first which has one.
    date = next(filter(None, dates), latest)
    keys = []
    for own in dates:
        date = own or date
        keys.append(date.timestamp())
    places = sorted(range(len(entries)), key=lambda place: -keys[place])
    return [entries[place] for place in places]
