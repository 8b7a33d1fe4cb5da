"""Foreign: the fallback of the chain. Latin words in neither the tables nor the lexicon are said by their spelling.

Words in a script that nobody taught the program are left out: no engine gets their letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bulletin.language.hindi.latin import fall_back
from bulletin.language.hindi.rule import Found, Replacement, in_order

_LATIN = (
    # Without × and ÷ (U+00D7, U+00F7), which are among the accented letters.
    r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
    r"\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufb06"
)
"""All Latin letters of Unicode; for use inside a character class."""
_WORD = re.compile(rf"[{_LATIN}]+(?:['’][A-Za-z]+)*")
_LETTER = r"[^\W\d_\u00b2\u00b3\u00b9\u2070-\u2079\u2160-\u2188\u0900-\u0963\u0971-\u097f]"
_OTHER = re.compile(rf"{_LETTER}(?:{_LETTER}|[\u0300-\u036f\u0483-\u0487\u0591-\u05c7])*")
"""A word in letters of any other script, with its accents."""
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[A-Z]")
_SPECIAL = {
    "ß": "ss",
    "æ": "ae",
    "Æ": "Ae",
    "œ": "oe",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
}


def speak_foreign(text: str) -> Iterator[Replacement]:
    """Every remaining word that is not in Devanagari. No letter of another script remains after this rule."""
    found = Found()
    for match in _WORD.finditer(text):
        plain = plain_latin(match.group())
        spoken = " ".join(fall_back(part) for part in _CAMEL.findall(plain))
        found[match.span()] = spoken
    for match in _OTHER.finditer(text):
        found.add_if_free(match.span(), "")
    yield from in_order(found)


def plain_latin(written: str) -> str:
    """Return Latin letters without their accents: Müller → Muller. Drops apostrophes."""
    special = "".join(_SPECIAL.get(letter, letter) for letter in written)
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", special) if letter.isascii() and letter.isalpha()
    )
