"""World: the sources and the files that a swept episode is made from, all in the working folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from PIL import Image

from bulletin.production.setup.table import SETTINGS
from tests.command import run_here
from tests.conftest import ARTICLE
from tests.sweep.values import LEXICON, MUSIC, OF_FILES, Given

OTHER = "Mausam: मौसम\nकल बारिश होगी. तापमान 12 डिग्री रहेगा.\n"

STATION = "my station.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """What an episode is made from, in words of a command line."""

    name: str
    words: tuple[str, ...]
    stdin: bool = False

    def __str__(self) -> str:
        return self.name


SOURCES = (
    Source("an article", ("metro.txt",)),
    Source("several stories", ("metro.txt", "मौसम 'आज' \"कल\".txt")),
    Source("standard input", ("-",), stdin=True),
    Source("standard input and a story", ("-", "metro.txt"), stdin=True),
    Source("an edited script", ("edited script.md",)),
    Source("an untouched script", ("script.md",)),
    Source("a name with a dash", ("--", "-metro.txt")),
    Source("a name in Devanagari", ("मेट्रो 'नई' $HOME.txt",)),
    Source("another folder", ("far/story.txt",)),
)


def prepare() -> None:
    """Write every source and file into the working folder."""
    Path("far").mkdir()
    for name in ("metro.txt", "-metro.txt", "मेट्रो 'नई' $HOME.txt", "far/story.txt"):
        Path(name).write_text(ARTICLE, encoding="utf-8")
    Path("मौसम 'आज' \"कल\".txt").write_text(OTHER, encoding="utf-8")
    made = run_here(["script", "metro.txt", "-o", "script.md"])
    assert made.returncode == 0, made.stderr
    edited = Path("script.md").read_text(encoding="utf-8").replace("पहले दिन", "अब रोज पहले ही दिन")
    Path("edited script.md").write_text(edited, encoding="utf-8")
    Path(LEXICON).write_text("मेट्रो\tमैट्रो\n", encoding="utf-8")
    seconds = np.arange(2 * 24_000) / 24_000
    tone = np.sin(2 * np.pi * 330 * seconds) * np.exp(-2 * seconds) * 0.3
    soundfile.write(MUSIC, np.stack([tone, tone * 0.5], axis=1), 24_000)
    Image.new("RGB", (1400, 1400), "#204060").save(OF_FILES["cover.file"])


def station_file(given: Sequence[Given]) -> str:
    """A station file with the settings that are not options."""
    tables: dict[str, list[str]] = {}
    for each in given:
        if not each.by_option:
            row = SETTINGS[each.key]
            value = f"{each.value:g}" if isinstance(each.value, float) else json.dumps(each.value)
            tables.setdefault(row.table, []).append(f"{row.name} = {value}\n")
    # What stands above the first table comes first.
    return "".join(
        (f"[{table}]\n" if table else "") + "".join(lines) for table, lines in sorted(tables.items())
    )


def options(given: Sequence[Given]) -> list[str]:
    """The settings that are options, in words of a command line."""
    return [word for each in given if each.by_option for word in _words(each)]


def _words(each: Given) -> list[str]:
    row = SETTINGS[each.key]
    option = (row.option or "").split()[-1]
    if row.switch is not None:
        return [option]
    values = each.value if isinstance(each.value, list) else [each.value]
    return [
        f"{option}={row.prefix}{value:g}" if isinstance(value, float) else f"{option}={row.prefix}{value}"
        for value in values
    ]
