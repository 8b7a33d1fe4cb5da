"""A clip: one sentence-sized request as it was spoken, by reference."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bulletin.schema.units import Hertz, Samples

Encoding = Literal["pcm16", "mp3"]
"""How an engine hands its sound over: bare 16-bit little-endian mono samples, or an MP3 stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTime:
    """When one word of the spoken text begins."""

    start: int
    """The word's first character in the spoken text, counted from 0."""
    length: int
    """The word's length in characters."""
    at: Samples
    """Where it begins in the clip, at the clip's own rate."""


FOUND_BY = 1
"""The number of the way in which `sound.speech` finds where the voice lies. A change to what it finds needs another
one: what was found in the old way, and is kept with a clip, is then found anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechFound:
    """Where the voice lies in a clip, in samples at the clip's own rate, and how loud it is."""

    start: Samples
    length: Samples
    before: Samples
    after: Samples
    """How much of `length` at either end surrounds the voice itself."""
    energies: tuple[float, ...]
    """Mean squares of the weighted signal in each whole 100 ms (see `loudness.integrated`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What an engine returns for one request. Compared by value; holds the sound itself."""

    sound: bytes
    encoding: Encoding
    rate: Hertz
    length: Samples
    """Samples of one channel in `sound`."""
    words: tuple[WordTime, ...] = ()
    makeshift: bool = False
    """Whether it was joined from parts of the sentence. It is complete, but the next run asks for it again."""
    found: SpeechFound | None = None
    """Where the voice lies in it, if that was looked for before the clip was kept."""
    digest: str = field(default="", compare=False)
    """SHA-256 of `sound`, in hexadecimal, where the sound was just compared with it; else empty."""


PEAK_WINDOW_SECONDS = 0.25
"""The window in which silence is looked for: no pause between two words of a phrase is longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a decoder found in encoded sound."""

    rate: Hertz
    length: Samples
    """Samples of one channel."""
    peaks: tuple[float, ...]
    """The largest absolute sample, 0 to 1, of each window of `PEAK_WINDOW_SECONDS`; the last may be shorter."""

    @property
    def peak(self) -> float:
        """The largest absolute sample, 0 to 1."""
        return max(self.peaks, default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """One piece of a sentence as spoken: a reference to its sound in the cache, and its properties."""

    key: str
    """The clip's key in the cache: a hash of everything that changes the sound."""
    spoken: str
    rate: Hertz
    length: Samples
    words: tuple[WordTime, ...] = ()
    stretch: float = 1.0
    """The factor on its speed that time-stretch makes, at the same pitch; where the voice itself has no rates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimmedClip:
    """A clip in its place: the sentence it speaks, and where the speech begins and ends in it."""

    clip: Clip
    segment: int
    sentence: int
    speech_start: Samples
    """Where the speech begins in the clip, at the clip's own rate; before it is silence."""
    speech_length: Samples
    kept_before: Samples = Samples(0)
    kept_after: Samples = Samples(0)
    """How much of `speech_length` at either end is near silence, kept so that no consonant is cut."""
