"""Tone: an engine that hums a note for each word: for tests, and for a quick preview of a programme."""

from __future__ import annotations

from types import TracebackType
from typing import Self
from zlib import crc32

from bulletin.engines.protocol import Listen, VoiceStatus
from bulletin.errors import ConfigurationError
from bulletin.schema.clip import Speech, WordTime
from bulletin.schema.manner import NATURAL, Manner
from bulletin.schema.units import Hertz, Samples

RATE = Hertz(16_000)
MILLISECONDS_A_LETTER = 60
GAP_MILLISECONDS = 40


class ToneEngine:
    """Hums each word at its own pitch, for about as long as it takes to say."""

    name = "tone"
    title = "hums; for tests"
    default_voice = "hum"
    limit: int | None = None

    def version(self, voice: str) -> str:  # noqa: ARG002  (it has one)
        """Changes when the notes change."""
        return "1"

    def voices(self) -> tuple[VoiceStatus, ...]:
        """One voice; it works everywhere."""
        return (VoiceStatus(engine=self.name, name="hum", title=self.title, works=True),)

    def check(self, voice: str, manner: Manner = NATURAL) -> str:  # noqa: ARG002  (it hums in any)
        """The voice's name, or ConfigurationError for any but `hum`."""
        if voice not in ("", "hum"):
            raise ConfigurationError(
                f'the engine "tone" has no voice "{voice}".',
                error_id="voice.name",
                source=f"--voice tone:{voice}",
                remedy="Use --voice tone:hum",
            )
        return "hum"

    def open(
        self,
        voice: str,
        listen: Listen,  # noqa: ARG002
        *,
        manner: Manner = NATURAL,
        parallel: int | None = None,
        patient: bool = True,  # noqa: ARG002  (it needs no patience)
    ) -> ToneSession:
        """A session; nothing is loaded."""
        self.check(voice, manner)
        return ToneSession(manner, parallel or 2)


class ToneSession:
    """Hums, one request at a time."""

    def __init__(self, manner: Manner = NATURAL, parallel: int = 2) -> None:
        self.parallel = parallel
        self._manner = manner

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def speak(self, text: str) -> Speech:
        """One note a word, 60 ms a letter, with short fades and 40 ms between words."""
        gap = bytes(2 * (GAP_MILLISECONDS * RATE // 1000))
        sound = bytearray(gap)
        words: list[WordTime] = []
        place = 0
        for word in text.split():
            start = text.index(word, place)
            place = start + len(word)
            words.append(WordTime(start=start, length=len(word), at=Samples(len(sound) // 2)))
            sound += _note(word, self._manner) + gap
        return Speech(
            sound=bytes(sound),
            encoding="pcm16",
            rate=RATE,
            length=Samples(len(sound) // 2),
            words=tuple(words),
        )


def _note(word: str, manner: Manner) -> bytes:
    """The samples of one word, 16 bits each."""
    import numpy as np

    pitch = (140 + crc32(word.encode()) % 200) * 2 ** (manner.pitch / 12)
    length = int(len(word) * MILLISECONDS_A_LETTER * RATE / 1000 / manner.rate)
    fade = min(length // 2, RATE // 100)
    places = np.arange(length)
    faded = np.minimum(1.0, np.minimum(places, length - places) / fade)
    note = 9000 * faded * np.sin(2 * np.pi * pitch / RATE * places)
    return bytes(note.astype(np.int16).tobytes())
