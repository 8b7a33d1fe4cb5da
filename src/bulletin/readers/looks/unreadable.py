"""Unreadable: texts of letters that a Hindi voice cannot say: legacy fonts, wrong encodings, English. Told by statistics."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from bulletin.readers.wordlists import words

_DEVANAGARI = re.compile(r"[\u0900-\u0963\u0970-\u097f]+")
_LATIN = re.compile(r"[A-Za-z]+")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+")
_HIGH = re.compile("[\u00a1-\u00ff]+")

MOST_DEVANAGARI = 0.05
"""Share of Devanagari among a text's letters below which it is no Hindi: a name, a headline that was typed anew."""

FEWEST_KRUTI_DEV = 3
LEAST_KRUTI_DEV = 0.12
"""Number and share of those words among the Latin ones; in Hindi of Kruti Dev it is a third."""

LEAST_8_BIT = 0.25
"""Share of Latin-1's accented letters and signs: French has a tenth at most, Chanakya half."""

FEWEST_MOJIBAKE = 5
_MOJIBAKE = re.compile("à[¤¥]")
"""The first two bytes of any Devanagari letter in UTF-8, read as Latin-1."""

FEWEST_ENGLISH = 4
LEAST_ENGLISH = 0.2
"""Number and share of English function words; in English it is a third to a half."""


LEAST_ARABIC = 0.5
"""Share of letters in Arabic script in a text that is in Urdu; a Hindi article that quotes a poem has less."""


@lru_cache(maxsize=16)
def _count(letters: re.Pattern[str], text: str) -> int:
    """How many characters of a text are in runs of `letters`. Counted once: each kind asks again."""
    return sum(map(len, letters.findall(text)))


def is_urdu(text: str) -> bool:
    """Whether it is in Arabic script: Urdu, or another language of it."""
    arabic = _count(_ARABIC, text)
    if not arabic:
        return False
    others = _count(_DEVANAGARI, text) + _count(_LATIN, text)
    return arabic >= LEAST_ARABIC * (arabic + others) and not _is_hindi(text, arabic)


def is_mojibake(text: str) -> bool:
    """Whether it is UTF-8 that was read as Latin-1: à¤¨à¤—à¤°."""
    pairs = len(_MOJIBAKE.findall(text))
    return pairs >= FEWEST_MOJIBAKE and pairs > _count(_DEVANAGARI, text)


def is_kruti_dev(text: str) -> bool:
    """Whether most of it is Hindi in the keys of Kruti Dev or DevLys: fdlkuksa dks jkgr. Its full stop is an A."""
    if 2 * _count(_DEVANAGARI, text) > len(text):
        return False
    latin = [word for word in text.split() if _LATIN.search(word) and not _DEVANAGARI.search(word)]
    if _count(_DEVANAGARI, text) > sum(map(len, latin)):
        return False
    found = Counter(
        word for word in (each.rstrip("A") for each in latin) if word in _words("kruti-dev", "kruti-dev-weak")
    )
    distinct = found.keys() & _words("kruti-dev")
    return (
        sum(found.values()) >= FEWEST_KRUTI_DEV
        and len(distinct) >= 2
        and sum(found.values()) >= LEAST_KRUTI_DEV * len(latin)
    )


def is_8_bit_font(text: str) -> bool:
    """Whether it is in a font that has Devanagari in the places of Latin-1's letters: Chanakya and its like."""
    high = _count(_HIGH, text)
    if high < FEWEST_MOJIBAKE or _is_hindi(text):
        return False
    return high >= LEAST_8_BIT * sum(map(len, text.split()))


def is_english(text: str) -> bool:
    """Whether it is in English; not for Hindi in Latin letters."""
    if _is_hindi(text):
        return False
    latin = re.findall(r"[a-z]+", text.lower())
    found = Counter(word for word in latin if word in _words("english", "english-weak"))
    hits = sum(found.values())
    return (
        hits >= FEWEST_ENGLISH
        and hits >= LEAST_ENGLISH * len(latin)
        and len(found.keys() & _words("english")) >= 2
        and hits > 2 * sum(word in _words("hindi-in-latin") for word in latin)
    )


def _is_hindi(text: str, others: int = 0) -> bool:
    """Whether more than a few of the letters are Devanagari; `others` are neither that nor Latin."""
    letters = _count(_DEVANAGARI, text)
    return letters > 0 and letters >= MOST_DEVANAGARI * (letters + _count(_LATIN, text) + others)


@cache
def _words(*kinds: str) -> frozenset[str]:
    return frozenset(words("kinds", *kinds))
