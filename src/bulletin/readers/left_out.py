"""Left out: which lines of an article are not spoken, and why: by their wording, and by their neighbours."""

from __future__ import annotations

from bulletin.readers.boxes import boxes
from bulletin.readers.bylines import LONGEST_NAME, breaks_off, is_byline_label
from bulletin.readers.credits import are_names, is_sign_off, is_wire_code
from bulletin.readers.furniture import left_out_reason, may_be_furniture
from bulletin.readers.line import DEK, Line
from bulletin.readers.pages import first_note, is_page_number
from bulletin.readers.related import is_film_link, is_related_label
from bulletin.readers.shapes import ends_sentence, ends_statement, is_bullet
from bulletin.readers.site import is_crumb
from bulletin.readers.stamps import is_stamp, is_stamp_label, is_timed_stamp
from bulletin.readers.tags import is_latin_list, is_tags_label, may_be_tag
from bulletin.schema.article import Reason

FEWEST_TAGS = 2
"""Words in lines of their own, next to furniture, that are tags."""

MOST_STAMPS = 2
"""Stamps of a page: published and changed. More are the entries of a live page."""

LONGEST_LINK = 160
"""Characters of a link in a line under a bare "also read"."""

Found = list[Reason | None]
"""Why each line is not spoken, as far as it is known yet."""


def reasons(lines: list[Line]) -> Found:
    """Why each line is not spoken, or None if it may be."""
    # What the mark-up leaves out is no edge of a box.
    inside = boxes(["" if line.reason else line.text for line in lines])
    found = [
        line.reason or inside.get(index) or (None if line.tag in ("h1", DEK) else left_out_reason(line.text))
        for index, line in enumerate(lines)
    ]
    # Order matters: each looks at what the ones before it have found.
    for mark in (
        _mark_pages,
        _mark_notes,
        _mark_ending,
        _mark_labelled,
        _mark_stamps,
        _mark_films,
        _mark_captions,
        _mark_between,
        _mark_labelled_tags,
        _mark_links,
        _mark_tags,
    ):
        mark(lines, found)
    return found


def _mark_pages(lines: list[Line], found: Found) -> None:
    """Mark the numbers of pages."""
    for index in range(len(lines)):
        if found[index] is None and is_page_number(lines, index):
            found[index] = "boilerplate"


def _mark_notes(lines: list[Line], found: Found) -> None:
    """Mark the notes at the end of the article."""
    end = _last_spoken(found) + 1
    for index in range(first_note(lines[:end]), end):
        found[index] = "footnote"


def _last_spoken(found: Found) -> int:
    """The last line that is still spoken; 0 if it is the first."""
    return next((index for index in range(len(found) - 1, 0, -1) if found[index] is None), 0)


def _mark_ending(lines: list[Line], found: Found) -> None:
    """Mark an agency's sign-off, the end of an author's life, and Latin tags where they stand last."""
    last = _last_spoken(found)
    if last and is_wire_code(lines[last].text):
        found[last] = "credit"
    last = names = _last_spoken(found)
    # The last of the editors' names may stand again, alone, in the lines below.
    while names > 1 and len(lines[names].text.split()) == 1 and lines[names].text in lines[names - 1].text:
        names -= 1
    repeated = 1 < names < last and lines[names].text.split()[-1] == lines[last].text.strip()
    if last and (is_sign_off(lines[names].text) or (repeated and are_names(lines[names].text))):
        found[names : last + 1] = ["credit"] * (last + 1 - names)
    last = _last_spoken(found)
    if last and breaks_off(lines[last].text):
        found[last] = "byline"
        if last > 1 and found[last - 1] is None and _may_be_name(lines[last - 1].text):
            found[last - 1] = "byline"
    last = _last_spoken(found)
    if last and is_latin_list(lines[last].text):
        found[last] = "boilerplate"


def _may_be_name(line: str) -> bool:
    return len(line.split()) <= LONGEST_NAME and not ends_sentence(line)


def _mark_labelled(lines: list[Line], found: Found) -> None:
    """Mark lines under a label: a name, a stamp, tags."""
    for index in range(1, len(lines)):
        found[index] = found[index] or _reason_under(lines[index - 1].text, lines[index].text)


def _reason_under(label: str, line: str) -> Reason | None:
    if ends_sentence(line):
        return None
    if is_byline_label(line) or (is_byline_label(label) and len(line.split()) <= LONGEST_NAME):
        return "byline"
    if is_stamp_label(line) or (is_stamp_label(label) and is_stamp(line)) or is_tags_label(label):
        return "boilerplate"
    return None


def _mark_stamps(lines: list[Line], found: Found) -> None:
    """Mark when the page was published and changed, and the section of the site above."""
    stamps = [
        index
        for index in range(1, len(lines))
        if found[index] is None and _is_page_stamp(lines, found, index)
    ]
    if len(stamps) > MOST_STAMPS:
        return
    for index in stamps:
        found[index] = "dateline"
        if index > 1 and found[index - 1] is None and is_crumb(lines[index - 1].text):
            found[index - 1] = "boilerplate"


def _is_page_stamp(lines: list[Line], found: Found, index: int) -> bool:
    """Whether a line is a stamp with the time, or an English one next to furniture."""
    line = lines[index].text
    beside = any(found[index - 1 : index] + found[index + 1 : index + 2])
    return is_timed_stamp(line) or (beside and line.isascii() and is_stamp(line))


def _mark_films(lines: list[Line], found: Found) -> None:
    """Mark films and pictures on other pages. A headline and its dek may open with such a word."""
    spoken = [index for index, reason in enumerate(found) if reason is None]
    for index in spoken[2:]:
        if is_film_link(lines[index].text):
            found[index] = "related-link"


def _mark_captions(lines: list[Line], found: Found) -> None:
    """Mark captions that stand again in one of the two lines below."""
    for index, line in enumerate(lines):
        if found[index] == "caption":
            for after in range(index + 1, min(index + 3, len(lines))):
                if found[after] is None and _repeats_caption(line.text, lines[after].text):
                    found[after] = "caption"


def _repeats_caption(caption: str, line: str) -> bool:
    """Whether a line is the beginning of the caption, which goes on with no more than a name."""
    bare = line.strip().rstrip("।. ")
    return bool(bare) and caption.strip().startswith(bare) and len(caption) - len(line) < LONGEST_NAME * 10


def _mark_between(lines: list[Line], found: Found) -> None:
    """Mark towns, sections of the site and Latin words between two lines of furniture."""
    for index in range(1, len(lines) - 1):
        between = found[index] is None and found[index - 1] and found[index + 1]
        if between and may_be_furniture(lines[index].text):
            found[index] = "boilerplate"


def _mark_labelled_tags(lines: list[Line], found: Found) -> None:
    """Mark all that follows "Topics:", if none of it is a sentence."""
    for index in range(len(lines) - 1, 0, -1):
        if ends_sentence(lines[index].text):
            return
        if is_tags_label(lines[index].text):
            found[index:] = [reason or "boilerplate" for reason in found[index:]]


def _mark_links(lines: list[Line], found: Found) -> None:
    """Mark links in the lines under "also read"."""
    index = 0
    while index < len(lines):
        label = found[index] == "related-link" and is_related_label(lines[index].text)
        end = _end_of_links(lines, found, index) if label else index + 1
        found[index + 1 : end] = ["related-link"] * (end - index - 1)
        index = end


def _end_of_links(lines: list[Line], found: Found, label: int) -> int:
    """Where the links under a bare "also read" end: after one, or after all that its block lists."""
    end = label + 1
    while end < len(lines) and found[end] in (None, "related-link"):
        text = lines[end].text
        listed = end == label + 1 or _is_item(lines[end]) or not lines[end].opens_block
        if not listed or len(text) > LONGEST_LINK or ends_statement(text) or is_related_label(text):
            break
        end += 1
    over_paragraph = end < len(lines) and not lines[end].opens_block and found[end] is None
    if over_paragraph and end > label + 2 and not _is_item(lines[end - 1]):
        # The last short line over a paragraph of the same block is its heading.
        end -= 1
    return end


def _is_item(line: Line) -> bool:
    return line.tag == "li" or is_bullet(line.text)


def _mark_tags(lines: list[Line], found: Found) -> None:
    """Mark words in lines of their own at the end, above or below furniture."""
    last = start = _last_spoken(found)
    while start > 1 and found[start] is None and may_be_tag(lines[start].text):
        start -= 1
    beside = (found[start] is not None) or (last + 1 < len(found) and found[last + 1] is not None)
    if last - start >= FEWEST_TAGS and beside:
        found[start + 1 : last + 1] = ["boilerplate"] * (last - start)
