"""Reading: chapters and texts, read back from files that anyone may have written."""

from __future__ import annotations

import json

from bulletin.writers.audio.found import Mark

FARTHEST = 1e9
"""Larger numbers are not accepted as seconds."""


def read_chapters(data: bytes) -> list[Mark]:
    """The chapters of a Podcasting 2.0 file (JSON, version 1.2). Raises ValueError with what is wrong."""
    try:
        document = json.loads(data)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    said = document if isinstance(document, dict) else {}
    rows, version = said.get("chapters"), said.get("version")
    if not (isinstance(rows, list) and isinstance(version, str)):
        raise ValueError("it has no list of chapters, or no version")  # noqa: TRY004  (a file, not an argument)
    found = []
    for number, row in enumerate(rows, start=1):
        told = row if isinstance(row, dict) else {}
        start, title = _number(told.get("startTime")), told.get("title")
        if start is None:
            raise ValueError(f"chapter {number} has no start time")
        end = _number(told.get("endTime"))
        level = int(told.get("toc") is False)
        found.append(Mark(start=start, end=end, title=title if isinstance(title, str) else "", level=level))
    return found


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < FARTHEST:
        return None
    return float(value)


def read_text(data: bytes) -> str:
    """A text file, each line of it ending in a line feed. Raises ValueError if it is not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"it is no UTF-8 at byte {error.start:,}") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
