"""Prose: which pieces of a page are sentences of a text."""

from __future__ import annotations

from bulletin.readers.html.pieces import HEADINGS, Piece
from bulletin.readers.labels.shapes import ends_sentence
from bulletin.readers.labels.site import is_root

SHORTEST_PROSE = 14
"""Letters of a sentence that counts as prose; without a full stop it has LONG_PROSE."""

LONG_PROSE = 60


def is_prose(piece: Piece) -> bool:
    """Whether a piece is a sentence or paragraph of a text."""
    if piece.linked or piece.tag in HEADINGS or piece.letters < SHORTEST_PROSE:
        return False
    return (ends_sentence(piece.text) or piece.letters >= LONG_PROSE) and not _is_path(piece)


def _is_path(piece: Piece) -> bool:
    """Whether a piece is the path to the page, which may end in a headline that breaks off: "होम खेल नया मैदान…"."""
    if piece.href is None or not piece.text.endswith(("…", "...")):
        return False
    links = (element for element in piece.element.elements() if element.tag == "a")
    first = next(links, None)
    return first is not None and is_root(first.text()) and piece.text.startswith(first.text().strip())
