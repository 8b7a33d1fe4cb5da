"""A form: settings as fields, which a page shows and a person fills in."""

from __future__ import annotations

from collections.abc import Sequence
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
class VoiceRow:
    """A voice that a field may name."""

    name: str
    """`engine:name`."""
    title: str
    works: bool | None
    """Whether it works on this machine; None for one that needs the network."""
    remedy: str
    """What helps where it does not."""
