"""Notes: which lines of an article are not spoken, and why: each by its wording, and by what stands around it."""

from __future__ import annotations

from bulletin.readers.lines import (
    ends_sentence,
    ends_statement,
    is_bullet,
    is_byline_label,
    is_film,
    is_latin_list,
    is_more_of_author,
    is_related_label,
    is_sign_off,
    is_stamp_label,
    is_tags_label,
    left_out_reason,
)
from bulletin.readers.page import boxes, is_remnant, is_section, is_stamp, is_timed_stamp
from bulletin.readers.wrapping import Line
from bulletin.schema.article import Reason

LONGEST_NAME = 4
"""Words of a name under a label that says that it is one."""

FEWEST_TAGS = 2
"""Words in lines of their own, beside something of the page's, that are tags."""

MOST_STAMPS = 2
"""Lines with the day and the time that a page was put up and changed."""

LONGEST_LINK = 160
"""Characters a line under a bare "also read" may have and still be a link."""


Found = list[Reason | None]
"""Why each line is not spoken, as far as it is known yet."""


def reasons(lines: list[Line]) -> Found:
    """Why each line is not spoken, or None if it may be."""
    inside = boxes([line.text for line in lines])
    found = [inside.get(index) or left_out_reason(line.text) for index, line in enumerate(lines)]
    # Each looks at what the ones before it have found.
    for note in (_ending, _labelled, _stamps, _films, _captions, _remnants, _tags, _links, _words):
        note(lines, found)
    return found


def _ending(lines: list[Line], found: Found) -> None:
    """An agency's sign-off, and Latin tags, where they stand last."""
    last = _last(found)
    names = last
    while names > 1 and len(lines[names].text.split()) == 1 and lines[names].text in lines[names - 1].text:
        names -= 1
    if last and is_sign_off(lines[names].text):
        found[names : last + 1] = ["credit"] * (last + 1 - names)
    last = _last(found)
    if last and is_more_of_author(lines[last].text):
        found[last] = "byline"
        if last > 1 and found[last - 1] is None and _may_be_name(lines[last - 1].text):
            found[last - 1] = "byline"
    last = _last(found)
    if last and is_latin_list(lines[last].text):
        found[last] = "boilerplate"


def _may_be_name(line: str) -> bool:
    return len(line.split()) <= LONGEST_NAME and not ends_sentence(line)


def _is_tag(line: str) -> bool:
    """Whether a line could be one of the tags under an article: a word."""
    return len(line.split()) == 1 and not ends_sentence(line) and not is_bullet(line)


def _last(found: Found) -> int:
    """The last line that is still spoken; 0 if it is the first."""
    return next((index for index in range(len(found) - 1, 0, -1) if found[index] is None), 0)


def _labelled(lines: list[Line], found: Found) -> None:
    """What stands under a label that says what it is."""
    for index in range(1, len(lines)):
        found[index] = found[index] or _under(lines[index - 1].text, lines[index].text)


def _stamps(lines: list[Line], found: Found) -> None:
    """When the page was put up and changed, and the room of the site that stands over it."""
    stamps = [
        index for index in range(1, len(lines)) if found[index] is None and _is_put_up(lines, found, index)
    ]
    if len(stamps) > MOST_STAMPS:
        # The entries of a page that goes on and on.
        return
    for index in stamps:
        found[index] = "dateline"
        if index > 1 and found[index - 1] is None and is_section(lines[index - 1].text):
            found[index - 1] = "boilerplate"


def _is_put_up(lines: list[Line], found: Found, index: int) -> bool:
    """Whether a line is the page's day: with the time, or in English beside something else of the page's."""
    line = lines[index].text
    beside = found[index - 1] or "".join(reason or "" for reason in found[index + 1 : index + 2])
    return is_timed_stamp(line) or (bool(beside) and line.isascii() and is_stamp(line))


def _films(lines: list[Line], found: Found) -> None:
    """Films and pictures elsewhere. The headline and its dek may have such a word before them."""
    spoken = [index for index, reason in enumerate(found) if reason is None]
    for index in spoken[2:]:
        if is_film(lines[index].text):
            found[index] = "related-link"


def _captions(lines: list[Line], found: Found) -> None:
    """Captions that are said again in one of the two lines under them."""
    for index, line in enumerate(lines):
        if found[index] == "caption":
            for after in range(index + 1, min(index + 3, len(lines))):
                if found[after] is None and _again(line.text, lines[after].text):
                    found[after] = "caption"


def _remnants(lines: list[Line], found: Found) -> None:
    """Towns, rooms and Latin words between two lines that are the page's."""
    for index in range(1, len(lines) - 1):
        if found[index] is None and found[index - 1] and found[index + 1] and is_remnant(lines[index].text):
            found[index] = "boilerplate"


def _tags(lines: list[Line], found: Found) -> None:
    """All that follows "Topics:", if none of it is a sentence."""
    for index in range(len(lines) - 1, 0, -1):
        if ends_sentence(lines[index].text):
            return
        if is_tags_label(lines[index].text):
            found[index:] = [reason or "boilerplate" for reason in found[index:]]


def _links(lines: list[Line], found: Found) -> None:
    """Links in the lines under "also read"."""
    index = 0
    while index < len(lines):
        label = found[index] == "related-link" and is_related_label(lines[index].text)
        end = _end_of_links(lines, found, index) if label else index + 1
        found[index + 1 : end] = ["related-link"] * (end - index - 1)
        index = end


def _under(label: str, line: str) -> Reason | None:
    """Why a line is not spoken that a label stands over which says what it is."""
    if ends_sentence(line):
        return None
    if is_byline_label(line) or (is_byline_label(label) and len(line.split()) <= LONGEST_NAME):
        return "byline"
    if is_stamp_label(line) or (is_stamp_label(label) and is_stamp(line)) or is_tags_label(label):
        return "boilerplate"
    return None


def _again(caption: str, line: str) -> bool:
    """Whether a line only says again what the caption above it says, whose picture has a name besides."""
    bare = line.strip().rstrip("।. ")
    return bool(bare) and caption.strip().startswith(bare) and len(caption) - len(line) < LONGEST_NAME * 10


def _words(lines: list[Line], found: Found) -> None:
    """Tags: words in lines of their own at the end, above or below something of the page's."""
    last = _last(found)
    start = last
    while start > 1 and found[start] is None and _is_tag(lines[start].text):
        start -= 1
    beside = (found[start] is not None) or (last + 1 < len(found) and found[last + 1] is not None)
    if last - start >= FEWEST_TAGS and beside:
        found[start + 1 : last + 1] = ["boilerplate"] * (last - start)


def _end_of_links(lines: list[Line], found: Found, label: int) -> int:
    """Where the links under a bare "also read" end: after one, or after all that its block lists."""
    end = label + 1
    while end < len(lines) and found[end] in (None, "related-link"):
        text = lines[end].text
        listed = end == label + 1 or is_bullet(text) or not lines[end].opens_block
        if not listed or len(text) > LONGEST_LINK or ends_statement(text) or is_related_label(text):
            break
        end += 1
    under_paragraph = end < len(lines) and not lines[end].opens_block and found[end] is None
    if under_paragraph and end > label + 2 and not is_bullet(lines[end - 1].text):
        # The last short line over a paragraph of the same block is its heading.
        end -= 1
    return end
