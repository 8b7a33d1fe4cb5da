"""Text: a bare text file → an article. Only its lines show its structure: no markup, often no blank lines."""

from __future__ import annotations

from dataclasses import replace

from bulletin.errors import InputError
from bulletin.language.characters import speaks
from bulletin.readers.draft import Draft
from bulletin.readers.encoding import decode
from bulletin.readers.kinds import refuse_other_kinds
from bulletin.readers.tables import rows_as_sentences
from bulletin.readers.wrapping import unwrapped
from bulletin.schema.article import Article


def read_text(data: bytes, source: str) -> Article:
    """The article in a bare text file.

    Finds kicker, headline, dek, sections with headings, paragraphs, byline, dateline, credit, captions and
    "also read" lines. Raises InputError (65) if the bytes are of another kind (see `kinds`), not UTF-8, or hold no letter
    or digit.
    """
    refuse_other_kinds(data, source)
    text = decode(data, source)
    if not speaks(text):
        raise InputError(
            f"nothing to read aloud: no letter or digit in {len(data):,} bytes.",
            error_id="text.empty",
            source=source,
            remedy="Check that the file holds the article and was saved.",
        )
    lines = unwrapped(text)
    readable = rows_as_sentences([line.text for line in lines])
    lines = [replace(line, text=row) for line, row in zip(lines, readable, strict=True)]
    return Draft(lines).article(source, text)
