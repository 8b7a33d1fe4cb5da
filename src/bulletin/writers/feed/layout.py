"""Layout: what stands where in a feed, byte by byte, so that one item can be changed and no other byte is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from bulletin.schema.feed import Enclosure, Mark
from bulletin.writers.feed import spaces

CHUNK = 1 << 18
DEEPEST = 100
"""No feed nests its elements so deep."""

_MARK = f"{spaces.BULLETIN} mark"
_FEED = f"{spaces.BULLETIN} feed"
_PARTS = frozenset(["title", "guid", "pubDate"])
_WANTED = _PARTS | {"enclosure", _MARK}


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


def scan(stream: BinaryIO) -> Layout:
    """Read a feed from its first byte to its last, in flat memory but for what is kept of each item.

    Raises InvalidFeedError where it is not well-formed XML in UTF-8, not RSS 2.0, or has a document type (which may
    hold entities that grow without bound).
    """
    layout = Layout()
    parser = _parser()
    _listen(parser, layout)
    _parse(parser, stream)
    if not layout.channel_close:
        raise InvalidFeedError(parser.CurrentLineNumber, "there is no channel in it, so it is not RSS 2.0")
    return layout


def count_items(stream: BinaryIO) -> int:
    """Read a feed back as strictly as `scan` does, and only count elements called item: in two thirds of the time."""
    parser = _parser()
    found = 0

    def begins(name: str, _: list[str]) -> None:
        nonlocal found
        if name == "item":
            found += 1

    parser.StartElementHandler = begins
    _parse(parser, stream)
    return found


def _parser() -> expat.XMLParserType:
    """A parser that refuses what cannot be edited safely."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    # Attributes as a list are made faster than as a dictionary, and are looked at in few elements.
    parser.ordered_attributes = True

    def declaration(version: str, encoding: str | None, standalone: int) -> None:  # noqa: ARG001
        if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise InvalidFeedError(1, f"it is in {encoding}; only UTF-8 can be edited")

    def refuse_doctype(*_: object) -> None:
        raise InvalidFeedError(
            parser.CurrentLineNumber, "it has a document type (DOCTYPE), which is not safe"
        )

    parser.XmlDeclHandler = declaration
    parser.StartDoctypeDeclHandler = refuse_doctype
    return parser


def _parse(parser: expat.XMLParserType, stream: BinaryIO) -> None:
    try:
        chunk = stream.read(CHUNK)
        if chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in chunk[:4]:
            raise InvalidFeedError(1, "it is in UTF-16; only UTF-8 can be edited")
        while chunk:
            parser.Parse(chunk, False)
            chunk = stream.read(CHUNK)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise InvalidFeedError(error.lineno, expat.errors.messages.get(error.code, "it is not XML")) from None
    except UnicodeDecodeError:
        raise InvalidFeedError(parser.CurrentLineNumber, "it is not UTF-8") from None


def _listen(parser: expat.XMLParserType, layout: Layout) -> None:
    """Have a parser fill a layout. The depth is 1 at <rss>, 2 at <channel>, 3 at <item>, 4 in it.

    Handlers are closures: they are called for every element of feeds that have a quarter of a million.
    """
    depth = 0
    item: ItemPlace | None = None
    element: ElementPlace | None = None
    in_channel = listening = False
    texts: list[str] = []

    def begins(name: str, attributes: list[str]) -> None:
        nonlocal depth, item, element, in_channel, listening
        depth += 1
        if depth == 4:
            if name not in _WANTED or item is None:
                return
            if name in _PARTS:
                listening = True
                texts.clear()
                parser.CharacterDataHandler = texts.append
            elif name == "enclosure":
                item.enclosures += 1
                if item.enclosures == 1:
                    told = _pairs(attributes)
                    item.url, item.length = told.get("url", ""), told.get("length", "")
                    item.media_type = told.get("type", "")
            elif name == _MARK:
                item.mark = _mark(_pairs(attributes))
        elif depth == 3 and in_channel:
            if name == "item":
                item = ItemPlace(parser.CurrentByteIndex)
                layout.items.append(item)
            else:
                element = ElementPlace(name, parser.CurrentByteIndex, 0, _pairs(attributes), "")
                layout.elements.append(element)
                texts.clear()
                parser.CharacterDataHandler = texts.append
        elif depth == 2:
            in_channel = name == "channel"
            if in_channel and layout.channel_close:
                raise InvalidFeedError(parser.CurrentLineNumber, "there is a second channel in it")
        elif depth == 1 and name != "rss":
            said = name.rpartition(" ")[2]
            raise InvalidFeedError(parser.CurrentLineNumber, f"it begins with <{said}>, so it is not RSS 2.0")
        elif depth > DEEPEST:
            raise InvalidFeedError(parser.CurrentLineNumber, f"its elements are nested over {DEEPEST} deep")

    def ends(name: str) -> None:
        nonlocal depth, item, element, in_channel, listening
        depth -= 1
        if depth == 3:
            if listening and item is not None:
                listening = False
                parser.CharacterDataHandler = None
                text = "".join(texts).strip()
                if name == "guid":
                    item.guid = item.guid or text
                elif name == "pubDate":
                    item.published = text
                else:
                    item.title = text
        elif depth == 2:
            if item is not None:
                item.close = parser.CurrentByteIndex
                item = None
            elif element is not None:
                parser.CharacterDataHandler = None
                element.close = parser.CurrentByteIndex
                element.text = "".join(texts)
                element = None
        elif depth == 1 and in_channel:
            layout.channel_close = parser.CurrentByteIndex
            in_channel = False

    def declares(prefix: str | None, uri: str | None) -> None:
        # A declaration comes before the element that carries it.
        if depth == 0 or (depth == 1 and not layout.channel_close):
            layout.declared[prefix or ""] = uri or ""

    parser.StartElementHandler = begins
    parser.EndElementHandler = ends
    parser.StartNamespaceDeclHandler = declares


def _pairs(attributes: list[str]) -> dict[str, str]:
    return dict(zip(attributes[::2], attributes[1::2], strict=True))


def _mark(told: dict[str, str]) -> Mark:
    return Mark(
        source=told.get("source", ""), day=told.get("day", ""), audio=told.get("audio", ""),
        words=told.get("words", ""), corrected=told.get("corrected", ""), correction=told.get("correction", ""),
    )  # fmt: skip


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
