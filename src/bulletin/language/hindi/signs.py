"""Signs: & + = @ # % and similar ones in words; all others are dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.measures import speak_lone_units
from bulletin.language.hindi.rule import LETTER, PLACEHOLDER, Found, Replacement, in_order
from bulletin.language.tables import lookup

_LIMIT = re.compile(
    rf"(?<![{LETTER}{PLACEHOLDER}])(?:(?P<than>[<>])(?P<or>=)?|(?P<one>[≤≥]))\s?(?P<placeholder>[{PLACEHOLDER}])"
)
"""A sign for more or less before a number that is already replaced: <5%, ≥30."""
_BECOMES = re.compile(rf"(?<=[{PLACEHOLDER}])\s?(?:→|->|=>)\s?(?=[{PLACEHOLDER}])")
"""An arrow between two numbers that are already replaced: ₹75→₹125."""
_AT = re.compile(rf"(?<=[{LETTER}{PLACEHOLDER}])\s?@\s?(?=[{LETTER}{PLACEHOLDER}])")
"""An @ between words: a pause, as in जयपुर@झील. In an address it is already replaced."""
_RISES = re.compile(rf"[▲△↑▼▽↓](?=\s?[+-]?[{PLACEHOLDER}])")
"""An arrow before a figure that rose or fell."""
_POWERS = re.compile(rf"(?<=[{PLACEHOLDER}])[²³](?![⁰¹²³⁴-⁹])")
"""x²"""
_STARS = re.compile(rf"(?<=[{PLACEHOLDER}])\s?[★⭐☆]")
_ONE_SIGN = re.compile(
    "[^\\w\\s\u0000-\u0022'-*,-/:;?\\[-`{-}\u0900-\u0963\u0971-\u097f\ue000-\uf8ff]|[²³¹⁰⁴-⁹@]"
)
_ABOUT = re.compile(rf"(?<![{LETTER}{PLACEHOLDER}\d])[~≈]\s?(?=[{PLACEHOLDER}])")
_ABOUT_IN_WORDS = re.compile(r"(?:करीब|क़रीब|लगभग|तकरीबन)\s$")


def speak_signs(text: str) -> Iterator[Replacement]:
    """Abbreviated units without a number, then signs that have a word of their own."""
    table = lookup("hindi/words/signs.tsv")
    found = Found()
    for replacement in speak_lone_units(text):
        found[replacement.start, replacement.end] = replacement.words
    for match in _RISES.finditer(text):
        found.add_if_free(match.span(), "ऊपर" if match.group() in "▲△↑" else "नीचे")
    for match in _POWERS.finditer(text):
        found.add_if_free(match.span(), "स्क्वायर" if match.group() == "²" else "क्यूब")
    for match in _STARS.finditer(text):
        found.add_if_free(match.span(), "स्टार")
    for match in _LIMIT.finditer(text):
        more = "ज़्यादा" if (match["than"] or match["one"]) in ">≥" else "कम"
        found.add_if_free(
            match.span(), f"{match['placeholder']} {'या' if match['or'] or match['one'] else 'से'} {more}"
        )
    for match in _ABOUT.finditer(text):
        has_word = _ABOUT_IN_WORDS.search(text, max(0, match.start() - 8), match.start())
        found.add_if_free(match.span(), "" if has_word else "करीब")
    for match in _BECOMES.finditer(text):
        found.add_if_free(match.span(), "से")
    for match in _AT.finditer(text):
        found.add_if_free(match.span(), ",")
    for match in _ONE_SIGN.finditer(text):
        if match.group() in table:
            found.add_if_free(match.span(), table[match.group()])
    yield from in_order(found)
