"""Lexicon: a newsroom's own words, written → spoken, applied before all rules of the language.

The file is TSV: each line is an entry, `written<TAB>spoken`; a single gap of two or more spaces before Devanagari stands
for the tab. A line that begins with `#` is a comment. Entries
match whole words, the longest entry first, and ignore the case of Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bulletin.language.characters import tidy
from bulletin.language.hindi.rule import Replacement, Rule
from bulletin.language.lexicon_lines import Fault, columns_of, short

__all__ = ["NAME", "Entry", "Fault", "Lexicon", "entry_key", "read_entries"]

NAME = "lexicon"
"""The name of the rule on the ledger."""

_TOKEN = re.compile("[\u0900-\u0963\u0970-\u097f]+|[0-9]+|[^\\W\\d_\u0900-\u097f]+|\\s+|.", re.DOTALL)

_POSSESSIVE = re.compile("['’]s(?![A-Za-z0-9'’])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a lexicon."""

    written: str
    spoken: str
    line: int
    """Line number, from 1."""


def read_entries(text: str) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """Return the entries of a lexicon, given its text, and all its faults, both in the order of the lines."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    lines: dict[str, int] = {}
    for number, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip() or raw.lstrip().startswith("#"):
            continue
        written, spoken, fault = columns_of(raw, number)
        if fault is not None:
            faults.append(fault)
            continue
        key = entry_key(written)
        if key in lines:
            what = f'"{short(written)}" is already on line {lines[key]}; the later line applies.'
            faults.append(
                Fault(line=number, what=what, remedy=f"Remove line {lines[key]} or {number}.", error=False)
            )
        lines[key] = number
        entries.append(Entry(written=written, spoken=spoken, line=number))
    return tuple(entries), tuple(faults)


class Lexicon:
    """Entries in layers, of which later ones override earlier ones, as a prefix tree of tokens."""

    def __init__(self, layers: Iterable[Iterable[Entry]]) -> None:
        self._steps: dict[tuple[int, str], int] = {}
        self._spoken: dict[int, str] = {}
        nodes = 0
        for layer in layers:
            for entry in layer:
                node = 0
                for token in _keys(entry.written):
                    following = self._steps.get((node, token))
                    if following is None:
                        nodes += 1
                        following = self._steps[node, token] = nodes
                    node = following
                self._spoken[node] = entry.spoken

    def __len__(self) -> int:
        return len(self._spoken)

    def rule(self) -> Rule:
        """Return the lexicon as a rule, to apply before all others."""
        return Rule(NAME, self._speak)

    def _speak(self, text: str) -> Iterator[Replacement]:
        """Yield the entries found in `text`; linear in its length, whatever the number of entries."""
        tokens = list(_TOKEN.finditer(text))
        index = 0
        while index < len(tokens):
            found = self._longest(text, tokens, index)
            if found is None:
                index += 1
                continue
            last, words = found
            start, end = tokens[index].start(), tokens[last].end()
            possessive = _POSSESSIVE.match(text, end) if tokens[last].group()[-1].isascii() else None
            if possessive:
                end = possessive.end()
                words += "" if words.endswith(("स", "ज़", "श")) else "ज़"
            yield Replacement(start, end, words)
            index = last + 1
            while index < len(tokens) and tokens[index].start() < end:
                index += 1

    def _longest(self, text: str, tokens: list[re.Match[str]], first: int) -> tuple[int, str] | None:
        """Return the last token and the words of the longest entry from token `first` to the end of a word, or None."""
        if not _word_begins(text, tokens[first].start()):
            return None
        best: tuple[int, str] | None = None
        node = 0
        for index in range(first, len(tokens)):
            part = _folded(tokens[index].group())
            if part == " " and index > first + 1 and _after_stop(text, tokens[index].start()):
                continue
            following = self._steps.get((node, part))
            if following is None:
                break
            node = following
            words = self._spoken.get(node)
            if words is not None and _word_ends(text, tokens[index].end()):
                best = index, words
        return best


def entry_key(written: str) -> str:
    """Return the same text for all written forms that one entry matches."""
    return "\t".join(_keys(written))


def _keys(written: str) -> list[str]:
    """Return the tokens that an entry must match."""
    text = tidy(written).text.strip()
    return [
        _folded(match.group())
        for match in _TOKEN.finditer(text)
        if not (match.group().isspace() and _after_stop(text, match.start()))
    ]


def _after_stop(text: str, at: int) -> bool:
    """Return whether a full stop of an abbreviation stands before the space at `at`, which may be left out."""
    return at > 1 and text[at - 1] == "." and not _is_digit(text[at - 2])


def _folded(token: str) -> str:
    return " " if token.isspace() else token.casefold()


def _word_begins(text: str, at: int) -> bool:
    """Return whether a word may begin at `at`: not between Latin letters and digits, nor inside a number."""
    if at == 0:
        return True
    before, first = text[at - 1], text[at]
    if _is_digit(before):
        return not first.isalnum()
    if _is_digit(first):
        return not (before.isalnum() and not _is_devanagari(before)) and not (
            before in ".," and at > 1 and _is_digit(text[at - 2])
        )
    return True


def _word_ends(text: str, at: int) -> bool:
    """Return whether a word may end at `at`."""
    if at >= len(text):
        return True
    last, after = text[at - 1], text[at]
    if _is_digit(last):
        return not after.isalnum() and not (after in ".," and _is_digit(text[at + 1 : at + 2]))
    if _is_digit(after):
        return _is_devanagari(last) or not last.isalnum()
    return True


def _is_digit(letter: str) -> bool:
    return "0" <= letter <= "9"


def _is_devanagari(letter: str) -> bool:
    return "\u0900" <= letter <= "\u097f"
