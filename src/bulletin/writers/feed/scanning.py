"""Scanning: the bytes of a feed → its layout. A feed that cannot be edited safely is refused."""

from __future__ import annotations

from typing import BinaryIO
from xml.parsers import expat

from bulletin.schema.feed import Mark
from bulletin.writers.feed import spaces
from bulletin.writers.feed.layout import ElementPlace, InvalidFeedError, ItemPlace, Layout

CHUNK = 1 << 18
DEEPEST = 100
"""Deeper nesting of elements is refused."""

_MARK = f"{spaces.BULLETIN} mark"
_PARTS = frozenset(["title", "guid", "pubDate"])
_WANTED = _PARTS | {"enclosure", _MARK}


def scan(stream: BinaryIO) -> Layout:
    """Read a feed from its first byte to its last; memory grows only with the number of items.

    Raises InvalidFeedError where it is not well-formed XML in UTF-8, not RSS 2.0, or has a document type (its
    entities may grow without bound).
    """
    layout = Layout()
    parser = _parser()
    _listen(parser, layout)
    _parse(parser, stream)
    if not layout.channel_close:
        raise InvalidFeedError(parser.CurrentLineNumber, "there is no channel in it, so it is not RSS 2.0")
    return layout


def count_items(stream: BinaryIO) -> int:
    """Count elements called item, as strict as `scan` and in two thirds of its time."""
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
    """A parser that refuses feeds that cannot be edited safely."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    # A list of attributes is made faster than a dictionary, and few elements' attributes are needed.
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

    Handlers are closures for speed: some feeds have a quarter of a million elements.
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
                    values = _pairs(attributes)
                    item.url, item.length = values.get("url", ""), values.get("length", "")
                    item.media_type = values.get("type", "")
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
            found = name.rpartition(" ")[2]
            raise InvalidFeedError(
                parser.CurrentLineNumber, f"it begins with <{found}>, so it is not RSS 2.0"
            )
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


def _mark(values: dict[str, str]) -> Mark:
    return Mark(
        source=values.get("source", ""), day=values.get("day", ""), audio=values.get("audio", ""),
        words=values.get("words", ""), corrected=values.get("corrected", ""), correction=values.get("correction", ""),
        article=values.get("article", ""),
    )  # fmt: skip
