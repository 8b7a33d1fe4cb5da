"""Caption reading: what the readers of caption files give: captions with their times in seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """Text shown from `start` to `end`, in seconds."""

    start: float
    end: float
    text: str
    voice: str = ""
    """Who speaks it, where the format says so."""


def seconds(hours: str | None, minutes: str, whole: str, fraction: str) -> float:
    """The parts of a timestamp as seconds; `fraction` has one to three digits of thousandths, from the left."""
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + int(fraction.ljust(3, "0")) / 1000
