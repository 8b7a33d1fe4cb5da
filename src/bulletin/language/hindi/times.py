"""Times of day: 10:30 बजे → साढ़े दस बजे, 2 PM → दोपहर दो बजे."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.numbers import cardinal, number
from bulletin.language.hindi.quarters import quarters
from bulletin.language.hindi.rule import (
    DASH,
    NOT_IN_NUMBER,
    NUMBER_ENDS,
    POSTPOSITION,
    WORD_ENDS,
    Found,
    Replacement,
    clashes,
    in_order,
)

_TIME = r"(?P<hour{0}>[01]?\d|2[0-4])(?:[:.](?P<minute{0}>[0-5]\d))?"
_HALF = r"(?P<half>[AaPp])\.?\s?[Mm](?![A-Za-z])\.?"
_TIMES = re.compile(
    rf"""
    {NOT_IN_NUMBER}
    (?:
        {_TIME.format(1)}(?P<to>{DASH}|\s+से\s+|\s+या\s+|\s+और\s+){_TIME.format(2)}  # two times
        | {_TIME.format(3)}
    )
    (?:\s?बजे|\s?{_HALF}(?:\s?बजे)?){WORD_ENDS}
    """,
    re.VERBOSE,
)
_BARE = re.compile(
    rf"{NOT_IN_NUMBER}(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?!:\d|\d|\s*(?:घंटे|घण्टे|मिनट|के अनुपात)|[.]\d|,\d\d\d)"
)
_BARE_PAIR = re.compile(
    rf"""
    {NOT_IN_NUMBER}(?<![:.-])([01]?\d|2[0-3]):([0-5]\d)
    \s?[-–—]\s?
    ([01]?\d|2[0-4]):([0-5]\d){NUMBER_ENDS}(?![:-]|\s*(?:घंटे|घण्टे|मिनट))  # not a duration
    """,
    re.VERBOSE,
)
"""Two times without बजे: 10:30-1:30."""
_TO_THE_SECOND = re.compile(
    rf"{NOT_IN_NUMBER}(?<!:)([01]?\d|2[0-4]):([0-5]\d):([0-5]\d)(?:\s?बजे{WORD_ENDS}|\s?{_HALF}(?:\s?बजे{WORD_ENDS})?)"
)
_DURATION = re.compile(rf"{NOT_IN_NUMBER}(\d{{1,2}}):([0-5]\d)(?=\s*(?:घंटे|घण्टे|घंटा|घंटों){WORD_ENDS})")
_HOURS_TO_SECONDS = re.compile(
    rf"""
    {NOT_IN_NUMBER}(?<!:)(\d{{1,2}}):([0-5]\d):([0-5]\d){NUMBER_ENDS}(?!:)
    (?:\s*(?:घंटे|घण्टे|घंटा|घंटों){WORD_ENDS})?(?!\s?बजे|\s?[AaPp]\.?[Mm])  # not a time of day
    """,
    re.VERBOSE,
)
_GRADE = re.compile(r"(?:NPK|एनपीके)\s*[-(:]?\s*(?P<parts>\d{1,2}:\d{1,2}:\d{1,2})(?![\d:])")
"""The grade of a fertilizer: NPK 19:19:19."""
_MINUTES_SECONDS = re.compile(
    rf"""
    {NOT_IN_NUMBER}(?<!:)(\d{{1,2}}):
    (?:([0-5]\d){NUMBER_ENDS}(?=\s*मिनट{WORD_ENDS})|([0-5]\d\.\d{{1,3}}){NUMBER_ENDS})  # 30 मिनट or 14.12
    """,
    re.VERBOSE,
)
"""The time of a race: 4:30 मिनट, or 3:14.12, as no time of day has hundredths."""

_DOTTED = re.compile(
    rf"{NOT_IN_NUMBER}(?P<hour>[01]?\d|2[0-3])\.(?P<minute>[0-5]\d){NUMBER_ENDS}(?P<at>\s+पर){WORD_ENDS}"
)
"""A time with a full stop and पर: 11.20 पर."""
_PARTS = r"(?:सुबह|तड़के|भोर|दोपहर|शाम|सायं|सांय|रात्रि|रात|प्रातः|दिन(?=\s(?:में|के)))"
_PART_BEFORE = re.compile(rf"{_PARTS}(?:\s+(?:के|को|करीब|लगभग|ठीक|बाद|में))*\s+$")
_PART_AFTER = re.compile(rf"\s*{_PARTS}{WORD_ENDS}")
_EVENT = re.compile(
    r"""
    ट्रेन|गाड़ी|बस(?![\u0900-\u0963])|उड़ान|फ्लाइट|विमान|बैठक|मैच|भूकंप|हादसा|घटना|आग(?![\u0900-\u0963])|सायरन|मतदान  # nouns
    |पहुँच|पहुंच|रवाना|चली|चलेगी|छूट|शुरू|आरंभ|प्रारंभ|समाप्त|निकल|उतर|प्रसारण|सूर्य|मुहूर्त
    """,
    re.VERBOSE,
)
"""What begins or ends at a time."""
_FIGURES = re.compile(
    r"""
    रुपय|रुपए|डॉलर|शेयर|सेंसेक्स|निफ्टी|सूचकांक|दर(?![\u0900-\u0963])|रेट|अंक|औसत|स्तर|तीव्रता|प्रतिशत|मुकाबले|खुल|भाव|कीमत  # prices
    |हीमोग्लोबिन|वजन|[₹$€£%]
    """,
    re.VERBOSE,
)
"""What stands at a figure: "रुपया 83.20 पर"."""

_BETWEEN = re.compile(
    rf"""
    (?:[AaPp]\.?\s?[Mm]\.?|बजे)(?P<to>\s?[-–—]\s?)
    (?=\d{{1,2}}(?:[:.][0-5]\d)?\s?(?:[AaPp]\.?\s?[Mm](?![A-Za-z])|बजे{WORD_ENDS}))  # 5 PM
    """,
    re.VERBOSE,
)
"""The dash between two times that each have AM, PM or बजे: 2 PM–5 PM."""
_AT = re.compile(rf"\s+पर{WORD_ENDS}")
_NEXT_WORD = re.compile(r"\s*\S+")
_MINUTES = re.compile(r"\s*मिनट")


def _end_of(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place


def speak_times(text: str) -> Iterator[Replacement]:
    """Times of day with बजे, AM or PM, and H:MM alone; also durations: 2:30 घंटे → ढाई घंटे."""
    found = Found()
    for match in _TIMES.finditer(text):
        spoken = _one_or_two(text, match)
        if spoken:
            at = match["half"] and spoken.endswith("बजे") and _AT.match(text, match.end())
            # "5:15 AM पर" is सवा पाँच बजे, which needs no पर.
            found[match.start(), at.end() if at else match.end()] = spoken
    for match in _DOTTED.finditer(text) if "." in text and "पर" in text else ():
        if _PART_BEFORE.search(text, 0, match.start()) or (
            ("बजे" in text or _EVENT.search(text)) and not _FIGURES.search(text)
        ):
            spoken = _time_of_day(int(match["hour"]), int(match["minute"]))
            # "साढ़े सात बजे" needs no पर.
            end = match.start("at") if spoken.endswith("मिनट") else match.end()
            found.add_if_free((match.start(), end), spoken)
    for match in _TO_THE_SECOND.finditer(text):
        hour, minute, second = (cardinal(int(part)) for part in match.group(1, 2, 3))
        part = _part_of_day(int(match[1]), (match["half"] or "").lower())
        found.add_if_free(match.span(), f"{part}{hour} बजकर {minute} मिनट {second} सेकंड")
    for match in _BETWEEN.finditer(text):
        found.add_if_free(match.span("to"), "से")
    for match in _HOURS_TO_SECONDS.finditer(text):
        parts = [cardinal(int(part)) for part in match.groups()]
        found[match.span()] = f"{parts[0]} घंटे {parts[1]} मिनट {parts[2]} सेकंड"
    for match in _GRADE.finditer(text) if "NPK" in text or "एनपीके" in text else ():
        found[match.span("parts")] = " ".join(cardinal(int(part)) for part in match["parts"].split(":"))
    for match in _DURATION.finditer(text):
        if clashes(found, match):
            continue
        hours, minutes = int(match[1]), int(match[2])
        short = quarters(f"{hours}.{minutes * 100 // 60:02d}") if minutes % 15 == 0 and minutes else None
        long = f"{cardinal(hours)} घंटे {cardinal(minutes)} मिनट"
        if short or not minutes:
            found[match.span()] = short or cardinal(hours)
        else:
            found[match.start(), _end_of(_NEXT_WORD, text, match.end())] = long
    for match in _MINUTES_SECONDS.finditer(text):
        found[match.start(), _end_of(_MINUTES, text, match.end())] = (
            f"{cardinal(int(match[1]))} मिनट {number(match[2] or match[3])} सेकंड"
        )
    for match in _BARE_PAIR.finditer(text):
        first, last = (_time_of_day(int(match[hour]), int(match[hour + 1])) for hour in (1, 3))
        found.add_if_free(match.span(), f"{first.removesuffix(' बजे')} से {last}")
    for match in _BARE.finditer(text):
        if clashes(found, match):
            continue
        if _is_time(text, match):
            spoken = _time_of_day(int(match["hour"]), int(match["minute"]))
            at = _AT.match(text, match.end()) if spoken.endswith("बजे") else None
            found[match.start(), at.end() if at else match.end()] = spoken
    for replacement in in_order(found):
        opening = _PART_OF_24.match(replacement.words)
        if opening and _PART_BEFORE.search(text, 0, replacement.start):
            # "शाम 17:00" has its part of the day.
            yield Replacement(replacement.start, replacement.end, replacement.words[opening.end() :])
        else:
            yield replacement


_AFTERNOON_OF_24 = re.compile(r"(?<![\d:.])(?:1[3-9]|2[0-3]):[0-5]\d(?![\d:])")
_PART_OF_24 = re.compile("(?:दोपहर|शाम|रात) ")
_RATIO = re.compile(r"\s*(?:के\s+)?(?:अनुपात|रेशियो|बोनस|स्प्लिट|राइट्स)|\s+से\s+(?:हरा|जीत|पराजित)")


_RATIO_BEFORE = re.compile(r"नुपात(?:\s+[^\s,।\d]+){0,3}\s+$")


def _is_time(text: str, match: re.Match[str]) -> bool:
    if _RATIO.match(text, match.end()):
        return False
    return not ("नुपात" in text and _RATIO_BEFORE.search(text, 0, match.start()))


def _one_or_two(text: str, match: re.Match[str]) -> str | None:
    half = (match["half"] or "").lower()
    if match["hour3"] is not None:
        hour, minute = int(match["hour3"]), int(match["minute3"] or 0)
        part = _part_of_day(hour, half, minute) if 0 < hour <= 12 else ""
        if match["hour3"].startswith("0") and _AFTERNOON_OF_24.search(text) and not half:
            # Where the clock has 24 hours, 07:05 is in the morning.
            named = _PART_BEFORE.search(text, 0, match.start()) or _PART_AFTER.match(text, match.end())
            part = "" if named or not hour else _part_of_day(hour, "a")
        spoken = _time_of_day(hour, minute)
        return f"{part}{spoken}{_at(text, match.end(), spoken)}"
    first = (int(match["hour1"]), int(match["minute1"] or 0))
    second = (int(match["hour2"]), int(match["minute2"] or 0))
    connector = match["to"].strip(" -–—") or "से"
    if connector == "से" and match["to"].strip() != "से" and second == (first[0] + 1, 0) and first[1] == 0:
        connector = ""
    between = f" {connector} " if connector else " "
    opening = _time_of_day(*first)
    # The first of two times has no बजे if possible.
    opening = opening.removesuffix(" बजे")
    part = _part_of_day(first[0], half, first[1]) if 0 < first[0] <= 12 else ""
    return f"{part}{opening}{between}{_time_of_day(*second)}"


def _time_of_day(hour: int, minute: int) -> str:
    if hour == 0:
        return f"रात {_time_of_day(12, minute)}"
    if hour > 12:
        # Newsreaders know no twenty-four hours.
        part = "रात " if hour == 24 else _part_of_day(hour, "p", minute)
        return f"{part}{_time_of_day(hour - 12, minute)}"
    if minute == 0:
        return f"{cardinal(hour)} बजे"
    if minute == 30 and hour:
        return f"{quarters(f'{hour}.5')} बजे"
    if minute == 15 and hour:
        return f"सवा {cardinal(hour)} बजे" if hour > 1 else "सवा एक बजे"
    if minute == 45:
        following = hour % 12 + 1
        return f"पौने {cardinal(following)} बजे"
    return f"{cardinal(hour)} बजकर {cardinal(minute)} मिनट"


_GOES_ON = re.compile(rf"\s*(?:{POSTPOSITION}|और|या|[,।.?!)-]|$){WORD_ENDS}")


def _at(text: str, end: int, spoken: str) -> str:
    """Return the पर that "दस बजकर बीस मिनट" takes, unless a postposition follows or the phrase ends."""
    return " पर" if spoken.endswith("मिनट") and not _GOES_ON.match(text, end) else ""


_NIGHT = 7 * 60 + 30
"""Minutes after noon at which रात begins."""


def _part_of_day(hour: int, half: str, minute: int = 0) -> str:
    if not half:
        return ""
    hour %= 12
    if half == "a":
        return "रात " if hour < 4 else "सुबह "
    if hour < 4:
        return "दोपहर "
    return "शाम " if hour * 60 + minute < _NIGHT else "रात "
