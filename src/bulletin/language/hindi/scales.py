"""Scales: words after a number that multiply it, from written to spoken form: lakh → लाख."""

from __future__ import annotations

import re
from functools import cache

from bulletin.language.hindi.rule import LETTER
from bulletin.language.tables import folded, lookup


@cache
def scale_words() -> str:
    """Return the scale words (लाख, करोड़, million, …) as alternatives of a pattern, the longest first."""
    return "|".join(map(re.escape, sorted(lookup("hindi/words/scales.tsv"), key=len, reverse=True)))


def say_scales(written: str) -> str:
    """Return the spoken form of scale words: "lakh crore" → लाख करोड़."""
    spoken = folded("hindi/words/scales.tsv")
    return " ".join(spoken.get(part.casefold(), part) for part in re.findall(rf"[{LETTER}]+", written))
