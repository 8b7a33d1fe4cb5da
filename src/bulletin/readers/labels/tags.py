"""Tags: the words of a site's index under an article, and the label over them."""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.labels.plain import mentions
from bulletin.readers.labels.shapes import ends_sentence, is_bullet
from bulletin.readers.wordlists import any_of, verbose

MOST_TAG_WORDS = 4
"""Words of a tag in Latin letters."""


def is_tags_label(line: str) -> bool:
    """Whether a line is only the label of the tags in the lines below."""
    return mentions(line, "labels", "tags") and _label().match(line) is not None


def is_latin_list(line: str) -> bool:
    """Whether a line is nothing but Latin words between commas, as tags under an article are."""
    return (
        line.isascii()
        and line.count(",") > 0
        and not ends_sentence(line)
        and _latin_list().match(line) is not None
    )


def may_be_tag(line: str) -> bool:
    """Whether a line is a word that could be a tag."""
    return len(line.split()) == 1 and not ends_sentence(line) and not is_bullet(line)


def may_be_latin_tag(line: str) -> bool:
    """Whether a line is a few Latin words that could be a tag: "Mayor Election"."""
    words = line.split()
    return (
        0 < len(words) <= MOST_TAG_WORDS
        and line.isascii()
        and all(word[0].isupper() or word[0].isdigit() for word in words)
        and not ends_sentence(line)
        and not is_bullet(line)
    )


def are_hashtags(line: str) -> bool:
    """Whether every word of a line is a hashtag."""
    words = line.split()
    return any(word[:1] == "#" for word in words) and all(
        word[:1] in "#@" and len(word) > 1 for word in words
    )


@cache
def _latin_list() -> re.Pattern[str]:
    return re.compile(r"^\s*[A-Za-z][\w .&'-]{1,50}(?:,\s*[A-Za-z0-9][\w .&'-]{1,50})+\s*$")


@cache
def _label() -> re.Pattern[str]:
    return verbose(rf"^\s*{any_of('labels', 'tags')}\s*[:：\-–|]?\s*$")
