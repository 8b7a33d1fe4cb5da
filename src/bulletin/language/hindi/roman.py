"""Roman numerals: भाग II → भाग दो, चार्ल्स III → चार्ल्स तृतीय."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.english_numbers import english
from bulletin.language.hindi.numbers import cardinal, ordinal
from bulletin.language.hindi.rule import DEVANAGARI, Found, Replacement, clashes, in_order
from bulletin.language.tables import words

_ROMAN = re.compile(
    rf"(?:(?<![A-Za-z&.'’-])|(?<=[{DEVANAGARI}]-))(?P<roman>[IVXL]{{1,7}})(?![A-Za-z&'’]|\.[A-Za-z])"
)
_RANGE = re.compile(
    r"(?<![A-Za-z&.'’-])(?P<first>[IVXL]{1,7})\s?[-–]\s?(?P<second>[IVXL]{1,7})(?![A-Za-z&'’-]|\.[A-Za-z])"
)
_OWN_CHARACTERS = re.compile("[\u2160-\u2188]+")
"""Numerals in the characters that Unicode has for them: Ⅳ. They need no word before them."""
_SUFFIX = re.compile(r"(?<=[A-Za-z]-)(?P<roman>II|III|IV|VI|VII|VIII|IX)(?![A-Za-z&'’]|-[A-Za-z])")
"""A numeral attached to the Latin letters before it: BS-IV, GRAP-III."""
_LISTED = re.compile(
    rf"(?<![{DEVANAGARI}A-Za-z])(?P<word>[{DEVANAGARI}]+|[A-Za-z]+)[\s-]+[IVXL]{{1,5}}(?:\s?,\s?[IVXL]{{1,5}})*\s?(?:,|और|व|एवं|तथा|या|and|&|से|to)\s?$"
)
"""A word that takes numerals, and those of a list before this one: Class X व."""
_SUFFIX_ONE = re.compile(r"(?<![A-Za-z])(?P<word>[A-Z][a-z]+)-(?P<roman>I|V)(?![A-Za-z&'’]|-[A-Za-z])")
"""One letter is a numeral after a word that takes one: Tier-I."""
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_WORD_BEFORE = re.compile(rf"(?P<word>[{DEVANAGARI}]+|[A-Za-z]+)[\s-]*$")
_RULERS = ("प्रथम", "द्वितीय", "तृतीय", "चतुर्थ", "पंचम", "षष्ठ", "सप्तम", "अष्टम", "नवम", "दशम")


@cache
def _cues() -> dict[str, str]:
    """Return the words before a Roman numeral: `part` for numbered things, `ruler` for monarchs and popes."""
    return {row[0].casefold(): row[1] for row in words("hindi/words/roman_cues.tsv")}


def speak_roman(text: str) -> Iterator[Replacement]:
    """A numeral after a word that takes one; II, III, IV and longer ones after any Devanagari word."""
    yield from in_order(_found(text))


def _found(text: str) -> Found:
    found = Found()
    for match in _OWN_CHARACTERS.finditer(text):
        number = _total([int(unicodedata.numeric(sign, 0)) for sign in match.group()])
        ruler = _cues().get(_word_before(text, match.start()).casefold()) == "ruler"
        found[match.span()] = _ruler(number) if ruler and number else cardinal(number)
    for match in _RANGE.finditer(text):
        first, second = _value(match["first"]), _value(match["second"])
        if (
            first
            and second
            and first < second
            and _cues().get(_word_before(text, match.start()).casefold()) == "part"
        ):
            found[match.span()] = f"{cardinal(first)} से {cardinal(second)}"
    for match in _SUFFIX.finditer(text):
        if clashes(found, match):
            continue
        found[match.span()] = english(_value(match["roman"]) or 0)
    for match in _SUFFIX_ONE.finditer(text):
        if _cues().get(match["word"].casefold()) == "part":
            found.add_if_free(match.span("roman"), english(_value(match["roman"]) or 0))
    for match in _ROMAN.finditer(text):
        value = _value(match["roman"])
        if value is None or clashes(found, match):
            continue
        word = _word_before(text, match.start())
        kind = _cues().get(word.casefold())
        # A lone I after a comma is a word: Class X, I think.
        alone = match["roman"] == "I" and text[: match.start()].rstrip().endswith(",")
        before = None if alone else _LISTED.search(text, max(0, match.start() - 60), match.start())
        if before and _cues().get(before["word"].casefold()) == "part":
            # All numerals of a list are in the language of the word before the first.
            found[match.span()] = english(value) if before["word"].isascii() else cardinal(value)
        elif kind == "ruler":
            found[match.span()] = _ruler(value)
        elif kind == "part":
            latin = word.isascii()
            found[match.span()] = english(value) if latin else cardinal(value)
        elif word and not word.isascii() and len(match["roman"]) > 1:
            found[match.span()] = cardinal(value)
    return found


def _ruler(value: int) -> str:
    return _RULERS[value - 1] if value <= 10 else ordinal(value, "े")


def _word_before(text: str, start: int) -> str:
    before = _WORD_BEFORE.search(text[max(0, start - 30) : start])
    return before["word"] if before else ""


def _total(values: list[int]) -> int:
    """Add up numerals, subtracting each that stands before a greater one."""
    return sum(
        -value if following > value else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _value(roman: str) -> int | None:
    total = _total([_VALUES[sign] for sign in roman])
    return total if 0 < total < 90 and _written(total) == roman else None


def _written(number: int) -> str:
    signs = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, sign in signs:
        count, number = divmod(number, value)
        written += sign * count
    return written
