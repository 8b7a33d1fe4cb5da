"""Layout: what stands where in a feed, byte by byte, so that one item can be changed and no other byte is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from bulletin.schema.feed import Enclosure, Mark
from bulletin.writers.feed import spaces

CHUNK = 1 << 16
DEEPEST = 100
"""No feed nests its elements so deep."""

_MARK = f"{spaces.BULLETIN} mark"
_FEED = f"{spaces.BULLETIN} feed"
_PARTS = ("title", "guid", "pubDate")


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
    line: int = 0
    title: str = ""
    guid: str = ""
    published: str = ""
    enclosures: int = 0
    url: str = ""
    length: str = ""
    media_type: str = ""
    mark: Mark | None = None
    described: bool = False

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


def scan(stream: BinaryIO) -> Layout:
    """Read a feed from its first byte to its last, in flat memory but for what is kept of each item.

    Raises InvalidFeedError where it is not well-formed XML in UTF-8, not RSS 2.0, or has a document type (which may hold
    entities that grow without bound).
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    layout = Layout()
    _Scanner(parser, layout)
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise InvalidFeedError(error.lineno, expat.errors.messages.get(error.code, "it is not XML")) from None
    except UnicodeDecodeError:
        raise InvalidFeedError(parser.CurrentLineNumber, "it is not UTF-8") from None
    if not layout.channel_close:
        raise InvalidFeedError(parser.CurrentLineNumber, "there is no channel in it, so it is not RSS 2.0")
    return layout


class _Scanner:
    """The handlers of one reading. Their depth is 1 at <rss>, 2 at <channel>, 3 at <item>, 4 in it."""

    def __init__(self, parser: expat.XMLParserType, layout: Layout) -> None:
        self._parser = parser
        self._layout = layout
        self._depth = 0
        self._item: ItemPlace | None = None
        self._element: ElementPlace | None = None
        self._in_channel = False
        self._texts: list[str] = []
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartNamespaceDeclHandler = self._declares
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._refuse_doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        depth = self._depth
        if depth == 4:
            item = self._item
            if item is None:
                return
            if name in _PARTS:
                self._listen()
            elif name == "enclosure":
                item.enclosures += 1
                if item.enclosures == 1:
                    item.url, item.length = attributes.get("url", ""), attributes.get("length", "")
                    item.media_type = attributes.get("type", "")
            elif name == "description":
                item.described = True
            elif name == _MARK:
                item.mark = Mark(
                    source=attributes.get("source", ""), day=attributes.get("day", ""),
                    audio=attributes.get("audio", ""), words=attributes.get("words", ""),
                    corrected=attributes.get("corrected", ""), correction=attributes.get("correction", ""),
                )  # fmt: skip
        elif depth == 3 and self._in_channel:
            if name == "item":
                self._item = ItemPlace(self._parser.CurrentByteIndex, line=self._parser.CurrentLineNumber)
                self._layout.items.append(self._item)
            else:
                self._element = ElementPlace(name, self._parser.CurrentByteIndex, 0, attributes, "")
                self._layout.elements.append(self._element)
                self._listen()
        elif depth == 2:
            self._in_channel = name == "channel"
            if self._in_channel and self._layout.channel_close:
                raise InvalidFeedError(self._parser.CurrentLineNumber, "there is a second channel in it")
        elif depth == 1 and name != "rss":
            said = name.rpartition(" ")[2]
            raise InvalidFeedError(
                self._parser.CurrentLineNumber, f"it begins with <{said}>, so it is not RSS 2.0"
            )
        elif depth > DEEPEST:
            raise InvalidFeedError(
                self._parser.CurrentLineNumber, f"its elements are nested over {DEEPEST} deep"
            )

    def _end(self, name: str) -> None:
        depth = self._depth
        self._depth -= 1
        if depth == 4:
            if self._item is not None and name in _PARTS:
                text = self._heard().strip()
                if name == "guid":
                    self._item.guid = self._item.guid or text
                elif name == "pubDate":
                    self._item.published = text
                else:
                    self._item.title = text
        elif depth == 3:
            if self._item is not None:
                self._item.close = self._parser.CurrentByteIndex
                self._item = None
            elif self._element is not None:
                self._element.close = self._parser.CurrentByteIndex
                self._element.text = self._heard()
                self._element = None
        elif depth == 2 and self._in_channel:
            self._layout.channel_close = self._parser.CurrentByteIndex
            self._in_channel = False

    def _listen(self) -> None:
        self._texts = []
        self._parser.CharacterDataHandler = self._texts.append

    def _heard(self) -> str:
        self._parser.CharacterDataHandler = None
        text = "".join(self._texts)
        self._texts = []
        return text

    def _declares(self, prefix: str | None, uri: str | None) -> None:
        # A declaration comes before the element that carries it.
        if self._depth == 0 or (self._depth == 1 and not self._layout.channel_close):
            self._layout.declared[prefix or ""] = uri or ""

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:  # noqa: ARG002
        if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise InvalidFeedError(1, f"it is in {encoding}; only UTF-8 can be edited")

    def _refuse_doctype(self, *_: object) -> None:
        raise InvalidFeedError(
            self._parser.CurrentLineNumber, "it has a document type (DOCTYPE), which is not safe"
        )


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
