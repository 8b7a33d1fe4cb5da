"""Languages: a text in Hindi → the same in HTML, with its runs of English marked as English."""

from __future__ import annotations

from html import escape

from bulletin.writers.english_runs import runs


def marked(text: str) -> str:
    """The text as HTML; a screen reader reads its English words with an English voice."""
    return "".join(
        f'<span lang="en">{escape(part)}</span>' if english else escape(part) for part, english in runs(text)
    )
