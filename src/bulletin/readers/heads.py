"""Heads: what stands at the beginning of a line before its own words: an English kicker, a dateline."""

from __future__ import annotations

import re

from bulletin.language.characters import speaks

_KICKER = re.compile(
    r"^\s*(?=[^:|\-–—]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9 ,.&'’/()#@\-–]{0,79}?\s*(?::|ः)\s*(?=\S)"
)
_BAR_KICKER = re.compile(
    r"^\s*(?=[A-Za-z0-9 ]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9 ,.&'’/()#@]{1,60}?\s+[|–—-]\s+(?=\S)"
)
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")

_AGENCY = (
    r"(?:एजेंसी|एजेंसियां|भाषा|वार्ता|पीटीआई|एएनआई|आईएएनएस|यूएनआई|एएफपी|रॉयटर्स|रायटर|एपी|ब्यूरो|संवाददाता|संवाद सूत्र|"
    r"विशेष संवाददाता|हमारे संवाददाता|PTI|ANI|IANS|UNI|AFP|AP|Reuters|न्यूज डेस्क|न्यूज़ डेस्क|डेस्क|एसएनबी)"
)
_PLACE = r"[\u0900-\u0963\u0970-\u097f]+(?:\s[\u0900-\u0963\u0970-\u097f]+){0,2}"
_DAY = r"\d{1,2}\s[\u0900-\u0963\u0970-\u097f]+(?:,?\s\d{4})?"
_DATELINE = re.compile(
    rf"^\s*(?:"
    rf"{_PLACE}(?:/{_PLACE})?\s*(?:,\s*{_DAY})?\s*[,(]\s*{_AGENCY}[)\s]*(?:[।.:|\-–—]+|(?<=\)))\s*"  # place, agency.
    rf"|(?:[\u0900-\u0963\u0970-\u097f]+\s)?{_AGENCY}\s*,\s*{_PLACE}\s*[।.:|]\s*"  # bureau, place.
    rf"|{_PLACE}\s*,\s*{_DAY}\s*(?:[।.:|\-–—]|(?=\s))\s*"  # place, day
    rf")(?=\S)"
)
_PLACE_COLON = re.compile(rf"^\s*(?P<place>{_PLACE})\s*:\s*(?=\S)")


def split_kicker(line: str, *, headline: bool = False) -> tuple[str, str]:
    """A Latin kicker with its colon, and the rest of the line; ("", line) where there is none.

    In a headline the kicker may also end in " | " or " - ". What follows must have Devanagari in it: a
    line wholly in English keeps its words.
    """
    for pattern in (_KICKER, _BAR_KICKER) if headline else (_KICKER,):
        match = pattern.match(line)
        if match and _DEVANAGARI.search(line, match.end()):
            return line[: match.end()], line[match.end() :]
    return "", line


def split_dateline(line: str, known_places: frozenset[str]) -> tuple[str, str]:
    """A dateline at the head of the first paragraph ("नई दिल्ली, एजेंसी।"), and the rest; ("", line) if none.

    A bare "देहरादून:" is one only if the place is among `known_places`; any word may stand before a colon.
    """
    match = _DATELINE.match(line)
    if match and speaks(line[match.end() :]):
        return line[: match.end()], line[match.end() :]
    match = _PLACE_COLON.match(line)
    if match and match["place"] in known_places:
        return line[: match.end()], line[match.end() :]
    return "", line
