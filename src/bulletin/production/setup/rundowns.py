"""Rundowns: a rundown's file (TOML) → its stories and settings. Every key is checked, as in a station file.

Under [bulletin] stand the bulletin's name and form; a [[story]], [[reserve]] or [[reader]] each begins one. Any table of a
station file may follow, for this bulletin alone. Files are looked for beside the rundown.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

from bulletin.errors import ConfigurationError
from bulletin.production.setup.faults import Faults
from bulletin.production.setup.kinds import Kind, WrongValue, nearest
from bulletin.production.setup.rows.form import FORM
from bulletin.production.setup.rows.items import ALSO, OWN, READER, RESERVE, STORY, Key
from bulletin.production.setup.setting import Notice, ignore
from bulletin.production.setup.station import toml_of, with_tables
from bulletin.production.setup.table import SETTINGS
from bulletin.production.setup.texts import read_config
from bulletin.readers.doors.web_address import is_address
from bulletin.schema.rundown import Item, Rundown
from bulletin.schema.station import Station

_BLOCKS = ("bulletin", "story", "reserve", "reader")


@dataclass(frozen=True, slots=True, kw_only=True)
class RundownFile:
    """What a rundown's file holds."""

    rundown: Rundown
    station: Path | None = None
    """The station file that it names."""
    settings: Mapping[str, object] = field(default_factory=dict)
    """What it sets, by the keys of the table of settings."""
    tables: Mapping[str, Any] = field(default_factory=dict)
    """Its tables of a station file, as TOML has them."""
    blocks: Mapping[str, Any] = field(default_factory=dict)
    """Its own blocks (bulletin, story, reserve, reader), as TOML has them."""
    text: str = ""
    meanings: tuple[tuple[str, str, str], ...] = ()
    """What a `Notice` gets of its stories: each value that could be meant otherwise than it is taken."""

    def put(self, station: Station, notice: Notice = ignore) -> Station:
        """A station with the rundown's tables in the place of its own. Raises as `read_station` does.

        `notice` gets what could be meant otherwise there, and in stories.
        """
        for meaning in self.meanings:
            notice(*meaning)
        assert self.rundown.path is not None
        try:
            return with_tables(station, dict(self.tables), self.text, self.rundown.path, notice)
        except ConfigurationError as error:
            for each in (error, *error.others):
                each.remedy = each.remedy.replace("bulletin station check", "bulletin rundown check")
            raise


def read_rundown(path: Path) -> RundownFile:
    """A rundown's file.

    Raises ConfigurationError (78) naming the line, the key and the nearest valid one, with all `others` that are wrong.
    """
    return parse_rundown(read_config(path, "rundown.encoding"), path)


def parse_rundown(text: str, path: Path) -> RundownFile:
    """A rundown's text; files in it are looked for beside `path`. Otherwise as `read_rundown`."""
    return _Reading(path, text).file()


class _Reading:
    """One file while it is read."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text
        self._found = toml_of(
            text, path, "rundown.toml", "A new file: bulletin rundown new SOURCE... -o FILE"
        )
        self._faults = Faults()
        self._meanings: list[tuple[str, str, str]] = []

    def file(self) -> RundownFile:
        for key, value in list(self._found.items()):
            with self._faults.caught():
                self._check_block(key, value)
        misplaced = bool(self._faults.found)
        settings = self._head()
        readers = self._readers()
        if readers:
            settings["bulletin.readers"] = readers
        items = [*self._items("story", STORY), *self._items("reserve", RESERVE)]
        if not self._rows("story") and not misplaced:
            with self._faults.caught():
                self._wrong(
                    "a rundown needs a story", 'Add: [[story]], and below it source = "ARTICLE".', "bulletin"
                )
        head = self._found.get("bulletin", {})
        station = head.get("station", "") or ""
        found = RundownFile(
            rundown=Rundown(
                path=self._path,
                title=str(head.get("title", "")),
                summary=str(head.get("summary", "")),
                items=tuple(items),
            ),
            station=self._beside(str(station)) if station else None,
            settings=settings,
            tables={key: value for key, value in self._found.items() if key not in _BLOCKS},
            blocks={key: value for key, value in self._found.items() if key in _BLOCKS},
            text=self._text,
            meanings=tuple(self._meanings),
        )
        self._end(found, readers)
        return found

    def _end(self, found: RundownFile, readers: Sequence[str]) -> None:
        """Raise all that is wrong: where the blocks are, also what is wrong with tables, and with who reads."""
        if not self._faults.found:
            return
        with self._faults.caught():
            found.put(Station())
        if readers:
            names = [reader.partition("=")[0] for reader in readers]
            self._faults.found += _unknown_readers(found.rundown, names)
        self._faults.end()

    def _check_block(self, key: str, value: object) -> None:
        """Check that a block stands in its brackets; one that does not is passed over from then on."""
        if key not in _BLOCKS and key.lower() in _BLOCKS:
            del self._found[key]
            self._wrong(f'there is no "{key}"', f"Write it in small letters: {key.lower()}.", key)
        if key in _BLOCKS and not _in_brackets(value, single=key == "bulletin"):
            del self._found[key]
            brackets = "[bulletin]" if key == "bulletin" else f"[[{key}]]"
            self._wrong(f'"{key}" stands in the wrong brackets', f"Write {brackets}.", key)

    def _head(self) -> dict[str, object]:
        """What [bulletin] sets, by the keys of the table of settings."""
        rows = {row.name: row.key for row in FORM.rows} | ALSO
        settings: dict[str, object] = {}
        for key, value in self._found.get("bulletin", {}).items():
            with self._faults.caught():
                if key in OWN:
                    self._checked(OWN[key].kind, key, value, "bulletin", 0)
                elif key in rows:
                    setting = SETTINGS[rows[key]]
                    self._checked(setting.kind, key, value, "bulletin", 0)
                    settings[setting.key] = value
                else:
                    self._unknown(key, [*OWN, *rows], "bulletin", 0)
        return settings

    def _rows(self, name: str) -> list[dict[str, Any]]:
        return list(self._found.get(name, []))

    def _readers(self) -> list[str]:
        readers: list[str] = []
        for number, row in enumerate(self._rows("reader")):
            found = self._values("reader", number, row, READER)
            if found is None:
                continue
            name = str(row.get("name", "")).strip()
            if not name:
                with self._faults.caught():
                    self._wrong("a newsreader has no name", 'Write: name = "अनीता"', "reader", number)
            voice = row.get("voice", "")
            readers.append(f"{name}={voice}" if voice else name)
        return readers

    def _values(
        self, block: str, number: int, row: Mapping[str, Any], keys: Mapping[str, Key]
    ) -> dict[str, Any] | None:
        """The values of a block; None where one of them is wrong."""
        found: dict[str, Any] = {}
        for key, value in row.items():
            with self._faults.caught():
                if key not in keys:
                    self._unknown(key, list(keys), block, number)
                kind = keys[key].kind
                found[key] = self._checked(kind, key, value, block, number)
                if meaning := kind.meaning(kind.taken(value)):
                    written = f"{key} = {json.dumps(value)}"
                    self._meanings.append((written, meaning, self._place(block, number, key)))
        return found if len(found) == len(row) else None

    def _items(self, block: str, keys: Mapping[str, Key]) -> list[Item]:
        """The stories of a kind of block that are right."""
        items: list[Item] = []
        for number, row in enumerate(self._rows(block)):
            found = self._values(block, number, row, keys)
            if found is not None:
                with self._faults.caught():
                    items.append(self._item(block, number, found))
        return items

    def _item(self, block: str, number: int, found: Mapping[str, Any]) -> Item:
        item = replace(Item(**found), reserve=block == "reserve", line=self._line(block, number))
        if bool(item.source.strip()) == bool(item.text.strip()):
            what = (
                "has both a source and a text" if item.source.strip() else "has neither a source nor a text"
            )
            self._wrong(
                f"{block} {number + 1} {what}",
                'Write one of them: source = "FILE or address", or text = """the article""".',
                block,
                number,
            )
        if item.source and not is_address(item.source):
            item = replace(item, source=str(self._beside(item.source)))
        return item

    def _beside(self, name: str) -> Path:
        # As a text: "./~a" is a file's own name, and whose home is not known stays as it is.
        whole = name if "\0" in name else os.path.expanduser(name)  # noqa: PTH111
        return self._path.parent / whole

    def _checked(self, kind: Kind, key: str, value: object, block: str, number: int) -> object:
        """The value as its kind has it."""
        value = kind.taken(value)
        if not kind.fits(value):
            self._wrong(f'"{key}" takes {kind.takes}', "", block, number, key)
        try:
            return kind.parse_beside(value, self._path.parent)
        except WrongValue as wrong:
            self._wrong(wrong.sentence, wrong.hint, block, number, key)

    def _unknown(self, key: str, known: Sequence[str], block: str, number: int) -> NoReturn:
        self._wrong(f'there is no key "{key}"', nearest(key, known), block, number, key)

    def _wrong(self, what: str, hint: str, block: str, number: int = 0, key: str = "") -> NoReturn:
        raise ConfigurationError(
            f"{what}.",
            error_id="rundown.key",
            source=self._place(block, number, key),
            remedy=f"{hint or 'Correct it, or put # before the line.'} Then: bulletin rundown check {self._path}",
        )

    def _place(self, block: str, number: int, key: str) -> str:
        """File and line of a key in the block of that number, or of the block's head."""
        line = self._line(block, number, key) or self._line(block, number)
        return f"{self._path} line {line}" if line else str(self._path)

    def _line(self, block: str, number: int, key: str = "") -> int:
        """The line of a key in the block of that number, without one that of the block's head; 0 if it is not found."""
        head = re.compile(rf"\s*\[{{1,2}}\s*{block}\s*\]")
        found = -1
        for at, line in enumerate(self._text.split("\n"), start=1):
            if head.match(line):
                found += 1
                if found == number and not key:
                    return at
            elif re.match(r"\s*\[", line):
                if found == number:
                    break
            elif key and found == number and re.match(rf'\s*"?{re.escape(key)}"?\s*=', line):
                return at
        return 0


def _in_brackets(value: object, *, single: bool) -> bool:
    """Whether a value is what [single] brackets begin, or a list of what [[double]] ones do."""
    if single:
        return isinstance(value, dict)
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def check_readers(rundown: Rundown, station: Station) -> None:
    """Check that every story's reader is one of the station's. Raises ConfigurationError (78)."""
    faults = Faults()
    faults.found += _unknown_readers(rundown, [reader.name for reader in station.readers])
    faults.end()


def _unknown_readers(rundown: Rundown, names: Sequence[str]) -> list[ConfigurationError]:
    """An error for each story whose reader is none of these."""
    return [
        ConfigurationError(
            f'no newsreader is called "{item.reader}".',
            error_id="rundown.reader",
            source=f"{rundown.path} line {item.line}",
            remedy=f"{known} Then: bulletin rundown check {rundown.path}",
        )
        for item in rundown.items
        if item.reader and item.reader not in names
        for known in [
            nearest(item.reader, names)
            if names
            else 'Name the readers: [[reader]], and below it name = "अनीता".'
        ]
    ]
