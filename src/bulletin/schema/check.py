"""Checks: what a finished file was found to be, against what it claims."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at."""

    name: str
    """A word or two: `length`, `true peak`, `mp3 chapters`."""
    ok: bool | None
    """None where nothing is claimed, or it cannot be compared, so that what was measured can only be told."""
    what: str
    """What was found, in one line, as a person reads it behind the name."""
    measured: Any = None
    """The same for programs: a number in the unit of the record, a text or a list; None if nothing could be had."""
    claimed: Any = None
    """What the record, the tags or the format's rules say; None where they say nothing."""
    remedy: str = ""
    """A command that mends it, or what else to do; empty where there is nothing to mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """All that was looked at."""

    audio: tuple[Path, ...]
    record: Path | None
    checks: tuple[Check, ...]

    @property
    def faults(self) -> tuple[Check, ...]:
        """Those that are not as they should be."""
        return tuple(check for check in self.checks if check.ok is False)
