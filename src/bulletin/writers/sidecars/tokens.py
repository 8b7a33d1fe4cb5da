"""Tokens: a written sentence → its words, and the parts of words that are wider than a line of a caption."""

from __future__ import annotations

from functools import cached_property

from bulletin.language.phrases import cost_of_break
from bulletin.writers.letters import columns, letters

WIDEST = 42
"""Columns of a line, as `writers.letters.columns` counts them."""

_IN_WORD = 5_000


class Tokens:
    """A written sentence in tokens: its words, and the parts of words that are wider than a line.

    `before` is shown in front of it, and kept with its first word.
    """

    def __init__(self, written: str, before: str = "") -> None:
        self.tokens: list[str] = []
        self.joined: list[bool] = []
        """Whether the token goes on without a space."""
        self._add(before)
        self.ahead = len(self.tokens)
        """How many tokens are no part of the sentence."""
        self._add(written)

    def _add(self, text: str) -> None:
        for word in text.split():
            for number, part in enumerate(_parts(word)):
                self.tokens.append(part)
                self.joined.append(number > 0)

    @cached_property
    def widths(self) -> list[int]:
        """The columns of each token."""
        return [columns(token) for token in self.tokens]

    @cached_property
    def costs(self) -> list[int]:
        """The cost of a break before each token; the first is never used."""
        return [0] + [
            _IN_WORD if self.joined[at] or at <= self.ahead else cost_of_break(self.tokens, at)
            for at in range(1, len(self.tokens))
        ]

    def text(self, begin: int, end: int) -> str:
        """The tokens from `begin` to before `end`, as written."""
        shown = self.tokens[begin]
        for at in range(begin + 1, end):
            shown += self.tokens[at] if self.joined[at] else f" {self.tokens[at]}"
        return shown

    def width(self, begin: int, end: int) -> int:
        """The columns of the tokens from `begin` to before `end`, with the spaces between them."""
        return sum(self.widths[begin:end]) + sum(not joined for joined in self.joined[begin + 1 : end])


def _parts(word: str) -> list[str]:
    """The word, or, if it is wider than a line, its parts cut between letters."""
    if columns(word) <= WIDEST:
        return [word]
    parts = [""]
    width = 0
    for letter in letters(word):
        wide = columns(letter)
        if parts[-1] and width + wide > WIDEST:
            parts.append("")
            width = 0
        parts[-1] += letter
        width += wide
    return parts
