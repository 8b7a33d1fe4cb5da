"""Words: pronunciations for every story of the folder: listed, put in, taken out."""

from __future__ import annotations

from bulletin.language.lexicon import Entry, read_entries
from bulletin.language.lexicon_edits import Edit
from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.setup.new_word import add_word, remove_word
from bulletin.production.setup.texts import read_config


def say_always(folder: StudioFolder, written: str, spoken: str) -> Edit:
    """Put a word into the folder's lexicon, and return what changed there. Raises InputError (65) as `add_word` does."""
    with folder.lock:
        return add_word(folder.lexicon, written.strip(), spoken.strip())


def listed_words(folder: StudioFolder) -> list[Entry]:
    """The words of the folder's lexicon, the one put in last first."""
    with folder.lock:
        if not folder.lexicon.is_file():
            return []
        entries, _ = read_entries(read_config(folder.lexicon, "lexicon.encoding"))
    return list(reversed(entries))


def forget_word(folder: StudioFolder, written: str) -> bool:
    """Take a word out of the folder's lexicon; returns whether it was there."""
    with folder.lock:
        return folder.lexicon.is_file() and remove_word(folder.lexicon, written)
