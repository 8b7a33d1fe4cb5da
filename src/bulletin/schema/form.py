"""A form: settings as fields, which a page shows and a person fills in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bulletin.schema.rundown import Newsreader

FieldKind = Literal[
    "text",
    "announcement",
    "truth",
    "number",
    "choice",
    "choices",
    "list",
    "voice",
    "colour",
    "file",
    "readers",
]
"""How a field is filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One setting."""

    key: str
    label: str
    help: str
    kind: FieldKind
    choices: Sequence[str] = ()
    """All valid values, or those with a meaning of their own."""
    unit: str = ""
    lowest: float | None = None
    highest: float | None = None
    value: str = ""
    """As the file has it, a list with a line each; "" where it is not set."""
    is_set: bool = False
    """Whether the file sets it, if only to nothing."""
    usual: str = ""
    """What holds where it is not set."""
    error: str = ""
    """What is wrong with the value that was given, and what helps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldGroup:
    """Settings that stand together."""

    name: str
    title: str
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsForm:
    """A station file as a form."""

    groups: Sequence[FieldGroup]
    readers: Sequence[Newsreader]
    revision: str
    can_undo: bool
    can_redo: bool


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


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """A voice that a field may name."""

    name: str
    """`engine:name`."""
    title: str
    works: bool | None
    """Whether it works on this machine; None for one that needs the network."""
    remedy: str
    """What helps where it does not."""
