"""Markdown signs: whether a text is written in Markdown, told by several of its signs and never by one."""

from __future__ import annotations

import re
from functools import cache

FEWEST_LINKS = 2
"""Links to addresses in a text that has no other sign of Markdown."""

FEWEST_HEADINGS = 2


def is_markdown(text: str) -> bool:
    """Whether a text has front matter, two headings or links, or two different signs of Markdown.

    One `#` or `*` is no such sign: people put them into bare texts, whose reader knows them.
    """
    if text.startswith(("---", "+++")):
        from bulletin.readers.markdown.front_matter import (
            has_front_matter,  # with patterns that few texts need
        )

        if has_front_matter(text):
            return True
    if not any(sign in text for sign in ("# ", "](", "**", "```", "~~~", "\n>", "|-", "__")):
        return False
    headings = len(_heading().findall(text))
    links = len(_link().findall(text))
    others = sum(sign.search(text) is not None for sign in _others())
    return headings >= FEWEST_HEADINGS or links >= FEWEST_LINKS or (headings > 0) + (links > 0) + others >= 2


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(r"^ {0,3}#{1,6} +\S", re.MULTILINE)


@cache
def _link() -> re.Pattern[str]:
    return re.compile(r"\[[^\]\n]{1,200}\]\((?:https?://|/|\.{1,2}/|#)[^\s<>]{0,300}\)")


@cache
def _others() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(r"\*\*[^*\s][^*\n]{0,300}\*\*|__[^_\s][^_\n]{0,300}__"),
        re.compile(r"^ {0,3}> ?\S", re.MULTILINE),
        re.compile(r"^ {0,3}(`{3,}|~{3,})[^`\n]*\n(?:.*\n){0,2000}? {0,3}\1", re.MULTILINE),
        re.compile(r"^ {0,3}\|?(?: ?:?-{3,}:? ?\|){1,30}(?: ?:?-{3,}:? ?)?$", re.MULTILINE),
        re.compile(r"^ {0,3}\[\^[^\]\s]{1,60}\]:", re.MULTILINE),
        re.compile(r"!\[[^\]\n]{0,300}\]\([^\s<>]{1,300}\)"),
    )
