"""Temperatures: -5°C → शून्य से पाँच डिग्री सेल्सियस नीचे."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.numbers import number
from bulletin.language.hindi.rule import (
    DASH,
    NOT_IN_NUMBER,
    NUMBER,
    NUMBER_ENDS,
    WORD_ENDS,
    Found,
    Replacement,
    in_order,
)

_DEGREES = re.compile(
    rf"""
    {NOT_IN_NUMBER}(?P<minus>(?<![\w\u0900-\u097f])[-–](?=\d)|(?:माइनस|ऋण)\s+)?
    (?P<number>{NUMBER}){NUMBER_ENDS}
    (?:  # the end of a range
        (?P<to>{DASH}|\s+(?:से|और|या)\s+)
        (?P<minus_second>(?<=\s)[-–](?=\d)|(?:माइनस|ऋण)\s+)?(?P<second>{NUMBER}){NUMBER_ENDS}
    )?
    \s*
    (?:
        (?P<sign>°)\s?(?P<scale>[CcFfNSEW](?![A-Za-z])|सेल्सियस|सेंटीग्रेड|से\.|से{WORD_ENDS})?
        | (?P<word>डिग्री)
            (?:\s+(?P<scale_word>सेल्सियस|सेंटीग्रेड|फारेनहाइट|फ़ारेनहाइट|[CF](?![A-Za-z])|से\.))?
    )
    """,
    re.VERBOSE,
)
_IN_WORDS = frozenset(["माइनस", "ऋण"])
_ENDS_IN_BELOW = re.compile(rf"\s*(?:से|पर|के|में|की|का|वाल[ाीे]){WORD_ENDS}")
_FROM_ZERO = re.compile(r"शून्य\s+से(?:\s+(?:भी|काफी|बहुत))?\s+(?:नीचे\s+)?(?:यानी\s+)?\(?$")
_FROM_NORMAL = re.compile(r"(?:सामान्य|औसत|कल)\s+से\s+$")
_LESS = re.compile(rf"\s*(?:कम|नीचे|घटा|घटकर){WORD_ENDS}")
"""A departure from what is usual: "सामान्य से -2.4 डिग्री कम", whose word says what the sign says."""
_SCALES = {
    "c": "सेल्सियस", "f": "फ़ारेनहाइट", "से.": "सेल्सियस", "से": "सेल्सियस",
    "n": "उत्तर", "s": "दक्षिण", "e": "पूर्व", "w": "पश्चिम",
}  # fmt: skip
"""Scales of temperature, and directions of coordinates (28.6°N)."""


_SCALE_ALONE = re.compile(r"(?<![\d°])°\s?(?P<scale>[CF])(?![A-Za-z])")
"""A scale without a figure, as over a list: "तापमान (°C)"."""


def speak_temperature(text: str) -> Iterator[Replacement]:
    """42.5°C → बयालीस दशमलव पाँच डिग्री सेल्सियस; -5 डिग्री → शून्य से पाँच डिग्री नीचे.

    A range with an end below zero takes माइनस, as "शून्य से … नीचे" would apply to both ends.
    """
    if "°" not in text and "डिग्री" not in text:
        return
    found = Found()
    for match in _DEGREES.finditer(text):
        written = match["scale"] or match["scale_word"] or ""
        scale = _SCALES.get(written.casefold(), written)
        spoken = number(match["number"])
        below = match["minus"] or match["minus_second"]
        if match["second"]:
            connector = match["to"].strip(" -–—") or "से"
            second = f"{'माइनस ' if match['minus_second'] else ''}{number(match['second'])}"
            spoken = f"{'माइनस ' if match['minus'] else ''}{spoken} {connector} {second}"
        degrees = f"{spoken} डिग्री {scale}".rstrip()
        if below and not match["second"] and _FROM_NORMAL.search(text, 0, match.start()):
            degrees = degrees if _LESS.match(text, match.end()) else f"माइनस {degrees}"
        elif (
            below
            and not match["second"]
            and (
                match["minus"].strip() in _IN_WORDS
                or _ENDS_IN_BELOW.match(text, match.end())
                or _FROM_ZERO.search(text, max(0, match.start() - 20), match.start())
            )
        ):
            # "शून्य से … नीचे" would be said twice, or take a postposition that it cannot have.
            degrees = f"माइनस {degrees}"
        elif below and not match["second"]:
            degrees = f"शून्य से {degrees} नीचे"
        found[match.span()] = degrees
    for match in _SCALE_ALONE.finditer(text):
        found.add_if_free(match.span(), f"डिग्री {_SCALES[match['scale'].casefold()]}")
    yield from in_order(found)
