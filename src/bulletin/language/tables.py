"""Tables: the TSV files of words that ship with the package, read when they are first needed.

A row is a line; its columns are separated by one tab; `#` at the start of a line makes it a comment.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cache

TYPE_CHECKING = False  # as typing has it, without the time to import typing
if TYPE_CHECKING:
    from typing import Any


def text(name: str) -> str:
    """The table `name` as it stands, a path below the language room with forward slashes.

    Raises FileNotFoundError if the package was installed without it.
    """
    # Through the loader, as importlib.resources would: that alone takes longer to import than all tables to read.
    loader: Any = __spec__.loader
    data: bytes = loader.get_data(f"{__file__.rpartition(os.sep)[0]}{os.sep}{name}")
    return data.decode("utf-8").replace("\r\n", "\n")


def lines(name: str) -> list[str]:
    """The lines of the table `name` that are rows. Raises FileNotFoundError as `text` does."""
    return [line for line in text(name).split("\n") if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the table `name`. Raises FileNotFoundError as `text` does."""
    return tuple(tuple(line.split("\t")) for line in lines(name))


@cache
def lookup(name: str) -> dict[str, str]:
    """The first two columns of the table `name` as a dictionary."""
    return {row[0]: row[1] for row in words(name)}


@cache
def folded(name: str) -> dict[str, str]:
    """As `lookup`, with the written column in folded case."""
    return {row[0].casefold(): row[1] for row in words(name)}


def one_of(names: Iterable[str], *, any_case: bool = False) -> str:
    """Any of `names` as a pattern without groups, the longest first; on demand without regard to case.

    Names are gathered under their first letter, so that at most places of a text one look settles that
    none of them begins there: some six times as fast as a plain list of alternatives. Case is ignored only
    where there are Latin letters, since that doubles the time to make a pattern.
    """
    gathered: dict[str, list[str]] = {}
    for name in sorted({name.casefold() if any_case else name for name in names}, key=len, reverse=True):
        gathered.setdefault(name[0], []).append(name[1:])
    plain: list[str] = []
    latin: list[str] = []
    for first, rests in gathered.items():
        part = re.escape(first) + (
            f"(?:{'|'.join(map(re.escape, rests))})" if len(rests) > 1 else re.escape(rests[0])
        )
        (latin if any_case and _LATIN.search(f"{first}{rests}") else plain).append(part)
    if latin:
        plain.append(f"(?i:{'|'.join(latin)})")
    return f"(?:{'|'.join(plain)})"


_LATIN = re.compile("[A-Za-z]")
