"""English: a word that the lexicon lacks, by the Carnegie Mellon Pronouncing Dictionary, or from parts that are known.

`scripts/make_words.py` makes the table: sorted words with their spoken form, in blocks that are compressed each by
itself. A word takes a search in the list of first words and one block, and no other part of the table is unpacked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from zlib import decompress

from bulletin.language.hindi.sounds import is_vowel, sounds_of, together, written
from bulletin.language.tables import data, lookup

LETTERS = (
    "\u0901\u0902अआइईउऊऋएऐऑओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह\u093c"
    "\u093e\u093f\u0940\u0941\u0942\u0943\u0947\u0948\u0949\u094b\u094c\u094d"
)
"""The letters and signs of the spoken forms; in a block each is one byte, from 128 on."""

_UNPACKED = str.maketrans({128 + place: letter for place, letter in enumerate(LETTERS)})
_SHORTEST_PART = 4
"""Fewest letters of a part that only the dictionary knows; it has many short names and fragments."""


class Table:
    """The packed dictionary: a line of first words, a line of the lengths of blocks, and the blocks."""

    def __init__(self, content: bytes) -> None:
        firsts, sizes, self._blocks = content.split(b"\n", 2)
        self._firsts = firsts.decode("ascii").split()
        self._ends = [0]
        for size in sizes.split():
            self._ends.append(self._ends[-1] + int(size))

    def get(self, word: str) -> str | None:
        """Return the spoken form of a word of the letters a to z, or None."""
        block = bisect_right(self._firsts, word) - 1
        return self._block(block).get(word) if block >= 0 else None

    def items(self) -> Iterator[tuple[str, str]]:
        """Yield all words with their spoken forms, in order."""
        for number in range(len(self._firsts)):
            yield from self._block(number).items()

    @lru_cache(maxsize=64)  # noqa: B019  (one table lives as long as the program)
    def _block(self, number: int) -> dict[str, str]:
        text = decompress(self._blocks[self._ends[number] : self._ends[number + 1]]).decode("latin-1")
        found: dict[str, str] = {}
        before = ""
        for row in text.split("\n"):
            # The first character says how many letters are those of the word before.
            word, _, spoken = row[1:].partition("\t")
            before = before[: ord(row[0]) - 32] + word
            found[before] = spoken.translate(_UNPACKED)
        return found


@cache
def table() -> Table:
    """Return the dictionary, without the words that the lexicon has."""
    return Table(data("hindi/words/english.bin"))


@lru_cache(maxsize=4096)
def pronounced(word: str) -> str | None:
    """Return the spoken form of a word that the dictionary has, or None. Letters a to z.

    The dictionary does not tell where a compound is joined. One of two words of the lexicon is written as they are.
    """
    spoken = table().get(word)
    if spoken is not None and len(word) >= _SHORTEST_COMPOUND:
        joined = _compound(word, _lexicon_part)
        if joined is not None and _consonants(joined) == _consonants(spoken):
            return joined
    return spoken


_SHORTEST_COMPOUND = 6


def _consonants(spoken: str) -> list[str]:
    """Return the consonants of a word, without nasals, which are written in several ways."""
    return [sound for sound in sounds_of(spoken) if not is_vowel(sound) and sound not in "नम"]


@lru_cache(maxsize=4096)
def derived(word: str) -> str | None:
    """Return the spoken form of a word whose parts are known (hotspots, megapixel, unsubscribed), or None."""
    return _inflected(word) or _compound(word, _part)


def _known(word: str) -> str | None:
    # Imported here: that module falls back on this one.
    from bulletin.language.hindi.latin import lexicon

    return lexicon().get(word) or pronounced(word)


def _inflected(word: str) -> str | None:
    for ending, added in lookup("hindi/words/english_endings.tsv").items():
        stem = word.removesuffix(ending)
        if len(stem) < 3 or stem == word:
            continue
        forms = [stem, f"{stem}e"] if ending[0] in "aei" else [stem]
        if stem[-1] == stem[-2]:
            forms.append(stem[:-1])
        # Victories is of victory; Victoris is a name of its own.
        if stem[-1] == "i" and ending != "s":
            forms.append(f"{stem[:-1]}y")
        for form in forms:
            spoken = _known(form) or (_compound(form, _part) if ending in ("s", "es") else None)
            if spoken and " " not in spoken:
                return _with_ending(spoken, ending, added)
    return None


def _with_ending(spoken: str, ending: str, added: str) -> str:
    sounds = sounds_of(spoken)
    if not sounds:
        return spoken + added
    last = sounds[-1]
    if ending in ("s", "es"):
        if last in ("स", "ज़", "श", "च", "ज"):
            return written([*sounds, "ए", "ज़"])
        return written([*sounds, "ज़" if is_vowel(last) else "स"])
    if ending == "ed":
        return written([*sounds, "ए", "ड"] if last in ("ट", "ड") else [*sounds, "ड"])
    return written(together(sounds, sounds_of(added)))


def _compound(word: str, part_of: Callable[[str, bool], str | None]) -> str | None:
    """Return the spoken form of a word by two parts, or None; of several ways, the one whose shorter part is longest."""
    best: tuple[int, list[str]] | None = None
    for cut in range(2, len(word) - 2):
        if best is not None and best[0] >= min(cut, len(word) - cut):
            continue
        first = part_of(word[:cut], True)
        second = part_of(word[cut:], False) if first else None
        if first and second and " " not in first + second:
            best = min(cut, len(word) - cut), together(sounds_of(first), sounds_of(second))
    return written(best[1]) if best else None


def _lexicon_part(part: str, is_first: bool) -> str | None:
    from bulletin.language.hindi.latin import lexicon

    found = lexicon().get(part) if len(part) > 2 else None
    if found is None and is_first:
        return lookup("hindi/words/english_prefixes.tsv").get(part)
    if found is None and part[0] not in "aeio":
        return lookup("hindi/words/english_endings.tsv").get(part) if len(part) > 2 else None
    return found


def _part(part: str, is_first: bool) -> str | None:
    found = _lexicon_part(part, is_first)
    return table().get(part) if found is None and len(part) >= _SHORTEST_PART else found
