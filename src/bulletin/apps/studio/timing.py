"""Timing: seconds as a page shows them."""

from __future__ import annotations


def timed(seconds: float) -> str:
    """Minutes and seconds: 4:57."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
