"""Pieces: a spoken sentence → pieces within an engine's limit, cut where a reader would breathe."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from bulletin.language.tables import words

_AFTER_STOP = 0
_AFTER_COMMA = 1
_BEFORE_CONJUNCTION = 3
_AFTER_CLAUSE = 6
_AFTER_ADVERBIAL = 8
_AFTER_SUBJECT = 10
_AFTER_POSTPOSITION = 12
_BETWEEN_JOINED_WORDS = 30
_BEFORE_VERB = 35
_BEFORE_PHRASE = 45
_IN_PHRASE = 60
_AFTER_ADJECTIVE = 150
IN_NAME = 300
NEVER = 2_000
_IN_WORD = 100_000
"""The cost of a cut at each kind of place. Fewer pieces are better, but not if that breaks a phrase."""

_PIECE = 2
"""The cost of each piece: a request, and a break in the intonation."""

SHORTEST = 14
"""Characters below which a piece sounds abrupt, and costs extra."""


_MARKS = "।?!,;:–—"
_ADJECTIVE = re.compile(r"(?:ीय|वाले|वाली|वाला|वीं|वें|वां|पूर्ण|ित|िक)$")
"""Endings of words that mostly precede a noun."""

_INFINITIVE = re.compile(r"^(?!अपने|महीने|पुराने|इतने|उतने|कितने|जितने|सोने|दाने|नमूने).{2,}ने$")
_WILL = re.compile(r"(?:ंगे|ंगी|ेगा|ेगी|एगा|एगी|ूंगा|ऊंगा|ोगे|ओगे)$")
"""Endings of the future tense."""


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row[0] for row in words("phrases.tsv") if row[1] == kind)


def pieces(spoken: str, limit: int | None) -> tuple[str, ...]:
    """Cut `spoken` into pieces of at most `limit` characters; joined by spaces, they are the sentence again.

    Prefers to cut after punctuation, then before conjunctions, then after postpositions. Cuts inside a phrase
    such as "… के लिए" or a number only if there is no other place, and inside a word only if the word exceeds
    the limit, but never between a letter and its signs. Time is proportional to the text times the limit.
    Raises ValueError if `limit` is below 1.
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
    """Return the word, or its parts if it exceeds the limit, never cut between a letter and its signs."""
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
    """Return letters with their signs and the letters that a virama joins to them."""
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
    """Return for each token whether it continues the one before without a space, as part of a long word."""
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
    """Return the ends of the pieces at the least total cost: a shortest path over the tokens."""
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
            # Only short pieces cost extra: longer ones sound even.
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
    """Return the cost of a cut before the token `at`."""
    return _IN_WORD if joins[at] else cost_of_cut(tokens, at)


def cost_of_cut(tokens: Sequence[str], at: int) -> int:
    """Return the cost of a cut before the word `at` (from 1): 0 after a full stop, `NEVER` in a number."""
    before, after = tokens[at - 1], tokens[at].rstrip(_MARKS)
    if before[-1] in "।?!":
        return _AFTER_STOP
    if before[-1] in _MARKS:
        return _AFTER_COMMA
    earlier = tokens[at - 2] if at > 1 else ""
    later = tokens[at + 1].rstrip(_MARKS) if at + 1 < len(tokens) and tokens[at][-1] not in _MARKS else ""
    if _in_number(earlier, before, after) or before == after:
        return NEVER
    if before in _words("conjunction") or before in _words("coordinator"):
        return NEVER
    if after in _words("conjunction"):
        return _BEFORE_CONJUNCTION
    if after in _words("coordinator"):
        return _cost_of_joining(before)
    if after in _words("binds-before") or before in _words("binds-next"):
        return NEVER
    if _is_name(before, after, later) or _waits_for_two(earlier, before):
        return IN_NAME
    if _is_adjective(before):
        return _AFTER_ADJECTIVE
    cost = _cost_after(earlier, before)
    if _is_verb(after, later):
        return max(cost, _BEFORE_VERB) if cost < _IN_PHRASE else cost + _BEFORE_VERB
    return min(cost, _BEFORE_PHRASE) if after in _words("binds-next") or _is_adjective(after) else cost


def _cost_of_joining(before: str) -> int:
    """Return the cost of a cut before "और": low between clauses, higher between the words it joins."""
    if _ends_clause(before):
        return _BEFORE_CONJUNCTION
    return _AFTER_POSTPOSITION if before in _words("postposition") else _BETWEEN_JOINED_WORDS


def _cost_after(earlier: str, before: str) -> int:
    """Return the cost of a cut after a word that does not bind the next."""
    if before in _words("compound") and earlier in ("के", "की", "से"):
        return _AFTER_ADVERBIAL
    if before == "ने":
        return _AFTER_SUBJECT
    if before in _words("postposition"):
        return _AFTER_POSTPOSITION
    if before in _words("finite") or _WILL.search(before) or _is_participle(before):
        return _AFTER_CLAUSE
    if before == "हुए" and earlier.endswith("ते"):
        return _AFTER_CLAUSE
    return _IN_PHRASE


def _in_number(earlier: str, before: str, after: str) -> bool:
    """Return whether a number, range, amount or date continues across the cut."""
    parts = _words("number-part")
    if before in parts:
        return True
    if after not in parts:
        return False
    return before in _words("amount") or before in _words("month") or (before == "से" and earlier in parts)


def _waits_for_two(earlier: str, before: str) -> bool:
    """Return whether the two words before the cut need a noun: "सबसे छोटी …", "दोनों ही …"."""
    if before in ("ही", "भी"):
        return earlier in _words("binds-next") or earlier in _words("intensifier")
    return earlier in _words("intensifier") and before not in _words("postposition")


def _is_adjective(word: str) -> bool:
    return word in _words("adjective") or bool(_ADJECTIVE.search(word))


def _is_name(before: str, after: str, later: str) -> bool:
    """Return whether a name of a person or place continues across the cut, by the lists of surnames and names."""
    if (before, after) in _names():
        return True
    if before in _words("postposition") or _ends_clause(before):
        return False
    surnames = _surnames()
    return after in surnames or (
        later in surnames and after not in _words("number-part") and before in _letters()
    )


def _is_verb(after: str, later: str) -> bool:
    """Return whether the word after the cut is a verb that belongs to the words before it."""
    if after in _words("clause-end") or _is_participle(after):
        return True
    return bool(_INFINITIVE.search(after)) or later in _words("helper")


def _is_participle(word: str) -> bool:
    """Return whether a word ends like "देकर" and "बढ़कर"."""
    return len(word) > 3 and word.endswith("कर")


def _ends_clause(word: str) -> bool:
    return word in _words("clause-end") or bool(_WILL.search(word))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row[0] for row in words("surnames.tsv"))


@cache
def _letters() -> frozenset[str]:
    """Return the names of letters, which abbreviate first names."""
    return frozenset(name for row in words("hindi/words/letters.tsv") for name in row[1:])


@cache
def _names() -> frozenset[tuple[str, str]]:
    """Return every two consecutive words of all names of several words."""
    spoken = [row[1] for row in words("hindi/words/lexicon_people.tsv")]
    spoken += [row[1] for row in words("hindi/words/lexicon_places.tsv")]
    spoken += [row[1] for row in words("hindi/words/lexicon_organisations.tsv")]
    spoken += [row[0] for row in words("places.tsv")]
    return frozenset(pair for name in spoken for pair in pairwise(name.split()))
