"""A rundown's text, changed as a form changes it: it says what was wanted, and all else in it stays as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.errors import BulletinError, ConfigurationError, InputError
from bulletin.production.setup.edits.rundown import RundownText
from bulletin.production.setup.kinds import SettingError
from bulletin.production.setup.new_rundown import HEAD, rundown_text
from bulletin.production.setup.rundowns import parse_rundown
from bulletin.schema.rundown import Item, Newsreader
from bulletin.schema.station import Station

PATH = Path("r.toml")

BY_HAND = '''\
# सुबह · the morning's
name = "रेडियो # शहर"   # a sign within

[bulletin]  # the form
slot = "5:00"          # to the second
headlines=2

[[reader]]
name = "अनीता"  # first
voice = "tone"
[[reader]]
name = "रवि"

# the lead
[[story]]
source = "a.txt"       # by hand
reader = "रवि"
  # it may lose paragraphs:
may_cut = true
text_of_no_use = 1
[[story]]
text = """
[[story]] is no head here
# nor is this a comment

मेले में लोग आए।"""
priority = 3
# end of the fair

# between
[[reserve]]
source = 'c.txt'
[[story]]
source = "d.txt"

[lines]
closing = "नमस्कार।"   # the last word
# the end'''.replace("text_of_no_use = 1\n", "")

WRITTEN = rundown_text(
    "r.toml",
    [Item(source="a.txt", headline="पुल खुला"), Item(source="b.txt"), Item(text="मेला\n\n[लगा]। लोग आए।")],
    {"headlines": 3},
    [Newsreader(name="अनीता", voice="tone"), Newsreader(name="रवि")],
)


def opened(text: str) -> RundownText:
    return RundownText(text, PATH, Station())


def sources(rundown: RundownText) -> list[tuple[str, bool]]:
    return [(item.source or item.text[:4], item.reserve) for item in rundown.file.rundown.items]


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that are gone and those that are new."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_a_value_is_set_where_it_stands_and_its_comment_stays() -> None:
    changed = opened(BY_HAND).with_head("slot", "4:30")

    assert changed_lines(BY_HAND, changed.text) == (
        ['slot = "5:00"          # to the second'], ['slot = "4:30"          # to the second'],
    )  # fmt: skip
    assert changed.file.settings["sound.slot"] == "4:30"


def test_a_value_takes_the_line_of_its_example_in_a_new_rundown() -> None:
    gone, new = changed_lines(WRITTEN, opened(WRITTEN).with_head("recap", "true").text)

    assert [re.sub(" +", " ", line) for line in gone] == [
        "# recap = true # अंत में फिर से · and said again after them"
    ]
    assert [line.removeprefix("# ") for line in gone] == new


def test_a_value_that_is_unset_is_a_comment_and_can_be_set_again() -> None:
    unset = opened(BY_HAND).with_head("slot", "")

    assert changed_lines(BY_HAND, unset.text)[1] == ['# slot = "5:00"          # to the second']
    assert "sound.slot" not in unset.file.settings
    assert unset.with_head("slot", "5:00").text == BY_HAND


def test_a_new_value_stands_below_the_others_of_its_block() -> None:
    changed = opened(BY_HAND).with_story(1, "headline", 'मेला "लगा"').text

    assert changed_lines(BY_HAND, changed) == ([], ['headline = "मेला \\"लगा\\""'])
    assert changed.index("headline") < changed.index("# end of the fair")


def test_a_story_moves_with_its_lines_and_comments() -> None:
    moved = opened(BY_HAND).moved(0, 2)

    assert sources(moved) == [("[[st", False), ("d.txt", False), ("a.txt", False), ("c.txt", True)]
    assert sorted(moved.text.splitlines()) == sorted(BY_HAND.splitlines())
    assert (
        '[[story]]\nsource = "a.txt"       # by hand\nreader = "रवि"\n  # it may lose paragraphs:\n'
        in moved.text
    )
    assert "# between\n[[reserve]]\nsource = 'c.txt'\n" in moved.text


def test_moving_beyond_an_end_stops_there_and_a_reserve_stays_among_reserves() -> None:
    rundown = opened(BY_HAND)

    assert rundown.moved(0, 99).text == rundown.moved(0, 2).text
    assert rundown.moved(2, -5).text == rundown.moved(2, 0).text
    assert rundown.moved(3, 0).text == BY_HAND + "\n"


def test_a_story_that_is_dropped_takes_its_own_lines_with_it() -> None:
    dropped = opened(BY_HAND).dropped(1).text

    assert "मेले में लोग" not in dropped
    assert "# between\n[[reserve]]" in dropped
    assert sources(opened(dropped)) == [("a.txt", False), ("d.txt", False), ("c.txt", True)]


def test_stories_are_added_behind_their_like() -> None:
    rundown = opened(WRITTEN).added("../stories/x.md").added("y.md", reserve=True)

    assert [source for source, _ in sources(rundown)][3:] == ["../stories/x.md", "y.md"]
    assert changed_lines(WRITTEN, rundown.text)[0] == []
    assert rundown.text.index("y.md") < rundown.text.index("[lines]")


def test_a_story_becomes_a_reserve_and_a_story_again() -> None:
    rundown = opened(BY_HAND).with_story(0, "may_drop", "true").as_reserve(0, reserve=True)
    assert sources(rundown)[-2:] == [("a.txt", True), ("c.txt", True)]

    again = rundown.as_reserve(2, reserve=False)
    assert sources(again)[0] == ("a.txt", False)
    assert changed_lines(BY_HAND, again.text) == ([], ["# may_drop = true"])


def test_a_rundown_keeps_its_last_story() -> None:
    only = opened('[[story]]\nsource = "a.txt"\n')
    edits: tuple[Do, ...] = (lambda one: one.dropped(0), lambda one: one.as_reserve(0, reserve=True))
    for edit in edits:
        with pytest.raises(InputError) as caught:
            edit(only)
        assert caught.value.error_id == "rundown.last"


def test_newsreaders_are_named_added_and_taken_away_and_stories_follow() -> None:
    rundown = opened(BY_HAND)
    renamed = rundown.with_readers([Newsreader(name="अनीता", voice="tone:hum"), Newsreader(name="रवि कुमार")])

    assert renamed.readers == (Newsreader(name="अनीता", voice="tone:hum"), Newsreader(name="रवि कुमार"))
    assert renamed.file.rundown.items[0].reader == "रवि कुमार"
    assert 'name = "अनीता"  # first' in renamed.text

    fewer = rundown.with_readers([Newsreader(name="अनीता")])
    assert fewer.readers == (Newsreader(name="अनीता"),)
    assert fewer.file.rundown.items[0].reader == ""

    more = rundown.with_readers([*rundown.readers, Newsreader(name="मीना", voice="tone")])
    assert more.readers[2] == Newsreader(name="मीना", voice="tone")
    assert changed_lines(BY_HAND, more.text)[0] == []


def test_newsreaders_in_a_list_get_blocks_of_their_own() -> None:
    listed = opened('[bulletin]\nreaders = ["अनीता=tone", "रवि"]\n\n[[story]]\nsource = "a.txt"\n')
    changed = listed.with_readers([*listed.readers, Newsreader(name="मीना")])

    assert [reader.name for reader in changed.readers] == ["अनीता", "रवि", "मीना"]
    assert changed.text.count("[[reader]]") == 3


Do = Callable[[RundownText], object]

WRONG: dict[str, tuple[Do, str, str]] = {
    "a number": (lambda rundown: rundown.with_story(0, "priority", "10"), "priority", "priority 10 is outside 1 to 9"),
    "no number": (lambda rundown: rundown.with_story(0, "priority", "पाँच"), "priority", "not a whole number"),
    "a time": (lambda rundown: rundown.with_story(0, "longest", "5:7"), "longest", "5:7 is no length of time"),
    "a slot": (lambda rundown: rundown.with_head("slot", "soon"), "slot", "soon is no length of time"),
    "headlines": (lambda rundown: rundown.with_head("headlines", "99"), "headlines", "99 headlines is outside 0 to 30"),
    "turns": (lambda rundown: rundown.with_head("turns", "stories"), "turns", 'take turns by "stories"'),
    "a time of day": (lambda rundown: rundown.with_head("at", "soon"), "at", "soon is no time"),
    "a reader": (lambda rundown: rundown.with_story(0, "reader", "अनिता"), "reader", 'no newsreader is called "अनिता"'),
    "a voice": (lambda rundown: rundown.with_readers([Newsreader(name="अ", voice="nobody")]), "voice", "nobody"),
    "two of a name": (lambda rundown: rundown.with_readers([Newsreader(name="अ")] * 2), "bulletin.readers", "अ is named twice"),
    "no name": (lambda rundown: rundown.with_readers([Newsreader(name="", voice="tone")]), "readers", "no name"),
    "no key": (lambda rundown: rundown.with_story(0, "hedline", "x"), "hedline", 'no key "hedline"'),
    "a source": (lambda rundown: rundown.with_story(0, "source", "/etc/passwd"), "source", 'no key "source"'),
    "a reserve's": (lambda rundown: rundown.with_story(3, "may_drop", "true"), "may_drop", 'no key "may_drop"'),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_value_is_told_with_the_key_of_its_field(wrong: str) -> None:
    edit, key, sentence = WRONG[wrong]
    with pytest.raises(SettingError) as caught:
        edit(opened(BY_HAND))

    assert caught.value.keys == (key,)
    assert sentence in caught.value.sentence


def test_a_story_that_there_is_not_is_told() -> None:
    for number in (-1, 4):
        with pytest.raises(InputError, match="there is no story"):
            opened(BY_HAND).moved(number, 0)


@pytest.mark.parametrize(
    "text",
    ['story = [{source = "a.txt"}, {source = "b.txt"}]\n[bulletin]\n', '[[story]]\nsource = "a.txt"\n\n[ "bulletin" ]\n[[ "story" ]]\nsource = "b.txt"\n'],
)  # fmt: skip
def test_a_rundown_in_an_unusual_form_is_changed_rightly_or_not_at_all(text: str) -> None:
    edits: tuple[Do, ...] = (
        lambda rundown: rundown.moved(0, 1),
        lambda rundown: rundown.dropped(1),
        lambda rundown: rundown.with_story(1, "headline", "पंक्ति"),
        lambda rundown: rundown.with_head("title", "सुबह"),
    )
    for edit in edits:
        try:
            edit(opened(text))
        except ConfigurationError as error:
            assert error.error_id == "rundown.form"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
EDITS = st.one_of(
    st.tuples(st.just("move"), st.integers(0, 5), st.integers(-1, 6)),
    st.tuples(st.just("drop"), st.integers(0, 5)),
    st.tuples(st.just("add"), WORDS, st.booleans()),
    st.tuples(st.just("reserve"), st.integers(0, 5), st.booleans()),
    st.tuples(
        st.just("story"),
        st.integers(0, 5),
        st.sampled_from(
            ["headline", "before", "after", "reader", "priority", "longest", "may_cut", "may_drop"]
        ),
        st.one_of(WORDS, st.sampled_from(["", "3", "0:45", "true", "false", "रवि"])),
    ),
    st.tuples(
        st.just("head"),
        st.sampled_from(["title", "summary", "slot", "headlines", "recap", "turns", "break_after", "at"]),
        st.one_of(WORDS, st.sampled_from(["", "4", "5:00", "07:00", "true", "section"])),
    ),
    st.tuples(
        st.just("readers"), st.lists(st.sampled_from(["अनीता", "रवि", "मीना"]), max_size=3, unique=True)
    ),
)


def _done(rundown: RundownText, edit: tuple[object, ...]) -> RundownText:
    match edit:
        case ("move", int(number), int(to)):
            return rundown.moved(number, to)
        case ("drop", int(number)):
            return rundown.dropped(number)
        case ("add", str(source), bool(reserve)):
            return rundown.added(source, reserve=reserve)
        case ("reserve", int(number), bool(reserve)):
            return rundown.as_reserve(number, reserve=reserve)
        case ("story", int(number), str(key), str(text)):
            return rundown.with_story(number, key, text)
        case ("head", str(key), str(text)):
            return rundown.with_head(key, text)
        case ("readers", list(names)):
            return rundown.with_readers([Newsreader(name=name) for name in names])
    raise AssertionError(edit)


FIXED = (
    "# सुबह · the morning's",
    "# the lead",
    "# between",
    "# the end",
    *HEAD.format(name="r.toml").splitlines(),
)
"""Comments that belong to no story and no newsreader."""


def comments(text: str) -> list[str]:
    """The comments that stand alone in a text, but those that have a key."""
    found = [line for line in text.split("\n") if line.lstrip(" ").startswith("#")]
    return [line for line in found if not re.match(r" *# *\w+ *=", line)]


@settings(deadline=None, max_examples=30)
@given(st.sampled_from([BY_HAND, WRITTEN]), st.lists(EDITS, max_size=8))
def test_whatever_is_done_the_rundown_is_read_and_other_comments_stay(
    text: str, edits: list[tuple[object, ...]]
) -> None:
    rundown = opened(text)
    gone = False
    for edit in edits:
        before = rundown
        try:
            rundown = _done(rundown, edit)
        except BulletinError:
            assert rundown is before
            continue
        gone |= edit[0] in ("drop", "readers")
    assert parse_rundown(rundown.text, PATH).rundown == rundown.file.rundown
    assert rundown.file.tables == parse_rundown(text, PATH).tables
    left = comments(rundown.text)
    assert sorted(left) == sorted(comments(text)) or (gone and set(left) < set(comments(text)))
    assert not gone or set(FIXED) & set(comments(text)) <= set(left)
