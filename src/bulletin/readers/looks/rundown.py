"""Rundown looks: whether a text is the rundown of a bulletin and no article. Loaded at every start."""

from __future__ import annotations

import re


def is_rundown(text: str) -> bool:
    """Whether it has a line that begins a bulletin or a story, as TOML has them."""
    return (
        "[" in text
        and re.search(r"^[ \t]*(?:\[bulletin\]|\[\[(?:story|reserve|reader)\]\])", text, re.MULTILINE)
        is not None
    )
