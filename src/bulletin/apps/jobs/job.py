"""Job: one bulletin of many → what became of it. Both are frozen, and pickle: the work may be done in any process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bulletin.production.recipe import Recipe
from bulletin.schema.failure import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One bulletin to make."""

    key: str
    """By what its source is known in every run: a path, an address, an entry of a feed. No two jobs of a run share it."""
    number: int = 0
    """Its place in the articles' order."""
    recipe: Recipe
    digest: str = ""
    """Of the source as it was found, to be kept with the result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The episode of a job, as far as others need it."""

    record: Path
    """Its record, from which everything else of it can be read."""
    audio: Path
    title: str
    duration: float
    """Seconds."""
    voice: str
    fallen_back: int = 0
    """How many sections are not read by the first voice: those of the fall-back voice, or all, where `auto` took another."""
    stand_in: str = ""
    """Who reads those."""
    spoken: int = 0
    """How many clips were spoken for it; the others were cached."""
    unchanged: bool = False
    """Whether it was there already, made from the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobResult:
    """What became of a job: an episode or a failure."""

    job: Job
    made: Made | None = None
    failure: Failure | None = None
    warnings: tuple[tuple[str, str], ...] = ()
    """What a person should know of it, each with its stable id."""
    seconds: float = 0.0
    """Wall-clock time of the work."""
    worker: str = ""
    """Where it was done, for the log; "" in this process."""

    @property
    def state(self) -> Literal["done", "failed"]:
        """Whether there is an episode."""
        return "done" if self.made is not None else "failed"
