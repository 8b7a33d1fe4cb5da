"""Rows: an article as the journal knows it, and what looking through the sources found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bulletin.production.gathering.found import Found, entry_of_text
from bulletin.schema.failure import Failure

State = Literal["waiting", "working", "done", "failed", "gone"]
STATES: tuple[State, ...] = ("waiting", "working", "done", "failed", "gone")
"""`gone` is an article whose file is not in its folder any more; its episode stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is known of an article."""

    key: str
    number: int
    source: str
    root: str
    """The source of the batch that it was found in."""
    state: State
    stamp: str
    digest: str
    """Of the bytes of its file when it was looked at last."""
    entry: str
    """The entry of a feed, as text, as long as it is not made."""
    feed: str
    record: str
    """The path of its episode's record, "" before there is one."""
    audio: str
    title: str
    duration: float
    voice: str
    fallen_back: int
    version: int
    """How often its episode was made or changed."""
    published: int
    """The version that is in the feed, or was held back from it; 0 for none."""
    guid: str
    held: str
    """The id of the error for which it is not in the feed."""
    code: int
    error: str
    what: str
    input: str
    remedy: str
    tries: int
    """How often it failed since it was last done, or last changed."""
    seconds: float
    at: float
    """When it was done or failed, in seconds since the epoch."""

    @property
    def found(self) -> Found:
        """What it is made of. Raises ValueError if its entry cannot be read."""
        entry = entry_of_text(self.entry) if self.entry else None
        return Found(key=self.key, source=self.source, stamp=self.stamp, entry=entry, feed=self.feed)

    @property
    def failure(self) -> Failure:
        """Why it failed."""
        return Failure(
            code=self.code, error_id=self.error, what=self.what, source=self.input, remedy=self.remedy
        )


@dataclass(slots=True)
class Looked:
    """What became of the articles that were found: how many of each kind."""

    new: int = 0
    changed: int = 0
    missing: int = 0
    """Done before, but their episode is not there any more."""
    again: int = 0
    """Failed before, or asked for again."""
    unchanged: int = 0
    given_up: int = 0
    """Not tried again: whoever worked on them died or hung too often, or they are wrong and have not changed."""
    resting: int = 0
    """Failed a moment ago, and to be tried again in a while."""

    @property
    def to_do(self) -> int:
        """How many are to be made."""
        return self.new + self.changed + self.missing + self.again

    @property
    def total(self) -> int:
        """How many were found."""
        return self.to_do + self.unchanged + self.given_up + self.resting
