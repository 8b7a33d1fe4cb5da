"""Tables: the TSV files of words that ship with the package, read on first use.

Each line is a row; a single tab separates its columns; a line that begins with `#` is a comment.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cache

TYPE_CHECKING = False  # as in typing, but without the time to import it
if TYPE_CHECKING:
    from typing import Any


def data(name: str) -> bytes:
    """Return the bytes of the file `name`, a path relative to `language/` with forward slashes.

    Raises FileNotFoundError if the package was installed without it.
    """
    # importlib.resources does the same through the same loader, but takes longer to import than all tables to read.
    loader: Any = __spec__.loader
    found: bytes = loader.get_data(f"{__file__.rpartition(os.sep)[0]}{os.sep}{name}")
    return found


def text(name: str) -> str:
    """Return the text of the table `name`. Raises FileNotFoundError as `data` does."""
    return data(name).decode("utf-8").replace("\r\n", "\n")


def lines(name: str) -> list[str]:
    """Return the lines of the table `name` that are rows. Raises FileNotFoundError as `text` does."""
    return _lines(text(name))


def _lines(table: str) -> list[str]:
    return [line for line in table.split("\n") if line.strip() and not line.startswith("#")]


def cells(name: str) -> list[str]:
    """Return the cells of the table `name`, row by row. Raises FileNotFoundError as `text` does.

    All are split at once: for twelve thousand entries, a third of the time of row by row.
    """
    first, *others = f"\n{text(name)}".split("\n#")
    # A comment ends with its line; what follows are rows.
    parts = [first, *(part.partition("\n")[2] for part in others)]
    return "\t".join(part.strip("\n").replace("\n", "\t") for part in parts if part.strip("\n")).split("\t")


def rows(table: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table, given its text."""
    return tuple(tuple(line.split("\t")) for line in _lines(table))


@cache
def words(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the table `name`. Raises FileNotFoundError as `text` does."""
    return rows(text(name))


@cache
def lookup(name: str) -> dict[str, str]:
    """Return the first two columns of the table `name` as a dictionary."""
    return {row[0]: row[1] for row in words(name)}


@cache
def folded(name: str) -> dict[str, str]:
    """Return the same as `lookup`, with case-folded keys."""
    return {row[0].casefold(): row[1] for row in words(name)}


def one_of(names: Iterable[str], *, any_case: bool = False) -> str:
    """Return a pattern without groups that matches any of `names`, the longest first.

    Names are grouped by first letter, so at most positions a single test rules all of them out: about six
    times as fast as a plain list of alternatives. `any_case` ignores case, but only where there are Latin
    letters: ignoring it everywhere doubles the time to compile the pattern.
    """
    by_first: dict[str, list[str]] = {}
    for name in sorted({name.casefold() if any_case else name for name in names}, key=len, reverse=True):
        by_first.setdefault(name[0], []).append(name[1:])
    plain: list[str] = []
    latin: list[str] = []
    for first, rests in by_first.items():
        part = re.escape(first) + (
            f"(?:{'|'.join(map(re.escape, rests))})" if len(rests) > 1 else re.escape(rests[0])
        )
        (latin if any_case and _LATIN.search(f"{first}{rests}") else plain).append(part)
    if latin:
        plain.append(f"(?i:{'|'.join(latin)})")
    return f"(?:{'|'.join(plain)})"


_LATIN = re.compile("[A-Za-z]")
