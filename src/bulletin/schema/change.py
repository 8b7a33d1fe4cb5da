"""A change: one entry of the ledger. A module of its own, as `language` needs it and nothing else of a script."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry of the ledger: what a rule made of a span of the written text."""

    rule: str
    written: str
    spoken: str
    start: int
    """Where `written` begins in its sentence, counted in characters from 0."""
