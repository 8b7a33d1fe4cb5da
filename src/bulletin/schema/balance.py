"""A balance: how a programme was mixed, to mix it again the same way after a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bulletin.schema.pace import Pace
from bulletin.schema.units import Decibels

WHOLE = "programme"
"""The name of the gain of the whole among the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Pace and gains of a finished programme."""

    pace: Pace | None = None
    """None where it had no slot."""
    gains: Mapping[str, Decibels] = field(default_factory=dict)
    """Of each voice and jingle, by name, and of the whole (`WHOLE`)."""
