"""Teasers: titles of other stories that stand between a page's menu and the headline, in a page that was copied whole."""

from __future__ import annotations

import re

from bulletin.language.characters import speaks
from bulletin.readers.labels.line import Line
from bulletin.readers.labels.menus import FEWEST_ENTRIES, LONGEST_ENTRY, LONGEST_MENU
from bulletin.readers.labels.neighbours import Found, Indices
from bulletin.readers.labels.shapes import ends_sentence
from bulletin.readers.labels.site import is_crumb

MOST_ABOVE = 6
"""Lines from the first title to the headline, at most."""

MOST_SECTION_WORDS = 2
"""Words of the section that stands between them."""

LEAST_OWN = 0.4
"""Share of a headline's words that the report has as well."""

MOST_FOREIGN = 0.2
"""Share of another story's words that the report has as well."""

FEWEST_TITLES = 2
"""Titles over a headline that stands on its page once, at least."""

_WORD = re.compile(r"[\w\u0900-\u0963]{4,}")


def titles_over_headline(lines: list[Line], found: Found) -> Indices:
    """Titles of which the report says nothing, over a section or path, under which stands a title that it does speak of.

    Only where a menu stands above: a headline alone may play with words that its report has not.
    """
    menu = [
        index
        for index, label in enumerate(found[:LONGEST_MENU])
        if label is not None and label.rule == "menu-on-top"
    ]
    if len(menu) < FEWEST_ENTRIES or any(line.tag for line in lines):
        return
    start = next((index for index in range(menu[-1] + 1, len(lines)) if _is_open(lines, found, index)), 0)
    above = range(start, min(start + MOST_ABOVE, len(lines)))
    headline = next((index for index in above[1:] if _is_under_section(lines, found, index)), 0)
    if not start or not headline:
        return
    text = {
        word
        for line, label in zip(lines[headline + 1 :], found[headline + 1 :], strict=True)
        if label is None and ends_sentence(line.text)
        for word in _WORD.findall(line.text)
    }
    titles = [index for index in range(start, headline) if found[index] is None and speaks(lines[index].text)]
    long = [lines[index].text for index in titles if len(lines[index].text.split()) > LONGEST_ENTRY]
    # One alone may be a headline over its subtitle, unless the page says the other again.
    again = any(lines[headline].text.strip() in line.text for line in lines[headline + 1 :])
    if (
        (again or len(long) >= FEWEST_TITLES)
        and _share(lines[headline].text, text) >= LEAST_OWN
        and all(not ends_sentence(title) and _share(title, text) <= MOST_FOREIGN for title in long)
    ):
        yield from titles


def _is_open(lines: list[Line], found: Found, index: int) -> bool:
    """Whether a line has the length of a headline, and nothing has left it out."""
    text = lines[index].text
    return found[index] is None and len(text.split()) > LONGEST_ENTRY


def _is_under_section(lines: list[Line], found: Found, index: int) -> bool:
    """Whether a line may be the headline under the section of the site, or under the path to the page."""
    if not _is_open(lines, found, index) or ends_sentence(lines[index].text):
        return False
    label, section = found[index - 1], lines[index - 1].text
    if label is not None:
        return label.rule == "path-to-page"
    short = len(section.split()) <= MOST_SECTION_WORDS and not ends_sentence(section)
    return is_crumb(section) or short


def _share(title: str, text: set[str]) -> float:
    words = _WORD.findall(title)
    return sum(word in text for word in words) / max(1, len(words))
