"""Rows: what stands between two breaks of a paragraph: its texts, and how much of it is bold or linked."""

from __future__ import annotations

import re
from functools import lru_cache

from bulletin.language.characters import letters_and_digits
from bulletin.language.controls import without_controls
from bulletin.readers.labels.shapes import is_attributed

LONGEST_QUOTATION = 1_500
LONGEST_ATTRIBUTION = 80
"""Characters of who said a quotation, in a row of its own."""


@lru_cache(maxsize=256)
def letters_in(text: str) -> int:
    """How many letters and digits a text has; a row, its piece and the shares of both ask one after another."""
    return len(letters_and_digits(text))


_SPACES = re.compile(r"\s+")


def on_one_row(text: str) -> str:
    """The text with each run of white space as one space."""
    if text.isprintable() and "  " not in text:
        return text  # white space is not printable, but for the space
    return _SPACES.sub(" ", text)


def bare_row(text: str) -> str:
    """A row's text without white space around it, and without what a terminal would obey."""
    return without_controls(" ".join(text.split()))[0]


class Row:
    """What stands between two breaks of a run."""

    # Plain classes here and in `pieces`: a page has thousands, and a dataclass takes a millisecond at each start.
    __slots__ = ("bold", "href", "linked", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.bold = 0
        """Letters of it that are bold."""
        self.linked = 0
        """Letters of it in links."""
        self.href: str | None = None

    def add(self, text: str, bold: bool, href: str | None) -> None:
        """Add a text, whether it is bold, and where it leads."""
        self.texts.append(text)
        if bold or href is not None:
            count = letters_in(text)
            self.bold += bold * count
            self.linked += (href is not None) * count
            self.href = self.href or href


def with_attributions(rows: list[Row]) -> list[Row]:
    """The rows, with who said a quotation in the quotation's row, where a break parts them."""
    if len(rows) == 1:
        return rows
    kept: list[Row] = []
    for row in rows:
        text = "".join(row.texts)
        above = "".join(kept[-1].texts) if kept and len(text) <= LONGEST_ATTRIBUTION else ""
        if above and len(above) <= LONGEST_QUOTATION and is_attributed(above + text):
            last = kept[-1]
            last.texts += [" ", *row.texts]
            last.bold, last.linked, last.href = (
                last.bold + row.bold,
                last.linked + row.linked,
                last.href or row.href,
            )
        else:
            kept.append(row)
    return kept
