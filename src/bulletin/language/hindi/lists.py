"""Lists: the dash before a count, and the sign after an item's number, are pauses: केरल -31 → केरल, इकतीस."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.rule import DEVANAGARI, WORD_ENDS, Found, Replacement, in_order

_COUNT = re.compile(
    rf"(?P<word>[{DEVANAGARI}]+|[A-Za-z]{{2,}})(?P<dash>\s+[-−])(?=\d[\d,]*(?![\d.]*[.:/-]\d)(?!\s?[%°]))"
)
"""A word, a space, and a whole number that a dash touches."""
_BELOW_ZERO = re.compile(
    r"""
    तापमान|पारा|पारे|डिग्री|°|सेल्सियस|शून्य|माइनस|ठंड|सर्दी|शीतलहर|ठिठुर|बर्फ|जमाव  # cold
    |दर(?![\u0900-\u0963])|रेट|ग्रोथ|वृद्धि|गिरावट|नेगेटिव|निगेटिव|ऋणात्मक|घाटा|बैलेंस|रेटिंग  # falls
    |जवाब|उत्तर[ ]पर|मार्किंग  # marks for a wrong answer
    """,
    re.VERBOSE,
)
"""Words of a sentence in which a number may be below zero."""
_NAMED = frozenset([
    "वार्ड", "सेक्टर", "नंबर", "नम्बर", "संख्या", "धारा", "कक्षा", "प्लॉट", "ब्लॉक", "गेट", "फेज", "चरण", "भाग", "टाइप",
    "कोविड", "चंद्रयान", "मंगलयान", "गगनयान", "आदित्य", "अग्नि", "पृथ्वी", "सुखोई", "मिशन", "एक्सप्रेसवे", "बूथ", "रूट", "ज़ोन", "जोन",
])  # fmt: skip
"""Words whose number is a name: no pause before it."""
_ITEM = re.compile(
    rf"""
    \s*[(\[]?(?P<number>\d{{1,2}})
    (?:
        (?P<spaced>\s[-–]\s|[-–]\s)(?P<second>\d{{1,3}})(?![\d.,]*\d)(?!\s?[-–%°])
            (?!\s*(?:बजे|अंतर|के[ ]अंतर|से[ ]हर|से[ ]जीत){WORD_ENDS})  # a time, a score
            (?P<span>\s*(?:मिनट|घंट|दिन|साल|वर्ष|महीन|माह|सप्ताह|हफ्त|हफ़्त))?
        | (?P<sign>[.)]|:(?=\s\d)(?!\s\d+\s+से\s+(?:हर|जीत)))\s+(?=\S)
        | (?P<dash>-\s)(?=[{DEVANAGARI}])
    )
    """,
    re.VERBOSE,
)
"""The number of an item at the start of the sentence, and perhaps a count: "2- 45 गाँवों"."""


def speak_lists(text: str) -> Iterator[Replacement]:
    """A pause for the dash of a count, unless the sentence is about what may be below zero; and after an item's number."""
    found = Found()
    item = _ITEM.match(text)
    if item is not None and _is_item(item):
        sign = "spaced" if item["spaced"] else "sign" if item["sign"] else "dash"
        found[item.span(sign)] = ","
        if item["sign"] in (".", ")"):
            _add_further(text, item, found)
    if not _BELOW_ZERO.search(text):
        for match in _COUNT.finditer(text):
            found.add_if_free(match.span("dash"), "" if match["word"] in _NAMED else ",")
    yield from in_order(found)


def _add_further(text: str, item: re.Match[str], found: Found) -> None:
    """Add pauses around the numbers of further items in the same line: 1. दिल्ली में बारिश 2. मुंबई में धूप."""
    number, place = int(item["number"]), item.end()
    while further := re.compile(rf"(?<=\S)(\s+)[(\[]?{number + 1}([.)]\s+)(?=\S)").search(text, place):
        # What precedes may end with a mark of its own.
        if text[further.start() - 1] not in ",;।?!":
            found.add_if_free(further.span(1), ",")
        found.add_if_free(further.span(2), ",")
        number, place = number + 1, further.end()


def _is_item(match: re.Match[str]) -> bool:
    """Return whether the first of two numbers is an item's, not the begin of a range: 20 - 25 लोग, 5 - 10 मिनट."""
    if match["second"] is None:
        return True
    first, second = int(match["number"]), int(match["second"])
    if second <= first:
        return second < first
    if match["spaced"].startswith("-"):
        return first <= 9 and second > first + 1 and not (match["span"] and second <= 3 * first)
    return first <= 9 and second >= 6 * first
