"""Job: an order for a bulletin, and what has become of it. All of it can be written as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from bulletin.production.changing import Change
from bulletin.schema.failure import Failure

State = Literal["queued", "running", "done", "failed", "cancelled"]

ENDED: frozenset[State] = frozenset({"done", "failed", "cancelled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be made: sources with their settings, or a finished episode with a change. Paths are below the folder."""

    title: str
    """What it is called in a list."""
    sources: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    """As `settle` takes them, in plain values."""
    station: str = ""
    """The station file; "" without one."""
    episode: str = ""
    """The finished episode that is changed; "" where something new is made."""
    change: Change | None = None
    seen: str = ""
    """The digest of the episode's record as it was when the change was ordered: numbers of stories are of that one."""
    correction: str = ""
    """What the notes say of the change; it is worded without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An order in the queue."""

    number: int
    order: Order
    state: State = "queued"
    ordered: str
    """When (ISO 8601), as are the next two."""
    began: str = ""
    ended: str = ""
    tries: int = 0
    """How often it was begun: more than once where the studio ended in the middle of it."""
    made: str = ""
    """The sound file of the finished episode."""
    failure: Failure | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more becomes of it."""
        return self.state in ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something that happened to a job."""

    number: int
    """Grows through all jobs of a folder."""
    job: int
    kind: Literal["state", "stage", "piece", "line"]
    stage: str = ""
    done: int = 0
    total: int = 0
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a person reads about it, by language."""


def as_json(record: Job | Told | Order) -> dict[str, Any]:
    """A record as a JSON object."""
    return asdict(record)


def job_of(found: Mapping[str, Any]) -> Job:
    """The job in a JSON object. Raises ValueError, TypeError or KeyError if there is none in it."""
    failure = found["failure"]
    return Job(
        **{
            **found,
            "order": order_of(found["order"]),
            "failure": Failure(**failure) if failure else None,
        }
    )


def order_of(found: Mapping[str, Any]) -> Order:
    """The order in a JSON object. Raises as `job_of` does."""
    change = found["change"]
    return Order(
        **{
            **found,
            "sources": tuple(found["sources"]),
            "change": Change(**{**change, "words": tuple(change["words"])}) if change else None,
        }
    )


def told_of(found: Mapping[str, Any]) -> Told:
    """What was told, in a JSON object. Raises as `job_of` does."""
    lines = {language: tuple(each) for language, each in found["lines"].items()}
    return Told(**{**found, "lines": lines})
