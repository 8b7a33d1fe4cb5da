"""Letters: models that read a Latin word letter by letter in its context, learned from the lexicon.

`scripts/make_words.py` makes them. A model is a file: a line with its classes, parted by tabs, each the sounds that a
letter may stand for; a line with the classes of each letter; then, for each weight, a hash of its feature (4 bytes,
little-endian, ascending), and after all of those a class (1 byte) and a weight (1 byte, signed).
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from zlib import crc32

from bulletin.language.tables import data


class Weights:
    """The weights of a model, found by the hashes of features without unpacking them."""

    def __init__(self, content: bytes) -> None:
        classes, by_letter, rest = content.split(b"\n", 2)
        self.classes: list[str] = classes.decode().split("\t")
        self.by_letter: dict[str, list[int]] = {
            part[0]: [int(number) for number in part[2:].split(",")] for part in by_letter.decode().split()
        }
        count = len(rest) // 6
        self._keys = array("I", rest[: 4 * count])
        if sys.byteorder == "big":
            self._keys.byteswap()
        self._classes = rest[4 * count : 5 * count]
        self._weights = array("b", rest[5 * count :])

    def of(self, feature: str) -> Iterator[tuple[int, int]]:
        """Yield the classes that a feature speaks for or against, with its weight."""
        key = crc32(feature.encode())
        at = bisect_left(self._keys, key)
        while at < len(self._keys) and self._keys[at] == key:
            yield self._classes[at], self._weights[at]
            at += 1

    def sounds(self, word: str) -> list[str]:
        """Return the sounds of a word of the letters a to z."""
        given: list[str] = []
        for place, letter in enumerate(word):
            scores = dict.fromkeys(self.by_letter.get(letter, ()), 0)
            for feature in letter_features(word, place, given):
                for one, weight in self.of(feature):
                    if one in scores:
                        scores[one] += weight
            best = max(scores, key=lambda one: (scores[one], self.classes[one]), default=None)
            given.append("" if best is None else self.classes[best])
        return [sound for sounds in given for sound in sounds.split()]


@cache
def weights(name: str) -> Weights:
    """Return the model `name`."""
    return Weights(data(f"hindi/words/{name}.weights"))


def letter_features(word: Sequence[str], place: int, given: list[str]) -> list[str]:
    """Return what a model looks at to read the letter at a place: the letters around it, and the last classes given."""
    text = f"^^^{''.join(word)}$$$$"
    at = place + 3
    here, right = text[at], text[at + 1 : at + 5]
    left = text[at - 3 : at]
    one = given[-1] if given else "^"
    two = f"{given[-2] if len(given) > 1 else '^'}/{one}"
    near, wide = left[2], left[1:]
    return [
        here,
        f"a{near}{here}",
        f"b{here}{right[0]}",
        f"c{near}{here}{right[0]}",
        f"d{wide}{here}",
        f"e{here}{right[:2]}",
        f"f{wide}{here}{right[0]}",
        f"g{near}{here}{right[:2]}",
        f"h{wide}{here}{right[:2]}",
        f"i{here}{right[:3]}",
        f"j{left}{here}",
        f"k{left}{here}{right[0]}",
        f"l{near}{here}{right[:3]}",
        f"m{here}{right}",
        f"n{left}{here}{right[:2]}",
        f"o{wide}{here}{right[:3]}",
        f"p{here}{one}",
        f"q{here}{two}",
        f"r{here}{one}{right[0]}",
        f"s{here}{one}{right[:2]}",
        f"t{here}{two}{right[0]}",
        f"u{here}{one}{right[:3]}",
    ]


def looks_indian(word: str, *, is_name: bool = False) -> bool:
    """Return whether a word of the letters a to z is spelled as Hindi names and words are, rather than as English.

    Of a name, less evidence is asked for: in Hindi news most names that no dictionary has are Indian.
    """
    model = weights("origin")
    score = sum(weight for feature in origin_features(word) for _, weight in model.of(feature))
    return score > (_ENOUGH_FOR_A_NAME if is_name else 0)


_ENOUGH_FOR_A_NAME = -100
"""In the units of the model. Of names kept aside nine of ten Indian ones are above, and one of five of the others."""


def origin_features(word: str) -> list[str]:
    """Return what tells an Indian word from an English one: its runs of two to four letters, and its ends."""
    text = f"^{word}$"
    return ["", *{text[at : at + size] for size in (2, 3, 4) for at in range(len(text) - size + 1)}]
