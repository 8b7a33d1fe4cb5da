"""Folding: a character that is a variant of plainer ones → those: 𝐁 → B, ½ → 1/2, ㎞ → km, ① → (1), ₂ → 2.

Loaded only when a text has such a character. Unicode's own compatibility mappings tell what a variant stands for; a
number that has none is written with its numeric value.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

_KEPT = frozenset("²³¹⁰⁴⁵⁶⁷⁸⁹⁻™℠№µ")
"""Read by rules as they are: exponents, units, and signs with a word of their own."""
_MAPPINGS = frozenset([
    "<font>", "<circle>", "<square>", "<wide>", "<narrow>", "<compat>", "<super>", "<sub>", "<small>", "<vertical>",
    "<isolated>", "<initial>", "<medial>", "<final>",
])  # fmt: skip
"""Kinds of compatibility mappings that are followed. Those of fractions and of spaces are handled apart."""
_ENCLOSED = ("CIRCLED", "PARENTHESIZED", "FULL STOP", "COMMA")
"""In the names of numbers that number an item."""
_SMALL_CAPITAL = re.compile(r"LATIN (?:LETTER|SUBSCRIPT|SUPERSCRIPT)? ?SMALL CAPITAL (?:LETTER )?([A-Z])$")
_FILLED = re.compile(r"NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER ([A-Z])$")
_ROMAN = range(0x2160, 0x2189)


def fold(letter: str) -> str:
    """Return the plain characters for one character, or the character itself if it is no variant. Never raises."""
    category = unicodedata.category(letter)
    if letter in _KEPT or category == "Sc" or ord(letter) in _ROMAN:
        return letter
    if category in ("No", "Nl"):
        return _number(letter)
    kind, _, plain = unicodedata.decomposition(letter).partition(" ")
    if kind in _MAPPINGS:
        letters = "".join(chr(int(code, 16)) for code in plain.split())
        # Accents and quotation marks that stand alone are mapped to a space with a combining sign.
        return letter if letters.startswith(" ") else "".join(map(fold, letters))
    if category in ("Lo", "Ll", "So"):
        found = (_SMALL_CAPITAL if category == "Ll" else _FILLED).search(unicodedata.name(letter, ""))
        return found[1] if found else letter
    return letter


def _number(letter: str) -> str:
    value = unicodedata.numeric(letter, None)
    if value is None:
        return letter
    if value != int(value):
        share = Fraction(value).limit_denominator(1000)
        return f" {share.numerator}/{share.denominator}"
    if unicodedata.decomposition(letter).startswith("<sub>"):
        return str(int(value))
    name = unicodedata.name(letter, "")
    if any(word in name for word in _ENCLOSED):
        return f" ({int(value)}) "
    return f" {int(value)} "
