"""Languages: a text in Hindi → the same in HTML, with its runs of English marked as English."""

from __future__ import annotations

from html import escape

from bulletin.writers.english_runs import runs


def marked(text: str) -> str:
    """The text as HTML; a screen reader reads its English words with an English voice.

    What has no other letters, as an address or a voice's name, is English from end to end.
    """
    parts = list(runs(text))
    others = "".join(part for part, english in parts if not english)
    if len(parts) > 1 and not any(letter.isalpha() for letter in others):
        parts = [(text, True)]
    return "".join(
        f'<span lang="en">{escape(part)}</span>' if english else escape(part) for part, english in parts
    )


def linked(text: str, link: str | None) -> str:
    """The text as HTML, linked to `link` if there is one."""
    return f'<a href="{escape(link)}">{marked(text)}</a>' if link else marked(text)
