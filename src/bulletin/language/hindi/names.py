"""Names: a word spelled as Indian ones are, from parts that are known, else letter by letter in its context."""

from __future__ import annotations

from functools import cache, lru_cache

from bulletin.language.hindi.english import pronounced
from bulletin.language.hindi.letters import looks_indian, weights
from bulletin.language.hindi.sounds import is_vowel, sounds_of, together, written
from bulletin.language.tables import cells, lookup, words

_SHORTEST_NAME = 4
"""Fewest letters of a name that may be a part of another; shorter parts are in a table of their own."""


@lru_cache(maxsize=4096)
def indian(word: str) -> str:
    """Return the spoken form of an Indian name or a Hindi word in the letters a to z."""
    return compound(word) or written(_parted(weights("names").sounds(word)))


@lru_cache(maxsize=4096)
def is_indian(word: str, *, is_name: bool = False) -> bool:
    """Return whether a word is made of parts of Indian names, or spelled as they are; see `looks_indian`."""
    return looks_indian(word, is_name=is_name) or _two_parts(word) is not None


def compound(word: str) -> str | None:
    """Return the spoken form of a name by its parts: two known ones, or any and a known last one; None without."""
    sounds = _two_parts(word) or _with_last_part(word)
    return written(_parted(sounds)) if sounds else None


def _two_parts(word: str) -> list[str] | None:
    best: tuple[int, list[str]] | None = None
    for cut in range(2, len(word) - 1):
        first, second = _part(word[:cut]), _part(word[cut:])
        # Of several ways, the one whose shorter part is longest.
        if first and second and (best is None or min(cut, len(word) - cut) > best[0]):
            best = min(cut, len(word) - cut), _joined(first, second)
    return best[1] if best else None


def _with_last_part(word: str) -> list[str] | None:
    for cut in range(3, len(word) - 2):
        last = lookup("hindi/words/name_elements.tsv").get(word[cut:])
        if last is not None:
            return _joined(weights("names").sounds(word[:cut]), sounds_of(last))
    return None


def _joined(first: list[str], second: list[str]) -> list[str]:
    if is_vowel(second[0]) and is_vowel(first[-1]):
        # Rama + avtar, Jaya + esh: the vowels meet in writing, too, and one of them is said.
        first = first[:-1]
    return together(first, second)


def _parted(sounds: list[str]) -> list[str]:
    """Return sounds with the inherent vowel between two consonants that names do not join."""
    found: list[str] = []
    for sound in sounds:
        joins = bool(found) and not (is_vowel(sound) or is_vowel(found[-1]) or sound == found[-1])
        if joins and (found[-1], sound) not in _conjuncts():
            found.append("अ")
        found.append(sound)
    return found


@cache
def _conjuncts() -> frozenset[tuple[str, ...]]:
    return frozenset(words("hindi/words/conjuncts.tsv"))


def _part(part: str) -> list[str] | None:
    spoken = lookup("hindi/words/name_elements.tsv").get(part)
    if spoken is None and len(part) >= _SHORTEST_NAME and part in _names() and _may_be_indian(part):
        spoken = _names()[part]
    return sounds_of(spoken) if spoken else None


@cache
def _names() -> dict[str, str]:
    """Return the names of the lexicon."""
    found: dict[str, str] = {}
    for table in ("people", "places"):
        entries = cells(f"hindi/words/lexicon_{table}.tsv")
        found.update(zip(map(str.casefold, entries[::2]), entries[1::2], strict=True))
    return found


def _may_be_indian(name: str) -> bool:
    return looks_indian(name) or pronounced(name) is None
