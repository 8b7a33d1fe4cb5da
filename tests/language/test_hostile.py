"""Hostile text: processing it ends, and nothing of it is lost.

`scripts/bench language` measures how time grows with such text. Here, a quadratic search hits the timeout: with
fifty thousand characters it takes half a minute or more, and what is linear takes a second.
"""

from __future__ import annotations

import pytest

from bulletin.language.characters import letters_and_digits
from bulletin.language.hindi import speak
from bulletin.language.pieces import pieces
from bulletin.language.sentences import split
from tests.language.test_properties import unspeakable
from tests.tiers import chosen

pytestmark = pytest.mark.timeout(15)

SPOKEN = {
    "ten thousand digits": ("7" * 10_000, "सात", 10_000),
    "digits and commas": ("1," * 25_000, "एक", 25_000),
    "digits and dashes": ("1-" * 25_000, "एक", 25_000),
    "digits and slashes": ("1/" * 25_000, "एक", 25_000),
    "dotted capitals": ("A." * 25_000, "ए", 25_000),
    "at signs": ("a@" * 25_000, "ए", 25_000),
    "rupee signs": ("₹" * 50_000, "रुपये", 50_000),
    "amounts": ("₹1 " * 16_000, "एक रुपया", 16_000),
    "hyphened letters": ("-b" * 25_000 + ")", "बी", 25_000),
    "letters without a space": ("क" * 100_000, "क", 100_000),
}
UNSPOKEN = {
    "brackets": "(" * 100_000,
    "emoji": "😀" * 20_000,
    "combining marks": "\u0901" * 50_000,
    "full stops": "." * 100_000,
    "full stops and a bracket": ("." * 4_999 + "(") * 20,
    "spaces": " " * 100_000,
}
CUT = {
    "initials": "क. " * 17_000,
    "quotations with an ellipsis": "‘क…’" * 12_500,
    "quotations with a question": "क “क?”" * 8_000,
    "quotations in a sentence": "“क?” से " * 7_000,
    "numbers before versions": "1 " * 13_000 + "5.x " * 6_000,
    "units": "5 किमी. से " * 5_000,
    "web addresses": "www." * 12_500,
    "brackets": "(" * 100_000,
    "letters without a space": "क" * 100_000,
    "combining marks": "\u0901" * 50_000,
    "emoji": "😀" * 20_000,
}
SPOKEN = chosen(SPOKEN, "ten thousand digits", "hyphened letters", "letters without a space")
UNSPOKEN = chosen(UNSPOKEN, "brackets", "full stops and a bracket")
CUT = chosen(CUT, "quotations in a sentence", "units", "emoji")


@pytest.mark.parametrize(("written", "word", "count"), SPOKEN.values(), ids=SPOKEN.keys())
def test_every_part_of_a_hostile_text_is_spoken(written: str, word: str, count: int) -> None:
    spoken = speak(written).text
    assert spoken.count(word) == count
    assert unspeakable(spoken) == []


@pytest.mark.parametrize("written", UNSPOKEN.values(), ids=UNSPOKEN.keys())
def test_a_hostile_text_of_signs_has_nothing_to_say(written: str) -> None:
    assert letters_and_digits(speak(written).text) == ""


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("comebackrepresentativesbasis2030junior", "कमबैकरिप्रेज़ेंटेटिवस्बेसिस दो हज़ार तीस जूनियर"),
        ("b" * 5_000 + "2030x", "दो हज़ार तीस एक्स"),
        ("b-" * 2_000 + "2030x", "बी दो हज़ार तीस एक्स"),
    ],
    ids=["run together", "one long word", "many short words"],
)
def test_a_number_in_a_latin_word_is_found_however_long_the_word(written: str, spoken: str) -> None:
    # A pattern that may cut a word of forty letters anywhere has a million million ways to fail.
    assert speak(written).text.endswith(spoken)


@pytest.mark.parametrize("written", CUT.values(), ids=CUT.keys())
def test_a_hostile_text_is_cut_into_sentences_without_loss(written: str) -> None:
    assert "".join("".join(split(written)).split()) == "".join(written.split())


@pytest.mark.parametrize("written", CUT.values(), ids=CUT.keys())
def test_a_hostile_text_is_cut_into_pieces_without_loss(written: str) -> None:
    # Time is proportional to the limit, too: a small one finds what is quadratic in the text as well.
    found = pieces(written, 40)

    assert "".join("".join(found).split()) == "".join(written.split())
    assert max(map(len, found)) <= 40
