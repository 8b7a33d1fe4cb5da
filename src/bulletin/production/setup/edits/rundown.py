"""Rundown: the text of a rundown with one thing changed by a person, checked as the whole file is when it is read. Pure.

Stories are counted as `Rundown.items` has them, from 0: reserves behind all others. A wrong value is told by the key of
its field; the text is then as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bulletin.errors import ConfigurationError, InputError
from bulletin.production.setup.edits.toml import (
    NoPlace,
    moved_block,
    renamed_block,
    with_block,
    with_value,
    without_block,
)
from bulletin.production.setup.edits.values import value_of
from bulletin.production.setup.kinds import Kind, SettingError, WrongValue
from bulletin.production.setup.rows.form import FORM
from bulletin.production.setup.rows.items import ALSO, OWN, READER, RESERVE, STORY
from bulletin.production.setup.rundowns import RundownFile, check_readers, parse_rundown
from bulletin.production.setup.settle import with_settings
from bulletin.production.setup.table import SETTINGS
from bulletin.schema.rundown import Newsreader
from bulletin.schema.station import Station

HEAD: dict[str, Kind] = {
    **{key: row.kind for key, row in OWN.items()},
    **{key: SETTINGS[setting].kind for key, setting in ALSO.items()},
    **{row.name: row.kind for row in FORM.rows if row.name != "readers"},
}
"""The kind of each key under [bulletin] but the newsreaders, who have blocks of their own."""

_BEHIND = {"reader": ("bulletin",), "story": ("reader", "bulletin"), "reserve": ("story",)}
"""Behind which blocks the first one of a name goes."""


class RundownText:
    """The text of a rundown's file, and its edits: each gives another one.

    They raise SettingError (78) for a wrong value, ConfigurationError (78) for a file that has no place for the edit, and
    InputError (65) for a story that there is not.
    """

    def __init__(self, text: str, path: Path, station: Station) -> None:
        """`station` is what holds where the rundown says nothing. Raises as `read_rundown` does."""
        self.text = text
        self._path = path
        self._station = station
        self.file: RundownFile = parse_rundown(text, path)

    def with_head(self, key: str, text: str) -> RundownText:
        """With a key under [bulletin] as a person wrote it; unset for no text."""
        if key not in HEAD:
            raise SettingError(f'there is no key "{key}"', key)
        value = self._value(HEAD[key], key, text)
        return self._with(lambda: with_value(self.text, "bulletin", key, value), key)

    def with_story(self, number: int, key: str, text: str) -> RundownText:
        """With a key of a story as a person wrote it; unset for no text."""
        block, place = self._place(number)
        keys = STORY if block == "story" else RESERVE
        if key not in keys or key in ("source", "text"):
            raise SettingError(f'there is no key "{key}"', key)
        value = self._value(keys[key].kind, key, text)
        return self._with(lambda: with_value(self.text, block, key, value, place), key)

    def added(self, source: str, *, reserve: bool = False) -> RundownText:
        """With one more story behind the others; `source` stands as the rundown names it."""
        block = "reserve" if reserve else "story"
        return self._with(lambda: with_block(self.text, block, {"source": source}, _BEHIND[block]), "source")

    def dropped(self, number: int) -> RundownText:
        """Without a story. The last one stays, since a rundown needs a story."""
        block, place = self._place(number)
        if block == "story" and self._stories == 1:
            raise InputError(
                "this is the rundown's only story, and it needs one.",
                error_id="rundown.last",
                source=str(self._path),
                remedy="Add another story first, or delete the rundown.",
            )
        return self._with(lambda: without_block(self.text, block, place), "story")

    def moved(self, number: int, to: int) -> RundownText:
        """With a story at another place among those of its kind; beyond the first or last it stays there."""
        block, place = self._place(number)
        first, count = (0, self._stories) if block == "story" else (self._stories, self._reserves)
        goal = min(max(to - first, 0), count - 1)
        return self._with(lambda: moved_block(self.text, block, place, goal), "story")

    def as_reserve(self, number: int, *, reserve: bool) -> RundownText:
        """With a story read only where a slot has time for it, or always."""
        block, place = self._place(number)
        name = "reserve" if reserve else "story"
        if block == name:
            return self
        if reserve and self._stories == 1:
            return self.dropped(number)

        def changed() -> str:
            text = with_value(self.text, block, "may_drop", None, place) if reserve else self.text
            return renamed_block(text, block, place, name)

        return self._with(changed, "reserve")

    def with_readers(self, readers: Sequence[Newsreader]) -> RundownText:
        """With these newsreaders in the place of the rundown's. Where one has another name, the stories' `reader` follows."""
        wanted = [reader for reader in readers if reader.name.strip() or reader.voice.strip()]
        for reader in wanted:
            self._value(READER["name"].kind, "name", reader.name)
            self._value(READER["voice"].kind, "voice", reader.voice)
        before = self.readers
        return self._with(lambda: self._with_reader_blocks(before, wanted), "readers")

    @property
    def readers(self) -> tuple[Newsreader, ...]:
        """The newsreaders that the rundown itself names."""
        return _readers_of(self.file)

    @property
    def _stories(self) -> int:
        return sum(not item.reserve for item in self.file.rundown.items)

    @property
    def _reserves(self) -> int:
        return len(self.file.rundown.items) - self._stories

    def _with_reader_blocks(self, before: Sequence[Newsreader], wanted: Sequence[Newsreader]) -> str:
        text = self.text
        if "reader" not in self.file.blocks:
            # They stand in a list under [bulletin], or nowhere.
            text = with_value(text, "bulletin", "readers", None) if before else text
            for reader in before:
                text = with_block(text, "reader", _values(reader), _BEHIND["reader"])
        for number, reader in enumerate(wanted):
            if number < len(before):
                text = with_value(text, "reader", "name", reader.name, number)
                text = with_value(text, "reader", "voice", reader.voice or None, number)
            else:
                text = with_block(text, "reader", _values(reader), _BEHIND["reader"])
        for number in range(len(before), len(wanted), -1):
            text = without_block(text, "reader", number - 1)
        names = [reader.name for reader in wanted]
        renamed = {
            reader.name: names[number] if number < len(names) else None
            for number, reader in enumerate(before)
            if reader.name not in names
        }
        for number, item in enumerate(self.file.rundown.items):
            if item.reader in renamed:
                block, place = self._place(number)
                text = with_value(text, block, "reader", renamed[item.reader], place)
        return text

    def _place(self, number: int) -> tuple[str, int]:
        """A story's block and its number among those of that name."""
        if not 0 <= number < len(self.file.rundown.items):
            raise InputError(
                f"there is no story {number + 1} in this rundown.",
                error_id="rundown.number",
                source=str(self._path),
                remedy="See the stories that there are: bulletin rundown check FILE",
            )
        return ("story", number) if number < self._stories else ("reserve", number - self._stories)

    def _value(self, kind: Kind, key: str, text: str) -> object:
        try:
            return value_of(kind, text, self._path.parent)
        except WrongValue as wrong:
            raise SettingError(wrong.sentence, key, hint=wrong.hint) from None

    def _with(self, change: Callable[[], str], key: str) -> RundownText:
        """The rundown with another text, checked whole; what is wrong with it is told for the field."""
        try:
            text = change()
        except NoPlace:
            raise ConfigurationError(
                "this rundown is written in a way that leaves this change no place.",
                error_id="rundown.form",
                source=str(self._path),
                remedy="Change it in a text editor; each story begins with [[story]], each key has a line.",
            ) from None
        try:
            changed = RundownText(text, self._path, self._station)
            check_readers(changed.file.rundown, changed.whole)
        except SettingError:
            raise
        except ConfigurationError as error:
            hint = error.remedy.partition(" Then: ")[0]
            raise SettingError(error.what.rstrip("."), key, hint=hint) from None
        return changed

    @property
    def whole(self) -> Station:
        """The station with the rundown's tables and settings in the place of its own. Raises ConfigurationError (78)."""
        return with_settings(self.file.settings, self.file.put(self._station))


def _readers_of(file: RundownFile) -> tuple[Newsreader, ...]:
    given = file.settings.get("bulletin.readers", ())
    assert isinstance(given, list | tuple)
    parts = (str(one).partition("=") for one in given)
    return tuple(Newsreader(name=name.strip(), voice=voice.strip()) for name, _, voice in parts)


def _values(reader: Newsreader) -> dict[str, object]:
    return {"name": reader.name, **({"voice": reader.voice} if reader.voice else {})}
