"""Files: reads sources from the disk and from standard input."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

from bulletin.errors import InputError, MissingInputError

LARGEST_SOURCE = 20 * 1024 * 1024
"""Bytes of a source, at most: about 190 hours of speech."""


def read_source(source: str) -> bytes:
    """The bytes of `source`, a path or `-` for standard input.

    Raises MissingInputError (66) if it is missing, a folder or unreadable; InputError (65) if it is not a
    regular file, or is larger than LARGEST_SOURCE.
    """
    if source == "-":
        return _read_standard_input()
    path = Path(source)
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise MissingInputError(
            "there is no such file.", error_id="source.missing", source=source, remedy=_nearest(path)
        ) from None
    except OSError as error:
        raise _unreadable(source, error) from None
    if stat.S_ISDIR(status.st_mode):
        raise MissingInputError(
            "this is a folder, not a file.",
            error_id="source.folder",
            source=source,
            remedy="Name the file in it that is meant.",
        )
    if not stat.S_ISREG(status.st_mode):
        raise InputError(
            "this is not a regular file.",
            error_id="source.special",
            source=source,
            remedy="Save the article to a file, or pipe it in and give - as the source.",
        )
    if status.st_size > LARGEST_SOURCE:
        raise _too_large(source, status.st_size)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(source, error) from None


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise MissingInputError(
            "standard input is closed.", error_id="source.stdin", source="-", remedy="Pipe the article in."
        )
    data = sys.stdin.buffer.read(LARGEST_SOURCE + 1)
    if len(data) > LARGEST_SOURCE:
        raise _too_large("-", len(data))
    return data


def _too_large(source: str, size: int) -> InputError:
    hours = size / 1024 / 1024 * 9.5
    return InputError(
        f"the article is too large: {size / 1024 / 1024:.0f} MB, about {hours:.0f} hours of speech.",
        error_id="source.too_large",
        source=source,
        remedy=f"Give at most {LARGEST_SOURCE // 1024 // 1024} MB at a time.",
    )


def _unreadable(source: str, error: OSError) -> MissingInputError:
    return MissingInputError(
        f"the file cannot be read: {error.strerror or error}.",
        error_id="source.unreadable",
        source=source,
        remedy="Check the file's permissions.",
    )


def _nearest(path: Path) -> str:
    """The remedy for a missing file: a file of a similar name in its folder, if there is one."""
    import difflib

    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.is_file()][:500]
    except OSError:
        return "Check the path and try again."
    # A sound file of the same name is not meant.
    names = [name for name in names if Path(name).suffix in (path.suffix, ".txt", ".md", ".toml")]
    stems = difflib.get_close_matches(path.stem, [Path(name).stem for name in names], n=9)
    # Of names whose stems are alike, the one that is nearest as a whole.
    close = difflib.get_close_matches(path.name, [name for name in names if Path(name).stem in stems], n=1)
    if close:
        return f"Did you mean {path.parent / close[0]}?"
    return "Check the path and try again."
