"""What a rule is: a function from a sentence to the stretches of it that it says in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module


@dataclass(frozen=True, slots=True)
class Replacement:
    """The stretch `start:end` of the sentence is said as `words`."""

    start: int
    end: int
    words: str


RuleFunction = Callable[[str], Iterator[Replacement]]
"""Takes a sentence in which every stretch that an earlier rule said stands as one private letter
(U+E000…); yields sayings in order, none touching another. It may carry private letters over into
its own words, and keeps no state."""

PLACEHOLDER = "\ue000-\uf8ff"
"""The private letters that stand for what is already said, for use inside a character class."""

DEVANAGARI = "\u0900-\u0963\u0970-\u097f"
"""Letters and signs of Devanagari without digits and dandas, for use inside a character class."""

LETTER = f"{DEVANAGARI}A-Za-z"

WORD_ENDS = rf"(?![A-Za-z])(?![{DEVANAGARI}])"
"""After a word: it does not go on. Two looks, because a class of both alphabets takes long to make."""

NUMBER = r"(?:\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
"""A number with Indian or western grouping and perhaps a decimal fraction."""

NOT_IN_NUMBER = r"(?=[+\d-]|–|माइनस|ऋण)(?<!\d)(?<!\d[.,])"
"""Before a number with or without its sign: it is not the tail of another one. That there is one is asked
first, because that is what fails at most places of a text."""

NUMBER_ENDS = r"(?!\d)(?![.,]\d)"
"""After a number: it does not go on."""

DASH = r"\s?[-–—]\s?"

POSTPOSITION = r"(?:का|के|की|को|में|से|पर|तक|ने|वाले|वाली|वाला)"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the chain: a name that people can switch off, the function, and when it is worth a try."""

    name: str
    apply: RuleFunction
    needs: str = ""
    """`digit`: only sentences with a digit; `latin`: only with a Latin letter; empty: all."""
    cues: tuple[str, ...] = ()
    """Letters, signs or words, one of which a sentence must hold besides, or the rule would find nothing in it."""
    patterns: tuple[str, ...] = ()
    """Patterns that do as well as a cue. With neither cues nor patterns every sentence is tried."""


def lazy(name: str) -> RuleFunction:
    """The rule's function `module.function` of this room, loaded when a sentence first needs it.

    Most sentences need few rules, and to make the patterns of all takes longer than to say an article.
    """

    @cache
    def load() -> RuleFunction:
        module, _, function = name.partition(".")
        loaded: RuleFunction = getattr(import_module(f"bulletin.language.hindi.{module}"), function)
        return loaded

    return lambda text: load()(text)


class Found(dict[tuple[int, int], str]):
    """Stretches of a sentence and how they are said, in the order in which a rule found them."""

    def __init__(self) -> None:
        super().__init__()
        self._covered = bytearray()

    def __setitem__(self, span: tuple[int, int], words: str) -> None:
        super().__setitem__(span, words)
        start, end = span
        if end > len(self._covered):
            self._covered.extend(bytes(end - len(self._covered)))
        self._covered[start:end] = b"\1" * (end - start)

    def add_if_free(self, span: tuple[int, int], words: str) -> None:
        """Add a stretch, unless a part of it is found already."""
        if not self.covers(*span):
            self[span] = words

    def covers(self, start: int, end: int) -> bool:
        """Whether any of `start:end` belongs to a stretch that is found already."""
        return 1 in self._covered[start:end]


def clashes(found: Found, match: re.Match[str]) -> bool:
    """Whether a match overlaps a stretch that is found already."""
    return found.covers(match.start(), match.end())


def in_order(found: Found) -> Iterator[Replacement]:
    """The stretches as sayings from left to right; of two that overlap, the one that begins first."""
    last = 0
    for (start, end), words in sorted(found.items()):
        if start >= last:
            yield Replacement(start, end, words)
            last = end
