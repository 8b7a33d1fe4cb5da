"""Units: how people write the units of settings behind a number."""

from __future__ import annotations

SPELLINGS: dict[str, tuple[str, ...]] = {
    "LUFS": ("LUFS", "LKFS", "dBFS", "dB", "LU"),
    "LU": ("LU", "dB"),
    "s": ("s", "sec", "second", "seconds"),
    "minutes": ("m", "min", "minute", "minutes"),
    "semitones": ("semitones", "semitone", "st"),
    "times": ("x", "×", "times"),
    "kb/s": ("kb/s", "kbit/s", "kbps", "k"),
}
"""By the unit of a kind. Capital and small letters count as the same."""


def bare(text: str, unit: str) -> str:
    """`text` without a spelling of `unit` behind it; a minus sign becomes a hyphen."""
    number = text.strip().replace("\N{MINUS SIGN}", "-")
    for spelling in sorted(SPELLINGS.get(unit, ()), key=len, reverse=True):
        if number.casefold().endswith(spelling.casefold()):
            return number[: -len(spelling)].rstrip()
    return number
