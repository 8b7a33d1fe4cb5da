"""A preview: a bulletin as it is likely to be, before anything is spoken."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.errors import InputError
from bulletin.schema.episode import Slotted
from bulletin.schema.script import Script, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryAhead:
    """A story as it is likely to be."""

    number: int
    """Its place in the rundown, counted from 1."""
    story: Story
    headline: str
    """What headlines and recap say of it, as it is written."""
    voice: str
    """`engine:name`."""
    seconds: float
    """From its first word to its last, without a slot."""
    may_go: int
    """How many of its paragraphs a slot may leave out."""
    goes: int
    """How many a slot is likely to leave out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A bulletin as it is likely to be."""

    title: str
    script: Script
    """All that is said without a slot, with the voice of each segment."""
    stories: tuple[StoryAhead, ...]
    length: float
    """Seconds without a slot."""
    pieces: int
    measured: int
    """How many of the pieces are in the cache; the others are estimated."""
    asked: float | None
    """The slot, in seconds."""
    slot: Slotted | None
    """How the slot is likely to be met; None where there is none, or it is not likely to be met."""
    refused: InputError | None
    """Why the slot is not likely to be met."""
    warnings: tuple[str, ...]
