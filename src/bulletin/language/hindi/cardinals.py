"""Numbers: all that no earlier rule has replaced, with their signs, and लाख and करोड़ and their quarters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.numbers import digit_by_digit, number, trimmed
from bulletin.language.hindi.quarters import amount, half
from bulletin.language.hindi.rule import DEVANAGARI, WORD_ENDS, Replacement
from bulletin.language.hindi.scales import say_scales, scale_words

_QUARTERED = "बजे|घंटे|घण्टे|घंटों|साल|वर्ष|महीने|माह|गुना|गुने|गुनी|दिन|हफ्ते|हफ़्ते|दशक|दशकों|टन|क्विंटल|एकड़|बीघा|बीघे|फुट|फीट"
"""Words, besides the scale words, before which 1.5 is डेढ़ and 2.25 is सवा दो."""

_HALVED = "रुपये|रुपए|रूपये|रूपए|पैसे|डॉलर|यूरो|पाउंड|अंक|अंकों"
"""Words before which 3.5 is साढ़े तीन but 3.25 keeps its digits, as money and marks are counted in hundredths."""

_UNTIL = r"\s+से\s+\d+(?:\.\d+)?\s*"
"""The other side of a range: 1.5 से 2 घंटे."""


@cache
def _quartered() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_QUARTERED}){WORD_ENDS}")


def quartered(text: str, end: int) -> bool:
    """Return whether a word that takes quarters follows a number that ends at `end`."""
    return _quartered().match(text, end) is not None


@cache
def _number() -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?P<point>(?<![\w\u0900-\u097f\ue000-\uf8ff.,])\.(?=\d{{1,4}}(?![\d.,]*\d)))?  # .315
        (?P<sign>(?<![\w\u0900-\u097f\ue000-\uf8ff)])[-+−](?=\d))?
        (?P<number>\d{{1,3}}(?:,\d{{2,3}})+(?:\.\d+)?(?!\d)|\d+\.\d+(?:\.\d+)*|\d+)
        (?:
            (?P<scale>(?:\s?-?(?i:{scale_words()}){WORD_ENDS})+)
            | (?=(?:  # or a word that takes quarters or halves, perhaps after the end of a range
                (?P<quartered>\s*(?:{_QUARTERED})|{_UNTIL}(?:{_QUARTERED}|(?i:{scale_words()})))
                | (?P<halved>(?:\s*|{_UNTIL})(?:{_HALVED}))
            ){WORD_ENDS})
        )?
        """,
        re.VERBOSE,
    )


def speak_numbers(text: str) -> Iterator[Replacement]:
    """Every number that no earlier rule has replaced. No digit remains after this rule."""
    for match in _number().finditer(text):
        written, end = match["number"], match.end()
        if match["point"]:
            # The bore of a gun is a whole number: .315 बोर.
            bore = _BORE.match(text, end)
            spoken = number(written) if bore else f"दशमलव {digit_by_digit(written)}"
        elif match["halved"] and "." in written and written.count(".") == 1:
            spoken = half(written) or number(trimmed(written))
        else:
            spoken = _figures(written, takes_quarters=bool(match["scale"] or match["quartered"]))
        if match["scale"]:
            spoken = f"{spoken} {say_scales(match['scale'])}"
            end += bool(_SHORT_SCALE.match(text, end - 2))
        if power := _POWER.match(text, end):
            spoken, end = f"{spoken} की घात {_power(power.group())}", power.end()
        if match["sign"]:
            spoken = f"{'प्लस' if match['sign'] == '+' else 'माइनस'} {spoken}"
        if (match["scale"] or len(written) > 2) and (more := _MORE.match(text, end)):
            spoken, end = f"{spoken} से ज़्यादा", more.end()
        yield Replacement(match.start(), end, spoken)


_BORE = re.compile(rf"\s?(?:बोर|कैलिबर){WORD_ENDS}")
_MORE = re.compile(rf"\+(?=\s+[{DEVANAGARI}]|[,।]|\s*$)")
"""The plus of a rounded count: 400+ सीटें. Not that of an age: 18+ is अठारह प्लस."""


_SHORT_SCALE = re.compile(rf"[Cc]r\.(?=\s?[{DEVANAGARI}])")
_POWER = re.compile("⁻?[⁰¹²³⁴-⁹]{1,3}|(?<=10)\\^-?\\d{1,3}")
"""An exponent: 10⁻⁹, 10^9."""
_BELOW = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", "^")


def _power(written: str) -> str:
    plain = written.translate(_BELOW)
    return f"{'माइनस ' if plain.startswith('-') else ''}{number(plain.lstrip('-'))}"


def _figures(written: str, *, takes_quarters: bool) -> str:
    if written.count(".") > 1:
        # A version or a clause: 17.2.1
        return " दशमलव ".join(number(part) for part in written.split("."))
    if not _grouped(written):
        return ", ".join(number(part) if part else "" for part in written.split(","))
    if len(written) > 400:
        return digit_by_digit(written)
    return amount(written) if takes_quarters else number(written)


def _grouped(written: str) -> bool:
    """Return whether the commas of a number group its digits, in the Indian or the Western way."""
    before = written.partition(".")[0]
    return (
        "," not in before or re.fullmatch(r"\d{1,3}(?:,\d{2})*,\d{3}|\d{1,3}(?:,\d{3})+", before) is not None
    )
