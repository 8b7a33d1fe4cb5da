"""Trains as station boards write them: 14209 PNBE-LKO EXP SPL → digits, the stations by letters, एक्सप्रेस स्पेशल."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.acronyms import letter_names
from bulletin.language.hindi.numbers import digit_by_digit
from bulletin.language.hindi.rule import DEVANAGARI, Found, Replacement, in_order

KINDS = {
    "EXP": "एक्सप्रेस", "EXPRESS": "एक्सप्रेस", "SPL": "स्पेशल", "SPECIAL": "स्पेशल", "SF": "सुपरफ़ास्ट", "MEMU": "मेमू",
    "DEMU": "डेमू", "EMU": "ईएमयू", "PASS": "पैसेंजर", "PASSR": "पैसेंजर", "PSGR": "पैसेंजर", "MAIL": "मेल", "RAJ": "राजधानी",
    "RAJDHANI": "राजधानी", "SHATABDI": "शताब्दी", "DURONTO": "दुरंतो", "GARIB RATH": "ग़रीब रथ", "JANSHATABDI": "जनशताब्दी",
}  # fmt: skip
"""Kinds of trains as station boards shorten them."""
_KIND = "|".join(sorted(KINDS, key=len, reverse=True))
_STATIONS = r"[A-Z]{2,5}-[A-Z]{2,5}"
_BOARD = re.compile(
    rf"""
    (?<![\d.,₹$-])(?P<number>\d{{5}}(?:\s?/\s?\d{{2,5}})?)
    (?P<names>\s+\(?(?:(?:[A-Z]{{2,12}}(?:-[A-Z]{{2,5}})?|[{DEVANAGARI}]{{2,20}})[ ]){{0,3}}?)  # stations, or its name
    (?:(?P<kinds>(?:{_KIND})(?:[ ](?:{_KIND}))*)(?![A-Za-z])|(?P<stations>{_STATIONS})(?![A-Za-z-]))
    """,
    re.VERBOSE,
)
_CAPITALS = re.compile("[A-Z]{2,5}(?![A-Za-z])")


def speak_trains(text: str) -> Iterator[Replacement]:
    """A train's number digit by digit, its stations' codes by letters and its kind in full, if a kind or two codes follow."""
    found = Found()
    for match in _BOARD.finditer(text):
        start, end = match.span("number")
        found.add_if_free((start, end), ", ".join(map(digit_by_digit, text[start:end].split("/"))))
        for code in _CAPITALS.finditer(text, end, match.start("kinds") if match["kinds"] else match.end()):
            found.add_if_free(code.span(), letter_names(code.group()))
        kinds = match.start("kinds") if match["kinds"] else match.end() + 1
        while kind := _NEXT_KIND.match(text, kinds):
            found.add_if_free(kind.span("kind"), KINDS[kind["kind"]])
            kinds = kind.end()
    yield from in_order(found)


_NEXT_KIND = re.compile(rf"\s?(?P<kind>{_KIND})(?![A-Za-z])")
