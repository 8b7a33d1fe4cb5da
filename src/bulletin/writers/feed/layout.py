"""Layout: the byte offsets of a feed's elements, so that one item can be changed without touching any other byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from bulletin.schema.feed import Enclosure, Mark
from bulletin.writers.feed import spaces

_FEED = f"{spaces.BULLETIN} feed"


class InvalidFeedError(ValueError):
    """The bytes are no feed that can be edited, because of `why` at `line`."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line = line
        self.why = why


@dataclass(slots=True)
class ItemPlace:
    """An item: its offsets, and the values of its main elements."""

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
        """Its sound file; a length that is no number becomes -1."""
        length = int(self.length) if self.length.isascii() and self.length.isdigit() else -1
        return Enclosure(url=self.url, length=length, media_type=self.media_type)


@dataclass(slots=True)
class ElementPlace:
    """An element of the channel other than an item. Its name is "namespace name", or the name alone without one."""

    name: str
    start: int
    close: int
    attributes: dict[str, str]
    text: str


@dataclass(slots=True)
class Layout:
    """The offsets of a whole feed."""

    items: list[ItemPlace] = field(default_factory=list)
    """In the order of the file."""
    elements: list[ElementPlace] = field(default_factory=list)
    channel_close: int = 0
    """Offset of the channel's end tag."""
    declared: dict[str, str] = field(default_factory=dict)
    """Namespaces by prefix, as they are declared for every item."""

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
        """The feed's own address; empty if it has none."""
        found = self.find(f"{spaces.ATOM} link", rel="self")
        return found.attributes.get("href", "") if found else ""

    @property
    def base(self) -> str:
        """The address of the feed's folder, with a closing slash; empty if the feed has none."""
        folder = self.address.rpartition("/")[0]
        return f"{folder}/" if "://" in folder else ""

    @property
    def limit(self) -> int | None:
        """How many items the feed should hold at most."""
        found = self.find(_FEED)
        limit = found.attributes.get("limit", "") if found else ""
        return int(limit) if limit.isascii() and limit.isdigit() and int(limit) > 0 else None

    @property
    def version(self) -> int:
        """The version of bulletin's own elements in the feed; 0 if there are none."""
        found = self.find(_FEED)
        version = found.attributes.get("version", "") if found else ""
        return int(version) if version.isascii() and version.isdigit() else 0


Read = Callable[[int, int], bytes]
"""(offset, size) → at most so many bytes from there."""


def reader(stream: BinaryIO) -> Read:
    """Return a function that reads a stream at any offset."""

    def read(offset: int, size: int) -> bytes:
        stream.seek(offset)
        return stream.read(size)

    return read


def element_end(read: Read, start: int, close: int) -> int:
    """The offset after an element that begins at `start`; `close` is the offset of its end tag by expat.

    For an empty element (<a/>), which has no end tag, expat's offset is already behind it.
    """
    opened = _tag_end(read, start)
    if read(opened - 2, 2) == b"/>":
        return opened
    return _tag_end(read, close)


def _tag_end(read: Read, offset: int) -> int:
    """The offset after the > that ends the tag at `offset`; a > in quotation marks does not."""
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
