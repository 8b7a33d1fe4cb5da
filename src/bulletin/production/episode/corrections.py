"""Corrections: what was changed in a finished episode, as rows of its record, and back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bulletin.schema.correction import Correction


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """What was changed in the finished episode."""

    at: str = ""
    """When (ISO 8601 with zone)."""
    text: str = ""


def correction_rows(corrections: Iterable[Correction]) -> tuple[CorrectionRow, ...]:
    """The rows of corrections."""
    return tuple(CorrectionRow(at=each.at.isoformat(), text=each.text) for each in corrections)


def corrections_of(rows: Iterable[CorrectionRow] | None) -> tuple[Correction, ...]:
    """The corrections of rows whose time can be read."""
    found: list[Correction] = []
    for each in rows or ():
        with contextlib.suppress(ValueError):
            at = datetime.fromisoformat(each.at)
            if at.tzinfo is not None:
                found.append(Correction(at=at, text=each.text))
    return tuple(found)
