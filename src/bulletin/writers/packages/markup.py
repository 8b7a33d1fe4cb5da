"""Mark-up: written text as XHTML, with its Latin runs marked as English, so that a screen reader changes its voice."""

from __future__ import annotations

import re
from functools import cache
from html import escape

from bulletin.schema.book import Block, Phrase
from bulletin.writers.audio.wording import one_line


@cache
def _latin() -> re.Pattern[str]:
    """Words in Latin letters, with the figures, spaces and marks between them."""
    word = r"[0-9]*[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9]*(?:-[0-9]+)?"
    return re.compile(rf"{word}(?:(?:[ .&'’/+-]|, )*{word})*")


def marked(text: str) -> str:
    """One line of text as XHTML."""
    text = one_line(text)
    parts: list[str] = []
    place = 0
    for run in _latin().finditer(text):
        parts += [
            escape(text[place : run.start()]),
            f'<span lang="en" xml:lang="en">{escape(run[0])}</span>',
        ]
        place = run.end()
    return "".join([*parts, escape(text[place:])])


def attribute(text: str) -> str:
    """One line of text as the value of an attribute, without its quotation marks."""
    return escape(one_line(text))


def linked(text: str, href: str) -> str:
    """One line as XHTML, leading to `href` if there is one."""
    return f'<a href="{escape(href)}">{marked(text)}</a>' if href else marked(text)


def section_heads(blocks: tuple[Block, ...], level: int) -> list[tuple[Block, Phrase]]:
    """The headings below an article's own, of this level, each with the phrase that begins it."""
    return [(block, block.phrases[0]) for block in blocks if block.level > level]
