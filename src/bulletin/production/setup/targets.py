"""Targets: the numbers of sound that a person asks for, within what can be made."""

from __future__ import annotations

from bulletin.schema.units import Decibels, Lufs

PRESETS: dict[str, Lufs] = {
    "podcast": Lufs(-16.0),
    "podcast-mono": Lufs(-19.0),
    "broadcast": Lufs(-23.0),
    "autocue": Lufs(-18.0),
}
"""Integrated loudness by name: Apple and Spotify for podcasts, EBU R 128 for broadcast, AutoCue for automation."""

QUIETEST, LOUDEST = -40.0, -5.0
LOWEST_BED, HIGHEST_BED = -40.0, -6.0
LONGEST_OVERLAP = 60.0


def loudness_of(text: str) -> Lufs:
    """The loudness that `text` names. Raises ValueError, as a sentence, for what is none."""
    if text in PRESETS:
        return PRESETS[text]
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"{text} is neither a number nor one of: {', '.join(PRESETS)}") from None
    if not QUIETEST <= number <= LOUDEST:
        raise ValueError(f"{text} LUFS is outside {QUIETEST:g} to {LOUDEST:g}")
    return Lufs(number)


def bed_level_of(level: float) -> Decibels:
    """A bed's level under the voice, in LU above it. Raises ValueError, as a sentence, for one that is no bed's."""
    if not LOWEST_BED <= level <= HIGHEST_BED:
        raise ValueError(f"a bed at {level:g} LU is outside {LOWEST_BED:g} to {HIGHEST_BED:g} LU")
    return Decibels(float(level))


def overlap_of(seconds: float) -> float:
    """How long a jingle and the voice are heard together. Raises ValueError, as a sentence, for no such time."""
    if not 0 <= seconds <= LONGEST_OVERLAP:
        raise ValueError(f"an overlap of {seconds:g} seconds is outside 0 to {LONGEST_OVERLAP:g}")
    return float(seconds)
