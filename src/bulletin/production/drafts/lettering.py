"""Lettering: a font of Devanagari for a page, for machines that have none."""

from __future__ import annotations

from functools import cache

SIGNS = frozenset((*range(0x0900, 0x0950), *range(0x0958, 0x0972), 0x200C, 0x200D, 0x20B9, 0x25CC))
"""Hindi's letters, marks and digits, the danda, what joins and parts them, and the rupee."""


@cache
def devanagari_font() -> bytes:
    """The shipped font with Hindi's signs alone, as TrueType."""
    from bulletin.writers.lettering.subset import subset

    return subset("NotoSansDevanagari-Regular", set(SIGNS))
