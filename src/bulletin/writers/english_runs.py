"""English runs: a text in Hindi → its runs of Latin letters, so that a screen reader can change its voice for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache


@cache
def _latin() -> re.Pattern[str]:
    """Words in Latin letters, with the figures, spaces and marks between them."""
    word = r"[0-9]*[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9]*(?:-[0-9]+)?"
    return re.compile(rf"{word}(?:(?:[ .&'’/+-]|, )*{word})*")


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The text in parts, in order, each with whether it is in Latin letters."""
    place = 0
    for run in _latin().finditer(text):
        if run.start() > place:
            yield text[place : run.start()], False
        yield run[0], True
        place = run.end()
    if place < len(text):
        yield text[place:], False
