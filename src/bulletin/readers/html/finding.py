"""Finding: which pieces of a page are its article: by where its prose stands, its headline, and where the next story begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bulletin.readers.html.beside import CONTENTS, mark_beside
from bulletin.readers.html.boxed import mark_boxed
from bulletin.readers.html.claims import Claims
from bulletin.readers.html.element import Element
from bulletin.readers.html.pieces import HEADINGS, Piece
from bulletin.readers.html.prose import SHORTEST_PROSE, is_prose
from bulletin.readers.html.pulled import PULLED
from bulletin.readers.html.titles import headline_of
from bulletin.readers.html.zones import holds_controls, holds_points, is_hidden, zone_of
from bulletin.readers.labels.plain import has_any
from bulletin.readers.wordlists import verbose

MOST_OF_PAGE = 0.5
"""Share of the page's prose from which on a part is not what its class says it is."""

ARTICLE = 0.8
"""Share of the prose within the innermost element that is taken for the article's."""

LONGEST_CARD = 170
"""Letters of prose on a card that leads to another page."""

LONG_LINK = 12
"""Letters of a link that may be another story's headline."""

FEWEST_CARDS = 3
FEWEST_TITLED = 2
"""Cards side by side, at least; and those whose link is a heading."""

NEAR = 2
"""Elements round the article within which a list is its own."""

_ITEMS = ("li", "blockquote", "tr")

FEWEST_CAPTIONS = 3
"""Captions of a page of pictures, at least; they are its text."""

_COMMENTS_CUES = ("comment", "reply", "कमेंट", "टिप्पणी", "टिप्पणियां", "टिप्पणियाँ", "चिट्ठियां", "चिट्ठियाँ")
"""The heading over what readers say has one of these in it, as `folded` returns lines."""

_LINKS = ("boilerplate", "related-link", "card", CONTENTS)

_CUT = (*_LINKS, "caption", "byline", PULLED)


@dataclass(slots=True)
class Found:
    """The article's part of a page, and the rest."""

    pieces: list[Piece]
    """The article's, in the page's order."""
    headline: Piece | None
    first: int
    """The first piece of its prose."""
    outside: list[Piece]
    prose: int
    """Letters of its prose."""


@dataclass(slots=True, frozen=True)
class Told:
    """What the profile of a site says of a page, where it was found to be true."""

    body: frozenset[Element] = frozenset()
    """The elements that hold the article's text."""
    headline: Piece | None = None
    dek: Piece | None = None


NOTHING_TOLD = Told()


def find(pieces: list[Piece], claims: Claims, told: Told = NOTHING_TOLD) -> Found:
    """Find the article among the pieces of a page."""
    _mark(pieces, told)
    prose = [piece for piece in pieces if is_prose(piece) and piece.zone not in _CUT and piece.hidden is None]
    if told.body:
        prose = [piece for piece in prose if _is_inside(piece, told.body)]
    captions = [piece for piece in pieces if piece.zone == "caption" and is_prose(piece)]
    if len(captions) >= FEWEST_CAPTIONS and _letters(captions) > 2 * _letters(prose):
        for piece in captions:
            piece.zone = ""
        prose = captions
    inside = _sums(prose)
    root = None if told.body else _climbed(_innermost(prose, inside), pieces, inside)
    at = {id(piece): index for index, piece in enumerate(pieces)}
    if told.body:
        held = [index for index, piece in enumerate(pieces) if _is_inside(piece, told.body)]
    else:
        held = [index for index, piece in enumerate(pieces) if root is not None and piece.element.is_in(root)]
    headline = told.headline or headline_of(pieces, claims, before=at[id(prose[0])] if prose else len(pieces))
    if not held:
        return Found([], headline, 0, list(pieces), 0)
    start, end = held[0], held[-1] + 1
    if headline is not None and id(headline) in at:
        # What stands between a headline and its text belongs to them; what stands above both does not.
        start = min(start, at[id(headline)])
        end = _next_story(pieces, headline, prose, at, end)
        if at[id(headline)] >= end:
            headline = None
    part = pieces[start:end]
    own = [piece for piece in prose if start <= at[id(piece)] < end]
    first = at[id(own[0])] - start if own else 0
    return Found(part, headline, first, pieces[:start] + pieces[end:], _letters(own))


def _is_inside(piece: Piece, body: frozenset[Element]) -> bool:
    return any(element in body for element in piece.element.ancestors())


def _letters(pieces: Sequence[Piece]) -> int:
    return sum(piece.letters for piece in pieces)


def _sums(pieces: Sequence[Piece]) -> Counter[Element]:
    """How many letters of these pieces each element holds."""
    found: Counter[Element] = Counter()
    by_element: Counter[Element] = Counter()
    for piece in pieces:
        by_element[piece.element] += piece.letters
    for holder, count in by_element.items():
        for element in holder.ancestors():
            found[element] += count
    return found


def _mark(pieces: list[Piece], told: Told) -> None:
    """Set what the mark-up says of each piece: its zone, and whether it is hidden."""
    prose = [piece for piece in pieces if is_prose(piece)]
    inside, total = _sums(prose), max(1, _letters(prose))
    # What stands round the article's text, as its site says, has no say in what it is.
    zones: dict[Element, tuple[str, Element | None]] = dict.fromkeys(told.body, ("", None))
    for piece in pieces:
        piece.zone, piece.hidden = _marks(piece.element, zones, inside, total)
    mark_boxed(pieces, prose, inside, total)
    mark_beside(pieces, prose, inside, total)
    _mark_cards(pieces, inside)
    for piece in pieces:
        if piece is told.dek:
            piece.zone = "dek"
        elif piece.told is not None:
            piece.zone = "boilerplate"


def _marks(
    element: Element, known: dict[Element, tuple[str, Element | None]], inside: Counter[Element], total: int
) -> tuple[str, Element | None]:
    path: list[Element] = []
    for above in element.ancestors():
        if above in known:
            break
        path.append(above)
    for below in reversed(path):
        zone, hidden = known[below.parent] if below.parent is not None else ("", None)
        own, sure = zone_of(below)
        said = inside[below] or (below.tag == "aside" and holds_points(below))
        if own and not sure and said and not holds_controls(below):
            own = ""
        # The innermost says what it is, but nothing inside a box of links or buttons is the article's.
        if own and inside[below] <= MOST_OF_PAGE * total and zone not in _CUT:
            zone = own
        # Text behind "read more" is hidden until a reader asks for it: it is the article's.
        if hidden is None and is_hidden(below) and inside[below] < SHORTEST_PROSE:
            hidden = below
        known[below] = zone, hidden
    return known[element]


def _mark_cards(pieces: list[Piece], inside: Counter[Element]) -> None:
    """Mark cards: elements alike, side by side, each with a link to another story and little text."""
    links = [piece for piece in pieces if piece.linked and piece.letters >= LONG_LINK and not piece.zone]
    leading: set[Element] = {element for piece in links for element in piece.element.ancestors()}
    counts: dict[Element, Counter[tuple[str, str]]] = {}
    cards: set[Element] = set()
    for piece in links:
        for card in list(piece.element.ancestors())[:5]:
            parent = card.parent
            if parent is None or card.tag == "body" or inside[card] > LONGEST_CARD:
                break
            if parent not in counts:
                alike = [
                    child for child in parent.children if isinstance(child, Element) and child in leading
                ]
                few = all(inside[child] <= LONGEST_CARD for child in alike)
                counts[parent] = Counter(map(_look, alike)) if few else Counter()
            least = FEWEST_TITLED if piece.tag in HEADINGS else FEWEST_CARDS
            if counts[parent][_look(card)] >= least:
                cards.add(card)
                break
    for piece in pieces:
        if cards and not piece.zone and any(element in cards for element in piece.element.ancestors()):
            piece.zone = "card"


def _look(element: Element) -> tuple[str, str]:
    return element.tag, element.attributes.get("class", "")


def _innermost(prose: list[Piece], inside: Counter[Element]) -> Element | None:
    """The innermost element that holds most of the prose."""
    if not prose:
        return None
    wanted = ARTICLE * _letters(prose)
    holders = [element for element in inside if inside[element] >= wanted]
    # They lie within one another.
    return max(holders, key=lambda element: sum(1 for _ in element.ancestors()))


def _climbed(root: Element | None, pieces: list[Piece], inside: Counter[Element]) -> Element | None:
    """The root, or one around it that has more of the prose and no more links than that."""
    if root is None:
        return None
    linked = _sums([piece for piece in pieces if piece.linked and piece.zone not in _LINKS])
    items = _sums(
        [piece for piece in pieces if piece.tag in _ITEMS and not piece.linked and piece.zone == ""]
    )
    if root.tag in ("p", *_ITEMS) and root.parent is not None and root.parent.tag != "body":
        root = root.parent
    for distance, above in enumerate(list(root.ancestors())[1:]):
        if above.tag == "html":
            break
        more = inside[above] - inside[root]
        if distance < NEAR and above.tag != "body":
            # A list has no sentences, but it stands beside them.
            more = max(more, items[above] - items[root])
        if more > 0 and linked[above] - linked[root] <= more:
            root = above
    return root


def _next_story(
    pieces: list[Piece], headline: Piece, prose: list[Piece], at: dict[int, int], end: int
) -> int:
    """Where the article ends: before the headline of another story that the page goes on with, or its readers' comments."""
    begun = False
    of_prose = {id(piece) for piece in prose}
    for index in range(at[id(headline)] + 1, end):
        piece = pieces[index]
        if (
            piece.tag == headline.tag
            and begun
            and piece.tag in ("h1", "h2")
            and _begins_story(piece, headline, prose)
        ):
            return index
        if begun and piece.tag in HEADINGS and _is_over_comments(piece.text):
            return index
        begun = begun or id(piece) in of_prose
    return end


def _is_over_comments(text: str) -> bool:
    """Whether a text is the heading over what readers say."""
    return has_any(text, *_COMMENTS_CUES) and _comments().fullmatch(text) is not None


@cache
def _comments() -> re.Pattern[str]:
    return verbose(
        r"""
        (?:\d{1,4}\s)?  # 3 Comments, or: Comments (3)
        (?:टिप्पणियां|टिप्पणियाँ|टिप्पणी|कमेंट(?:्?स)?|comments?|leave\sa\s(?:reply|comment)|पाठकों\sकी\sटिप्पणियां
            |पाठकों\sकी\sचिट्ठिया[ंँ])
        (?:\s?\(\d{1,4}\))?\s?:?
        """
    )


def _begins_story(piece: Piece, headline: Piece, prose: list[Piece]) -> bool:
    """Whether a headline further down stands apart from the first one's text, as that one from this one's."""
    if headline.tag == "h2" and piece.element.parent is headline.element.parent:
        return False
    # A site that writes every heading as h1 has it between the paragraphs.
    return not any(
        one.element.parent is piece.element.parent for one in prose if one.element.parent is not None
    ) or (piece.element.parent is not headline.element.parent and _story_of(piece) is not _story_of(headline))


def _story_of(piece: Piece) -> Element | None:
    return next((element for element in piece.element.ancestors() if element.tag == "article"), None)
