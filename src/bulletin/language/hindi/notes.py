"""Notes: marks of footnotes in a sentence are not said: चलाईं[1], है¹, हुआ†."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.language.hindi.rule import DEVANAGARI, Replacement

_MARK = re.compile(
    rf"""
    (?:(?<=[{DEVANAGARI}A-Za-z।,.?!)”"'’%])|(?<=\d))\[(?:\d{{1,3}}|[a-z]|नोट[ ]\d{{1,2}}|note[ ]\d{{1,2}})\]  # [1]
    | (?<=[{DEVANAGARI}।,.?!)”"])[⁰¹²³⁴-⁹]{{1,2}}(?![\w{DEVANAGARI}])
    | [†‡※]
    """,
    re.VERBOSE,
)
_SQUARED_UNIT = re.compile("(?:किमी|मी|सेमी|फीट|फुट|मीटर|किलोमीटर)[²³]$")


def speak_notes(text: str) -> Iterator[Replacement]:
    """Nothing for each mark."""
    for match in _MARK.finditer(text):
        if not _SQUARED_UNIT.search(text, max(0, match.start() - 9), match.end()):
            yield Replacement(match.start(), match.end(), "")
