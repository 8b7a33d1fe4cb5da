"""Joining: the times of a sentence's words, and one speech from those of its pieces. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping

from bulletin.schema.clip import Speech, WordTime
from bulletin.schema.units import Samples

PAUSE_SECONDS = 0.15
"""Between the pieces of one sentence, which are cut where a reader would breathe."""

WORD = re.compile(r"\S+")
_NOT_PLAIN = re.compile(r"[^\w\u0900-\u0965\u200c\u200d,?!]|_")
"""All but letters with their signs, digits and the marks of a pause."""


def word_times(
    spans: list[tuple[int, int]], found: Iterable[tuple[int, int]], length: Samples
) -> tuple[WordTime, ...]:
    """One time for each word: where its first sound begins.

    `spans` are where the words of a text lie in it; `found` are numbers of words with times in samples, in
    the order of speech. espeak-ng reports each part of a word such as "time=9", and not every word.
    """
    times: list[WordTime] = []
    last = -1
    for number, at in found:
        if last < number < len(spans) and at < length:
            begin, end = spans[number]
            times.append(WordTime(start=begin, length=end - begin, at=Samples(at)))
            last = number
    return tuple(times)


def joined(parts: Iterable[str], speeches: Mapping[str, Speech], cut: str, text: str) -> Speech:
    """One speech from those of the parts of `cut`, with a pause between them.

    `cut` is `text` with spaces for some of its characters. A part without a letter has no speech.
    """
    spans = [match.span() for match in WORD.finditer(text)]
    starts = [begin for begin, _ in spans]
    # The parts have every letter of `cut`, but not all its spaces.
    places = [match.start() for match in re.finditer(r"\S", cut)]
    rate = next(iter(speeches.values())).rate
    pause = bytes(2 * int(rate * PAUSE_SECONDS))
    found: list[tuple[int, int]] = []
    sounds: list[bytes] = []
    offset = done = 0
    for part in parts:
        if part in speeches:
            speech = speeches[part]
            for word in speech.words:
                place = places[done + _letters(part[: word.start])]
                found.append((bisect_right(starts, place) - 1, offset + word.at))
            sounds.append(speech.sound)
            offset += speech.length + len(pause) // 2
        done += _letters(part)
    sound = pause.join(sounds)
    length = Samples(len(sound) // 2)
    return Speech(
        sound=sound,
        encoding="pcm16",
        rate=rate,
        length=length,
        words=word_times(spans, found, length),
        makeshift=True,
    )


def _letters(text: str) -> int:
    """How many characters are not spaces."""
    return len("".join(text.split()))


def plain(text: str) -> str:
    """`text` of the same length, with a space for every character that is no letter, digit or mark of a pause."""
    return _NOT_PLAIN.sub(" ", text)
