"""Subset: a font that comes with bulletin → the part of it that a text needs."""

from __future__ import annotations

from importlib import resources


def subset(name: str, signs: set[int]) -> bytes:
    """The font `name`, as TrueType, with these characters alone, and all forms that they take when they are joined.

    Raises ImportError where uharfbuzz is missing.
    """
    import uharfbuzz

    data = (resources.files("bulletin.writers") / "fonts" / f"{name}.ttf").read_bytes()
    asked = uharfbuzz.SubsetInput()
    asked.unicode_set.update(signs)
    return bytes(uharfbuzz.subset(uharfbuzz.Face(data), asked).blob.data)
