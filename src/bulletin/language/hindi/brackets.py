"""Brackets: a number in brackets behind a name is an age, behind the section of a law a subsection."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.abbreviations import surnames
from bulletin.language.hindi.numbers import cardinal
from bulletin.language.hindi.rule import DEVANAGARI, LETTER, Found, Replacement, in_order

_AGE = re.compile(
    rf"""
    (?<![{LETTER}])(?P<first>[{DEVANAGARI}]{{2,}})\s(?P<last>[{DEVANAGARI}]{{2,}})  # two words of a name
    (?P<bracket>\s?\(\s?(?P<age>[1-9]\d)\s?\))(?P<stop>(?=\s*[।.,!?]|\s*$))?
    """,
    re.VERBOSE,
)
_AGE_OF = re.compile(
    r"""
    (?<![\d०-९])(?P<bracket>\s?\(\s?(?P<age>[1-9]\d)\s?\))
    (?=\s*,?\s*(?:पुत्र|पुत्री|पत्नी|निवासी|वल्द|बेटा|बेटी|[Ss]/[Oo]|[Dd]/[Oo]|[Ww]/[Oo])[\s:])  # whose, or where from
    """,
    re.VERBOSE,
)
"""The age of somebody whose father, husband or home follows, whatever the name: 'छोटू' (24) पुत्र रामलाल."""
_COUNTS = re.compile(r"(?:\d|वार्ड|सेक्टर|संख्या|कुल|नंबर|नं\.?|क्रमांक|मरीज|मरीज़|लोग|मकान|धारा|गली|ब्लॉक|बूथ)\s*$")
"""What is counted or numbered before a bracket that is no age."""
_PEOPLE = re.compile(
    r"""
    मौत|मृत|निधन|शव|हत्या|घायल|जख्मी|ज़ख्मी|झुलस|निवासी|पुत्र|बेट[ाेी]|पत्नी|पति|पिता|गिरफ्तार|गिरफ़्तार|आरोपी|पहचान|अभियुक्त  # in reports
    |लापता|भर्ती|डूब|कुचल|चाकू|गोली|दुर्घटना|हादस|करंट|फांसी|फाँसी|आत्महत्या|पीड़ित|तस्कर|शिनाख्त|दबोच|जेल
    """,
    re.VERBOSE,
)
"""Words of reports about accidents and crimes, which give ages."""
_GAMES = re.compile(r"रन(?![\u0900-\u0963])|विकेट|बल्लेबाज|गेंद|पारी|शतक|ओवर|अंक(?![\u0900-\u0963])|सीट")
_SUBSECTION = re.compile(
    r"""
    (?<![\d.,/])(?P<number>\d{1,3})(?P<sub>\s?\((?P<first>\d{1,2})\)  # 12(3)
    (?:\s?\((?P<second>[क-घचछजझटठ]|[a-z]{1,4}|\d{1,2})\))?)  # perhaps a clause: (ख)
    """,
    re.VERBOSE,
)
_SECTION_BEFORE = re.compile(r"(?:धारा|धाराओं|धाराएं|धाराएँ)\s(?:[\s\d(),A-Zक-घ]|और|एवं|तथा|या|व)*$")
"""The word for sections of a law, and the earlier ones of a list."""


_WORD_INSIDE = re.compile(f"\\(\\s?[{DEVANAGARI}]")
_TWO_DIGITS = re.compile(r"\(\s?\d\d\s?\)")
_OFFICE = re.compile(
    rf"""
    (?<![{LETTER}])(?:[AD]?SP|SSP|SDM|[AD]?DM|A?DG|A?DGP|[AD]?IG|DCP|ACP|CO|BDO|SDPO|SHO|AE|JE|SE  # in Latin letters
    |(?:एस|डी|ए)?एसपी|एसएसपी|एसडीएम|एडीएम|डीएम|एडीजी|डीजी|आईजी|डीआईजी|डीसीपी|एसीपी|सीओ|बीडीओ|एसडीपीओ|अभियंता|सचिव|निदेशक)
    (?P<opens>\s?\()\s?[{DEVANAGARI}]+(?:\s[{DEVANAGARI}]+){{0,3}}\s?(?P<closes>\))
    (?=\s+[{DEVANAGARI}])
    """,
    re.VERBOSE,
)
"""An officer's branch, which is part of the title: SP (ट्रैफिक)."""


def speak_brackets(text: str) -> Iterator[Replacement]:
    """रामबाबू साह (52) की मौत → …, उम्र बावन साल, …; धारा 12(3)(ख) → धारा बारह उपधारा तीन ख."""
    found = Found()
    for match in _OFFICE.finditer(text) if _WORD_INSIDE.search(text) else ():
        found[match.span("opens")] = found[match.span("closes")] = " "
    if _TWO_DIGITS.search(text) and _PEOPLE.search(text) and not _GAMES.search(text):
        for match in _AGE.finditer(text):
            if match["last"] in surnames() or match["first"] in surnames():
                found[match.span("bracket")] = (
                    f", उम्र {cardinal(int(match['age']))} साल{'' if match['stop'] is not None else ','}"
                )
    for match in _AGE_OF.finditer(text):
        if not _COUNTS.search(text, max(0, match.start() - 30), match.start()):
            found.add_if_free(match.span("bracket"), f", उम्र {cardinal(int(match['age']))} साल,")
    for match in _SUBSECTION.finditer(text):
        if not _SECTION_BEFORE.search(text, max(0, match.start() - 60), match.start()):
            continue
        found.add_if_free(match.span("number"), cardinal(int(match["number"])))
        second = match["second"] or ""
        if second.isdecimal():
            second = cardinal(int(second))
        elif second.isascii() and second:
            from bulletin.language.hindi.acronyms import letter_names  # most sections have no letters

            second = letter_names(second)
        found.add_if_free(match.span("sub"), f"उपधारा {cardinal(int(match['first']))} {second}".rstrip())
    yield from in_order(found)
