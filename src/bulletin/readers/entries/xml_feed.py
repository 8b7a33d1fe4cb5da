"""XML feed: RSS 2.0 and its elders, RSS 1.0 (RDF) and Atom → entries. Element names count, not their versions."""

from __future__ import annotations

import html
from functools import lru_cache
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, tostring

from bulletin.readers.entries.dates import moment
from bulletin.readers.entries.elements import BASE, items_of, local
from bulletin.readers.entries.entry import Entry, on_the_web
from bulletin.readers.entries.full_text import full_text, plain

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_OTHERS = ("search.yahoo.com/mrss", "{media}", "itunes", "podcast", "googleplay")
"""In the namespaces of elements that describe something else than the story."""
_DATES = ("pubDate", "published", "issued", "date", "created", "updated", "modified")
"""The best first: when a story came out, not when it was touched last."""


def xml_entries(text: str, address: str) -> tuple[list[Entry], bool]:
    """The entries of a feed in its own order, and whether all of it could be read."""
    items, base, whole = items_of(text)
    return [_entry(item, urljoin(address, base)) for item in items], whole


def _entry(item: Element, base: str) -> Entry:
    parts: dict[str, Element] = {}
    for child in item:
        # Of several elements of a name the first counts, but for links; pictures and podcasts have some of their own.
        if not _is_of_others(str(child.tag)):
            parts.setdefault(local(child), child)
    base = urljoin(base, item.get(BASE, ""))
    title = plain(_text(parts.get("title")))
    address = _link(item, base)
    told = _text(parts.get("id", parts.get("guid"))) or item.get(_ABOUT, "")
    summary = _markup(parts.get("summary", parts.get("description")))
    written = _markup(parts.get("encoded")) or _markup(parts.get("content"))
    return Entry(
        id=" ".join(told.split()) or address or title,
        title=title,
        address=address,
        published=next((found for name in _DATES if (found := moment(_text(parts.get(name))))), None),
        html=full_text(written, summary),
        summary=summary or written,
    )


@lru_cache(maxsize=256)  # each item has the same names
def _is_of_others(name: str) -> bool:
    return any(word in name for word in _OTHERS)


def _link(item: Element, base: str) -> str:
    """Where an item's page is: its link, else its guid where that is one."""
    links = [child for child in item if local(child) == "link"]
    pages = [link for link in links if link.get("rel", "alternate") == "alternate"]
    for link in sorted(pages, key=lambda link: "html" not in link.get("type", "html")):
        if found := on_the_web(link.get("href") or _text(link), urljoin(base, link.get(BASE, ""))):
            return found
    guid = next((child for child in item if local(child) == "guid"), None)
    if guid is not None and guid.get("isPermaLink", "true").lower() == "true":
        return on_the_web(_text(guid), "")
    return ""


def _text(element: Element | None) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""


def _markup(element: Element | None) -> str:
    """What an element holds, as HTML."""
    if element is None or element.get("src"):
        return ""
    if len(element) or element.get("type") in ("xhtml", "application/xhtml+xml"):
        return "".join(_serialised(child) for child in element).strip()
    text = _text(element)
    if element.get("type") in ("text", "text/plain"):
        return "".join(
            f"<p>{html.escape(part, quote=False)}</p>" for part in text.split("\n") if part.strip()
        )
    return text


def _serialised(element: Element) -> str:
    for each in element.iter():
        if isinstance(each.tag, str):
            each.tag = local(each)
    return tostring(element, encoding="unicode", method="html")
