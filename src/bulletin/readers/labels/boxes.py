"""Boxes: runs of lines within a page: news to skip, buttons, films, programmes, the author's life."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from bulletin.readers.labels.bylines import is_byline
from bulletin.readers.labels.label import Label, switched_off
from bulletin.readers.labels.own_words import own_boxes, own_button
from bulletin.readers.labels.plain import has_any, plain_line, plain_pattern
from bulletin.readers.labels.site import is_button, may_be_button
from bulletin.schema.article import Reason

LONGEST_SKIPPED = 14
"""Lines of a box between "skip this" and its end, at most."""

LONGEST_AUTHOR = 10
"""Lines about the author at the end of a page, at most."""

MOST_ABOVE = 30
"""Lines at the beginning among which a byline is."""

LONGEST_PROGRAMME = 6
"""Lines of a programme's box above the line that ends it, at most."""

LONGEST_EDGE = 120
"""Characters of a line that may open or end a box."""

MOST_NAME_WORDS = 5

# Cheap looks before the patterns of these boxes.
_SKIP_CUES = ("छोडिए", "छोडकर", "skip")
_AUTHOR_CUES = ("बारे", "परिचय", "author")

_JOURNALISTS = ("पत्रकार", "संपादक", "एडिटर", "रिपोर्टिंग", "प्रोड्यूसर", "journalis", "editor", "reporter")

_ICONS = ("photoicon", "photo icon", "videoicon", "video icon", "play icon")
"""What stands between the title of a row of pictures and their number."""

_DURATION = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
"""How long a film lasts, in the line under its title."""

_EPISODE = re.compile(r"एपिसोड|episodes?", re.IGNORECASE)


BOX_RULES: dict[str, Reason] = {
    "button-beside-button": "boilerplate",
    "box-to-skip": "related-link",
    "site-box": "related-link",
    "row-of-pictures": "related-link",
    "film-with-length": "related-link",
    "programme-box": "related-link",
    "about-author": "byline",
}
"""The rules of boxes, in their order, each with its reason."""


def boxes(lines: Sequence[str]) -> dict[int, Label]:
    """The lines inside boxes, by their index, each with its label."""
    off = switched_off()
    found: dict[int, Label] = {}

    def mark(rule: str, indices: Iterable[int], row: str = "") -> None:
        if rule not in off:
            found.update(dict.fromkeys(indices, Label(BOX_RULES[rule], rule, row)))

    plain = [plain_line(line) if len(line) < LONGEST_EDGE else "" for line in lines]
    pressed = [is_button(line) or bool(own_button(line)) for line in plain]
    maybe = [may_be_button(line) for line in plain]
    for index, line in enumerate(plain):
        if not line:
            continue
        around = slice(max(0, index - 1), index + 2)
        if maybe[index] and (any(pressed[around]) or sum(maybe[around]) > 1):
            mark("button-beside-button", (index,))
        elif (own := _own_box(plain, index)) is not None:
            mark("site-box", *own)
        elif (box := _links(plain, index)) is not None:
            mark(*box)
        elif has_any(line, *_AUTHOR_CUES) and _about_author().fullmatch(line):
            end = _end_of_life(lines, index) or _end_of_named_life(lines, index)
            if not end and index + LONGEST_AUTHOR >= len(plain) - 1 and _opens_with_name(lines[index + 1 :]):
                end = len(plain)
            mark("about-author", range(index, end))
    return found


def _own_box(plain: Sequence[str], index: int) -> tuple[range, str] | None:
    """The lines of a box that the site's profile knows, which begins at `index`, and the profile's row."""
    for first, last, row in own_boxes():
        if first.fullmatch(plain[index]):
            ends = range(index + 1, min(index + LONGEST_SKIPPED, len(plain)))
            end = next((place for place in ends if last.fullmatch(plain[place])), None)
            if end is not None:
                return range(index, end + 1), row
    return None


def _links(plain: Sequence[str], index: int) -> tuple[str, range] | None:
    """The rule that knows the box of links, and the box that has the line at `index` as an edge or icon; empty if its other edge is missing."""
    line = plain[index]
    following = "".join(plain[index + 1 : index + 2])
    if has_any(line, *_SKIP_CUES) and _skip().fullmatch(line):
        ends = range(index + 1, min(index + LONGEST_SKIPPED, len(plain)))
        end = next((place for place in ends if _ends_box().fullmatch(plain[place])), index)
        # "छोड़कर … आगे बढ़ें" is a link even where the end is missing; "छोड़िए … और आगे बढ़ें" may be somebody's words.
        alone = range(index, index + line.startswith("छोड़कर"))
        return "box-to-skip", range(index, end + 1) if end > index else alone
    if line.casefold() in _ICONS and index > 1:
        return "row-of-pictures", range(index - 1, index + 1 + following.isdigit())
    if _DURATION.fullmatch(line) and index > 1 and len(plain[index - 1].split()) > 1:
        return "film-with-length", range(index - 1, index + 1)
    if _EPISODE.fullmatch(line) and _ends_box().fullmatch(following):
        above = range(max(0, index - LONGEST_PROGRAMME), index)
        start = next((place for place in above if _programme().search(plain[place])), index)
        return "programme-box", range(start, index + 2)
    return None


def _opens_with_name(lines: Sequence[str]) -> bool:
    """Whether the first line could be the name of the article's author, and not a sentence about a book's."""
    return bool(lines) and len(lines[0].split()) <= MOST_NAME_WORDS and lines[0].rstrip()[-1:] not in "।.!?"


def _end_of_life(lines: Sequence[str], index: int) -> int:
    """Where a box about the author ends that more of the page follows; 0 if it is none.

    Under its title stand a name that a byline above has too, and a line about a journalist's work.
    """
    if index + 2 >= len(lines) or not _opens_with_name(lines[index + 1 : index + 2]):
        return 0
    name = lines[index + 1].strip()
    alone = any(line.strip() == name for line in lines[: min(index, MOST_ABOVE)])
    if alone and lines[index + 2].startswith(name):
        return index + 3
    named = any(
        name in line and len(line) < LONGEST_EDGE and is_byline(line)
        for line in lines[: min(index, MOST_ABOVE)]
    )
    return index + 3 if named and has_any(lines[index + 2], *_JOURNALISTS) else 0


def _end_of_named_life(lines: Sequence[str], index: int) -> int:
    """Where a box about the author ends that begins with a sentence about a name in a byline above, at the end of all."""
    if index + 1 >= len(lines) or index + LONGEST_AUTHOR < len(lines) - 1:
        return 0
    name = " ".join(lines[index + 1].split()[:2])
    bylines = (
        line for line in lines[: min(index, MOST_ABOVE)] if len(line) < LONGEST_EDGE and is_byline(line)
    )
    return len(lines) if name and any(name in line for line in bylines) else 0


@cache
def _skip() -> re.Pattern[str]:
    return plain_pattern(
        r"छोड़कर\s.{1,80}\sआगे\s+बढ़ें|(?:छोड़िए|skip)\s.{1,80}(?:और\s+आगे\s+बढ़ें|(?:and|&)\s+continue(?:\s+reading)?)"
    )


@cache
def _ends_box() -> re.Pattern[str]:
    return plain_pattern(r".{0,60}समाप्त|end\s+of\s.{1,40}")


@cache
def _programme() -> re.Pattern[str]:
    """A programme of the site's own that a page offers between its paragraphs."""
    return plain_pattern(r"पॉडकास्ट|podcast")


@cache
def _about_author() -> re.Pattern[str]:
    return plain_pattern(
        r"(?:लेखक|लेखिका|रिपोर्टर|पत्रकार|ऑथर)\s+(?:के\s+बारे\s+में|परिचय)|about\s+(?:the\s+)?author|author\s+bio"
    )
