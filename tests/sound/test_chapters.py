"""What the first chapter is called."""

from __future__ import annotations

from bulletin.schema.script import Role, Script, Segment, Sentence
from bulletin.sound.chapters import first_title


def segment(role: Role, story: int, written: str, reader: str = "") -> Segment:
    return Segment(
        id=f"s{story}-{role}",
        role=role,
        story=story,
        written=written,
        voice="x:y",
        sentences=(Sentence(written=written, spoken=written),),
        reader=reader,
    )


def titled(title: str, *segments: Segment) -> str:
    script = Script(title=title, language="hi", published=None, sources=("-",), segments=segments)
    return first_title(script, range(len(segments)))


OPENING = segment("opening", 0, "नमस्ते।")
PUL, METRO = segment("headline", 0, "पुल खुला"), segment("headline", 1, "मेट्रो चली")


def test_a_bulletin_of_one_story_begins_with_its_title() -> None:
    assert titled("सुबह के समाचार", OPENING, PUL) == "सुबह के समाचार"


def test_an_opening_by_itself_has_the_bulletins_title() -> None:
    headlines = segment("headlines", 0, "मुख्य समाचार।")

    assert titled("सुबह के समाचार", OPENING, headlines, PUL, METRO) == "सुबह के समाचार"


def test_the_first_of_several_stories_is_named_where_the_opening_leads_into_it() -> None:
    assert titled("सुबह के समाचार", OPENING, PUL, METRO) == "पुल खुला"


def test_the_first_story_is_named_with_who_reads_it() -> None:
    first = segment("headline", 0, "पुल खुला", "रवि")
    others = (segment("opening", 0, "नमस्ते।", "अनीता"), first, segment("headline", 1, "मेट्रो चली", "अनीता"))

    assert titled("पुल खुला", *others) == "पुल खुला (रवि)"


def test_a_story_without_a_headline_begins_with_the_bulletins_title() -> None:
    assert titled("सुबह के समाचार", OPENING, segment("body", 0, "पुल खुला।"), METRO) == "सुबह के समाचार"
