"""New word: one entry → a lexicon on the disk, written whole, or taken out of it; its other lines stay as they are."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import InputError
from bulletin.language.lexicon_edits import Edit, with_entry, without_entry
from bulletin.production.disk.commit import write_whole
from bulletin.production.setup.lexicons import station_lexicons
from bulletin.production.setup.texts import read_config

USUAL = Path("words.tsv")
"""Where a word goes if neither the command nor the environment names a lexicon."""


def usual_lexicon() -> Path:
    """The last of the station's lexicons, which goes before the others, or else `words.tsv` in this folder."""
    stations = station_lexicons()
    return stations[-1] if stations else USUAL


def add_word(path: Path, written: str, spoken: str) -> Edit:
    """Put an entry into the lexicon `path`, which need not be there, and return what changed.

    Raises InputError (65) if the entry cannot be one, ConfigurationError (78) if the file is no text, OutputError (73) or
    DiskError (74) if it cannot be written. The file is then as it was.
    """
    there = path.exists()
    text = read_config(path, "lexicon.encoding") if there else ""
    edit = with_entry(text, written, spoken)
    if not isinstance(edit, Edit):
        raise InputError(
            edit.what,
            error_id="lexicon.entry",
            source=f'"{written}" "{spoken}"',
            remedy=edit.remedy.replace("Write: ", "Give both, spoken in Devanagari: ").replace("<TAB>", " "),
        )
    _write(path, edit.text)
    return edit


def remove_word(path: Path, written: str) -> bool:
    """Take the entries of a word out of the lexicon `path`; returns whether there was one. Raises as `add_word` does."""
    text = read_config(path, "lexicon.encoding")
    changed = without_entry(text, written)
    if changed == text:
        return False
    _write(path, changed)
    return True


def _write(path: Path, text: str) -> None:
    """Write a lexicon with the line ends that it has."""
    if path.exists() and b"\r\n" in path.read_bytes():
        text = text.replace("\n", "\r\n")
    write_whole(path, text.encode())
