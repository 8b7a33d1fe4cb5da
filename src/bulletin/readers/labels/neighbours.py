"""Neighbours: rules that go by what stands round a line, and by the labels that it has already."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.language.characters import speaks
from bulletin.readers.labels.bylines import (
    LONGEST_NAME,
    breaks_off,
    is_byline_label,
    is_life_in_brackets,
    is_name,
)
from bulletin.readers.labels.credits import are_names, is_sign_off, is_wire_code, sign_off_tail
from bulletin.readers.labels.furniture import may_be_furniture
from bulletin.readers.labels.label import Label
from bulletin.readers.labels.line import Line
from bulletin.readers.labels.pages import first_note, is_page_number
from bulletin.readers.labels.related import is_film_link, is_related_label, is_teaser
from bulletin.readers.labels.shapes import ends_sentence, ends_statement, is_bullet
from bulletin.readers.labels.site import is_crumb
from bulletin.readers.labels.stamps import is_stamp, is_stamp_label, is_timed_stamp
from bulletin.readers.labels.tags import is_latin_list, is_tags_label, may_be_tag

FEWEST_TAGS = 2
"""Words in lines of their own, next to furniture, that are tags."""

MOST_STAMPS = 2
"""Stamps of a page: published and changed. More are the entries of a live page."""

LONGEST_LINK = 160
"""Characters of a link in a line under a bare "also read"."""

MOST_SCRAP_WORDS = 5

FEWEST_COUNTERS = 2
"""Counters of a page: shares and views. One number alone may be the report's own."""

Found = list[Label | None]
"""Why each line is not spoken, as far as it is known yet."""

Indices = Iterator[int]
"""The lines that a rule finds. Each gets its label before the next is asked for, so that a rule may go by its own."""


def page_numbers(lines: list[Line], found: Found) -> Indices:
    """The numbers of pages."""
    for index in range(len(lines)):
        if found[index] is None and is_page_number(lines, index):
            yield index


def counters(lines: list[Line], found: Found) -> Indices:
    """Bare numbers under the headline: how often the page was shared and seen. Where others follow they count items."""
    numbers = [index for index, line in enumerate(lines) if _is_count(line.text)]
    spoken = [
        index
        for index, (line, label) in enumerate(zip(lines, found, strict=True))
        if label is None and speaks(line.text)
    ]
    if spoken and len(numbers) >= FEWEST_COUNTERS and set(numbers) == set(spoken[1 : 1 + len(numbers)]):
        yield from numbers


def _is_count(line: str) -> bool:
    return line.strip().rstrip("KkMm ").replace(",", "").replace(".", "").isdecimal()


def notes(lines: list[Line], found: Found) -> Indices:
    """The notes at the end of the article."""
    end = last_spoken(found) + 1
    yield from range(first_note(lines[:end]), end)


def last_spoken(found: Found) -> int:
    """The last line that is still spoken; 0 if it is the first."""
    return next((index for index in range(len(found) - 1, 0, -1) if found[index] is None), 0)


def wire_codes(lines: list[Line], found: Found) -> Indices:
    """An agency's day, hour and place, where they stand last."""
    last = last_spoken(found)
    if last and is_wire_code(lines[last].text):
        yield last


def sign_offs(lines: list[Line], found: Found) -> Indices:
    """An agency's sign-off, where it stands last."""
    last = names = last_spoken(found)
    # The last of the editors' names may stand again, alone, in the lines below.
    while names > 1 and len(lines[names].text.split()) == 1 and lines[names].text in lines[names - 1].text:
        names -= 1
    repeated = 1 < names < last and lines[names].text.split()[-1] == lines[last].text.strip()
    if last and (is_sign_off(lines[names].text) or (repeated and are_names(lines[names].text))):
        yield from range(names, last + 1)


def names_after_sign_off(lines: list[Line], found: Found) -> Indices:
    """An editor's name alone, where it stands last, under a paragraph that an agency's name and his end."""
    last = last_spoken(found)
    name = lines[last].text.split()
    if last > 1 and len(name) == 1 and found[last - 1] is None:
        above = lines[last - 1].text
        start = sign_off_tail(above)
        if start is not None and name[0] in above[start:].split():
            yield last


def authors_life(lines: list[Line], found: Found) -> Indices:
    """The end of an author's life, where it stands last, and the name above."""
    last = last_spoken(found)
    if last > 1 and breaks_off(lines[last].text):
        # Without a name above, a paragraph that breaks off is the article's own.
        above = found[last - 1]
        if above is None and _may_be_name(lines[last - 1].text):
            yield from (last, last - 1)
        elif above is not None and above.reason == "byline":
            yield last


def lives_in_brackets(lines: list[Line], found: Found) -> Indices:
    """Who the writer is, in brackets, where it stands last: "(रेखा जोशी समाजशास्त्री हैं. विचार निजी हैं.)"."""
    last = last_spoken(found)
    if last > 1 and is_life_in_brackets(lines[last].text):
        yield last


def latin_tags(lines: list[Line], found: Found) -> Indices:
    """Latin tags, where they stand last."""
    last = last_spoken(found)
    if last and is_latin_list(lines[last].text):
        yield last


def _may_be_name(line: str) -> bool:
    return len(line.split()) <= LONGEST_NAME and not ends_sentence(line)


def labelled_names(lines: list[Line], found: Found) -> Indices:
    """A label of a name, and the name under it."""
    for index, label, line in _under_others(lines, found):
        if is_byline_label(line) or (is_byline_label(label) and len(line.split()) <= LONGEST_NAME):
            yield index


def labels_of_stamps(lines: list[Line], found: Found) -> Indices:
    """The labels of stamps in lines of their own."""
    return (index for index, _, line in _under_others(lines, found) if is_stamp_label(line))


def labelled_stamps(lines: list[Line], found: Found) -> Indices:
    """The stamps under labels."""
    for index, label, line in _under_others(lines, found):
        if is_stamp_label(label) and is_stamp(line):
            yield index


def labelled_tags(lines: list[Line], found: Found) -> Indices:
    """The line under a label of tags."""
    return (index for index, label, _ in _under_others(lines, found) if is_tags_label(label))


def _under_others(lines: list[Line], found: Found) -> Iterator[tuple[int, str, str]]:
    """Each line that may be spoken, ends no sentence and stands under another, with that one."""
    for index in range(1, len(lines)):
        if found[index] is None and not ends_sentence(lines[index].text):
            yield index, lines[index - 1].text, lines[index].text


def page_stamps(lines: list[Line], found: Found) -> Indices:
    """When the page was published and changed."""
    stamps = [
        index
        for index in range(1, len(lines))
        if found[index] is None and _is_page_stamp(lines, found, index)
    ]
    if len(stamps) <= MOST_STAMPS:
        yield from stamps


def _is_page_stamp(lines: list[Line], found: Found, index: int) -> bool:
    """Whether a line is a stamp with the time, or an English one next to furniture."""
    line = lines[index].text
    beside = any(found[index - 1 : index] + found[index + 1 : index + 2])
    return is_timed_stamp(line) or (beside and line.isascii() and is_stamp(line))


def sections_over_stamps(lines: list[Line], found: Found) -> Indices:
    """The section of the site over the stamp of the page."""
    for index in range(1, len(lines) - 1):
        below = found[index + 1]
        stamped = below is not None and below.rule == "page-stamp"
        if stamped and found[index] is None and is_crumb(lines[index].text):
            yield index


def films(lines: list[Line], found: Found) -> Indices:
    """Films and pictures on other pages. A headline and its dek may open with such a word."""
    spoken = [index for index, label in enumerate(found) if label is None]
    return (index for index in spoken[2:] if is_film_link(lines[index].text))


def between_furniture(lines: list[Line], found: Found) -> Indices:
    """Towns, sections of the site and Latin words between two lines of furniture."""
    for index in range(1, len(lines) - 1):
        between = found[index] is None and found[index - 1] and found[index + 1]
        if between and speaks(lines[index].text) and may_be_furniture(lines[index].text):
            yield index


def names_in_text(lines: list[Line], found: Found) -> Indices:
    """A writer's name between two paragraphs. A heading that is a name has its words in the text as well."""
    names = [
        index
        for index in range(1, len(lines) - 1)
        if found[index] is None
        and is_name(lines[index].text.lstrip(" –—-"))
        and ends_sentence(lines[index - 1].text)
        and ends_sentence(lines[index + 1].text)
    ]
    if len(names) == 1:
        own = lines[names[0]].text.strip(" –—-").split()
        others = {
            word.strip("।,.:;!?'\"“”‘’()")
            for i, line in enumerate(lines)
            if i != names[0]
            for word in line.text.split()
        }
        if not others.intersection(own):
            yield names[0]


def latin_scraps(lines: list[Line], found: Found) -> Indices:
    """A few Latin words without a capital, glued under furniture: what a picture's file says of it."""
    for index in range(1, len(lines)):
        line = lines[index]
        scrap = line.text.isascii() and line.text[:1].islower() and len(line.text.split()) <= MOST_SCRAP_WORDS
        if scrap and found[index] is None and found[index - 1] is not None and not line.opens_block:
            yield index


def listed_tags(lines: list[Line], found: Found) -> Indices:
    """All that follows "Topics:", if none of it is a sentence."""
    for index in range(len(lines) - 1, 0, -1):
        if ends_sentence(lines[index].text):
            return
        if is_tags_label(lines[index].text):
            yield from (below for below in range(index, len(lines)) if found[below] is None)


def links_below(lines: list[Line], found: Found) -> Indices:
    """Links in the lines under "also read"."""
    index = 0
    while index < len(lines):
        is_label = _is_link(found[index]) and is_related_label(lines[index].text)
        end = _end_of_links(lines, found, index) if is_label else index + 1
        yield from (below for below in range(index + 1, end) if found[below] is None)
        index = end


def _is_link(label: Label | None) -> bool:
    return label is not None and label.reason == "related-link"


def _end_of_links(lines: list[Line], found: Found, label: int) -> int:
    """Where the links under a bare "also read" end: after one, or after all that its block lists."""
    end = label + 1
    while end < len(lines) and (found[end] is None or _is_link(found[end])):
        text = lines[end].text
        listed = end == label + 1 or _is_item(lines[end]) or not lines[end].opens_block
        if not listed or len(text) > LONGEST_LINK or ends_statement(text) or is_related_label(text):
            break
        end += 1
    over_paragraph = end < len(lines) and not lines[end].opens_block and found[end] is None
    if over_paragraph and end > label + 2 and not _is_item(lines[end - 1]):
        # The last short line over a paragraph of the same block is its heading.
        end -= 1
    if end > label + 1 and end < len(lines) and found[end] is None and is_teaser(lines[end].text):
        end += 1
    return end


def _is_item(line: Line) -> bool:
    return line.tag == "li" or is_bullet(line.text)


def tags_in_rows(lines: list[Line], found: Found) -> Indices:
    """Words in lines of their own at the end, above or below furniture."""
    last = start = last_spoken(found)
    while start > 1 and found[start] is None and may_be_tag(lines[start].text):
        start -= 1
    beside = (found[start] is not None) or (last + 1 < len(found) and found[last + 1] is not None)
    if last - start >= FEWEST_TAGS and beside:
        yield from range(start + 1, last + 1)
