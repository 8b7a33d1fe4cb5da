"""Case files: each line is a test, `written ~ spoken`, with its file and line number as id."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from bulletin.language.hindi import speak
from bulletin.language.hindi.numbers import cardinal
from bulletin.language.sentences import split

FOLDER = Path(__file__).with_name("cases")


def cases() -> list[ParameterSet]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        # Only LF ends a line here, as some cases contain other line ends and byte-order marks.
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if line and not line.startswith("#"):
                written, spoken = line.split(" ~ ")
                found.append(pytest.param(written, spoken, id=f"{path.stem}:{number}"))
    return found


@pytest.mark.parametrize(("written", "spoken"), cases())
def test_a_newsreader_says(written: str, spoken: str) -> None:
    assert " ".join(speak(sentence).text for sentence in split(written)) == spoken


def test_there_are_enough_cases_and_every_number_below_a_hundred_is_in_one() -> None:
    spoken = " ".join(str(case.values[1]) for case in cases())
    words = set(spoken.replace(",", " ").split())
    assert len(cases()) >= 500
    assert [number for number in range(100) if cardinal(number) not in words] == []
