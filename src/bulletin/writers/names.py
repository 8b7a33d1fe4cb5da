"""Names: a headline → an ASCII file name that works on every system and in every feed."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from bulletin.writers.romanisation import romanised

LONGEST = 80
"""Characters of a slug."""

_RESERVED = frozenset(
    [
        "con",
        "prn",
        "aux",
        "nul",
        *(f"com{number}" for number in range(10)),
        *(f"lpt{number}" for number in range(10)),
    ]
)


def slug(title: str) -> str:
    """An ASCII file name from a title: at most 80 characters, `bulletin` where no letter is left.

    Devanagari is romanised (Hunterian, without the silent final vowel), other scripts are reduced to their ASCII
    letters, everything else becomes a hyphen.
    """
    text = _numbers_apart(unicodedata.normalize("NFC", title).casefold())
    words = [
        romanised(word) for word in re.findall(r"(?:[^\W_]|[\u0900-\u0963\u0966-\u097f\u200c\u200d])+", text)
    ]
    name = "-".join(word for word in words if word)
    if len(name) > LONGEST:
        name = name[: LONGEST + 1].rsplit("-", 1)[0][:LONGEST]
    name = name.strip("-")
    return f"{name}-bulletin" if name in _RESERVED else name or "bulletin"


def _numbers_apart(text: str) -> str:
    """The text with fractions, superscripts and circled numbers written out, separated from a number beside them.

    1½ becomes 1-1-2 and 10² 10-2, never 112 or 102; CO₂ stays one word.
    """
    parts: list[str] = []
    for before, sign in pairwise(f" {text}"):
        special = sign.isnumeric() and not sign.isdecimal()
        if before.isnumeric() and sign.isnumeric() and (special or not before.isdecimal()):
            parts.append(" ")
        parts.append(unicodedata.normalize("NFKD", sign) if special else sign)
    return "".join(parts)
