"""Values: for each row of the table of settings the values to sweep, from its kind, as an option and in a station file."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.production.setup.kinds import Choice, Choices, Kind, Number, Text, Truth
from bulletin.production.setup.kinds.files import File, Folder, Lexicons, Music
from bulletin.production.setup.kinds.named import (
    Announcement,
    BitRate,
    Colour,
    Formats,
    Loudness,
    Moment,
    Rules,
    Time,
    Track,
    Voice,
    Zone,
)
from bulletin.production.setup.kinds.readers import Readers
from bulletin.production.setup.setting import Setting
from bulletin.production.setup.table import BULLETIN_SETTINGS, SETTINGS, TABLES

LONG = "संगीत और समाचार की नगर सेवा " * 12

TEXTS = ("City News", 'रेडियो "शहर" & <मित्र>\'s', "  two\nlines  ", LONG.strip())

OF_FILES = {"cover.file": "own cover.png", "output": "news 1.flac", "output.folder": "made here"}
"""By key; of all others that name a file, music."""

MUSIC = "अपना 'sound'.wav"
LEXICON = "-words.tsv"

BY_KIND: tuple[tuple[type[Kind], tuple[object, ...]], ...] = (
    (Announcement, ("यह {station} है। {date}, {time}।", "")),
    (BitRate, ("64", "V2")),
    (Colour, ("#0b2545",)),
    (Formats, (["m4a"], ["wav", "mp3"], ["flac"], ["opus"], ["mp2"])),
    (Readers, (["अनीता=tone:hum", "रवि=espeak:hi+m3"], ["अनीता"])),
    (Rules, (["roman"], ["roman", "money"])),
    (Lexicons, ([LEXICON],)),
    (Music, ("ours", "none", MUSIC)),
    (Moment, ("2026-01-26T07:00", "07:00")),
    (Time, ("0:30",)),
    (Track, ("3", "3/12")),
    (Voice, ("espeak", "tone:hum")),
    (Loudness, ("broadcast", "podcast-mono", "-14.5", "-30")),
    (Truth, (True, False)),
    (Zone, ("Asia/Kathmandu", "UTC")),
    (Text, TEXTS),
)
"""The values of a kind; the first row that it is of."""


@dataclass(frozen=True, slots=True)
class Given:
    """A setting of a case: its key, its value, and whether an option gives it or the station file."""

    key: str
    value: object
    by_option: bool

    def __str__(self) -> str:
        return f"{'--' if self.by_option else ''}{self.key}={self.value!r:.40}"


def values_of(row: Setting) -> tuple[object, ...]:
    """The values that are swept of a row; LookupError for a kind that has none here."""
    kind = row.kind
    if row.key == "output.also":
        # Packages are made of the finished files and do not change them; tests of exports have all of them.
        return ([],)
    if row.key in OF_FILES:
        return (OF_FILES[row.key],)
    for each, values in BY_KIND:
        if isinstance(kind, each):
            return values
    if isinstance(kind, Choices):
        return tuple([choice] for choice in kind.valid()[:3])
    if isinstance(kind, Choice):
        return kind.valid()
    if isinstance(kind, Number):
        assert kind.lowest is not None
        assert kind.highest is not None
        return (kind.lowest, min(kind.highest, kind.lowest + 2))
    if isinstance(kind, File):
        return (MUSIC,)
    if isinstance(kind, Folder) or type(kind) is not Kind:
        raise LookupError(f"{row.key}: no values are swept of {type(kind).__name__}")
    return TEXTS


def axis(row: Setting) -> list[Given]:
    """All ways in which a row is given in the sweep."""
    values = values_of(row)
    options = [value for value in values if row.switch is None or value == row.switch] if row.option else []
    in_file = () if row.key in BULLETIN_SETTINGS else values
    return [
        *(Given(row.key, value, by_option=True) for value in options),
        *(Given(row.key, value, by_option=False) for value in in_file),
    ]


def axes() -> dict[str, list[Given]]:
    """Every row's, by its key; but `again`, which is no part of what is made."""
    assert {row.key for table in TABLES for row in table.rows} <= SETTINGS.keys()
    return {key: axis(row) for key, row in SETTINGS.items() if key != "again"}
