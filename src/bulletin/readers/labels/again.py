"""Again: captions and points that a page has twice, and the notes that belong to a mark above."""

from __future__ import annotations

import itertools
from operator import itemgetter

from bulletin.language.characters import letters_and_digits
from bulletin.readers.labels.bylines import LONGEST_NAME
from bulletin.readers.labels.line import Line
from bulletin.readers.labels.neighbours import Found, Indices
from bulletin.readers.labels.shapes import ends_sentence

SHORTEST_REPEATED = 15
"""Letters of a point that is no chance repetition: a name or a row of figures may come again."""


FEWEST_CONTENTS = 2
"""Headings in a row that stand again below, from which on they are a table of contents."""


def repeated_captions(lines: list[Line], found: Found) -> Indices:
    """Captions that stand again in one of the two lines below."""
    for index, line in enumerate(lines):
        label = found[index]
        if label is not None and label.reason == "caption":
            for after in range(index + 1, min(index + 3, len(lines))):
                if found[after] is None and _repeats_caption(line.text, lines[after].text):
                    yield after


def _repeats_caption(caption: str, line: str) -> bool:
    """Whether a line is the beginning of the caption, which goes on with no more than a name."""
    bare = line.strip().rstrip("।. ")
    return bool(bare) and caption.strip().startswith(bare) and len(caption) - len(line) < LONGEST_NAME * 10


def table_notes(lines: list[Line], found: Found) -> Indices:
    """A note under a table, whose star stands in it."""
    for index in range(1, len(lines)):
        if found[index] is None and lines[index].text.startswith("*") and lines[index - 1].tag == "tr":
            rows = itertools.takewhile(lambda line: line.tag == "tr", reversed(lines[:index]))
            if any("*" in row.text for row in rows):
                yield index


def contents(lines: list[Line], found: Found) -> Indices:
    """A list of the headings below it, with or without their marks, that leads to them: a table of contents."""
    below: dict[str, int] = {}
    for index, line in enumerate(lines):
        if found[index] is None and line.is_titled:
            below[letters_and_digits(line.text)] = index
    spoken = [index for index, label in enumerate(found) if label is None]
    listed = [
        (lines[index].href or "").startswith("#")
        and below.get(letters_and_digits(lines[index].text), -1) > index
        for index in spoken
    ]
    for in_contents, run in itertools.groupby(zip(spoken, listed, strict=True), key=itemgetter(1)):
        rows = [index for index, _ in run]
        if in_contents and len(rows) >= FEWEST_CONTENTS:
            yield from rows


def said_already(lines: list[Line], found: Found) -> Indices:
    """Points of a box, no sentences, that stand word for word in the article above."""
    seen: set[str] = set()
    for index, line in enumerate(lines):
        if found[index] is not None:
            continue
        letters = letters_and_digits(line.text)
        again = len(letters) >= SHORTEST_REPEATED and letters in seen
        if again and line.tag in ("li", "p", "") and not ends_sentence(line.text):
            yield index
        seen.add(letters)
