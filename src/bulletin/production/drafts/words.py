"""Words: a pronunciation for every story of the folder, from this sentence on."""

from __future__ import annotations

from bulletin.language.lexicon_edits import Edit
from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.setup.new_word import add_word


def say_always(folder: StudioFolder, written: str, spoken: str) -> Edit:
    """Put a word into the folder's lexicon, and return what changed there. Raises InputError (65) as `add_word` does."""
    with folder.lock:
        return add_word(folder.lexicon, written.strip(), spoken.strip())
