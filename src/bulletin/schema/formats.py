"""Formats: the kinds of sound file that a bulletin can be."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.schema.units import PROGRAMME_RATE, Hertz


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioFormat:
    """A kind of sound file."""

    name: str
    suffix: str
    media_type: str
    rate: Hertz
    """Samples a second that its files have: radio's formats are at 48 kHz, and Opus knows no other rate."""


_RADIO_RATE = Hertz(48_000)

FORMATS: dict[str, AudioFormat] = {
    form.name: form
    for form in (
        AudioFormat(name="mp3", suffix=".mp3", media_type="audio/mpeg", rate=PROGRAMME_RATE),
        AudioFormat(name="m4a", suffix=".m4a", media_type="audio/mp4", rate=PROGRAMME_RATE),
        AudioFormat(name="opus", suffix=".opus", media_type="audio/ogg", rate=_RADIO_RATE),
        AudioFormat(name="flac", suffix=".flac", media_type="audio/flac", rate=PROGRAMME_RATE),
        AudioFormat(name="wav", suffix=".wav", media_type="audio/wav", rate=_RADIO_RATE),
        AudioFormat(name="mp2", suffix=".mp2", media_type="audio/mpeg", rate=_RADIO_RATE),
    )
}
"""By name, as `--format` and an episode's record name them."""
