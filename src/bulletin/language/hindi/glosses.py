"""Glosses: a bracket that repeats the word before it in the other alphabet is not said twice: रिजल्ट (Result)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.acronyms import acronym
from bulletin.language.hindi.latin import known, say_latin
from bulletin.language.hindi.rule import DEVANAGARI, Replacement

_LATIN_WORDS = r"[A-Za-z][A-Za-z.'’]*(?:[ -][A-Za-z][A-Za-z.'’]*){0,3}"
_HINDI_WORDS = rf"[{DEVANAGARI}]+(?:[ -][{DEVANAGARI}]+){{0,4}}"
_GLOSS = re.compile(
    rf"""
    (?P<hindi>{_HINDI_WORDS})(?P<bracket>\s?[(\[]\s?(?P<latin>{_LATIN_WORDS})\s?[)\]])  # रिजल्ट (Result)
    | (?<![A-Za-z])(?P<latin_first>{_LATIN_WORDS})(?P<hindi_bracket>\s?[(\[]\s?(?P<hindi_after>{_HINDI_WORDS})\s?[)\]])
    """,
    re.VERBOSE,
)
_NOT_A_SOUND = re.compile("[^\u0904-\u0939]|[अएहयव]")
"""All but consonants and initial vowels, and those that spellings disagree about."""
_SAME = str.maketrans("ईऊऑऐऔणशषऍआइउओ", "ईऊऑऐऔनससएऑईऊऑ")
_LEAST = 2
"""Fewest sounds of a word that can be recognised: two words of one sound are too easily alike."""


_ROLES = {"c": "कप्तान", "vc": "उपकप्तान", "wk": "विकेटकीपर"}
_ROLE = re.compile(rf"(?<=[{DEVANAGARI}A-Za-z])(?P<bracket>\s?\((?P<role>(?i:c|vc|wk))\))")
"""A player's part in the side, as scorecards write it: बावुमा (c)."""
_CRICKET = re.compile(
    r"\((?i:wk|vc)\)|टॉस|कप्तान|रन(?![\u0900-\u0963])|विकेट|ओवर|क्रिकेट|टेस्ट|वनडे|बल्लेबाज|गेंदबाज|प्लेइंग|टीम"
)


def speak_glosses(text: str) -> Iterator[Replacement]:
    """Drop the bracket if what it says sounds like the words before it: the same consonants in the same order."""
    if _ROLE.search(text) and _CRICKET.search(text):
        yield from (
            Replacement(*match.span("bracket"), f", {_ROLES[match['role'].casefold()]},")
            for match in _ROLE.finditer(text)
        )
        return
    for match in _GLOSS.finditer(text):
        if match["bracket"]:
            said, before = _sounds(_say(match["latin"])), match["hindi"]
            if len(said) >= _LEAST and any(
                said == _sounds(part) for part in _endings(before, match["latin"].count(" ") + 3)
            ):
                yield Replacement(*match.span("bracket"), "")
        else:
            said, before = _sounds(match["hindi_after"]), match["latin_first"]
            if len(said) >= _LEAST and any(said == _sounds(_say(part)) for part in _endings(before, 4)):
                yield Replacement(*match.span("hindi_bracket"), "")


def _endings(words: str, most: int) -> list[str]:
    """Return the last word, the last two words, and so on up to `most`."""
    parts = words.split(" ")
    return [" ".join(parts[-count:]) for count in range(1, min(most, len(parts)) + 1)]


def _say(latin: str) -> str:
    whole = acronym(latin) or known(" ".join(latin.split()))
    return whole or " ".join(say_latin(part) for part in re.findall("[A-Za-z]+", latin))


def _sounds(spoken: str) -> str:
    return _NOT_A_SOUND.sub("", spoken).translate(_SAME)
