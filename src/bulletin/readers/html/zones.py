"""Zones: what a page's mark-up says that a part of it is: by tags, roles, and the words of classes and ids."""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.html.element import Element
from bulletin.readers.labels.plain import has_any
from bulletin.readers.wordlists import rows

_TAGS = {
    "nav": "boilerplate",
    "footer": "boilerplate",
    "aside": "boilerplate",
    "button": "boilerplate",
    "label": "boilerplate",
    "select": "boilerplate",
    "menu": "boilerplate",
    "dialog": "boilerplate",
    "amp-sidebar": "boilerplate",
    "amp-ad": "boilerplate",
    "amp-social-share": "boilerplate",
    "amp-consent": "boilerplate",
    "figcaption": "caption",
    "time": "dateline",
}
_WHOLE_PAGE = frozenset(("html", "body", "main", "article", "form", "td", "tr", "table", "tbody", "h1"))
"""Elements whose classes speak of the page, or of their looks."""

LONGEST_SKIP = 100
"""Characters of a link past a box, with what stands before it."""

_ROLES = ("button", "navigation", "complementary", "search", "dialog")
_CONTROLS = frozenset(("button", "input", "textarea", "select", "form", "label"))

_WORDS = re.compile(r"[A-Za-z]+")
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def zone_of(element: Element) -> tuple[str, bool]:
    """What kind of part an element says it is, a reason of `zones.tsv`, `dek` or nothing; and whether that is sure."""
    zone = _TAGS.get(element.tag, "")
    if not zone and (element.attributes.get("role") in _ROLES or _is_sign_up(element)):
        zone = "boilerplate"
    if zone or element.tag in _WHOLE_PAGE:
        # Boxes of facts within an article are asides too.
        return zone, element.tag != "aside" or not _is_beside_text(element)
    named = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"
    return _named(named) if len(named) > 1 else ("", True)


def _is_sign_up(element: Element) -> bool:
    """Whether an element is a form that asks for an address or a comment; a form may also hold a whole page."""
    return element.tag == "form" and any(
        inner.tag == "textarea" or (inner.tag == "input" and inner.attributes.get("type") == "email")
        for inner in element.elements()
    )


def holds_controls(element: Element) -> bool:
    """Whether an element holds something to press or to fill in."""
    return any(
        inner.tag in _CONTROLS or inner.attributes.get("role") == "button" for inner in element.elements()
    )


def holds_points(element: Element) -> bool:
    """Whether an element is a box of facts: items, none of which leads anywhere."""
    tags = {inner.tag for inner in element.elements()}
    return "li" in tags and "a" not in tags


def _is_beside_text(element: Element) -> bool:
    parent = element.parent
    beside = parent is not None and any(
        isinstance(child, Element) and child.tag == "p" for child in parent.children
    )
    return beside or any(above.tag == "article" for above in element.ancestors())


def is_hidden(element: Element) -> bool:
    """Whether an element says that it is not shown."""
    attributes = element.attributes
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style", "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def skips_box(href: str, text: str) -> bool:
    """Whether a link, or a piece that begins with it, leads past a box of the page: "छोड़कर ये भी पढ़ें आगे बढ़ें"."""
    if href[:1] != "#" or len(href) < 2 or len(text) > LONGEST_SKIP:
        return False
    return has_any(text, "छोड", "skip") and has_any(text, "बढ", "skip")


@cache
def _table() -> tuple[dict[str, tuple[str, bool]], tuple[tuple[str, tuple[str, bool]], ...]]:
    kinds = {word: (kind, "weak" not in use) for word, kind, *use in rows("zones")}
    begun = tuple((word[:-1], kind) for word, kind in kinds.items() if word.endswith("*"))
    return {word: kind for word, kind in kinds.items() if not word.endswith("*")}, begun


@cache
def _named(names: str) -> tuple[str, bool]:
    whole, begun = _table()
    for name in names.split():
        if (kind := whole.get(name.lower())) is not None:
            return kind
        for word in _WORDS.findall(_HUMPS.sub(" ", name)):
            word = word.lower()
            kind = whole.get(word) or next((kind for start, kind in begun if word.startswith(start)), None)
            if kind is not None:
                return kind
    return "", True
