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
_PRODUCT = re.compile(
    r"(?:iphone|ipad|macbook|galaxy|pixel|oneplus|redmi|realme|poco|vivo|iqoo|oppo|nokia|moto|motorola|xiaomi|infinix|tecno|lava|honor"
    r"|nothing phone|playstation)(?![a-z])",
    re.IGNORECASE,
)
"""A kicker with one of these is what the headline is about: "Samsung Galaxy S26: लॉन्च से पहले लीक हुए फीचर्स"."""
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_GENRE = (
    r"(?:(?:एक्सक्लूसिव|विशेष|खास|ताजा)\s)?(?:इंटरव्यू|साक्षात्कार|विश्लेषण|संपादकीय|नजरिया|नज़रिया|ब्रेकिंग(?:\sन्यूज़?)?|"
    r"एक्सक्लूसिव|एक्सप्लेनर|फैक्ट\sचेक|ग्राउंड\sरिपोर्ट|लाइव(?:\sअपडेट्?स?)?|वीडियो|फोटो\sस्टोरी|खबर)"
)
_GENRE_KICKER = re.compile(rf"^\s*{_GENRE}\s*[:|]\s*(?=\S)")
"""What kind of piece it is, not what it is about: "इंटरव्यू: …" is a kicker, "पंचायत चुनाव: …" is not."""

_SUMMARY = re.compile(r"^\s*(?:संक्षेप(?:\sमें)?|सारांश|[Ss]ummary)\s*[:：]\s*(?=\S)")
"""What a site calls its first paragraph."""

_WORD = r"[\u0900-\u0963\u0970-\u097f]+"
_WORDS = rf"{_WORD}(?:\s{_WORD}){{0,2}}"
_AGENCY = (
    r"(?:एजेंसी|एजेंसियां|एजेंसियाँ|भाषा|वार्ता|पीटीआई|एएनआई|आईएएनएस|यूएनआई|एएफपी|रॉयटर्स|रायटर|एपी|ब्यूरो|संवाददाता|"
    r"संवाद\sसूत्र|संवाद\sसहयोगी|प्रतिनिधि|PTI|ANI|IANS|UNI|AFP|AP|Reuters|डेस्क|एसएनबी|न्यूज़?\sनेटवर्क|हिन्दुस्थान\sसमाचार)"
)
_REPORTED_BY = rf"(?:{_WORD}\s){{0,2}}{_AGENCY}(?:\s*[/,]\s*{_AGENCY})?"
_REPORTED = re.compile(_AGENCY)
_DAY = rf"\d{{1,2}}\s{_WORD}(?:,?\s\d{{4}})?"
_PLACES = rf"{_WORDS}(?:\s*/\s*{_WORDS}){{0,2}}(?:\s*[(\[]{_WORDS}[)\]])?"
_STOP = r"\s*[।.:|\-–—]+\s*"
_DATELINE = re.compile(
    rf"^\s*(?:"
    rf"{_PLACES}(?:\s*,\s*{_DAY})?\s*[,(\[]+\s*{_REPORTED_BY}(?:\s*[)\]]\s*[।.:|\-–—]*\s*|{_STOP})"  # place, agency.
    rf"|{_REPORTED_BY}\s*,\s*{_WORDS}{_STOP}"  # bureau, place.
    rf"|{_PLACES}\s*,\s*{_DAY}(?:{_STOP}|\s+(?!(?:को|से|तक|की|के|का|में|और|तथा)\s))"  # place, day
    rf")(?=\S)"
)
_BARE_PLACE = re.compile(
    rf"^\s*(?P<place>{_WORDS})(?:\s*/\s*{_WORDS}){{0,2}}(?:\s*[:|]\s*|।\s+|\.\s+|\s+[–—-]\s+)(?=\S)"
)

_PLACE_AND_DAY = re.compile(rf"\s*(?P<place>{_WORDS})\s*[,|:–—-]?\s*{_DAY}\s*[।.:|\-–—]*\s*")

_WEEKDAY = r"(?:सोम|मंगल|बुध|गुरु|बृहस्पति|वीर|शुक्र|शनि|रवि)वार"
_DAY_ALONE = re.compile(
    rf"\s*(?:{_WEEKDAY}\s*[,|]?\s*)?\d{{1,2}}\s(?P<month>[^\W\d_][^\s,]*)\s*,?\s*\d{{4}}(?:\s*[,|]\s*{_WEEKDAY})?\s*[।.|]?\s*"
)

LONGEST_DATELINE = 120


def split_kicker(line: str, *, headline: bool = False) -> tuple[str, str]:
    """A Latin kicker with its colon, and the rest of the line; ("", line) where there is none.

    In a headline the kicker may also end in " | " or " - ", and may be a Hindi word for a kind of piece.
    What follows must have Devanagari in it: a line wholly in English keeps its words.
    """
    for pattern in (_KICKER, _BAR_KICKER, _GENRE_KICKER) if headline else (_KICKER, _SUMMARY):
        match = pattern.match(line)
        if match and _DEVANAGARI.search(line, match.end()) and not _PRODUCT.search(match.group()):
            return line[: match.end()], line[match.end() :]
    return "", line


def split_dateline(line: str, known_places: frozenset[str]) -> tuple[str, str]:
    """A dateline at the head of the first paragraph ("नई दिल्ली, एजेंसी।"), and the rest; ("", line) if none.

    A bare "देहरादून:" or "जयपुर।" is one only if the place is among `known_places`; any word may stand
    before a colon.
    """
    head = line[:LONGEST_DATELINE]
    match = _DATELINE.match(head)
    if match is None:
        match = _BARE_PLACE.match(head)
        if match is None or match["place"] not in known_places:
            return "", line
    if not speaks(line[match.end() :]):
        return "", line
    return line[: match.end()], line[match.end() :]


def is_reported(dateline: str) -> bool:
    """Whether a dateline names an agency or a reporter."""
    return _REPORTED.search(dateline) is not None


def is_day(line: str, months: frozenset[str]) -> bool:
    """Whether a whole line is a day of a year: "26 नवंबर 2026", "गुरुवार, 26 नवंबर 2026"."""
    match = _DAY_ALONE.fullmatch(line)
    return match is not None and match["month"] in months


def is_dateline(line: str, known_places: frozenset[str]) -> bool:
    """Whether a whole line is a known place and a day: "लखनऊ, 12 मार्च 2026"."""
    match = _PLACE_AND_DAY.fullmatch(line) if len(line) <= LONGEST_DATELINE else None
    return match is not None and match["place"] in known_places
