"""Page: the bytes of a web page → its article; a page without one is refused, by what it is instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bulletin.errors import InputError
from bulletin.readers.draft import Draft
from bulletin.readers.html.charset import decode_page
from bulletin.readers.html.claims import Claims, claims_of, day_of
from bulletin.readers.html.element import Element
from bulletin.readers.html.finding import Found, find
from bulletin.readers.html.labels import lines_of
from bulletin.readers.html.parsing import parse, too_complex
from bulletin.readers.html.pieces import pieces_of
from bulletin.readers.html.refusals import refuse_others
from bulletin.readers.html.site import by_profile, profile_of_page
from bulletin.readers.html.titles import is_same
from bulletin.readers.labels.line import Line
from bulletin.readers.labels.whose import profile_of_text
from bulletin.readers.sites.profile import using
from bulletin.schema.article import Article

MOST_PIECES = 10_000
"""Paragraphs and headings of an article; to judge each by its words takes a third of a millisecond."""


def read_page(data: bytes, source: str, *, content_type: str = "") -> Article:
    """The article in a web page. `source` is its path or address, `content_type` the server's header for it.

    Raises InputError (65) if the page has no article, with what it has instead, or is too complex to be parsed.
    """
    root = parse(decode_page(data, content_type), source)
    claims = claims_of(root)
    pieces = pieces_of(root)
    site = profile_of_page(root, claims, source, pieces)
    with using(site):
        found = find(pieces, claims)
        overruled: tuple[str, ...] = ()
        if site is not None:
            found, overruled = by_profile(site, root, pieces, claims, found)
        if len(found.pieces) > MOST_PIECES:
            raise too_complex(f"{len(found.pieces):,} paragraphs and headings", source)
        refuse_others(found, claims, source)
        article = _article(lines_of(found, claims, source), source)
    return replace(
        article,
        published=_published(found, claims, root),
        outside=sum(piece.letters for piece in found.outside),
        site="" if site is None else site.file,
        overruled=overruled,
    )


def read_fragment(data: bytes, source: str) -> Article:
    """The article in a text with HTML in it: all of it, since nothing stands around it.

    Raises InputError (65) if no letter or digit is between its tags, or it is too complex to be parsed.
    """
    root = parse(decode_page(data), source)
    pieces = pieces_of(root, rows=True)
    if not pieces:
        raise InputError(
            f"nothing to read aloud: no letter or digit between the tags of {len(data):,} bytes.",
            error_id="text.empty",
            source=source,
            remedy="Check that the file holds the article and was saved.",
        )
    found = Found(pieces, None, 0, [], sum(piece.letters for piece in pieces))
    site = profile_of_text([piece.text for piece in pieces], source)
    with using(site):
        lines = [replace(line, label=None) for line in lines_of(found, Claims(), source)]
        return replace(_article(lines, source), site="" if site is None else site.file)


def _article(lines: list[Line], source: str) -> Article:
    text = "\n".join(line.text for line in lines)
    return Draft(lines).article(source, text)


def _published(found: Found, claims: Claims, root: Element) -> date | None:
    """The article's day: what JSON-LD says of the story of this headline, else the page's head, else its mark-up."""
    text = found.headline.text if found.headline is not None else ""
    for story in claims.stories:
        if story.published is not None and text and is_same(text, story.headline):
            return story.published
    if claims.published is not None:
        return claims.published
    for element in root.elements():
        if element.tag == "time" and (day := day_of(element.attributes.get("datetime", ""))) is not None:
            return day
    return None
