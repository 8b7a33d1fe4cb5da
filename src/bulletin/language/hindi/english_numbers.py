"""English numbers: a number → its English words in Devanagari, as spoken beside Latin letters."""

from __future__ import annotations

from functools import cache

from bulletin.language.tables import words


@cache
def _english() -> dict[int, str]:
    return {int(row[0]): row[1] for row in words("hindi/words/english_numbers.tsv")}


@cache
def _english_ordinals() -> dict[int, str]:
    return {int(row[0]): row[2] for row in words("hindi/words/english_numbers.tsv")}


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
