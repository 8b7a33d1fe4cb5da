"""Terminal: what may be shown where: colour, movement and signs, or plain words a line each.

Every line of the command line is printed here, so that none has what a terminal would obey.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

import click

from bulletin.language.controls import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

BETWEEN_SECONDS = 5.0
"""The least time between two lines that count: a screen reader says each of them."""

SIGNS = {True: ("✓", "ok"), False: ("✗", "fault"), None: ("–", "unknown")}
"""The beginning of a finding's line: a sign on a terminal, a word for screen readers and programs."""


def is_plain() -> bool:
    """Whether plain lines were asked for: by --plain on the command line, or for everything by ACCESSIBLE.

    This is the one place that knows. The arguments are read as they were typed, so that an error about them is plain too.
    """
    return bool(os.environ.get("ACCESSIBLE")) or "--plain" in sys.argv[1:]


def is_lively(stream: TextIO | None) -> bool:
    """Whether this stream shows colour and movement: on a capable terminal, unless plain lines are asked for."""
    if is_plain() or os.environ.get("NO_COLOR"):
        return False
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def shows_signs(stream: TextIO | None) -> bool:
    """Whether this stream shows signs in place of words: if it is lively, and its encoding is UTF-8."""
    encoding = (getattr(stream, "encoding", "") or "").lower().replace("-", "")
    return is_lively(stream) and encoding == "utf8"


def marked(good: bool | None, text: str, *, words: bool) -> str:
    """A finding's line, with its sign or its word before it."""
    sign, word = SIGNS[good]
    return f"{word}: {text}" if words else f"{sign} {text}"


def show(text: str, *, err: bool = False) -> None:
    """Print a line, or several, on standard output. What a terminal would obey is shown as an escape."""
    click.echo(printable(text), err=err)


def say(text: str) -> None:
    """Print one line on standard error, at once."""
    print(printable(text), file=sys.stderr, flush=True)


def say_above(bar: Console, text: str) -> None:
    """Print one line above a bar that moves."""
    bar.print(printable(text), markup=False, highlight=False)


def show_table(table: Table) -> None:
    """Print a table on standard output. Its cells are `printable` texts."""
    from rich.console import Console

    Console().print(table)
