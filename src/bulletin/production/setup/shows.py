"""Shows: a show's file (TOML) → its sources, station, output and feed. Every key is checked, as in a station file.

Files and folders are looked for beside it, so that it can be run from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from bulletin.errors import ConfigurationError
from bulletin.production.setup.kinds import nearest
from bulletin.production.setup.station import toml_of
from bulletin.production.setup.texts import read_config
from bulletin.readers.doors.web_address import is_address


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowFile:
    """What a show's file holds."""

    path: Path
    sources: tuple[str, ...] = ()
    lists: tuple[Path, ...] = ()
    patterns: tuple[str, ...] = ()
    latest: int | None = None
    out: Path
    station: Path | None = None
    feed: Path | None = None
    base_url: str = ""
    every: float | None = None
    """Seconds between two looks, where it is watched."""
    workers: int | None = None
    keep_days: int | None = None
    """After so many days, files in the feed's folder go that no page of it names; None for never."""


def read_show(path: Path) -> ShowFile:
    """A show's file. Raises ConfigurationError (78) naming the line, the key and the nearest valid one, MissingInputError (66)."""
    return _Reading(path, read_config(path, "show.encoding")).show()


TEMPLATE = """\
# A show: what it is made of, how it sounds, where it goes. Then: bulletin run {name}
# Files and folders are beside this file. What has # before it is left out.

sources = ["articles"]                 # folders, feeds, addresses of pages
# lists = ["addresses.txt"]            # files with more of them, one a line
# pattern = ["*.txt"]                  # which files of folders; without it text, Markdown, HTML and Word
# latest = 5                           # how many of a feed's newest entries, 1 to 100
out = "episodes"                       # the folder of the bulletins
# station = "radio.toml"               # see: bulletin station new
# feed = "podcast"                     # see: bulletin feed new
# base_url = "https://example.org/podcast/"
# keep_days = 30                       # then files go that the feed names no more
# every = 300                          # seconds between two looks, with --watch
# workers = 2                          # bulletins made at once; one a processor core without it
"""


def _texts(value: object) -> tuple[str, ...] | None:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        return None
    return tuple(value)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _whole(lowest: int, highest: int) -> Callable[[object], int | None]:
    def read(value: object) -> int | None:
        good = isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest
        return value if good else None  # type: ignore[return-value]

    return read


_KEYS: dict[str, tuple[Callable[[object], Any], str]] = {
    "sources": (_texts, 'a list of texts: ["articles", "https://news.example/rss.xml"]'),
    "lists": (_texts, 'a list of files: ["addresses.txt"]'),
    "pattern": (_texts, 'a list of patterns: ["*.txt"]'),
    "latest": (_whole(1, 100), "a whole number, 1 to 100"),
    "out": (_text, 'a folder: "episodes"'),
    "station": (_text, 'a file: "radio.toml"'),
    "feed": (_text, 'a folder: "podcast"'),
    "base_url": (_text, 'an address: "https://example.org/podcast/"'),
    "every": (_whole(5, 86_400), "a whole number of seconds, 5 to 86400"),
    "workers": (_whole(1, 256), "a whole number, 1 to 256"),
    "keep_days": (_whole(1, 36_500), "a whole number of days, 1 to 36500"),
}


class _Reading:
    """One file while it is read."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text
        self._found = toml_of(text, path, "show.toml", f"A new file: bulletin run --new {path}")

    def show(self) -> ShowFile:
        values: dict[str, Any] = {}
        for key, value in self._found.items():
            if key not in _KEYS:
                hint = nearest(key, tuple(_KEYS))
                table = (
                    " Settings of the voice and the sound are the station file's."
                    if isinstance(value, dict)
                    else ""
                )
                self._wrong(f'there is no key "{key}"', f"{hint}{table}", key)
            read, takes = _KEYS[key]
            values[key] = read(value)
            if values[key] is None:
                self._wrong(f'"{key}" takes {takes}', "Correct it, or put # before the line.", key)
        if not values.get("sources") and not values.get("lists"):
            self._wrong("a show needs sources", 'Write: sources = ["articles"]', "")
        if "out" not in values:
            self._wrong("a show needs a folder for its bulletins", 'Write: out = "episodes"', "")
        if "keep_days" in values and "feed" not in values:
            self._wrong(
                "keep_days is of files in a feed's folder, and there is no feed",
                'Write: feed = "podcast"',
                "keep_days",
            )
        return ShowFile(
            path=self._path,
            sources=tuple(
                each if is_address(each) else str(self._beside(each)) for each in values.get("sources", ())
            ),
            lists=tuple(map(self._beside, values.get("lists", ()))),
            patterns=values.get("pattern", ()),
            latest=values.get("latest"),
            out=self._beside(values["out"]),
            station=self._beside(values["station"]) if "station" in values else None,
            feed=self._beside(values["feed"]) if "feed" in values else None,
            base_url=values.get("base_url", ""),
            every=values.get("every"),
            workers=values.get("workers"),
            keep_days=values.get("keep_days"),
        )

    def _beside(self, name: str) -> Path:
        return self._path.parent / Path(name).expanduser()

    def _wrong(self, what: str, hint: str, key: str) -> NoReturn:
        line = next(
            (
                number
                for number, row in enumerate(self._text.split("\n"), start=1)
                if key and re.match(rf'\s*\[*\s*"?{re.escape(key)}"?\s*[\]=.]', row)
            ),
            0,
        )
        raise ConfigurationError(
            f"{what}.",
            error_id="show.key",
            source=f"{self._path} line {line}" if line else str(self._path),
            remedy=f"{hint} Then: bulletin run {self._path} --dry-run",
        )
