"""JSON Feed (1.0 and 1.1) → entries, one by one, so that a feed that is cut off has those before the cut."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from bulletin.readers.entries.dates import moment
from bulletin.readers.entries.entry import Entry, on_the_web
from bulletin.readers.entries.full_text import full_text, plain

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


def json_entries(text: str, address: str) -> tuple[list[Entry], bool]:
    """The entries of a feed in its own order, and whether all of it could be read."""
    try:
        document = json.loads(text)
        items = document.get("items")
        whole = isinstance(items, list)
    except (ValueError, RecursionError, AttributeError):
        items, whole = list(_before_the_cut(text)), False
    return [_entry(item, address) for item in items or () if isinstance(item, dict)], whole


def _before_the_cut(text: str) -> Iterator[Any]:
    match = _ITEMS.search(text)
    decoder = json.JSONDecoder()
    place = match.end() if match else len(text)
    while place < len(text):
        try:
            item, place = decoder.raw_decode(text, _BETWEEN.match(text, place).end())  # type: ignore[union-attr]
        except (ValueError, RecursionError):
            return
        yield item


def _entry(item: dict[str, Any], base: str) -> Entry:
    title = plain(_text(item, "title"))
    address = on_the_web(_text(item, "url"), base) or on_the_web(_text(item, "external_url"), base)
    written = _text(item, "content_html") or "".join(
        f"<p>{html.escape(part, quote=False)}</p>"
        for part in _text(item, "content_text").split("\n")
        if part.strip()
    )
    summary = html.escape(_text(item, "summary"), quote=False)
    return Entry(
        id=_text(item, "id") or address or title,
        title=title,
        address=address,
        published=moment(_text(item, "date_published") or _text(item, "date_modified")),
        html=full_text(written, summary),
        summary=summary or written,
    )


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return str(value).strip() if isinstance(value, str | int | float) else ""
