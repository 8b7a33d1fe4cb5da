"""Pulled: quotations set large beside the text that has the same words, and who is quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bulletin.language.characters import letters_and_digits
from bulletin.readers.html.pieces import Piece
from bulletin.readers.labels.shapes import ends_sentence

PULLED = "pulled"
"""The zone of a pull quote: a paragraph's words, set large beside it."""

SHORTEST_QUOTE = 20
"""Letters of a pull quote."""

MOST_SPEAKER_WORDS = 8
"""Words of who is quoted, under a pull quote."""


def mark_pulled(pieces: Sequence[Piece], prose: Sequence[Piece]) -> None:
    """Mark pull quotes: their words stand in a paragraph as well."""
    quotes = [
        piece for piece in pieces if not piece.zone and piece.letters >= SHORTEST_QUOTE and _is_apart(piece)
    ]
    for quote in quotes:
        wanted = letters_and_digits(quote.text)
        if any(
            other is not quote
            and other.letters > quote.letters
            and not other.zone
            and other.hidden is None
            and other.element is not quote.element
            and wanted in letters_and_digits(other.text)
            for other in prose
        ):
            quote.zone = PULLED
            _mark_speaker(pieces, quote)


def _mark_speaker(pieces: Sequence[Piece], quote: Piece) -> None:
    """Mark the name under a pull quote, in the same box."""
    index = next(index for index, piece in enumerate(pieces) if piece is quote) + 1
    if index == len(pieces) or pieces[index].zone or len(pieces[index].text.split()) > MOST_SPEAKER_WORDS:
        return
    box = next(
        (above for above in quote.element.ancestors() if above.tag in ("blockquote", "aside", "figure")), None
    )
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    if (
        box is not None
        and pieces[index].element.is_in(box)
        and not ends_sentence(pieces[index].text)
        and not (after is not None and after.element.is_in(box))
    ):
        pieces[index].zone = PULLED


def _is_apart(piece: Piece) -> bool:
    """Whether a piece is set as a quotation, by its tag or its box's class."""
    if piece.tag == "blockquote":
        return True
    above = list(piece.element.ancestors())[:3]
    return any(element.tag == "aside" or _pulls(element.attributes.get("class", "")) for element in above)


def _pulls(named: str) -> bool:
    return "quote" in named.casefold() and _pull().search(named) is not None


@cache
def _pull() -> re.Pattern[str]:
    return re.compile(r"(?<![a-z])(?:pull|block|big)-?_?quotes?(?![a-z])", re.IGNORECASE)
