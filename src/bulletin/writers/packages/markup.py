"""Mark-up: written text as XHTML, with its Latin runs marked as English, so that a screen reader changes its voice."""

from __future__ import annotations

from html import escape

from bulletin.schema.book import Block, Phrase
from bulletin.writers.audio.wording import one_line
from bulletin.writers.english_runs import runs


def marked(text: str) -> str:
    """One line of text as XHTML."""
    return "".join(
        f'<span lang="en" xml:lang="en">{escape(part)}</span>' if english else escape(part)
        for part, english in runs(one_line(text))
    )


def attribute(text: str) -> str:
    """One line of text as the value of an attribute, without its quotation marks."""
    return escape(one_line(text))


def in_english(text: str) -> str:
    """The attribute of an element that cannot mark a part of its text: where all of it is English, that it is."""
    words = [english for part, english in runs(one_line(text)) if part.strip()]
    return ' xml:lang="en"' if words and all(words) else ""


def linked(text: str, href: str) -> str:
    """One line as XHTML, leading to `href` if there is one."""
    return f'<a href="{escape(href)}">{marked(text)}</a>' if href else marked(text)


def section_heads(blocks: tuple[Block, ...], level: int) -> list[tuple[Block, Phrase]]:
    """The headings below an article's own, of this level, each with the phrase that begins it."""
    return [(block, block.phrases[0]) for block in blocks if block.level > level]
