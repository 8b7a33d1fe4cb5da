"""Case files: each line is a case, `written ~ spoken`, told by its file and line number where it fails."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from bulletin.language.hindi import speak
from bulletin.language.hindi.numbers import cardinal
from bulletin.language.sentences import split

FOLDER = Path(__file__).with_name("cases")


@dataclass(frozen=True)
class Case:
    """A line of a file."""

    place: str
    written: str
    spoken: str


def cases() -> list[Case]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        # Only LF ends a line here, as some cases contain other line ends and byte-order marks.
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if line and not line.startswith("#"):
                written, spoken = line.split(" ~ ")
                found.append(Case(f"{path.stem}:{number}", written, spoken))
    return found


def shares() -> list[ParameterSet]:
    """Twenty-five cases to a test: a test for each would take ten times as long to run as to speak."""
    every = cases()
    parts = [every[start : start + 25] for start in range(0, len(every), 25)]
    return [pytest.param(part, id=f"{part[0].place} to {part[-1].place}") for part in parts]


@pytest.mark.parametrize("share", shares())
def test_a_newsreader_says(share: list[Case]) -> None:
    said = {case.place: " ".join(speak(one).text for one in split(case.written)) for case in share}
    assert said == {case.place: case.spoken for case in share}


def test_there_are_enough_cases_and_every_number_below_a_hundred_is_in_one() -> None:
    spoken = " ".join(case.spoken for case in cases())
    words = set(spoken.replace(",", " ").split())
    assert len(cases()) >= 500
    assert [number for number in range(100) if cardinal(number) not in words] == []
