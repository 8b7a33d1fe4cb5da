"""The running order: opening, headlines, stories with transitions, recap, closing; who reads what; line-ups."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.readers import read_text
from bulletin.schema.article import Article
from bulletin.schema.rundown import Item, Newsreader
from bulletin.schema.script import Script
from bulletin.schema.station import Station
from bulletin.script import check_coverage, write_script
from bulletin.script.cuts import gone_with, least_important, without
from bulletin.script.lineups import LineUps
from bulletin.script.running_order import in_running_order
from tests.tiers import by_tier

AT = datetime(2026, 11, 29, 7, tzinfo=UTC)
ANITA, RAVI, MINA = (Newsreader(name=name) for name in ("अनीता", "रवि", "मीना"))

TEXTS = [
    "नदी पर नया पुल खुला\n\nपुल रविवार को खोल दिया गया।\n\nइस पर 12 करोड़ रुपये खर्च हुए हैं।",
    "मेट्रो का किराया बढ़ा?\n\nकिराया सोमवार से बढ़ेगा।\n\nनया नियम\nपास पर छूट जारी रहेगी।\n\nलोगों ने विरोध किया।",
    "टीम ने फाइनल जीता\n\nटीम ने दो गोल किए।\n\nकोच ने खुशी जताई।",
    "मेला समाप्त हुआ\n\nमेले में हजारों लोग आए।",
    "बाज़ार बंद रहा\n\nदुकानें शाम को खुलीं।",
    "बारिश से राहत\n\nशहर में रात भर बारिश हुई।",
]


def articles(count: int) -> list[Article]:
    return [read_text(TEXTS[number % len(TEXTS)].encode(), f"{number}.txt") for number in range(count)]


def bulletin(count: int, station: Station, items: tuple[Item, ...] = ()) -> Script:
    return in_running_order(write_script(articles(count), items=items), station, AT)


def roles(script: Script) -> list[str]:
    return [role for role, _ in groupby(segment.role for segment in script.segments)]


WHOLE = Station(
    name="रेडियो शहर",
    opening="{reader} से समाचार सुनिए। {headlines} सुर्खियाँ।",
    closing="समाचार समाप्त हुए।",
    headlines=2,
    recap=True,
    readers=(ANITA, RAVI),
)


def test_a_bulletin_has_its_parts_in_order() -> None:
    assert roles(bulletin(3, WHOLE)) == [
        "opening", "headlines", "headline", "body", "transition", "headline", "body", "heading", "body", "transition",
        "headline", "body", "recap", "closing",
    ]  # fmt: skip


def test_headlines_are_sentences_with_a_full_stop_and_as_many_as_are_asked_for() -> None:
    script = bulletin(3, WHOLE)

    assert [each.spoken for each in script.segments if each.role == "headlines"] == [
        "मुख्य समाचार।",
        "नदी पर नया पुल खुला।",
        "मेट्रो का किराया बढ़ा?",
        "अब समाचार विस्तार से।",
    ]


def test_a_recap_says_the_same_headlines_in_other_words() -> None:
    script = bulletin(3, WHOLE)

    assert [each.written for each in script.segments if each.role == "recap"] == [
        "एक बार फिर मुख्य समाचार।",
        "नदी पर नया पुल खुला।",
        "मेट्रो का किराया बढ़ा?",
    ]


def test_a_rundown_gives_a_story_a_line_for_the_headlines() -> None:
    script = bulletin(2, WHOLE, (Item(), Item(headline="किराया सोमवार से ज्यादा")))

    assert [each.written for each in script.segments if each.role == "headlines"][
        2
    ] == "किराया सोमवार से ज्यादा।"


def test_an_announcement_names_all_newsreaders_and_the_number_of_headlines_in_words() -> None:
    opening = bulletin(3, WHOLE).segments[0]

    assert opening.written == "अनीता और रवि से समाचार सुनिए। दो सुर्खियाँ।"
    assert opening.reader == "अनीता"


def test_newsreaders_take_turns_by_story_and_hand_over() -> None:
    script = bulletin(3, WHOLE)
    told = [each for each in script.segments if each.role in ("headline", "transition")]

    assert [(each.reader, each.written) for each in told] == [
        ("अनीता", "नदी पर नया पुल खुला"),
        ("अनीता", "आगे के समाचार रवि से।"),
        ("रवि", "मेट्रो का किराया बढ़ा?"),
        ("रवि", "आगे के समाचार अनीता से।"),
        ("अनीता", "टीम ने फाइनल जीता"),
    ]
    assert [story.reader for story in script.stories] == ["अनीता", "रवि", "अनीता"]


def test_newsreaders_can_take_turns_by_section() -> None:
    script = bulletin(3, replace(WHOLE, turns="section"))

    assert [(each.story, each.role, each.reader) for each in script.segments if each.role in ("headline", "heading")] == [
        (0, "headline", "अनीता"),
        (1, "headline", "रवि"),
        (1, "heading", "अनीता"),
        (2, "headline", "रवि"),
    ]  # fmt: skip


def test_a_rundown_says_who_reads_a_story_and_the_turns_go_on_from_there() -> None:
    station = replace(WHOLE, readers=(ANITA, RAVI, MINA))
    script = bulletin(4, station, (Item(), Item(reader="मीना"), Item(), Item()))

    assert [story.reader for story in script.stories] == ["अनीता", "मीना", "अनीता", "रवि"]


def test_nobody_hands_over_where_one_reads_on_or_the_line_is_empty() -> None:
    one = bulletin(3, replace(WHOLE, readers=(ANITA,)))
    silent = bulletin(3, replace(WHOLE, handover=""))

    assert "transition" not in roles(one) + roles(silent)


def test_the_station_is_named_after_the_story_that_is_asked_for() -> None:
    script = bulletin(3, replace(WHOLE, readers=(), break_after=2))
    place = next(place for place, each in enumerate(script.segments) if each.role == "transition")

    assert script.segments[place].written == "आप रेडियो शहर से समाचार सुन रहे हैं।"
    assert (script.segments[place - 1].story, script.segments[place + 1].story) == (1, 2)


def test_a_story_has_lines_before_and_after_it() -> None:
    script = bulletin(
        2, replace(WHOLE, readers=()), (Item(), Item(before="अब शहर से।", after="यह खबर प्रायोजित थी।"))
    )
    second = [
        each
        for each in script.segments
        if each.story == 1 and each.role not in ("headlines", "recap", "closing")
    ]

    assert (second[0].written, second[-1].written) == ("अब शहर से।", "यह खबर प्रायोजित थी।")


@pytest.mark.parametrize("station", [Station(), Station(opening=" "), Station(readers=())])
def test_a_single_story_without_a_form_is_as_it_is(station: Station) -> None:
    script = write_script(articles(1))

    assert in_running_order(script, station, AT) == script


items = st.builds(
    Item,
    reader=st.sampled_from(["", "अनीता", "रवि"]),
    headline=st.sampled_from(["", "एक पंक्ति"]),
    priority=st.integers(1, 9),
    may_drop=st.booleans(),
    may_cut=st.sampled_from([None, True, False]),
    reserve=st.booleans(),
    before=st.sampled_from(["", "अब आगे।"]),
    after=st.sampled_from(["", "बस।"]),
)
rundowns = st.lists(items, min_size=1, max_size=6).map(
    lambda found: (replace(found[0], reserve=False), *sorted(found[1:], key=lambda item: item.reserve))
)
stations = st.builds(
    Station,
    opening=st.sampled_from(["", "सुनिए।"]),
    closing=st.sampled_from(["", "नमस्कार।"]),
    headlines=st.integers(0, 7),
    recap=st.booleans(),
    break_after=st.integers(0, 7),
    turns=st.sampled_from(["story", "section"]),
    readers=st.sampled_from([(), (ANITA,), (ANITA, RAVI), (ANITA, RAVI, MINA)]),
)

PLACES = ("opening", "headlines", "story", "recap", "closing")


@settings(deadline=None, max_examples=by_tier(20, 60))
@given(rundowns, stations, st.data())
def test_whatever_the_rundown_parts_come_in_order_and_nothing_of_a_story_is_lost(
    rundown: tuple[Item, ...], station: Station, data: st.DataObject
) -> None:
    found = articles(len(rundown))
    line_ups = LineUps(write_script(found, items=rundown))
    stories = line_ups[data.draw(st.sampled_from(line_ups.numbers))]
    cuts = data.draw(st.integers(0, len(least_important(stories))))
    script = in_running_order(stories, station, AT)
    shorter = without(script, gone_with(script, least_important(script)[:cuts]))

    for one in (script, shorter):
        parts = [each.role if each.role in PLACES else "story" for each in one.segments]
        assert parts == sorted(parts, key=PLACES.index)
        told = [each.story for each in one.segments if each.role == "headline"]
        assert told == sorted(told)
        assert told[0] == 0
        check_coverage(found, one)
        named = {each.reader for each in one.segments}
        assert named <= {reader.name for reader in station.readers} if station.readers else named == {""}


@settings(deadline=None, max_examples=by_tier(20, 60))
@given(rundowns)
def test_whatever_the_priorities_the_lead_and_what_may_not_go_stay(rundown: tuple[Item, ...]) -> None:
    script = write_script(articles(len(rundown)), items=rundown)
    order = least_important(script)
    told = [script.stories[script.segments[place].story] for place in order]

    assert all(story.may_cut for story in told)
    assert [story.priority for story in told] == sorted((story.priority for story in told), reverse=True)
    shortest = LineUps(script)[LineUps(script).numbers[0]]
    for number, (item, story) in enumerate(zip(rundown, shortest.stories, strict=True)):
        assert story.on_air == (number == 0 or not (item.may_drop or item.reserve))


def test_the_least_important_story_goes_first_and_reserves_come_in_order() -> None:
    rundown = (
        Item(may_drop=True),
        Item(may_drop=True, priority=3),
        Item(may_drop=True, priority=8),
        Item(reserve=True),
        Item(reserve=True),
    )
    line_ups = LineUps(write_script(articles(5), items=rundown))

    assert list(line_ups.numbers) == [-2, -1, 0, 1, 2]
    assert [[place for place, story in enumerate(line_ups[number].stories) if story.on_air] for number in line_ups.numbers] == [
        [0],
        [0, 1],
        [0, 1, 2],
        [0, 1, 2, 3],
        [0, 1, 2, 3, 4],
    ]  # fmt: skip


def test_no_reserve_is_added_that_has_the_text_of_another_story_and_none_by_cutting_others() -> None:
    found = articles(3)
    rundown = (Item(), Item(priority=9), Item(reserve=True), Item(reserve=True), Item(reserve=True))
    line_ups = LineUps(write_script([*found[:2], found[1], found[2], found[2]], items=rundown))

    assert list(line_ups.numbers) == [0, 1]
    assert [number for number, story in enumerate(line_ups[1].stories) if story.on_air] == [0, 1, 3]
    assert {line_ups[1].segments[place].story for place in least_important(line_ups[1])} <= {3}
