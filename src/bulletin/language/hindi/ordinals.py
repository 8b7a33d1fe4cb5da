"""Ordinals: 75वें → पचहत्तरवें, 3rd दिन → तीसरे दिन, 2nd बार → दूसरी बार; gender and case agree with the noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.english_numbers import english_ordinal
from bulletin.language.hindi.numbers import ordinal
from bulletin.language.hindi.rule import (
    DASH,
    DEVANAGARI,
    NOT_IN_NUMBER,
    POSTPOSITION,
    WORD_ENDS,
    Found,
    Replacement,
    in_order,
)
from bulletin.language.tables import words

_ENDINGS = {
    "वां": "ा", "वाँ": "ा", "वा": "ा", "वीं": "ी", "वी": "ी", "वें": "े", "वे": "े",
    "ला": "ा", "ली": "ी", "ले": "े", "रा": "ा", "री": "ी", "रे": "े",
    "था": "ा", "थी": "ी", "थे": "े", "ठा": "ा", "ठी": "ी", "ठे": "े", "ठवां": "ा", "ठवीं": "ी", "ठवें": "े",
}  # fmt: skip
_ENDING = "|".join(sorted(_ENDINGS, key=len, reverse=True))
_ORDINAL = r"(?:\d{1,4}(?=\s?-?व)|1(?=-?ल)|[23](?=-?र)|4(?=-?थ)|6(?=-?ठ))"
"""A number that may be an ordinal. Any number takes वां, even after a space. The irregular endings of 1, 2, 3, 4 and
6 belong only to these and must touch them, as "नंबर 1 था" and "412 थे" end in a verb."""
_OWN = re.compile(
    rf"""
    {NOT_IN_NUMBER}
    (?:(?P<first>\d{{1,4}})(?P<own>{_ENDING})?(?P<to>{DASH}|\s*से\s*|\s*और\s*))?  # 5वीं से
    (?P<number>{_ORDINAL})\s?-?(?P<ending>{_ENDING})(?![{DEVANAGARI}])
    """,
    re.VERBOSE,
)
_ENGLISH = re.compile(
    rf"{NOT_IN_NUMBER}(?P<number>\d{{1,4}})\s?(?:st|nd|rd|th)(?![A-Za-z])(?P<next>\s+[{DEVANAGARI}]+)?"
)
_IN_WORDS = re.compile(
    rf"""
    (?<![{DEVANAGARI}])(?:पहल|दूसर|तीसर|चौथ|पाँचव|पांचव|छठ|छठव|सातव|आठव|नौव|नव|दसव)(?:ी|ीं|े|ें|ा|ाँ|ां)  # पहली
    (?P<to>{DASH})(?=\d{{1,2}}\s?-?(?:{_ENDING})(?![{DEVANAGARI}]))
    """,
    re.VERBOSE,
)
"""The dash between an ordinal in words and one in figures: पहली-5वीं."""
_LATIN_AFTER = re.compile(r"\s+[A-Za-z]")
_POSTPOSITION = re.compile(rf"\s*{POSTPOSITION}{WORD_ENDS}")
_WHEN = frozenset(["दिन", "साल", "हफ़्ते", "हफ्ते", "महीने", "वर्ष", "सप्ताह", "माह", "घंटे", "मिनट", "दिनों", "समय"])
"""Nouns of time: without a postposition they say when, and take the oblique."""


@cache
def _gender() -> dict[str, str]:
    """Return the gender, m or f, of nouns that follow ordinals in news."""
    return {row[0]: row[1] for row in words("hindi/words/nouns.tsv")}


def speak_ordinals(text: str) -> Iterator[Replacement]:
    """Ordinals with Hindi endings keep them; English ones (1st, 2nd) agree with the noun that follows.

    Before a Latin word they stay English: 71st National Awards → सेवेंटी फ़र्स्ट ….
    """
    found = Found()
    for match in _OWN.finditer(text):
        ending = _ENDINGS[match["ending"]]
        spoken = ordinal(int(match["number"]), ending)
        if match["first"]:
            connector = match["to"].strip(" -–—")
            first = ordinal(int(match["first"]), _ENDINGS[match["own"] or match["ending"]])
            step = int(match["number"]) - int(match["first"])
            # The tenth and the twelfth class have the board's examinations: no range either.
            consecutive = step == 1 or (match["own"] and step == 2 and match["first"] == "10")
            spoken = (
                f"{first} {connector} {spoken}"
                if connector
                else f"{first} {spoken}"
                if consecutive
                else f"{first} से {spoken}"
            )
        found[match.span()] = spoken
    for match in _IN_WORDS.finditer(text):
        found.add_if_free(match.span("to"), "से")
    for match in _ENGLISH.finditer(text):
        ending = _class_of_school(text, match)
        if ending:
            found[match.start(), match.start("next") if match["next"] else match.end()] = ordinal(
                int(match["number"]), ending
            )
            continue
        if not match["next"] and _LATIN_AFTER.match(text, match.end()) and 0 < int(match["number"]) < 1000:
            found[match.span()] = english_ordinal(int(match["number"]))
            continue
        others = _AND_ANOTHER.match(text, match.start("next") if match["next"] else match.end())
        last = _NOUN.match(text, others.end()) if others else None
        if last is not None:
            # The first of several agrees with the noun after the last.
            end = match.start("next") if match["next"] else match.end()
            found[match.start(), end] = ordinal(int(match["number"]), _agreement(text, last[1], last.end()))
            continue
        end = match.end("next") if match["next"] else match.end()
        noun = match["next"].strip() if match["next"] else ""
        start, stop = match.start(), match.start("next") if match["next"] else match.end()
        found[start, stop] = ordinal(int(match["number"]), _agreement(text, noun, end))
    yield from in_order(found)


_NOUN = re.compile(rf"\s+([{DEVANAGARI}]+)")
_AND_ANOTHER = re.compile(r"(?:\s*(?:,|/|-|और|व|एवं|तथा|या)\s*\d{1,2}\s?(?:st|nd|rd|th)(?![A-Za-z]))+")
_OF_A_CLASS = re.compile(
    r"""
    \s+(?:(?:की|के|का|में|से|तक)\s+)?(?:बोर्ड\s+)?(?:की\s+)?(?:वार्षिक\s+|मुख्य\s+)?  # 10th की परीक्षा
    (?:परीक्षा|छात्र|विद्यार्थ|स्टूडेंट|रिजल्ट|रिज़ल्ट|परिणाम|नतीज|पास(?![\u0900-\u0963])|टॉपर|पेपर|एग्जाम|एग्ज़ाम|बोर्ड|पढ़|डेटशीट|मार्कशीट|कक्षा)
    """,
    re.VERBOSE,
)
"""What belongs to a class of a school, which is feminine: 10th और 12th की परीक्षा."""


def _class_of_school(text: str, match: re.Match[str]) -> str:
    """Return the ending of a class of a school, or none: for the earlier ones of a list as for the last."""
    end = match.start("next") if match["next"] else match.end()
    others = _AND_ANOTHER.match(text, end)
    return (
        "ी" if int(match["number"]) <= 12 and _OF_A_CLASS.match(text, others.end() if others else end) else ""
    )


def _agreement(text: str, noun: str, end: int) -> str:
    """Return the ending that agrees with `noun`, which ends at `end` in the text."""
    gender = _gender().get(noun)
    if gender == "f":
        return "ी"
    if noun in _WHEN or (noun and _POSTPOSITION.fullmatch(noun)) or (noun and _POSTPOSITION.match(text, end)):
        return "े"
    return "ा"
