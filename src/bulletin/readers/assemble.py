"""Assemble: the blocks of a source with mark-up → its article, by what the mark-up says and, where it is silent, by words."""

from __future__ import annotations

from dataclasses import replace

from bulletin.errors import InputError
from bulletin.language.characters import speaks
from bulletin.readers.document import Document
from bulletin.readers.draft import Draft
from bulletin.readers.kinds import refuse_unreadable
from bulletin.readers.labels.label import label
from bulletin.readers.labels.line import Line
from bulletin.readers.labels.whose import profile_of_text
from bulletin.readers.sites.profile import using
from bulletin.readers.text.tables import rows_as_sentences
from bulletin.schema.article import NO_TEXT, Article


def article_of(document: Document, source: str) -> Article:
    """The article in a document. Raises InputError (65) if no block of it has a letter or digit, or it is no Hindi."""
    blocks = document.blocks
    if not any(speaks(block.text) for block in blocks):
        raise InputError(
            "nothing to read aloud: no letter or digit in its text.",
            error_id="text.empty",
            source=source,
            remedy="Check that the file holds the article and was saved.",
        )
    refuse_unreadable("\n".join(block.text for block in blocks), source)
    readable = rows_as_sentences([block.text for block in blocks])
    lines = [
        Line(
            block.line,
            text,
            block.opens_group,
            # The headline stands first, and is the only h1.
            tag="h2" if block.tag == "h1" and place else block.tag,
            href=block.href,
            label=label("figure-caption") if block.tag == "figcaption" else None,
        )
        for place, (block, text) in enumerate(zip(blocks, readable, strict=True))
    ]
    site = profile_of_text([line.text for line in lines], source)
    with using(site):
        article = Draft(lines).article(source, _text(document))
    left_out = sorted((*document.left_out, *article.left_out), key=lambda item: item.line)
    return replace(
        article,
        left_out=tuple(left_out),
        published=document.published,
        site="" if site is None else site.file,
    )


def _text(document: Document) -> str:
    """All of the document's text in its order: what coverage is checked against."""
    parts = [(block.line, 1, block.text) for block in document.blocks]
    parts += [
        (item.line, 2 if item.after else 0, item.text)
        for item in document.left_out
        if item.reason not in NO_TEXT
    ]
    return "\n".join(text for *_, text in sorted(parts, key=lambda part: part[:2]))
