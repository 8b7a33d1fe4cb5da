"""Latin words and names in the built-in lexicon: Modi → मोदी, World Cup → वर्ल्ड कप."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.acronyms import acronym, letter_names
from bulletin.language.hindi.rule import Replacement
from bulletin.language.hindi.spelling import from_spelling
from bulletin.language.tables import lines

_WORD = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]+(?:['’][A-Za-z]+)*")
_TABLES = ("lexicon_organisations", "lexicon_people", "lexicon_places", "lexicon_words")
LONGEST_NAME = 5
"""Most words in a name of the lexicon."""


@cache
def lexicon() -> dict[str, str]:
    """Return the built-in lexicon by case-folded written form; later tables override earlier ones."""
    found: dict[str, str] = {}
    for table in _TABLES:
        # Split all cells at once: for twelve thousand entries, half the time of row by row.
        cells = "\t".join(lines(f"hindi/words/{table}.tsv")).casefold().split("\t")
        found.update(zip(cells[::2], cells[1::2], strict=True))
    return found


@cache
def _first_words() -> dict[str, int]:
    """Return the first words of all names of several words, with the length in words of the longest such name."""
    longest: dict[str, int] = {}
    for name in lexicon():
        if " " in name:
            first = name.partition(" ")[0]
            longest[first] = max(longest.get(first, 0), name.count(" ") + 1)
    return longest


def speak_latin(text: str) -> Iterator[Replacement]:
    """Names of several words first, the longest match; then single words. Ignores case."""
    found = list(_WORD.finditer(text))
    index = 0
    while index < len(found):
        step = 1
        first = found[index]
        longest = _first_words().get(first.group().casefold(), 1)
        for count in range(min(longest, len(found) - index), 0, -1):
            last = found[index + count - 1]
            written = text[first.start() : last.end()]
            if count > 1 and not re.fullmatch(r"[A-Za-z\u00c0-\u024f'’.& -]+", written):
                continue
            spoken = known(" ".join(written.split()))
            if spoken is not None:
                yield Replacement(first.start(), last.end(), spoken)
                step = count
                break
        index += step


def known(written: str) -> str | None:
    """Return the spoken form of a word or name in the built-in lexicon, or None. Handles possessives."""
    folded = written.casefold().replace("’", "'")
    spoken = lexicon().get(folded)
    if spoken is None and folded.endswith("'s"):
        spoken = lexicon().get(folded[:-2])
        if spoken is not None:
            spoken += "ज़" if not spoken.endswith(("स", "ज़", "श")) else ""
    return spoken


def say_latin(written: str) -> str:
    """Return the spoken form of a Latin word: as an acronym, from the lexicon, else by its spelling.

    Other text is returned unchanged.
    """
    if not re.fullmatch(r"[A-Za-z]+", written):
        return written
    spoken = acronym(written) or known(written)
    if spoken is not None:
        return spoken
    return fall_back(written)


def fall_back(written: str) -> str:
    """Return the spoken form of an unknown Latin word: letter by letter like an acronym, else by its spelling."""
    if looks_like_acronym(written):
        return letter_names(written)
    return from_spelling(written)


def looks_like_acronym(written: str) -> bool:
    """Return whether a Latin word looks like an acronym.

    True for single letters, for up to six consonants without a vowel, and for capitals of up to four letters or
    with consonant clusters that Hindi cannot pronounce.
    """
    if len(written) == 1:
        return True
    if not re.search("[aeiouyAEIOUY]", written):
        return len(written) <= 6
    return written.isupper() and (
        len(written) <= 4
        or (len(written) <= 7 and _UNSPEAKABLE.search(_BREATHED.sub("", written)) is not None)
    )


_BREATHED = re.compile("(?<=[BCDGJKPSTZ])H")
"""The H of a consonant written with two letters, as in LAKSHMI."""
_UNSPEAKABLE = re.compile("[^AEIOUY]{4}|^(?!S)[^AEIOUY]{3}")
