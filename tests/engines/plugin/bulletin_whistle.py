"""Whistle: an engine for bulletin that whistles each word, higher at its end."""

from __future__ import annotations

import re
from types import TracebackType
from typing import Self

import numpy as np

from bulletin.engines import Listen, VoiceStatus
from bulletin.errors import ConfigurationError
from bulletin.schema.clip import Speech, WordTime
from bulletin.schema.manner import NATURAL, Manner
from bulletin.schema.units import Hertz, Samples

RATE = Hertz(16_000)


class WhistleEngine:
    """One voice, `kettle`, which whistles at any rate, but only at its own pitch."""

    name = "whistle"
    title = "whistles each word"
    default_voice = "kettle"
    limit: int | None = None

    def version(self, voice: str) -> str:
        """Grows when the whistling changes."""
        return "1"

    def voices(self) -> tuple[VoiceStatus, ...]:
        """One voice, which works everywhere."""
        return (VoiceStatus(engine=self.name, name="kettle", title=self.title, works=True),)

    def check(self, voice: str, manner: Manner = NATURAL) -> str:
        """`kettle`."""
        if voice not in ("", "kettle"):
            raise ConfigurationError(
                f'the engine "whistle" has no voice "{voice}".',
                error_id="voice.name",
                source=f"--voice whistle:{voice}",
                remedy="Use --voice whistle",
            )
        if manner.pitch != 0:
            raise ConfigurationError(
                "a kettle has one pitch.",
                error_id="voice.manner",
                source="--pitch",
                remedy="Leave --pitch out, or choose a voice that has it: --voice espeak",
            )
        return "kettle"

    def open(
        self,
        voice: str,
        listen: Listen,
        *,
        manner: Manner = NATURAL,
        parallel: int | None = None,
        patient: bool = True,
    ) -> WhistleSession:
        """Nothing is loaded, and nobody is asked."""
        self.check(voice, manner)
        return WhistleSession(manner, parallel or 2)


class WhistleSession:
    """A kettle on the fire."""

    def __init__(self, manner: Manner, parallel: int) -> None:
        self.parallel = parallel
        self._a_letter = int(RATE * 0.07 / manner.rate)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def speak(self, text: str) -> Speech:
        """One rising tone a word, 70 ms a letter at the natural rate, and a letter's silence after it."""
        parts: list[bytes] = []
        words: list[WordTime] = []
        length = 0
        for word in re.finditer(r"\S+", text):
            words.append(WordTime(start=word.start(), length=len(word[0]), at=Samples(length)))
            samples = np.zeros(self._a_letter * (len(word[0]) + 1), "<i2")
            voiced = np.arange(len(samples) - self._a_letter)
            pitch = np.linspace(700, 700 + 40 * len(word[0]), len(voiced))
            samples[: len(voiced)] = 8000 * np.sin(2 * np.pi * np.cumsum(pitch) / RATE)
            parts.append(samples.tobytes())
            length += len(samples)
        return Speech(
            sound=b"".join(parts), encoding="pcm16", rate=RATE, length=Samples(length), words=tuple(words)
        )
