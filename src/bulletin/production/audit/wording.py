"""Wording: times, counts and texts as findings show them."""

from __future__ import annotations


def timestamp(seconds: float) -> str:
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
