"""Scripts: words in other Indian scripts, Urdu, Cyrillic and Greek → Devanagari, letter by letter.

Indian scripts have one order of letters in Unicode, so that an offset turns one into another. The others have tables
of sounds in `words/scripts.tsv`, and the commonest Urdu words, whose short vowels are not written, one of their own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.rule import Replacement
from bulletin.language.tables import lookup, words

INDIAN = "\u0980-\u09e3\u09f0\u09f1\u09fc\u0a00-\u0a63\u0a70-\u0ae3\u0af9-\u0be3\u0c00-\u0c63\u0c80-\u0ce3\u0d00-\u0d63\u0d7a-\u0d7f"
ARABIC = (
    "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f"
)
CYRILLIC = "\u0400-\u0481\u048a-\u052f"
GREEK = "\u0370-\u0373\u0376\u0377\u037b-\u037d\u0386\u0388-\u03ff\u1f00-\u1fbc\u1fc2-\u1fcc\u1fd0-\u1fdb\u1fe0-\u1fec\u1ff2-\u1ffc"
_WORD = re.compile(
    rf"(?P<indian>[{INDIAN}]+)|(?P<arabic>[{ARABIC}]+)|(?P<cyrillic>[{CYRILLIC}\u0300-\u0306]+)|(?P<greek>[{GREEK}\u0300-\u0345]+)"
)

VIRAMA = "\u094d"
_SIGNS = {"अ": "", "आ": "ा", "इ": "ि", "ई": "ी", "उ": "ु", "ऊ": "ू", "ए": "े", "ऐ": "ै", "ओ": "ो", "औ": "ौ"}
_ASPIRATES = {
    "क": "ख",
    "ग": "घ",
    "च": "छ",
    "ज": "झ",
    "ट": "ठ",
    "ड": "ढ",
    "ड़": "ढ़",
    "त": "थ",
    "द": "ध",
    "प": "फ",
    "ब": "भ",
}
"""Consonants that the letter ھ makes aspirate."""


def speak_scripts(text: str) -> Iterator[Replacement]:
    """Words in the scripts of which there is a table. Others are left to the rule after it."""
    for match in _WORD.finditer(text):
        written = match.group()
        if match["indian"]:
            yield Replacement(*match.span(), _from_indian(written))
        elif match["arabic"]:
            yield Replacement(*match.span(), _from_arabic(written))
        else:
            yield Replacement(*match.span(), _from_sounds(written))


@cache
def _indian() -> dict[str, str]:
    """Letters of Indian scripts that are not where Devanagari has their like."""
    return {
        row[1]: row[2] if len(row) > 2 else ""
        for row in words("hindi/words/scripts.tsv")
        if row[0] == "indian"
    }


@cache
def _sounds(script: str) -> dict[str, str]:
    return {
        row[1]: row[2] if len(row) > 2 else "" for row in words("hindi/words/scripts.tsv") if row[0] == script
    }


def _from_indian(written: str) -> str:
    exceptions = _indian()
    parts: list[str] = []
    doubled = False
    for letter in unicodedata.normalize("NFC", written):
        plain = exceptions.get(letter)
        if plain is None and unicodedata.category(letter)[0] not in "LM":
            plain = ""
        elif plain is None:
            plain = chr(0x0900 + ord(letter) % 0x80)
            plain = exceptions.get(plain, plain) if unicodedata.category(plain) != "Cn" else ""
        if doubled and "क" <= plain[:1] <= "ह":
            plain = f"{plain[0]}{VIRAMA}{plain}"
        # The addak of Gurmukhi doubles the consonant after it.
        doubled = letter == "\u0a71"
        parts.append(plain)
    return "".join(parts).replace("य\u093c", "य")


def _from_sounds(written: str) -> str:
    """Return a word in Cyrillic or Greek letters by their sounds; a single Greek letter by its name."""
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFD", written.casefold())
        if not unicodedata.combining(sign) or sign == "\u0306"
    )
    plain = unicodedata.normalize("NFC", plain)
    if len(plain) == 1 and (name := _sounds("greek-name").get(plain)):
        return name
    table = _sounds("sound")
    sounds: list[str] = []
    place = 0
    while place < len(plain):
        for length in (2, 1):
            part = plain[place : place + length]
            if len(part) == length and part in table:
                sounds += table[part].split()
                place += length
                break
        else:
            place += 1
    return _joined(sounds)


def _joined(sounds: list[str]) -> str:
    parts: list[str] = []
    after_consonant = False
    for sound in sounds:
        if sound in _SIGNS:
            parts.append(_SIGNS[sound] if after_consonant else sound)
            after_consonant = False
        else:
            parts.append(VIRAMA + sound if after_consonant else sound)
            after_consonant = True
    return "".join(parts)


_HARAKAT = {
    "\u064e": "",
    "\u0650": "ि",
    "\u064f": "ु",
    "\u0670": "ा",
    "\u064b": "न",
    "\u064d": "िन",
    "\u064c": "ुन",
}
"""Vowel marks of Arabic writing, where they are written."""
_SILENT = frozenset("\u0651\u0652\u0621\u0640\u0653\u0654\u0655")


def _from_arabic(written: str) -> str:
    known = lookup("hindi/words/urdu.tsv")
    word = _same_letters(written)
    if word in known:
        return known[word]
    if word.startswith("ال") and word[2:] in known:
        return f"अल {known[word[2:]]}"
    return _by_letters(word)


@cache
def _variants() -> dict[int, str]:
    return {ord(row[1]): row[2] for row in words("hindi/words/scripts.tsv") if row[0] == "arabic-variant"}


def _same_letters(written: str) -> str:
    return unicodedata.normalize("NFC", written).translate(_variants())


_VOWELS = "اویےآ"


def _by_letters(word: str) -> str:
    consonants = _sounds("arabic")
    parts: list[str] = []
    for place, letter in enumerate(word):
        before, after = word[:place], word[place + 1 : place + 2]
        first = not parts
        last_is_consonant = bool(parts) and "क" <= parts[-1][0] <= "ह"
        if letter in _HARAKAT:
            parts.append(_HARAKAT[letter])
        elif letter in _SILENT:
            continue
        elif letter == "آ":
            parts.append("आ")
        elif letter == "ا":
            # An initial alif carries the vowel that is written after it.
            parts.append(
                ""
                if first and after in ("و", "ی", "ے")
                else "अ"
                if first
                else "ा"
                if last_is_consonant
                else "आ"
            )
        elif letter == "و":
            if before == "ا":
                parts.append("ओ")
            elif not last_is_consonant or after == "ا" or after == "ی":
                parts.append("व")
            else:
                parts.append("ो")
        elif letter == "ی":
            if before == "ا":
                parts.append("ऐ" if after else "ई")
            elif not last_is_consonant:
                parts.append("य" if first or (after in _VOWELS and after) else "ई")
            else:
                parts.append("्य" if after in ("ا", "و") and after else "ी")
        elif letter == "ے":
            parts.append("े" if last_is_consonant else "ए")
        elif letter == "ئ":
            continue
        elif letter == "ؤ":
            parts.append("ओ")
        elif letter == "ں":
            parts.append("ं" if parts else "न")
        elif letter == "ھ":
            if parts and parts[-1] in _ASPIRATES:
                parts[-1] = _ASPIRATES[parts[-1]]
            else:
                parts.append("ह")
        elif letter == "ع":
            parts.append(
                "अ" if first else "ा" if last_is_consonant and after and after not in _VOWELS else ""
            )
        elif letter in ("ہ", "ة") and not after and last_is_consonant:
            parts.append("ा")
        else:
            parts.append(consonants.get(letter, ""))
        if not parts[-1]:
            parts.pop()
    return "".join(parts)
