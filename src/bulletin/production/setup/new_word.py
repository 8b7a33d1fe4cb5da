"""New word: one entry → a lexicon on the disk, written whole; its other lines stay as they are."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import InputError
from bulletin.language.lexicon_edits import Edit, with_entry
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
    data = edit.text
    if there and b"\r\n" in path.read_bytes():
        data = data.replace("\n", "\r\n")
    write_whole(path, data.encode())
    return edit
