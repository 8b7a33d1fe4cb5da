from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bulletin.readers import read_text
from bulletin.schema.article import Article
from bulletin.schema.script import Script
from bulletin.schema.station import Station
from bulletin.script import check_coverage, write_script
from bulletin.script.cuts import ends_of, gone_with, least_important, left_bare, other_cuts, without
from bulletin.script.running_order import in_running_order
from bulletin.script.sheet import read_sheet, write_sheet

LONG = """\
Metro News: शहर में नई मेट्रो लाइन शुरू, किराया ₹25 से
City Metro: 12 किमी लंबी लाइन पर रोज 2 लाख लोग सफर करेंगे.

Metro News: शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई. पहले दिन 45,000 लोगों ने सफर किया.

मेट्रो सुबह 6:30 बजे से चलेगी. आखिरी गाड़ी रात 11 बजे छूटेगी.

किराया और समय

न्यूनतम किराया ₹25 है. बुजुर्गों को 50% की छूट मिलेगी.

कार्ड से भुगतान करने पर 10% की और छूट है. कार्ड हर स्टेशन पर मिलेगा.

आगे की योजना

दूसरी लाइन 2030 तक बनेगी. इस पर 800 करोड़ रुपये खर्च होंगे.

यह भी पढ़ेंः Bus Service: शहर में 100 नई बसें
"""
OTHER = """\
मौसम: पहाड़ों में बर्फबारी, मैदानों में बढ़ी ठंड

पहाड़ों पर रात भर बर्फ गिरी. कई रास्ते बंद हैं.

मैदानों में पारा 5 डिग्री तक गिर गया. स्कूल दो दिन बंद रहेंगे.
"""


def articles() -> list[Article]:
    return [read_text(LONG.encode(), "metro.txt"), read_text(OTHER.encode(), "snow.txt")]


def script() -> Script:
    station = Station(opening="अब समाचार सुनिए।", closing="समाचार समाप्त हुए।")
    return in_running_order(write_script(articles()), station, datetime(2026, 11, 24, tzinfo=UTC))


def ids(script: Script) -> list[str]:
    return [segment.id for segment in script.segments]


def after_cuts(script: Script, cuts: int) -> Script:
    return without(script, gone_with(script, least_important(script)[:cuts]))


def test_paragraphs_go_from_the_end_of_the_last_story_to_the_beginning_of_the_first() -> None:
    order = [script().segments[place].id for place in least_important(script())]
    assert order == ["s1-0-body-2", "s0-2-body-1", "s0-1-body-2", "s0-1-body-1", "s0-0-body-2"]


def test_where_one_cut_is_too_much_ends_of_other_sections_are_tried() -> None:
    names = [[script().segments[place].id for place in cut] for cut in other_cuts(script(), 2)]
    assert names[:7] == [
        # With the least important one, and then without it.
        ["s0-1-body-2", "s1-0-body-2"],
        ["s0-1-body-1", "s0-1-body-2", "s1-0-body-2"],
        ["s0-0-body-2", "s1-0-body-2"],
        ["s0-2-body-1"],
        ["s0-1-body-2"],
        ["s0-1-body-1", "s0-1-body-2"],
        ["s0-0-body-2"],
    ]


def test_every_way_to_cut_sections_from_their_ends_is_tried_once() -> None:
    ways = [*other_cuts(script(), 2), *(tuple(sorted(least_important(script())[:cuts])) for cuts in range(6))]
    # Of sections with 1, 1, 2 and 1 paragraphs that may be cut.
    assert len(ways) == len(set(ways)) == 2 * 2 * 3 * 2


def test_headlines_deks_first_paragraphs_and_announcements_remain() -> None:
    assert ids(after_cuts(script(), 5)) == [
        "opening", "s0-headline", "s0-dek", "s0-0-body-1", "s1-headline", "s1-0-body-1", "closing",
    ]  # fmt: skip


def test_a_heading_stays_as_long_as_a_paragraph_of_it_does() -> None:
    assert "s0-1-heading" in ids(after_cuts(script(), 3))


def test_a_heading_goes_with_its_last_paragraph() -> None:
    assert "s0-1-heading" not in ids(after_cuts(script(), 4))


def test_consecutive_headings_go_together() -> None:
    sheet = write_sheet(write_script(articles()[:1])).replace(
        "## heading\nआगे की योजना", "## heading\nभविष्य\n\n## heading\nआगे की योजना"
    )
    _, edited = read_sheet(sheet, "metro.md")
    assert [segment.role for segment in edited.segments].count("heading") == 3
    assert [segment.role for segment in after_cuts(edited, 1).segments].count("heading") == 1


def test_what_is_cut_is_left_out_as_cut_with_its_line() -> None:
    cut = [item for item in after_cuts(script(), 2).left_out if item.passage.reason == "cut"]
    assert [(item.story, item.passage.line, item.passage.text.split()[0]) for item in cut] == [
        (0, 14, "आगे"),
        (0, 16, "दूसरी"),
        (1, 5, "मैदानों"),
    ]


def test_without_cuts_a_script_is_as_it_was() -> None:
    assert without(script(), frozenset()) == script()


@pytest.mark.parametrize("cuts", range(6))
def test_nothing_of_an_article_is_lost_by_cutting(cuts: int) -> None:
    check_coverage(articles(), after_cuts(script(), cuts))


@pytest.mark.parametrize("cuts", range(5))
def test_nothing_of_an_edited_script_is_lost_by_cutting(cuts: int) -> None:
    found, edited = read_sheet(write_sheet(script()), "bulletin.md")
    check_coverage(found, after_cuts(edited, cuts))


def test_a_story_of_one_paragraph_has_nothing_to_cut() -> None:
    short = read_text("बारिश से राहत\n\nशहर में रात भर बारिश हुई.\n".encode(), "rain.txt")
    assert least_important(write_script([short])) == ()


PROSE = "नदी पर बना नया पुल रविवार को आम लोगों के लिए खोल दिया गया। पहले दिन हजारों लोग आए।"
MORE = "पुल पर एक साल से काम चल रहा था। इससे दो जिलों के बीच का रास्ता छोटा होगा।"


@pytest.mark.parametrize(
    "before",
    [
        ["लंबाई 800 मीटर"],
        ["2. लागत 90 करोड़ रुपये और समय एक साल रहा है।"],
        ["संदर्भ: 123/2026", "नई दिल्ली।"],
        ["- पुल रविवार को आम लोगों के लिए खोल दिया गया है।"],
    ],
)
def test_points_before_the_news_go_first_and_the_news_stays(before: list[str]) -> None:
    sheet = write_sheet(write_script([read_text(f"पुल खुला\n\n{PROSE}\n\n{MORE}\n".encode(), "a.txt")]))
    points = "".join(f"## body\n{point}\n\n" for point in before)
    _, edited = read_sheet(sheet.replace("## body\n", f"{points}## body\n", 1), "a.md")

    texts = [edited.segments[place].written for place in least_important(edited)]
    assert texts == [*reversed(before), MORE]
    assert ends_of(edited, 0) == least_important(edited)


def test_of_short_sentences_alone_the_first_stays() -> None:
    made = write_script([read_text("पुल खुला\n\nपुल खुला है।\n\nलोग आए।\n".encode(), "a.txt")])
    assert [made.segments[place].written for place in least_important(made)] == ["लोग आए।"]


def test_a_story_that_keeps_one_paragraph_of_several_is_bare() -> None:
    order = least_important(script())
    bare = [left_bare(script(), gone_with(script(), order[:cuts])) for cuts in range(6)]
    assert bare == [(), (1,), (1,), (1,), (1,), (0, 1)]
