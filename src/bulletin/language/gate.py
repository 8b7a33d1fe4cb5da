"""Gate: what any engine may be given: letters and signs of Devanagari, spaces, and the marks that engines pause at."""

from __future__ import annotations

import re

PAUSES = ",।?!"
"""The marks of punctuation that pass."""

BARRED = re.compile(f"[^\u0900-\u0963\u0971-\u097f {PAUSES}]")
"""One character that does not pass: a digit, any other sign, a letter of another script."""


def passes(text: str) -> bool:
    """Return whether an engine may be given `text` as it is."""
    return BARRED.search(text) is None
