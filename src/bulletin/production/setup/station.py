"""Station file: TOML → the settings of a station. Every key is checked; a wrong one is reported with its line and remedy."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bulletin.errors import ConfigurationError
from bulletin.production.setup.faults import Faults
from bulletin.production.setup.kinds import WrongValue, nearest
from bulletin.production.setup.setting import Notice, Setting, Table, ignore
from bulletin.production.setup.synonyms import meant
from bulletin.production.setup.table import STATION_SETTINGS, TABLES
from bulletin.production.setup.texts import read_config
from bulletin.schema.station import Station

_HEAD = re.compile(r'\s*\[+\s*"?([^\]"]+?)"?\s*\]+')
_KEY = re.compile(r'\s*"?([^\s"=.\[\]#]+)"?\s*[=.]')


def read_station(path: Path, notice: Notice = ignore) -> Station:
    """The settings of a station file. `notice` gets each value that could be meant otherwise than it is taken.

    Raises ConfigurationError (78) naming the line, the key and the nearest valid one, with all `others` that are wrong;
    MissingInputError (66).
    """
    return parse_station(read_config(path, "station.encoding"), path, notice)


def parse_station(text: str, path: Path, notice: Notice = ignore) -> Station:
    """The settings in a station file's text; files in it are looked for beside `path`. Otherwise as `read_station`."""
    return with_tables(Station(), toml_of(text, path), text, path, notice)


def with_tables(
    station: Station, found: dict[str, Any], text: str, path: Path, notice: Notice = ignore
) -> Station:
    """A station with the settings of these tables, as TOML has them, in the place of its own. Raises as `read_station`."""
    faults = Faults()
    for table, name, value in _values(found, text, path, faults):
        setting = STATION_SETTINGS[f"{table.name}.{name}" if table.name else name]
        place = _place(text, path, table.name, name)
        with faults.caught():
            station = setting.put(station, _parsed(setting, name, value, place, path))
            if meaning := setting.kind.meaning(setting.kind.taken(value)):
                notice(f"{name} = {json.dumps(value)}", meaning, place)
    faults.end()
    return station


def _parsed(setting: Setting, name: str, value: Any, place: str, path: Path) -> object:
    """A value as a Station has it. Raises ConfigurationError (78)."""
    value = setting.kind.taken(value)
    if not setting.kind.fits(value):
        what = f'"{name}" takes {setting.kind.takes}.'
        raise _error(what, "Correct it, or put # before the line.", place, path)
    try:
        return setting.kind.parse_beside(value, path.parent)
    except WrongValue as wrong:
        hint = wrong.hint or f"Take {setting.example}, or put # before the line."
        raise _error(f"{wrong.sentence}.", hint, place, path, wrong.error_id) from None


def toml_of(
    text: str,
    path: Path,
    error_id: str = "station.toml",
    new: str = "A new file: bulletin station new FILE",
) -> dict[str, Any]:
    """What a text is as TOML; `new` says how to get a file that is right. Raises ConfigurationError (78)."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ConfigurationError(
            "this file has brackets within brackets without end.",
            error_id=error_id,
            source=str(path),
            remedy=new,
        ) from None
    except ValueError as error:
        # Of TOML, or of a number with thousands of digits.
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        where = f" line {place[1]}, column {place[2]}" if place else ""
        what = str(error).split(" (at")[0]
        line = text.split("\n")[int(place[1]) - 1] if place else ""
        raise ConfigurationError(
            f"this is not TOML: {what[:1].lower()}{what[1:]}.",
            error_id=error_id,
            source=f"{path}{where}",
            remedy=_remedy(what, line, new),
        ) from None


def _remedy(what: str, line: str, new: str) -> str:
    """What to do about a line that is not TOML, for the mistakes that people make most; `new` is how to begin anew."""
    if "twice" in what or "overwrite" in what:
        stories = " Each story begins with [[story]], in two brackets." if "rundown" in new else ""
        return f"It stands there twice: take one away.{stories} {new}"
    if any(sign in line for sign in "“”„‘’"):
        return f'Write " in place of “ and ”, which TOML does not know. {new}'
    value = line.partition("=")[2].strip()
    if value.partition("#")[0].strip().lower() in ("true", "false", "yes", "no", "on", "off"):
        return f"Write true or false, in small letters and without quotation marks. {new}"
    if value[:1] and value[:1] in "०१२३४५६७८९":
        return f"Write numbers with the digits 0 to 9. {new}"
    if "=" not in line and any(dash in line for dash in "–—-:"):
        return f"Write = between a key and its value. {new}"
    if "escape" in what.lower() or "\\" in line:
        return f'Within "…" write a \\ twice, or / in its place; a quotation mark as \\". {new}'
    if line.count('"') > 2:
        return f'Within "…" write a quotation mark as \\". {new}'
    return f'Texts stand in quotation marks: name = "रेडियो शहर". {new}'


def _values(found: dict[str, Any], text: str, path: Path, faults: Faults) -> Iterator[tuple[Table, str, Any]]:
    """Each value with its table and key; a table or key that there is not is one of the faults."""
    tables = {table.name: table for table in TABLES}
    for key, value in found.items():
        inner = value if isinstance(value, dict) else {key: value}
        name = key if isinstance(value, dict) else ""
        if name not in tables:
            known = [name for name in tables if name]
            place = _place(text, path, "", key)
            faults.found.append(_error(f'there is no key "[{key}]".', nearest(key, known), place, path))
            continue
        for each, item in inner.items():
            if each not in {row.name for row in tables[name].rows}:
                place = _place(text, path, name, each)
                wrong = _error(f'there is no key "{each}".', _meant(tables[name], each), place, path)
                faults.found.append(wrong)
                continue
            yield tables[name], each, item


def _meant(table: Table, key: str) -> str:
    """What was meant by a key that its table does not have: one like it, or the same one elsewhere."""
    hint = nearest(key, [row.name for row in table.rows])
    elsewhere = [other.name for other in TABLES if key in {row.name for row in other.rows}]
    if hint.startswith("Did"):
        return hint
    if not elsewhere:
        for other in TABLES:
            if (known := meant(key, [row.name for row in other.rows])) is not None:
                return f'Did you mean "{known}"{f" under [{other.name}]" if other.name else ""}?'
        return hint
    return f"It belongs under [{elsewhere[0]}]." if elsewhere[0] else "It belongs above the first [table]."


def _place(text: str, path: Path, table: str, key: str) -> str:
    """File and line of a key, or of the head of a table that is named like it."""
    within = ""
    for number, line in enumerate(text.split("\n"), start=1):
        head = _HEAD.match(line)
        if head is not None:
            within = head[1]
            if not table and within.split(".")[0] == key:
                return f"{path} line {number}"
        elif within == table and (found := _KEY.match(line)) is not None and found[1] == key:
            return f"{path} line {number}"
    return str(path)


def _error(what: str, remedy: str, place: str, path: Path, error_id: str = "") -> ConfigurationError:
    return ConfigurationError(
        what,
        error_id=error_id or "station.key",
        source=place,
        remedy=f"{remedy} Then: bulletin station check {path}",
    )
