"""Notes: which lines of an article are not spoken, and why: each by its wording, and by what stands around it."""

from __future__ import annotations

from bulletin.readers.lines import (
    ends_sentence,
    ends_statement,
    is_bullet,
    is_film,
    is_related_label,
    is_sign_off,
    is_tags_label,
    left_out_reason,
)
from bulletin.readers.page import boxes
from bulletin.readers.wrapping import Line
from bulletin.schema.article import Reason

LONGEST_LINK = 160
"""Characters a line under a bare "also read" may have and still be a link."""


def reasons(lines: list[Line]) -> list[Reason | None]:
    """Why each line is not spoken, or None if it may be."""
    inside = boxes([line.text for line in lines])
    found = [inside.get(index) or left_out_reason(line.text) for index, line in enumerate(lines)]
    if len(lines) > 1 and is_sign_off(lines[-1].text):
        found[-1] = "credit"
    heads = 0
    for index, line in enumerate(lines):
        if found[index] is None:
            # The headline and its dek may have such a word before them.
            if heads > 1 and is_film(line.text):
                found[index] = "related-link"
            elif index and is_tags_label(lines[index - 1].text) and not ends_sentence(line.text):
                found[index] = "boilerplate"
            heads += 1
    index = 0
    while index < len(lines):
        label = found[index] == "related-link" and is_related_label(lines[index].text)
        end = _end_of_links(lines, found, index) if label else index + 1
        found[index + 1 : end] = ["related-link"] * (end - index - 1)
        index = end
    return found


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
