"""Marked up: texts for programs: HTML pages and pieces of them, feeds, XML, JSON. Told from articles that write about such."""

from __future__ import annotations

import re
from functools import cache

from bulletin.readers.wordlists import words

LEAST_INSIDE = 0.3
"""Share of a text's Devanagari that stands within elements in a piece of HTML; an article that quotes HTML has less."""

FEWEST_GLUED = 2
"""References or line breaks between letters: an article that writes about them sets them apart."""

_BEFORE = r"\A\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?!\ bulletin).{0,2000}?-->\s*){0,9}"
_PAGE = re.compile(
    rf"""
    {_BEFORE}                              # a declaration, comments
    <(?:!doctype\s+html|html|head|body)\b  # how a page begins
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(rf"{_BEFORE}<(?:rss|feed|rdf:RDF)\b", re.DOTALL | re.VERBOSE)
_DECLARED = re.compile(r"\A\s*<\?xml\b")
_ROOT = re.compile(r"\A\s*<([A-Za-z][\w:.-]*)(?:\s[^<>]*)?>")
_JSON = re.compile(r'\A\s*(?:\[\s*){0,9}\{\s*"(?:[^"\\\n]|\\.){0,200}"\s*:')

_DEVANAGARI = re.compile(r"[\u0900-\u097f]")


def is_page(text: str) -> bool:
    """Whether it is a whole web page."""
    return _PAGE.match(text) is not None


def is_feed(text: str) -> bool:
    """Whether it is a feed: RSS or Atom."""
    return _FEED.match(text) is not None


def is_xml(text: str) -> bool:
    """Whether it is XML of another kind: it is declared, or one element holds all of it."""
    root = _ROOT.match(text)
    if root is None or root[1].lower() in _elements_of_text():
        return _DECLARED.match(text) is not None
    return text.rstrip().endswith(f"</{root[1]}>")


def is_json(text: str) -> bool:
    """Whether it begins as JSON: with an object and its first name, within lists or not."""
    return _JSON.match(text) is not None


def is_fragment(text: str) -> bool:
    """Whether it is a piece of a web page: text within elements, or with HTML's references or breaks between letters."""
    if "<" not in text and "&" not in text:
        return False
    if len(_break().findall(text)) >= FEWEST_GLUED or len(set(_glued_references(text))) >= FEWEST_GLUED:
        return True
    letters = len(_DEVANAGARI.findall(text))
    inside = sum(len(_DEVANAGARI.findall(text, *span)) for span in _elements(text))
    return inside > 0 and inside >= LEAST_INSIDE * letters


def _glued_references(text: str) -> list[str]:
    """References such as `&nbsp;` that touch a letter in Devanagari, a digit or a stop."""
    from html import unescape  # with a table of thousands of names, which few texts need

    return [
        reference
        for before, reference, after in _reference().findall(text)
        if unescape(reference) != reference
        and any(sign.isdigit() or _DEVANAGARI.match(sign) for sign in (before, after))
    ]


def _elements(text: str) -> list[tuple[int, int]]:
    """Where the elements of a text are that are closed, each without those around it that are not; none overlaps."""
    opened: dict[str, int] = {}
    found: list[tuple[int, int]] = []
    for tag in _tag().finditer(text):
        name = tag[2].lower()
        if name not in _elements_of_text():
            continue
        if not tag[1]:
            opened[name] = tag.end()
        elif (begin := opened.pop(name, None)) is not None:
            while found and found[-1][0] >= begin:
                found.pop()
            if not found or found[-1][1] <= begin:
                found.append((begin, tag.start()))
    return found


@cache
def _elements_of_text() -> frozenset[str]:
    return frozenset(words("kinds", "element"))


# Compiled for texts with such signs only: most have none.
@cache
def _tag() -> re.Pattern[str]:
    return re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>")


@cache
def _break() -> re.Pattern[str]:
    letter = r"[\u0900-\u097f0-9A-Za-z,.!?;:\"'“”‘’)(]"
    return re.compile(rf"(?<={letter})<br\s*/?>(?={letter})", re.IGNORECASE)


@cache
def _reference() -> re.Pattern[str]:
    return re.compile(r"(.?)(&(?:#\d{2,7}|#[xX][0-9A-Fa-f]{2,6}|[A-Za-z]{2,8}[0-9]{0,2});)(?=(.?))")
