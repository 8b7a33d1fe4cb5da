"""What a bulletin's page does for a listener, in a real Chromium: focus, view, sleep, small screens, paper, lock screens."""

from __future__ import annotations

from typing import Any

import pytest

from .pages import a_day, pytestmark, tried  # noqa: F401  (what is skipped without a browser)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a browser found: it is opened once."""
    made = a_day(tmp_path_factory.mktemp("following"))
    return tried("following.mjs", made.page, made.alone, made.index, made.folder)


def test_no_page_reports_an_error(found: dict[str, Any]) -> None:
    assert found["errors"] == []


def test_the_focus_stays_on_a_sentence_while_the_voice_goes_on_and_its_keys_count(
    found: dict[str, Any],
) -> None:
    focus = found["focus"]

    assert focus["clicked"] == focus["kept"] == focus["rows"][4]
    assert focus["paused"]
    assert focus["still"], "the page was scrolled"


def test_arrows_on_a_sentence_move_the_focus_and_not_the_sound(found: dict[str, Any]) -> None:
    walk = found["walk"]
    rows, begins = walk["rows"], [float(story) for story in walk["stories"]]
    stories = [next(row for row in rows if float(row) >= story - 0.005) for story in begins]

    assert walk["walked"] == [rows[2], rows[3], rows[4], rows[3], stories[1], stories[0]]
    assert walk["unmoved"]
    assert walk["from"] == pytest.approx(float(walk["chosen"]), abs=0.001)


def test_one_sentence_is_a_link_and_all_others_are_text(found: dict[str, Any]) -> None:
    assert found["walk"]["links"] == [[found["walk"]["chosen"], "link", 0]]


@pytest.mark.parametrize("after", ["play", "sentence", "seconds", "story", "chapter", "kept"])
def test_what_is_said_comes_into_view(found: dict[str, Any], after: str) -> None:
    assert found["view"]["before"] is False
    assert found["view"][after] is True


def test_a_kept_place_is_told(found: dict[str, Any]) -> None:
    assert found["view"]["told"].startswith("पिछली जगह से: 0:")


@pytest.mark.parametrize("by", ["wheel", "keys", "touch"])
def test_who_scrolled_away_is_left_there_for_some_seconds(found: dict[str, Any], by: str) -> None:
    assert found["away"][by] == [True, True]


def test_a_selection_is_in_the_way_of_sentences_and_of_no_link(found: dict[str, Any]) -> None:
    assert found["selection"] == {"stayed": True, "went": True, "selecting": True}


def test_sleep_after_this_story_means_the_one_that_is_heard(found: dict[str, Any]) -> None:
    sleep = found["sleep"]

    assert sleep["plays"]
    assert sleep["jumped"] > sleep["stories"][2] + 0.3
    assert sleep["end"] == pytest.approx(sleep["stories"][3], abs=0.4)
    assert (sleep["told"], sleep["value"], sleep["minutes"]) == ("रोक दिया गया।", "0", "रोक दिया गया।")


@pytest.mark.parametrize(
    "screen",
    [
        "wide",
        "wide, large letters",
        "zoomed",
        "zoomed, large letters",
        "phone",
        "phone, large letters",
        "phone on its side",
        "smallest",
    ],
)
def test_the_player_stays_at_the_foot_and_covers_no_more_than_a_third(
    found: dict[str, Any], screen: str
) -> None:
    place = found["places"][screen]

    assert place["foot"] == place["wide"] == 0
    assert place["part"] <= 0.34
    assert place["inside"], "play and the steps are seen"
    assert place["clear"], "the page's end is seen"


def test_what_is_folded_away_is_a_button_away(found: dict[str, Any]) -> None:
    assert found["more"] == {"states": [[False, "false"], [True, "true"], [False, "false"]], "wide": False}


def test_choices_on_a_phone_have_labels_that_are_seen(found: dict[str, Any]) -> None:
    assert found["labels"] == [["रफ़्तार", True], ["इतने में रुकें", True]]


def test_the_list_keeps_its_place_while_it_plays_and_when_it_is_left(found: dict[str, Any]) -> None:
    kept = found["list"]

    assert float(kept["playing"].split()[1]) > 1
    assert float(kept["after"].split()[1]) >= kept["left"]
    assert kept["current"] == kept["title"]


def test_the_list_plays_as_fast_as_its_pages_and_its_links_have_names_and_size(found: dict[str, Any]) -> None:
    assert found["list"]["rate"] == 1.5
    assert found["list"]["named"] == 1
    assert min(found["list"]["heights"]) >= 44


def test_links_of_a_time_are_in_the_readers_language(found: dict[str, Any]) -> None:
    assert all(text.startswith("Listen from ") and lang == "en" for text, lang in found["words"]["times"])


def test_messages_have_a_place_before_there_are_any(found: dict[str, Any]) -> None:
    assert found["words"]["status"] == 1


def test_no_key_is_named_by_a_glyph_alone(found: dict[str, Any]) -> None:
    assert all(any(sign.isalpha() for sign in name) for name in found["words"]["names"] if name != "?")


def test_the_list_of_keys_is_read_from_its_beginning(found: dict[str, Any]) -> None:
    assert found["words"]["list"] == [1, "H2", 0, "play"]


def test_devanagari_is_set_in_the_pages_own_font(found: dict[str, Any]) -> None:
    for fonts in found["font"]:
        own = sum(glyphs for custom, glyphs in fonts if custom)
        assert own > sum(glyphs for custom, glyphs in fonts if not custom), "only spaces may be another's"
        assert own >= 4


def test_lock_screens_are_told_the_story_and_work(found: dict[str, Any]) -> None:
    session = found["session"]
    stories = [float(begin) for begin in session["stories"]]

    assert session["told"] == session["titles"][:4]
    assert session["told"][1:] == ["नदी पर पुल खुला", "शहर में मेला लगा", "टीम ने मैच जीता & <कप>"]
    assert session["said"] == {"artist": "bulletin", "album": "समाचार"}
    assert session["went"] == {"on": 35, "back": 20, "to": 5, "next": stories[2], "previous": stories[1]}
    assert session["asked"]
    assert {"play", "pause"} < {*session["names"]}


def test_paper_is_white_and_has_no_player(found: dict[str, Any]) -> None:
    paper = found["print"]

    assert paper["ground"] == "rgb(255, 255, 255)"
    assert paper["ink"] == "rgb(27, 27, 31)"
    assert (paper["mark"], paper["foot"], paper["shown"]) == ("rgba(0, 0, 0, 0)", "0px", [])


def test_who_wants_no_motion_gets_none(found: dict[str, Any]) -> None:
    assert found["motion"] == {"no-preference": ["smooth"], "reduce": ["auto"]}


def test_the_mark_is_seen_in_forced_colours(found: dict[str, Any]) -> None:
    marked, other = found["forced"]["grounds"]

    assert marked != other
    assert found["forced"]["readable"]


def test_a_page_with_its_sound_within_plays_and_asks_for_nothing(found: dict[str, Any]) -> None:
    assert found["alone"]["went"] == pytest.approx(found["alone"]["link"], abs=0.5)
    assert {*found["alone"]["requests"]} <= {"file", "data"}


@pytest.mark.parametrize("number", range(10))
def test_the_mark_comes_with_the_voice(found: dict[str, Any], number: int) -> None:
    assert min(map(abs, found["lags"][number])) <= 50
