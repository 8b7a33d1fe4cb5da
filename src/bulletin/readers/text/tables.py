"""Tables: rows of cells in a text, turned into sentences that can be read aloud."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from bulletin.readers.labels.shapes import is_sentence_like

LONGEST_CELL = 30
"""Characters of a cell; what is longer between two bars is a sentence."""


def rows_as_sentences(lines: Sequence[str]) -> list[str]:
    """The lines, each row of a table as a list with commas and a full stop; all other lines as they are.

    A row stands between bars ("| सोना | 98,500 |"), or has tabs in it. A line with bars only inside
    ("सोना | 98,500") is a row where others of as many cells stand next to it; elsewhere bars are full stops
    of an old typewriter. Left as it is, a bar would be read as a full stop and a tab as nothing.
    """
    cells = [_cells(line) for line in lines]
    found: list[str] = []
    start = 0
    for _, group in groupby(cells, key=len):
        size = len(list(group))
        table = len(cells[start]) > 1 and size >= (2 if len(cells[start]) > 2 else 3)
        # A town may be called "गया": where most lines are rows, one word is a cell.
        rows = sum(all(map(_is_cell, cells[place])) for place in range(start, start + size))
        looks = _is_cell_or_word if 2 * rows > size else _is_cell
        for place in range(start, start + size):
            row = _is_row(lines[place]) or (table and all(map(looks, cells[place])))
            found.append(", ".join(cell for cell in cells[place] if cell) + "।" if row else lines[place])
        start += size
    return found


def _is_row(line: str) -> bool:
    return (line.startswith("|") and line.endswith("|") and line.count("|") > 2) or line.count("\t") > 1


def _cells(line: str) -> list[str]:
    """What stands between the bars of a line, or between its tabs if it has no bars."""
    return [cell.strip() for cell in re.split(r"\|" if "|" in line else r"\t", line.strip("|"))]


def _is_cell(text: str) -> bool:
    return bool(text) and len(text) <= LONGEST_CELL and not is_sentence_like(text)


def _is_cell_or_word(text: str) -> bool:
    return _is_cell(text) or (bool(text) and len(text.split()) == 1)
