"""Numbers in words: cardinals with Indian scales, decimals, years, ordinals, quarters and halves.

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


@cache
def _english() -> dict[int, str]:
    return {int(row[0]): row[1] for row in words("hindi/words/english_numbers.tsv")}


@cache
def _english_ordinals() -> dict[int, str]:
    return {int(row[0]): row[2] for row in words("hindi/words/english_numbers.tsv")}


def cardinal(number: int) -> str:
    """Return the cardinal in words: 125000 → एक लाख पच्चीस हज़ार. Raises ValueError below zero."""
    if number < 0:
        raise ValueError(number)
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
    return f"{whole(before)} {POINT} {digit_by_digit(after)}"


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
    return quarters(written) or number(written)


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


def english(number_: int) -> str:
    """Return a number below 1000 in English words, as spoken after Latin letters.

    Round hundreds in full (400 → फ़ोर हंड्रेड), others like the numbers of roads and aircraft:
    320 → थ्री ट्वेंटी, 171 → वन सेवेंटी वन, 709 → सेवन ज़ीरो नाइन.
    """
    table = _english()
    if number_ in table and number_ != 100:
        return table[number_]
    if number_ < 100:
        return f"{table[number_ // 10 * 10]} {table[number_ % 10]}"
    hundreds, rest = divmod(number_, 100)
    if not rest:
        return f"{table[hundreds]} {table[100]}"
    return f"{table[hundreds]} {f'{table[0]} ' if rest < 10 else ''}{english(rest)}"


def english_ordinal(number_: int) -> str:
    """Return an ordinal from 1 to 999 in English words, as spoken before Latin words: 71 → सेवेंटी फ़र्स्ट."""
    ordinals = _english_ordinals()
    if number_ in ordinals and number_ != 100:
        return ordinals[number_]
    last = number_ % 100 if number_ % 100 in ordinals else number_ % 10
    if number_ % 100 == 0:
        return f"{english(number_ // 100)} {ordinals[100]}"
    return f"{english(number_ - last)} {ordinals[last]}"


def english_digits(written: str) -> str:
    """Return each digit in English: 007 → ज़ीरो ज़ीरो सेवन."""
    return " ".join(_english()[int(sign)] for sign in written)
