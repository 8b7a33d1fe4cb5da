"""Coverage counts every character with a value, whatever its alphabet."""

from __future__ import annotations

import unicodedata

import pytest

from bulletin.errors import BugError
from bulletin.language.characters import letters_and_digits
from bulletin.readers import read_text
from bulletin.script import check_coverage, write_script


def test_every_character_with_a_numeric_value_counts_as_text() -> None:
    valued = [sign for sign in map(chr, range(0x20000)) if unicodedata.numeric(sign, None) is not None]

    assert letters_and_digits("".join(valued)) == "".join(valued)


@pytest.mark.parametrize("sign", ["½", "①", "Ⅳ", "²", "₂"])
def test_a_value_that_is_neither_spoken_nor_left_out_is_a_fault(sign: str) -> None:
    text = "शहर में नई बस सेवा\n\nबस सेवा आज शुरू हुई। किराया वही है।\n"
    script = write_script([read_text(text.encode(), "a.txt")])
    article = read_text(text.replace("वही", f"वही {sign}").encode(), "a.txt")

    with pytest.raises(BugError):
        check_coverage([article], script)
