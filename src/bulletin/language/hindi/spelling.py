"""Spelling: an unknown Latin word → Devanagari by its letters, as Hindi papers transcribe names.

It follows the spelling only: good for names and most words, wrong for irregular English ones. Frequent words
belong in the lexicon.
"""

from __future__ import annotations

import re
from functools import cache

from bulletin.language.tables import words

VIRAMA = "\u094d"
_SIGNS = {
    "अ": "", "आ": "ा", "इ": "ि", "ई": "ी", "उ": "ु", "ऊ": "ू", "ए": "े", "ऐ": "ै", "ओ": "ो", "औ": "ौ", "ऑ": "ॉ",
    "ऋ": "ृ",
}  # fmt: skip
"""Vowel signs, which replace the vowels after a consonant."""

_ANUSVARA = "ं"


@cache
def _rules(first: str) -> tuple[tuple[re.Pattern[str], int, str], ...]:
    """Return the rules for a first letter in table order: pattern, number of letters consumed, sounds."""
    found = []
    for letters, before, after, sounds in words("hindi/words/spelling.tsv"):
        if letters[0] == first:
            look_behind = f"(?<={before})" if before != "-" else ""
            look_ahead = f"(?={after})" if after != "-" else ""
            spoken = "" if sounds == "-" else sounds
            found.append((re.compile(f"{look_behind}{letters}{look_ahead}"), len(letters), spoken))
    return tuple(found)


def from_spelling(written: str) -> str:
    """Return a Latin word (ASCII letters in any case) in Devanagari; never empty if it has letters."""
    word = f"^{written.lower()}$"
    sounds: list[str] = []
    place = 1
    while place < len(word) - 1:
        for pattern, length, spoken in _rules(word[place]):
            if pattern.match(word, place):
                sounds += spoken.split()
                place += length
                break
        else:
            place += 1
    return _joined(sounds) or "ए"


def _joined(sounds: list[str]) -> str:
    """Join sounds to syllables: consonants in a row are joined by a virama, vowels after them become signs."""
    parts: list[str] = []
    after_consonant = False
    for index, sound in enumerate(sounds):
        if sound in _SIGNS:
            parts.append(_SIGNS[sound] if after_consonant else sound)
            after_consonant = False
        elif sound == _ANUSVARA:
            if not parts or index + 1 == len(sounds):
                parts.append((VIRAMA if after_consonant else "") + "न")
                after_consonant = True
                continue
            parts.append(sound)
            after_consonant = False
        else:
            if after_consonant:
                parts.append(VIRAMA)
            parts.append(sound)
            after_consonant = True
    return "".join(parts)
