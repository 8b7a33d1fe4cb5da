"""Foot: what stands under the article in a page that was copied whole: other stories, comments, tags."""

from __future__ import annotations

from bulletin.language.characters import speaks
from bulletin.readers.labels.line import Line
from bulletin.readers.labels.neighbours import Found, Indices
from bulletin.readers.labels.shapes import ends_sentence, is_bullet, is_numbered, is_pair
from bulletin.readers.labels.site import is_over_foot

SHORTEST_PROSE = 60
"""Characters of a sentence by which the article's end is found."""

FEWEST_TAGS = 3
MOST_TAG_WORDS = 3


def foot_of_page(lines: list[Line], found: Found) -> Indices:
    """Titles and names under "related news" or "comments", where no sentence of the article follows, nor a list of it."""
    last = _last_sentence(lines, found)
    over = (index for index in range(last + 1, len(lines)) if is_over_foot(lines[index].text))
    first = next(over, len(lines)) + 1
    under = [
        index for index in range(first, len(lines)) if found[index] is None and speaks(lines[index].text)
    ]
    above = sum(
        len(line.text) for line, label in zip(lines[: last + 1], found, strict=False) if label is None
    )
    if sum(len(lines[index].text) for index in under) > above or _are_items(
        [lines[index] for index in under]
    ):
        return
    yield from (index for index in under if not ends_sentence(lines[index].text))


def _last_sentence(lines: list[Line], found: Found) -> int:
    """The last line of the article's prose; the last of all if it has none."""
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text
        if found[index] is None and len(text) >= SHORTEST_PROSE and ends_sentence(text):
            return index
    return len(lines)


def _are_items(lines: list[Line]) -> bool:
    """Whether lines may be a list of the article's own: by their tags or signs, or because most are a name and a figure."""
    if any(line.tag or is_bullet(line.text) or is_numbered(line.text) for line in lines):
        return True
    return 2 * sum(is_pair(line.text) for line in lines) > len(lines)


def tags_at_foot(lines: list[Line], found: Found) -> Indices:
    """Words between commas, under the article, between two lines of furniture."""
    for index in range(len(lines) - 2, 1, -1):
        line = lines[index].text
        if found[index] is None and len(line) >= SHORTEST_PROSE and ends_sentence(line):
            return
        if found[index] is None and found[index - 1] and found[index + 1] and _is_list(line):
            yield index


def _is_list(line: str) -> bool:
    parts = line.split(",")
    return (
        len(parts) >= FEWEST_TAGS
        and not ends_sentence(line)
        and all(len(part.split()) <= MOST_TAG_WORDS for part in parts)
    )
