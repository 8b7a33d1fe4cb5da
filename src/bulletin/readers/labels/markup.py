"""Markup: the signs of Markdown that people leave in a text."""

from __future__ import annotations

import re

_OPENS_LINE = re.compile(r"\A(?:#{1,6}\s+|>\s+)")


def without_markup(line: str) -> str:
    """The line without the signs that make it a heading, a quotation, or bold as a whole."""
    line = _OPENS_LINE.sub("", line.strip(), count=1)
    bold = line[:2] if line[:2] in ("**", "__") else line[:1] if line[:1] in ("*", "_") else ""
    inner = line[len(bold) : -len(bold)] if bold else ""
    return inner if inner and line.endswith(bold) and bold[0] not in inner else line
