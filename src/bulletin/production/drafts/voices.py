"""Voices: what a field may name as a voice, and how each sounds."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bulletin.engines.listing import every_voice
from bulletin.production.voice.sample import try_voice
from bulletin.schema.form import VoiceRow

FOR_TESTS = "tone"
"""An engine that hums."""

SHOWN_VARIANTS = ("+f3", "+m3")


def listed_voices() -> list[VoiceRow]:
    """The voices that can be used, the best first, then those that something is missing for.

    Of many variants of one voice a woman's and a man's; the others can be named all the same.
    """
    rows = [
        VoiceRow(
            name=f"{voice.engine}:{voice.name}", title=voice.title, works=voice.works, remedy=voice.remedy
        )
        for voice in every_voice()
        if voice.name
        and voice.engine != FOR_TESTS
        and ("+" not in voice.name or voice.name.endswith(SHOWN_VARIANTS))
    ]
    return sorted(rows, key=lambda row: row.works is False)


def voice_sample(name: str) -> bytes:
    """A line said by a voice, as a WAV file. Raises ConfigurationError (78) for a voice that there is not, and whatever its engine raises."""
    with tempfile.TemporaryDirectory(prefix="bulletin-") as temporary:
        return try_voice(name, output=Path(temporary) / "sample.wav").path.read_bytes()
