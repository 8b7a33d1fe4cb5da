"""Titles: which piece of a page is its headline: what stands large above the prose, checked against what the page claims."""

from __future__ import annotations

import re
from functools import lru_cache

from bulletin.language.characters import letters_and_digits
from bulletin.readers.html.claims import Claims
from bulletin.readers.html.element import Element
from bulletin.readers.html.pieces import Piece

LONGEST_HEADLINE = 240
SHORTEST_HEADLINE = 8
"""Letters of a headline."""

ALIKE = 0.6
"""Share of words in common of two titles of one story."""

FEW = 12
"""Pieces from the first prose on that must speak of what the title names."""

LEAST = 3
"""Points of a piece that may be the headline."""

_SITE = re.compile(r"\s+[|–—:-]\s+|\s*\|\s*")


def headline_of(pieces: list[Piece], claims: Claims, *, before: int) -> Piece | None:
    """The page's headline, above the piece `before`, its first prose; one made of the page's title if none is on the page."""
    claimed = [title for title in (*claims.titles, *(story.headline for story in claims.stories)) if title]
    if len(claimed) > 1 and not all(is_same(title, claimed[0]) for title in claimed):
        # They disagree: one may be the site's own name, which stands over every page of it.
        near = pieces[before : before + FEW]
        claimed = [title for title in claimed if _is_about(title, near)] or claimed
    titles = list(dict.fromkeys([*claimed, *map(without_site, claimed)]))
    told = {_letters(title) for title in titles}
    best, points = None, LEAST - 1
    large = any(piece.tag == "h1" and piece.letters >= SHORTEST_HEADLINE for piece in pieces)
    weights = {"h1": 4, "h2": 2, "h3": 1} if large else {"h2": 3, "h3": 2}
    for index, piece in enumerate(pieces):
        if piece.letters < SHORTEST_HEADLINE or len(piece.text) > LONGEST_HEADLINE:
            continue
        # To the letter what the page's head says: it may have no mark-up, and a notice may stand above it.
        exact = (
            piece.tag not in weights and not piece.linked and not piece.zone and _letters(piece.text) in told
        )
        if (index > before or piece.linked) and piece.tag not in weights and not exact:
            continue
        own = weights.get(piece.tag, 1 + (index > before) if exact else 0)
        own += 3 * any(is_same(piece.text, title) for title in titles)
        own -= (
            (index > before)
            + (3 if piece.zone in ("boilerplate", "related-link", "card") else 0)
            + 2 * piece.linked
        )
        if own > points:
            best, points = piece, own
    if (
        best is not None
        or not claims.titles
        or not _is_about(claims.titles[0], pieces[before : before + FEW])
    ):
        return best
    return Piece(text=without_site(claims.titles[0]), element=Element(tag="h1"), tag="h1")


def is_same(one: str, other: str) -> bool:
    """Whether two titles are of one story: the same words, or most of them; a site's name may stand behind."""
    short, long = sorted((_letters(one), _letters(other)), key=len)
    if len(short) >= SHORTEST_HEADLINE and (short == long or (len(short) >= 15 and short in long)):
        return True
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return len(words & others) >= ALIKE * max(len(words | others), 1)


def without_site(title: str) -> str:
    """A page's title without the site's name at its end."""
    parts = _SITE.split(title)
    return parts[0] if len(parts) > 1 and len(parts[0]) > len(title) / 3 else title


def _is_about(title: str, pieces: list[Piece]) -> bool:
    words = re.findall(r"\w[\w\u0900-\u0963]{3,}", without_site(title))
    text = " ".join(piece.text for piece in pieces)
    return 3 * sum(word in text for word in words) >= len(words) > 0


@lru_cache(maxsize=64)  # a title is held against many pieces
def _letters(text: str) -> str:
    return letters_and_digits(text).casefold()
