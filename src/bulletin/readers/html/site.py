"""Site: what the profile of a page's site says of it, followed as far as it loses nothing of the article.

A site changes its pages, and its profile becomes wrong. A selector that finds nothing is passed over. One that would leave
out what the common rules found to be the article's text is overruled, unless that is little and the page itself does not
count it as the article's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bulletin.language.characters import letters_and_digits
from bulletin.readers.html.claims import Claims
from bulletin.readers.html.element import Element
from bulletin.readers.html.finding import Found, Told, find
from bulletin.readers.html.pieces import HEADINGS, INLINE, Piece
from bulletin.readers.html.prose import is_prose
from bulletin.readers.html.titles import LONGEST_HEADLINE, SHORTEST_HEADLINE, is_same
from bulletin.readers.labels.chain import line_label
from bulletin.readers.labels.label import SITE_RULES, Label, is_on
from bulletin.readers.labels.shapes import ends_sentence
from bulletin.readers.labels.whose import profile_of_text
from bulletin.readers.sites.known import of_address, of_marks
from bulletin.readers.sites.profile import PARTS, Profile
from bulletin.readers.sites.selectors import Selector, matches, selectors_of

MOST_LOST = 0.2
"""Share of the article's letters, as the common rules found it, that a profile may leave out."""

LONGEST_SHORT = 100
"""Characters of a byline or a day."""

LONGEST_DEK = 320

_LEFT_OUT = ("furniture", "related", "caption", "byline", "dateline")
SHORTEST_POINT = 20
"""Letters of an item over the text that may be one of its main points; a name or a day is shorter."""

_SHORT = ("byline", "dateline")
_NO_NAMES = HEADINGS | {"li", "blockquote", "tr"}
"""Tags of the article's own text that no name and no day has."""


def profile_of_page(root: Element, claims: Claims, source: str, pieces: Sequence[Piece]) -> Profile | None:
    """The profile of the page's site: by the address it was asked for, its own address, or its marks.

    A page without any address is looked through for the lines by which texts are known.
    """
    body = next((each for each in root.children if isinstance(each, Element) and each.tag == "body"), None)
    classes = "" if body is None else body.attributes.get("class", "")
    return (
        of_address(source)
        or of_address(claims.address)
        or of_marks("site_name", "site_names", claims.site_names)
        or of_marks("class", "classes", classes.split())
        or of_marks("generator", "generators", claims.generators)
        or (None if claims.address else profile_of_text([piece.text for piece in pieces], source))
    )


def by_profile(
    profile: Profile, root: Element, pieces: list[Piece], claims: Claims, common: Found
) -> tuple[Found, tuple[str, ...]]:
    """The article as the profile has it, and the rows that were overruled. `common` is what all sites' rules found."""
    if not any(profile.page.values()):
        return common, ()
    reading = _Reading(profile, root, pieces, claims, common)
    told = reading.told()
    if told is None:
        return common, tuple(reading.overruled)
    return find(pieces, claims, told), tuple(reading.overruled)


class _Reading:
    def __init__(
        self, profile: Profile, root: Element, pieces: list[Piece], claims: Claims, common: Found
    ) -> None:
        self.overruled: list[str] = []
        self._profile = profile
        self._claims = claims
        self._common = common
        self._pieces = pieces
        self._own = [
            piece
            for place, piece in enumerate(common.pieces)
            if self._is_read(piece, above=place < common.first)
        ]
        """What the common rules take for the article's own, without its headline."""
        self._selectors = {text: selectors_of(text) for part in PARTS for text in profile.page[part]}
        self._found = matches(
            [each for selectors in self._selectors.values() for each in selectors], root.elements()
        )
        self._holding: dict[Element, list[Piece]] = {}
        for piece in pieces:
            for element in piece.element.ancestors():
                self._holding.setdefault(element, []).append(piece)
        self._bodies = " ".join(letters_and_digits(story.body) for story in claims.stories)

    def _is_read(self, piece: Piece, *, above: bool) -> bool:
        """Whether the common rules read a piece: a sentence, a heading, an item of a list."""
        if piece.zone or piece.hidden is not None or piece is self._common.headline:
            return False
        if above and not (piece.tag == "li" and piece.letters >= SHORTEST_POINT):
            return is_prose(piece)
        return is_prose(piece) or not (piece.linked or line_label(piece.text))

    def told(self) -> Told | None:
        """What of the profile is true of this page; None if nothing is."""
        body = self._body()
        lost: set[int] = set()
        for part in _LEFT_OUT:
            for text, row in self._profile.page[part].items():
                self._leave_out(part, text, row, lost)
        headline = self._headline()
        dek = next(
            (
                piece
                for piece in self._named("dek")
                if piece.told is None and len(piece.text) <= LONGEST_DEK and piece not in self._own[1:]
            ),
            None,
        )
        if not body and headline is None and dek is None and not lost and not self._any_told():
            return None
        return Told(body, headline, dek)

    def _any_told(self) -> bool:
        return any(piece.told is not None for piece in self._pieces)

    def _body(self) -> frozenset[Element]:
        for text, row in self._profile.page["body"].items():
            elements = self._elements(text)
            inside = {id(piece) for element in elements for piece in self._holding.get(element, ())}
            if not any(id(piece) in inside and is_prose(piece) for piece in self._pieces):
                continue
            lost = [piece for piece in self._own if id(piece) not in inside]
            if self._loses(lost) or self._adds_links(inside):
                self.overruled.append(row)
                continue
            return frozenset(elements)
        return frozenset()

    def _adds_links(self, inside: set[int]) -> bool:
        """Whether a body has more links than prose beside what the common rules found: it holds more than the article."""
        known = set(map(id, self._common.pieces))
        added = [piece for piece in self._pieces if id(piece) in inside and id(piece) not in known]
        links = sum(piece.letters for piece in added if piece.linked)
        return links > sum(piece.letters for piece in added if is_prose(piece))

    def _leave_out(self, part: str, text: str, row: str, lost: set[int]) -> None:
        """Mark what a selector finds, unless it loses some of the article. `lost` are its sentences left out so far."""
        rule = f"site-{part}"
        if not is_on(rule):
            return
        found = self._inside(self._elements(text))
        if part in _SHORT:
            sentences = {id(piece) for piece in self._own if is_prose(piece) or piece.tag in _NO_NAMES}
            if not sentences.isdisjoint(map(id, found)):
                self.overruled.append(row)
                return
            found = [
                each for each in found if len(each.text) <= LONGEST_SHORT and not ends_sentence(each.text)
            ]
        found = [piece for piece in found if piece is not self._common.headline]
        marked = lost.union(map(id, found))
        own = [piece for piece in self._own if id(piece) in marked]
        if self._loses(own):
            self.overruled.append(row)
            return
        lost.update(map(id, own))
        label = Label(SITE_RULES[rule], rule, row)
        for piece in found:
            piece.told = piece.told or label

    def _headline(self) -> Piece | None:
        common = self._common.headline
        for text, row in self._profile.page["headline"].items():
            piece = next(
                (
                    each
                    for each in self._inside(self._elements(text))
                    if each.letters >= SHORTEST_HEADLINE and len(each.text) <= LONGEST_HEADLINE
                ),
                None,
            )
            if piece is None:
                continue
            if common is None or is_same(piece.text, common.text):
                return piece
            # The page says which of the two it is about; where it says neither, its site's profile knows.
            if self._is_claimed(common) and not self._is_claimed(piece):
                self.overruled.append(row)
                continue
            return piece
        return None

    def _is_claimed(self, piece: Piece) -> bool:
        titles = (*self._claims.titles, *(story.headline for story in self._claims.stories))
        return any(title and is_same(piece.text, title) for title in titles)

    def _loses(self, own: Sequence[Piece]) -> bool:
        """Whether leaving these sentences out would lose some of the article."""
        total = sum(piece.letters for piece in self._own)
        if sum(piece.letters for piece in own) > MOST_LOST * total:
            return True
        return any(letters_and_digits(piece.text) in self._bodies for piece in own)

    def _named(self, part: str) -> list[Piece]:
        return [piece for text in self._profile.page[part] for piece in self._inside(self._elements(text))]

    def _elements(self, text: str) -> list[Element]:
        selectors: tuple[Selector, ...] = self._selectors[text]
        return [element for selector in selectors for element in self._found[selector]]

    def _inside(self, elements: Iterable[Element]) -> list[Piece]:
        """The pieces inside elements, in the page's order. Words in a piece count if they are nearly all of it."""
        found: list[Piece] = []
        for element in elements:
            if element.tag not in INLINE:
                found += self._holding.get(element, ())
                continue
            block = next((each for each in element.ancestors() if each.tag not in INLINE), element)
            letters = letters_and_digits(element.text(seen=True))
            found += [
                piece
                for piece in self._holding.get(block, ())
                if piece.element is block and letters_and_digits(piece.text) in letters
            ]
        return found
