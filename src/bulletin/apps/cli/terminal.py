"""Terminal: what may be shown where: colour, movement and signs, or plain words a line each."""

from __future__ import annotations

import os
import sys
from typing import TextIO

SIGNS = {True: ("✓", "ok"), False: ("✗", "fault"), None: ("–", "unknown")}
"""How a finding begins on a terminal, and where a screen reader or a program reads it."""


def is_lively(stream: TextIO | None) -> bool:
    """Whether colour and movement are for this stream: on a terminal that can, where nobody asked for plain lines."""
    if os.environ.get("NO_COLOR") or os.environ.get("ACCESSIBLE"):
        return False
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def shows_signs(stream: TextIO | None) -> bool:
    """Whether signs may stand for words there: where it is lively, and its letters are those of Unicode."""
    encoding = (getattr(stream, "encoding", "") or "").lower().replace("-", "")
    return is_lively(stream) and encoding == "utf8"


def marked(good: bool | None, text: str, *, words: bool) -> str:
    """A finding's line, with its sign or its word before it."""
    sign, word = SIGNS[good]
    return f"{word}: {text}" if words else f"{sign} {text}"


def say(text: str) -> None:
    """One line on standard error, at once."""
    print(text, file=sys.stderr, flush=True)
