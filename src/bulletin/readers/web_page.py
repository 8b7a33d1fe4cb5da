"""Web page: the reader of HTML, by the name under which addresses and feeds call it. Its parser loads with the first page."""

from __future__ import annotations

from bulletin.schema.article import Article


def read_page(data: bytes, source: str, *, content_type: str = "") -> Article:
    """The article in a web page. `source` is its path or address, `content_type` what its site says of it.

    Raises InputError (65) if the page has no article, with what it has instead.
    """
    from bulletin.readers import html

    return html.read_page(data, source, content_type=content_type)
