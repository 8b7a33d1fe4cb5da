"""Lengths: whether a text can take as long as the sound of an answer lasts."""

from __future__ import annotations

import statistics
import threading
import unicodedata
from collections import deque

from bulletin.engines.online.failures import UnfitError

SHORTEST_SECONDS_A_CHARACTER = 0.04
"""Hindi voices take 0.055 to 0.11 seconds a character (espeak-ng 0.058 to 0.108, over 298 sentences of news), silence
around them included; speech that is a quarter faster is not all of the text. Signs do not count, as a voice may say
them or not."""

LONGEST_SECONDS_A_CHARACTER = 0.3
"""Letters said one by one take this long."""

LONGEST_SECONDS_AROUND = 3.0
"""Silence and pauses on top of that; the service adds less than a second."""

ENOUGH_ANSWERS = 8
"""After so many good answers the voice's own speed is known: their median changes by a tenth at most."""

LAST_ANSWERS = 64
"""How many answers the median is of."""

LONG_ENOUGH = 25
"""Characters. Shorter texts are not compared with the median, as the silence around them counts too much."""

FASTEST_OF_MEDIAN = 0.5
"""The slowest sentences take twice as long a character as the fastest (0.11 to 0.055), and the median lies between
them: nothing that is whole takes less than half of it."""

SLOWEST_OF_MEDIAN = 2.5
"""By the same reckoning twice the median is the most, but pauses at commas make a list slower still."""


class Lengths:
    """Judges the lengths of one session's answers, and learns the speed of its voice. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._speeds: deque[float] = deque(maxlen=LAST_ANSWERS)

    def judge(self, text: str, seconds: float) -> None:
        """Raise UnfitError unless a text can take so long: within fixed limits, and near the speed of the other answers."""
        letters = said(text)
        shortest = SHORTEST_SECONDS_A_CHARACTER * letters
        longest = LONGEST_SECONDS_AROUND + LONGEST_SECONDS_A_CHARACTER * len(text)
        if not shortest <= seconds <= longest:
            raise UnfitError(f"{seconds:.1f} s of sound for {len(text)} characters")
        if letters < LONG_ENOUGH:
            return
        with self._lock:
            if len(self._speeds) >= ENOUGH_ANSWERS:
                usual = statistics.median(self._speeds)
                if (
                    not FASTEST_OF_MEDIAN * usual * letters
                    <= seconds
                    <= SLOWEST_OF_MEDIAN * usual * len(text)
                ):
                    raise UnfitError(
                        f"{seconds:.1f} s of sound for {len(text)} characters,"
                        f" where {usual * letters:.1f} s are usual"
                    )
            self._speeds.append(seconds / letters)


def said(text: str) -> int:
    """How many characters of a text take time to say: letters, their marks, digits, and the spaces between them."""
    return sum(
        unicodedata.category(character)[0] in "LMN" or character.isspace() for character in text.strip()
    )
