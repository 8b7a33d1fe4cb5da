"""Judge: whether the sound of an answer can be speech of the text, by its frames, its loudness and its length.

It does not notice other words of the right length, or a sound cut between two frames that is still long enough.
"""

from __future__ import annotations

import statistics
import threading
import unicodedata
from collections import deque

from bulletin.engines.gtts import mp3
from bulletin.engines.online.failures import UnfitError
from bulletin.engines.protocol import Listen
from bulletin.errors import InputError
from bulletin.schema.clip import Heard, Speech

SILENT = 0.003
"""A peak below this is silence: −50 dB."""

LEAST_SOUNDING = 1 / 3
"""The part of a sound's intervals that must not be silent. The shortest words have about as much silence around them as
they last, and a click fills one interval of many."""

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

MISSING_FRAMES = 5
"""How many frames a decoder may leave out: those that an encoder marks as its delay and padding."""


class Judge:
    """Judges the answers of one session, and learns the speed of its voice. Safe to use from several threads."""

    def __init__(self, listen: Listen) -> None:
        self._listen = listen
        self._lock = threading.Lock()
        self._speeds: deque[float] = deque(maxlen=LAST_ANSWERS)

    def speech(self, text: str, sound: bytes) -> Speech:
        """`sound` as the speech of `text`. Raises UnfitError if it cannot be that."""
        try:
            heard = self._listen(sound)
        except InputError as error:
            raise UnfitError(f"sound that cannot be decoded ({error.what.rstrip('.')})") from None
        if heard.length <= 0:
            raise UnfitError("sound of no length")
        if heard.peak < SILENT:
            raise UnfitError("silence")
        self._judge_frames(sound, heard)
        self._judge_length(text, heard.length / heard.rate)
        return Speech(sound=sound, encoding="mp3", rate=heard.rate, length=heard.length)

    def _judge_frames(self, sound: bytes, heard: Heard) -> None:
        """Raise UnfitError unless the stream is whole and more than a click in silence."""
        stream = mp3.stream(sound)
        if stream.fault:
            raise UnfitError(stream.fault)
        if heard.length < stream.samples - MISSING_FRAMES * stream.frames[0].header.samples:
            raise UnfitError(
                f"sound of which only {heard.length / stream.samples:.0%} can be decoded",
            )
        sounding = sum(peak >= SILENT for peak in heard.peaks)
        if sounding < LEAST_SOUNDING * len(heard.peaks):
            raise UnfitError("sound that is silent for most of its length")

    def _judge_length(self, text: str, seconds: float) -> None:
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
