"""Premises: house numbers and PIN codes of postal addresses: मकान नं. B-1/45 → बी एक बटा पैंतालीस, लखनऊ-226022 → digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.acronyms import letter_names
from bulletin.language.hindi.numbers import cardinal, digit_by_digit
from bulletin.language.hindi.rule import (
    COUNTED,
    DEVANAGARI,
    LETTER,
    PLACEHOLDER,
    Found,
    Replacement,
    in_order,
)
from bulletin.language.tables import words

_NAMES = "ए|बी|सी|डी|ई|एफ़?|जी|एच|आई|जे|के"
_HOUSE = re.compile(
    rf"""
    (?:
        (?<![{LETTER}])(?:मकान|प्लॉट|प्लाट|फ्लैट|फ़्लैट|दुकान|कोठी|हाउस|क्वार्टर|(?i:house|plot|flat|shop))
        (?:\s+(?:नंबर|नम्बर|संख्या|(?i:no)\b\.?|[{PLACEHOLDER}]))?\s*[:–-]?\s*
        | [{PLACEHOLDER}]\s?(?=[A-Z]{{1,2}}-?\d{{1,4}}/\d)  # an abbreviation that is already replaced: म.नं.
    )
    (?P<number>(?:(?:[A-Z]{{1,2}}|{_NAMES})[ -]?)?\d{{1,4}}(?:[/-](?:\d{{1,4}}|[A-Z](?![A-Za-z])))*[A-Z]?)
    (?![\w{DEVANAGARI}]|[.,]\d)
    """,
    re.VERBOSE,
)
_PARTS = re.compile(rf"\d+|[A-Za-z]+|[{DEVANAGARI}]+|/")
_PIN = re.compile(
    rf"""
    (?P<place>[{DEVANAGARI}]+|[A-Z][a-z]+)(?P<joint>\s?[-–]\s?|,?\s)(?P<code>[1-8]\d{{5}}|[1-8]\d\d[ ]\d{{3}})
    (?![\d,.]*\d)(?!\s*(?:{COUNTED}|वोट|मत))  # no count
    """,
    re.VERBOSE,
)
"""A place and a PIN code, joined by a hyphen, or by a space in an address."""
_POSTAL = re.compile(
    rf"""
    (?<![{DEVANAGARI}])(?:पता|पते|पिन|डाकघर|डाक|पोस्ट|कार्यालय|भवन|मार्ग|रोड|कॉलोनी|कालोनी|मकान|प्लॉट|सेक्टर|फेज|स्ट्रीट|चौक|गली|नगर)
    (?![{DEVANAGARI}])  # whole words
    | [a-z](?:[ ](?:Road|Nagar|Street|Marg))
    """,
    re.VERBOSE,
)
"""Words of a postal address."""
_COUNTS = re.compile("वोट|मतदाता|मत(?![\u0900-\u0963])|मरीज|मामल|आबादी|जनसंख्या|टन|क्विंटल|संख्या")


@cache
def _places() -> frozenset[str]:
    return frozenset(row[0].rpartition(" ")[2] for row in words("places.tsv"))


def speak_premises(text: str) -> Iterator[Replacement]:
    """House numbers with a letter or a slash; PIN codes after a place, unless the sentence is about counts."""
    found = Found()
    for match in _HOUSE.finditer(text):
        number = match["number"]
        if not number.isdigit():
            found[match.span("number")] = " ".join(map(_part, _PARTS.findall(number)))
    for match in _PIN.finditer(text):
        postal = _POSTAL.search(text, 0, match.start("joint")) is not None
        joined = match["joint"].strip(" ,") != ""
        is_place = match["place"] in _places()
        if (joined and (postal or (is_place and not _COUNTS.search(text)))) or (postal and is_place):
            found.add_if_free(match.span("code"), digit_by_digit(match["code"].replace(" ", "")))
    yield from in_order(found)


def _part(part: str) -> str:
    if part == "/":
        return "बटा"
    if part.isdigit():
        return digit_by_digit(part) if part.startswith("0") else cardinal(int(part))
    return letter_names(part.upper()) if part.isascii() else part
