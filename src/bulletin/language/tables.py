"""Tables: the TSV files of words that ship with the package, read when they are first needed.

A row is a line; its columns are separated by one tab; `#` at the start of a line makes it a comment.
"""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def words(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the table `name`, a path below the language room with forward slashes.

    Raises FileNotFoundError if the package was installed without it.
    """
    text = resources.files("bulletin.language").joinpath(name).read_text(encoding="utf-8")
    return tuple(
        tuple(line.split("\t")) for line in text.split("\n") if line.strip() and not line.startswith("#")
    )


@cache
def lookup(name: str) -> dict[str, str]:
    """The first two columns of the table `name` as a dictionary."""
    return {row[0]: row[1] for row in words(name)}


@cache
def folded(name: str) -> dict[str, str]:
    """As `lookup`, with the written column in folded case."""
    return {row[0].casefold(): row[1] for row in words(name)}
