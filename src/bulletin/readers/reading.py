"""Reading: the bytes of a source, of whatever kind → its article."""

from __future__ import annotations

from bulletin.readers.kinds import kind_of, refuse_kind
from bulletin.readers.text.encoding import as_utf8
from bulletin.readers.text.reading import read_text
from bulletin.schema.article import Article


def read_article(data: bytes, source: str) -> Article:
    """The article in a source: a bare text, Markdown, a Word document, a text in Kruti Dev.

    Raises InputError (65) if the bytes are of a kind that has no reader (see `kinds`), damaged, no text, or hold no
    letter or digit.
    """
    data = as_utf8(data, source)
    kind = kind_of(data)
    if kind is None:
        return read_text(data, source)
    if kind.reader is None:
        refuse_kind(kind, source)
    return kind.reader(data, source)
