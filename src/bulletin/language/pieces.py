"""Pieces: a spoken sentence → pieces no longer than an engine's limit, cut where a reader would breathe."""

from __future__ import annotations

import unicodedata
from functools import cache

from bulletin.language.tables import words

_AFTER_STOP = 0
_AFTER_COMMA = 1
_BEFORE_CONJUNCTION = 3
_AFTER_POSTPOSITION = 12
_IN_PHRASE = 60
_NEVER = 2_000
_IN_WORD = 100_000
"""What a cut costs by where it falls. Fewer pieces are better, but never at the price of a phrase."""

_PIECE = 2
"""What each piece costs: a request, and a seam in the melody of the sentence."""

SHORTEST = 12
"""A piece shorter than this sounds chopped off; it costs extra."""


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row[0] for row in words("phrases.tsv") if row[1] == kind)


def pieces(spoken: str, limit: int | None) -> tuple[str, ...]:
    """`spoken` in pieces of at most `limit` characters, which joined by spaces give it again.

    Cuts after punctuation first, then before conjunctions, then after a postposition; never inside a
    phrase such as "… के लिए" or a number while there is another way; inside a word only if the word
    alone exceeds the limit, and then never inside a letter with its signs. Raises ValueError if
    `limit` is below 1. Takes time in proportion to the text times the limit.
    """
    spoken = " ".join(spoken.split())
    if limit is None or len(spoken) <= limit:
        return (spoken,) if spoken else ()
    if limit < 1:
        raise ValueError(limit)
    tokens = [part for word in spoken.split(" ") for part in _fitting(word, limit)]
    joins = _joins(spoken, limit)
    ends = _best_ends(tokens, joins, limit)
    found: list[str] = []
    begin = 0
    for end in ends:
        found.append(_text(tokens, joins, begin, end))
        begin = end
    return tuple(found)


def _fitting(word: str, limit: int) -> list[str]:
    """The word itself, or its parts if it is longer than the limit, cut between letters with their signs."""
    if len(word) <= limit:
        return [word]
    parts: list[str] = []
    part = ""
    for cluster in _clusters(word):
        if part and len(part) + len(cluster) > limit:
            parts.append(part)
            part = ""
        while len(cluster) > limit:
            parts.append(cluster[:limit])
            cluster = cluster[limit:]
        part += cluster
    if part:
        parts.append(part)
    return parts


def _clusters(word: str) -> list[str]:
    """Letters with their signs and the letters that a virama joins to them."""
    found: list[str] = []
    for letter in word:
        joined = unicodedata.category(letter) in ("Mn", "Mc", "Me") or (
            found and found[-1].endswith("\u094d")
        )
        if found and joined and len(found[-1]) < 32:
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _joins(spoken: str, limit: int) -> list[bool]:
    """For each token, whether it goes on without a space from the token before: parts of one long word."""
    joins: list[bool] = []
    for word in spoken.split(" "):
        joins += [number > 0 for number in range(len(_fitting(word, limit)))]
    return joins


def _text(tokens: list[str], joins: list[bool], begin: int, end: int) -> str:
    text = tokens[begin]
    for index in range(begin + 1, end):
        text += tokens[index] if joins[index] else f" {tokens[index]}"
    return text


def _best_ends(tokens: list[str], joins: list[bool], limit: int) -> list[int]:
    """Where to end each piece so that the cuts cost least: the shortest path over the tokens."""
    count = len(tokens)
    best = [0.0] * (count + 1)
    previous = [0] * (count + 1)
    for end in range(1, count + 1):
        best[end] = float("inf")
        length = -1
        cut = 0 if end == count else _cost(tokens, joins, end)
        for begin in range(end - 1, -1, -1):
            length += len(tokens[begin]) + (0 if joins[begin] and begin > 0 else 1)
            if length > limit:
                break
            short = (SHORTEST - length) * 2 if length < SHORTEST else 0
            # Pieces of even length keep an even melody; a long one is not worse than a short one.
            cost = best[begin] + cut + _PIECE + short
            if cost < best[end]:
                best[end] = cost
                previous[end] = begin
        if previous[end] == 0 and best[end] == float("inf"):
            previous[end] = end - 1
            best[end] = best[end - 1] + _IN_WORD
    ends: list[int] = []
    end = count
    while end > 0:
        ends.append(end)
        end = previous[end]
    return ends[::-1]


def _cost(tokens: list[str], joins: list[bool], at: int) -> int:
    """What it costs to cut before the token `at`."""
    if joins[at]:
        return _IN_WORD
    before, after = tokens[at - 1], tokens[at].rstrip(",।?!")
    if before[-1] in "।?!":
        return _AFTER_STOP
    if before[-1] == ",":
        return _AFTER_COMMA
    if before in _words("number") or (after in _words("number") and before in _words("number-part")):
        return _NEVER
    if after in _words("conjunction"):
        return _BEFORE_CONJUNCTION
    if before in _words("conjunction") or before in _words("binds-next") or after in _words("binds-before"):
        return _NEVER
    if before in _words("postposition"):
        return _AFTER_POSTPOSITION
    return _IN_PHRASE
