"""Comparisons: A ≥ B → ए बी से ज़्यादा या बराबर. A limit alone (≥30, <5%) is the rule of signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.latin import say_latin
from bulletin.language.hindi.numbers import number
from bulletin.language.hindi.rule import DEVANAGARI, NUMBER, NUMBER_ENDS, Replacement

_COMPARED = re.compile(
    rf"""
    (?<![A-Za-z\d.,{DEVANAGARI}])(?P<left>[A-Za-z]|{NUMBER})(?P<sign>\s?(?P<is>[<>]=?|[≤≥≠])\s?)
    (?:(?P<letter>[A-Za-z])(?![A-Za-z])|(?P<number>{NUMBER}){NUMBER_ENDS}(?!\s?%))  # another letter or number
    """,
    re.VERBOSE,
)
_WORDS = {
    ">": "से ज़्यादा", "<": "से कम", "≥": "से ज़्यादा या बराबर", "≤": "से कम या बराबर", "≠": "के बराबर नहीं",
    ">=": "से ज़्यादा या बराबर", "<=": "से कम या बराबर",
}  # fmt: skip


def speak_comparisons(text: str) -> Iterator[Replacement]:
    """A sign between two letters or numbers: it comes after the second in Hindi."""
    for match in _COMPARED.finditer(text):
        second = say_latin(match["letter"]) if match["letter"] else number(match["number"])
        yield Replacement(match.start("sign"), match.end(), f"{second} {_WORDS[match['is']]}")
