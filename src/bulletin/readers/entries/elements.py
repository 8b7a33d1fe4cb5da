"""Elements: the text of an XML feed → its items as elements, also of one that is cut off or broken in places.

A document type is dropped before anything is parsed, and every entity of its own with it: none is expanded or opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.parsers.expat import errors

ITEMS = ("item", "entry")
HOLDERS = 2
"""Elements within each other that hold items, at most: the root and a channel."""
BASE = "{http://www.w3.org/XML/1998/namespace}base"

_CUT = tuple(
    errors.codes[text]
    for text in (
        errors.XML_ERROR_NO_ELEMENTS,
        errors.XML_ERROR_UNCLOSED_TOKEN,
        errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)
"""What expat says of a text that ends before its root does: nothing is wrong with what is there."""

_DECLARATIONS = re.compile(r"\A\s*(?:<\?xml\b[^>]{0,300}\?>\s*)?")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,1000}(?:\[.*?\]\s*)?>", re.DOTALL)
_PLACE_OF_DOCTYPE = 8_000
"""Characters; behind the first item there is none."""
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_QUOTED = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});)(\w{2,31};)?")
_ITEM = re.compile(r"<((?:\w+:)?(?:item|entry))\b.*?</\1\s*>", re.DOTALL)
_NAMESPACE = re.compile(r"""\bxmlns(?::[\w.-]+)?\s*=\s*(?:"[^"<]*"|'[^'<]*')""")
_PREFIX = re.compile(r"</?([A-Za-z][\w.-]*):")


def items_of(text: str) -> tuple[list[Element], str, bool]:
    """Its items in order, the `xml:base` of what holds them, and whether all of it could be read."""
    text = _DECLARATIONS.sub("", text, count=1)
    text = _DOCTYPE.sub("", text[:_PLACE_OF_DOCTYPE], count=1) + text[_PLACE_OF_DOCTYPE:]
    items, base, fault = _parsed(text)
    if fault is None or fault in _CUT:
        return items, base, fault is None
    text = _mended(text)
    mended, base, fault = _parsed(text)
    if fault is None or fault in _CUT:
        return mended, base, fault is None
    # One that is broken spoils no other: each is read by itself.
    alone = list(_one_by_one(text))
    return max(items, mended, alone, key=len), base, False


def local(element: Element) -> str:
    """An element's name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _parsed(text: str) -> tuple[list[Element], str, int | None]:
    """The items up to the first fault, the base, and expat's number of that fault."""
    parser: XMLPullParser[Element] = XMLPullParser(["start", "end"])
    items: list[Element] = []
    base = ""
    depth = 0
    fault: int | None = None
    try:
        parser.feed(text)
        parser.close()
    except ParseError as error:
        fault = error.code
    try:
        for event in parser.read_events():
            element = event[-1]
            assert isinstance(element, Element)
            depth += 1 if event[0] == "start" else -1
            if event[0] == "start" and depth <= HOLDERS:
                base = element.get(BASE) or base
            elif event[0] == "end" and depth <= HOLDERS and local(element) in ITEMS:
                items.append(element)
    except ParseError as error:
        # It stands among the events, behind all that came before it.
        fault = error.code
    return items, base, fault


def _mended(text: str) -> str:
    """The text with HTML's names of characters as characters, and without what XML does not allow."""
    parts = _QUOTED.split(_NO_XML.sub("", text))
    parts[::2] = [_AMPERSAND.sub(_meant, part) for part in parts[::2]]
    return "".join(parts)


def _meant(match: re.Match[str]) -> str:
    name = match[0]
    sign = unescape(name)
    return sign if match[1] and sign != name else f"&amp;{name[1:]}"


def _one_by_one(text: str) -> Iterator[Element]:
    declared = " ".join(dict.fromkeys(_NAMESPACE.findall(text[:_PLACE_OF_DOCTYPE])))
    for match in _ITEM.finditer(text):
        known = declared + "".join(
            f' xmlns:{prefix}="{prefix}"'
            for prefix in dict.fromkeys(_PREFIX.findall(match[0]))
            if f"xmlns:{prefix}=" not in declared.replace(" =", "=")
        )
        items, _, _ = _parsed(f"<rss {known}>{match[0]}</rss>")
        yield from items[:1]
