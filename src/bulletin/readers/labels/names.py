"""Names: the writer's name in a line of its own over the report, where a byline above has it too."""

from __future__ import annotations

from bulletin.readers.labels.line import Line
from bulletin.readers.labels.neighbours import Found, Indices
from bulletin.readers.labels.shapes import ends_sentence

LOOKED_AT = 40
"""Lines at the beginning of a text among which the writer's name is."""

SHORTEST_PROSE = 60
"""Characters of a sentence with which the report has begun."""

FEWEST_WORDS, MOST_WORDS = 2, 4
"""Words of a name."""

MOST_PLACE_WORDS = 2


def names_again(lines: list[Line], found: Found) -> Indices:
    """The writer's name over the report, where a byline above has it too: "वरुण नागर, नवगांव:"."""
    above = ""
    for index, line in enumerate(lines[:LOOKED_AT]):
        label = found[index]
        if label is not None:
            above += f" {line.text}" if label.reason == "byline" else ""
        elif len(line.text) >= SHORTEST_PROSE and ends_sentence(line.text):
            return
        elif above and _opens_with_name_of(line.text, above):
            yield index


def _opens_with_name_of(line: str, bylines: str) -> bool:
    words = line.split(",")[0].rstrip(" :").split()
    short = FEWEST_WORDS <= len(words) <= MOST_WORDS and len(line.split()) <= MOST_WORDS + MOST_PLACE_WORDS
    return short and not ends_sentence(line) and " ".join(words) in bylines
