"""A correction: what was changed in a finished bulletin, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One change, told in Hindi in notes and feeds."""

    at: datetime
    """When, with its zone."""
    text: str
