"""Names: a headline → an ASCII file name that works on every system and in every feed."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

LONGEST = 80
"""Characters of a slug."""

_CONSONANTS = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळऱऴऩ",
        [
            "k",
            "kh",
            "g",
            "gh",
            "n",
            "ch",
            "chh",
            "j",
            "jh",
            "n",
            "t",
            "th",
            "d",
            "dh",
            "n",
            "t",
            "th",
            "d",
            "dh",
            "n",
            "p",
            "ph",
            "b",
            "bh",
            "m",
            "y",
            "r",
            "l",
            "v",
            "sh",
            "sh",
            "s",
            "h",
            "l",
            "r",
            "l",
            "n",
        ],
        strict=True,
    )
)
_NUKTA = {"क": "q", "ख": "kh", "ग": "gh", "ज": "z", "ड": "r", "ढ": "rh", "फ": "f", "य": "y"}
_VOWELS = dict(
    zip(
        "अआइईउऊऋएऐओऔऑऍऎऒ",
        ["a", "aa", "i", "i", "u", "u", "ri", "e", "ai", "o", "au", "o", "e", "e", "o"],
        strict=True,
    )
)
_SIGNS = dict(
    zip("ािीुूृेैोौॉॅॆॊ", ["a", "i", "i", "u", "u", "ri", "e", "ai", "o", "au", "o", "e", "e", "o"], strict=True)
)
_VIRAMA, _NUKTA_SIGN = "\u094d", "\u093c"
_RESERVED = frozenset(
    [
        "con",
        "prn",
        "aux",
        "nul",
        *(f"com{number}" for number in range(10)),
        *(f"lpt{number}" for number in range(10)),
    ]
)


def slug(title: str) -> str:
    """An ASCII file name from a title: at most 80 characters, `bulletin` where no letter is left.

    Devanagari is romanised (Hunterian, without the silent final vowel), other scripts are reduced to their ASCII
    letters, everything else becomes a hyphen.
    """
    text = _numbers_apart(unicodedata.normalize("NFC", title).casefold())
    words = [
        _romanised(word) for word in re.findall(r"(?:[^\W_]|[\u0900-\u0963\u0966-\u097f\u200c\u200d])+", text)
    ]
    name = "-".join(word for word in words if word)
    if len(name) > LONGEST:
        name = name[: LONGEST + 1].rsplit("-", 1)[0][:LONGEST]
    name = name.strip("-")
    return f"{name}-bulletin" if name in _RESERVED else name or "bulletin"


def _numbers_apart(text: str) -> str:
    """The text with fractions, superscripts and circled numbers written out, separated from a number beside them.

    1½ becomes 1-1-2 and 10² 10-2, never 112 or 102; CO₂ stays one word.
    """
    parts: list[str] = []
    for before, sign in pairwise(f" {text}"):
        special = sign.isnumeric() and not sign.isdecimal()
        if before.isnumeric() and sign.isnumeric() and (special or not before.isdecimal()):
            parts.append(" ")
        parts.append(unicodedata.normalize("NFKD", sign) if special else sign)
    return "".join(parts)


def _romanised(word: str) -> str:
    parts: list[str] = []
    letters = [letter for letter in word if letter not in "\u200c\u200d"]
    index = 0
    while index < len(letters):
        letter = letters[index]
        index += 1
        if letter in _CONSONANTS:
            sound = _CONSONANTS[letter]
            if letters[index : index + 1] == [_NUKTA_SIGN]:
                sound = _NUKTA.get(letter, sound)
                index += 1
            parts.append(sound)
            following = letters[index] if index < len(letters) else ""
            if following == _VIRAMA:
                index += 1
            elif following in _SIGNS:
                parts.append(_SIGNS[following])
                index += 1
            elif (following and following.isalpha()) or following in ("ं", "ँ", "ः"):
                parts.append("a")
        elif letter in _VOWELS:
            parts.append(_VOWELS[letter])
        elif letter in "ंँ":
            parts.append("n")
        elif letter == "ः":
            parts.append("h")
        else:
            parts.append(_plain(letter))
    return "".join(parts)


def _plain(letter: str) -> str:
    """The ASCII letters in a character of another script, in lower case; may be empty."""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    plain = unicodedata.normalize("NFKD", letter)
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum()).lower()
