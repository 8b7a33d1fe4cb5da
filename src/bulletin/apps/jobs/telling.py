"""Telling: what a batch yields to a face while it works."""

from __future__ import annotations

from dataclasses import dataclass, field

from bulletin.apps.jobs.job import JobResult
from bulletin.apps.jobs.rows import Looked, State
from bulletin.schema.failure import Failure


@dataclass(frozen=True, slots=True)
class Began:
    """The sources are looked through; `looked` says what is to be done. `gone` were there before."""

    looked: Looked
    gone: int = 0


@dataclass(frozen=True, slots=True)
class SourceFailed:
    """A whole source cannot be read; the others are made all the same."""

    source: str
    failure: Failure


@dataclass(frozen=True, slots=True)
class Ended:
    """An article is done or failed: the `done`th of `of`."""

    result: JobResult
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Published:
    """An episode is in the feed."""

    key: str
    action: str
    """added, replaced, corrected or unchanged"""
    guid: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class HeldBack:
    """An episode is not in the feed, or, without a `key`, none could be put there just now."""

    key: str
    failure: Failure


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that a person should know."""

    what: str
    note_id: str


@dataclass(frozen=True, slots=True)
class Summed:
    """The end: what this run did, and how many articles of the folder are in each state."""

    made: int = 0
    unchanged: int = 0
    failed: int = 0
    published: int = 0
    held_back: int = 0
    sources_failed: int = 0
    given_up: int = 0
    """Failed before, and not tried again."""
    resting: int = 0
    """Failed a moment ago, and tried again in a while."""
    patient: bool = False
    """Whether it is a run that a timer starts: what it gave up failed in an earlier one, and one dead link is no alarm for ever."""
    failing: tuple[tuple[str, Failure], ...] = ()
    """Of those the latest few, each with why it failed."""
    states: dict[State, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether nothing failed, and nothing is left to be tried again."""
        given_up = self.given_up and not self.patient
        return not (self.failed or self.sources_failed or self.resting or self.held_back or given_up)


Told = Began | SourceFailed | Ended | Published | HeldBack | Noted | Summed
