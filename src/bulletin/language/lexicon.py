"""Lexicon: a newsroom's own words, written → spoken, applied before all rules of the language.

The file is TSV: each line is an entry, `written<TAB>spoken`; a single gap of two or more spaces before Devanagari stands
for the tab. A line that begins with `#` is a comment. Entries
match whole words, the longest entry first, and ignore the case of Latin letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bulletin.language.characters import speaks, tidy
from bulletin.language.hindi.chain import speak
from bulletin.language.hindi.rule import Replacement, Rule

NAME = "lexicon"
"""The name of the rule on the ledger."""

LONGEST_WRITTEN = 200
LONGEST_SPOKEN = 500
"""Most characters in each column; a longer one has lost its line end."""

_TOKEN = re.compile("[\u0900-\u0963\u0970-\u097f]+|[0-9]+|[^\\W\\d_\u0900-\u097f]+|\\s+|.", re.DOTALL)
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_GAP = re.compile(r"\s{2,}")
"""Between two columns of a line without a tab."""

_PLAIN_WORD = "[\u0904-\u0939][\u0900-\u0902\u0904-\u0939\u093e-\u094d]*"
_PLAIN = re.compile(f"{_PLAIN_WORD}(?: {_PLAIN_WORD})*")
"""Words of plain Devanagari, which are spoken as written."""

_POSSESSIVE = re.compile("['’]s(?![A-Za-z0-9'’])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a lexicon."""

    written: str
    spoken: str
    line: int
    """Line number, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a line of a lexicon, and the most likely correction."""

    line: int
    what: str
    remedy: str
    error: bool = True
    """False for a warning: allowed, but hardly intended, such as a word given twice."""


def read_entries(text: str) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """Return the entries of a lexicon, given its text, and all its faults, both in the order of the lines."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    lines: dict[str, int] = {}
    for number, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip() or raw.lstrip().startswith("#"):
            continue
        written, spoken, fault = _columns(raw, number)
        if fault is not None:
            faults.append(fault)
            continue
        key = entry_key(written)
        if key in lines:
            what = f'"{_short(written)}" is already on line {lines[key]}; the later line applies.'
            faults.append(
                Fault(line=number, what=what, remedy=f"Remove line {lines[key]} or {number}.", error=False)
            )
        lines[key] = number
        entries.append(Entry(written=written, spoken=spoken, line=number))
    return tuple(entries), tuple(faults)


def _columns(raw: str, number: int) -> tuple[str, str, Fault | None]:
    """Return the two columns of a line, cleaned, and what is wrong with it, if anything."""

    def wrong(what: str, remedy: str) -> tuple[str, str, Fault]:
        return "", "", Fault(line=number, what=what, remedy=remedy)

    columns = [column.strip() for column in raw.split("\t")]
    if len(columns) == 1:
        parts = _GAP.split(raw.strip())
        if len(parts) == 2 and _DEVANAGARI.match(parts[1]):
            # An editor has put spaces in the place of the tab.
            columns = parts
        elif (by_sign := _split_at_sign(raw.strip())) is None and (guess := _split_at_space(raw.strip())):
            return wrong("there is a space where a tab must be.", _with_tab(*guess))
        else:
            guess = by_sign or (raw.strip(), speak(raw).text or "…")
            return wrong("there is no tab between the written and the spoken form.", _with_tab(*guess))
    if len(columns) > 2 and not any(columns[2:]):
        columns = columns[:2]
    if len(columns) > 2:
        kept = [column for column in columns if column]
        if len(kept) == 2:
            return wrong(f"there are {len(columns) - 1} tabs, not one.", _with_tab(*kept))
        return wrong(
            f"there are {len(columns)} columns, not two.", _with_tab(columns[0], " ".join(columns[1:]))
        )
    written, spoken = columns
    if not written:
        return wrong("the written form before the tab is missing.", _with_tab("…", spoken))
    if not spoken:
        in_words = speak(written).text
        return wrong(
            f'the spoken form of "{_short(written)}" is missing.', _with_tab(written, in_words or "…")
        )
    if len(written) > LONGEST_WRITTEN or len(spoken) > LONGEST_SPOKEN:
        long, most = (
            ("written", LONGEST_WRITTEN) if len(written) > LONGEST_WRITTEN else ("spoken", LONGEST_SPOKEN)
        )
        return wrong(
            f"the {long} form is longer than {most} characters.", "Give words and names, not passages."
        )
    if not speaks(written):
        return wrong(f'"{_short(written)}" has no letter or digit.', "Give a word or a name.")
    if _PLAIN.fullmatch(spoken):
        return written, spoken, None
    in_words = speak(spoken).text
    if _needs_saying(spoken):
        what = f'"{_short(spoken)}" is not in Hindi words, so the voice cannot say it.'
        return wrong(what, _with_tab(written, in_words or "…"))
    if not in_words:
        return wrong(
            f'"{_short(spoken)}" contains nothing to speak.', _with_tab(written, speak(written).text or "…")
        )
    return written, in_words, None


def _needs_saying(spoken: str) -> bool:
    """Return whether `spoken` has a digit, a Latin letter, or a sign other than plain punctuation."""
    return any(
        letter.isdigit()
        or (letter.isalpha() and "LATIN" in unicodedata.name(letter, ""))
        or unicodedata.category(letter) in ("Sc", "Sm", "So", "Cn", "Co", "Cs")
        or letter in "%@#&*/\\"
        for letter in spoken
    )


def _split_at_sign(raw: str) -> tuple[str, str] | None:
    """Return two columns that a sign such as = parts."""
    for sign in (r"\s*(?:=>|->|→|=|~|;|,)\s*", r"\s*:\s*", r"\s*[-–—]\s+"):
        parts = re.split(sign, raw, maxsplit=1)
        if len(parts) == 2 and all(parts):
            return parts[0], parts[1]
    return None


def _split_at_space(raw: str) -> tuple[str, str] | None:
    """Return two columns that only spaces part: at the widest gap, before the Devanagari, or between two words."""
    words = raw.split()
    parts = _GAP.split(raw, maxsplit=1)
    if len(parts) == 1:
        parts = re.split("\\s+(?=[\u0900-\u097f])", raw, maxsplit=1)
        if len(parts) == 1 or _DEVANAGARI.search(parts[0]):
            parts = words if len(words) == 2 and all(map(_DEVANAGARI.match, words)) else []
    if len(parts) != 2:
        return None
    written, spoken = parts
    if _DEVANAGARI.match(spoken):
        return written, spoken
    return (spoken, written) if _PLAIN.fullmatch(written) else (written, speak(spoken).text or "…")


def _with_tab(written: str, spoken: str) -> str:
    return f"Write: {_short(written)}<TAB>{_short(spoken)}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


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
            following = self._steps.get((node, _folded(tokens[index].group())))
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
    return [_folded(match.group()) for match in _TOKEN.finditer(tidy(written).text.strip())]


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
