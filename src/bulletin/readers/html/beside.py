"""Beside: parts of a page that their build tells: contents, links that skip a box, forms that ask, calls with a button.

No class or id is asked. Each part is small beside the article, and each is known by what a page can do and a report cannot:
lead to a heading of its own, be skipped, be filled in, be pressed, or say a paragraph's words again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bulletin.language.characters import letters_and_digits
from bulletin.readers.html.element import Element
from bulletin.readers.html.pieces import HEADINGS, Piece
from bulletin.readers.html.pulled import mark_pulled
from bulletin.readers.html.zones import asks_for_address, skips_box
from bulletin.readers.labels.calls_to_action import asks_for_deed, speaks_as_site
from bulletin.readers.labels.plain import has_any
from bulletin.readers.labels.shapes import ends_sentence

CONTENTS = "contents"
"""The zone of a list that leads to the headings of its page."""

FEWEST_CONTENTS = 2
"""Links to headings of the page that make a list its contents."""

MOST_PIECES = 8
"""Pieces of a box that asks for something, at most."""

MOST_OF_PAGE = 0.4
"""Share of the page's prose that such a box may hold."""

MOST_SKIPPED = 0.4
"""Share of the page's prose within a box that the page itself offers to skip."""

LONGEST_BUTTON = 60
"""Characters of a link that asks for a deed."""

SHORTEST_LINK = 12
"""Letters of a link that may be another story's headline."""

LONGEST_QUESTION = 120

LONGEST_PITCH = 120
"""Letters of the sentences with which a box asks for an address."""

MOST_PITCHED = 6
"""Pieces of such a box, at most."""

_WHOLE_PAGE = ("html", "body", "main", "article")
_ASKED_OF_READERS = ("आप", "खबर", "लेख", "समरी", "जानकारी", "article", "story", "summary", "you")
"""A question to readers has one of these in it, as `folded` returns lines."""


def mark_beside(
    pieces: Sequence[Piece], prose: Sequence[Piece], inside: Counter[Element], total: int
) -> None:
    """Set the zone of pieces in such parts. `prose` are the page's sentences, `inside` their letters by element."""
    _mark_contents(pieces)
    _mark_skipped(pieces, inside, total)
    sentences = {id(piece) for piece in prose}
    boxes = {*_boxes_of_forms(pieces), *_boxes_of_buttons(pieces)}
    for box in boxes:
        if inside[box] <= MOST_OF_PAGE * total:
            held = [piece for piece in pieces if piece.element.is_in(box)]
            if len(held) <= MOST_PIECES and (_is_to_readers(held, sentences) or _signs_up(box, held, inside)):
                _set(held, "boilerplate")
    _mark_questions(pieces)
    _mark_titles_of_links(pieces)
    mark_pulled(pieces, prose)


def _mark_contents(pieces: Sequence[Piece]) -> None:
    """Mark a list of links to headings further down, and its title."""
    links = [(index, piece) for index, piece in enumerate(pieces) if _leads_down(piece)]
    if len(links) < FEWEST_CONTENTS:
        return
    headings = {
        letters_and_digits(piece.text)
        for piece in pieces[links[0][0] :]
        if (piece.tag in HEADINGS or piece.tag == "strong") and not piece.linked
    }
    lists: dict[Element, list[int]] = {}
    for index, piece in links:
        if letters_and_digits(piece.text) in headings and (box := _list_of(piece.element)) is not None:
            lists.setdefault(box, []).append(index)
    for box, found in lists.items():
        if len(found) < FEWEST_CONTENTS:
            continue
        for _, piece in links:
            if piece.element.is_in(box):
                piece.zone = CONTENTS
        title = pieces[found[0] - 1] if found[0] else None
        if title is not None and box.parent is not None and title.element.is_in(box.parent):
            apart = box.parent.tag not in _WHOLE_PAGE and _is_first(pieces, found[0] - 1, box.parent)
            if apart and not ends_sentence(title.text):
                title.zone = "boilerplate"


def _leads_down(piece: Piece) -> bool:
    return piece.linked and piece.href is not None and piece.href[:1] == "#" and len(piece.href) > 1


def _list_of(element: Element) -> Element | None:
    """The list that holds an element, or what holds it where there is none."""
    lists = (above for above in element.ancestors() if above.tag in ("ul", "ol", "nav"))
    return next(lists, element.parent)


def _is_first(pieces: Sequence[Piece], index: int, box: Element) -> bool:
    return not (index and pieces[index - 1].element.is_in(box))


def _mark_skipped(pieces: Sequence[Piece], inside: Counter[Element], total: int) -> None:
    """Mark what a link leads past: the box around that link and the place where it leads."""
    for piece in pieces:
        if not (piece.href and skips_box(piece.href, piece.text)):
            continue
        end = piece.href[1:]
        for box in piece.element.ancestors():
            if box.tag in _WHOLE_PAGE or inside[box] > MOST_SKIPPED * total:
                break
            if any(element.attributes.get("id") == end for element in box.elements()):
                held = [other for other in pieces if other.element.is_in(box)]
                _set(held, "boilerplate" if inside[box] else "related-link")
                break


def _boxes_of_forms(pieces: Sequence[Piece]) -> Iterator[Element]:
    """What stands round a form, with the words that it goes with."""
    known: dict[Element, Element | None] = {}
    for piece in pieces:
        form = _form_of(piece.element, known)
        if form is not None and form.parent is not None and form.parent.tag not in _WHOLE_PAGE:
            yield form.parent


def _form_of(element: Element, known: dict[Element, Element | None]) -> Element | None:
    """The innermost form around an element; `known` keeps what is found for the elements above."""
    path: list[Element] = []
    form: Element | None = None
    for above in element.ancestors():
        if above in known:
            form = known[above]
            break
        path.append(above)
    for below in reversed(path):
        form = below if below.tag == "form" else form
        known[below] = form
    return form


def _boxes_of_buttons(pieces: Sequence[Piece]) -> Iterator[Element]:
    """What stands round a link or button that asks for a deed, with the words that it goes with."""
    for index, piece in enumerate(pieces):
        # What stands before it are words for it, which nothing else has left out so far.
        if not index or pieces[index - 1].zone or len(piece.text) > LONGEST_BUTTON:
            continue
        if not (_is_pressed(piece) and asks_for_deed(piece.text)):
            continue
        for box in piece.element.ancestors():
            if box.tag in _WHOLE_PAGE:
                break
            if pieces[index - 1].element.is_in(box):
                yield box
                break


def _is_pressed(piece: Piece) -> bool:
    return piece.linked or _is_button(piece)


def _is_to_readers(held: Sequence[Piece], sentences: set[int]) -> bool:
    """Whether a box speaks to the site's readers: each sentence of it, and one piece at least."""
    if any(piece.tag == "blockquote" or "@" in piece.text for piece in held):
        return False  # a post that the report quotes
    told = [piece for piece in held if not piece.linked]
    own = [speaks_as_site(piece.text) or _asks_readers(piece.text) for piece in told]
    return any(own) and all(
        spoken for piece, spoken in zip(told, own, strict=True) if id(piece) in sentences and not piece.zone
    )


def _signs_up(box: Element, held: Sequence[Piece], inside: Counter[Element]) -> bool:
    """Whether a box is a form for an address, with its own title and a few words for it: a newsletter."""
    title = held[0]
    titled = title.tag in HEADINGS or (len(title.text) <= LONGEST_BUTTON and not ends_sentence(title.text))
    return titled and inside[box] <= LONGEST_PITCH and len(held) <= MOST_PITCHED and asks_for_address(box)


def _mark_questions(pieces: Sequence[Piece]) -> None:
    """Mark questions that are answered by pressing a button, with their buttons."""
    for index, piece in enumerate(pieces[:-2]):
        if piece.zone or not piece.text.endswith("?") or len(piece.text) > LONGEST_QUESTION:
            continue
        answers = pieces[index + 1 : index + 3]
        box = piece.element.parent if piece.element.tag != "div" else piece.element
        while box is not None and not answers[0].element.is_in(box):
            box = box.parent
        if box is None or box.tag in _WHOLE_PAGE or not all(map(_is_button, answers)):
            continue
        held = [other for other in pieces if other.element.is_in(box)]
        if held[0] is piece and all(map(_is_button, held[1:])):
            _set(held, "boilerplate")


def _mark_titles_of_links(pieces: Sequence[Piece]) -> None:
    """Mark a few words that stand over nothing but links to other stories, in a box of their own."""
    for index, piece in enumerate(pieces[:-1]):
        below = pieces[index + 1]
        if piece.zone or piece.linked or piece.tag in HEADINGS or len(piece.text) > LONGEST_BUTTON:
            continue
        if not below.linked or below.letters < SHORTEST_LINK or ends_sentence(piece.text):
            continue
        box = next(above for above in below.element.ancestors() if piece.element.is_in(above))
        if box.tag in _WHOLE_PAGE or box is below.element:
            continue
        held = [other for other in pieces if other.element.is_in(box)]
        if held[0] is piece and all(other.linked for other in held[1:]):
            piece.zone = "related-link"


def _is_button(piece: Piece) -> bool:
    return any(
        element.tag == "button" or element.attributes.get("role") == "button"
        for element in piece.element.ancestors()
    )


def _asks_readers(text: str) -> bool:
    return text.rstrip().endswith("?") and has_any(text, *_ASKED_OF_READERS)


def _set(held: Iterable[Piece], zone: str) -> None:
    for piece in held:
        piece.zone = zone
