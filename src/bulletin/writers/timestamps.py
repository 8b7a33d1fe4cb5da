"""Timestamps: times of a programme as files write them, and dates in Hindi."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
)  # fmt: skip
WEEKDAYS = ("सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार")
"""From Monday, as `date.weekday` counts."""


def to_the_millisecond(milliseconds: int, point: str = ".") -> str:
    """hh:mm:ss.mmm, with as many digits for the hours as they need but at least two; SRT's point is a comma."""
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}{point}{thousandths:03d}"


def to_the_second(seconds: float) -> str:
    """mm:ss, or h:mm:ss from one hour on; rounded down."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"


def day_in_hindi(day: date) -> str:
    """5 मार्च 2026, गुरुवार."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}, {WEEKDAYS[day.weekday()]}"
