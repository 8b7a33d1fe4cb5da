"""Headings: which lines stand over a section, and which only look like it because they are items of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from bulletin.language.sentences import split
from bulletin.readers.labels.line import Line
from bulletin.readers.labels.plain import mentions, plain_line
from bulletin.readers.labels.shapes import (
    ends_sentence,
    ends_statement,
    ends_with_colon,
    is_attributed,
    is_bullet,
    is_numbered,
    is_pair,
    is_sentence_like,
    is_turn,
)
from bulletin.readers.wordlists import any_of, verbose

LONGEST_HEADING = 90
"""Characters of a heading."""

MOST_HEADING_WORDS = 15


@lru_cache(maxsize=4096)
def may_be_heading(line: str) -> bool:
    """Whether a line, looked at alone, could be a heading.

    Short, one sentence, without a full stop; a question mark or a colon may end it, and a question may
    stand before it. Items of bulleted lists and the lines of an interview ("सवाल: …") are not headings.
    """
    line = line.strip()
    if not line or len(line) > LONGEST_HEADING or len(line.split()) > MOST_HEADING_WORDS:
        return False
    if is_bullet(line) or line.startswith(">") or is_turn(line) or is_attributed(line):
        return False
    if ends_statement(line) or line.endswith((",", ";")):
        return False
    sentences = split(line)
    return (
        len(sentences) == 1
        or is_numbered(line)
        or (len(sentences) == 2 and sentences[0].endswith(("?", "!")))
    )


@lru_cache(maxsize=4096)
def opens_points(line: str) -> bool:
    """Whether a line says that the article follows in short, point by point."""
    return mentions(line, "labels", "points") and _points().match(line) is not None


def is_unsaid(line: str) -> bool:
    """Whether a line is a title of points that is for the eye alone: "हाइलाइट्स"."""
    return mentions(line, "labels", "points") and _unsaid().fullmatch(plain_line(line)) is not None


def is_heading(lines: Sequence[Line], index: int, items: frozenset[int]) -> bool:
    """Whether a line is short, unstopped and has text under it.

    The last line is no heading, and neither is one of `items`, the result of `list_items`. Where the source's mark-up
    says what a line is, that decides.
    """
    line = lines[index].text
    if lines[index].tag:
        return lines[index].is_titled
    if index + 1 >= len(lines) or index in items or lines[index].goes_on:
        return False
    if not may_be_heading(line) or _ends_list(lines, index):
        return False
    following = lines[index + 1].text
    if opens_points(line) or ends_with_colon(line) or index + 1 in items or not may_be_heading(following):
        return True
    # A heading does not stand over another heading.
    return ends_sentence(following) or (is_numbered(following) and not is_sentence_like(line))


def list_items(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that are items of a list: bulleted, numbered one after another, or names with figures."""
    found: set[int] = set()
    points = False
    for index, line in enumerate(lines):
        if line.is_titled:
            points = False
            continue
        points = (
            points and not line.opens_block and may_be_heading(line.text) and not ends_sentence(line.text)
        )
        if line.tag == "li" or is_bullet(line.text) or points:
            found.add(index)
        points = points or opens_points(line.text)
        if index and _are_items(lines[index - 1].text, line.text):
            found.update((index - 1, index))
    return frozenset(found)


def _are_items(line: str, following: str) -> bool:
    if is_numbered(line) and is_numbered(following):
        return True
    return may_be_heading(line) and may_be_heading(following) and is_pair(line) and is_pair(following)


def _ends_list(lines: Sequence[Line], index: int) -> bool:
    """Whether a short line is the last of several in one block: points in short, no heading."""
    return (
        not lines[index].opens_block
        and lines[index + 1].number > lines[index].number + 1
        and index > 0
        and may_be_heading(lines[index - 1].text)
        and not ends_sentence(lines[index - 1].text)
    )


@cache
def _unsaid() -> re.Pattern[str]:
    return verbose(any_of("labels", "points", use="unsaid"))


@cache
def _points() -> re.Pattern[str]:
    return verbose(rf"^\s*(?:(?:स्टोरी|ख़?बर)\s+)?(?:(?:की|के)\s+)?{any_of('labels', 'points')}\s*[:：]?\s*$")
