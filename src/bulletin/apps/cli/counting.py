"""Counting: numbers with their nouns, in lines that only the command line has."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 piece, 2 pieces."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
