"""Quarters: a number with a half or a quarter → the words that Hindi has for it: डेढ़, ढाई, सवा दो, पौने तीन."""

from __future__ import annotations

from bulletin.language.hindi.numbers import LONGEST_CARDINAL, cardinal, number, trimmed


def half(written: str) -> str | None:
    """Return the words for n and a half (डेढ़, ढाई, साढ़े तीन), or None for any other number."""
    before, _, after = written.replace(",", "").partition(".")
    if after.rstrip("0") != "5" or len(before) > LONGEST_CARDINAL:
        return None
    units = int(before)
    if not 0 < units < 100:
        # "साढ़े एक सौ पचास" would sound like 150 and something.
        return None
    if units == 1:
        return "डेढ़"
    if units == 2:
        return "ढाई"
    return f"साढ़े {cardinal(units)}"


def quarters(written: str) -> str | None:
    """Return the words for a number with a half or a quarter (सवा दो, पौने तीन), or None for any other.

    Used before लाख, करोड़, बजे, घंटे and the like.
    """
    halves = half(written)
    if halves is not None:
        return halves
    before, _, after = written.replace(",", "").partition(".")
    if len(before) > LONGEST_CARDINAL:
        return None
    units = int(before)
    fraction = after.rstrip("0")
    if units >= 100:
        return None
    if fraction == "5" and units == 0:
        return "आधा"
    if fraction == "25" and units > 0:
        return "सवा" if units == 1 else f"सवा {cardinal(units)}"
    if fraction == "75":
        return "पौन" if units == 0 else f"पौने {cardinal(units + 1)}"
    return None


def amount(written: str) -> str:
    """Return a number as spoken before a scale word: with quarters if it has them, else as `number`."""
    return quarters(written) or number(trimmed(written))
