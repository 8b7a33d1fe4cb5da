"""Abbreviated: where the abbreviations of a text begin and end, as their full stops end no sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.tables import one_of, words

_BEFORE_STOP = re.compile("[\u0900-\u0963\u0970-\u097f\u200c\u200dA-Za-z]+(?=\\.)")
_LETTER = "\u0900-\u0963\u0970-\u097f\u200c\u200dA-Za-z"
_SYLLABLE = "(?:[क-ह]\u093c?(?:\u094d[क-ह]\u093c?)*[\u093e-\u094c]?|[अ-औ])[\u0901\u0902]?"
_ENDS_A_SENTENCE = (
    "है|हैं|हो|था|थी|थे|थीं|गया|गयी|गये|गई|गए|हुआ|हुई|हुए|आया|आई|आए|दिया|दी|दिए|लिया|ली|लिए|किया|की|रहा|रही|रहे"
    "|जी|भी|ही|तो"
)
_GROUP = rf"(?!(?:{_ENDS_A_SENTENCE})(?![{_LETTER}]))(?:{_SYLLABLE}){{1,2}}"
_SHORT_GROUP = rf"(?!(?:{_ENDS_A_SENTENCE})(?![{_LETTER}])){_SYLLABLE}"
_DOTTED_LETTERS = rf"""
    (?<![{_LETTER}\d.])(?:
        (?:{_GROUP}\.){{2,}}(?:{_GROUP}(?![{_LETTER}]))?  # रा.ज.ग., भा.प्र.से., रा.ज.ग
        |{_SHORT_GROUP}\.(?:[ ]{_SHORT_GROUP}\.)+(?:{_SHORT_GROUP}(?![{_LETTER}]))?  # with spaces: रा. ज. ग.
        |{_SHORT_GROUP}\.{_SHORT_GROUP}(?![{_LETTER}.])  # without the last stop: वि.स
    )"""
_TWO_STOPS = re.compile(
    "\\.(?=(?: ?[क-हअ-औ][\u0900-\u0963]{0,6}\\.|[क-हअ-औ][\u0900-\u0903\u093c-\u094d]{0,4}(?![\u0900-\u0963])))"
)
_FIRST_GROUP = re.compile(rf"[{_LETTER}]+$")
_LONGEST_GROUP = 16
_DIRECTED = re.compile("[पउद]\u0942?\\.(?=[ ]?[क-हअ-औ2])")
_IN_WORD = re.compile(rf"[{_LETTER}.]")


def abbreviations_in(text: str) -> list[tuple[int, int]]:
    """Return the spans of all abbreviations in `text`, with their full stops, in order."""
    if "." not in text:
        return []
    found = [match.span() for match in dotted_letters(text)]
    found += [(start, end) for start, end, _ in directions(text)]
    # Most texts with full stops have no known one, and need no long pattern compiled.
    if any(len(part) == 1 or part.casefold() in _parts() for part in _BEFORE_STOP.findall(text)):
        found += [match.span() for match in _pattern().finditer(text)]
    return _joined(found)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, with one in the place of those that overlap."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def dotted_letters(text: str) -> Iterator[re.Match[str]]:
    """Yield the abbreviations of groups of one or two letters with full stops between, known or not: भा.प्र.से."""
    last = 0
    for stop in _TWO_STOPS.finditer(text):
        at = stop.start()
        first = _FIRST_GROUP.search(text, max(last, at - _LONGEST_GROUP), at) if at >= last else None
        match = _dotted().match(text, first.start()) if first else None
        if match is not None:
            yield match
            last = match.end()


@cache
def _dotted() -> re.Pattern[str]:
    return re.compile(_DOTTED_LETTERS, re.VERBOSE)


def directions(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the spans of directions before a place that has one in its name, and the word: प. चंपारण → पश्चिमी चंपारण."""
    for match in _DIRECTED.finditer(text):
        word = _DIRECTIONS.get(match.group()[:-1])
        if word is None or (match.start() and _IN_WORD.match(text, match.start() - 1)):
            continue
        place = _directed_place().match(text, match.end())
        if place is not None:
            ending = "ी" if words("hindi/words/directions.tsv")[_places().index(place["name"])][1:] else ""
            yield match.start(), match.end(), f"{word}{ending}"


_DIRECTIONS = {"प": "पश्चिम", "पू": "पूर्व", "उ": "उत्तर", "द": "दक्षिण"}


@cache
def _places() -> tuple[str, ...]:
    return tuple(row[0] for row in words("hindi/words/directions.tsv"))


@cache
def _directed_place() -> re.Pattern[str]:
    return re.compile(rf"\s?(?P<name>{one_of(set(_places()))})(?![{_LETTER}])")


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
    names, measures = one_of(known), one_of(units)
    # With two full stops it is a unit even without a number.
    dotted = one_of({unit for unit in units if unit.count(".") > 1})
    letters = "|".join(sorted(initials(), key=len, reverse=True))
    return re.compile(
        rf"""
        (?<![{_LETTER}])(?:{names}|{dotted}|(?:(?:No|Re)\.|{one_of(numbered)})(?=\s*\d))
        |(?:(?<=[\d/])|(?<=\d\s)|(?<=प्रति\s))(?:{measures})  # a unit after its number
        |(?<![{_LETTER}.])(?:(?:{letters}|[क-हअ-औ])\.){{2,}}(?:(?:{letters})(?![{_LETTER}]))?  # ए.पी.जे.
        |(?<![A-Za-z.])(?:[A-Za-z]\.){{2,}}  # A.P.J.
        """,
        re.IGNORECASE | re.VERBOSE,
    )
