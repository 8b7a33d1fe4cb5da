"""A second face: a recipe from a plain mapping of settings, the same as the command line's, with the same complaints."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bulletin.errors import OutputError
from bulletin.production.events import Finished
from bulletin.production.produce import produce
from bulletin.production.recipe import Recipe
from bulletin.production.setup.kinds import SettingError
from bulletin.production.setup.settle import settle, with_settings
from bulletin.schema.manner import Manner
from bulletin.schema.station import CoverWanted, Station
from tests.conftest import Bulletin


def made(recipe: Recipe) -> dict[str, Path]:
    """The files of a bulletin that production makes without a command line."""
    *_, last = produce(recipe)
    assert isinstance(last, Finished)
    return last.episode.files


def record(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def test_a_bulletin_of_plain_settings_is_the_command_lines_to_the_byte(
    article: Path, world: Path, bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    (world / "radio.toml").write_text(
        'name = "नगर"\n[lines]\nopening = "यह {station} है।"\n', encoding="utf-8"
    )
    (world / "words.tsv").write_text("Metro\tमेट्रो\n", encoding="utf-8")
    typed = bulletin(
        "make", "metro.txt", "--station", "radio.toml", "--voice", "tone", "--voice", "heading=espeak", "--rate", "1.2",
        "--loudness", "broadcast", "--no-jingles", "--bed", "ours", "--bed-level", "-18", "--slot", "0:23",
        "--lexicon", "words.tsv", "--without", "roman", "--track", "3/12", "--format", "wav", "--format", "MP3",
        "--airs-until", "09:30", "--no-cover", "-o", "typed/news.wav",
    )  # fmt: skip
    assert typed.returncode == 0, typed.stderr

    settings: dict[str, object] = {
        "voices.main": "tone", "voices.heading": "espeak", "voices.rate": 1.2, "sound.loudness": "broadcast",
        "sound.jingles": False, "sound.bed": "ours", "sound.bed_level": -18, "sound.slot": "0:23",
        "words.lexicon": ["words.tsv"], "words.without": ["roman"], "track": "3/12", "formats": ["wav", "mp3"],
        "airs_until": "09:30", "cover.made": False, "output": "plain/news.wav", "tags.link": None,
    }  # fmt: skip
    files = made(settle(["metro.txt"], settings, Path("radio.toml")))

    typed_files = {path.name for path in (world / "typed").iterdir()}
    assert {path.name for path in files.values()} == typed_files
    for name in sorted(typed_files - {"news.episode.json"}):
        assert (world / "plain" / name).read_bytes() == (world / "typed" / name).read_bytes(), name
    one, other = (record(world / folder / "news.episode.json") for folder in ("typed", "plain"))
    different = {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}
    assert different <= {"asked", "seconds", "requests"}
    # Both ask for the same on a command line.
    assert other["asked"] == [
        "--station", "radio.toml", "--voice", "tone", "--voice", "heading=espeak", "--rate", "1.2",
        "--loudness", "broadcast", "--no-jingles", "--bed", "ours", "--bed-level", "-18", "--slot", "0:23",
        "--lexicon", "words.tsv", "--without", "roman", "--track", "3/12", "--format", "wav", "--format", "mp3",
        "--airs-until", "2026-09-21T09:30+05:30", "--no-cover", "--at", "2026-09-21T19:43+05:30",
    ]  # fmt: skip
    assert [word.lower() for word in one["asked"]] == [word.lower() for word in other["asked"]]


WRONG: dict[str, tuple[dict[str, object], tuple[str, ...], str]] = {
    "a number out of bounds": ({"sound.bed_level": 3}, ("--bed-level", "3"), "a bed at 3 LU is outside -40 to -6 LU"),
    "no number": ({"voices.rate": "fast"}, ("--rate", "fast"), '"fast" is not a number'),
    "no whole number": ({"voices.parallel": "2.5"}, ("--parallel", "2.5"), '"2.5" is not a whole number'),
    "not finite": ({"voices.pitch": float("nan")}, ("--pitch", "nan"), "a pitch of nan semitones is outside -6 to 6"),
    "no choice": ({"sound.channels": "five"}, ("--channels", "five"), '"five" is no choice of channels; choose from'),
    "no format": ({"formats": ["aac"]}, ("--format", "aac"), 'there is no format "aac"; choose from: mp3, m4a'),
    "no rule": ({"words.without": ["date"]}, ("--without", "date"), 'no rule "date"; did you mean "dates"?'),
    "no role": ({"voices.main": ["hedline=tone"]}, ("--voice", "hedline=tone"), 'did you mean "headline"?'),
    "no voice for a role": ({"voices.main": ["body="]}, ("--voice", "body="), 'there is no role "body"'),
    "no loudness": ({"sound.loudness": "loud"}, ("--loudness", "loud"), "loud is neither a number nor one of"),
    "no length": ({"sound.slot": "5:7"}, ("--slot", "5:7"), "5:7 is no length of time; write 5:00"),
    "no bit rate": ({"output.bit_rate": "100"}, ("--bit-rate", "100"), "100 is no bit rate of MP3"),
    "no track": ({"track": "3/0"}, ("--track", "3/0"), '"3/0" is no number in a series'),
    "no time": ({"airs_from": "25:00"}, ("--airs-from", "25:00"), "25:00 is no time; write"),
    "a picture and none": (
        {"cover.file": "x.png", "cover.made": False}, ("--cover", "x.png", "--no-cover"), "exclude each other",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_wrong_setting_is_told_in_the_same_words_by_both_faces(
    article: Path, bulletin: Bulletin, case: tuple[dict[str, object], tuple[str, ...], str]
) -> None:
    settings, words, sentence = case
    with pytest.raises(SettingError) as caught:
        settle(["metro.txt"], settings)
    typed = bulletin("make", "metro.txt", *words)

    assert sentence in caught.value.sentence
    assert (caught.value.code, caught.value.source) == (78, ", ".join(settings))
    assert typed.returncode == 2
    options = ", ".join(word for word in words if word.startswith("--"))
    assert f"error: Invalid value for {options}: {caught.value.sentence} [usage]" in typed.stderr


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"sound.loudnes": -16}, 'there is no setting "sound.loudnes"; did you mean "sound.loudness"?'),
        ({"sound.jingles": "maybe"}, '"maybe" is neither true nor false'),
        ({"sound.slot": [300]}, '"sound.slot" takes a time in quotation marks'),
        ({"voices.main": 5}, '"voices.main" takes a text'),
        ({"lines.opening": "यह {sation} है"}, "{sation} in an announcement is not a known field"),
        ({"cover.ground": "navy"}, '"navy" is no colour; write it as "#0b2545"'),
    ],
)
def test_a_setting_that_no_command_line_can_get_wrong_is_told_by_its_key(
    settings: dict[str, object], told: str
) -> None:
    with pytest.raises(SettingError) as caught:
        settle(["a.txt"], settings)
    assert told in caught.value.sentence
    assert caught.value.source == next(iter(settings))


def test_values_may_be_texts_as_a_form_has_them() -> None:
    form = {
        "voices.rate": "1.1",
        "voices.parallel": "2",
        "sound.jingles": "false",
        "words.lexicon": "a.tsv",
        "again": "true",
    }
    recipe = settle(["a.txt"], form)

    assert (recipe.station.manner, recipe.station.parallel) == (Manner(rate=1.1), 2)
    assert (recipe.station.jingles, recipe.station.lexicons) == (False, (Path("a.tsv"),))
    assert recipe.again


def test_what_is_set_for_once_goes_before_the_station() -> None:
    station = Station(
        voice="espeak", role_voices={"dek": "tone"}, lexicons=(Path("a.tsv"),), without=frozenset({"roman"}),
        bed="ours", manner=Manner(rate=1.5, pitch=2), formats=("flac",),
    )  # fmt: skip
    settings = {
        "voices.body": "tone", "words.lexicon": ["b.tsv"], "words.without": ["dates"], "sound.bed": "none",
        "voices.rate": 1.1, "formats": ["wav"], "sound.intro": "i.wav", "sound.intro_overlap": "2",
    }  # fmt: skip
    recipe = settle(["a.txt"], settings, station)

    assert recipe.station == Station(
        voice="espeak", role_voices={"dek": "tone", "body": "tone"}, lexicons=(Path("a.tsv"), Path("b.tsv")),
        without=frozenset({"roman", "dates"}), manner=Manner(rate=1.1, pitch=2), formats=("flac",),
        own_jingles={"intro": Path("i.wav")}, overlaps={"intro": 2.0},
    )  # fmt: skip
    assert recipe.formats == ("wav",)


def test_a_voice_for_the_whole_bulletin_is_for_every_role() -> None:
    station = Station(role_voices={"dek": "tone"})

    assert with_settings({"voices.main": ["espeak", "body=tone"]}, station).role_voices == {"body": "tone"}
    assert with_settings({"voices.main": ["body=tone"]}, station).role_voices == {
        "dek": "tone",
        "body": "tone",
    }
    assert with_settings({"voices.main": "gtts"}, station).role_voices == {}


def test_a_picture_of_ones_own_is_wanted_even_where_the_station_wants_none() -> None:
    none = Station(cover=CoverWanted(made=False, ground="#0b2545"))

    assert with_settings({"cover.file": "x.png"}, none).cover == CoverWanted(
        file=Path("x.png"), ground="#0b2545"
    )
    own = Station(cover=CoverWanted(file=Path("x.png")))
    assert with_settings({"cover.made": False}, own).cover == CoverWanted(made=False)


def test_times_are_of_today_or_of_a_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    recipe = settle(["a.txt"], {"airs_from": "7:05", "airs_until": "2026-09-22T08:00"})

    assert (recipe.starts, recipe.ends) == (datetime(2026, 9, 21, 7, 5), datetime(2026, 9, 22, 8, 0))  # noqa: DTZ001


def test_a_folder_is_made_by_its_slash_once_all_else_is_right(world: Path) -> None:
    with pytest.raises(SettingError):
        settle(["a.txt"], {"output": "a.d/", "track": "x"})
    assert not (world / "a.d").exists()
    assert settle(["a.txt"], {"output": "a.d/"}).output == Path("a.d")
    assert (world / "a.d").is_dir()
    (world / "b").write_bytes(b"")
    with pytest.raises(OutputError):
        settle(["a.txt"], {"output": "b/"})
