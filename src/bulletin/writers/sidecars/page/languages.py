"""Languages: a text in Hindi → the same in HTML, with its runs of English marked as English."""

from __future__ import annotations

import re
from html import escape

_ENGLISH = re.compile(r"[A-Za-z][A-Za-z'’.&/-]*(?:[ \u00a0][A-Za-z][A-Za-z'’.&/-]*)*")


def marked(text: str) -> str:
    """The text as HTML; a screen reader reads its English words with an English voice."""
    parts: list[str] = []
    reached = 0
    for match in _ENGLISH.finditer(text):
        parts += [escape(text[reached : match.start()]), f'<span lang="en">{escape(match[0])}</span>']
        reached = match.end()
    return "".join([*parts, escape(text[reached:])])
