"""Respelling: words that espeak-ng mispronounces, spelled so that it pronounces them correctly.

piper uses it as well, as espeak-ng turns its text into phonemes.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bulletin.language.tables import rows


def respelled(text: str) -> str:
    """`text` in the spelling for espeak-ng. Letters change within words, never the number of words. Pure."""
    pattern, table = _table()
    return pattern.sub(lambda match: table[match.group()], text)


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {row[0]: row[1] for row in rows(Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8"))}
    inside = "\u0900-\u0963\u0970-\u097f"
    names = "|".join(re.escape(name) for name in table)
    return re.compile(rf"(?<![{inside}])(?:{names})(?![{inside}])"), table
