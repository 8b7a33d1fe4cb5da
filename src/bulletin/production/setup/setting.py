"""Setting: a row of the table of settings, with all that a face, a station file and its template need of it."""

# Without `from __future__ import annotations`: a NamedTuple would compile every annotation from its text at each start.

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from bulletin.production.setup.kinds import Kind, Text

Record = TypeVar("Record")
"""A Station or a Recipe."""

TEXT = Text()

Notice = Callable[[str, str, str], None]
"""Is called with a setting as it is written, what it is taken as, and its place in a file (empty for one bulletin's own)."""

UNSET: tuple[object, ...] = (None, "", (), frozenset())
"""Values of a setting that is not set."""

GROUPS: dict[str, str] = {
    "voices": "Voice",
    "words": "Words",
    "sound": "Sound",
    "": "Files",
    "tags": "Files",
    "cover": "Files",
    "radio": "Files",
    "output": "Files",
    "bulletin": "Bulletin",
    "lines": "Station",
}
"""The group of options for each table of the station file; \"\" has what is asked for a single bulletin. In the order of the help."""

COLUMN = 36
"""Where comments begin in a station file."""


def ignore(written: str, meaning: str, place: str) -> None:
    """The `Notice` of those who need none."""


class Setting(NamedTuple):
    """Something that can be set."""

    key: str
    """`table.key` of the station file; `key` alone for what stands above its first table, and for one bulletin's."""
    label: str
    """Its name in a list or a form."""
    help: str
    """What it does, in a sentence or two, for a form and the README; for the option too, unless that is a switch."""
    kind: Kind = TEXT
    field: str = ""
    """The field that it sets in a Station or Recipe, with a dot before a part of one; empty where `key` ends in it."""
    needs: str = ""
    """The field without which it means nothing, if there is one."""
    absent: str = ""
    """What stands for it in a list where it is not set; empty to leave it out there."""
    adds: bool = False
    """Whether one bulletin's list is added to the station's; else it takes its place."""

    option: str = ""
    """The names of its option for `bulletin make`; empty where there is none."""
    metavar: str = ""
    switch: bool | None = None
    """The value that an option stands for which takes none."""
    switch_help: str = ""
    """What that does."""
    prefix: str = ""
    """What stands before the value of an option that several settings share: a role and `=`."""
    repeatable: bool = False
    """Whether the option may be given again, though the station file has one value."""
    recorded: bool = True
    """Whether an episode's record has it: whether it has a part in what is made."""

    example: str = ""
    """Its value in the station file that is written to be filled in, as TOML; empty to leave it out there."""
    comment: str = ""
    """What that file says of it behind the value."""
    active: bool = False
    """Whether it is set in that file; else its line begins with #."""
    in_rundown: str = ""
    """What a new rundown says of it, in Hindi and in English; empty to leave it out there."""

    @property
    def table(self) -> str:
        """The table of the station file that it stands in; empty above the first."""
        return self.key.rpartition(".")[0]

    @property
    def name(self) -> str:
        """The key within its table."""
        return self.key.rpartition(".")[2]

    @property
    def group(self) -> str:
        """The group of options it stands in."""
        return GROUPS[self.table]

    @property
    def sets(self) -> str:
        """The field that it sets."""
        return self.field or self.name

    @property
    def parameter(self) -> str:
        """The option's name as an identifier: `bed_level` of `--bed-level`."""
        return self.option.rpartition("--")[2].replace("-", "_")

    @property
    def many(self) -> bool:
        """Whether the option may be given again."""
        return self.kind.many or self.repeatable

    def of(self, record: object) -> Any:
        """Its value in a Station or Recipe; None for a part that is not there."""
        name, _, part = self.sets.partition(".")
        value = getattr(record, name)
        if not part:
            return value
        return value.get(part) if isinstance(value, Mapping) else getattr(value, part)

    def shown(self, record: object) -> str:
        """Its value in a Station or Recipe as a person reads it; empty where it is not set, or means nothing there."""
        value = self.of(record)
        if self.needs and not getattr(record, self.needs):
            return ""
        return self.absent if value in UNSET else self.kind.show(value)

    def put(self, record: Record, value: object) -> Record:
        """A Station or Recipe with this value in it."""
        from dataclasses import replace

        name, _, part = self.sets.partition(".")
        if part:
            whole = getattr(record, name)
            value = {**whole, part: value} if isinstance(whole, Mapping) else replace(whole, **{part: value})
        return replace(record, **{name: value})  # type: ignore[type-var]

    def words(self, value: object) -> list[str]:
        """The option and a value on a command line; of a file on this machine only the name."""
        if not self.option:
            return []
        from pathlib import Path

        option = self.option.split()[-1]
        if self.switch is not None:
            return [option] if value == self.switch else []
        words: list[str] = []
        for item in value if isinstance(value, list | tuple) else [value]:
            words += [option, self.prefix + (Path(str(item)).name if self.kind.names_file else str(item))]
        return words

    def line(self, value: str = "") -> str:
        """Its line in a station file to fill in, with an example or this value, as TOML."""
        line = f"{'' if self.active else '# '}{self.name} = {value or self.example}"
        return f"{line:<{COLUMN - 3}}   # {self.comment}" if self.comment else line


class Table(NamedTuple):
    """Settings that stand together: a table of the station file, a block of a form."""

    name: str
    """In square brackets in the station file; empty for what stands above the first."""
    title: str
    rows: tuple[Setting, ...]
    comment: str = ""
    """What the station file says of it behind its name."""
    note: str = ""
    """What it says below."""

    @property
    def head(self) -> str:
        """Its first line in a station file."""
        line = f"[{self.name}]"
        return f"{line:<{COLUMN}}# {self.comment}" if self.comment else line
