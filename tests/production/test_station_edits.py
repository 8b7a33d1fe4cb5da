"""A station file's text with one setting set or unset: it says what was wanted, and all else in it stays as it stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.errors import BulletinError, ConfigurationError
from bulletin.production.setup.edits.station import blank_station, with_setting
from bulletin.production.setup.edits.values import text_of
from bulletin.production.setup.kinds import SettingError
from bulletin.production.setup.kinds.files import Folder, Lexicons
from bulletin.production.setup.station import parse_station, toml_of
from bulletin.production.setup.table import STATION_SETTINGS
from bulletin.production.setup.template import template
from bulletin.schema.station import Station

PATH = Path("station.toml")

BY_HAND = """\
name = "रेडियो शहर"     # ours

# how it sounds
[sound]
loudness = -16   # as podcasts are
slot="5:00"
[voices]
"""


def test_a_new_file_explains_every_setting_and_sets_none() -> None:
    text = blank_station(PATH)

    assert parse_station(text, PATH) == Station()
    assert [line for line in text.splitlines() if line and not line.startswith(("#", "["))] == []


def test_a_setting_is_changed_where_it_stands_and_its_comment_stays() -> None:
    changed = with_setting(BY_HAND, PATH, "sound.loudness", "broadcast")

    assert changed == BY_HAND.replace("loudness = -16 ", 'loudness = "broadcast" ')
    assert parse_station(changed, PATH).loudness == -23.0


def test_a_setting_takes_the_line_of_its_example() -> None:
    text = template("अ", "ब")
    changed = with_setting(text, PATH, "sound.slot", "4:30")

    gone = [line for line in text.splitlines() if line not in changed.splitlines()]
    assert gone == [next(line for line in text.splitlines() if line.startswith("# slot"))]
    assert 'slot = "4:30"' in changed


def test_a_setting_without_its_table_gets_one() -> None:
    changed = with_setting(BY_HAND, PATH, "cover.made", "false")

    assert changed == f"{BY_HAND}\n[cover]\nmade = false\n"
    assert with_setting("", PATH, "name", "नगर") == 'name = "नगर"\n'


def test_an_announcement_may_be_silence() -> None:
    silent = with_setting(BY_HAND, PATH, "lines.handover", "", silent=True)

    assert parse_station(silent, PATH).handover == ""
    assert (
        parse_station(with_setting(silent, PATH, "lines.handover", ""), PATH).handover == Station().handover
    )


def test_a_list_has_a_line_or_a_comma_between_its_parts() -> None:
    for given_text in ("mp3, wav", "mp3\nwav"):
        text = with_setting(BY_HAND, PATH, "output.formats", given_text)
        assert parse_station(text, PATH).formats == ("mp3", "wav")


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("sound.loudness", "loud", "loud is neither a number nor one of"),
        ("sound.loudness", "-80", "-80"),
        ("sound.jingles", "perhaps", "neither true nor false"),
        ("voices.main", "nobody", "nobody"),
        ("sound.intro", "none.wav", "there is no file"),
        ("lines.opening", "{clock} बजे", "{clock} in an announcement is not a known field"),
        ("timezone", "Asia/Nowhere", "knows no time zone"),
        ("output.formats", "mp3, ogg9", "ogg9"),
        ("cover.ground", "blue", '"blue" is no colour'),
        ("bulletin.readers", "अनीता=tone, अनीता", "अनीता is named twice"),
        ("sound.loud", "1", 'there is no setting "sound.loud"'),
    ],
)
def test_a_wrong_value_is_told_with_its_key(key: str, text: str, sentence: str) -> None:
    with pytest.raises(SettingError) as caught:
        with_setting(BY_HAND, PATH, key, text)

    assert caught.value.keys == (key,)
    assert sentence in caught.value.sentence


def test_a_file_that_is_wrong_already_is_told_as_always() -> None:
    with pytest.raises(ConfigurationError) as caught:
        with_setting('nam = "x"\n', PATH, "name", "नगर")

    assert caught.value.error_id == "station.key"


def test_a_form_without_a_place_for_a_setting_is_told() -> None:
    with pytest.raises(ConfigurationError) as caught:
        with_setting('sound = {slot = "5:00"}\n', PATH, "sound.bed", "ours")

    assert caught.value.error_id == "station.form"


@pytest.mark.parametrize("key", STATION_SETTINGS)
def test_every_example_can_be_set_read_and_unset(key: str) -> None:
    row = STATION_SETTINGS[key]
    if not row.example or isinstance(row.kind, Folder | Lexicons):
        return
    example = text_of(toml_of(f"x = {row.example}", PATH)["x"])
    blank = blank_station(PATH)
    changed = with_setting(blank, PATH, key, example)

    assert parse_station(changed, PATH) == row.put(Station(), row.of(parse_station(changed, PATH)))
    assert len(changed.splitlines()) == len(blank.splitlines())
    assert parse_station(with_setting(changed, PATH, key, ""), PATH) == Station()


KEYS = st.sampled_from(
    [key for key, row in STATION_SETTINGS.items() if not isinstance(row.kind, Folder | Lexicons)]
)
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=10),
    st.sampled_from(["", "true", "1.5", "5:00", "auto", "mp3", "tone", '"', "# x", "2"]),
)


@settings(deadline=None, max_examples=30)
@given(st.sampled_from([BY_HAND, blank_station(PATH)]), st.lists(st.tuples(KEYS, TEXTS), max_size=6))
def test_whatever_is_set_nothing_else_changes(text: str, edits: list[tuple[str, str]]) -> None:
    station = parse_station(text, PATH)
    remarks = [remark for remark in ("# how it sounds", "   # as podcasts are", "# ours") if remark in text]
    for key, given_text in edits:
        try:
            text = with_setting(text, PATH, key, given_text)
        except BulletinError:
            continue
        row = STATION_SETTINGS[key]
        after = parse_station(text, PATH)
        # A role's voice that is unset is in none of a station's parts.
        assert row.put(station, row.of(after)) == after or replace(after, role_voices={}) == replace(
            station, role_voices={}
        )
        station = after
    assert [remark for remark in remarks if remark not in text] == []
