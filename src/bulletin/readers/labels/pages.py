"""Pages: what printing put into a text: page numbers, notes at the end, words cut in two at the end of a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bulletin.readers.labels.line import Line

_BARE_NUMBER = re.compile(r"\s*[\d०-९]{1,4}\s*")
_GOES_ON = re.compile(
    r"(?<!\S)(?:को|में|से|पर|का|के|की|ने|तक|और|या|व|एवं|तथा|कि|जो|लेकिन|एक|इस|उस|अपने|अपनी|वाले|वाली|लिए)\s*$"
)
"""A word on which no heading ends, and no sentence."""
_AFTER_NUMBER = ("-", "–", "—", "पेज", "पृष्ठ", "page", "Page", "pages", "Pages")
"""A page number ends in one of these or a digit: a cheap look before a pattern that takes long to compile."""
LONGEST_LABEL = 60
"""Characters of a heading at the foot of a page; a longer row without a full stop goes on over the page."""


def is_page_number(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the number of a page: with a word or dashes, or a number alone between blank rows."""
    line = lines[index].text
    bare = line.rstrip()
    if not (bare[-1:].isdigit() or bare.endswith(_AFTER_NUMBER)):
        return False
    if _named_number().fullmatch(line):
        return True
    below = index + 1 >= len(lines) or lines[index + 1].opens_block
    return index > 0 and lines[index].opens_block and below and _BARE_NUMBER.fullmatch(line) is not None


def goes_on_overleaf(line: str) -> bool:
    """Whether a line above a page number, without a full stop, is the begin of a sentence and no heading."""
    return len(line) > LONGEST_LABEL or _GOES_ON.search(line) is not None


_NOTE = re.compile(r"\s*(?P<mark>\[(?:\d{1,3}|[a-z])\]|[⁰¹²³⁴-⁹]{1,2}|\*{1,3}|[†‡])\s*\S")


def first_note(lines: Sequence[Line]) -> int:
    """Return the first of the notes at the end of an article, whose marks stand in the text above; else the end."""
    first = len(lines)
    while first > 1 and (note := _NOTE.match(lines[first - 1].text)):
        mark = note["mark"]
        above = "\n".join(line.text for line in lines[: first - 1] if not _NOTE.match(line.text))
        signs = {found[1] for found in _star().finditer(above)} if mark[0] in "*†‡" else ()
        if mark not in (signs or above) or (mark[0] in "*†‡" and not signs):
            break
        first -= 1
    return first


_CUT = re.compile(r"(?P<left>[\u0900-\u0963\u0970-\u097f]+|[A-Za-z]{2,})(?P<hyphen>[-\u2010\u00ad])$")
_REST = re.compile(r"[\u0900-\u0963\u0970-\u097f]+|[a-z]+")
_COLON = frozenset(
    [
        "कहा",
        "बताया",
        "बोले",
        "बोला",
        "बोली",
        "लिखा",
        "पूछा",
        "है",
        "हैं",
        "था",
        "थे",
        "थी",
        "प्रकार",
        "कारण",
        "रहे",
        "सवाल",
        "जवाब",
    ]
)
"""Words after which a hyphen at the end of a row stands for a colon."""
_SECOND_HALVES = frozenset([
    "पिता", "बहन", "रात", "पाक", "पाकिस्तान", "चीन", "जाना", "जाने", "पानी", "पुरुष", "पत्नी", "बच्चे", "बेटी", "शाम", "फूलों", "कश्मीर",
    "पड़ोस", "बुझकर", "समझ", "सामान", "विदेश", "प्रदेश", "लखनऊ", "दिल्ली", "मुंबई", "हिंसा", "दक्षिण", "पश्चिम", "पूर्व", "धीरे", "साथ", "बार", "घर", "जगह", "अलग",
])  # fmt: skip
"""Words that are often the second of a pair: माता-पिता."""
_DEPENDENT = re.compile("[\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963]")


def joined_at_hyphen(row: str, following: str, own_words: frozenset[str], *, wrapped: bool) -> str | None:
    """Return `row` and `following` as one, the word between them whole again; None if the row ends in no cut word.

    A hyphen stays where both halves are words: in a pair that the article has elsewhere, or one of two equal words.
    """
    cut, rest = _CUT.search(row), _REST.match(following)
    if cut is None or rest is None or cut["left"] in _COLON:
        return None
    left, right = cut["left"], rest.group()
    if left.isascii() != right.isascii():
        return None
    soft = cut["hyphen"] == "\u00ad"
    if not (wrapped or soft or right in ENDINGS or _DEPENDENT.match(right)):
        return None
    whole = row[: cut.start("hyphen")] + following
    if soft or right in ENDINGS or _DEPENDENT.match(right) or left + right in own_words:
        return whole
    pair = left == right or right in _SECOND_HALVES or (right in own_words and left in own_words)
    return row + following if pair else whole


ENDINGS = frozenset([
    "ता", "ती", "ते", "तीं", "ना", "नी", "ने", "गा", "गी", "गे", "या", "यी", "ये", "ए", "ई", "एगा", "एगी", "एंगे", "एँगे", "यों", "ओं", "ों",
    "याँ", "यां", "कर", "करण", "वाद", "वादी", "पूर्ण", "त्व", "पन", "दार", "वाला", "वाली", "वाले", "कार", "कारी", "कारियों", "धान", "यता", "िक",
])  # fmt: skip
"""Ends of words that stand for no word, or seldom for one, at the beginning of a row."""


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text, without those that a row's end cuts."""
    return frozenset(
        re.findall(
            r"(?<![-\u2010])\b[\u0900-\u0963\u0970-\u097f]+(?![\u0900-\u0963\u0970-\u097f]|[-\u2010\u00ad]\n)",
            text,
        )
    )


@cache
def _named_number() -> re.Pattern[str]:
    return re.compile(
        r"""
        \s*(?:
            (?:पेज|पृष्ठ|पन्ना|[Pp]age|PAGE|[Pp]g\.?)\s*(?:नं\.?|नंबर|संख्या|[Nn]o\.?)?\s*[-–:]?\s*[\d०-९]{1,4}
                (?:\s*(?:/|of|का|में\s+से)\s*[\d०-९]{1,4})?
            | [-–—]{1,2}\s*[\d०-९]{1,4}\s*[-–—]{1,2}  # - 4 -
            | [\d०-९]{1,4}\s*(?:/|of)\s*[\d०-९]{1,4}\s*(?:पेज|पृष्ठ|[Pp]ages?)
        )\s*
        """,
        re.VERBOSE,
    )


@cache
def _star() -> re.Pattern[str]:
    return re.compile(r"(?<=[^\s*])(\*{1,3}|[†‡])(?![*\w])")
