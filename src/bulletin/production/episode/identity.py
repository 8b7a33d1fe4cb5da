"""Identity: by what an article is known again: address, entry of a feed, or file; else the file's name and first words.

Neither is its headline, which editors change. Both are hashes, so that no path of this machine gets into a published file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from bulletin.schema.script import Script

WORDS = 12
"""How many words of each story count."""

_DIGITS = 16
_BODY = ("dek", "body")


def source_identity(sources: Sequence[str], title: str) -> str:
    """Identity of sources: their addresses, entries of feeds, or paths; for standard input, the headline."""
    named = [
        title if source == "-" else source if _is_named(source) else str(Path(source).resolve())
        for source in sources
    ]
    return _hash(named)


def article_identity(sources: Sequence[str], script: Script) -> str:
    """Identity of articles that may have moved to another folder: names of their files, first words of each story.

    "" for a script without any text under its headline. `sources` are addresses and bare names of files; an entry of a
    feed stands for itself.
    """
    first: dict[int, str] = {}
    for segment in script.segments:
        if segment.role in _BODY:
            first.setdefault(segment.story, " ".join(segment.written.split()[:WORDS]))
    return _hash([*(script.identities or sources), *first.values()]) if first else ""


def is_address(source: str) -> bool:
    """Whether a source is on the web."""
    return source[:8].lower().startswith(("http://", "https://"))


def _is_named(source: str) -> bool:
    """Whether a source is no file: an address, or an entry of a feed as `Entry.known_as` names it."""
    return is_address(source) or source.startswith("entry:")


def _hash(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode("utf-8", "surrogateescape")).hexdigest()[:_DIGITS]
