"""Judge: whether the sound of an answer can be speech of the text, by its frames, its loudness and its length.

It does not notice other words of the right length, or a sound cut between two frames that is still long enough.
"""

from __future__ import annotations

from bulletin.engines.gtts import mp3
from bulletin.engines.gtts.lengths import Lengths
from bulletin.engines.online.failures import UnfitError
from bulletin.engines.protocol import Listen
from bulletin.errors import InputError
from bulletin.schema.clip import Heard, Speech

SILENT = 0.003
"""A peak below this is silence: −50 dB."""

LEAST_SOUNDING = 1 / 3
"""The part of a sound's intervals that must not be silent. The shortest words have about as much silence around them as
they last, and a click fills one interval of many."""

MISSING_FRAMES = 5
"""How many frames a decoder may leave out: those that an encoder marks as its delay and padding."""


class Judge:
    """Judges the answers of one session. Safe to use from several threads."""

    def __init__(self, listen: Listen) -> None:
        self._listen = listen
        self._lengths = Lengths()

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
        self._lengths.judge(text, heard.length / heard.rate)
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
