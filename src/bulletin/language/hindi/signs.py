"""Signs: & + = @ # % and their like in words; all others vanish without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.measures import speak_lone_units
from bulletin.language.hindi.rule import LETTER, SAID, Found, Saying, in_order
from bulletin.language.tables import lookup

_LIMIT = re.compile(rf"(?<![{LETTER}{SAID}])(?:(?P<than>[<>])(?P<or>=)?|(?P<one>[≤≥]))\s?(?P<said>[{SAID}])")
"""A sign of more or less before what is said of a number: <5%, ≥30."""
_BECOMES = re.compile(rf"(?<=[{SAID}])\s?(?:→|->|=>)\s?(?=[{SAID}])")
"""An arrow from what is said of one number to what is said of another: ₹75→₹125."""
_SIGN = re.compile("[&+=@#%°₹$€£¥×÷<>§©®™²³¹⁰⁴-⁹]")
_ABOUT = re.compile(rf"(?<![{LETTER}{SAID}\d])[~≈]\s?(?=[{SAID}])")
_SAID_ABOUT = re.compile(r"(?:करीब|क़रीब|लगभग|तकरीबन)\s$")


def speak_signs(text: str) -> Iterator[Saying]:
    """Short units that stand alone, then signs that are said as a word wherever they stand."""
    table = lookup("hindi/words/signs.tsv")
    found = Found()
    for saying in speak_lone_units(text):
        found[saying.start, saying.end] = saying.words
    for match in _LIMIT.finditer(text):
        more = "ज़्यादा" if (match["than"] or match["one"]) in ">≥" else "कम"
        found.unless_found(
            match.span(), f"{match['said']} {'या' if match['or'] or match['one'] else 'से'} {more}"
        )
    for match in _ABOUT.finditer(text):
        said_so = _SAID_ABOUT.search(text, max(0, match.start() - 8), match.start())
        found.unless_found(match.span(), "" if said_so else "करीब")
    for match in _BECOMES.finditer(text):
        found.unless_found(match.span(), "से")
    for match in _SIGN.finditer(text):
        if match.group() in table:
            found.unless_found(match.span(), table[match.group()])
    yield from in_order(found)
