"""Numbers: what is left of them, with लाख and करोड़ and their quarters, and signs before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bulletin.language.hindi.money import say_scales, scale_words
from bulletin.language.hindi.numbers import digit_by_digit, number, quarters
from bulletin.language.hindi.rule import LETTER, Saying

_QUARTERED = "बजे|घंटे|घण्टे|घंटों|साल|वर्ष|महीने|माह|गुना|गुने|गुनी"
"""Words before which 1.5 is डेढ़ and 2.25 is सवा दो, besides the scale words."""


@cache
def _number() -> re.Pattern[str]:
    return re.compile(
        r"(?P<sign>(?<![\w\u0900-\u097f\ue000-\uf8ff)])[-+−](?=\d))?"
        r"(?P<number>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?(?!\d)|\d+\.\d+(?:\.\d+)*|\d+)"
        rf"(?:(?P<scale>(?:\s?-?(?:{scale_words()})(?![{LETTER}]))+)|(?=\s*(?P<quartered>{_QUARTERED})(?![{LETTER}])))?",
        re.IGNORECASE,
    )


def speak_numbers(text: str) -> Iterator[Saying]:
    """Every number that no rule before has said. After this rule no digit is left."""
    for match in _number().finditer(text):
        written = match["number"]
        said = _figures(written, quartered=bool(match["scale"] or match["quartered"]))
        if match["scale"]:
            said = f"{said} {say_scales(match['scale'])}"
        if match["sign"]:
            said = f"{'प्लस' if match['sign'] == '+' else 'माइनस'} {said}"
        yield Saying(match.start(), match.end(), said)


def _figures(written: str, *, quartered: bool) -> str:
    if written.count(".") > 1:
        # A version or a clause: 17.2.1
        return " दशमलव ".join(number(part) for part in written.split("."))
    if not _grouped(written):
        return ", ".join(number(part) if part else "" for part in written.split(","))
    if len(written) > 400:
        return digit_by_digit(written)
    return (quarters(written) if quartered else None) or number(written)


def _grouped(written: str) -> bool:
    """Whether the commas of a number group it, in the Indian or the western way."""
    before = written.partition(".")[0]
    return (
        "," not in before or re.fullmatch(r"\d{1,3}(?:,\d{2})*,\d{3}|\d{1,3}(?:,\d{3})+", before) is not None
    )
