"""Joined: the words of a name that is written as one, as in addresses: rrbapply → RRB, apply."""

from __future__ import annotations

import re
from functools import cache

from bulletin.language.hindi.acronyms import acronym
from bulletin.language.hindi.english import pronounced
from bulletin.language.hindi.hinglish import is_hindi
from bulletin.language.hindi.latin import known
from bulletin.language.tables import folded

_SMALL = frozenset(["my", "go", "of", "to", "on", "the", "for", "and", "we"])
_LETTERS = frozenset(["e", "i", "m", "pm", "cm", "up", "mp", "ap", "hp", "uk", "jk", "mh", "tn"])
"""Short parts that names of sites have, as words and by their letters; any other part has three letters or more."""
_LONGEST, _LONGEST_PART = 40, 16
_MOST_COST = 4.6
_CONSONANTS = re.compile("[bcdfghjklmnpqrstvwxz]{2,5}")
_UNSPEAKABLE = re.compile("(?!s[chkpt]|[cpst]h|[bcdfgkpt][lr])[bcdfghjklmnpqrstvwxz]{3}")
"""How no word begins."""


def parts_of(name: str) -> list[str]:
    """Return the parts of a name of the letters a to z, what is read by letters in capitals; without any, the name alone."""
    if len(name) < 5 or len(name) > _LONGEST or _is_word(name):
        return [name]
    # The pronouncing dictionary is asked last: it is slower to search, and has many short names.
    parts = _cheapest(name, pronouncing=False) or _cheapest(name, pronouncing=True)
    return parts or [name.upper() if len(name) <= 6 and _UNSPEAKABLE.match(name) else name]


_OFFICES = ("dm", "sp", "dc", "cm", "pm", "co", "dsp", "ssp", "sdm", "bdo", "ceo", "cmo")


def parts_of_mailbox(name: str) -> list[str]:
    """Return the parts of a name before an @: an office or an initial and a name (dmpatna, rkumar), else letters if no word."""
    parts = parts_of(name)
    if len(parts) > 1 or _is_word(name) or len(name) > _LONGEST:
        return parts
    for size in (3, 2, 1):
        first, rest = name[:size], name[size:]
        if (size == 1 or first in _OFFICES) and len(rest) > 3 and _is_word(rest):
            return [first.upper(), rest]
    from bulletin.language.hindi.names import is_indian

    return (
        parts
        if is_indian(name) and not _UNSPEAKABLE.search(name) and not _HARD.match(name)
        else list(name.upper())
    )


_HARD = re.compile("(?!s[chkpt]|[bcdfgkpst]h|[bcdfgkpt][lry]|sw|tw|gy|vy)[bcdfghjklmnpqrstvwxz]{2}")
"""Two consonants with which no name begins."""


def _is_word(name: str) -> bool:
    return (
        known(name) is not None
        or acronym(name.upper()) is not None
        or name in folded("hindi/words/host_parts.tsv")
        or is_hindi(name)
        or pronounced(name) is not None
    )


def _cheapest(name: str, *, pronouncing: bool) -> list[str]:
    """Return the likeliest parts, or none: the best parts of each beginning are kept, with what they cost."""
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for end in range(1, len(name) + 1):
        for start in range(max(0, end - _LONGEST_PART), end):
            part = _part(name[start:end], start == 0, pronouncing) if start in best else None
            if part is not None:
                cost = best[start][0] + part[0]
                if end not in best or cost < best[end][0]:
                    best[end] = cost, [*best[start][1], part[1]]
    cost, parts = best.get(len(name), (0.0, []))
    return parts if cost <= _MOST_COST and len(parts) > 1 else []


@cache
def _part(part: str, at_start: bool, pronouncing: bool) -> tuple[float, str] | None:
    """Return what a part costs, and how it is to be read; None if it is not known."""
    if part in _SMALL:
        return 1.5, part
    if part in _LETTERS:
        return (1.5, part.upper()) if at_start else None
    if len(part) < 3:
        return None
    if len(part) > 3 and (known(part) or is_hindi(part)):
        return 1.0, part
    if acronym(part.upper()):
        return 1.3, part.upper()
    if known(part) or part in folded("hindi/words/host_parts.tsv"):
        return 1.6, part
    if pronouncing and len(part) > 3 and pronounced(part):
        return 1.3, part
    return (2.2, part.upper()) if _CONSONANTS.fullmatch(part) else None
