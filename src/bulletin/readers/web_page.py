"""Web page: the bytes of an HTML page → its article. As yet no page is read: it is refused by what it is."""

from __future__ import annotations

from bulletin.errors import InputError
from bulletin.readers.kinds import KINDS, refuse_other_kinds
from bulletin.schema.article import Article


def read_page(data: bytes, source: str, *, content_type: str = "") -> Article:
    """The article of a page; `content_type` is what its site says of the bytes. Raises InputError (65)."""
    refuse_other_kinds(data, source)
    page = next(kind for kind in KINDS if kind.name == "html")
    raise InputError(
        f"this is {page.called} by its site's word ({content_type}), not the text of a Hindi article.",
        error_id="source.kind",
        source=source,
        remedy=page.remedy,
    )
