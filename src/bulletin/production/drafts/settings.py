"""Settings: the folder's station file as a form made from the table of settings; what a person fills in → the file, saved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from bulletin.errors import ConfigurationError
from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.drafts.history import History
from bulletin.production.drafts.refusals import WrongFields, check_revision
from bulletin.production.setup.edits.station import blank_station, with_setting
from bulletin.production.setup.edits.values import text_of
from bulletin.production.setup.kinds import Choice, Kind, Number, SettingError, Truth
from bulletin.production.setup.kinds.files import File, Music
from bulletin.production.setup.kinds.named import Announcement, Colour, Rules, Voice
from bulletin.production.setup.kinds.readers import Readers
from bulletin.production.setup.setting import UNSET, Setting
from bulletin.production.setup.station import parse_station, toml_of
from bulletin.production.setup.table import STATION_SETTINGS, TABLES
from bulletin.production.setup.texts import read_config
from bulletin.schema.form import Field, FieldGroup, FieldKind, SettingsForm
from bulletin.schema.station import Station

ELSEWHERE = frozenset({"words.lexicon", "output.folder"})
"""Settings that the studio's folder has itself."""

_KINDS: tuple[tuple[type[Kind], FieldKind], ...] = (
    (Readers, "readers"),
    (Rules, "list"),
    (Announcement, "announcement"),
    (Truth, "truth"),
    (Voice, "voice"),
    (Colour, "colour"),
    (Music, "file"),
    (File, "file"),
    (Choice, "choice"),
    (Number, "number"),
)


def settings_form(
    folder: StudioFolder, given: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> SettingsForm:
    """The station file as a form. `given` are values that a person filled in, `errors` what is wrong with them, by key.

    Raises ConfigurationError (78) for a file that cannot be read.
    """
    with folder.lock:
        history = History(folder.station, folder.hidden)
        text = _text(folder)
        station = parse_station(text, folder.station)
        found = toml_of(text, folder.station)
        shown = _Shown(found, given or {}, errors or {})
        return SettingsForm(
            groups=[
                FieldGroup(
                    name=table.name,
                    title=table.title,
                    fields=[shown.field(row) for row in table.rows if row.key not in ELSEWHERE],
                )
                for table in TABLES
            ],
            readers=station.readers,
            revision=history.revision(),
            can_undo=folder.station.is_file() and history.can_undo(),
            can_redo=folder.station.is_file() and history.can_redo(),
        )


def save_settings(
    folder: StudioFolder,
    values: Mapping[str, str],
    silent: Collection[str] = (),
    revision: str = "",
    *,
    uploaded: bool = False,
) -> None:
    """Set each of these settings as a person wrote it, or unset it for no text; those that are `silent` say nothing.

    A file is not named by what a page sends, unless it was `uploaded` and is beside the station file now.

    Raises WrongFields (65) for all values that cannot be, StaleDraft (65), and ConfigurationError (78) for a file that
    cannot be read or has no place for them; nothing is written then.
    """
    with folder.lock:
        history = History(folder.station, folder.hidden)
        check_revision(history, revision, folder.station.name)
        text = _text(folder)
        wrong: dict[str, str] = {}
        found = toml_of(text, folder.station)
        for key, value in values.items():
            if _is_same(found, key, value, silent=key in silent):
                continue
            if not uploaded and _names_file(key, value):
                wrong[key] = "a file is uploaded here, not named"
                continue
            try:
                text = with_setting(text, folder.station, key, value, silent=key in silent)
            except SettingError as error:
                wrong[key] = error.sentence
        if wrong:
            raise WrongFields(wrong, folder.station.name)
        if not folder.station.exists():
            # So that the first change can be undone as well.
            history.save(blank_station(folder.station))
        history.save(text)


def undo_settings(folder: StudioFolder, revision: str = "", *, again: bool = False) -> None:
    """Make the station file what it was before its last change, or do that change again. Raises StaleDraft (65)."""
    with folder.lock:
        history = History(folder.station, folder.hidden)
        check_revision(history, revision, folder.station.name)
        (history.redo if again else history.undo)()


def _text(folder: StudioFolder) -> str:
    return (
        read_config(folder.station, "station.encoding")
        if folder.station.is_file()
        else blank_station(folder.station)
    )


def _in(found: Mapping[str, Any], key: str) -> Any:
    """What a station file has for a setting; None for nothing."""
    table, _, name = key.rpartition(".")
    return (found.get(table, {}) if table else found).get(name)


def _names_file(key: str, value: str) -> bool:
    row = STATION_SETTINGS.get(key)
    return row is not None and row.kind.names_file and value.strip() not in ("", *row.kind.choices)


def _is_same(found: Mapping[str, Any], key: str, given: str, *, silent: bool) -> bool:
    """Whether a person left a field as it was shown to them: then the file keeps its own way of writing it."""
    value = _in(found, key)
    return text_of(value).split() == given.split() and silent == (value == "")


class _Shown:
    """What the form shows: what a person filled in, else what the file has."""

    def __init__(self, found: Mapping[str, Any], given: Mapping[str, str], errors: Mapping[str, str]) -> None:
        self._found = found
        self._given = given
        self._errors = errors

    def field(self, row: Setting) -> Field:
        value = _in(self._found, row.key)
        kind = row.kind
        return Field(
            key=row.key,
            label=row.label,
            help=row.help,
            kind=_kind(kind),
            choices=kind.valid() if not isinstance(kind, Rules) else (),
            unit=kind.unit,
            lowest=kind.lowest,
            highest=kind.highest,
            value=self._given.get(row.key, text_of(value)),
            is_set=value is not None,
            usual=_usual(row),
            error=self._errors.get(row.key, ""),
        )


def _kind(kind: Kind) -> FieldKind:
    if kind.many and isinstance(kind, Choice) and not isinstance(kind, Rules):
        return "choices"
    return next((name for of, name in _KINDS if isinstance(kind, of)), "text")


def _usual(row: Setting) -> str:
    value = row.of(Station())
    if value in UNSET:
        return ""
    return text_of(value) if isinstance(value, bool | int | float) else row.kind.show(value)


def check_station(folder: StudioFolder) -> ConfigurationError | None:
    """What is wrong with the station file, if anything."""
    try:
        parse_station(_text(folder), folder.station)
    except ConfigurationError as error:
        return error
    return None
