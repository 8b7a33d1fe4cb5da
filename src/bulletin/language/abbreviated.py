"""Abbreviated: where the abbreviations of a text begin and end, as their full stops end no sentence."""

from __future__ import annotations

import re
from functools import cache

from bulletin.language.tables import words

_BEFORE_STOP = re.compile("[\u0900-\u0963\u0970-\u097f\u200c\u200dA-Za-z]+(?=\\.)")
_LETTER = "\u0900-\u0963\u0970-\u097f\u200c\u200dA-Za-z"


def abbreviations_in(text: str) -> list[tuple[int, int]]:
    """Return the spans of all abbreviations in `text`, with their full stops, in order."""
    # Most texts with full stops have none, and need no long pattern compiled.
    if "." not in text or all(
        len(part) > 1 and part.casefold() not in _parts() for part in _BEFORE_STOP.findall(text)
    ):
        return []
    return [match.span() for match in _pattern().finditer(text)]


@cache
def _parts() -> frozenset[str]:
    """Return the words before the full stops of all abbreviations."""
    tables = ("hindi/words/abbreviations.tsv", "hindi/words/units.tsv")
    written = " ".join(row[0] for table in tables for row in words(table) if "." in row[0])
    found = _BEFORE_STOP.findall(f"{written.casefold()} रु. रू. rs. श्री. से. cr. no. re.")
    return frozenset(found) | initials()


@cache
def initials() -> frozenset[str]:
    """Return the names of letters, as in "ए. पी. जे."."""
    return frozenset(name for row in words("hindi/words/letters.tsv") for name in row[1:])


@cache
def _pattern() -> re.Pattern[str]:
    """Return a pattern of known abbreviations, units after numbers, and strings of initials."""
    known = {row[0] for row in words("hindi/words/abbreviations.tsv") if "." in row[0]}
    known |= {"रु.", "रू.", "Rs.", "श्री.", "डिग्री से."}
    units = {row[0] for row in words("hindi/words/units.tsv") if row[0].endswith(".")} | {"Cr."}
    # "no." is also a word of English sentences; "No. 5" is not.
    known.discard("No.")
    numbered = {row[0] for row in words("hindi/words/abbreviations.tsv") if row[2:] == ("number",)}
    known -= numbered
    names, measures = _alternatives(known), _alternatives(units)
    # With two full stops it is a unit even without a number.
    dotted = _alternatives({unit for unit in units if unit.count(".") > 1})
    letters = "|".join(sorted(initials(), key=len, reverse=True))
    return re.compile(
        rf"""
        (?<![{_LETTER}])(?:{names}|{dotted}|(?:(?:No|Re)\.|{_alternatives(numbered)})(?=\s*\d))
        |(?:(?<=[\d/])|(?<=\d\s)|(?<=प्रति\s))(?:{measures})  # a unit after its number
        |(?<![{_LETTER}.])(?:(?:{letters}|[क-हअ-औ])\.){{2,}}(?:(?:{letters})(?![{_LETTER}]))?  # ए.पी.जे.
        |(?<![A-Za-z.])(?:[A-Za-z]\.){{2,}}  # A.P.J.
        """,
        re.IGNORECASE | re.VERBOSE,
    )


def _alternatives(names: set[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
