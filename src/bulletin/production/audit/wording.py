"""Wording: how what was found is said in a line, and when two texts are the same."""

from __future__ import annotations

import unicodedata


def clock(seconds: float) -> str:
    """3:02.413, or 1:03:02.413."""
    thousandths = round(max(seconds, 0.0) * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    tail = f"{rest // 1000:02d}.{rest % 1000:03d}"
    return f"{hours}:{minutes:02d}:{tail}" if hours else f"{minutes}:{tail}"


def counted(count: int, one: str, many: str = "") -> str:
    """`1 chapter`, `3 chapters`."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def shortened(text: str, limit: int = 60) -> str:
    """The beginning of a text in one line, in quotation marks."""
    text = " ".join(text.split())
    return f'"{text}"' if len(text) <= limit else f'"{text[:limit].rstrip()}…"'


def same(one: str, other: str) -> bool:
    """Whether two texts have the same words: spaces and punctuation differ by format."""
    return _bare(one) == _bare(other)


def missing_from(wanted: list[str], text: str) -> list[str]:
    """Those of `wanted` that `text` does not hold, letter by letter, in their order."""
    found = _bare(text)
    place = 0
    missing = []
    for sentence in wanted:
        letters = _bare(sentence)
        at = found.find(letters, place)
        if at < 0:
            missing.append(sentence)
        else:
            place = at + len(letters)
    return missing


def _bare(text: str) -> str:
    """Letters with their signs, and digits."""
    return "".join(
        sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign)[0] in "LMN"
    )
