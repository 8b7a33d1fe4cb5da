"""Voices: what a field may name as a voice, and how each sounds."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bulletin.engines.listing import every_voice
from bulletin.production.voice.sample import try_voice
from bulletin.schema.form import VoiceRow


def listed_voices(*, variants: bool = False) -> list[VoiceRow]:
    """The voices that can be used, the best first, then those that something is missing for; with `variants` of them too."""
    rows = [
        VoiceRow(
            name=f"{voice.engine}:{voice.name}", title=voice.title, works=voice.works, remedy=voice.remedy
        )
        for voice in every_voice()
        if voice.name and (variants or "+" not in voice.name or voice.name.endswith(("+f3", "+m3")))
    ]
    return sorted(rows, key=lambda row: row.works is False)


def voice_sample(name: str) -> bytes:
    """A line said by a voice, as a WAV file. Raises ConfigurationError (78) for a voice that there is not, and whatever its engine raises."""
    with tempfile.TemporaryDirectory(prefix="bulletin-") as temporary:
        return try_voice(name, output=Path(temporary) / "sample.wav").path.read_bytes()
