"""Letters: a text in what a reader sees as single letters (grapheme clusters), and the columns they take."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

_JOINER = "\u200d"
_NON_JOINER = "\u200c"
_VIRAMA = 9
"""The combining class of the sign that joins a consonant to the next."""

_FIRST_WIDE = "\u1100"
"""Below this no character is wide, and none is part of a joined emoji."""

_LONGEST = 32
"""Most characters of one letter. A longer pile of marks is no letter of any script, and is cut."""


def letters(text: str) -> Iterator[str]:
    """The letters of `text`, each with its signs: what must never be cut apart. Joined they give `text` again.

    Follows UAX 29 with its rule for Indic conjuncts; Hangul in single jamo is not handled.
    """
    begin = 0
    flags = 0
    for place, sign in enumerate(text):
        if place == begin:
            flags = int(_is_flag(sign))
            continue
        if place - begin < _LONGEST and _goes_on(text[begin:place], sign, flags):
            flags += _is_flag(sign)
            continue
        yield text[begin:place]
        begin = place
        flags = int(_is_flag(sign))
    if begin < len(text):
        yield text[begin:]


def columns(text: str) -> int:
    """The width of `text` in columns of a caption.

    Every character takes one column; marks and joiners take none, so "क्षि" takes two, one a consonant. Wide characters
    (East Asian Width W or F, emoji among them) take two, and so does an emoji joined from several. A caption of so many
    columns is never wider than as many Latin letters in the usual fonts.
    """
    if text.isascii():
        return len(text)
    if max(text) < _FIRST_WIDE:
        return sum(map(_alone, text))
    return sum(_columns(letter) for letter in letters(text))


def _columns(letter: str) -> int:
    if _JOINER in letter and unicodedata.east_asian_width(letter[0]) in "WF":
        return 2
    if _is_flag(letter[0]):
        return 2
    return sum(map(_alone, letter))


@cache
def _alone(sign: str) -> int:
    """The columns of one character by itself."""
    if unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf") or _is_skin(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _goes_on(letter: str, sign: str, flags: int) -> bool:
    if sign in (_JOINER, _NON_JOINER) or unicodedata.category(sign) in ("Mn", "Mc", "Me"):
        return True
    if _is_skin(sign) or "\U000e0020" <= sign <= "\U000e007f":
        return True
    if _is_flag(sign):
        return flags == 1
    before = letter[-1]
    if before == _JOINER:
        held = letter.rstrip(_JOINER)
        return _is_joined(held) or unicodedata.category(sign) == "So"
    return _is_joined(letter.rstrip(_NON_JOINER)) and sign.isalpha()


def _is_joined(letter: str) -> bool:
    """Whether it ends in a virama."""
    return bool(letter) and unicodedata.combining(letter[-1]) == _VIRAMA


def _is_flag(sign: str) -> bool:
    """Whether it is a regional indicator; two of them are a flag."""
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _is_skin(sign: str) -> bool:
    return "\U0001f3fb" <= sign <= "\U0001f3ff"
