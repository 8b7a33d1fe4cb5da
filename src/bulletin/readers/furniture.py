"""Furniture: which lines a site puts round an article, each judged by its own wording."""

from __future__ import annotations

import re
from functools import lru_cache

from bulletin.readers.boilerplate import is_boilerplate, is_page_part
from bulletin.readers.bylines import is_byline, is_outlet_byline
from bulletin.readers.captions import is_caption, is_doubled, is_image, is_outlets_picture
from bulletin.readers.credits import credit_tail, is_credit, is_post_credit
from bulletin.readers.places import is_place
from bulletin.readers.plain import plain_line
from bulletin.readers.related import is_related, related_tail
from bulletin.readers.site import is_crumb
from bulletin.readers.stamps import opens_with_label
from bulletin.schema.article import Reason

LONGEST_FURNITURE = 240
"""Characters from which on a line is the article's text, unless it is a related link."""

LONGEST_BYLINE = 120
"""Characters from which on a line is no byline and no stamp."""

MOST_TAG_WORDS = 3
"""Words of a Latin tag between lines of furniture, at most."""

_SHORT_ADDRESS = re.compile(r"(?:pic\.twitter\.com|pic\.x\.com|t\.co|youtu\.be|bit\.ly)/\S+", re.IGNORECASE)


@lru_cache(maxsize=4096)
def left_out_reason(line: str) -> Reason | None:
    """Why a whole line is not spoken, or None if it may be."""
    if line[:1] in "*_" and line[:1] == line[-1:]:
        # Set off by emphasis: *खेल डेस्क, पटना*.
        line = line.strip("*_ ")
    if is_related(line):
        return "related-link"
    if len(line) >= LONGEST_FURNITURE:
        return None
    if is_credit(line):
        return "credit"
    if is_caption(line):
        return "caption"
    short = len(line) < LONGEST_BYLINE
    if short and is_byline(line):
        return "byline"
    if (short and opens_with_label(line)) or is_boilerplate(line):
        return "boilerplate"
    return _page_reason(line)


def _page_reason(line: str) -> Reason | None:
    plain = plain_line(line)
    if not plain:
        return None
    if is_image(line):
        return "caption"
    if _SHORT_ADDRESS.fullmatch(plain):
        return "related-link"
    if is_post_credit(line):
        return "credit"
    if is_outlet_byline(line):
        return "byline"
    if is_doubled(line) or is_outlets_picture(line):
        return "caption"
    return "boilerplate" if is_page_part(line) else None


def may_be_furniture(line: str) -> bool:
    """Whether a line between two of furniture could be a third: a town, a section of the site, a Latin tag."""
    plain = plain_line(line)
    latin = plain.isascii() and len(plain.split()) <= MOST_TAG_WORDS
    return is_place(plain) or is_crumb(line) or latin


def split_tail(line: str) -> tuple[str, str, Reason | None]:
    """A paragraph without the furniture at its end: an agency in brackets, an "also read" after the last stop.

    Returns what is spoken, what is left out (empty for nothing), and why.
    """
    start = related_tail(line)
    if start is not None:
        return line[:start].rstrip(), line[start:], "related-link"
    start = credit_tail(line)
    if start is not None and line[:start].strip():
        return line[:start].rstrip(), line[start:], "credit"
    return line, "", None
