"""Layout: what stands where in a feed, byte by byte, so that one item can be changed and no other byte is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from bulletin.schema.feed import Enclosure, Mark
from bulletin.writers.feed import spaces

_FEED = f"{spaces.BULLETIN} feed"


class InvalidFeedError(ValueError):
    """The bytes are no feed that can be edited: at `line`, because of `why`."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line = line
        self.why = why


@dataclass(slots=True)
class ItemPlace:
    """An item: where it stands, and what is known of it."""

    start: int
    """Offset of its first byte."""
    close: int = 0
    """Offset of its end tag (see `element_end`)."""
    title: str = ""
    guid: str = ""
    published: str = ""
    enclosures: int = 0
    url: str = ""
    length: str = ""
    media_type: str = ""
    mark: Mark | None = None

    @property
    def enclosure(self) -> Enclosure:
        """Its sound file as it stands there; a length that is no number is -1."""
        length = int(self.length) if self.length.isascii() and self.length.isdigit() else -1
        return Enclosure(url=self.url, length=length, media_type=self.media_type)


@dataclass(slots=True)
class ElementPlace:
    """An element of the channel that is no item. Names are "namespace name", or the name alone in none."""

    name: str
    start: int
    close: int
    attributes: dict[str, str]
    text: str


@dataclass(slots=True)
class Layout:
    """A whole feed."""

    items: list[ItemPlace] = field(default_factory=list)
    """In the order in which they stand."""
    elements: list[ElementPlace] = field(default_factory=list)
    channel_close: int = 0
    """Offset of the channel's end tag."""
    declared: dict[str, str] = field(default_factory=dict)
    """What each prefix means at every item."""

    def find(self, name: str, **attributes: str) -> ElementPlace | None:
        """The first element of the channel with this name and these attributes."""
        for element in self.elements:
            if element.name == name and all(
                element.attributes.get(key) == to for key, to in attributes.items()
            ):
                return element
        return None

    def text(self, name: str) -> str:
        """The text of the channel's first element of this name; empty if there is none."""
        found = self.find(name)
        return found.text.strip() if found else ""

    @property
    def address(self) -> str:
        """The feed's own address; empty if it does not tell it."""
        found = self.find(f"{spaces.ATOM} link", rel="self")
        return found.attributes.get("href", "") if found else ""

    @property
    def base(self) -> str:
        """The address of the folder that the feed is in, with its closing slash; empty if it does not tell it."""
        folder = self.address.rpartition("/")[0]
        return f"{folder}/" if "://" in folder else ""

    @property
    def limit(self) -> int | None:
        """How many items the feed should hold at most."""
        found = self.find(_FEED)
        told = found.attributes.get("limit", "") if found else ""
        return int(told) if told.isascii() and told.isdigit() and int(told) > 0 else None

    @property
    def version(self) -> int:
        """The version of bulletin's own part of the feed; 0 where it never wrote one."""
        found = self.find(_FEED)
        told = found.attributes.get("version", "") if found else ""
        return int(told) if told.isascii() and told.isdigit() else 0


Read = Callable[[int, int], bytes]
"""Bytes from an offset, at most so many."""


def reader(stream: BinaryIO) -> Read:
    """Reads a stream at any offset."""

    def read(offset: int, size: int) -> bytes:
        stream.seek(offset)
        return stream.read(size)

    return read


def element_end(read: Read, start: int, close: int) -> int:
    """The offset behind an element whose first byte is at `start` and whose end was told at `close`.

    An empty element (<a/>) has no end tag: what is told of its end is already behind it.
    """
    opened = _tag_end(read, start)
    if read(opened - 2, 2) == b"/>":
        return opened
    return _tag_end(read, close)


def _tag_end(read: Read, offset: int) -> int:
    """The offset behind the > that ends the tag at `offset`; a > between quotation marks does not end it."""
    quote = 0
    while True:
        data = read(offset, 4096)
        if not data:
            raise InvalidFeedError(0, "a tag has no end")
        for index, byte in enumerate(data):
            if quote:
                quote = 0 if byte == quote else quote
            elif byte in b"\"'":
                quote = byte
            elif byte == 0x3E:
                return offset + index + 1
        offset += len(data)
