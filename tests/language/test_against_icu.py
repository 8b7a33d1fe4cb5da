"""Numbers compared with ICU: two independent tables must agree."""

from __future__ import annotations

import random
from typing import Any

import pytest

from bulletin.language.hindi.numbers import cardinal, whole

icu: Any = pytest.importorskip("icu", reason="ICU has no wheel for this Python (pip install pyicu-wheels)")

SPELLED_OTHERWISE = {
    # We write the anusvara, as in our months and names and in newspapers; ICU writes the half न.
    15: ("पंद्रह", "पन्द्रह"),
    # Two spellings of one sound; ours is the shorter.
    44: ("चवालीस", "चौवालीस"),
    53: ("तिरपन", "तिरेपन"),
    63: ("तिरसठ", "तिरेसठ"),
    87: ("सतासी", "सत्तासी"),
    # We write -नवे, which is standard and what newsreaders say; ICU has the colloquial -नबे.
    91: ("इक्यानवे", "इक्यानबे"),
    92: ("बानवे", "बानबे"),
    93: ("तिरानवे", "तिरानबे"),
    94: ("चौरानवे", "चौरानबे"),
    95: ("पचानवे", "पंचानबे"),
    96: ("छियानवे", "छियानबे"),
    97: ("सत्तानवे", "सत्तानबे"),
    98: ("अट्ठानवे", "अट्ठानबे"),
    99: ("निन्यानवे", "निन्यानबे"),
}
"""Numbers below a hundred that we spell differently on purpose: ours, and ICU's."""

COUNTED_OTHERWISE = {
    # Nobody says एक before a hundred alone.
    100: ("सौ", "एक सौ"),
    # The next Indian scale begins here; ICU has none above खरब and counts hundreds of it.
    10**13: ("एक नील", "एक सौ खरब"),
}
"""Larger numbers that we say differently on purpose: ours, and ICU's."""

SAMPLES = (
    101, 110, 199, 200, 999, 1_000, 1_001, 1_953, 9_999, 10_000, 99_999, 1_00_000, 1_00_001, 12_34_567,
    99_99_999, 1_00_00_000, 1_00_00_001, 99_99_99_999, 10**9, 10**9 + 1, 10**11 - 1, 10**11, 10**11 + 100,
    10**12, 10**13 - 1,
)  # fmt: skip


def random_numbers() -> list[int]:
    """Return three hundred numbers of three to thirteen digits, evenly by length; always the same."""
    draw = random.Random(1947)
    return [draw.randrange(10 ** (length - 1), 10**length) for length in range(3, 14) for _ in range(28)][
        :300
    ]


def said_by_icu(number: int) -> str:
    spell_out = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale("hi"))
    return str(spell_out.format(number))


def as_icu_spells(said: str) -> str:
    """Return our words for a number, in ICU's spelling where that differs."""
    if said == COUNTED_OTHERWISE[100][0]:
        return COUNTED_OTHERWISE[100][1]
    spelling = dict(SPELLED_OTHERWISE.values())
    return " ".join(spelling.get(word, word) for word in said.split(" "))


def with_indian_commas(number: int) -> str:
    """1234567 → 12,34,567."""
    pairs, last = divmod(number, 1000)
    if not pairs:
        return str(last)
    written = f"{last:03d}"
    while pairs >= 100:
        pairs, pair = divmod(pairs, 100)
        written = f"{pair:02d},{written}"
    return f"{pairs},{written}"


@pytest.mark.parametrize("number", range(100))
def test_a_number_below_a_hundred_is_the_word_that_icu_has(number: int) -> None:
    assert as_icu_spells(cardinal(number)) == said_by_icu(number)


@pytest.mark.parametrize("number", SAMPLES)
def test_a_larger_number_is_counted_as_icu_counts_it(number: int) -> None:
    assert as_icu_spells(cardinal(number)) == said_by_icu(number)


def test_three_hundred_random_numbers_are_counted_as_icu_counts_them() -> None:
    numbers = random_numbers()
    assert len(numbers) == 300
    assert [number for number in numbers if as_icu_spells(cardinal(number)) != said_by_icu(number)] == []


@pytest.mark.parametrize("number", SAMPLES)
def test_a_number_with_indian_commas_is_counted_as_icu_counts_it(number: int) -> None:
    assert as_icu_spells(whole(with_indian_commas(number))) == said_by_icu(number)


@pytest.mark.parametrize("number", SAMPLES)
def test_a_number_with_western_commas_is_counted_as_icu_counts_it(number: int) -> None:
    assert as_icu_spells(whole(f"{number:,}")) == said_by_icu(number)


@pytest.mark.parametrize(("number", "ours", "theirs"), [
    (number, ours, theirs) for number, (ours, theirs) in (SPELLED_OTHERWISE | COUNTED_OTHERWISE).items()
])  # fmt: skip
def test_a_deliberate_difference_from_icu_is_still_one(number: int, ours: str, theirs: str) -> None:
    assert ours != theirs
    assert (cardinal(number), said_by_icu(number)) == (ours, theirs)
