"""Fractions: 1/2 → आधा, 2/3 → दो तिहाई, 2½ → ढाई, 2/5 → दो बटा पाँच; and ratios 3:1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.numbers import cardinal, number, year
from bulletin.language.hindi.quarters import amount, quarters
from bulletin.language.hindi.rule import (
    LETTER,
    NOT_IN_NUMBER,
    NUMBER_ENDS,
    WORD_ENDS,
    Found,
    Replacement,
    clashes,
    in_order,
)

_FRACTION = re.compile(
    rf"{NOT_IN_NUMBER}(?<!/)(?:(?P<whole>\d{{1,3}})\s+)?(?P<upper>\d{{1,4}})/(?P<lower>\d{{1,4}}){NUMBER_ENDS}(?![/\d])"
)
_CASE = re.compile(
    rf"{NOT_IN_NUMBER}(?<!/)(?P<number>\d{{5,7}})/(?P<year>(?:19|20)\d\d){NUMBER_ENDS}(?![/\d])"
)
"""A court case by number and year, if the number is too long for a fraction."""
_RATIO = re.compile(
    rf"{NOT_IN_NUMBER}(\d{{1,4}})(?: : |:)(\d{{1,3}}(?:,\d{{2,3}})+|\d{{1,6}})(?:(?: : |:)(\d{{1,3}}))?{NUMBER_ENDS}"
)
"""Two or three numbers with colons, and spaces on both sides of them or on none: "2025: 14,582 पद" is no ratio."""
_OF_RATIOS = re.compile("नुपात|रेशियो|पैमान|स्केल|[Rr]atio")
_RATIO_AFTER = re.compile(r"\s*(?:के\s+)?(?:अनुपात|रेशियो|बोनस|स्प्लिट|राइट्स)|\s+से\s")
"""Words after which no word for the colon is needed: 3:1 के अनुपात में."""
_RATING = re.compile(
    rf"{NOT_IN_NUMBER}(?<!/)(?P<upper>\d{{1,2}}(?:\.\d{{1,2}})?)/(?P<lower>5|10|100){NUMBER_ENDS}(?![/\d])"
)
"""Stars or points out of five, ten or a hundred, if there is a decimal or a word such as रेटिंग."""
_POINTS = re.compile(
    rf"{NOT_IN_NUMBER}(?<!/)(?P<upper>\d{{1,2}}\.5)/(?P<lower>\d{{1,2}}){NUMBER_ENDS}(?![/\d])"
)
"""Points out of those that were to be had, with a half of one: 6.5/9, of chess."""
_CHESS = re.compile("शतरंज|ग्रैंडमास्टर|ग्रैंड मास्टर|राउंड|[Cc]hess|चेस(?![\u0900-\u0963])")
_RATED = re.compile(r"रेटिंग|स्टार|[Rr]ating")
_STARS = re.compile(rf"\s*(?:स्टार|स्टार्स|रेटिंग){WORD_ENDS}")
_PARTS = {2: "आधा", 3: "तिहाई", 4: "चौथाई"}
_MARKS = re.compile(rf"\s*(?:अंक|अंकों|नंबर|मार्क्स|प्वाइंट|पॉइंट|सीट|सीटें|सीटों){WORD_ENDS}")
"""Words for points or seats won out of a total: 450/500 अंक, 5/5 सीटें."""
_FEMININE = re.compile(rf"\s*(?:आबादी|फसल|सीट|सीटें|जनसंख्या|ज़मीन|जमीन|कीमत|क़ीमत|शक्ति|ताकत|दूरी|रात){WORD_ENDS}")
_OBLIQUE = re.compile(rf"\s+(?:[{LETTER}]+\s+)?(?:से|में|पर|तक|को|का|के|की){WORD_ENDS}")


def speak_fractions(text: str) -> Iterator[Replacement]:
    """Ratings, ratios with a colon, and fractions with a slash that are no score, date or code."""
    found = Found()
    rated = _RATED.search(text)
    for match in _RATING.finditer(text):
        upper, lower = match["upper"], int(match["lower"])
        is_rating = (
            "." in upper or _STARS.match(text, match.end()) or (rated and rated.start() < match.start())
        )
        if is_rating and float(upper) <= lower:
            found[match.span()] = f"{cardinal(lower)} में से {number(upper)}"
    for match in _POINTS.finditer(text) if ".5/" in text else ():
        if (_MARKS.match(text, match.end()) or _CHESS.search(text)) and float(match["upper"]) <= int(
            match["lower"]
        ):
            found[match.span()] = f"{cardinal(int(match['lower']))} में से {amount(match['upper'])}"
    for match in _CASE.finditer(text):
        found[match.span()] = f"{cardinal(int(match['number']))} बटा {year(int(match['year']))}"
    for match in _FRACTION.finditer(text):
        if clashes(found, match):
            continue
        start = match.start()
        upper, lower = int(match["upper"]), int(match["lower"])
        if match["whole"]:
            mixed = _mixed(int(match["whole"]), upper, lower)
            if mixed is not None:
                found[match.span()] = mixed
                continue
            start = match.start("upper")
        found[start, match.end()] = _fraction(text, match.end(), upper, lower)
    if "/" not in text or ":" in text:
        for match in _RATIO.finditer(text):
            if _is_ratio(text, match):
                found.add_if_free(match.span(), _ratio(text, match))
    yield from in_order(found)


def _is_ratio(text: str, match: re.Match[str]) -> bool:
    """Return whether there is a ratio; a colon after a year, or before a count after a space, is none: "2025: 3705 पद"."""
    long = len(match[1]) > 3 or len(match[2]) > 3
    return not long or (
        " " not in match.group() and (len(match[1]) <= 3 or _OF_RATIOS.search(text) is not None)
    )


def _ratio(text: str, match: re.Match[str]) -> str:
    parts = [int(part.replace(",", "")) for part in match.groups() if part]
    said = [cardinal(part) for part in parts]
    if _RATIO_AFTER.match(text, match.end()):
        # "एक एक हज़ार" would be heard as one number, or as one each.
        return (" और " if len(parts) == 2 and parts[1] >= 100 else " ").join(said)
    return (" अनुपात " if parts[1] >= 1000 or _OF_RATIOS.search(text) else " ").join(said)


def _mixed(units: int, upper: int, lower: int) -> str | None:
    if lower not in (2, 4) or upper >= lower:
        return None
    return quarters(f"{units}.{upper * 100 // lower:02d}")


def _fraction(text: str, end: int, upper: int, lower: int) -> str:
    if (upper, lower) == (1, 2):
        if _FEMININE.match(text, end):
            return "आधी"
        return "आधे" if _OBLIQUE.match(text, end) else "आधा"
    if _MARKS.match(text, end) and (lower > 4 or upper == lower):
        return f"{cardinal(lower)} में से {cardinal(upper)}"
    if lower in (3, 4) and 0 < upper < lower:
        return f"{cardinal(upper)} {_PARTS[lower]}"
    return f"{cardinal(upper)} बटा {cardinal(lower)}"
