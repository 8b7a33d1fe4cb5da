"""Sentences: a paragraph as written → its sentences. Nothing but white space is lost between them.

Hindi news ends its sentences with a danda, with an ASCII full stop (often glued to the next word), with `|`,
or with ? and !. A full stop also stands in initials, abbreviations, decimals, times, dates and addresses,
and a quotation may hold several sentences that belong together.
"""

from __future__ import annotations

import re
from functools import cache

from bulletin.language.tables import words

_END = re.compile(r"\n+|(?:…|\.{2,}|[.।॥|৷?!])+[\"”’'»)\]]*")
"""Every place where a sentence may end, with the quotation marks and brackets that close there."""

_TERMINAL = "।॥?!৷"
_CLOSING = "\"”’'»)]"
_DEVANAGARI = "\u0900-\u0963\u0970-\u097f\u200c\u200d"
_WORD_BEFORE = re.compile(rf"(?:[{_DEVANAGARI}]+|[A-Za-z]+|\d+)$")
_CHAIN_BEFORE = re.compile(rf"(?:(?:[{_DEVANAGARI}]{{1,7}}|[A-Za-z]{{1,4}})\.\s?)+$")
_WORD_AFTER = re.compile(rf"\s*(?:[“\"‘'(\[]*)((?:[{_DEVANAGARI}]+)|[A-Za-z]+|[\d०-९]+|.)?", re.DOTALL)
_LIST_NUMBER = re.compile(r"(?:^|\n)\s*[\(\[]?(?:\d{1,3}|[०-९]{1,3}|[A-Za-z]|[क-ह])$")
_LATIN_AFTER = re.compile(r"[a-z0-9]")
_SAID = re.compile(
    r"[\s,–—-]*(?:(?!है\b)[^\s।.?!|“”\"]+\s+){0,7}?"
    r"(?:कहा|पूछा|बोला|बोले|बोली|बोलीं|बताया|लिखा|जोड़ा|कहते|कहती|पूछते|चिल्लाया|चिल्लाई|दोहराया|कहना)"
    r"(?:\s+(?:है|था|थी|थे|हैं|गया|कि))?(?=[\s।.?!,|:]|$)"
)
"""What makes the words after a quotation part of its sentence: a said-clause close behind."""

_PAIRS = {"“": "”", "‘": "’", "(": ")", "[": "]", "«": "»"}
LONGEST_ASIDE = 1_000
"""Characters a quotation or bracket may hold and still be kept whole; beyond it, a closing mark is missing."""


@cache
def _abbreviations() -> frozenset[str]:
    """Words before a full stop that does not end the sentence, without their last full stop."""
    return frozenset(row[0].rstrip(".").casefold() for row in words("hindi/words/abbreviations.tsv"))


@cache
def _initials() -> frozenset[str]:
    """Names of letters, as in "ए. पी. जे." and in "U.S."."""
    return frozenset(row[1] for row in words("hindi/words/letters.tsv")) | frozenset(
        row[2] for row in words("hindi/words/letters.tsv") if len(row) > 2
    )


@cache
def _starters() -> frozenset[str]:
    return frozenset(row[0] for row in words("hindi/words/sentence_starters.tsv"))


@cache
def _closers() -> frozenset[str]:
    return frozenset(row[0] for row in words("hindi/words/unit_abbreviations.tsv"))


def split(text: str) -> tuple[str, ...]:
    """The sentences of `text`, each without white space around it and with its own end punctuation.

    Takes time in proportion to the text; text without any end mark is one sentence.
    """
    asides = _asides(text)
    found: list[str] = []
    begin = 0
    for mark in _END.finditer(text):
        if mark.start() < begin:
            continue
        end = _boundary(text, begin, mark, asides)
        if end is not None:
            found.append(text[begin:end])
            begin = end
    found.append(text[begin:])
    return tuple(sentence for part in found if (sentence := part.strip()))


def _boundary(text: str, begin: int, mark: re.Match[str], asides: list[tuple[int, int]]) -> int | None:
    """Where the sentence that began at `begin` ends, if it ends at `mark`."""
    end = mark.end()
    signs = mark.group()
    if signs.startswith("\n"):
        return end
    closers = len(signs) - len(signs.rstrip(_CLOSING))
    point = end - closers
    aside = _around(asides, mark.start())
    if aside is not None:
        # Inside a quotation or a bracket nothing ends, but its own close may end the sentence.
        if aside[1] >= end:
            return None
        if end < len(text) and _SAID.match(text, end):
            return None
        if text[aside[0]] in "([" and not _fresh_start(text, aside[0], begin):
            return None
    elif closers and text[point] in ")]":
        return None
    stop = text[mark.start() : point]
    if end >= len(text):
        return end
    if set(stop) & set(_TERMINAL):
        return _after_strong(text, begin, stop, end, closers)
    if "|" in stop:
        return end if text[end].isspace() or _is_devanagari(text[end]) else None
    if stop == ".":
        return _after_full_stop(text, begin, mark.start(), end, closers)
    # An ellipsis ends a sentence only where a new one plainly begins.
    after = _word_after(text, end)
    return end if after in _starters() and text[end].isspace() else None


def _after_strong(text: str, begin: int, stop: str, end: int, closers: int) -> int | None:
    if text[end] in ",;:—–-" or (text[end] == " " and text[end + 1 : end + 2] in ("—", "–", "-", ",")):
        # A dash after a danda opens the next sentence; after ? and ! it goes on.
        return end if "।" in stop and text[end] not in ",;:" else None
    if closers and _SAID.match(text, end):
        return None
    if not closers and "।" not in stop and text[end].isascii() and text[end].isalnum():
        return None
    return end if text[begin:end].strip(_TERMINAL + _CLOSING + " \n") else None


def _after_full_stop(text: str, begin: int, dot: int, end: int, closers: int) -> int | None:
    """Whether the full stop at `dot` ends the sentence."""
    after = text[end]
    before = _WORD_BEFORE.search(text, max(begin, dot - 40), dot)
    if before is None:
        return end if after.isspace() or closers else None
    word = before.group()
    if word.isdigit():
        return _after_number(text, begin, dot, end)
    if after in ",;:":
        return None
    if word[0].isascii():
        return _after_latin(text, dot, end, word)
    chain = _CHAIN_BEFORE.search(text, max(begin, dot - 40), dot + 1)
    dotted = chain.group().count(".") if chain else 0
    if dotted > 1 and chain is not None and _initial_chain(chain.group()):
        return end if _word_after(text, end) in _starters() and after.isspace() else None
    if word in _closers() and _number_before(text, before.start()):
        return end if _word_after(text, end) in _starters() else None
    if word.casefold() in _abbreviations():
        return None
    if word in _initials():
        return _after_initial(text, begin, before.start(), end, word)
    return end


def _after_number(text: str, begin: int, dot: int, end: int) -> int | None:
    if text[end].isdigit() or (
        (begin == 0 or text[begin - 1] == "\n") and _LIST_NUMBER.search(text[begin:dot])
    ):
        return None
    if not text[begin:dot].strip("0123456789०१२३४५६७८९ ([\n"):
        return None
    if text[end].isspace() or _is_devanagari(text[end]) or text[end] in "“‘\"'":
        return end
    return None


def _after_latin(text: str, dot: int, end: int, word: str) -> int | None:
    """After a Latin word: addresses, versions and initials go on, a sentence ends before a space."""
    after = text[end]
    if not after.isspace():
        return (
            end
            if _is_devanagari(after) and len(word) > 1 and word.casefold() not in _abbreviations()
            else None
        )
    if word.casefold() in _abbreviations():
        return None
    if len(word) == 1 and word.isupper():
        # U.S. goes on; a new sentence after it begins with a starter.
        return end if _word_after(text, end) in _starters() and text[dot - 2 : dot - 1] == "." else None
    return end


def _after_initial(text: str, begin: int, start: int, end: int, word: str) -> int | None:
    """After the name of a letter standing alone: an initial, or a word that only looks like one."""
    previous = text[begin:start].rstrip()
    follows = _WORD_AFTER.match(text, end)
    following = (follows.group(1) or "") if follows else ""
    next_is_initial = (
        follows is not None and following in _initials() and text[follows.end() : follows.end() + 1] == "."
    )
    if previous.endswith(".") or next_is_initial or not previous:
        return None
    if word in ("आई", "जी", "ओ", "एक", "ई"):
        # "वह घर आई." and "मोदी जी." end sentences; nothing else that names a letter does.
        return end
    return None if text[end].isspace() or _is_devanagari(text[end]) else end


def _initial_chain(chain: str) -> bool:
    """Whether every part of "आई.ए.एस." is the name of a letter or a short known abbreviation."""
    parts = [part.strip() for part in chain.split(".") if part.strip()]
    return all(part in _initials() or len(part) <= 2 or part.isascii() for part in parts)


def _number_before(text: str, at: int) -> bool:
    return text[:at].rstrip(" .कि")[-1:].isdigit() or text[max(0, at - 12) : at].strip(" .")[-1:].isdigit()


def _word_after(text: str, end: int) -> str:
    match = _WORD_AFTER.match(text, end)
    return (match.group(1) or "") if match else ""


def _is_devanagari(letter: str) -> bool:
    return "\u0900" <= letter <= "\u0963" or "\u0970" <= letter <= "\u097f"


def _fresh_start(text: str, opening: int, begin: int) -> bool:
    """Whether the bracket at `opening` holds sentences of its own, not an aside within one."""
    return not text[begin:opening].strip()


def _around(asides: list[tuple[int, int]], index: int) -> tuple[int, int] | None:
    for opening, closing in reversed(asides):
        if opening < index < closing:
            return opening, closing
        if closing < index - LONGEST_ASIDE:
            return None
    return None


def _asides(text: str) -> list[tuple[int, int]]:
    """Places of matched quotation marks and brackets, outermost only, in order; unmatched ones are ignored."""
    found: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for match in _ASIDE_MARKS.finditer(text):
        at, sign = match.start(), match.group()
        if (opened is not None and at - opened[0] > LONGEST_ASIDE) or sign == "\n":
            opened = None
        if sign == "\n":
            continue
        if opened is None:
            if sign in _PAIRS:
                opened = (at, _PAIRS[sign])
            elif sign == '"' and not (at and (text[at - 1].isalnum() or text[at - 1] in _TERMINAL)):
                opened = (at, '"')
        elif sign == opened[1] and not (sign == "’" and text[at + 1 : at + 2].isalpha()):
            found.append((opened[0], at))
            opened = None
    return found


_ASIDE_MARKS = re.compile('[“”‘’()\\[\\]«»"\n]')
