"""Manner: how a voice is asked to speak, beside its own nature."""

from __future__ import annotations

from dataclasses import dataclass

SLOWEST, FASTEST = 0.5, 2.0
LOWEST, HIGHEST = -6.0, 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """Faster or slower, higher or lower than the voice speaks by itself."""

    rate: float = 1.0
    """How many times as fast as by itself, 0.5 to 2."""

    pitch: float = 0.0
    """How many semitones higher than by itself, −6 to 6."""

    def __post_init__(self) -> None:
        if not SLOWEST <= self.rate <= FASTEST:
            raise ValueError(f"a rate of {self.rate} is outside {SLOWEST} to {FASTEST}")
        if not LOWEST <= self.pitch <= HIGHEST:
            raise ValueError(f"a pitch of {self.pitch} semitones is outside {LOWEST:g} to {HIGHEST:g}")

    @property
    def natural(self) -> bool:
        """Whether nothing is asked of the voice."""
        return self.rate == 1.0 and self.pitch == 0.0


NATURAL = Manner()
"""As the voice speaks by itself."""
