"""Plain: a line without what writers and sites vary: nuktas, runs of white space, marks around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from unicodedata import normalize

from bulletin.readers.wordlists import verbose, words

MARKS = " \t\u00a0*_•·|:।.…!?-–—>»›→➡▶👉👇👆🔗[](){}<\"'“”‘’"
"""Signs that may stand around a line without being part of it."""

COLON = r"\s*(?:[:：ः\-–—,|/>→»➡]|\.\.\.)"
"""A pattern for the colon after a label, or what sites put in its place."""

DEVANAGARI_WORD = r"[\u0900-\u0963\u0970-\u097f]+"
"""A pattern for a word in Devanagari, without digits and dandas."""

_DIGIT = re.compile("[०-९]")
_FIGURES = str.maketrans("०१२३४५६७८९", "0123456789")
_NUKTA = "\u093c"
_COMPOSED = re.compile("[\u0929\u0931\u0934\u0958-\u095f]")
"""Letters that include their nukta."""


def without_nuktas(text: str) -> str:
    """The text without nuktas, composed or not: writers leave them out as they like."""
    if _COMPOSED.search(text):
        text = normalize("NFC", text)
    return text.replace(_NUKTA, "")


def in_figures(text: str) -> str:
    """The text with figures in place of Devanagari digits, which some sites have: १ मार्च २०२६."""
    return text.translate(_FIGURES) if _DIGIT.search(text) else text


@lru_cache(maxsize=4096)
def plain_line(line: str) -> str:
    """The line on one row, without nuktas and without the marks around it, with figures in place of Devanagari digits."""
    return in_figures(" ".join(without_nuktas(line).split()).strip(MARKS))


@lru_cache(maxsize=4096)
def folded(line: str) -> str:
    """The line on one row, in folded case and without nuktas."""
    return " ".join(without_nuktas(line).split()).casefold()


@cache
def _openings(name: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The first word of each entry of these kinds, as `folded` returns lines."""
    return tuple(dict.fromkeys(folded(word).split()[0] for word in words(name, *kinds)))


@cache
def _cues(name: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The openings that have no other one in them: whatever has an opening in it has one of these."""
    found: list[str] = []
    for opening in sorted(_openings(name, kinds), key=len):
        if not holds_any(opening, found):
            found.append(opening)
    return tuple(found)


def holds_any(text: str, signs: Iterable[str]) -> bool:
    """Whether a text has any of `signs`, letter by letter."""
    # A loop: `any` makes a generator, which takes longer than most of the looks.
    for sign in signs:  # noqa: SIM110
        if sign in text:
            return True
    return False


def mentions(line: str, name: str, *kinds: str) -> bool:
    """Whether a line has the letters of any word of these kinds of table `name`.

    A cheap look before a pattern of these words: most lines have none, and most articles never need the pattern,
    which takes milliseconds to compile.
    """
    return holds_any(folded(line), _cues(name, kinds))


def opens_with(line: str, name: str, *kinds: str) -> bool:
    """Whether a line, after its marks, opens with the letters of any of these words; as cheap as `mentions`."""
    return folded(line).lstrip(MARKS).startswith(_openings(name, kinds))


def has_any(line: str, *signs: str) -> bool:
    """Whether a line has any of `signs`, which are as `folded` returns lines; as cheap as `mentions`."""
    return holds_any(folded(line), signs)


def plain_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a verbose pattern for lines as `plain_line` returns them, so without nuktas; it ignores case."""
    return verbose(pattern.replace(f"{_NUKTA}?", "").replace(_NUKTA, ""))
