"""What the stages return can be carried to another process, and the next stage can go on there."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from bulletin.engines.tone import ToneEngine
from bulletin.production.cache.clips import ClipCache
from bulletin.production.episode.outputs import Outputs
from bulletin.production.events import Finished
from bulletin.production.finish.finishing import finish
from bulletin.production.mix.mixing import Desk, Mixed
from bulletin.production.recipe import Recipe
from bulletin.production.stopwatch import Stopwatch
from bulletin.production.voice.cast import Cast, Casting
from bulletin.production.voice.pieces import plan_speaking
from bulletin.production.voice.speaking import Spoken, speak
from bulletin.readers import read_text
from bulletin.schema.station import CoverWanted, Station
from bulletin.script import write_script
from tests.production.stages import finished

ARTICLE = """\
शहर में नई मेट्रो शुरू
शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई।

किराया और समय
न्यूनतम किराया कम है।
"""

STATION = Station(voice="tone", bed="ours", cover=CoverWanted(made=False))


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Spoken, Mixed, Desk]]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    cache = ClipCache(tmp_path / "clips")
    script = write_script([read_text(ARTICLE.encode(), "metro.txt")])
    plan = plan_speaking(script, Casting(main=Cast(engine=ToneEngine(), voice="hum")))
    with Desk(STATION, cache) as desk:
        spoken, _ = finished(speak(plan, cache))
        mixed, _ = finished(desk.mix(spoken, Stopwatch()))
        yield spoken, mixed, desk


def outputs_in(folder: Path) -> Outputs:
    folder.mkdir()
    return Outputs(audio={form: folder / f"metro.{form}" for form in ("mp3", "wav")})


def finished_in(folder: Path, spoken: Spoken, mixed: Mixed) -> Finished:
    recipe = Recipe(sources=("metro.txt",), station=STATION)
    done, _ = finished(finish(recipe, outputs_in(folder), spoken, mixed, Stopwatch()))
    return done


def finished_elsewhere(folder: Path, carried: bytes) -> bytes:
    """Runs in another process."""
    spoken, mixed = pickle.loads(carried)
    return pickle.dumps(finished_in(folder, spoken, mixed))


def sounds(done: Finished) -> dict[str, bytes]:
    episode = done.episode
    return {kind: path.read_bytes() for kind, path in episode.files.items() if kind != "episode"}


def test_an_episode_finished_in_another_process_is_the_same_to_the_byte(
    made: tuple[Spoken, Mixed, Desk], tmp_path: Path
) -> None:
    spoken, mixed, _ = made
    here = finished_in(tmp_path / "here", spoken, mixed)

    with multiprocessing.get_context("spawn").Pool(1) as pool:
        carried = pickle.dumps((spoken, mixed))
        there = pickle.loads(pool.apply(finished_elsewhere, (tmp_path / "there", carried)))

    assert sounds(there) == sounds(here)
    assert there.episode.requests == here.episode.requests
    assert there.episode.chapters == here.episode.chapters


def test_clips_spoken_in_another_process_are_mixed_to_the_same_samples(
    made: tuple[Spoken, Mixed, Desk],
) -> None:
    spoken, mixed, desk = made

    again, _ = finished(desk.mix(pickle.loads(pickle.dumps(spoken)), Stopwatch()))

    assert again.programme == mixed.programme
    assert again.gain == mixed.gain
    assert _samples(again) == _samples(mixed)


def test_what_a_stage_returned_cannot_be_changed(made: tuple[Spoken, Mixed, Desk]) -> None:
    stages: list[Any] = [*made[:2]]
    for stage in stages:
        with pytest.raises(AttributeError):
            stage.script = None


def test_a_slot_does_not_change_what_was_spoken(made: tuple[Spoken, Mixed, Desk], tmp_path: Path) -> None:
    spoken, mixed, _ = made
    seconds = 0.97 * mixed.programme.length / 44_100
    with ExitStack() as closing:
        station = Station(voice="tone", bed="ours", slot=round(seconds, 1))
        desk = closing.enter_context(Desk(station, ClipCache(tmp_path / "clips")))
        shorter, _ = finished(desk.mix(spoken, Stopwatch()))

        assert shorter.programme.length < mixed.programme.length
        assert {trimmed.clip for trimmed in shorter.programme.cues if trimmed.clip} <= set(spoken.clips)


def _samples(mixed: Mixed) -> bytes:
    return mixed.reel.read(0, mixed.reel.length).tobytes()
