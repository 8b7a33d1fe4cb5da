"""Latin words and names: by the lexicon (Modi → मोदी), by the pronouncing dictionary, else by parts and letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.acronyms import acronym, letter_names
from bulletin.language.hindi.rule import Replacement
from bulletin.language.tables import cells, lookup

_WORD = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]+(?:['’][A-Za-z]+)*")
_TABLES = ("lexicon_organisations", "lexicon_people", "lexicon_places", "lexicon_words")
_CHINESE = re.compile("[Zz]h|[XxQq][iu]")
LONGEST_NAME = 5
"""Most words in a name of the lexicon."""


@cache
def lexicon() -> dict[str, str]:
    """Return the built-in lexicon by case-folded written form; later tables override earlier ones."""
    found: dict[str, str] = {}
    for table in _TABLES:
        entries = cells(f"hindi/words/{table}.tsv")
        found.update(zip(map(str.casefold, entries[::2]), entries[1::2], strict=True))
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
    """Names of several words first, the longest match; then single words, of the dictionary, too. Ignores case."""
    found = list(_WORD.finditer(text))
    index = 0
    while index < len(found):
        step, spoken = name_at(found, index)
        if spoken is None:
            spoken = _prefix(found[index]) or _in_dictionary(found, index)
        if spoken is not None:
            yield Replacement(found[index].start(), found[index + step - 1].end(), spoken)
        index += step


def name_at(found: list[re.Match[str]], index: int) -> tuple[int, str | None]:
    """Return how many words the longest name of the lexicon has that begins at word `index`, and its spoken form.

    That is 1 and None if there is none.
    """
    first = found[index]
    longest = _first_words().get(first.group().casefold(), 1)
    for count in range(min(longest, len(found) - index), 0, -1):
        written = first.string[first.start() : found[index + count - 1].end()]
        if count > 1 and not re.fullmatch(r"[A-Za-z\u00c0-\u024f'’.& -]+", written):
            continue
        spoken = known(" ".join(written.split()))
        if spoken is not None:
            return count, spoken
    return 1, None


def _prefix(word: re.Match[str]) -> str | None:
    """Return the spoken form of the first part of a word that a hyphen joins: Tele-medicine."""
    if (
        word.string[word.end() : word.end() + 1] != "-"
        or not word.string[word.end() + 1 : word.end() + 2].isalpha()
    ):
        return None
    return lookup("hindi/words/english_prefixes.tsv").get(word.group().casefold())


def _in_dictionary(found: list[re.Match[str]], index: int) -> str | None:
    """Return the spoken form of a word that the pronouncing dictionary has, and that is no acronym or Indian name."""
    written = found[index].group()
    if not (written.isascii() and written.isalpha()) or len(written) == 1:
        return None
    if acronym(written) is not None or (looks_like_acronym(written) and not _is_shouted(found, index)):
        return None
    return dictionary_word(written)


def dictionary_word(written: str) -> str | None:
    """Return the spoken form of a word of the pronouncing dictionary; None for one with a capital that looks Indian."""
    # Imported where a word needs them: most sentences need neither.
    from bulletin.language.hindi.english import pronounced

    folded = written.lower()
    # The dictionary has some as Americans say them: Zhang. Names with a q are looked for there first: Queen.
    chinese = _chinese(written) if written[0] in "ZX" else None
    spoken = chinese or pronounced(folded)
    if spoken is None or spoken == chinese or written[0].islower():
        return spoken
    from bulletin.language.hindi.names import is_indian

    return None if is_indian(folded) else spoken


def _chinese(written: str) -> str | None:
    """Return the spoken form of a Chinese name; None for any other word."""
    if not written[0].isupper() or not _CHINESE.search(written):
        return None
    # Imported here: few texts have one.
    from bulletin.language.hindi.pinyin import pinyin

    return pinyin(written.lower())


def _is_shouted(found: list[re.Match[str]], index: int) -> bool:
    """Return whether a word in capitals stands beside another English word in capitals: ICE RINK."""
    for near in (index - 1, index + 1):
        if not 0 <= near < len(found):
            continue
        first, second = sorted((index, near))
        other = found[near].group()
        gap = found[first].string[found[first].end() : found[second].start()]
        if gap in (" ", "-", ", ", ": ") and len(other) > 2 and other.isupper() and known(other) is not None:
            return True
        if gap == " " and len(other) > 4 and other.isupper():
            return True
    return False


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
    """Return the spoken form of a Latin word that the lexicon lacks.

    Letter by letter like an acronym; by the pronouncing dictionary or the parts of a word; as an Indian name; else by
    its spelling, as English is read.
    """
    if looks_like_acronym(written):
        return letter_names(written)
    from bulletin.language.hindi.english import derived
    from bulletin.language.hindi.letters import weights
    from bulletin.language.hindi.names import indian, is_indian
    from bulletin.language.hindi.sounds import written as in_devanagari

    spoken = dictionary_word(written) or (None if is_indian(written.lower()) else _chinese(written))
    if spoken is None:
        folded = written.lower()
        is_name = written[0].isupper()
        if not (is_name and is_indian(folded)):
            spoken = derived(folded)
        if spoken is None and is_indian(folded, is_name=is_name):
            spoken = indian(folded)
        if spoken is None:
            spoken = in_devanagari(weights("spelling").sounds(folded))
    return spoken or letter_names(written)


def looks_like_acronym(written: str) -> bool:
    """Return whether a Latin word looks like an acronym.

    True for single letters, for up to six consonants without a vowel, and for capitals of up to four letters or
    with consonant clusters that Hindi cannot pronounce. Four letters that alternate are a word: POCO.
    """
    if len(written) == 1:
        return True
    if not re.search("[aeiouyAEIOUY]", written):
        return len(written) <= 6
    return written.isupper() and (
        (len(written) <= 4 and not _ALTERNATING.fullmatch(written))
        or (len(written) <= 7 and _UNSPEAKABLE.search(_BREATHED.sub("", written)) is not None)
    )


_ALTERNATING = re.compile("[B-DF-HJ-NP-TV-Z][AEIOU][B-DF-HJ-NP-TV-Z][AEIO]")
_BREATHED = re.compile("(?<=[BCDGJKPSTZ])H")
"""The H of a consonant written with two letters, as in LAKSHMI."""
_UNSPEAKABLE = re.compile("[^AEIOUY]{4}|^(?!S)[^AEIOUY]{3}")
