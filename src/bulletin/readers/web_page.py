"""Web page: the bytes of an HTML page, from a file, an address or a feed → its article."""

from __future__ import annotations

from bulletin.schema.article import Article


def read_page(data: bytes, source: str, *, content_type: str = "") -> Article:
    """The article of a page; `content_type` is what its site says of the bytes. Raises InputError (65)."""
    from bulletin.readers import html  # its parser, only when the first page is read

    return html.read_page(data, source, content_type=content_type)


def read_piece(data: bytes, source: str) -> Article:
    """The article in a piece of a page, in UTF-8: all of it, since nothing stands around it. Raises InputError (65)."""
    from bulletin.readers import html

    return html.read_fragment(data, source)
