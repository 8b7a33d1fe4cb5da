"""Events: what production yields to a face while it works."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bulletin.schema.episode import Episode, Slotted
from bulletin.schema.script import Script

Stage = Literal["reading", "writing", "speaking", "mixing", "levelling", "encoding", "checking"]
"""The stages, in their order."""


@dataclass(frozen=True, slots=True)
class StageBegan:
    """A stage begins. `steps` is the number of its steps, 0 where they are not counted; `of` is the format it makes."""

    stage: Stage
    steps: int = 0
    of: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Another run is making this file; this run goes on when that has ended."""

    path: Path


@dataclass(frozen=True, slots=True)
class ScriptWritten:
    """The script is written; the station's announcements come round it later."""

    script: Script


@dataclass(frozen=True, slots=True)
class VoiceChosen:
    """The voice that speaks the bulletin; `reason` says why it is not the first choice, if it is not."""

    voice: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PieceSpoken:
    """One more piece is spoken; `done` of `total` are ready."""

    segment: str
    done: int
    total: int
    from_cache: bool


@dataclass(frozen=True, slots=True)
class FellBack:
    """The fallback voice speaks some sections, whole."""

    voice: str
    sections: int
    of: int
    reason: str


@dataclass(frozen=True, slots=True)
class SlotPlanned:
    """How the slot is likely to be met, told before anything is spoken."""

    slot: Slotted


@dataclass(frozen=True, slots=True)
class SlotMet:
    """The bulletin will last as long as the slot, and how."""

    slot: Slotted


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that a person should know, while the work goes on."""

    what: str
    warning_id: str


@dataclass(frozen=True, slots=True)
class AlsoMade:
    """The finished bulletin is exported as well: a file, or a folder."""

    path: Path


@dataclass(frozen=True, slots=True)
class Finished:
    """The episode is made, verified and under its final names. What finishing returns, and the last event."""

    episode: Episode


Event = (
    StageBegan
    | Waiting
    | ScriptWritten
    | VoiceChosen
    | PieceSpoken
    | FellBack
    | SlotPlanned
    | SlotMet
    | Warned
    | AlsoMade
    | Finished
)
