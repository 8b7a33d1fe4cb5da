"""Parsing: the text of a page → a tree of elements. The only module that knows the parser."""

from __future__ import annotations

import re
from typing import Any

from bulletin.errors import InputError
from bulletin.readers.html.element import Element

MOST_ELEMENTS = 100_000
DEEPEST = 1_000
"""Elements within one another; browsers stop at 512. The parser's time grows with the square."""

MOST_ATTRIBUTES = 2_000
"""Attributes of one element; the parser's time grows with the square."""

LONG_TAG = 10_000
"""Characters of a tag from which on its attributes are counted."""

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)([^>]*)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_CLOSED_BY_OTHERS = frozenset(
    [
        "p",
        "li",
        "td",
        "th",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "dt",
        "dd",
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "wbr",
        "source",
        "area",
        "base",
        "col",
        "embed",
        "param",
    ]
)
"""Elements that need no end: they do not nest."""

_RAW = frozenset(("script", "style"))


def parse(text: str, source: str) -> Element:
    """The page's root element, `html`.

    Raises InputError (65) for a page that is made to take a parser's time: too many elements, too deep, a tag with
    thousands of attributes.
    """
    _refuse_complex(text, source)
    from selectolax.lexbor import LexborHTMLParser  # loaded for pages only

    return _copied(LexborHTMLParser(text).root)


def _copied(root: Any) -> Element:
    """The parser's tree as ours, without comments."""
    found = Element(tag="html", attributes=_attributes(root))
    waiting: list[tuple[Any, Element]] = [(root, found)]
    while waiting:
        node, element = waiting.pop()
        children = element.children
        child = node.child
        while child is not None:
            tag = child.tag
            if tag[0] != "-":
                made = Element(tag, _attributes(child), element, [])
                children.append(made)
                waiting.append((child, made))
            elif tag == "-text":
                children.append(child.text_content)
            child = child.next
    return found


def _attributes(node: Any) -> dict[str, str]:
    found: dict[str, str | None] = node.attributes
    return {name: value or "" for name, value in found.items()}


def _refuse_complex(text: str, source: str) -> None:
    """One walk over the tags, before the parser sees them."""
    if text.count("<") > 2 * MOST_ELEMENTS:
        raise too_complex(f"{text.count('<'):,} tags", source)
    depth = deepest = count = start = 0
    while start >= 0:
        tags = _TAG.finditer(text, start)
        start = -1
        for tag in tags:
            ends, name, rest = tag.groups()
            name = name.lower()
            if (
                len(rest) + len(name) + 2 > LONG_TAG
                and len(_QUOTED.sub("", tag[0]).split()) > MOST_ATTRIBUTES
            ):
                raise too_complex(f"a tag of {len(tag[0]):,} characters", source)
            if name not in _CLOSED_BY_OTHERS and rest[-1:] != "/":
                depth += -1 if ends else 1
                if depth > deepest:
                    deepest = depth
                elif depth < 0:
                    depth = 0
            if not ends:
                count += 1
                if name in _RAW:
                    start = _end_of_raw(text, name, tag.end())
                    break
    if count > MOST_ELEMENTS or deepest > DEEPEST:
        raise too_complex(f"{count:,} elements, up to {deepest:,} within one another", source)


def _end_of_raw(text: str, name: str, start: int) -> int:
    """Where the end tag of an element without elements stands; -1 if it has none."""
    while (start := text.find("</", start)) >= 0:
        if text[start + 2 : start + 2 + len(name)].lower() == name:
            return start
        start += 2
    return -1


def too_complex(what: str, source: str) -> InputError:
    """The error for a page that would take too long."""
    return InputError(
        f"this page is too complex to be read safely: {what}.",
        error_id="page.complex",
        source=source,
        remedy="Open it in a browser, copy the article's text into a text file, and give that: bulletin make article.txt",
    )
