"""Respelling: spells words that espeak-ng mispronounces so that it says them right. For engines with its phonemizer."""

from __future__ import annotations

import re
from functools import cache

from bulletin.language.tables import words


def respelled(text: str) -> str:
    """`text` respelled for espeak-ng. Letters change within words; the number of words stays. Pure."""
    pattern, table = _table()
    return pattern.sub(lambda match: table[match.group()], text)


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {row[0]: row[1] for row in words("espeak.tsv")}
    inside = "\u0900-\u0963\u0970-\u097f"
    names = "|".join(re.escape(name) for name in table)
    return re.compile(rf"(?<![{inside}])(?:{names})(?![{inside}])"), table
