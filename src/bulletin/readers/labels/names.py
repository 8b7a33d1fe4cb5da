"""Names: the writer's name in a line of its own over the report, where a byline above has it too."""

from __future__ import annotations

import re

from bulletin.readers.labels.label import Label
from bulletin.readers.labels.line import Line
from bulletin.readers.labels.neighbours import Found, Indices
from bulletin.readers.labels.plain import DEVANAGARI_WORD
from bulletin.readers.labels.shapes import ends_sentence
from bulletin.readers.wordlists import words

LOOKED_AT = 40
"""Lines at the beginning of a text among which the writer's name is."""

SHORTEST_PROSE = 60
"""Characters of a sentence with which the report has begun."""

MOST_DEKS = 1
"""Sentences over the writer's name, at most: the dek."""

FEWEST_WORDS, MOST_WORDS = 2, 4
"""Words of a name."""

MOST_PLACE_WORDS = 2


def names_again(lines: list[Line], found: Found) -> Indices:
    """The writer's name over the report, where a byline above has it too: "वरुण नागर, नवगांव:"."""
    above, begun = "", 0
    for index, line in enumerate(lines[:LOOKED_AT]):
        label = found[index]
        if label is not None:
            above += f" {line.text}" if label.reason == "byline" else ""
        elif len(line.text) >= SHORTEST_PROSE and ends_sentence(line.text):
            begun += 1
            if begun > MOST_DEKS:
                return
        elif above and _opens_with_name_of(line.text, above):
            yield index


def _opens_with_name_of(line: str, bylines: str) -> bool:
    words = line.split(",")[0].rstrip(" :").split()
    short = FEWEST_WORDS <= len(words) <= MOST_WORDS and len(line.split()) <= MOST_WORDS + MOST_PLACE_WORDS
    return short and not ends_sentence(line) and " ".join(words) in bylines


def names_over_stamps(lines: list[Line], found: Found) -> Indices:
    """The writer's name in Hindi over the day of the page and under a button, where the report has not begun."""
    begun, titled = 0, False
    for index, line in enumerate(lines[:-1]):
        if index >= LOOKED_AT or begun > MOST_DEKS:
            return
        if found[index] is not None:
            continue
        below, above = found[index + 1], found[index - 1] if index else None
        stamped = below is not None and below.rule == "page-stamp"
        if titled and stamped and above is not None and above.reason == "boilerplate" and _may_be_name(line):
            yield index
        titled = titled or len(line.text.split()) > MOST_WORDS
        begun += len(line.text) >= SHORTEST_PROSE and ends_sentence(line.text)


def _may_be_name(line: Line) -> bool:
    parts = line.text.split()
    return FEWEST_WORDS <= len(parts) <= MOST_WORDS - 1 and not line.tag and all(map(_is_hindi, parts))


def _is_hindi(word: str) -> bool:
    """Whether a word is in Hindi, and none that stands in headings and in no name."""
    return re.fullmatch(DEVANAGARI_WORD, word) is not None and word not in words("common", "common")


def names_of_lives(lines: list[Line], found: Found) -> Indices:
    """The writer's name under the headline, where a life of the author under the report has it too."""
    for index, line in enumerate(lines[1:LOOKED_AT], start=1):
        if len(line.text) >= SHORTEST_PROSE and ends_sentence(line.text):
            return
        name = line.text.strip()
        short = FEWEST_WORDS <= len(name.split()) <= MOST_WORDS
        if found[index] is None and short and any(map(_is_life, lines, found, [name] * len(lines))):
            yield index


def _is_life(line: Line, label: Label | None, name: str) -> bool:
    return label is not None and label.rule == "about-author" and line.text.strip() == name
