"""Phonemes: a text → its clauses, which espeak-ng turns into phonemes → the numbers that the model takes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bulletin.engines.kokoro.symbols import NUMBERS

MOST = 510
"""Numbers in one request, besides those at its edges."""

_MARKS = {"।": ".", "॥": ".", "|": ".", "–": "—", "-": "—"}
"""Marks of a pause that the model knows by another sign."""

_PAUSE = re.compile(r"[।॥|.,;:!?…—]+|(?<!\S)[–-]+(?!\S)")
_SIGN = re.compile(r"[^\w\s\u0900-\u0965\u200c\u200d'-]|_")
"""What espeak-ng would say by its name: the text of an article has none, but a person may write one."""

_WORD = re.compile(r"\S+")
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a text between two marks."""

    text: str
    start: int
    """Where it begins in the text."""
    mark: str
    """The sign for the pause after it; empty at the end of a text without one."""

    @property
    def words(self) -> list[tuple[int, int]]:
        """Where its words lie in the text."""
        found = [match.span() for match in _WORD.finditer(self.text) if _LETTER.search(match.group())]
        return [(self.start + begin, self.start + end) for begin, end in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """What the model is asked to say."""

    numbers: list[int]
    """Without those at the edges."""
    words: list[tuple[int, int, int]]
    """Of words: where each lies in the text, and its first place in `numbers`. Not every word need be there."""


def clauses(text: str) -> list[Clause]:
    """The clauses of a text that have a letter."""
    # Signs become spaces: every word stays in its place.
    text = _SIGN.sub(lambda match: match.group() if _PAUSE.fullmatch(match.group()) else " ", text)
    found: list[Clause] = []
    start = 0
    for match in _PAUSE.finditer(text):
        sign = match.group()[-1] if "?" not in match.group() else "?"
        found.append(Clause(text[start : match.start()], start, _MARKS.get(sign, sign)))
        start = match.end()
    found.append(Clause(text[start:], start, ""))
    return [clause for clause in found if _LETTER.search(clause.text)]


def numbered(spoken: Sequence[Clause], phonemes: Iterable[str]) -> Numbered:
    """The numbers for clauses, each with its phonemes as espeak-ng writes them: words parted by spaces.

    A sign that the model does not know is left out. espeak-ng says some words as one; the words of such a clause have
    no places.
    """
    numbers: list[int] = []
    words: list[tuple[int, int, int]] = []
    for clause, said in zip(spoken, phonemes, strict=True):
        parts = [[NUMBERS[sign] for sign in part if sign in NUMBERS] for part in said.split()]
        spans = clause.words
        for place, part in enumerate(parts):
            if numbers:
                numbers.append(NUMBERS[" "])
            if len(parts) == len(spans) and part:
                words.append((*spans[place], len(numbers)))
            numbers += part
        if clause.mark in NUMBERS:
            numbers.append(NUMBERS[clause.mark])
    return Numbered(numbers=numbers, words=words)
