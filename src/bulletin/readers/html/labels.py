"""Labels: what the mark-up says of the article's pieces → lines with a tag, a link, and a reason to be left out."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urljoin, urlsplit

from bulletin.readers.html.beside import CONTENTS
from bulletin.readers.html.boxed import AUTHOR_PAGE, is_author_link
from bulletin.readers.html.claims import Claims
from bulletin.readers.html.element import Element
from bulletin.readers.html.empty import mark_empty_boxes
from bulletin.readers.html.finding import LONG_LINK, Found
from bulletin.readers.html.pieces import HEADINGS, Piece
from bulletin.readers.html.prose import is_prose
from bulletin.readers.html.pulled import PULLED
from bulletin.readers.html.titles import is_same
from bulletin.readers.labels.chain import line_label
from bulletin.readers.labels.label import Label, label
from bulletin.readers.labels.line import DEK, Line
from bulletin.readers.labels.plain import plain_line
from bulletin.readers.labels.shapes import ends_sentence
from bulletin.readers.labels.stamps import before_stamp, is_ago, is_clock, is_labelled_stamp, is_stamp

LONGEST_NAME = 100
"""Characters of a byline or a day."""

LONGEST_DEK = 320
SHORTEST_DEK = 25
"""Characters of a dek that nothing but its place shows."""

LONGEST_LINKED_HEADING = 90

_FRAMES = tuple("★☆◆◇■□●✦✪❖*=~")

_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_LETTER = re.compile(r"[^\W\d_]")
_PRESSED = re.compile(
    r"""
    ^(?:\#|javascript:|mailto:|tel:|whatsapp:|intent:)  # nowhere, or to a program
    | [?&]share=
    | /(?:tags?|topics?|category|search)(?:/|-)  # the words of an index
    | (?:facebook|twitter|x|whatsapp|telegram|t|instagram|youtube|linkedin|news\.google)\.(?:com|me)/
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Where buttons and the words of an index lead."""


def lines_of(found: Found, claims: Claims, source: str) -> list[Line]:
    """The lines of the article, numbered as its pieces are, the headline first if the page has none in its text."""
    pieces = list(found.pieces)
    first = found.first
    if found.headline is not None and found.headline not in pieces:
        pieces.insert(0, found.headline)
        first += 1
    dek = _dek(pieces, found.headline, first, claims)
    labels = [_label(pieces, index, found.headline, first, dek) for index in range(len(pieces))]
    mark_empty_boxes(pieces, labels, found.headline)
    base = claims.address if urlsplit(source).scheme not in ("http", "https") else source
    return [
        Line(
            number,
            piece.text,
            piece.opens_group,
            tag="h1" if piece is found.headline else DEK if piece is dek else _plain_tag(piece),
            href=_address(base, piece.href),
            label=found_label,
        )
        for number, (piece, found_label) in enumerate(zip(pieces, labels, strict=True), start=1)
    ]


def _plain_tag(piece: Piece) -> str:
    """The tag by which a line is judged: an h1 that is not the headline is a heading; bold text is judged by its words."""
    tag = piece.tag
    if tag in ("p", "strong", "") and len(piece.text) <= LONGEST_NAME and _is_framed(piece.text):
        return "h3"
    return {"h1": "h2", "strong": "", "dt": "li", "dd": "li"}.get(tag, tag)


def _is_framed(text: str) -> bool:
    """Whether a line stands between two signs alike: a heading that a writer drew."""
    return text.startswith(_FRAMES) and _framed().fullmatch(text) is not None


@cache
def _framed() -> re.Pattern[str]:
    return re.compile(rf"([{''.join(_FRAMES)}])\1*\s*\w.*?\w.*?\s*\1+")


def _address(base: str, href: str | None) -> str | None:
    if not href:
        return None
    try:
        address = urljoin(base, href.strip())
        return address if urlsplit(address).scheme in ("http", "https") else None
    except ValueError:
        return None


def _label(
    pieces: list[Piece], index: int, headline: Piece | None, first: int, dek: Piece | None
) -> Label | None:
    """Why a piece is left out, as far as the mark-up and its place say."""
    piece = pieces[index]
    if piece is headline or piece is dek:
        return None
    if dek is not None and index < first and _goes_on_as_dek(pieces, index, dek):
        return line_label(piece.text)
    if piece.told is not None:
        return piece.told
    words = line_label(piece.text)
    if piece.hidden is not None or piece.zone == "boilerplate":
        return _boxed_label(piece, words)
    if piece.zone in (CONTENTS, PULLED):
        return label("page-contents" if piece.zone == CONTENTS else "page-pull-quote")
    if piece.zone in ("related-link", "card"):
        return words or label("page-box-link")
    if piece.zone == "caption":
        return label("page-caption")
    if piece.zone == "kicker" and index < first:
        return label("page-kicker")
    if (
        piece.zone == "dek"
        and index > first
        and not _DEVANAGARI.search(piece.text)
        and not _goes_on(pieces, index)
    ):
        return words or label("page-summary")  # in English, for search engines
    short = len(piece.text) <= LONGEST_NAME and not ends_sentence(piece.text)
    if piece.zone == "byline" and index > first and not _goes_on(pieces, index):
        return label("page-byline")  # the writer's life, under the article
    if short and piece.zone in ("byline", "dateline"):
        return words or label("page-byline" if piece.zone == "byline" else "page-dateline")
    if piece.tag == "" and not _LETTER.search(piece.text):
        return words or label("page-signs")  # 2/5
    if piece.tag == "" and (is_clock(piece.text) or is_ago(piece.text)):
        return words or label("page-entry-time")
    if short and piece.linked and is_author_link(piece):
        return words or label("page-author-link")
    if short and piece.tag not in ("li", *HEADINGS) and piece.href and AUTHOR_PAGE.search(piece.href):
        return words or label("page-author-link")
    if piece.linked:
        return words or _linked_label(pieces, index)
    above = headline is not None and index < pieces.index(headline)
    if (above or index < first) and not is_prose(piece):
        return words or _opening_label(pieces, index, above=above)
    return None


def _linked_label(pieces: list[Piece], index: int) -> Label | None:
    """Why a piece that is one link is left out; None for a sentence, and for a heading over a paragraph."""
    piece = pieces[index]
    if piece.href and AUTHOR_PAGE.search(piece.href):
        return label("page-author-link")
    if piece.href and _PRESSED.search(piece.href):
        return label("page-button-link")
    if ends_sentence(piece.text) and piece.tag in ("p", "li", "blockquote") and not piece.text.endswith("…"):
        return None
    over = index + 1 < len(pieces) and is_prose(pieces[index + 1]) and pieces[index + 1].zone == ""
    return None if piece.tag in HEADINGS and over else label("page-link")


def _goes_on(pieces: list[Piece], index: int) -> bool:
    """Whether the article's text goes on behind a piece."""
    return any(
        is_prose(piece) and piece.zone == "" and line_label(piece.text) is None
        for piece in pieces[index + 1 :]
    )


def _boxed_label(piece: Piece, words: Label | None) -> Label:
    """Why a piece of a box is left out: a link to another story, or what the words say."""
    if piece.linked and piece.letters >= LONG_LINK and not _PRESSED.search(piece.href or ""):
        return words or label("page-box-link")
    # A button that says "read more" leads nowhere else.
    pressed = any(
        element.tag == "button" or element.attributes.get("role") == "button"
        for element in piece.element.ancestors()
    )
    return words if words and not (pressed and words.reason == "related-link") else label("page-box")


def _opening_label(pieces: list[Piece], index: int, *, above: bool) -> Label | None:
    """Why a short piece round the headline is left out: a name, a day, a section of the site."""
    piece = pieces[index]
    if piece.tag == "li" and not above and _is_beside_stamp(pieces, index):
        return label("page-opening-day")
    if piece.tag in HEADINGS or (piece.tag in ("li", "strong", "blockquote") and not above):
        shared = piece.tag == "li" and any(
            other is not piece and _item_of(other) is _item_of(piece)
            for other in pieces[max(0, index - 1) : index + 2]
        )
        return label("page-opening") if above or shared else None
    return label("page-opening-day" if is_stamp(piece.text) else "page-opening")


def _is_beside_stamp(pieces: list[Piece], index: int) -> bool:
    """Whether one of the items round an item, or that itself, is a stamp: no list of points."""
    box = pieces[index].element.parent
    return any(
        piece.element.parent is box and (is_stamp(piece.text) or is_labelled_stamp(plain_line(piece.text)))
        for piece in pieces[max(0, index - 2) : index + 3]
    )


def _goes_on_as_dek(pieces: list[Piece], index: int, dek: Piece) -> bool:
    """Whether a piece is a further line of the dek: it stands in the same element, and is no name and no day."""
    piece = pieces[index]
    if piece.element is not dek.element or piece.linked or piece.hidden is not None or piece.told is not None:
        return False
    return (
        len(piece.text) >= SHORTEST_DEK
        and not (is_stamp(piece.text) or before_stamp(piece.text))
        and index > pieces.index(dek)
    )


def _item_of(piece: Piece) -> Element | None:
    return next((element for element in piece.element.ancestors() if element.tag == "li"), None)


def _dek(pieces: list[Piece], headline: Piece | None, first: int, claims: Claims) -> Piece | None:
    """The dek: what the page marks as such, or what stands between the headline and the text, apart from that."""
    if headline is None or headline not in pieces:
        return None
    start = pieces.index(headline) + 1
    between = [piece for piece in pieces[start:first] if not (piece.href and AUTHOR_PAGE.search(piece.href))]
    body = next((piece for piece in pieces[first:] if is_prose(piece)), None)
    for piece in pieces[start : first + 1]:
        if piece.linked or piece.hidden or len(piece.text) > LONGEST_DEK or line_label(piece.text):
            continue
        if piece.zone == "dek" and (piece is not body or first + 1 < len(pieces)):
            return piece
    for piece in between:
        if piece.zone or piece.linked or piece.hidden or not SHORTEST_DEK <= len(piece.text) <= LONGEST_DEK:
            continue
        if line_label(piece.text) or is_stamp(piece.text):
            continue
        if piece.tag not in HEADINGS:
            return piece if piece.tag != "li" else None
        apart = body is None or piece.element.parent is not body.element.parent
        described = any(is_same(piece.text, text) for text in claims.descriptions)
        beside = pieces[start] is piece and piece.tag in ("h2", "h3") and len(piece.text) >= 40
        return (
            piece
            if described or (apart and piece.element.parent is headline.element.parent) or beside
            else None
        )
    return None
