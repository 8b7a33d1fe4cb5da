"""Words: the service's word boundaries → when each word of the text begins. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.schema.clip import WordTime
from bulletin.schema.units import Hertz, Samples

TICKS_A_SECOND = 10_000_000
"""The service counts in units of 100 ns."""

NEAR = 40
"""How many characters ahead a word is looked for, besides those of words that were not found."""

_PART_OF_WORD = r"\w\u0900-\u0963\u0966-\u097f\u200c\u200d"
"""Letters, and what Python does not count as letters: the vowel signs and the halant, but not the danda."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """A word as the service reports it, and when it begins."""

    text: str
    ticks: int
    """From the start of the sound, in units of 100 ns."""


def sample_at(ticks: int, rate: Hertz) -> Samples:
    """The sample at `ticks` × 100 ns after the start."""
    return Samples(ticks * rate // TICKS_A_SECOND)


def word_times(
    text: str, boundaries: Iterable[Boundary], rate: Hertz, length: Samples
) -> tuple[WordTime, ...]:
    """The words of `text` that the boundaries name, in order, within a clip of `length` samples.

    A boundary that names no word near the place reached, or a time that goes backwards or lies outside the
    clip, gives none: a word without a time does less harm than a word with a wrong one.
    """
    times: list[WordTime] = []
    place, passed, reached = 0, 0, Samples(0)
    for boundary in boundaries:
        at = sample_at(boundary.ticks, rate)
        word = boundary.text.strip()
        start = _find(word, text, place)
        if start is None or start > place + passed + NEAR or not reached <= at < length:
            passed += len(word) + 1
            continue
        times.append(WordTime(start=start, length=len(word), at=at))
        place, passed, reached = start + len(word), 0, at
    return tuple(times)


def _find(word: str, text: str, place: int) -> int | None:
    """Where `word` stands as a word of its own in `text`, from `place` on."""
    if not word:
        return None
    pattern = re.compile(f"(?<![{_PART_OF_WORD}]){re.escape(word)}(?![{_PART_OF_WORD}])")
    found = pattern.search(text, place)
    return found.start() if found else None
