"""Folders: the articles in a folder, in the order of their names; and whether a file is one that somebody still writes."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from bulletin.production.gathering.found import Found

ARTICLES = ("*.txt", "*.md", "*.markdown", "*.html", "*.htm", "*.xhtml", "*.docx")
"""What is taken from a folder where no pattern is given."""

_TEMPORARY = (".*", "~*", "*~", "*.tmp", "*.temp", "*.part", "*.partial", "*.crdownload", "*.swp", "#*#")
"""Names of files that editors, browsers and copying programs write first, and rename when they are whole."""


def articles_in(folder: Path, patterns: Sequence[str] = ()) -> Iterator[Found]:
    """The articles of a folder, by name; with `**/` before a pattern, those of the folders below as well.

    Raises OSError for a folder that cannot be read.
    """
    deep = any(pattern.startswith("**/") for pattern in patterns)
    names = [pattern.removeprefix("**/").lower() for pattern in patterns or ARTICLES]
    yield from _walked(folder.absolute(), names, deep=deep)


def file_found(path: Path) -> Found | None:
    """What a file is; None where there is none (any more)."""
    try:
        state = path.stat()
    except OSError:
        return None
    whole = str(path.absolute())
    return Found(key=whole, source=whole, stamp=stamp_of(state))


def stamp_of(state: os.stat_result) -> str:
    """What changes when a file is written or replaced."""
    return f"{state.st_size}-{state.st_mtime_ns}"


def is_temporary(name: str) -> bool:
    """Whether a name is that of a hidden file, or of one that is not whole yet."""
    return any(fnmatch.fnmatchcase(name.lower(), pattern) for pattern in _TEMPORARY)


def matches(name: str, patterns: Sequence[str]) -> bool:
    """Whether a file of this name is an article, by these patterns or the usual ones."""
    return not is_temporary(name) and any(
        fnmatch.fnmatchcase(name.lower(), pattern.removeprefix("**/").lower())
        for pattern in patterns or ARTICLES
    )


def _walked(folder: Path, patterns: Sequence[str], *, deep: bool) -> Iterator[Found]:
    with os.scandir(folder) as entries:
        found = sorted((entry.name, entry.is_dir()) for entry in entries if not is_temporary(entry.name))
    for name, is_folder in found:
        if is_folder:
            if deep:
                yield from _walked(folder / name, patterns, deep=deep)
        elif any(fnmatch.fnmatchcase(name.lower(), pattern) for pattern in patterns):
            each = file_found(folder / name)
            if each is not None:
                yield each
