"""Years: 1953 is उन्नीस सौ तिरपन if the context says that it is a year; "1953 छात्र" is a count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.numbers import cardinal, year
from bulletin.language.hindi.rule import (
    COUNTED,
    DEVANAGARI,
    NOT_IN_NUMBER,
    NUMBER_ENDS,
    WORD_ENDS,
    Found,
    Replacement,
    clashes,
    in_order,
)

_RANGE = re.compile(
    rf"""
    {NOT_IN_NUMBER}(?<![-–])(?P<first>1[1-9]\d\d|20\d\d)
    \s?[-–—/]\s?
    (?P<second>1[1-9]\d\d|20\d\d|\d\d){NUMBER_ENDS}(?![-–/]\d)
    (?!\s*(?:लोग|रुप|करोड़|लाख|हज़ार|हजार|किलो|मीटर|बच्च|छात्र|मेगावाट))  # then it is a range of counts
    """,
    re.VERBOSE,
)
_YEAR = re.compile(rf"{NOT_IN_NUMBER}(?<![-–:/₹$])(?P<year>1[1-9]\d\d){NUMBER_ENDS}(?![-–/:]\d)(?![A-Za-z%])")
_BEFORE = re.compile(
    r"""
    (?:
        सन्?|साल|वर्ष|ईस्वी|ई\.|संवत्?|सत्र|सीजन|सीज़न
        |आपातकाल|ओलंपिक|विश्व[ ]कप|वर्ल्ड[ ]कप|एशियाड|सेंसस|जनगणना  # events
        |संहिता|आंदोलन|क्रांति|युद्ध|संशोधन|दंगों?|दंगे
    )[,\s]*\(?\s*$
    """,
    re.VERBOSE,
)
_ACT = re.compile(
    rf"""
    (?:अधिनियम|अधि\.|[एऐ]क्ट|कानून|क़ानून|विधेयक|नियमावली|अध्यादेश|विनियम|विनियमन|(?<![A-Za-z])(?i:act|rules|code|bill))
    [ ]?[,(–-]?[ ]?(?P<year>1[1-9]\d\d){NUMBER_ENDS}(?![-–:/]\d)
    (?!\s+(?:{COUNTED}))  # then it is whom the law is about
    """,
    re.VERBOSE,
)
"""The year of an Act, after its name: एक्ट-1861, अधिनियम (1986). The oldest in force are of 1773."""
_BRACKETED = re.compile(r"\(\s*$")
_AFTER = re.compile(
    rf"""
    \s*(?:ई\.|ईस्वी|ईसवी)
    |\s+(?:में|से|तक|के|की|का|को|वाले|वाली|वाला){WORD_ENDS}
    |\s*\)
    |\s*,\s*(?:1[1-9]|20)\d\d(?!\d)  # another year
    |\s+(?:और|या|व|एवं)\s+(?:1[1-9]|20)\d\d(?!\d)
    |\s+(?:विश्व[ ]?कप|वर्ल्ड[ ]कप|ओलंपिक|ओलम्पिक|एशियाड|एशियाई[ ]खेल|राष्ट्रमंडल[ ]खेल  # what has its year before it
        |युद्ध(?!\s*(?:बंदी|विमान|पोत|अभ्यास))|भारत-पाक|आपातकाल|दंग[ाेों]+{WORD_ENDS}|जनगणना|बैच{WORD_ENDS})
    """,
    re.VERBOSE,
)
_COUNT_AFTER = re.compile(
    r"""
    \s+(?:  # a postposition with a word about a count
        में\s+से
        |से\s+(?:अधिक|ज़्यादा|ज्यादा|कम|ऊपर|नीचे|भी|बढ़|घट|लेकर\s+\d+\s+(?:लोग|रुप))
        |के\s+(?:करीब|क़रीब|लगभग|आसपास|आस-पास|पार|ऊपर|नोट|नीचे|आंकड़े|आँकड़े|स्तर)
        |का\s+(?:नोट|इनाम|आंकड़ा|आँकड़ा|स्तर)
        |की\s+(?:संख्या|भीड़|रकम|राशि)
        |को\s+(?:पार|नौकरी|रोजगार|रोज़गार)
    )
    |\s+से\s+\d{3,5}(?!\d)(?!\s*(?:तक|के\s+(?:बीच|दौरान)))  # a range, unless it is a period
    """,
    re.VERBOSE,
)
_FIGURE_BEFORE = re.compile(
    rf"""
    (?<![{DEVANAGARI}])(?:
        (?:संख्या|आंकड़ा|आँकड़ा|आंकड़े|आँकड़े|कीमत|क़ीमत|भाव|दाम|मूल्य|लागत|सूचकांक|सेंसेक्स|निफ्टी|निफ़्टी|स्तर|कुल|स्कोर)  # कुल मरीज
            (?:\s+[{DEVANAGARI}]+)?
        | (?P<of>में\s+से|(?:इन|उन|जिन)में(?:\s+से)?|अब\s+तक|(?:इन|उन|जिन)के\s+अलावा)
    )\s+$
    """,
    re.VERBOSE,
)
"""Words for a figure shortly before it: कुल मरीज 1745 तक; or for those of whom it is a part: में से 1932 की."""
_PART_AFTER = re.compile(rf"\s+(?:की|को|ने|का){WORD_ENDS}(?!\s+(?:लड़ाई|क्रांति|घटना|जंग|संधि|आंदोलन))")
_NO_YEAR_AFTER = re.compile(rf"(?!\s+में{WORD_ENDS})")
"""Not in: "संख्या 1975 में 1200 थी"."""
_LIST_BEFORE = re.compile(r"(?:1[1-9]|20)\d\d\s*(?:,|और|या|से|व|एवं)\s*$")


_LISTED = re.compile(r"(?:^|[;।,|\n])\s*(?P<year>1[1-9]\d\d)(?=\s?(?:[–—:]|-(?=\s)|-$)\s*[^\W\d_])")
"""A year at the head of an item in a list of what happened: 1869- महात्मा गांधी का जन्म."""


@cache
def _happened() -> re.Pattern[str]:
    """Return the pattern of words for events."""
    return re.compile(
        r"""
        जन्म|निधन|मृत्यु|देहांत|स्थापन|युद्ध|विद्रोह|क्रांति|आंदोलन|समझौत|संधि|घोषणा|आविष्कार|खोज|हत्या|फांसी|फाँसी|गठन|उद्घाटन|शुरुआत  # nouns
        |शुरू|आज़ाद|आजाद|स्वतंत्र|गणतंत्र|साम्राज्य|राज्याभिषेक|शपथ|निर्वाचित|पारित|भूकंप|पुरस्कार|रिलीज|प्रक्षेप|विभाजन
        """,
        re.VERBOSE,
    )


_OLDEST_ACT = 1770


@cache
def _era() -> re.Pattern[str]:
    """Return the pattern of the sign of the era after a number: 427 ई."""
    return re.compile(r"(?<=\d)\s?ई\.(?!\s?(?:पू|स))(?P<last>[\s\"”’')\]]*$)?")


def speak_years(text: str) -> Iterator[Replacement]:
    """Years and ranges of years. Only those before 2000 need a cue: later ones sound the same as counts."""
    found = Found()
    for match in _RANGE.finditer(text):
        spoken = _range(match["first"], match["second"])
        if spoken:
            found[match.span()] = spoken
    for match in _ACT.finditer(text):
        if int(match["year"]) >= _OLDEST_ACT:
            found.add_if_free(match.span("year"), year(int(match["year"])))
    for match in _YEAR.finditer(text):
        if clashes(found, match):
            continue
        if _is_year(text, match):
            found[match.span()] = year(int(match["year"]))
    listed = list(_LISTED.finditer(text))
    years = [int(match["year"]) for match in listed]
    if listed and (_happened().search(text) or (len(years) > 1 and years == sorted(set(years)))):
        for match in listed:
            found.add_if_free(match.span("year"), year(int(match["year"])))
    for match in _era().finditer(text) if "ई." in text else ():
        # The stop of the sentence stays.
        found.add_if_free(
            (
                match.start(),
                match.start() + match.group().index("ई") + (1 if match["last"] is not None else 2),
            ),
            " ईस्वी",
        )
    yield from in_order(found)


def _is_year(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 40) : match.start()]
    if _BEFORE.search(before):
        return True
    if _COUNT_AFTER.match(text, match.end()):
        return False
    figure = _FIGURE_BEFORE.search(before)
    if figure is not None and (_PART_AFTER if figure["of"] else _NO_YEAR_AFTER).match(text, match.end()):
        return False
    if _BRACKETED.search(before) and text[match.end() : match.end() + 1] in (")", "-", ","):
        return True
    return bool(_AFTER.match(text, match.end()) or _LIST_BEFORE.search(before))


def _range(first: str, second: str) -> str | None:
    start = int(first)
    if len(second) == 2:
        end = start // 100 * 100 + int(second)
        if end <= start and not (first.endswith("99") and second == "00"):
            return None
        if end == start + 1 or second == "00":
            return f"{year(start)} {cardinal(int(second)) if second != '00' else year(start + 1)}"
        return f"{year(start)} से {cardinal(int(second))}"
    if int(second) <= start:
        return None
    connector = " " if int(second) == start + 1 and start >= 2000 else " से "
    return f"{year(start)}{connector}{year(int(second))}"
