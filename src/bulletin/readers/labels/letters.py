"""Letters: what an office's letter has round its press note: who sends it, numbers, days, copies and signatures."""

from __future__ import annotations

import itertools
import re
from functools import cache

from bulletin.readers.labels.line import Line
from bulletin.readers.labels.neighbours import Found, Indices
from bulletin.readers.labels.places import is_place
from bulletin.readers.labels.plain import has_any, plain_line
from bulletin.readers.labels.shapes import ends_sentence
from bulletin.readers.labels.site import is_crumb
from bulletin.readers.wordlists import verbose

LOOKED_AT = 4
"""Lines at the beginning among which the office is."""

MOST_AT_FOOT = 12
"""Lines at the end among which the foot of a letter is."""

FEWEST_WORDS = 5
"""Words of the headline under an office's name."""

_NUMBERS = ("पत्रांक", "ज्ञापांक", "पत्र सं", "क्रमांक", "दिनांक", "प्रेस नोट")


def is_number(line: str) -> bool:
    """Whether a line is the number of a letter, with its day or without: "पत्रांक: 1127/2025  दिनांक: 03.12.2025"."""
    return has_any(line, *_NUMBERS) and _number().fullmatch(plain_line(line)) is not None


def offices_on_top(lines: list[Line], found: Found) -> Indices:
    """The office that sends a press note, over its headline: "सूचना एवं जन-संपर्क विभाग, बिहार सरकार"."""
    for index in range(min(LOOKED_AT, len(lines) - 1)):
        if found[index] is not None or is_crumb(lines[index].text):
            continue
        if not _is_office(lines[index].text) or not _has_headline(lines, found, index + 1):
            return
        yield index


def ministries_on_top(lines: list[Line], found: Found) -> Indices:
    """A ministry alone, over the headline of its press release, which is no sentence: "मत्स्यपालन, पशुपालन एवं डेयरी मंत्रालय"."""
    spoken = [index for index in range(len(lines)) if found[index] is None][:LOOKED_AT]
    for over, under in itertools.pairwise(spoken):
        name, title = (plain_line(lines[index].text) for index in (over, under))
        titled = len(title.split()) >= FEWEST_WORDS and not ends_sentence(lines[under].text)
        if titled and has_any(name, "मंत्रालय") and _ministry().fullmatch(name):
            yield over


def feet(lines: list[Line], found: Found) -> Indices:
    """The foot of a letter: numbers, to whom copies go, who signs; no sentence of the note follows it."""
    for start in range(max(1, len(lines) - MOST_AT_FOOT), len(lines)):
        if not (is_number(lines[start].text) or _begins_foot(lines[start].text)):
            continue
        inside = range(start, len(lines))
        if all(not ends_sentence(lines[index].text) or _begins_foot(lines[index].text) for index in inside):
            yield from (index for index in inside if found[index] is None)
            return


def _begins_foot(line: str) -> bool:
    return _copies().match(line) is not None


def _has_headline(lines: list[Line], found: Found, start: int) -> bool:
    return any(
        found[index] is None and len(lines[index].text.split()) >= FEWEST_WORDS
        for index in range(start, min(start + LOOKED_AT, len(lines)))
    )


def _is_office(line: str) -> bool:
    match = _office().fullmatch(plain_line(line))
    return match is not None and (match["of"] is None or is_place(match["of"]))


@cache
def _number() -> re.Pattern[str]:
    day = r"(?:दिनांक|दि\.)\s*[:：\-–]?\s*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    return verbose(
        rf"""
        (?:पत्रांक|ज्ञापांक|पत्र\sसं(?:ख्या|\.)?|क्रमांक|प्रेस\sनोट\s(?:सं\S*|नं\S*|क्र\S*))\s*[:：\-–]?\s*
            [\w/().\-–]{{1,30}}(?:\s[\w/().\-–]{{1,20}})?(?:\s+{day})?
        | {day}
        """
    )


@cache
def _copies() -> re.Pattern[str]:
    """To whom copies go, and the signature: "प्रतिलिपि: …", "ह./-"."""
    return verbose(r"\s*(?:प्रतिलिपि\s*[:：\-–]|ह\.?\s?/?-|ह\.?\s?/|हस्ता(?:क्षर)?\.?\s*/?-?$|\(?ह\.\)?$|भवदीय)")


@cache
def _ministry() -> re.Pattern[str]:
    """What several things a ministry looks after, and no word of a sentence."""
    return verbose(
        r"""
        (?!.*(?:^|\s)(?:पर|से|में|ने|को|का|के|की|बनाम|तक|नहीं|क्या|कौन|किसे|किस|कब|क्यों|कैसे|अब|हर|\S+(?:गा|गी|गे))\s)
        (?=.*(?:,|\s(?:और|एवं|तथा|व)\s))  # fisheries, animal husbandry and dairying
        (?:[\u0900-\u0963\u0970-\u097f-]+,?\s){2,8}मंत्रालय
        """
    )


@cache
def _office() -> re.Pattern[str]:
    return verbose(
        r"""
        [^।.!?:]{3,60}(?:विभाग|निदेशालय|कार्यालय|मंत्रालय|समाहरणालय|प्रकोष्ठ)
        (?:,?\s(?:[^\s।,]+\s){1,2}(?:सरकार|शासन) | ,\s(?P<of>[^\s।,]+(?:\s[^\s।,]+)?))
        """
    )
