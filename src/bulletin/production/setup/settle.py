"""Settle: sources, a station and what a face asks for → the recipe of a bulletin.

A face gives settings as a plain mapping, by the keys of the table: {"sound.slot": "5:00", "voices.rate": 1.1}. Values
are as a station file has them, or texts as a form or a command line has them; None is as good as no setting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.production.recipe import Recipe
from bulletin.production.setup.kinds import SettingError, WrongValue, nearest
from bulletin.production.setup.lexicons import latest, station_lexicons
from bulletin.production.setup.moments import own_time, placed, word_of
from bulletin.production.setup.setting import Notice, Setting, ignore
from bulletin.production.setup.table import BULLETIN_SETTINGS, SETTINGS, STATION_SETTINGS
from bulletin.readers.looks.rundown import is_rundown
from bulletin.schema.station import Station

_LOOKED_AT = 100_000
"""Bytes from the beginning of a file that tell a rundown."""

if TYPE_CHECKING:
    from bulletin.production.setup.rundowns import RundownFile


def settle(
    sources: Sequence[str],
    settings: Mapping[str, object],
    station: Path | Station | None = None,
    notice: Notice = ignore,
) -> Recipe:
    """The recipe of a bulletin of `sources`: a station's settings (a file's, or these), with `settings` in their place.

    A single source may be a rundown, whose settings stand between the station's and these. `notice` gets each value that could be meant otherwise than it is taken.
    Raises SettingError (78) for a wrong setting, OutputError (73) for a folder that cannot be made, and as
    `read_station` does.
    """
    rundown = _rundown(sources)
    if rundown is not None:
        settings = {
            **rundown.settings,
            **{key: value for key, value in settings.items() if value is not None},
        }
        station = station or rundown.station
    found = checked(settings)
    file = station if isinstance(station, Path) else None
    base = _station(station, notice)
    whole = _in_place(found, base if rundown is None else rundown.put(base, notice))
    moments = placed(found, whole.timezone)
    asked = {**settings, **{key: word_of(moment) for key, moment in moments.items()}, **_words_of_all(whole)}
    recipe = Recipe(
        sources=tuple(sources),
        station=whole,
        station_file=file,
        asked=(*(["--station", file.name] if file else []), *asked_words(asked)),
    )
    for key, value in settings.items():
        if meaning := SETTINGS[key].kind.meaning(SETTINGS[key].kind.taken(value)):
            notice(" ".join(SETTINGS[key].words(value)) or f"{key} {value}", meaning, "")
    for key, value in found.items():
        if key in BULLETIN_SETTINGS:
            # In the station's zone, which is not written with the limits of airing.
            local = moments[key].replace(tzinfo=None) if key in moments else value
            recipe = SETTINGS[key].put(recipe, local)
    recipe = replace(recipe, at=own_time(found, moments))
    if rundown is not None:
        from bulletin.production.setup.rundowns import check_readers

        check_readers(rundown.rundown, whole)
        recipe = replace(recipe, rundown=rundown.rundown)
    output = settings.get("output")
    if isinstance(output, str) and output.endswith(("/", "\\")):
        # A folder by its name, whatever it looks like otherwise.
        from bulletin.production.disk.commit import check_writable

        check_writable(Path(output))
    return recipe


def _rundown(sources: Sequence[str]) -> RundownFile | None:
    """What the rundown holds that is the one source; None where there is none."""
    if len(sources) != 1:
        return None
    path = Path(sources[0])
    try:
        if not path.is_file():
            # A pipe, which could be read only once, is an article's.
            return None
        with path.open("rb") as file:
            beginning = file.read(_LOOKED_AT)
    except (OSError, ValueError):
        # Whatever is wrong with it is said when it is read.
        return None
    if b"[" not in beginning or not is_rundown(beginning.decode("utf-8", "ignore")):
        return None
    from bulletin.production.setup.rundowns import read_rundown

    return read_rundown(path)


def _words_of_all(station: Station) -> dict[str, object]:
    """Every lexicon as an option, where the environment names some: it may name others when the same is made again."""
    everywhere = station_lexicons()
    return {"words.lexicon": latest((*everywhere, *station.lexicons))} if everywhere else {}


def with_settings(settings: Mapping[str, object], station: Station | None = None) -> Station:
    """A station, or the default one, with `settings` in the place of its own. Raises SettingError (78)."""
    return _in_place(checked(settings), station or Station())


def checked(settings: Mapping[str, object]) -> dict[str, object]:
    """Each setting as a Station or Recipe has it, by its key. Raises SettingError (78)."""
    found: dict[str, object] = {}
    for key, value in _by_role(settings).items():
        setting = SETTINGS.get(key)
        if setting is None:
            raise SettingError(f'there is no setting "{key}"', key, hint=nearest(key, tuple(SETTINGS)))
        try:
            found[key] = _value(setting, value)
        except WrongValue as wrong:
            raise SettingError(wrong.sentence, key, hint=wrong.hint) from None
    if "cover.file" in found and not found.get("cover.made", True):
        raise SettingError(
            "a picture of your own and none at all exclude each other", "cover.file", "cover.made"
        )
    return found


def asked_words(settings: Mapping[str, object]) -> tuple[str, ...]:
    """The options of `bulletin make` that ask for the same, for an episode's record; of files the names alone."""
    return tuple(
        word
        for key, value in settings.items()
        if value is not None and SETTINGS[key].recorded
        for word in SETTINGS[key].words(value)
    )


def _value(setting: Setting, value: object) -> object:
    """A value as a Station or Recipe has it. Raises WrongValue."""
    value = setting.kind.taken(value)
    if isinstance(value, str):
        return setting.kind.read(value)
    if not setting.kind.fits(value):
        raise WrongValue(f'"{setting.key}" takes {setting.kind.takes}')
    return setting.kind.parse(value)


def _by_role(settings: Mapping[str, object]) -> dict[str, object]:
    """The settings without those that are None, and with each ROLE=VOICE of the main voice at its role.

    A command line has one option for all voices. Raises SettingError for a role that there is not.
    """
    found = {key: value for key, value in settings.items() if value is not None}
    voices = found.get("voices.main")
    if not isinstance(voices, list | tuple):
        return found
    del found["voices.main"]
    roles = {row.prefix: key for key, row in STATION_SETTINGS.items() if row.prefix}
    for item in map(str, voices):
        role, equals, voice = item.partition("=")
        key = roles.get(role + equals) if equals else "voices.main"
        if key is None or (equals and not voice):
            names = [prefix.rstrip("=") for prefix in roles]
            raise SettingError(f'there is no role "{role}"', "voices.main", hint=nearest(role, names))
        found[key] = voice or item
    return found


def _station(station: Path | Station | None, notice: Notice) -> Station:
    if isinstance(station, Path):
        from bulletin.production.setup.station import read_station

        return read_station(station, notice)
    return station or Station()


def _in_place(found: Mapping[str, object], station: Station) -> Station:
    """The station with settings in the place of its own, or added to them."""
    if "voices.main" in found:
        # A voice for the whole bulletin is for the whole of it, whatever the station gives its roles.
        station = replace(station, role_voices={})
    if "cover.file" in found or "cover.made" in found:
        # A picture of one's own is wanted, and one that is not wanted is nobody's.
        station = replace(station, cover=replace(station.cover, made=True, file=None))
    for key, value in found.items():
        setting = STATION_SETTINGS.get(key)
        if setting is None:
            continue
        before = setting.of(station)
        station = setting.put(station, type(before)((*before, *value)) if setting.adds else value)  # type: ignore[misc]
    return station
