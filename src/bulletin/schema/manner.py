"""Manner: changes to a voice's rate and pitch."""

from __future__ import annotations

from dataclasses import dataclass

SLOWEST, FASTEST = 0.5, 2.0
LOWEST, HIGHEST = -6.0, 6.0

SLOWEST_OF_ANY, FASTEST_OF_ANY = 0.7, 1.5
"""Rates that a voice without rates has by time-stretch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How much faster and higher a voice speaks than it does by default."""

    rate: float = 1.0
    """The factor on its speed, 0.5 to 2."""

    pitch: float = 0.0
    """Semitones above its default pitch, −6 to 6."""

    def __post_init__(self) -> None:
        if not SLOWEST <= self.rate <= FASTEST:
            raise ValueError(f"a rate of {self.rate} is outside {SLOWEST} to {FASTEST}")
        if not LOWEST <= self.pitch <= HIGHEST:
            raise ValueError(f"a pitch of {self.pitch} semitones is outside {LOWEST:g} to {HIGHEST:g}")

    @property
    def natural(self) -> bool:
        """Whether nothing is changed."""
        return self.rate == 1.0 and self.pitch == 0.0


NATURAL = Manner()
"""The voice's own rate and pitch."""
