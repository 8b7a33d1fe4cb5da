"""Empty: headings and bold words under which a page has nothing but links and buttons."""

from __future__ import annotations

from bulletin.readers.html.pieces import HEADINGS, Piece
from bulletin.readers.labels.chain import line_label
from bulletin.readers.labels.label import Label, label
from bulletin.readers.labels.shapes import ends_with_colon

LONGEST_TITLE = 100
"""Characters of bold words over links."""


def _is_over_links(pieces: list[Piece], labels: list[Label | None], index: int) -> bool:
    """Whether a piece is a few bold words with a colon, and all pieces below it are left out, the next one as a link."""
    piece = pieces[index]
    if piece.tag != "strong" or len(piece.text) > LONGEST_TITLE or not ends_with_colon(piece.text):
        return False
    below = labels[index + 1 :]
    return bool(below) and all(below) and pieces[index + 1].linked


def mark_empty_boxes(pieces: list[Piece], labels: list[Label | None], headline: Piece | None) -> None:
    """Mark headings over nothing but links and buttons: titles of boxes. Bold words with a colon are one at the very end."""
    under: Label | None = None
    spoken = False
    for index in range(len(pieces) - 1, -1, -1):
        if pieces[index] is headline:
            return
        known = labels[index] or line_label(pieces[index].text)
        if known is None and (pieces[index].tag in HEADINGS or _is_over_links(pieces, labels, index)):
            if not spoken and under is not None and under.reason in ("related-link", "boilerplate"):
                links = under.reason == "related-link"
                labels[index] = label("page-empty-links" if links else "page-empty-box")
            under, spoken = None, False
        elif known is None:
            spoken = True
        else:
            under = known
