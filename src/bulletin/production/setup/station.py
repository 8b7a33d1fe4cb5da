"""Stations: a station's TOML file → its settings. Every key is checked; a wrong one is told with its line and the nearest."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NoReturn

from bulletin.errors import ConfigurationError
from bulletin.language.hindi import rule_names
from bulletin.production.setup.lexicons import entries_of
from bulletin.production.setup.targets import PRESETS, bed_level_of, loudness_of, overlap_of
from bulletin.production.setup.texts import read_setting
from bulletin.production.voice.casting import AUTOMATIC, named
from bulletin.schema.formats import FORMATS, ID3_VERSIONS, Id3, bit_rate_of
from bulletin.schema.manner import Manner
from bulletin.schema.pace import slot_of
from bulletin.schema.programme import KINDS, Jingle
from bulletin.schema.script import ROLES, Role
from bulletin.schema.station import CHANNEL_CHOICES, OURS, ChannelChoice, CoverWanted, Station
from bulletin.schema.units import Decibels, Lufs, Minutes
from bulletin.script.frame import check_announcement

MOST_MINUTES = 366 * 24 * 60
"""That a bulletin may be good for: a year."""

_TEXT, _NUMBER, _WHOLE, _TRUTH, _TEXTS = (
    "a text in quotation marks",
    "a number",
    "a whole number",
    "true or false",
    "a list of texts",
)

_KEYS: dict[str, dict[str, str]] = {
    "": {"name": _TEXT, "programme": _TEXT, "reader": _TEXT},
    "lines": {"opening": _TEXT, "closing": _TEXT, "disclosure": _TEXT, "say_disclosure": _TRUTH},
    "voices": {
        "main": _TEXT, "rate": _NUMBER, "pitch": _NUMBER, "fallback": _TEXT, "parallel": _WHOLE,
        **dict.fromkeys(ROLES, _TEXT),
    },
    "sound": {
        "loudness": "a preset's name or a number", "slot": 'a time in quotation marks, like "5:00"',
        "jingles": _TRUTH, "intro": _TEXT, "sting": _TEXT, "outro": _TEXT,
        "intro_overlap": _NUMBER, "sting_overlap": _NUMBER, "outro_overlap": _NUMBER,
        "bed": _TEXT, "bed_level": _NUMBER, "channels": _TEXT,
    },
    "words": {"lexicon": _TEXTS, "without": _TEXTS},
    "tags": {"genre": _TEXT, "copyright": _TEXT, "link": _TEXT, "id3": _TEXT},
    "cover": {"file": _TEXT, "ground": _TEXT, "accent": _TEXT, "made": _TRUTH},
    "radio": {"cut": _TEXT, "category": _TEXT, "good_for": _WHOLE},
    "output": {"folder": _TEXT, "formats": _TEXTS, "bit_rate": _TEXT},
}  # fmt: skip
"""Every key by its section, and what it takes."""

_FITS: dict[str, Callable[[Any], bool]] = {
    _TEXT: lambda value: isinstance(value, str),
    _NUMBER: lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    _WHOLE: lambda value: isinstance(value, int) and not isinstance(value, bool),
    _TRUTH: lambda value: isinstance(value, bool),
    _TEXTS: lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    'a time in quotation marks, like "5:00"': lambda value: isinstance(value, str),
    "a preset's name or a number": lambda value: isinstance(value, (str, int, float)) and not isinstance(value, bool),
}  # fmt: skip


def read_station(path: Path) -> Station:
    """The settings of a station file.

    Raises ConfigurationError (78) naming the line, the key and the nearest valid one, MissingInputError (66).
    """
    return parse_station(read_setting(path, "station.encoding"), path)


def parse_station(text: str, path: Path) -> Station:
    """The settings in a station file's text; files in it are looked for beside `path`."""
    try:
        found = tomllib.loads(text)
    except RecursionError:
        raise ConfigurationError(
            "this is no station file: it has brackets within brackets without end.",
            error_id="station.toml",
            source=str(path),
            remedy="A new file: bulletin station new FILE",
        ) from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        where = f" line {place[1]}, column {place[2]}" if place else ""
        raise ConfigurationError(
            f"this is not TOML: {str(error).split(' (at')[0][:1].lower()}{str(error).split(' (at')[0][1:]}.",
            error_id="station.toml",
            source=f"{path}{where}",
            remedy='Texts stand in quotation marks: name = "रेडियो शहर". A new file: bulletin station new FILE',
        ) from None
    return _Reading(text, path, found).station()


class _Reading:
    """One station file as it is turned into settings."""

    def __init__(self, text: str, path: Path, found: dict[str, Any]) -> None:
        self._text = text
        self._path = path
        self._found: dict[tuple[str, str], Any] = {}
        for key, value in found.items():
            if isinstance(value, dict):
                if key not in _KEYS:
                    self._unknown("", key, [section for section in _KEYS if section], f"[{key}]")
                for inner, item in value.items():
                    self._add(key, inner, item)
            else:
                self._add("", key, value)

    def station(self) -> Station:
        """The settings, each checked for itself."""
        plain = Station()
        roles: dict[Role, str] = {}
        for role in ROLES:
            if ("voices", role) in self._found:
                roles[role] = self._voice(role)
        jingles: dict[Jingle, Path] = {}
        overlaps: dict[Jingle, float] = {}
        for kind in KINDS:
            if ("sound", kind) in self._found:
                jingles[kind] = self._file("sound", kind)
            if ("sound", f"{kind}_overlap") in self._found:
                overlaps[kind] = self._overlap(f"{kind}_overlap")
        for key in ("opening", "closing", "disclosure"):
            check_announcement(self._text_of("lines", key), self._place("lines", key))
        lexicons = tuple(self._beside(name) for name in self._found.get(("words", "lexicon"), ()))
        for lexicon in lexicons:
            entries_of(lexicon)
        return Station(
            name=self._text_of("", "name", plain.name),
            programme=self._text_of("", "programme", plain.programme),
            reader=self._text_of("", "reader"),
            opening=self._text_of("lines", "opening"),
            closing=self._text_of("lines", "closing"),
            disclosure=self._text_of("lines", "disclosure", plain.disclosure),
            say_disclosure=self._found.get(("lines", "say_disclosure"), plain.say_disclosure),
            voice=self._voice("main") if ("voices", "main") in self._found else plain.voice,
            role_voices=roles,
            manner=self._manner(),
            fallback=self._voice("fallback") if ("voices", "fallback") in self._found else None,
            parallel=self._parallel(),
            loudness=self._loudness(),
            slot=self._slot(),
            jingles=self._found.get(("sound", "jingles"), plain.jingles),
            own_jingles=jingles,
            overlaps=overlaps,
            bed=self._bed(),
            bed_level=self._bed_level(),
            channels=self._channels(),
            lexicons=lexicons,
            without=self._without(),
            genre=self._text_of("tags", "genre", plain.genre),
            copyright=self._text_of("tags", "copyright"),
            link=self._text_of("tags", "link"),
            id3=self._id3(),
            cover=self._cover(),
            formats=self._formats(),
            bit_rate=self._bit_rate(),
            cut=self._text_of("radio", "cut"),
            category=self._text_of("radio", "category"),
            good_for=self._good_for(),
            folder=self._beside(self._found["output", "folder"])
            if ("output", "folder") in self._found
            else None,
        )

    def _add(self, section: str, key: str, value: Any) -> None:
        takes = _KEYS[section].get(key)
        if takes is None:
            self._unknown(section, key, list(_KEYS[section]), key)
        elif not _FITS[takes](value):
            self._wrong(section, key, f'"{key}" takes {takes}.', "Correct it, or put # before the line.")
        else:
            self._found[section, key] = value

    def _unknown(self, section: str, key: str, valid: list[str], shown: str) -> None:
        close = difflib.get_close_matches(key, valid, n=1)
        elsewhere = [name for name, keys in _KEYS.items() if key in keys]
        if close:
            remedy = f'Did you mean "{close[0]}"?'
        elif elsewhere:
            remedy = (
                f"It belongs under [{elsewhere[0]}]."
                if elsewhere[0]
                else "It belongs above the first [section]."
            )
        else:
            remedy = f"Valid here: {', '.join(valid)}."
        self._wrong(section, key, f'there is no key "{shown}".', remedy)

    def _text_of(self, section: str, key: str, otherwise: str = "") -> str:
        value: str = self._found.get((section, key), otherwise)
        return value

    def _voice(self, key: str) -> str:
        value = self._text_of("voices", key)
        if value != AUTOMATIC:
            try:
                named(value)
            except ConfigurationError as error:
                error.source = self._place("voices", key)
                raise
        return value

    def _manner(self) -> Manner:
        try:
            return Manner(
                rate=float(self._found.get(("voices", "rate"), 1.0)),
                pitch=float(self._found.get(("voices", "pitch"), 0.0)),
            )
        except ValueError as error:
            key = "rate" if "rate" in str(error) else "pitch"
            self._wrong("voices", key, f"{error}.", "Correct it, or put # before the line.")

    def _parallel(self) -> int | None:
        value: int | None = self._found.get(("voices", "parallel"))
        if value is not None and not 1 <= value <= 16:
            self._wrong("voices", "parallel", f"{value} requests at once is outside 1 to 16.", "Take 4.")
        return value

    def _loudness(self) -> Lufs:
        value = self._found.get(("sound", "loudness"), "podcast")
        try:
            return loudness_of(str(value))
        except ValueError as error:
            self._wrong(
                "sound", "loudness", f"{error}.", f"Take one of {', '.join(PRESETS)}, or a number like -16."
            )

    def _slot(self) -> float | None:
        value = self._text_of("sound", "slot")
        try:
            return slot_of(value) if value else None
        except ValueError as error:
            self._wrong("sound", "slot", f"{error}.", 'Take "5:00", or put # before the line.')

    def _formats(self) -> tuple[str, ...]:
        names: list[str] = self._found.get(("output", "formats"), [])
        for name in names:
            if name not in FORMATS:
                self._wrong(
                    "output",
                    "formats",
                    f'there is no format "{name}".',
                    f"The formats are: {', '.join(FORMATS)}.",
                )
        return tuple(dict.fromkeys(names))

    def _bit_rate(self) -> str:
        value = self._text_of("output", "bit_rate")
        try:
            return bit_rate_of(value) if value else ""
        except ValueError as error:
            self._wrong("output", "bit_rate", f"{error}.", 'Take "128", or "V2" for a variable one.')

    def _id3(self) -> Id3:
        value = self._text_of("tags", "id3", "2.3")
        found = next((version for version in ID3_VERSIONS if version == value), None)
        if found is None:
            self._wrong("tags", "id3", f'there is no version "{value}" of ID3 here.', 'Take "2.3" or "2.4".')
        return found

    def _cover(self) -> CoverWanted:
        return CoverWanted(
            made=self._found.get(("cover", "made"), True),
            file=self._file("cover", "file") if ("cover", "file") in self._found else None,
            ground=self._colour("ground"),
            accent=self._colour("accent"),
        )

    def _colour(self, key: str) -> str:
        value = self._text_of("cover", key)
        if value and re.fullmatch("#[0-9a-fA-F]{6}", value) is None:
            self._wrong("cover", key, f'"{value}" is no colour.', 'Write it as "#0b2545".')
        return value

    def _good_for(self) -> Minutes | None:
        value: int | None = self._found.get(("radio", "good_for"))
        if value is not None and not 1 <= value <= MOST_MINUTES:
            self._wrong("radio", "good_for", f"{value} minutes is outside 1 to {MOST_MINUTES}.", "Take 60.")
        return None if value is None else Minutes(value)

    def _overlap(self, key: str) -> float:
        try:
            return overlap_of(self._found["sound", key])
        except ValueError as error:
            self._wrong("sound", key, f"{error}.", "Take 1.5.")

    def _bed(self) -> Path | Literal["ours"] | None:
        if ("sound", "bed") not in self._found:
            return None
        return "ours" if self._text_of("sound", "bed") == OURS else self._file("sound", "bed")

    def _bed_level(self) -> Decibels:
        try:
            return bed_level_of(self._found.get(("sound", "bed_level"), Station().bed_level))
        except ValueError as error:
            self._wrong("sound", "bed_level", f"{error}.", "Take -20.")

    def _channels(self) -> ChannelChoice:
        value = self._text_of("sound", "channels", "auto")
        found = next((choice for choice in CHANNEL_CHOICES if choice == value), None)
        if found is None:
            what = f'"{value}" is no choice of channels.'
            self._wrong("sound", "channels", what, "Take auto, mono or stereo.")
        return found

    def _without(self) -> frozenset[str]:
        names = self._found.get(("words", "without"), ())
        for name in names:
            if name not in rule_names():
                close = difflib.get_close_matches(name, rule_names(), n=1)
                meant = (
                    f'Did you mean "{close[0]}"?' if close else f"The rules are: {', '.join(rule_names())}."
                )
                self._wrong("words", "without", f'there is no rule "{name}".', meant)
        return frozenset(names)

    def _file(self, section: str, key: str) -> Path:
        path = self._beside(self._text_of(section, key))
        if not path.is_file():
            self._wrong(
                section, key, f"there is no file {path}.", "Files are looked for beside the station file."
            )
        return path

    def _beside(self, name: str) -> Path:
        return self._path.parent / Path(name).expanduser()

    def _place(self, section: str, key: str) -> str:
        """File and line of a key."""
        within = ""
        for number, line in enumerate(self._text.split("\n"), start=1):
            head = re.match(r"\s*\[+\s*\"?([^\]\"]+?)\"?\s*\]+", line)
            if head:
                within = head[1]
            if (within == section and re.match(rf"\s*\"?{re.escape(key)}\"?\s*[=.]", line)) or (
                head is not None and not section and within.split(".")[0] == key
            ):
                return f"{self._path} line {number}"
        return str(self._path)

    def _wrong(self, section: str, key: str, what: str, remedy: str) -> NoReturn:
        raise ConfigurationError(
            what,
            error_id="station.key",
            source=self._place(section, key),
            remedy=f"{remedy} Then: bulletin station check {self._path}",
        )
