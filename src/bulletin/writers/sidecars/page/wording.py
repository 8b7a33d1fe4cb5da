"""Wording: lengths as a page says them, and what several pages say."""

from __future__ import annotations

LISTED = "सुनने की सूची"
"""The list of bulletins: its heading, and the way back to it."""


def length_in_hindi(seconds: float) -> str:
    """A length as `अवधि 5 मिनट 20 सेकंड`."""
    minutes, rest = divmod(round(seconds), 60)
    parts = [f"{minutes} मिनट"] if minutes else []
    parts += [f"{rest} सेकंड"] if rest or not minutes else []
    return f"अवधि {' '.join(parts)}"
