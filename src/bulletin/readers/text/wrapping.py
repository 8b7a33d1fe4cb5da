"""Wrapping: the rows of a file → its lines, where an editor has broken paragraphs into rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from bulletin.readers.labels.chain import line_label
from bulletin.readers.labels.kickers import split_kicker
from bulletin.readers.labels.line import Line
from bulletin.readers.labels.pages import joined_at_hyphen, words_of
from bulletin.readers.labels.shapes import ends_sentence, is_bullet, is_numbered, is_unfinished

NARROWEST = 24
WIDEST = 120
"""Columns at which editors and mail programs wrap; a longer row is a paragraph of its own."""

FULL_IN_SHORT_BLOCK = 0.75
FULL_IN_LONG_BLOCK = 0.6
LONG_BLOCK = 8
"""Shares of rows that must reach the right margin: fewer where a block holds several paragraphs."""

MARGIN = 0.85
"""Share of the width where the right margin begins: letters differ in width, so margins are ragged."""


def _median(widths: list[int]) -> int:
    """The lower median. `statistics` has one, but loads decimals, fractions and random numbers with it."""
    return sorted(widths)[(len(widths) - 1) // 2]


def unwrapped(text: str) -> list[Line]:
    """The lines of `text` without blank ones; rows that an editor wrapped are one line, joined by spaces.

    A row was wrapped if its block was filled to a margin and the next word would have crossed it, or if it
    stops on a word that cannot end a sentence. Rows of different length with a sentence each stay as they are.
    """
    blocks = _blocks(text)
    widths = [_width(rows, first=index == 0) for index, (_, rows) in enumerate(blocks)]
    known = [width for width in widths if width]
    usual = _median(known) if known else 0
    own_words = words_of(text) if _CUT_ROW.search(text) else frozenset()
    found: list[Line] = []
    for (number, rows), own in zip(blocks, widths, strict=True):
        found += _joined(number, rows, own or usual, own_words)
    return found


_CUT_ROW = re.compile(r"\w[\u0900-\u0903\u093a-\u094f]?[-\u2010\u00ad][ \t]*\n")
"""A row that ends in a hyphen."""


def _blocks(text: str) -> list[tuple[int, list[str]]]:
    """Runs of rows without a blank row between them, each with the number of its first row."""
    found: list[tuple[int, list[str]]] = []
    blank = True
    for number, row in enumerate(text.split("\n"), start=1):
        for place, part in enumerate(row.split("\f")):
            stripped = part.strip()
            if (
                place
                and found
                and (ends_sentence(found[-1][1][-1]) or found[-1][1][-1].strip("-–— ").isdecimal())
            ):
                # A new page begins a block, unless a sentence goes on over it.
                blank = True
            if stripped and blank:
                found.append((number, [stripped]))
            elif stripped:
                found[-1][1].append(stripped)
            if stripped or "\f" not in row:
                blank = not stripped
    return found


def _width(rows: Sequence[str], *, first: bool) -> int:
    """The column a block was wrapped at; 0 if it was not."""
    if first and len(rows) >= LONG_BLOCK:
        # A headline and a dek above the text often have a width of their own.
        rows = rows[2:]
    if len(rows) < 3 or max(map(len, rows)) > 3 * WIDEST or not any(map(ends_sentence, rows[-2:])):
        # The items of a list are as even as wrapped rows, but no full stop ends them.
        return 0
    width = max(map(_columns, rows))
    if not NARROWEST <= width <= WIDEST:
        return 0
    full = [row for row, following in pairwise(rows) if _is_full(row, following, width)]
    share = FULL_IN_LONG_BLOCK if len(rows) >= LONG_BLOCK else FULL_IN_SHORT_BLOCK
    broken = sum(not ends_sentence(row) for row in full)
    return width if full and len(full) >= share * (len(rows) - 1) and 2 * broken >= len(full) else 0


def _columns(row: str) -> int:
    """The columns a row takes in print: signs above and below a letter take none."""
    return sum(unicodedata.category(letter) not in ("Mn", "Me", "Cf") for letter in row)


def _is_full(row: str, following: str, width: int) -> bool:
    return _columns(row) + 1 + _columns(following.split(None, 1)[0]) > MARGIN * width


def _joined(number: int, rows: Sequence[str], width: int, own_words: frozenset[str]) -> list[Line]:
    """The lines of a block that begins at row `number` and was wrapped at `width` columns (0: not known)."""
    found: list[Line] = []
    paragraph = [rows[0]]
    begun = number
    for index, following in enumerate(rows[1:], start=1):
        row = rows[index - 1]
        # A dateline before the text makes a row wider; a headline above it was not wrapped with it.
        wrapped = is_unfinished(row) or (
            width
            and _columns(row) <= (width if begun == 1 else 2 * width)
            and _is_full(row, following, width)
        )
        whole = joined_at_hyphen(paragraph[-1], following, own_words, wrapped=bool(width and wrapped))
        if whole is not None:
            paragraph[-1] = whole
            continue
        if wrapped and not _opens_line(following):
            paragraph.append(following)
            continue
        found.append(Line(begun, " ".join(paragraph), begun == number))
        paragraph, begun = [following], number + index
    found.append(Line(begun, " ".join(paragraph), begun == number))
    return found


def _opens_line(row: str) -> bool:
    """Whether a row cannot be the rest of a wrapped one."""
    return is_bullet(row) or is_numbered(row) or line_label(row) is not None or split_kicker(row)[0] != ""
