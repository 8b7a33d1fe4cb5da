"""Menus: what stands over a headline in a page that was copied whole: its menu, and its path."""

from __future__ import annotations

from bulletin.language.characters import speaks
from bulletin.readers.labels.line import Line
from bulletin.readers.labels.neighbours import Found, Indices
from bulletin.readers.labels.shapes import ends_sentence, is_bullet
from bulletin.readers.labels.site import is_crumb, is_root, may_be_button

LONGEST_ENTRY = 4
"""Words of an entry of a menu; a headline has more."""

FEWEST_ENTRIES = 3
"""Entries of a menu that no list of words has, at least: a short headline over buttons is one line."""

FEWEST_KNOWN = 2
"""Lines of a menu that are known as a site's, at least."""

LONGEST_MENU = 40


def paths_to_headline(lines: list[Line], found: Found) -> Indices:
    """The path to the page with the headline at its end, over the headline: "होम देश नया पुल खुला"."""
    for index, line in enumerate(lines[:LONGEST_MENU]):
        words = line.text.split(maxsplit=1)
        if found[index] is None and len(words) > 1 and is_root(words[0]):
            below = (other.text.strip() for other in lines[index + 1 : index + 3])
            if any(len(text.split()) > LONGEST_ENTRY and line.text.rstrip().endswith(text) for text in below):
                yield index


def menu_on_top(lines: list[Line], found: Found) -> Indices:
    """The entries of a menu over the headline: a run of short lines, some of which are a site's."""
    entries: list[int] = []
    known = 0
    for index, line in enumerate(lines[:LONGEST_MENU]):
        if line.tag:
            return
        if found[index] is not None:
            known += 1
        elif not speaks(line.text):
            continue
        elif len(line.text.split()) > LONGEST_ENTRY:
            # Under a menu stands the headline; over a paragraph stand a short one and its buttons.
            if len(entries) >= FEWEST_ENTRIES and known >= FEWEST_KNOWN and not ends_sentence(line.text):
                yield from entries
            return
        elif ends_sentence(line.text) or is_bullet(line.text):
            return
        else:
            entries.append(index)
            known += is_crumb(line.text) or may_be_button(line.text)
