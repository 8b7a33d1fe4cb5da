"""What is spelled as Indian names are, and what as English words: lists to learn from."""

from __future__ import annotations

import re

from bulletin.language.hindi.sounds import sounds_of
from bulletin.language.tables import words

Entry = tuple[str, str]
"""A word of the letters a to z, and its spoken form."""


def entries(table: str) -> list[Entry]:
    """Return the single words of a table, in small letters, that are said as one word and are no acronyms."""
    return [
        (row[0].lower(), row[1])
        for row in words(f"hindi/words/{table}.tsv")
        if re.fullmatch("[A-Za-z]{2,}", row[0]) and not row[0].isupper() and sounds_of(row[1])
    ]


def names() -> list[Entry]:
    """Return names of the lexicon and Hindi words in Latin letters."""
    found = dict(entries("hinglish"))
    for table in ("name_elements", "lexicon_places", "lexicon_people"):
        found |= dict(entries(table))
    return list(found.items())
