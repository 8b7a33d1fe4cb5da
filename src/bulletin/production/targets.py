"""Targets: the loudness that a person asks for, by a preset's name or in LUFS."""

from __future__ import annotations

from bulletin.schema.units import Lufs
from bulletin.sound.master import PRESETS

QUIETEST, LOUDEST = -40.0, -5.0


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
