"""Zones: what a page's mark-up says that a part of it is: by tags, roles, and the words of classes and ids."""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.html.element import Element
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

_WORDS = re.compile(r"[A-Za-z]+")
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def zone_of(element: Element) -> str:
    """What kind of part an element says it is: a reason of `zones.tsv`, `dek`, or an empty string."""
    zone = _TAGS.get(element.tag, "")
    if not zone and element.attributes.get("role") in (
        "button",
        "navigation",
        "complementary",
        "search",
        "dialog",
    ):
        zone = "boilerplate"
    if zone or element.tag in _WHOLE_PAGE:
        return zone
    named = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"
    return _named(named) if len(named) > 1 else ""


def is_hidden(element: Element) -> bool:
    """Whether an element says that it is not shown."""
    attributes = element.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style", "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


@cache
def _table() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    whole = {word: kind for word, kind in rows("zones") if not word.endswith("*")}
    begun = tuple((word[:-1], kind) for word, kind in rows("zones") if word.endswith("*"))
    return whole, begun


@cache
def _named(names: str) -> str:
    whole, begun = _table()
    for name in names.split():
        if (kind := whole.get(name.lower())) is not None:
            return kind
        for word in _WORDS.findall(_HUMPS.sub(" ", name)):
            word = word.lower()
            kind = whole.get(word) or next((kind for start, kind in begun if word.startswith(start)), None)
            if kind is not None:
                return kind
    return ""
