from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.errors import OutputError
from bulletin.production.episode.outputs import made_from, outputs_of
from bulletin.production.recipe import Recipe
from bulletin.schema.script import Script
from bulletin.schema.station import Station

SCRIPT = Script(title="नई दिल्ली", language="hi", published=None, sources=("a.txt",), segments=())


def recipe(*sources: str, output: str | Path | None = None) -> Recipe:
    return Recipe(sources=sources or ("a.txt",), output=None if output is None else Path(output))


def titled(title: str) -> Script:
    return replace(SCRIPT, title=title)


def output_path(by: Recipe, script: Script) -> Path:
    return outputs_of(by, script).main


def held(path: Path, by: Recipe | None) -> None:
    """An older bulletin at `path`, with its record if `by` is given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"sound")
    if by is not None:
        record = {"made_from": made_from(by, SCRIPT)}
        path.with_suffix(".episode.json").write_text(json.dumps(record), encoding="utf-8")


def test_without_a_name_it_goes_to_output_under_its_headline() -> None:
    assert output_path(recipe(), SCRIPT) == Path("output/nai-dilli.mp3")


def test_a_named_file_is_the_output() -> None:
    assert output_path(recipe(output="bulletins/0700.mp3"), SCRIPT) == Path("bulletins/0700.mp3")


def test_a_named_file_that_is_there_is_replaced() -> None:
    held(Path("0700.mp3"), recipe("other.txt"))

    assert output_path(recipe(output="0700.mp3"), SCRIPT) == Path("0700.mp3")


@pytest.mark.parametrize("name", ["NEWS.MP3", "a.b.Mp3"])
def test_the_letters_of_the_ending_may_be_large(name: str) -> None:
    assert output_path(recipe(output=name), SCRIPT) == Path(name)


@pytest.mark.parametrize("folder", ["bulletins", "new/bulletins"])
def test_a_folder_that_is_not_there_yet_may_be_named(folder: str) -> None:
    assert output_path(recipe(output=folder), SCRIPT) == Path(folder) / "nai-dilli.mp3"


@pytest.mark.parametrize("folder", ["bulletins", "v1.5", "old.mp3"])
def test_a_folder_that_is_there_may_have_any_name(folder: str) -> None:
    Path(folder).mkdir()

    assert output_path(recipe(output=folder), SCRIPT) == Path(folder) / "nai-dilli.mp3"


def test_the_same_article_keeps_its_name() -> None:
    held(Path("output/nai-dilli.mp3"), recipe())

    assert output_path(recipe(), SCRIPT) == Path("output/nai-dilli.mp3")


def test_another_article_of_that_headline_gets_the_next_number() -> None:
    held(Path("output/nai-dilli.mp3"), recipe("b.txt"))
    held(Path("output/nai-dilli-2.mp3"), recipe("c.txt"))

    assert output_path(recipe(), SCRIPT) == Path("output/nai-dilli-3.mp3")


def test_an_article_that_got_a_number_keeps_it() -> None:
    held(Path("output/nai-dilli.mp3"), recipe("b.txt"))
    held(Path("output/nai-dilli-2.mp3"), recipe())

    assert output_path(recipe(), SCRIPT) == Path("output/nai-dilli-2.mp3")


@pytest.mark.parametrize(
    "record",
    [None, "", "{", "[]", '{"made_from": 3}', "\ufeff\x00", "[" * 100_000],
    ids=lambda said: ascii(said)[:16],
)
def test_a_file_whose_record_says_nothing_is_left_alone(record: str | None) -> None:
    held(Path("output/nai-dilli.mp3"), None)
    if record is not None:
        Path("output/nai-dilli.episode.json").write_text(record, encoding="utf-8")

    assert output_path(recipe(), SCRIPT) == Path("output/nai-dilli-2.mp3")


@pytest.mark.parametrize("name", ["news.aac", "news.mp3.txt", "news.MP4"])
def test_an_ending_that_no_format_has_is_refused_with_a_name_that_would_do(name: str) -> None:
    with pytest.raises(OutputError) as caught:
        output_path(recipe(output=name), SCRIPT)

    assert (caught.value.code, caught.value.source) == (73, name)
    assert caught.value.remedy.endswith(".mp3")


@pytest.mark.parametrize("name", ["news.wav", "news.OPUS", "news.m4a", "news.flac", "news.mp2"])
def test_the_ending_of_a_named_file_says_its_format(name: str) -> None:
    assert list(outputs_of(recipe(output=name), SCRIPT).audio) == [Path(name).suffix[1:].lower()]


def test_several_formats_share_a_stem_and_the_first_is_the_episode() -> None:
    found = outputs_of(replace(recipe(), formats=("wav", "mp3")), SCRIPT)

    assert found.main == Path("output/nai-dilli.wav")
    assert list(found.audio.values()) == [Path("output/nai-dilli.wav"), Path("output/nai-dilli.mp3")]
    assert found.record == Path("output/nai-dilli.episode.json")


def test_of_several_formats_the_named_one_is_the_episode() -> None:
    found = outputs_of(replace(recipe(output="0700.mp3"), formats=("wav", "mp3")), SCRIPT)

    assert found.audio == {"mp3": Path("0700.mp3"), "wav": Path("0700.wav")}
    assert found.main == Path("0700.mp3")


def test_listeners_get_what_they_can_fetch_and_play_whatever_the_station_takes() -> None:
    both = outputs_of(replace(recipe(output="news.wav"), formats=("wav", "mp3")), SCRIPT)
    assert (both.main, both.played) == (Path("news.wav"), Path("news.mp3"))
    assert outputs_of(recipe(output="news.wav"), SCRIPT).played == Path("news.wav")


def test_a_name_of_another_format_than_those_asked_for_is_refused() -> None:
    with pytest.raises(OutputError, match=r"\.mp3.*flac") as caught:
        outputs_of(replace(recipe(output="0700.mp3"), formats=("flac",)), SCRIPT)

    assert caught.value.remedy == "Name it 0700.flac"


def test_the_stations_formats_are_made_beside_the_named_one() -> None:
    station = Station(formats=("wav", "mp3"))

    assert list(outputs_of(replace(recipe(output="a.mp3"), station=station), SCRIPT).audio) == ["mp3", "wav"]
    assert list(outputs_of(replace(recipe(), station=station), SCRIPT).audio) == ["wav", "mp3"]


def test_a_name_is_taken_if_any_of_its_formats_is() -> None:
    held(Path("output/nai-dilli.wav"), recipe("b.txt"))

    found = outputs_of(replace(recipe(), formats=("mp3", "wav")), SCRIPT)

    assert found.main == Path("output/nai-dilli-2.mp3")


@pytest.mark.skipif(os.name == "nt", reason="links and pipes as POSIX has them")
@pytest.mark.parametrize("kind", ["link", "broken link", "pipe"])
def test_a_name_that_something_else_than_a_file_holds_is_refused(kind: str) -> None:
    name = Path("news.mp3")
    if kind == "pipe":
        os.mkfifo(name)
    else:
        name.symlink_to("other.mp3")
    if kind == "link":
        Path("other.mp3").write_bytes(b"other")
    with pytest.raises(OutputError) as caught:
        output_path(recipe(output=name), SCRIPT)

    assert (caught.value.code, caught.value.error_id) == (73, "output.exists")


def test_choosing_a_name_makes_nothing(world: Path) -> None:
    output_path(recipe(), SCRIPT)

    assert list(world.iterdir()) == []


def test_an_article_is_told_by_its_path_however_it_is_written(world: Path) -> None:
    assert made_from(recipe("a.txt"), titled("क")) == made_from(recipe(f"{world}/x/../a.txt"), titled("ख"))


def test_two_articles_are_told_apart() -> None:
    assert made_from(recipe("a.txt"), titled("क")) != made_from(recipe("b.txt"), titled("क"))


def test_what_comes_from_standard_input_is_told_by_its_headline() -> None:
    assert (
        made_from(recipe("-"), titled("क"))
        == made_from(recipe("-"), titled("क"))
        != made_from(recipe("-"), titled("ख"))
    )


def test_the_order_of_the_stories_makes_another_bulletin() -> None:
    assert made_from(recipe("a.txt", "b.txt"), titled("क")) != made_from(
        recipe("b.txt", "a.txt"), titled("क")
    )


def test_of_a_feed_its_entries_are_told_and_not_its_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = recipe("https://news.example/feed")
    first, second = (replace(SCRIPT, identities=(f"entry:news.example/{number}",)) for number in (1, 2))
    assert made_from(feed, first) != made_from(feed, second)
    here = made_from(feed, first)
    monkeypatch.chdir(tmp_path)
    assert made_from(recipe("http://news.example/rss"), replace(first, title="ख")) == here


def test_no_path_of_this_machine_is_told(world: Path) -> None:
    identity = made_from(recipe(str(world / "a.txt")), titled("क"))

    assert len(identity) == 16
    assert set(identity) <= set("0123456789abcdef")


def sidecar(output: str, *sources: str) -> str:
    """The name that the transcript gets."""
    return outputs_of(recipe(*sources, output=Path(output)), SCRIPT).spare(".txt", sources).name


def listing(*names: str) -> None:
    """A record of an episode with these files."""
    files = {str(number): name for number, name in enumerate(names)}
    Path("news.episode.json").write_text(json.dumps({"files": files}), encoding="utf-8")


def test_a_transcript_lies_beside_its_sound() -> None:
    assert sidecar("news.mp3", "a.txt") == "news.txt"


def test_a_transcript_never_takes_the_place_of_its_article() -> None:
    Path("news.txt").write_text("क", encoding="utf-8")

    assert sidecar("news.mp3", "news.txt") == "news.bulletin.txt"


def test_a_transcript_takes_the_place_of_no_file_that_is_not_of_the_episode() -> None:
    Path("news.txt").write_text("क", encoding="utf-8")
    listing("news.mp3", "other.txt")

    assert sidecar("news.mp3", "a.txt") == "news.bulletin.txt"


def test_a_transcript_takes_the_place_of_the_one_before() -> None:
    Path("news.txt").write_text("क", encoding="utf-8")
    listing("news.mp3", "news.txt")

    assert sidecar("news.mp3", "a.txt") == "news.txt"


def test_an_article_stays_even_if_an_older_transcript_had_its_name(world: Path) -> None:
    Path("news.txt").write_text("क", encoding="utf-8")
    listing("news.mp3", "news.txt")

    assert sidecar("news.mp3", f"{world}/../{world.name}/news.txt") == "news.bulletin.txt"


def test_a_transcript_that_once_got_another_name_keeps_it() -> None:
    listing("news.mp3", "news.bulletin.txt")

    assert sidecar("news.mp3", "a.txt") == "news.bulletin.txt"


@pytest.mark.parametrize("record", ["", "[]", '{"files": 1}', '{"files": {"txt": 5}}'])
def test_a_record_that_lists_nothing_makes_no_file_ours(record: str) -> None:
    Path("news.txt").write_text("क", encoding="utf-8")
    Path("news.episode.json").write_text(record, encoding="utf-8")

    assert sidecar("news.mp3", "a.txt") == "news.bulletin.txt"
