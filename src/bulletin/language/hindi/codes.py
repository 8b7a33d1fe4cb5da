"""Codes: Latin letters with a number that belongs to them: G-20, 5G, COVID-19, F-16, iPhone 15 Pro."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.acronyms import acronym, letter_names
from bulletin.language.hindi.english_numbers import english, english_digits
from bulletin.language.hindi.latin import say_latin
from bulletin.language.hindi.numbers import cardinal, digit_by_digit, number, year
from bulletin.language.hindi.quarters import amount
from bulletin.language.hindi.rule import (
    DEVANAGARI,
    NOT_IN_NUMBER,
    NUMBER_ENDS,
    Found,
    Replacement,
    clashes,
    in_order,
)
from bulletin.language.tables import folded, lookup, words

_LATIN_FIRST = re.compile(
    rf"""
    (?<![A-Za-z0-9])(?P<word>[A-Za-z]+(?:[.-][A-Za-z]+){{0,9}})
    (?P<joint>-|–|(?<=[A-Z])\.(?=\d{{1,2}}(?!\d))|)  # F-16, G20, or B.1 with a full stop
    (?P<number>\d{{1,4}}(?:\.\d{{1,3}})*)
    (?P<tail>(?:[A-Za-z]{{1,3}}|\+)(?![A-Za-z])|(?![A-Za-z]))
    {NUMBER_ENDS}(?!-?\d)(?![%°])
    """,
    re.VERBOSE,
)
_NUMBER_FIRST = re.compile(
    rf"""
    (?<![A-Za-z\d.,/-])(?P<number>\d{{1,3}})-?  # 5G, 40-A
    (?P<word>[A-Z]{{1,2}})(?![A-Za-z\d{DEVANAGARI}])(?!\.[A-Z])
    """,
    re.VERBOSE,
)
_UNIT = re.compile(r"[A-Z]{2}|[WV](?!-\d)")
"""Capitals that may be a unit. Single ones are only watt or volt, except in the grade of an oil (5W-30)."""
_TWENTY = re.compile(
    rf"""
    {NOT_IN_NUMBER}20-20{NUMBER_ENDS}  # only of cricket
    (?=\s(?:मैच|क्रिकेट|वर्ल्ड|विश्व|टूर्नामेंट|लीग|सीरीज|सीरीज़|फॉर्मेट|मुकाबल|चैंपियन|कप|टीम))
    """,
    re.VERBOSE,
)
_MODEL = re.compile(
    rf"""
    (?<![A-Za-z0-9])(?![xX]\s)(?P<word>[A-Za-z][A-Za-z]*)\s  # iPhone 15 Pro, but not "x 5"
    (?P<number>\d{{1,4}}(?:\.\d{{1,2}})?)
    (?P<tail>[A-Za-z]{{1,2}}(?![A-Za-z])|)
    {NUMBER_ENDS}(?![A-Za-z%°]|:\d)
    (?P<after>\s[A-Z][A-Za-z]+)?
    """,
    re.VERBOSE,
)

_TITLE = re.compile(
    rf"""
    (?<![\w{DEVANAGARI}])
    (?:
        ['‘][A-Z{DEVANAGARI}][A-Za-z{DEVANAGARI}]*(?:\s[A-Za-z{DEVANAGARI}]+){{0,2}}?
        | ["“][A-Z][A-Za-z]*(?:\s[A-Za-z]+){{0,2}}?  # double quotation marks: only Latin titles
    )
    \s(?P<number>[1-9])(?=['"’”]|:\s)
    """,
    re.VERBOSE,
)
"""A sequel, in quotation marks: 'पुष्पा 2', spoken टू."""
_TITLE_BEGINS = re.compile(rf"(?<![\w{DEVANAGARI}])['‘\"“](?P<number>\d{{1,2}})(?=\s[A-Z][a-z]+)")
"""A number at the start of a Latin title in quotation marks: '3 Idiots', spoken थ्री."""
_NAMED_LETTERS = re.compile(
    rf"""
    (?<![\w{DEVANAGARI}\u200d])
    (?P<letters>(?:ए|बी|सी|डी|ई|एफ़?|जी|एच|आई|जे|के|एल|एम|एन|ओ|पी|क्यू|आर|एस|टी|यू|वी|डब्ल्यू|एक्स|वाई|जेड|ज़ेड){{1,3}})  # एनएच
    -?(?P<number>\d{{1,4}})(?P<tail>ए|बी|सी|डी|आई|)(?![\w{DEVANAGARI}]|[.,]\d|-\d|\s?[%°])
    """,
    re.VERBOSE,
)
"""Latin letters by their names in Devanagari, and a number that touches them: एफ5, टी-72."""
_TOUCHED = re.compile(r"[एीईफ़चेलमनओूरसइ़]-?\d")
"""The last character of such a name, and a digit."""
_PLATE = re.compile(
    r"""
    (?<![A-Za-z\d-])(?P<state>[A-Z]{2})(?P<district>[ -]?\d{1,2})  # UP-32
    [ -]?(?P<series>[A-Z]{1,3})[ -]?(?P<number>\d{4})(?![A-Za-z\d])  # KH 4567
    """,
    re.VERBOSE,
)
"""A vehicle's number plate: UP-32 KH 4567."""
_LAW = re.compile(
    r"""
    (?:धारा|धाराओं|धाराएं|धाराएँ|अनुच्छेद|अनुच्छेदों|नियम|दफा|दफ़ा)
    (?:\s|[\dA-Z,/()&.-]|और|एवं|तथा|या|व)*$  # the earlier items of a list
    """,
    re.VERBOSE,
)
"""A word for an article or section of a law, before its number, which is spoken in Hindi, its letters in English."""

_AUDIENCE = re.compile(
    r"""
    (?<![A-Za-z\d.,/-])(?P<number>\d{1,3}(?:\.\d{1,2})?)(?P<scale>[KkMB])(?![A-Za-z\d])\+?
    (?=\s*(?:  # what is counted
        व्यू|सब्सक्राइबर|फॉलोअर|फ़ॉलोअर|फॉलोवर|फ़ॉलोवर|लाइक|लोग|यूजर|यूज़र|डाउनलोड|शेयर|पैरामीटर|टोकन|रिट्वीट
        |(?i:views|subscribers|followers|likes|users|downloads|shares|tokens|parameters)
    ))
    """,
    re.VERBOSE,
)
"""Thousands, millions and billions as web sites write them: 500K views."""


_RANK = re.compile(r"(?<![A-Za-z])AIR[- ](?P<rank>\d{1,5})(?![\d.]*\d|[A-Za-z])")
_OF_RANKS = re.compile("JEE|NEET|UPSC|GATE|CAT|CLAT|जेईई|नीट|यूपीएससी|रैंक|टॉपर|परीक्षा|पर्सेंटाइल")
"""A rank in all India, in a sentence about an examination: AIR-7."""
_RESOLUTION = re.compile(
    r"""
    (?<![A-Za-z\d.,/-])(?P<number>\d\.\d)K
    (?=\s*-?(?:AMOLED|OLED|LCD|LTPO|QHD|UHD|डिस्प्ले|स्क्रीन|रिज|वीडियो|रिकॉर्ड|display|screen|video|resolution))  # of what
    """,
    re.VERBOSE,
)
"""Thousands of dots: 1.5K AMOLED."""


@cache
def _models() -> frozenset[str]:
    """Return Latin words that take a number: products, and competitions with their years."""
    return frozenset(row[0].casefold() for row in words("hindi/words/models.tsv"))


@cache
def _fixed() -> re.Pattern[str]:
    rows = sorted((row[0] for row in words("hindi/words/codes.tsv")), key=len, reverse=True)
    return re.compile(
        rf"""
        (?<![A-Za-z0-9{DEVANAGARI}])
        (?:{"|".join(re.escape(row) for row in rows)})
        (?![A-Za-z0-9{DEVANAGARI}]|[.,]\d)
        (?!\s*(?:अंक|प्रतिशत|फीसदी|फ़ीसदी|%|लोग|करोड़|लाख))  # then it is a count
        """,
        re.IGNORECASE | re.VERBOSE,
    )


def speak_codes(text: str) -> Iterator[Replacement]:
    """Numbers after Latin letters: spoken in English up to 999, as Hindi years if they are four-digit years."""
    found = Found()
    fixed = folded("hindi/words/codes.tsv")
    for match in _fixed().finditer(text):
        found[match.span()] = fixed[match.group().casefold()]
    for match in _NAMED_LETTERS.finditer(text) if _TOUCHED.search(text) else ():
        letters = re.sub("एफ(?!़)", "एफ़", match["letters"])
        found.add_if_free(match.span(), f"{letters} {_number(match['number'])} {match['tail']}".rstrip())
    for match in _PLATE.finditer(text):
        found.add_if_free(match.span(), _plate(match))
    for match in _RANK.finditer(text) if "AIR" in text and _OF_RANKS.search(text) else ():
        found.add_if_free(match.span(), f"ऑल इंडिया रैंक {cardinal(int(match['rank']))}")
    for match in _RESOLUTION.finditer(text):
        found.add_if_free(match.span(), f"{_number(match['number'])} के")
    for match in _TWENTY.finditer(text):
        found.add_if_free(match.span(), "ट्वेंटी ट्वेंटी")
    for match in _LATIN_FIRST.finditer(text):
        tail = _tail(match["tail"])
        if match["word"] == "v" and not match["joint"]:
            found.add_if_free(match.span(), f"वर्ज़न {_number(match['number'])}{tail}")
        found.add_if_free(match.span(), f"{_word(match['word'])} {_number(match['number'])}{tail}")
    for match in (*_TITLE.finditer(text), *_TITLE_BEGINS.finditer(text)):
        found.add_if_free(match.span("number"), english(int(match["number"])))
    for match in _AUDIENCE.finditer(text):
        found.add_if_free(match.span(), _thousands(match["number"], match["scale"].upper()))
    for match in _NUMBER_FIRST.finditer(text):
        if _UNIT.match(text, match.start("word")) and match["word"] in lookup("hindi/words/units.tsv"):
            continue
        value = int(match["number"])
        spoken = (
            cardinal(value)
            if _LAW.search(text[max(0, match.start() - 60) : match.start()])
            else english(value)
        )
        found.add_if_free(match.span(), f"{spoken} {say_latin(match['word'])}")
    for match in _MODEL.finditer(text):
        belongs = match["word"].casefold() in _models() or (match["after"] and len(match["number"]) < 4)
        if belongs and not clashes(found, match):
            start, end = match.start("number"), match.end("tail")
            found[start, end] = _number(match["number"]) + _tail(match["tail"])
    yield from in_order(found)


def _thousands(written: str, scale: str) -> str:
    """500K → पाँच लाख, 1.2M → एक दशमलव दो मिलियन."""
    if scale == "K":
        value = float(written) * 1000
        return cardinal(round(value)) if value >= 100_000 else f"{amount(written)} हज़ार"
    return f"{amount(written)} {'मिलियन' if scale == 'M' else 'बिलियन'}"


def _plate(match: re.Match[str]) -> str:
    """Speak a number plate: the district as a number, then digit by digit: यूपी बत्तीस केएच चार पाँच छह सात."""
    district = match["district"].strip(" -")
    counted = digit_by_digit(district) if district.startswith("0") else cardinal(int(district))
    return f"{letter_names(match['state'])} {counted} {letter_names(match['series'])} {digit_by_digit(match['number'])}"


def _word(written: str) -> str:
    return " ".join(
        letter_names(part) if len(part) == 2 and part.isupper() and not acronym(part) else say_latin(part)
        for part in re.findall("[A-Za-z]+", written)
    )


def _tail(written: str) -> str:
    if not written:
        return ""
    return " प्लस" if written == "+" else f" {say_latin(written if len(written) > 2 else written.upper())}"


def _number(written: str) -> str:
    parts = written.split(".")
    if len(parts) > 1:
        return " पॉइंट ".join(english(int(part)) if len(part) < 4 else digit_by_digit(part) for part in parts)
    if len(written) == 4:
        value = int(written)
        return year(value) if 1100 <= value <= 2099 else number(written)
    if written.startswith("0") and len(written) > 1:
        return english_digits(written)
    return english(int(written))
