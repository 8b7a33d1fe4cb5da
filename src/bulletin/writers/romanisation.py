"""Romanisation: a word in Devanagari → ASCII letters, as the Hunterian system writes it without the silent final vowel."""

from __future__ import annotations

import unicodedata


def _table(pairs: str) -> dict[str, str]:
    """Signs with their letters, written in turn."""
    parts = pairs.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


_CONSONANTS = _table(
    """
    क k  ख kh  ग g  घ gh  ङ n  च ch  छ chh  ज j  झ jh  ञ n  ट t
    ठ th  ड d  ढ dh  ण n  त t  थ th  द d  ध dh  न n  प p  फ ph
    ब b  भ bh  म m  य y  र r  ल l  व v  श sh  ष sh  स s  ह h
    ळ l  ऱ r  ऴ l  ऩ n
    """
)
_NUKTA = _table("क q  ख kh  ग gh  ज z  ड r  ढ rh  फ f  य y")
_VOWELS = _table("अ a  आ aa  इ i  ई i  उ u  ऊ u  ऋ ri  ए e  ऐ ai  ओ o  औ au  ऑ o  ऍ e  ऎ e  ऒ o")
_SIGNS = _table("ा a  ि i  ी i  ु u  ू u  ृ ri  े e  ै ai  ो o  ौ au  ॉ o  ॅ e  ॆ e  ॊ o")
_VIRAMA, _NUKTA_SIGN = "\u094d", "\u093c"


def romanised(word: str) -> str:
    """The word in ASCII letters and digits; signs that have none are left out."""
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
