"""Text that nobody writes but somebody may send: it comes to an end, and nothing of it is lost.

How time grows with such text is measured by scripts/bench language. Here a search that is quadratic or worse runs
into the time-out, since it would take minutes.
"""

from __future__ import annotations

import pytest

from bulletin.language.characters import letters_and_digits
from bulletin.language.hindi import speak
from bulletin.language.pieces import pieces
from bulletin.language.sentences import split
from tests.language.test_properties import unspeakable

pytestmark = pytest.mark.timeout(30)

SAID = {
    "ten thousand digits": ("7" * 10_000, "सात", 10_000),
    "digits and commas": ("1," * 50_000, "एक", 50_000),
    "digits and dashes": ("1-" * 50_000, "एक", 50_000),
    "digits and slashes": ("1/" * 50_000, "एक", 50_000),
    "dotted capitals": ("A." * 50_000, "ए", 50_000),
    "at signs": ("a@" * 50_000, "ऐट", 50_000),
    "rupee signs": ("₹" * 100_000, "रुपये", 100_000),
    "amounts": ("₹1 " * 30_000, "एक रुपया", 30_000),
    "hyphened letters": ("-b" * 30_000 + ")", "बी", 30_000),
    "letters without a space": ("क" * 100_000, "क", 100_000),
}
UNSAID = {
    "brackets": "(" * 100_000,
    "emoji": "😀" * 20_000,
    "combining marks": "\u0901" * 50_000,
    "full stops": "." * 100_000,
    "full stops and a bracket": ("." * 4_999 + "(") * 20,
    "spaces": " " * 100_000,
}
CUT = {
    "initials": "क. " * 120_000,
    "quotations with an ellipsis": "‘क…’" * 25_000,
    "quotations with a question": "क “क?”" * 25_000,
    "quotations in a sentence": "“क?” से " * 60_000,
    "numbers before versions": "1 " * 60_000 + "5.x " * 30_000,
    "units": "5 किमी. से " * 10_000,
    "web addresses": "www." * 25_000,
    "brackets": "(" * 100_000,
    "letters without a space": "क" * 100_000,
    "combining marks": "\u0901" * 50_000,
    "emoji": "😀" * 20_000,
}


@pytest.mark.parametrize(("written", "word", "count"), SAID.values(), ids=SAID.keys())
def test_every_part_of_a_hostile_text_is_said(written: str, word: str, count: int) -> None:
    said = speak(written).text
    assert said.count(word) == count
    assert unspeakable(said) == []


@pytest.mark.parametrize("written", UNSAID.values(), ids=UNSAID.keys())
def test_a_hostile_text_of_signs_has_nothing_to_say(written: str) -> None:
    assert letters_and_digits(speak(written).text) == ""


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("comebackrepresentativesbasis2030junior", "कोमेबक्रेप्रेसेंटटिवेज़्बसिस दो हज़ार तीस जूनियर"),
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
    found = pieces(written, 100)

    assert "".join("".join(found).split()) == "".join(written.split())
    assert max(map(len, found)) <= 100
