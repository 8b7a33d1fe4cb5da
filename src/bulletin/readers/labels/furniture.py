"""Furniture: what a site puts at the end of a paragraph, and what its short lines may be between others."""

from __future__ import annotations

from bulletin.readers.labels.credits import credit_tail, sign_off_tail
from bulletin.readers.labels.label import is_on
from bulletin.readers.labels.page_parts import read_more_tail
from bulletin.readers.labels.places import is_place
from bulletin.readers.labels.plain import plain_line
from bulletin.readers.labels.related import related_tail
from bulletin.readers.labels.site import is_crumb

MOST_TAG_WORDS = 3
"""Words of a Latin tag between lines of furniture, at most."""


def may_be_furniture(line: str) -> bool:
    """Whether a line between two of furniture could be a third: a town, a section of the site, a Latin tag."""
    plain = plain_line(line)
    latin = plain.isascii() and len(plain.split()) <= MOST_TAG_WORDS
    return is_place(plain) or is_crumb(line) or latin


def split_tail(line: str, *, last: bool = False) -> tuple[str, str, str | None]:
    """A paragraph without the furniture at its end: an agency in brackets, an "also read" after the last stop.

    An agency's name and its editors' end only the `last` one. Returns what is spoken, what is left out (empty for nothing), and the name of the rule that found it.
    """
    start = related_tail(line) if is_on("also-read-tail") else None
    if start is not None:
        return line[:start].rstrip(), line[start:], "also-read-tail"
    start = read_more_tail(line) if is_on("read-more-tail") else None
    if start is not None:
        return line[:start].rstrip(), line[start:], "read-more-tail"
    start = sign_off_tail(line) if last and is_on("sign-off-tail") else None
    if start is not None:
        return line[:start].rstrip(), line[start:], "sign-off-tail"
    start = credit_tail(line) if is_on("credit-tail") else None
    if start is not None and line[:start].strip():
        return line[:start].rstrip(), line[start:], "credit-tail"
    return line, "", None
