"""Unusual characters: each that has a value, a variant or a script of its own is said, or on the ledger as left out."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from bulletin.language.gate import passes
from bulletin.language.hindi import speak
from bulletin.script.write import Diction

CATEGORIES = ("No", "Nl", "Sc", "Sm", "So", "Lm")
BATCH = 100


def characters(category: str) -> list[str]:
    found = [sign for sign in map(chr, range(0x80, 0x1FBFF)) if unicodedata.category(sign) == category]
    # A third of the seven thousand symbols are pictures: every eighth of them stands for all.
    return found[::8] if category == "So" else found


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_unusual_character_is_said_or_on_the_ledger(category: str) -> None:
    missing = []
    found = characters(category)
    for begin in range(0, len(found), BATCH):
        batch = found[begin : begin + BATCH]
        text = " ".join(f"कमल {sign}" for sign in batch)
        listed = "".join(change.written for change in Diction().say(text).changes)
        missing += [sign for sign in batch if sign not in listed]
    # The Bengali numerator of four is typed as a danda, and read as one.
    assert [f"{ord(sign):x} {unicodedata.name(sign)}" for sign in missing if sign != "৷"] == []


def test_every_character_with_a_numeric_value_but_of_a_foreign_script_is_said() -> None:
    silent = []
    for sign in map(chr, range(0x80, sys.maxunicode + 1)):
        if (
            sign != "৷"
            and unicodedata.category(sign) in ("No", "Nl", "Nd")
            and unicodedata.numeric(sign, None) is not None
        ):
            spoken = speak(f"कमल {sign} गमला").text
            if spoken.replace(",", "").split() == ["कमल", "गमला"]:
                silent.append(sign)
    assert silent == []


@pytest.mark.parametrize("text", ["한국 में", "东京 और", "ประเทศ का", "ישראל से", "ሰላም में", "საქართველო का"])
def test_a_word_in_a_script_without_a_table_is_left_out_and_on_the_ledger(text: str) -> None:
    spoken = speak(text)
    assert [change.rule for change in spoken.changes] == ["foreign"]
    assert spoken.text == text.split()[1]
    assert passes(spoken.text)
