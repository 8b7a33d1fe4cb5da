"""Scales: the words after a number that multiply it, as they are written and as they are said: lakh → लाख."""

from __future__ import annotations

import re
from functools import cache

from bulletin.language.hindi.rule import LETTER
from bulletin.language.tables import folded, lookup


@cache
def scale_words() -> str:
    """The scale words (लाख, करोड़, million, …) as alternatives of a pattern, longest first."""
    return "|".join(map(re.escape, sorted(lookup("hindi/words/scales.tsv"), key=len, reverse=True)))


def say_scales(written: str) -> str:
    """Scale words as they are said: "lakh crore" → लाख करोड़."""
    spoken = folded("hindi/words/scales.tsv")
    return " ".join(spoken.get(part.casefold(), part) for part in re.findall(rf"[{LETTER}]+", written))
