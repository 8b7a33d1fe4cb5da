"""Unchanged: an episode made of the same, and still whole, is not made again; anything else is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.production.episode import ingredients
from bulletin.production.events import Finished
from bulletin.production.produce import produce
from bulletin.production.recipe import Recipe
from bulletin.production.voice.cast import version_of
from bulletin.schema.episode import Episode
from bulletin.schema.station import Station
from bulletin.schema.units import Lufs, Minutes
from tests.standins.google import GoogleStandIn
from tests.standins.tiny_kokoro import make_kokoro

NEWS = Path("news.mp3")

ARTICLE = "शहर में नई मेट्रो लाइन शुरू\n\nकिराया ₹25 है. बुजुर्गों को छूट मिलेगी.\n"


def run(recipe: Recipe) -> Episode:
    finished = list(produce(recipe))[-1]
    assert isinstance(finished, Finished)
    return finished.episode


@pytest.fixture
def article(world: Path) -> Path:
    path = world / "metro.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


RECIPE = Recipe(sources=("metro.txt",), output=NEWS, station=Station(voice="tone", jingles=False))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article, the bulletin that was made of it; beside it its clips, and a copy to keep."""
    folder = tmp_path_factory.mktemp("unchanged") / "desk"
    folder.mkdir()
    (folder / "metro.txt").write_text(ARTICLE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("BULLETIN_CACHE_DIR", str(folder.with_name("cache")))
        assert not run(RECIPE).unchanged
    shutil.copytree(folder, folder.with_name("kept"))
    return folder


@pytest.fixture
def recipe(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Recipe:
    """A bulletin that was made a moment ago, at its desk: elsewhere it would be another one."""
    shutil.rmtree(desk)
    shutil.copytree(desk.with_name("kept"), desk)
    monkeypatch.chdir(desk)
    monkeypatch.setenv("BULLETIN_CACHE_DIR", str(desk.with_name("cache")))
    return RECIPE


def test_what_was_made_of_the_same_is_left_as_it_is(recipe: Recipe) -> None:
    before = {path: path.stat().st_mtime_ns for path in Path().iterdir()}
    episode = run(recipe)

    assert episode.unchanged
    assert {path: path.stat().st_mtime_ns for path in Path().iterdir()} == before


def test_it_is_told_as_its_record_tells_it(recipe: Recipe) -> None:
    record = json.loads(Path("news.episode.json").read_text(encoding="utf-8"))
    episode = run(recipe)

    assert episode.loudness.integrated_lufs == record["loudness"]["integrated_lufs"]
    assert {kind: path.name for kind, path in episode.files.items()} == record["files"]
    assert (episode.requests.made, episode.requests.from_cache) == (0, sum(record["requests"].values()))


def test_it_is_made_again_if_that_is_asked_for(recipe: Recipe) -> None:
    assert not run(replace(recipe, again=True)).unchanged


def word(recipe: Recipe) -> Recipe:
    path = Path(recipe.sources[0])
    path.write_text(path.read_text(encoding="utf-8").replace("बुजुर्गों", "बच्चों"), encoding="utf-8")
    return recipe


def clipped(_: Recipe) -> None:
    NEWS.write_bytes(NEWS.read_bytes()[:-1])


def bit(_: Recipe) -> None:
    data = bytearray(NEWS.read_bytes())
    data[-500] ^= 1
    NEWS.write_bytes(data)


def transcript(_: Recipe) -> None:
    Path("news.vtt").unlink()


def louder(recipe: Recipe) -> Recipe:
    return replace(recipe, station=replace(recipe.station, loudness=Lufs(-18.0)))


def another_format(recipe: Recipe) -> Recipe:
    return replace(recipe, formats=("mp3", "flac"))


def for_an_hour(recipe: Recipe) -> Recipe:
    return replace(recipe, station=replace(recipe.station, good_for=Minutes(60)))


@pytest.mark.parametrize(
    "change",
    [
        word,
        clipped,
        bit,
        transcript,
        louder,
        another_format,
        for_an_hour,
    ],
)
def test_whatever_else_is_not_the_same_it_is_made_again(
    recipe: Recipe, change: Callable[[Recipe], Recipe | None]
) -> None:
    assert not run(change(recipe) or recipe).unchanged


def test_a_file_that_is_named_counts_by_what_is_in_it(recipe: Recipe) -> None:
    lexicon = Path("words.tsv")
    lexicon.write_text("COP30\tकॉप थर्टी\n", encoding="utf-8")
    with_words = replace(recipe, station=replace(recipe.station, lexicons=(lexicon,)))
    first, same = run(with_words), run(with_words)
    lexicon.write_text("COP31\tकॉप थर्टी वन\n", encoding="utf-8")

    assert [first.unchanged, same.unchanged, run(with_words).unchanged] == [False, True, False]


def test_on_another_day_it_is_left_as_it_is(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    assert run(recipe).unchanged


def test_a_newer_program_makes_it_anew(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingredients, "program", lambda: "a newer one")

    assert not run(recipe).unchanged


def test_what_another_voice_read_is_tried_with_the_first_choice_again(
    article: Path, google: GoogleStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = Recipe(sources=(str(article),), output=NEWS, station=Station(jingles=False))
    with monkeypatch.context() as offline:
        # Nobody answers for Google: espeak-ng reads it.
        offline.setenv("BULLETIN_GTTS_URL", "http://127.0.0.1:9")
        assert run(recipe).voice == "espeak:hi"
    again = run(recipe)

    assert (again.voice, again.unchanged) == ("gtts:hi", False)


def test_where_the_first_choice_is_still_not_to_be_had_it_is_left_as_it_is(article: Path) -> None:
    recipe = Recipe(sources=(str(article),), output=NEWS, station=Station(jingles=False))
    first, second = run(recipe), run(recipe)

    assert first.voice == second.voice == "espeak:hi"
    assert (first.unchanged, second.unchanged) == (False, True)


def test_a_neural_voice_that_is_installed_may_be_what_auto_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = version_of("auto")
    monkeypatch.setenv("BULLETIN_VOICES_DIR", str(tmp_path / "voices"))
    assert version_of("auto") == before
    make_kokoro(tmp_path / "voices")
    assert version_of("auto") not in ("", before)
