"""A rundown as a form: its stories, its head and its newsreaders, as its file has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bulletin.schema.rundown import Newsreader


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFields:
    """A story of a rundown, as its file has it."""

    number: int
    """Its place, counted from 0, reserves behind all others."""
    source: str
    """As the file names it; "" for one whose text stands in it."""
    story: str
    """The name of the draft that it is; "" for any other source."""
    title: str
    values: Mapping[str, str]
    """What the file says of it, by key; a key that it does not have is not in it."""
    reserve: bool
    is_first: bool
    """Whether it cannot go further up, and the next whether not further down."""
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RundownForm:
    """A rundown as a form."""

    name: str
    title: str
    revision: str
    can_undo: bool
    can_redo: bool
    head: Mapping[str, str]
    """What stands under [bulletin], by key."""
    readers: Sequence[Newsreader]
    """Those that the file itself names."""
    names: Sequence[str]
    """Of everybody who can read: its own newsreaders, or the station's."""
    stories: Sequence[StoryFields]


@dataclass(frozen=True, slots=True, kw_only=True)
class RundownInList:
    """A rundown as a list names it."""

    name: str
    title: str
