"""Percent: 12% → बारह प्रतिशत, 3.5% → साढ़े तीन प्रतिशत, 25 bps → पच्चीस बेसिस पॉइंट."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.numbers import connector, number, trimmed
from bulletin.language.hindi.quarters import half
from bulletin.language.hindi.rule import DASH, NOT_IN_NUMBER, NUMBER, NUMBER_ENDS, WORD_ENDS, Replacement

_PERCENT = re.compile(
    rf"""
    {NOT_IN_NUMBER}(?<!\d/)(?P<sign>(?<![\w\u0900-\u097f])[-+](?=\d))?(?P<first>{NUMBER}){NUMBER_ENDS}
    (?:\s?%?(?P<to>{DASH}|\s+से\s+|\s+या\s+)(?P<second>{NUMBER}){NUMBER_ENDS})?  # 5% या 6
    \s*(?P<word>%|(?:प्रतिशत|फीसदी|फ़ीसदी|फीसद|फ़ीसद|परसेंट|per\s?cent|bps){WORD_ENDS})
    """,
    re.VERBOSE,
)
_SPOKEN = {"%": "प्रतिशत", "percent": "प्रतिशत", "per cent": "प्रतिशत", "bps": "बेसिस पॉइंट"}


def speak_percent(text: str) -> Iterator[Replacement]:
    """A percentage, or a range of two. The author's word (फीसदी, प्रतिशत) stays; % becomes प्रतिशत."""
    for match in _PERCENT.finditer(text):
        spoken = _part(match["first"])
        if match["second"]:
            between = " या " if "या" in match["to"] else connector(match["first"], match["second"])
            spoken = f"{spoken}{between}{_part(match['second'])}"
        if match["sign"]:
            spoken = f"{'माइनस' if match['sign'] == '-' else 'प्लस'} {spoken}"
        yield Replacement(match.start(), match.end(), f"{spoken} {_SPOKEN.get(match['word'], match['word'])}")


def _part(written: str) -> str:
    # A hundred percent has no एक: सौ प्रतिशत.
    if written.endswith(".00"):
        written = trimmed(written)
    return "सौ" if written == "100" else half(written) or number(written)
