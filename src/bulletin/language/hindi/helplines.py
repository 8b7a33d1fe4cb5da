"""Helplines: short numbers to call, in a list after what they are for, or in brackets after a service: पुलिस 112, Tele-MANAS (14416)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.rule import LETTER, PLACEHOLDER, WORD_ENDS

_NUMBERS = (
    "100 101 102 104 108 112 139 181 182 1033 1064 1070 1073 1075 1076 1077 1078 1090 1091 1092 1095 1098 1099 1100 1363 "
    "1512 1906 1912 1915 1916 1930 1950 1962 1967 14400 14408 14410 14416 14433 14447 14454 14461 14490 14555 14567 14599 "
    "15100 155214 155243 155255 155260 155299 155300 155330 155333"
)
KNOWN = frozenset(_NUMBERS.split())
"""Short numbers of services in India, by the National Numbering Plan and the services' own notices."""
_SEPARATOR = rf"(?=\s*(?:[,;।|)]|(?:और|या|व|एवं|तथा|पर){WORD_ENDS}|[.!]?\s*$))"
_LIST_BEGINS = re.compile(
    rf"""
    (?:
        (?:हेल्प[ ]?लाइन|हेल्प[ ]?डेस्क|टोल[ -]फ्री|(?i:helpline|toll[ -]free))(?:\s+(?:नंबर|नम्बर|नंबरों|सेवा|सेवाएं|सेवाएँ))?
        | (?:आपात|आपातकालीन|इमरजेंसी|संपर्क|सहायता|ज़रूरी|जरूरी|फोन|फ़ोन)\s+(?:नंबर|नम्बर|सेवा|सेवाएं|सेवाएँ|[{PLACEHOLDER}])
    )
    (?:\s+(?:ये\s+हैं|इस\s+प्रकार\s+हैं|जारी|नोट\s+करें))?\s*(?:[:–—]|-\s|\s-)\s*  # a colon or a dash
    """,
    re.VERBOSE,
)
"""Before a list of services with their numbers."""
_ITEM = re.compile(
    rf"""
    \s*(?:[{LETTER}]+[ -]\s?){{0,4}}[(:–-]?\s?  # the service
    (?P<number>\d{{3,6}}(?:\s?/\s?\d{{3,6}})*)\)?{_SEPARATOR}\s*(?:[,;।|]|(?:और|या|व|एवं|तथा){WORD_ENDS}|)
    """,
    re.VERBOSE,
)
_SERVICES = (
    "पुलिस|एंबुलेंस|एम्बुलेंस|ऐंबुलेंस|फायर|फ़ायर|दमकल|अग्निशमन|चाइल्ड|चाइल्डलाइन|महिला|साइबर|रेलवे|रेल मदद|मानस|MANAS|बिजली"
    "|बुजुर्ग|किसान|कंट्रोल रूम|कॉल सेंटर|हेल्पडेस्क|आपदा|ambulance|police|fire"
)
_SERVED = re.compile(
    rf"""
    (?<![{LETTER}])(?:(?i:{_SERVICES.replace(" ", "[ ]")})|[{LETTER}]*(?:लाइन|line))(?:\s+(?:सेवा|विभाग|ब्रिगेड|स्टेशन))?
    (?:\s?[:–-]?\s?(?P<number>\d{{3,6}}(?:\s?/\s?\d{{3,6}})*){_SEPARATOR}  # one or several, and the next item
    |\s?\((?P<bracketed>\d{{3,6}})\))
    """,
    re.VERBOSE,
)
"""A service with its number."""
_CALLED = re.compile("हेल्प|elpline|आपात|इमरजेंसी|कॉल|फोन|फ़ोन|डायल|संपर्क|सम्पर्क|सूचना|शिकायत|नंबर")
_REQUESTED = re.compile(
    rf"""
    (?<=\S)\s?\((?P<number>\d{{3,6}})\)\s*पर\s[^,।()]{{0,40}}?  # within forty characters
    (?:कॉल|फोन|फ़ोन|संपर्क|सम्पर्क|परामर्श|सलाह|मदद|शिकायत|सूचना|बात){WORD_ENDS}
    """,
    re.VERBOSE,
)
"""A number in brackets, and a request to call it."""


def numbers_to_call(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the numbers, several of a service as one: 1090/181."""
    for begin in _LIST_BEGINS.finditer(text):
        item = _ITEM.match(text, begin.end())
        while item is not None:
            yield item.span("number")
            item = _ITEM.match(text, item.end())
    called = _CALLED.search(text) is not None
    for match in _SERVED.finditer(text):
        group = "number" if match["number"] else "bracketed"
        if (called or group == "bracketed") and KNOWN.issuperset(re.findall(r"\d+", match[group])):
            yield match.span(group)
    for match in _REQUESTED.finditer(text):
        yield match.span("number")
