"""Fitting: text → how wide its row is, and rows that are no wider than the room for them."""

from __future__ import annotations

from bulletin.writers.lettering.families import Weight
from bulletin.writers.lettering.shaping import LONGEST, shaped
from bulletin.writers.letters import letters


def width(text: str, size: float, weight: Weight = "Regular") -> float:
    """The width of a row of text in pixels, with letters of `size`."""
    return shaped(text[:LONGEST], weight).width * size


def cut(text: str, size: float, room: float, weight: Weight = "Regular") -> str:
    """As much of a row as fits in `room`, with an ellipsis if that is not all; no letter is cut from its signs."""
    if len(text) <= LONGEST and width(text, size, weight) <= room:
        return text
    whole = list(letters(text[:LONGEST]))
    low, high = 0, len(whole)
    while low < high:
        middle = (low + high + 1) // 2
        fits = width("".join(whole[:middle]).rstrip() + "…", size, weight) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return "".join(whole[:low]).rstrip() + "…"


def wrapped(text: str, size: float, room: float, most: int, weight: Weight = "Regular") -> list[str]:
    """The text in rows of whole words, at most `most`; the last ends in an ellipsis if not everything fits."""
    words = text.split()
    rows: list[str] = []
    while words and len(rows) < most - 1:
        count = 1
        while count < len(words) and width(" ".join(words[: count + 1]), size, weight) <= room:
            count += 1
        rows.append(cut(" ".join(words[:count]), size, room, weight))
        words = words[count:]
    if words:
        rows.append(cut(" ".join(words[:LONGEST]), size, room, weight))
    return rows or [""]
