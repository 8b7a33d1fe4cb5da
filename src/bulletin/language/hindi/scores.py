"""Scores: cricket totals and bowling figures, and goals, sets and points of other games."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.numbers import cardinal, number, ordinal
from bulletin.language.hindi.quarters import amount
from bulletin.language.hindi.rule import (
    DASH,
    DEVANAGARI,
    LETTER,
    NOT_IN_NUMBER,
    NUMBER_ENDS,
    WORD_ENDS,
    Found,
    Replacement,
    clashes,
    in_order,
)
from bulletin.language.tables import lookup

_CRICKET = re.compile(
    rf"""
    विकेट|रन{WORD_ENDS}|ओवर|पारी|बल्लेबाज|बल्लेबाज़|गेंदबाज|गेंदबाज़|वनडे|टेस्ट|टी-?20|T-?20|IPL|आईपीएल
    |क्रिकेट|लक्ष्य|स्कोर|शतक|अर्धशतक|टॉस|पवेलियन|आउट|स्पेल
    |मैच|टीम|भारत|इंडिया|ऑस्ट्रेलिया|इंग्लैंड|पाकिस्तान  # shared with other games
    """,
    re.VERBOSE,
)
"""Words of a sentence about cricket."""
_BOWLING = re.compile(r"गेंदबाज|गेंदबाज़|स्पेल|झटके|बॉलिंग|गेंदबाजी|स्पिनर|पेसर|आंकड़े|आँकड़े|प्रदर्शन")
_TAKEN = re.compile(r"(?<=/\d\d)\s*(?:विकेट\s+)?(?:लिए|लिये|झटके|चटकाए|चटकाये)" + WORD_ENDS)
_AFTER_A_NAME = re.compile(rf"(?:(?:^|[,।;:])\s*)[{LETTER}]+(?:\s[{LETTER}]+)?\s$")
"""Only a bowler's name precedes the figures: "भारत जीता, कुलदीप 4/30"."""
_GAVE = re.compile(r"रन\s+देकर\s")
_TOOK = re.compile(r"विकेट\s+(?:भी\s+)?(?:लिए|लिये|झटके|चटकाए|चटकाये)" + WORD_ENDS)
_TOTAL = re.compile(
    rf"""
    \s*(?:(?:का|के|की)\s+(?:स्कोर|बढ़त)|रन{WORD_ENDS}|पर{WORD_ENDS}(?!\s+(?:रोक|विकेट)))
    """,
    re.VERBOSE,
)
"""After wickets and runs in Australia's order, 8/176: a side's total, and no bowler's figures."""
_FIGURES = re.compile(
    rf"{NOT_IN_NUMBER}(?<![-–])(\d{{1,2}}(?:\.[1-5])?)-(\d{{1,2}})-(\d{{1,3}})-(\d{{1,2}}){NUMBER_ENDS}(?!-)"
)
"""A bowler's overs, maidens, runs and wickets: 10-2-34-4."""
_WICKETS = re.compile(r"\s*विकेट")
_SLASH = re.compile(rf"{NOT_IN_NUMBER}(?<!/)(\d{{1,3}})/(\d{{1,3}})(d(?:ec)?)?(?![A-Za-z]){NUMBER_ENDS}(?!/)")
_UNBEATEN = re.compile(rf"{NOT_IN_NUMBER}(\d{{1,3}})\*(?![*\d])")
_MINUTE = re.compile(r"(?<![\w'’.,])(?P<minute>\d{1,3})(?:\+(?P<more>\d))?['’′](?!\w)")
_GOALS = re.compile(r"गोल|पेनल्टी|पेनाल्टी|हैट्रिक|कार्ड")
_OPENED = re.compile(rf"(?<![\w{DEVANAGARI}])['‘]")
_BOUNDARIES = re.compile(r"(?<![A-Za-z\d.])4[sS](\s?[,/|]\s?|\s+)6[sS](?![A-Za-z])")
"""Column headings of a scorecard: fours and sixes."""
_TIMES = re.compile(rf"{NOT_IN_NUMBER}(\d{{1,2}})[x×]([46])(?![\w.])")
"""How many fours and sixes a batter had: 24x4."""
_UNBEATEN_IN_WORDS = re.compile(r"\s*(?:रन\s+)?(?:बनाकर|पर|की|रन)?\s*नाबाद")
_BALLS = re.compile(
    r"""
    (?<!\d)(?P<runs>\d{1,3})(?P<unbeaten>\*)?\s?\((?P<balls>\d{1,3})(?:\s?(?:गेंदों|गेंद|बॉल)(?:\s(?:में|पर))?)?\)
    """,
    re.VERBOSE,
)
"""A batter's runs, and balls in brackets: 36 (22)."""
_BATTED = re.compile(rf"रन{WORD_ENDS}|रनों|आउट|शतक|नाबाद|नॉटआउट|चौके|छक्के|गेंद|\d\*\s?\(")
_NO_RUNS = re.compile(r"(?:धारा|धाराओं|अनुच्छेद|नियम|कक्षा|वार्ड|उपधारा|नंबर|पैरा)(?:\s|[\d,()]|और|व|या)*$")
"""A section of a law before the number, whose bracket is a subsection."""
_IN_OVERS = re.compile(r"\s?\((?P<overs>\d{1,2}(?:\.[1-6])?)\)")
_RESULT = "हरा|हार|जीत|पराजित|मात|शिकस्त|बराबर|ड्रॉ|ड्रा|बढ़त|अंतर|स्कोर"
_GAME = "सेट|गेम|गोल|सीरीज|सीरीज़|श्रृंखला|शृंखला|परास्त|रौंद|पीट|विजय|क्लीन[ ]स्वीप|मुकाबल|फाइनल|फ़ाइनल|मैच"
_PAIR = rf"\d{{1,3}}(?:\.5)?{DASH}\d{{1,3}}(?:\.5)?"
_SET = rf"{_PAIR}(?:\s*\(\d{{1,2}}(?:{DASH}\d{{1,2}})?\))?"
"""A pair, perhaps with the points of a tie-break in brackets: 7-6 (7-5)."""
_PLAYED = re.compile(
    rf"""
    {NOT_IN_NUMBER}(?<![-–])(?P<pairs>{_SET}(?:\s*(?:,|और)\s*{_SET})*){NUMBER_ENDS}(?![-–]\d)
    (?=\s*(?:\([^)]*\)\s*)?  # perhaps a remark in brackets
    (?:से|की|का|के|पर)\s+(?:[{LETTER}]+\s+){{0,4}}?(?:{_RESULT}|{_GAME}))
    """,
    re.VERBOSE,
)
_PAIRS = re.compile(rf"(\d{{1,3}}(?:\.5)?){DASH}(\d{{1,3}}(?:\.5)?)")
_SETS = re.compile(
    rf"{NOT_IN_NUMBER}(?<![-–]){_SET}(?:\s*,\s*{_SET})+(?:\s*(?:और)\s*{_SET})?{NUMBER_ENDS}(?![-–]\d)"
)


_OVERS = re.compile(
    rf"{NOT_IN_NUMBER}(?P<overs>\d{{1,3}}\.[0-5])(?P<word>\s?(?:ओवरों|ओवर|(?i:overs?))){WORD_ENDS}"
)
"""The overs of an innings and balls of the next over: 49.2 ओवर."""
_FOR = re.compile(
    rf"""
    {NOT_IN_NUMBER}(?<![-–])(?P<pair>(?P<wickets>10|\d)[-/](?P<runs>\d{{2,3}}))
    (?=\s*विकेट\s+(?:भी\s+)?(?:लिए|लिये|लिया|झटके|चटकाए|चटकाये|मिले|मिला|हासिल|लेकर))  # a bowler's
    """,
    re.VERBOSE,
)
"""A bowler's wickets and runs before the word for wickets: 1-70 विकेट लिए."""
_BOTH_TIMES = re.compile(r"\(\s?\d{1,2}[x×][46],?\s\d{1,2}[x×][46]\s?\)")
_SIDE = re.compile(r"(?<![A-Za-z])(?P<side>[A-Z]{2,3})[ :–-]{1,3}$")
_TIE_BREAK = re.compile(r"\s*\((?P<lost>\d{1,2})\)")


_BOARD = re.compile(r"(?<![A-Za-z])(?P<side>[A-Z]{2,3})\s\d{1,3}/\d{1,2}(?![\d/])")
_BOWLERS = re.compile(
    rf"[{DEVANAGARI} ]+\s\d{{1,2}}/\d{{2,3}}(?:\s?[,;]\s?[{DEVANAGARI} ]+\s\d{{1,2}}/\d{{2,3}})+[।.\s]*"
)
"""Nothing but names with figures: कुलदीप 2/85, जडेजा 1/70."""


def _on_a_board(text: str) -> bool:
    """Return whether a text has a side's letters before its total, or is a list of bowlers."""
    teams = lookup("hindi/words/teams.tsv")
    return _BOWLERS.fullmatch(text) is not None or any(
        match["side"] in teams for match in _BOARD.finditer(text)
    )


def _overs(written: str) -> str:
    """Return overs and balls: 49.2 → उनचास ओवर दो गेंद, 20 → बीस ओवर."""
    overs, _, balls = written.partition(".")
    parts = [f"{cardinal(int(overs))} ओवर"] if int(overs) or not int(balls or 0) else []
    return " ".join([*parts, *([f"{cardinal(int(balls))} गेंद"] if int(balls or 0) else [])])


def _tie_break(pair: str, lost: int, *, last: bool) -> str:
    """Return the points of a tie-break, of which a scoreboard has the loser's: 7-6 (5) is seven to five."""
    points = [cardinal(max(7, lost + 2)), cardinal(lost)]
    return f", टाईब्रेक में {' '.join(points if pair[0] > pair[-1] else points[::-1])}{',' if last else ''}"


def speak_scores(text: str) -> Iterator[Replacement]:
    """245/7 → सात विकेट पर दो सौ पैंतालीस; 101* → नाबाद एक सौ एक; 4-3 से हराया → चार तीन से हराया."""
    found = Found()
    if "/" in text and (_CRICKET.search(text) or _TAKEN.search(text) or _on_a_board(text)):
        # If one pair of a list belongs to a bowler, all do: "4/68 और 3/65 विकेट लिए".
        bowled = _BOWLING.search(text) or _TAKEN.search(text) or _TOOK.search(text)
        gave = _GAVE.search(text)
        for match in _SLASH.finditer(text):
            first, second = int(match[1]), int(match[2])
            if second <= 10 < first or (second <= 10 and first > second and first > 4):
                found[match.span()] = (
                    f"{cardinal(second)} विकेट पर {cardinal(first)}" if second < 10 else cardinal(first)
                ) + (" पारी घोषित" if match[3] and "घोषित" not in text else "")
            elif first < 10 <= second and (
                _TOTAL.match(text, match.end()) or text[: match.start()].rstrip().endswith("स्कोर")
            ):
                found[match.span()] = f"{cardinal(first)} विकेट पर {cardinal(second)}"
            elif first <= 10 <= second and (
                bowled
                or (gave and text[match.start() - 1] == "(")
                or _AFTER_A_NAME.search(text, 0, match.start())
            ):
                wickets = "" if _WICKETS.match(text, match.end()) else " विकेट"
                found[match.span()] = f"{cardinal(second)} रन देकर {cardinal(first)}{wickets}"
        for match in [*_SLASH.finditer(text)]:
            overs = _IN_OVERS.match(text, match.end())
            if overs is not None and match.span() in found:
                found[match.end(), overs.end()] = f", {_overs(overs['overs'])} में,"
                side = _SIDE.search(text, 0, match.start())
                if side is not None and side["side"] in lookup("hindi/words/teams.tsv"):
                    found[side.span("side")] = lookup("hindi/words/teams.tsv")[side["side"]]
    for match in _OVERS.finditer(text) if "ओवर" in text or "ver" in text else ():
        found.add_if_free(match.span("overs"), _overs(match["overs"]).removesuffix(" ओवर"))
        if match["word"].isascii() or not match["overs"].endswith(".0"):
            found.add_if_free(match.span("word"), "ओवर" if match["overs"].endswith(".0") else "")
    for match in _FOR.finditer(text) if "विकेट" in text else ():
        if int(match["runs"]) > 10:
            found.add_if_free(
                match.span("pair"), f"{cardinal(int(match['runs']))} रन देकर {cardinal(int(match['wickets']))}"
            )
    if _BOWLING.search(text) or _CRICKET.search(text):
        for match in _FIGURES.finditer(text):
            if float(match[1]) <= 60 and int(match[4]) <= 10:
                maidens = f"{cardinal(int(match[2]))} मेडन, " if int(match[2]) else ""
                found[match.span()] = (
                    f"{number(match[1])} ओवर, {maidens}{cardinal(int(match[3]))} रन, {cardinal(int(match[4]))} विकेट"
                )
    if "(" in text and _BATTED.search(text):
        for match in _BALLS.finditer(text):
            if not _NO_RUNS.search(text, 0, match.start()):
                balls = int(match["balls"])
                said = _UNBEATEN_IN_WORDS.match(text, match.end())
                unbeaten = "नाबाद " if match["unbeaten"] and not said else ""
                found.add_if_free(
                    match.span(),
                    f"{cardinal(balls)} {'गेंद' if balls == 1 else 'गेंदों'} पर {unbeaten}{cardinal(int(match['runs']))}",
                )
    if _GOALS.search(text) and not _OPENED.search(text):
        for match in _MINUTE.finditer(text):
            more = f" प्लस {cardinal(int(match['more']))}" if match["more"] else ""
            found[match.span()] = f"{ordinal(int(match['minute']), 'े')}{more} मिनट"
    for match in _TIMES.finditer(text) if _CRICKET.search(text) or _BOTH_TIMES.search(text) else ():
        found[match.span()] = f"{cardinal(int(match[1]))} {'चौके' if match[2] == '4' else 'छक्के'}"
    for match in _BOUNDARIES.finditer(text):
        found[match.start(), match.start() + 2] = "चौके"
        found[match.end() - 2, match.end()] = "छक्के"
    for match in _UNBEATEN.finditer(text):
        spoken = cardinal(int(match[1]))
        before = text[max(0, match.start() - 9) : match.start()]
        has_word = _UNBEATEN_IN_WORDS.match(text, match.end()) or before.rstrip().endswith("नाबाद")
        found.add_if_free(match.span(), spoken if has_word else f"नाबाद {spoken}")
    for match in (*_PLAYED.finditer(text), *_SETS.finditer(text)):
        if clashes(found, match):
            continue
        for pair in _PAIRS.finditer(text, match.start(), match.end()):
            found[pair.span()] = f"{amount(pair[1])} {amount(pair[2])}"
            if tie := _TIE_BREAK.match(text, pair.end()):
                found[tie.span()] = _tie_break(pair.group(), int(tie["lost"]), last=tie.end() == match.end())
    yield from in_order(found)
