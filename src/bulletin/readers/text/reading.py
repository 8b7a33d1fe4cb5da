"""Text: a bare text file → an article. Only its lines show its structure: no markup, often no blank lines."""

from __future__ import annotations

from dataclasses import replace

from bulletin.errors import InputError
from bulletin.language.characters import speaks
from bulletin.language.controls import without_controls
from bulletin.readers.draft import Draft
from bulletin.readers.labels.whose import profile_of_text
from bulletin.readers.sites.profile import using
from bulletin.readers.text.encoding import decode
from bulletin.readers.text.inline import without_inline
from bulletin.readers.text.tables import rows_as_sentences
from bulletin.readers.text.wrapping import unwrapped
from bulletin.schema.article import Article, LeftOut


def read_text(data: bytes, source: str) -> Article:
    """The article in a bare text file.

    Finds kicker, headline, dek, sections with headings, paragraphs, byline, dateline, credit, captions and
    "also read" lines. Raises InputError (65) if the bytes are no text in UTF-8 or UTF-16, or hold no letter or digit.
    """
    text, inline = without_inline(decode(data, source))
    text, controls = without_control_characters(text)
    if not speaks(text):
        raise InputError(
            f"nothing to read aloud: no letter or digit in {len(data):,} bytes.",
            error_id="text.empty",
            source=source,
            remedy="Check that the file holds the article and was saved.",
        )
    site = profile_of_text(text.split("\n"), source)
    with using(site):
        lines = unwrapped(text)
        readable = rows_as_sentences([line.text for line in lines])
        lines = [replace(line, text=row) for line, row in zip(lines, readable, strict=True)]
        article = Draft(lines).article(source, text)
    if site is not None:
        article = replace(article, site=site.file)
    before = (*inline, *controls)
    return replace(article, left_out=(*before, *article.left_out)) if before else article


def without_control_characters(text: str) -> tuple[str, tuple[LeftOut, ...]]:
    """The text without control characters, and an entry for each row that has some."""
    rows: list[str] = []
    left_out: list[LeftOut] = []
    for number, row in enumerate(text.split("\n"), start=1):
        bare, controls = without_controls(row)
        rows.append(bare)
        if controls:
            left_out.append(
                LeftOut(text=controls, line=number, reason="boilerplate", rule="control-characters")
            )
    return "\n".join(rows), tuple(left_out)
