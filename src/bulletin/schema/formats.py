"""Formats: the kinds of sound file that a bulletin can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bulletin.schema.units import PROGRAMME_RATE, Hertz

Id3 = Literal["2.3", "2.4"]
"""Versions of the ID3 tag of MP3 and MP2. Most programs read 2.3; some ignore 2.4."""

ID3_VERSIONS: tuple[Id3, ...] = ("2.3", "2.4")


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioFormat:
    """A kind of sound file."""

    name: str
    suffix: str
    media_type: str
    rate: Hertz
    """The sample rate of its files: 48 kHz in radio's formats, and Opus has no other."""


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

FOR_LISTENERS = ("mp3", "m4a", "opus", "flac", "mp2", "wav")
"""Formats by how widely they play and how small they are: listeners get the first that an episode has."""

BOOKS = {"epub3": ("mp3", "m4a"), "daisy202": ("mp3",), "m3u": ("mp3",)}
"""What finished episodes are exported as together, by name: the formats of sound that each takes, the first one first."""

PACKAGES = (*BOOKS, "page")
"""All that a finished episode is exported as."""

MP3_BIT_RATES = (64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""kb/s of MPEG-1 layer III that are accepted; below 64 a frame is too short for the Info frame's fields."""

BIT_RATE_NAMES = (*(str(rate) for rate in MP3_BIT_RATES), *(f"V{quality}" for quality in range(10)))
"""Every bit rate of MP3 by its name: kb/s, or a variable one, V0 (best) to V9."""


def bit_rate_of(text: str) -> str:
    """The name of an MP3 bit rate: kb/s, or V0 (best) to V9. Raises ValueError with a sentence."""
    name = text.strip().upper()
    if name in BIT_RATE_NAMES:
        return name
    rates = ", ".join(str(rate) for rate in MP3_BIT_RATES)
    raise ValueError(f"{text} is no bit rate of MP3; there are {rates} kb/s, and V0 to V9")
