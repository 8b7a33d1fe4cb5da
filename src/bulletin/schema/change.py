"""A change: one entry of the ledger. By itself, because the language needs it before anything else of a script."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry of the ledger: what a rule made of a stretch of the written text."""

    rule: str
    written: str
    spoken: str
    start: int
    """Where `written` begins in its sentence, counted in characters from 0."""
