"""Station: the text of a station file with one setting set or unset, checked as the whole file is when it is read. Pure."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import ConfigurationError
from bulletin.production.setup.edits.toml import NoPlace, with_value
from bulletin.production.setup.edits.values import value_of
from bulletin.production.setup.kinds import SettingError, WrongValue, nearest
from bulletin.production.setup.station import parse_station
from bulletin.production.setup.table import STATION_SETTINGS
from bulletin.production.setup.template import template
from bulletin.schema.station import Station


def with_setting(text: str, path: Path, key: str, given: str, *, silent: bool = False) -> str:
    """The text of a station file with a setting as a person wrote it; unset for no text, or the empty text if `silent`.

    `key` is that of the table of settings. Raises SettingError (78) for a wrong value, ConfigurationError (78) for a file
    that cannot be read, or has no place for it.
    """
    parse_station(text, path)
    row = STATION_SETTINGS.get(key)
    if row is None:
        raise SettingError(
            f'there is no setting "{key}"', key, hint=nearest(key, tuple(STATION_SETTINGS))
        )  # fmt: skip
    try:
        value = "" if silent and not given.strip() else value_of(row.kind, given, path.parent)
    except WrongValue as wrong:
        raise SettingError(wrong.sentence, key, hint=wrong.hint) from None
    try:
        changed = with_value(text, row.table, row.name, value)
    except NoPlace:
        raise ConfigurationError(
            "this station file is written in a way that leaves this setting no place.",
            error_id="station.form",
            source=str(path),
            remedy="Change it in a text editor; each key has a line, below the [table] that it stands in.",
        ) from None
    try:
        parse_station(changed, path)
    except ConfigurationError as error:
        raise SettingError(error.what.rstrip("."), key, hint=error.remedy.partition(" Then: ")[0]) from None
    return changed


def blank_station(path: Path) -> str:
    """The text of a new station file: every setting explained in it, and none of them set."""
    usual = Station()
    text = template(usual.name, usual.programme)
    for key, row in STATION_SETTINGS.items():
        if row.active:
            text = with_setting(text, path, key, "")
    return text
