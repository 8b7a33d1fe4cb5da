"""Doubtful names: words in Devanagari, near a title or a surname, whose spelling leaves the reading open to a voice.

A word counts as a name if a title stands before it or a surname after it, or if the lexicon has the same name with a
nukta. It is doubtful if it lacks that nukta; if three consonants or more stand in a row without vowel signs, so that a
voice must guess where the inherent vowel is dropped (कमलनाथ: कमल-नाथ, not कम-लनाथ); or if it joins three consonants
(a voice may put a vowel between them). A name that the lexicon has as it stands is known, and never listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bulletin.language.hindi.sounds import NUKTA
from bulletin.language.tables import words

_WORD = re.compile("[\u0900-\u0963\u0970-\u097f]+")
_BARE_RUN = re.compile(f"(?:[क-ह]{NUKTA}?(?![\u0900-\u0903\u093c\u093e-\u094d])){{3}}")
"""Three consonants without a vowel sign, the last of which may end the word."""
_LAST_OF_WORD = re.compile(f"[क-ह]{NUKTA}?$")
_JOINED = re.compile(f"(?:[क-ह]{NUKTA}?\u094d){{2}}[क-ह]")
_SHORTEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A name whose reading is open, with a likely one and the reason."""

    written: str
    spoken: str
    reason: str


def doubtful_names(written: str) -> Iterator[Doubt]:
    """Yield the doubtful names of a sentence, in order."""
    found = list(_WORD.finditer(written))
    texts = [match.group() for match in found]
    for place, word in enumerate(texts):
        if len(word) < _SHORTEST or word in _known():
            continue
        with_nukta = _without_nukta().get(word)
        if with_nukta is not None:
            yield Doubt(written=word, spoken=with_nukta, reason="nukta")
            continue
        before = texts[place - 1] if place and _apart(written, found, place) else ""
        after = texts[place + 1] if place + 1 < len(texts) and _apart(written, found, place + 1) else ""
        if (before in _titles() or after in _surnames()) and word not in _surnames() | _titles():
            if _BARE_RUN.search(_LAST_OF_WORD.sub("", word)):
                yield Doubt(written=word, spoken=_in_parts(word), reason="schwa")
            elif _JOINED.search(word):
                yield Doubt(written=word, spoken=word, reason="cluster")


def _apart(written: str, found: list[re.Match[str]], place: int) -> bool:
    """Return whether a single space or a full stop parts a word from the one before it."""
    return written[found[place - 1].end() : found[place].start()] in (" ", ". ")


def _in_parts(word: str) -> str:
    """Return a name as two words where both are parts of names: कमलनाथ → कमल नाथ; else the name."""
    parts = _parts()
    for cut in range(2, len(word) - 1):
        if word[:cut] in parts and word[cut:] in parts:
            return f"{word[:cut]} {word[cut:]}"
    return word


@cache
def _parts() -> frozenset[str]:
    return frozenset(row[1] for row in words("hindi/words/name_elements.tsv"))


@cache
def _known() -> frozenset[str]:
    """Return the names of the lexicon as they are said."""
    tables = ("people", "places", "organisations")
    return frozenset(
        word
        for table in tables
        for row in words(f"hindi/words/lexicon_{table}.tsv")
        for word in row[1].split()
    )


@cache
def _without_nukta() -> dict[str, str]:
    """Return names of people and places that have a nukta, by how they are often written, without it."""
    found = {
        bare: row[1]
        for table in ("people", "places")
        for row in words(f"hindi/words/lexicon_{table}.tsv")
        if " " not in row[1] and len(bare := row[1].replace(NUKTA, "")) >= 4 and bare != row[1]
        # ड़ and ढ़ are never written without it.
        if not re.search(f"[डढ]{NUKTA}", row[1])
    }
    return {bare: spoken for bare, spoken in found.items() if bare not in _known()}


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row[0] for row in words("surnames.tsv"))


@cache
def _titles() -> frozenset[str]:
    return frozenset(row[0] for row in words("titles.tsv"))
