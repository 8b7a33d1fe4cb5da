"""Foot: what stands under the article in a page that was copied whole: other stories, comments, tags."""

from __future__ import annotations

from bulletin.language.characters import speaks
from bulletin.language.sentences import split
from bulletin.readers.labels.label import Label
from bulletin.readers.labels.line import Line
from bulletin.readers.labels.neighbours import Found, Indices, last_spoken
from bulletin.readers.labels.plain import has_any
from bulletin.readers.labels.shapes import ends_sentence, is_bullet, is_numbered, is_pair
from bulletin.readers.labels.site import is_over_foot
from bulletin.readers.labels.tags import may_be_latin_tag

SHORTEST_PROSE = 60
"""Characters of a sentence by which the article's end is found."""

LONGEST_TITLE = 120
"""Characters of another story's title that breaks off."""

FEWEST_LATIN_TAGS = 2
FEWEST_TAGS = 3
MOST_TAG_WORDS = 3
FEWEST_ROWS = 2

_OVER_TAGS = ("follow", "फॉलो", "share", "शेयर", "comment", "कमेंट", "टिप्पणी")
"""Over rows of tags stands one of these; an advertisement may part a list of the article's own."""


def foot_of_page(lines: list[Line], found: Found) -> Indices:
    """Titles and names under "related news" or "comments", where no sentence of the article follows, nor a list of it."""
    last = _last_sentence(lines, found)
    over = (index for index in range(last + 1, len(lines)) if is_over_foot(lines[index].text))
    first = next(over, len(lines)) + 1
    if not any(found[first:]):
        return  # nothing says that the page goes on: the article may end in a list
    under = [
        index for index in range(first, len(lines)) if found[index] is None and speaks(lines[index].text)
    ]
    if all(ends_sentence(lines[index].text) for index in under):
        return  # a sentence of the article may break off, where no title stands beside it
    above = sum(
        len(line.text) for line, label in zip(lines[: last + 1], found, strict=False) if label is None
    )
    if sum(len(lines[index].text) for index in under) > above or _are_items(
        [lines[index] for index in under]
    ):
        return
    yield from (index for index in under if not _ends_statement(lines[index].text))


def _last_sentence(lines: list[Line], found: Found) -> int:
    """The last line of the article's prose; the last of all if it has none."""
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text
        if found[index] is None and len(text) >= SHORTEST_PROSE and _ends_statement(text):
            return index
    return len(lines)


def _ends_statement(text: str) -> bool:
    """Whether a line ends as a sentence does; a title that breaks off, "फिर जो हुआ...", does not."""
    broken_off = text.rstrip().endswith(("...", "…")) and len(text) <= LONGEST_TITLE
    return ends_sentence(text) and not (broken_off and len(split(text)) == 1)


def _are_items(lines: list[Line]) -> bool:
    """Whether lines may be a list of the article's own: by their tags or signs, or because most are a name and a figure."""
    if any(line.tag or is_bullet(line.text) or is_numbered(line.text) for line in lines):
        return True
    return 2 * sum(is_pair(line.text) for line in lines) > len(lines)


def tags_at_foot(lines: list[Line], found: Found) -> Indices:
    """Tags under the article: words between commas between two lines of furniture, or in rows under "share" or "follow".

    Latin ones also in rows between what a site promises its readers and a button.
    """
    rows: list[int] = []
    for index in range(len(lines) - 1, 1, -1):
        line = lines[index].text
        if found[index] is not None:
            latin = all(lines[row].text.isascii() for row in rows) and _is_promise(found[index])
            if len(rows) >= FEWEST_ROWS and (latin or has_any(line, *_OVER_TAGS)):
                yield from rows
            rows = []
        elif len(line) >= SHORTEST_PROSE and _ends_statement(line):
            return
        elif index + 1 < len(lines) and found[index - 1] and found[index + 1] and _is_list(line):
            yield index
        elif _may_be_tag(lines[index]) and (rows or (index + 1 < len(lines) and found[index + 1])):
            rows.append(index)
        else:
            rows = []


def _is_promise(label: Label | None) -> bool:
    return label is not None and label.rule in ("promise-of-news", "latin-promise")


def _may_be_tag(line: Line) -> bool:
    text = line.text
    sign = is_bullet(text) or is_numbered(text) or is_pair(text) or ends_sentence(text)
    return not line.tag and not sign and len(text.split()) <= MOST_TAG_WORDS


def _is_list(line: str) -> bool:
    parts = line.split(",")
    return (
        len(parts) >= FEWEST_TAGS
        and not ends_sentence(line)
        and all(len(part.split()) <= MOST_TAG_WORDS for part in parts)
    )


def latin_rows(lines: list[Line], found: Found) -> Indices:
    """Tags in Latin letters, each in a line of its own, where they stand last of all, or under the writer or the agency."""
    last = start = last_spoken(found)
    while start > 1 and found[start] is None and may_be_latin_tag(lines[start].text):
        start -= 1
    above = found[start]
    at_foot = above is not None and (above.reason in ("byline", "credit") or last == len(lines) - 1)
    if last - start >= FEWEST_LATIN_TAGS and at_foot:
        yield from range(start + 1, last + 1)
