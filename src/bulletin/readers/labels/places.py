"""Places: the towns and states that datelines name. Their table belongs to language."""

from __future__ import annotations

from functools import cache

from bulletin.language import tables
from bulletin.readers.labels.plain import without_nuktas


def is_place(text: str) -> bool:
    """Whether the text is the name of one place, with or without its nuktas."""
    return without_nuktas(text) in _places()


@cache
def _places() -> frozenset[str]:
    return frozenset(without_nuktas(row[0]) for row in tables.words("places.tsv"))
