from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.errors import InputError
from bulletin.readers import read_text
from bulletin.schema.script import Script
from bulletin.script import check_coverage, is_sheet, is_untouched, read_sheet, write_script, write_sheet
from tests.tiers import by_tier

ARTICLES = sorted((Path(__file__).parent.parent / "readers" / "articles").glob("*.txt"))

ARTICLE = """\
Metro News: शहर में नई मेट्रो, किराया ₹25 से
शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई. पहले दिन 45,000 लोगों ने सफर किया.

किराया और समय
न्यूनतम किराया ₹25 है. बुजुर्गों को 50% की छूट मिलेगी.
यह भी पढ़ें: शहर में 100 नई बसें https://example.in/bus
"""


def script_of(text: str) -> Script:
    return write_script([read_text(text.encode("utf-8", "replace"), "metro.txt")])


def sheet() -> str:
    return write_sheet(script_of(ARTICLE))


def read(text: str) -> Script:
    articles, script = read_sheet(text, "metro.md")
    check_coverage(articles, script)
    return script


def spoken(script: Script) -> list[str]:
    return [segment.spoken for segment in script.segments]


def left_out(script: Script) -> list[tuple[str, str, str | None]]:
    return sorted(
        (item.passage.reason, " ".join(item.passage.text.split()), item.passage.href)
        for item in script.left_out
    )


def edited(old: str, new: str) -> str:
    text = sheet()
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
    return text.replace(old, new)


@pytest.mark.parametrize("path", ARTICLES[:: by_tier(4, 1)], ids=lambda path: path.stem)
def test_a_sheet_that_nobody_edited_says_what_the_article_says(path: Path) -> None:
    script = write_script([read_text(path.read_bytes(), path.name)])

    again = read(write_sheet(script))

    assert spoken(again) == spoken(script)
    assert [segment.role for segment in again.segments] == [segment.role for segment in script.segments]
    assert left_out(again) == left_out(script)
    assert (again.title, again.sources) == (" ".join(script.title.split()), script.sources)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("=#\\<!->:। \n5₹कखगabc"), min_size=1, max_size=80).filter(str.strip))
def test_no_text_is_mistaken_for_a_mark_of_the_sheet(text: str) -> None:
    try:
        script = script_of("शहर की खबर\n" + text)
    except InputError:
        return  # nothing to read aloud in it

    assert spoken(read(write_sheet(script))) == spoken(script)


def test_a_sheet_is_distinguished_from_an_article() -> None:
    assert (is_sheet(sheet()), is_sheet("\ufeff\n" + sheet()), is_sheet(ARTICLE)) == (True, True, False)


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    # The decoder handles line ends, but not a mark at the start.
    assert spoken(read("\ufeff" + sheet())) == spoken(script_of(ARTICLE))


def test_only_a_spoken_form_that_differs_has_a_line() -> None:
    assert re.findall("^= .*", sheet(), re.MULTILINE) == [
        "= शहर में नई मेट्रो, किराया पच्चीस रुपये से",
        "= पहले दिन पैंतालीस हज़ार लोगों ने सफर किया।",
        "= न्यूनतम किराया पच्चीस रुपये है।",
        "= बुजुर्गों को पचास प्रतिशत की छूट मिलेगी।",
    ]


def test_a_changed_pronunciation_is_spoken() -> None:
    script = read(edited("= न्यूनतम किराया पच्चीस रुपये है।", "= कम से कम पच्चीस रुपये लगेंगे।"))

    sentence = script.segments[-1].sentences[0]
    assert (sentence.written, sentence.spoken) == ("न्यूनतम किराया ₹25 है.", "कम से कम पच्चीस रुपये लगेंगे।")
    assert [(change.rule, change.spoken) for change in sentence.changes] == [("edited", sentence.spoken)]


def test_a_pronunciation_with_figures_is_spoken_in_words() -> None:
    script = read(edited("= न्यूनतम किराया पच्चीस रुपये है।", "= किराया 30 रुपये है"))

    assert script.segments[-1].sentences[0].spoken == "किराया तीस रुपये है"


def test_a_changed_sentence_without_its_pronunciation_gets_a_new_one() -> None:
    script = read(
        edited("न्यूनतम किराया ₹25 है.\n= न्यूनतम किराया पच्चीस रुपये है।", "न्यूनतम किराया ₹30 है. वापसी ₹50.")
    )

    assert [sentence.spoken for sentence in script.segments[-1].sentences][:2] == [
        "न्यूनतम किराया तीस रुपये है।",
        "वापसी पचास रुपये।",
    ]


def test_a_changed_sentence_over_its_old_pronunciation_is_noticed() -> None:
    with pytest.raises(InputError) as caught:
        read(edited("न्यूनतम किराया ₹25 है.", "न्यूनतम किराया ₹30 है."))

    assert caught.value.error_id == "script.stale"
    assert "Delete line" in caught.value.remedy


def test_parts_are_spoken_in_the_order_of_the_sheet() -> None:
    lines = sheet().split("\n")
    start, end = lines.index("## heading"), lines.index("## left out")
    moved = lines[:12] + lines[start:end] + lines[12:start] + lines[end:]

    assert [segment.role for segment in read("\n".join(moved)).segments] == [
        "heading",
        "body",
        "headline",
        "body",
    ]


def test_a_sentence_under_left_out_is_not_spoken() -> None:
    text = edited("बुजुर्गों को 50% की छूट मिलेगी.\n= बुजुर्गों को पचास प्रतिशत की छूट मिलेगी।\n", "")
    script = read(text.replace("## left out\n", "## left out\nबुजुर्गों को 50% की छूट मिलेगी.\n"))

    assert "छूट" not in " ".join(spoken(script))
    assert ("cut", "बुजुर्गों को 50% की छूट मिलेगी.", None) in left_out(script)


def test_a_link_that_was_left_out_can_be_spoken() -> None:
    line = re.search("^related-link: (.*)$", sheet(), re.MULTILINE)
    assert line is not None
    script = read(
        sheet().replace(line.group() + "\n", "").replace("## left out", f"{line[1]}\n\n## left out")
    )

    assert "सौ नई बसें" in spoken(script)[-1]


def test_an_empty_line_makes_a_paragraph() -> None:
    script = read(edited("बुजुर्गों को 50%", "\nबुजुर्गों को 50%"))

    assert [segment.role for segment in script.segments] == ["headline", "body", "heading", "body", "body"]


def test_a_date_and_a_title_can_be_given() -> None:
    script = read(edited("title: शहर में नई मेट्रो, किराया ₹25 से", "title: मेट्रो & बस\ndate: 2026-03-01"))

    assert (script.title, str(script.published)) == ("मेट्रो & बस", "2026-03-01")


@pytest.mark.parametrize(
    ("old", "new", "error_id", "remedy"),
    [
        ("\n## heading", "\n## heding", "script.part", '"## heading"'),
        ("\n## heading", "\n## मुख्य", "script.part", "Use one of: opening, headline"),
        ("# story 1: metro.txt", "# metro", "script.story", '"# story 1: …"'),
        ("# story 1: metro.txt", "= शहर", "script.orphan", "Put the sentence on line"),
        ("= न्यूनतम किराया पच्चीस रुपये है।", "= क\n= ख", "script.twice", "Delete line"),
        ("= न्यूनतम किराया पच्चीस रुपये है।", "= ", "script.empty", "## left out"),
        ("title: ", "titel: ", "script.head", '"## body"'),
        ("title: ", "date: कल\ntitle: ", "script.date", "date: 2026-01-31"),
        ("\n-->\n", "\n", "script.comment", 'End it with "-->"'),
        ("<!-- bulletin.script/1", "<!-- bulletin.script/9", "script.version", "bulletin script ARTICLE"),
    ],
)
def test_a_faulty_edit_is_reported_with_its_line_and_a_remedy(
    old: str, new: str, error_id: str, remedy: str
) -> None:
    text = sheet()
    assert old in text
    if error_id == "script.comment":
        text = text[: text.rindex("<!-- bulletin.check")]
    with pytest.raises(InputError) as caught:
        read(text.replace(old, new, 1))

    assert caught.value.error_id == error_id
    assert remedy in caught.value.remedy
    assert re.fullmatch(r"metro\.md line \d+", caught.value.source)


def test_a_sheet_with_nothing_to_speak_is_refused() -> None:
    with pytest.raises(InputError, match="nothing to speak"):
        read("<!-- bulletin.script/1 -->\n# story 1: x\n## left out\nकुछ नहीं\n")


@pytest.mark.parametrize(
    ("change", "untouched"),
    [
        (lambda text: text, True),
        (lambda text: text.replace("नई मेट्रो", "नयी मेट्रो"), False),
        (lambda text: ARTICLE, False),
    ],
    ids=["as it was written", "edited", "an article"],
)
def test_edits_are_detected(change: object, *, untouched: bool) -> None:
    assert callable(change)
    assert is_untouched(change(sheet())) is untouched
