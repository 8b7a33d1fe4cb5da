"""Numbers in words: cardinals with Indian scales, decimals, years, ordinals.

All functions are pure and take the number as written (with ASCII digits) or as an int.
"""

from __future__ import annotations

from functools import cache

from bulletin.language.tables import words

LONGEST_CARDINAL = 15
"""Most digits of a number read as a whole; longer ones are read digit by digit."""

POINT = "दशमलव"

_SCALES = (
    (10**13, "नील"), (10**11, "खरब"), (10**9, "अरब"), (10**7, "करोड़"), (10**5, "लाख"), (1000, "हज़ार"), (100, "सौ"),
)  # fmt: skip
"""Indian scales, largest first. नील is used only above a hundred खरब."""


@cache
def _below_hundred() -> tuple[str, ...]:
    return tuple(row[1] for row in words("hindi/words/cardinals.tsv"))


def cardinal(number: int) -> str:
    """Return the cardinal in words: 125000 → एक लाख पच्चीस हज़ार, 100 → सौ. Raises ValueError below zero."""
    if number < 0:
        raise ValueError(number)
    if number == 100:
        return "सौ"
    if number < 100:
        return _below_hundred()[number]
    parts: list[str] = []
    for scale, name in _SCALES:
        count, number = divmod(number, scale)
        if count:
            parts += [cardinal(count), name]
    if number:
        parts.append(_below_hundred()[number])
    return " ".join(parts)


def digit_by_digit(written: str) -> str:
    """Return each digit of `written` as a word, ignoring all else: 1098 → एक शून्य नौ आठ."""
    return " ".join(_below_hundred()[int(sign)] for sign in written if sign.isdecimal())


def whole(written: str) -> str:
    """Return a whole number, with or without grouping commas, in words: 1,25,000 → एक लाख पच्चीस हज़ार.

    Digit by digit if it has more than 15 digits, or begins with 0 and has at least three.
    """
    plain = written.replace(",", "")
    if len(plain) > LONGEST_CARDINAL or (plain.startswith("0") and len(plain) > 2):
        return digit_by_digit(plain)
    return cardinal(int(plain))


def number(written: str) -> str:
    """Return a number in words, decimals digit by digit: 72,568.45 → बहत्तर हज़ार … दशमलव चार पाँच."""
    before, point, after = written.partition(".")
    if not point:
        return whole(before)
    units = "एक सौ" if before == "100" else whole(before)
    return f"{units} {POINT} {digit_by_digit(after)}"


def trimmed(written: str) -> str:
    """Return an amount without zeros at its end after the point, which nobody says: 46.20 → 46.2, 5.00 → 5."""
    return written.rstrip("0").rstrip(".") if "." in written else written


def connector(first: str, second: str) -> str:
    """Return the word for the dash between two numbers: से in a range, none in 10-10 लाख (ten each)."""
    return " " if first == second else " से "


def year(number_: int) -> str:
    """Return a year in words: 1953 → उन्नीस सौ तिरपन, 2024 → दो हज़ार चौबीस."""
    if 1100 <= number_ <= 1999:
        hundreds, rest = divmod(number_, 100)
        spoken = f"{cardinal(hundreds)} सौ"
        return f"{spoken} {cardinal(rest)}" if rest else spoken
    return cardinal(number_)


_ORDINALS = {1: "पहल", 2: "दूसर", 3: "तीसर", 4: "चौथ", 6: "छठ"}
"""Stems of the irregular ordinals, which take ा, ी, े; all others take वाँ, वीं, वें."""


def ordinal(number_: int, ending: str) -> str:
    """Return the ordinal with the `ending` ा (masculine), ी (feminine) or े (oblique): 75, े → पचहत्तरवें."""
    stem = _ORDINALS.get(number_)
    if stem is not None:
        return stem + ending
    # A hundred and a thousand have no एक: सौवाँ, हज़ारवाँ.
    spoken = "सौ" if number_ == 100 else "हज़ार" if number_ == 1000 else cardinal(number_)
    return spoken + {"ा": "वाँ", "ी": "वीं", "े": "वें"}[ending]
