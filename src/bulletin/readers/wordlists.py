"""Word lists: the tables in `words/`, each read when it is first needed, and patterns made of them."""

from __future__ import annotations

import os
import re
from functools import cache

TYPE_CHECKING = False  # as typing has it, without the time to import typing
if TYPE_CHECKING:
    from typing import Any

_NUKTA = "\u093c"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `words/NAME.tsv` without its comments. Raises FileNotFoundError if it was not installed."""
    return tuple(tuple(row.split("\t")) for row in _lines(name) if row and not row.startswith("#"))


def rows_with_lines(name: str) -> list[tuple[int, list[str]]]:
    """The rows as `rows` has them, each with the number of its line, counted from 1."""
    lines = enumerate(_lines(name), start=1)
    return [(number, row.split("\t")) for number, row in lines if row and not row.startswith("#")]


def _lines(name: str) -> list[str]:
    loader: Any = __spec__.loader
    data: bytes = loader.get_data(f"{__file__.rpartition(os.sep)[0]}{os.sep}words{os.sep}{name}.tsv")
    return data.decode("utf-8").replace("\r\n", "\n").split("\n")


def words(name: str, *kinds: str, use: str = "") -> list[str]:
    """The words of a table with one of `kinds` in the second column and, if given, `use` in the third."""
    return [
        word
        for word, kind, *uses in rows(name)
        if kind in kinds and (not use or use in " ".join(uses).split())
    ]


@cache
def any_of(name: str, *kinds: str, use: str = "") -> str:
    """A pattern without groups for any of `words`, the longest first; with any white space, nuktas optional.

    It can stand in a pattern with re.VERBOSE.
    """
    found = sorted(words(name, *kinds, use=use), key=len, reverse=True)
    return f"(?:{'|'.join(map(_loosely, found))})"


def _loosely(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s+").replace(_NUKTA, f"{_NUKTA}?")


def verbose(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that is laid out in several lines; it ignores case."""
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)
