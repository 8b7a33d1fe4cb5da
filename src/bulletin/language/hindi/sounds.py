"""Sounds: a word in Devanagari as a list of consonants and vowels, the inherent vowel among them, and back."""

from __future__ import annotations

from collections.abc import Iterable

VIRAMA = "\u094d"
NUKTA = "\u093c"
SIGNS = {
    "अ": "", "आ": "ा", "इ": "ि", "ई": "ी", "उ": "ु", "ऊ": "ू", "ए": "े", "ऐ": "ै", "ओ": "ो", "औ": "ौ", "ऑ": "ॉ",
    "ऋ": "ृ",
}  # fmt: skip
"""Vowels, with the signs that replace them after a consonant."""
NASALS = "\u0901\u0902"
"""Chandrabindu and anusvara."""

_VOWELS = {sign: vowel for vowel, sign in SIGNS.items() if sign}


def sounds_of(spoken: str) -> list[str]:
    """Return the sounds of a word in Devanagari; one that has other signs than letters gives an empty list."""
    found: list[str] = []
    bare = False  # a consonant without its vowel sign
    for letter in spoken:
        if letter in _VOWELS:
            found.append(_VOWELS[letter])
            bare = False
        elif letter == VIRAMA:
            bare = False
        elif letter == NUKTA and found:
            found[-1] += letter
        elif letter in NASALS or letter in SIGNS or "क" <= letter <= "ह":
            if bare:
                found.append("अ")
            found.append(letter)
            bare = "क" <= letter <= "ह"
        else:
            return []
    return found


def written(sounds: Iterable[str]) -> str:
    """Return sounds in Devanagari: consonants in a row are joined, vowels after them become signs."""
    parts: list[str] = []
    after_consonant = False
    for sound in sounds:
        if sound in SIGNS:
            parts.append(SIGNS[sound] if after_consonant else sound)
            after_consonant = False
        elif sound in NASALS:
            parts.append(sound)
            after_consonant = False
        else:
            if after_consonant:
                parts.append(VIRAMA)
            parts.append(sound)
            after_consonant = True
    return "".join(parts)


def together(first: list[str], second: list[str]) -> list[str]:
    """Return the sounds of a compound: a final consonant keeps its inherent vowel before another consonant."""
    if first and second and not (is_vowel(first[-1]) or is_vowel(second[0])):
        return [*first, "अ", *second]
    return first + second


def is_vowel(sound: str) -> bool:
    """Return whether a sound is a vowel or a sign of a nasal."""
    return sound in SIGNS or sound in NASALS
