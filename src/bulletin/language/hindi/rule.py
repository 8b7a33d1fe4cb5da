"""What a rule is: a function from a sentence to replacements for parts of it.

Also the pattern fragments that several rules share.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module


@dataclass(frozen=True, slots=True)
class Replacement:
    """Say `words` for the span `start:end` of the sentence."""

    start: int
    end: int
    words: str


RuleFunction = Callable[[str], Iterator[Replacement]]
"""A pure function from a sentence to replacements, in order and without overlap.

Each span that an earlier rule replaced appears in the sentence as one placeholder (a private-use character,
U+E000…). A replacement may include placeholders in its own words."""

PLACEHOLDER = "\ue000-\uf8ff"
"""Private-use characters that stand for spans already replaced; for use inside a character class."""

DEVANAGARI = "\u0900-\u0963\u0970-\u097f"
"""Letters and signs of Devanagari, without digits and dandas; for use inside a character class."""

LETTER = f"{DEVANAGARI}A-Za-z"

WORD_ENDS = rf"(?![A-Za-z])(?![{DEVANAGARI}])"
"""No letter follows. Two lookaheads, as a class with both alphabets takes long to compile."""

NUMBER = r"(?:\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
"""A number with Indian or Western grouping and an optional decimal fraction."""

NOT_IN_NUMBER = r"(?=[+\d-]|–|माइनस|ऋण)(?<!\d)(?<!\d[.,])"
"""Before a number, with or without its sign: it does not continue another number. The lookahead comes first,
as it fails at most positions."""

NUMBER_ENDS = r"(?!\d)(?![.,]\d)"
"""After a number: it does not continue."""

DASH = r"\s?[-–—]\s?"

COUNTED = (
    "लोग|व्यक्ति|कर्मचार|परिवार|किसान|छात्र|मरीज|मरीज़|घर|गाँव|गांव|वाहन|मजदूर|मज़दूर|महिला|पुरुष|बच्च|युवा|शिक्षक|पद"
    "|सदस्य|जवान|उपभोक्ता|ग्राहक|मामल|केस|दुकान|स्कूल|कंपनि|रुप|करोड़|लाख|हज़ार|हजार"
)
"""Beginnings of words for what is counted: after one of them a number is a count."""

POSTPOSITION = r"(?:का|के|की|को|में|से|पर|तक|ने|वाले|वाली|वाला)"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the chain: a name that users can switch off, the function, and when to apply it."""

    name: str
    apply: RuleFunction
    needs: str = ""
    """`digit`: only sentences with a digit; `latin`: only those with a Latin letter; `unusual`: only those with a
    character outside Devanagari, ASCII and common punctuation; `letters`: with either of these two; empty: all."""
    cues: tuple[str, ...] = ()
    """Strings of which the sentence must also contain one; without any, the rule would find nothing."""
    patterns: tuple[str, ...] = ()
    """Patterns that serve as cues too. A rule with neither cues nor patterns is applied to every sentence."""


def lazy(name: str) -> RuleFunction:
    """Return the rule function `module.function` of this package, imported on first use.

    Most sentences need few rules, and compiling the patterns of all takes longer than a whole article.
    """

    @cache
    def load() -> RuleFunction:
        module, _, function = name.partition(".")
        loaded: RuleFunction = getattr(import_module(f"bulletin.language.hindi.{module}"), function)
        return loaded

    return lambda text: load()(text)


class Found(dict[tuple[int, int], str]):
    """Spans of a sentence with the words for each, in the order in which a rule found them."""

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
        """Add a span, unless it overlaps one already found."""
        if not self.covers(*span):
            self[span] = words

    def covers(self, start: int, end: int) -> bool:
        """Return whether `start:end` overlaps a span already found."""
        return 1 in self._covered[start:end]


def clashes(found: Found, match: re.Match[str]) -> bool:
    """Return whether a match overlaps a span already found."""
    return found.covers(match.start(), match.end())


def in_order(found: Found) -> Iterator[Replacement]:
    """Yield the spans as replacements from left to right; of two that overlap, the one that starts first."""
    last = 0
    for (start, end), words in sorted(found.items()):
        if start >= last:
            yield Replacement(start, end, words)
            last = end
