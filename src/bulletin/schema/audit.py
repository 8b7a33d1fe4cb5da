"""Audit: what a finished episode was found to be, against its record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The result of one check."""

    name: str
    """A word or two: `length`, `true peak`, `mp3 chapters`."""
    ok: bool | None
    """None where nothing is claimed or nothing can be compared, so that the measurement is only reported."""
    what: str
    """What was found, in one line that reads well after the name."""
    measured: Any = None
    """The same for programs: a number in the unit of the record, a text or a list; None without a measurement."""
    claimed: Any = None
    """What the record, the tags or the rules of the format say; None where they say nothing."""
    remedy: str = ""
    """A command that mends the fault, or other advice; empty where there is nothing to mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """All findings of an episode."""

    audio: tuple[Path, ...]
    record: Path | None
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Findings that are not as they should be."""
        return tuple(finding for finding in self.findings if finding.ok is False)
