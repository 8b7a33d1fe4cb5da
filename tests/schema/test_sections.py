"""The one owner of what a section of a script is."""

from __future__ import annotations

import pytest

from bulletin.schema.script import Role, Script, Segment, Sentence

ROLES: dict[str, Role] = {
    "o": "opening", "H": "headline", "d": "dek", "h": "heading", "b": "body", "c": "closing",
}  # fmt: skip


def script_of(shape: str) -> Script:
    """A script of one letter a segment; a space begins another story."""
    segments: list[Segment] = []
    for story, letters in enumerate(shape.split(" ")):
        for letter in letters:
            sentence = Sentence(written=letter, spoken=letter)
            segments.append(
                Segment(
                    id=str(len(segments)),
                    role=ROLES[letter],
                    story=story,
                    written=letter,
                    voice="",
                    sentences=(sentence,),
                )
            )
    return Script(title="क", language="hi", published=None, sources=("-",), segments=tuple(segments))


@pytest.mark.parametrize(
    ("shape", "sections"),
    [
        ("", []),
        ("oHdbb", ["oHdbb"]),
        ("Hdbhbbhb", ["Hdb", "hbb", "hb"]),
        ("Hdbhhb", ["Hdb", "hhb"]),
        ("Hhhhbb", ["H", "hhhbb"]),
        ("hb", ["hb"]),
        ("hhb", ["hhb"]),
        ("Hbh", ["Hb", "h"]),
        ("Hb Hbhb", ["Hb", "Hb", "hb"]),
        ("Hbh hb", ["Hb", "h", "hb"]),
        ("Hbhbc", ["Hb", "hbc"]),
    ],
)
def test_headings_in_a_row_and_what_follows_them_are_one_section(shape: str, sections: list[str]) -> None:
    letters = shape.replace(" ", "")
    found = script_of(shape).sections() if shape else ()

    assert ["".join(letters[place] for place in section.places) for section in found] == sections


def test_every_segment_is_in_one_section_in_order() -> None:
    script = script_of("oHdbhhbhb Hbhbc")
    places = [place for section in script.sections() for place in section.places]

    assert places == list(range(len(script.segments)))
    assert [section.story for section in script.sections()] == [0, 0, 0, 1, 1]


def test_only_the_segments_that_are_given_count() -> None:
    # The heading at 2 has nothing to say: what follows it belongs to the section before.
    sections = script_of("Hbhbhb").sections([0, 1, 3, 4, 5])

    assert [section.places for section in sections] == [(0, 1, 3), (4, 5)]
