"""Events: what production tells a face while it works."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bulletin.schema.episode import Episode, Slotted
from bulletin.schema.script import Script

Stage = Literal["reading", "writing", "speaking", "mixing", "levelling", "encoding", "checking"]
"""What is being done, in this order."""


@dataclass(frozen=True, slots=True)
class StageBegan:
    """A stage begins; `steps` is how many steps it has, 0 where they are not counted; `of` is the format it makes."""

    stage: Stage
    steps: int = 0
    of: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Another run is making this very file; this one goes on when that has ended."""

    path: Path


@dataclass(frozen=True, slots=True)
class ScriptWritten:
    """The script is there."""

    script: Script


@dataclass(frozen=True, slots=True)
class VoiceChosen:
    """The voice that reads the whole bulletin, and why it is not the first choice, if so."""

    voice: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PieceSpoken:
    """One more piece of text is spoken; `done` of `total` are there."""

    segment: str
    done: int
    total: int
    from_cache: bool


@dataclass(frozen=True, slots=True)
class FellBack:
    """The fallback that was asked for speaks some sections, whole."""

    voice: str
    sections: int
    of: int
    reason: str


@dataclass(frozen=True, slots=True)
class SlotMet:
    """The bulletin will last the time that was asked for, and how."""

    slot: Slotted


@dataclass(frozen=True, slots=True)
class Warned:
    """Something a person should know, though the work goes on."""

    what: str
    warning_id: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The episode is made, verified and under its final names. What finishing returns, and the last event."""

    episode: Episode


Event = (
    StageBegan | Waiting | ScriptWritten | VoiceChosen | PieceSpoken | FellBack | SlotMet | Warned | Finished
)
