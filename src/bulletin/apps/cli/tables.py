"""Tables: rows drawn as columns on a terminal, parted by tabs for programs, and read out plainly."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence

from bulletin.apps.cli.terminal import is_plain, show, show_table


def show_rows(columns: Sequence[str], rows: Sequence[Sequence[str]], *, titled: bool = True) -> None:
    """Print rows on standard output.

    Plainly, each row is a line with every cell's column before it, what is written first, as it is what one listens
    for. `titled` is whether a program is told the columns.
    """
    if is_plain():
        for row in rows:
            named = [f"{name}: {_said(cell)}" for name, cell in zip(columns, row, strict=True) if cell]
            show("; ".join(sorted(named, key=lambda each: not each.startswith("written:"))))
        return
    if not sys.stdout.isatty():
        for row in (columns, *rows) if titled else rows:
            show("\t".join(row))
        return
    from rich.table import Table
    from rich.text import Text

    from bulletin.language.controls import printable

    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    show_table(table)


def _said(cell: str) -> str:
    """A cell, and one of marks alone by their names: a screen reader is silent about most of them."""
    if any(map(str.isalnum, cell)):
        return cell
    return ", ".join(unicodedata.name(sign, sign).lower() for sign in cell if not sign.isspace())
