"""Listing: the bytes of a feed → what it tells of its first items, for a page that lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import BinaryIO
from xml.etree import ElementTree as ET

from bulletin.writers.feed import spaces
from bulletin.writers.feed.dates import read_rfc2822
from bulletin.writers.feed.text import one_line

LONGEST_SUMMARY = 300
"""Characters of a summary."""

_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedItem:
    """What a feed tells of an item."""

    title: str
    summary: str
    """The first paragraph of its description."""
    published: datetime | None
    seconds: float
    """How long it is; 0 where that is not told."""
    sound: str
    """Address of its sound file."""
    page: str
    """Address of its transcript as a page; empty if it has none."""


def listed_items(stream: BinaryIO, most: int) -> Iterator[ListedItem]:
    """The first items of a feed that `scan` has read, so many at most; no more of it is read. Raises ValueError."""
    depth = found = 0
    try:
        # It has no document type, which `scan` refuses.
        for event, element in ET.iterparse(stream, ("start", "end")):  # noqa: S314
            depth += 1 if event == "start" else -1
            # 2: <item> has ended, within <channel> and <rss>.
            if event == "start" or depth != 2:
                continue
            if element.tag == "item":
                if found == most:
                    return
                found += 1
                yield _listed(element)
            element.clear()
    except ET.ParseError as error:
        raise ValueError(str(error)) from None


def _listed(item: ET.Element) -> ListedItem:
    enclosure = item.find("enclosure")
    pages = (
        each.get("url", "")
        for each in item.findall(f"{{{spaces.PODCAST}}}transcript")
        if each.get("type") == "text/html"
    )
    return ListedItem(
        title=one_line(item.findtext("title", "")),
        summary=_summary(item.findtext("description", "")),
        published=read_rfc2822(item.findtext("pubDate", "")),
        seconds=_seconds(item.findtext(f"{{{spaces.ITUNES}}}duration", "")),
        sound="" if enclosure is None else enclosure.get("url", ""),
        page=next(pages, ""),
    )


def _summary(description: str) -> str:
    paragraph = _PARAGRAPH.search(description)
    text = paragraph[1] if paragraph else description.strip().partition("\n")[0]
    text = one_line(unescape(_TAG.sub("", text)))
    return text if len(text) <= LONGEST_SUMMARY else f"{text[:LONGEST_SUMMARY].rpartition(' ')[0]}…"


def _seconds(text: str) -> float:
    """A duration as seconds, minutes and seconds, or hours too."""
    parts = text.strip().split(":")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return 0.0
    return float(sum(int(part[:9]) * 60**place for place, part in enumerate(reversed(parts))))
