"""Phrases: the cost of breaking a written sentence into lines at each place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bulletin.language.pieces import IN_NAME, NEVER, cost_of_cut
from bulletin.language.tables import words

_NUMBER = re.compile(r"[\d०-९][\d०-९,./:–-]*$")
_BEGINS_WITH_NUMBER = re.compile(r"[\d०-९]")
_LONGEST_TITLE = 3
"""Most letters, without their vowel signs, before the full stop of a title."""

_OPENING = "(['\"“‘«₹$€£¥#@"
_CLOSING = ")]'\"”’»"


@cache
def _after_number() -> frozenset[str]:
    """Return what stays with the number before it: scales, units, months, and codes of currencies."""
    tables = ("scales", "units", "months", "currencies")
    return frozenset(row[0].casefold() for name in tables for row in words(f"hindi/words/{name}.tsv"))


@cache
def _before_number() -> frozenset[str]:
    """Return what stays with the number after it: currencies."""
    return frozenset(row[0].casefold() for row in words("hindi/words/currencies.tsv"))


def cost_of_break(written: Sequence[str], at: int) -> int:
    """Return the cost of a line break before the word `at` (from 1) of a written sentence.

    It is 0 after the end of a sentence, 1 after a comma, 3 before a conjunction, and up to 2,000 between a number
    and what it counts or an abbreviation and a name: there, only if there is no other place.
    """
    before, after = written[at - 1], written[at]
    if not before.strip(_OPENING):
        return NEVER
    bare = after.strip(_OPENING + _CLOSING + ".,;:!?।").casefold()
    if _NUMBER.search(before.rstrip(_CLOSING)):
        if bare in _after_number() or _BEGINS_WITH_NUMBER.match(after):
            return NEVER
        return max(IN_NAME, _cost(written, at))
    if _BEGINS_WITH_NUMBER.match(after) and before.rstrip(".").casefold() in _before_number():
        return NEVER
    if _is_title(before.strip(_OPENING)):
        return NEVER
    return _cost(written, at)


def _cost(written: Sequence[str], at: int) -> int:
    """Return the same cost as for the spoken form, without brackets and quotation marks."""
    first = max(at - 2, 0)
    near = [_bare(word) or word for word in written[first : at + 2]]
    return cost_of_cut(near, at - first)


def _bare(word: str) -> str:
    bare = word.strip(_OPENING + _CLOSING)
    # A full stop here ends a sentence, as a danda does; those of abbreviations were handled before.
    return f"{bare[:-1]}।" if bare.endswith(".") and len(bare) > 1 else bare


def _is_title(word: str) -> bool:
    """Return whether it is a short word with a full stop, such as "डॉ." or the initials of "वी. के. सिंह"."""
    return word.endswith(".") and 0 < sum(sign.isalpha() for sign in word) <= _LONGEST_TITLE
