"""Notes: which lines of an article are not spoken, and why: each by its wording, and by what stands around it."""

from __future__ import annotations

from bulletin.readers.lines import (
    ends_sentence,
    ends_statement,
    is_bullet,
    is_byline_label,
    is_film,
    is_latin_list,
    is_related_label,
    is_sign_off,
    is_stamp_label,
    is_tags_label,
    left_out_reason,
)
from bulletin.readers.page import boxes, is_section, is_stamp, is_timed_stamp
from bulletin.readers.wrapping import Line
from bulletin.schema.article import Reason

LONGEST_NAME = 4
"""Words of a name under a label that says that it is one."""

MOST_STAMPS = 2
"""Lines with the day and the time that a page was put up and changed."""

LONGEST_LINK = 160
"""Characters a line under a bare "also read" may have and still be a link."""


def reasons(lines: list[Line]) -> list[Reason | None]:
    """Why each line is not spoken, or None if it may be."""
    inside = boxes([line.text for line in lines])
    found = [inside.get(index) or left_out_reason(line.text) for index, line in enumerate(lines)]
    if len(lines) > 1 and is_sign_off(lines[-1].text):
        found[-1] = "credit"
    last = next((index for index in range(len(lines) - 1, 0, -1) if found[index] is None), 0)
    if last and is_latin_list(lines[last].text):
        found[last] = "boilerplate"
    stamps = [
        index for index in range(1, len(lines)) if found[index] is None and is_timed_stamp(lines[index].text)
    ]
    if len(stamps) <= MOST_STAMPS:
        # More of them are the entries of a page that goes on and on.
        for index in stamps:
            found[index] = "dateline"
            if index > 1 and found[index - 1] is None and is_section(lines[index - 1].text):
                found[index - 1] = "boilerplate"
    heads = 0
    for index, line in enumerate(lines):
        above = lines[index - 1].text if index else ""
        if found[index] is None:
            found[index] = _under(above, line.text)
        if found[index] is None:
            # The headline and its dek may have such a word before them.
            if heads > 1 and is_film(line.text):
                found[index] = "related-link"
            heads += 1
        elif (
            found[index] == "caption" and index + 1 < len(lines) and _again(line.text, lines[index + 1].text)
        ):
            found[index + 1] = "caption"
    index = 0
    while index < len(lines):
        label = found[index] == "related-link" and is_related_label(lines[index].text)
        end = _end_of_links(lines, found, index) if label else index + 1
        found[index + 1 : end] = ["related-link"] * (end - index - 1)
        index = end
    return found


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


def _end_of_links(lines: list[Line], found: list[Reason | None], label: int) -> int:
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
