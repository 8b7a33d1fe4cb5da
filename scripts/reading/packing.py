"""Packing: models and the dictionary as the files that the program reads. Their formats are said there."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Mapping
from zlib import compress, crc32

from bulletin.language.hindi.english import LETTERS

_BLOCK = 512
_PACKED = str.maketrans({letter: chr(128 + place) for place, letter in enumerate(LETTERS)})


def weights(
    by_feature: Mapping[str, Mapping[str, float]], by_letter: Mapping[str, Iterable[str]], *, least: float
) -> bytes:
    """Return a model as a file; weights smaller than `least`, as a share of the largest, are left out."""
    classes = sorted(
        {one for many in (by_feature, by_letter) for those in many.values() for one in those} | {""}
    )
    number = {one: place for place, one in enumerate(classes)}
    if len(classes) > 256:
        raise ValueError(f"{len(classes)} classes do not fit into a byte")
    largest = max(abs(weight) for those in by_feature.values() for weight in those.values())
    rows = sorted(
        (crc32(name.encode()), number[one], value)
        for name, those in by_feature.items()
        for one, weight in those.items()
        if abs(weight) >= least * largest and (value := round(127 * weight / largest))
    )
    keys = array("I", (key for key, _, _ in rows))
    if sys.byteorder == "big":
        keys.byteswap()
    letters = " ".join(
        f"{letter}:{','.join(str(number[one]) for one in sorted(those))}"
        for letter, those in sorted(by_letter.items())
    )
    return b"".join((
        "\t".join(classes).encode(), b"\n", letters.encode(), b"\n", keys.tobytes(),
        bytes(one for _, one, _ in rows), array("b", (value for _, _, value in rows)).tobytes(),
    ))  # fmt: skip


def dictionary(spoken: Mapping[str, str]) -> bytes:
    """Return the dictionary as a file: sorted words in blocks, each row what a word shares with the one before."""
    words = sorted(spoken)
    firsts, blocks = [], []
    for start in range(0, len(words), _BLOCK):
        rows, before = [], ""
        for word in words[start : start + _BLOCK]:
            shared = 0
            while shared < len(before) and before[shared] == word[shared : shared + 1]:
                shared += 1
            rows.append(f"{chr(32 + shared)}{word[shared:]}\t{spoken[word].translate(_PACKED)}")
            before = word
        firsts.append(words[start])
        blocks.append(compress("\n".join(rows).encode("latin-1"), 9))
    sizes = " ".join(str(len(block)) for block in blocks)
    return " ".join(firsts).encode() + b"\n" + sizes.encode() + b"\n" + b"".join(blocks)
