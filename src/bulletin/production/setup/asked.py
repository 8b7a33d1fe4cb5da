"""Asked: the words of a command line in an episode's record → settings by their keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bulletin.production.setup.setting import Setting
from bulletin.production.setup.table import SETTINGS

STATION = "--station"


def settings_of(words: Sequence[str], whole: Callable[[str], Path]) -> tuple[dict[str, object], str | None]:
    """The settings that the words ask for, and the name of the station file among them.

    `whole` gives the path of a file that a word names. A word that is no option of this version is passed over.
    """
    options = {row.option.split()[-1]: row for row in SETTINGS.values() if row.option and not row.prefix}
    settings: dict[str, object] = {}
    station: str | None = None
    place = 0
    while place < len(words):
        word, place = words[place], place + 1
        if word == STATION and place < len(words):
            station, place = words[place], place + 1
            continue
        row = options.get(word)
        if row is None:
            continue
        if row.switch is not None:
            settings[row.key] = row.switch
        elif place < len(words):
            value, place = words[place], place + 1
            _put(settings, row, value, whole)
    return settings, station


def _put(settings: dict[str, object], row: Setting, value: str, whole: Callable[[str], Path]) -> None:
    if row.kind.names_file and value not in row.kind.choices:
        value = str(whole(value))
    if row.many:
        before = settings.setdefault(row.key, [])
        assert isinstance(before, list)
        before.append(value)
    else:
        settings[row.key] = value
