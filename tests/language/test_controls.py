from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.language.characters import tidy
from bulletin.language.controls import printable, without_controls
from bulletin.language.hindi import speak


@pytest.mark.parametrize(
    ("text", "bare", "controls"),
    [
        ("नगर\x00 निगम ने\x07 बसें\x1b[31m चलाईं\x1b[0m।", "नगर निगम ने बसें चलाईं।", "␀␇␛␛"),
        ("\x1b]0;शीर्षक\x07बसें \x1b]8;;http://x.org\x1b\\चलाईं", "बसें चलाईं", "␛␛"),
        ("\x9b2Jबसें\x7f", "बसें", "\ufffd␡"),
        ("\x1bcबसें\x1b", "बसें", "␛␛"),
        ("एक\tदो\nतीन\x0c [31m", "एक\tदो\nतीन\x0c [31m", ""),
    ],
)
def test_controls_are_taken_out_whole(text: str, bare: str, controls: str) -> None:
    assert without_controls(text) == (bare, controls)


def test_a_colour_of_the_terminal_is_no_number() -> None:
    assert speak("बसें \x1b[31mचलाईं\x1b[0m।").text == "बसें चलाईं।"


@given(st.text(st.sampled_from("क\x1b[]031mH;\x07\x9b ा\\"), max_size=20))
def test_origins_are_those_of_the_letters_that_stay(text: str) -> None:
    tidied = tidy(text)
    origins = tidied.origins or range(len(tidied.text))
    assert len(origins) == len(tidied.text)
    assert list(origins) == sorted(origins)


@given(st.text())
def test_nothing_that_is_printed_moves_a_terminal(text: str) -> None:
    shown = printable(text)
    assert not [sign for sign in shown if (sign < " " and sign not in "\t\n") or "\x7f" <= sign <= "\x9f"]
    assert json.loads(printable(json.dumps(text, ensure_ascii=False))) == text
