"""A lazy reel: the samples of a whole rendering, of which only what is read is mixed."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bulletin.errors import DiskError
from bulletin.schema.clip import Speech
from bulletin.schema.programme import Channels, Programme
from bulletin.schema.units import Decibels, Milliseconds, Samples
from bulletin.sound.arrange import with_bed
from bulletin.sound.decode import Sound
from bulletin.sound.ducking import REACH
from bulletin.sound.lazy_reel import LazyReel
from bulletin.sound.master import CEILING, Master
from bulletin.sound.music import Music
from bulletin.sound.played import played
from bulletin.sound.reel import Reel
from tests.sound.heard import spoken
from tests.sound.test_render import BED, UNDER, jingle, laid_out, rendered

JINGLES = {"intro": jingle(), "sting": jingle(1.0), "outro": jingle(2.0)}
OVERLAPS = {"intro": 1.0, "outro": 0.5}


def under_a_bed() -> Programme:
    programme, _ = laid_out(1.0, 1.0)
    return with_bed(programme, BED, UNDER, Milliseconds(1500), Milliseconds(2500))


@contextmanager
def lazy(programme: Programme, clips: dict[str, Sound], asked: list[str] | None = None) -> Iterator[LazyReel]:
    def clip(key: str) -> Speech:
        if asked is not None:
            asked.append(key)
        return spoken(clips[key])

    with Reel(programme.channels) as reel:
        yield LazyReel(programme, clip, {part: Music.of(sound) for part, sound in JINGLES.items()}, reel)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("block", [4_000, 77_777, 10_000_000])
def test_read_in_any_pieces_it_is_the_whole_rendering(channels: Channels, block: int) -> None:
    programme, clips = laid_out(2.0, 1.0, 3.0, jingles=JINGLES, overlaps=OVERLAPS, headings=True)
    programme = replace(programme, channels=channels)
    whole = rendered(programme, clips, JINGLES)
    places = list(range(0, programme.length, block))
    # From the end, several at once.
    with lazy(programme, clips) as reel, ThreadPoolExecutor(4) as pool:
        parts = list(pool.map(lambda at: reel.read(at, at + block), reversed(places)))

    assert np.array_equal(np.concatenate(parts[::-1]), whole)


def test_only_what_is_read_is_mixed() -> None:
    programme, clips = laid_out(1.0, 1.0, 1.0)
    asked: list[str] = []
    cue = programme.cues[1]
    with lazy(programme, clips, asked) as reel:
        reel.read(programme.cues[0].end, cue.start)
        assert asked == []
        reel.read(cue.start, cue.start + 1)
        reel.read(cue.end - 1, cue.end)

    assert asked == [cue.clip]


def test_a_clip_that_is_gone_is_told_to_whoever_reads_it() -> None:
    programme, clips = laid_out(1.0, 1.0)
    del clips["1"]
    with lazy(programme, clips) as reel:
        reel.read(0, programme.cues[0].end)
        with pytest.raises(KeyError):
            reel.read(0, programme.length)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_where_there_is_no_room_the_folder_is_named() -> None:
    with (
        Reel() as reel,
        Path("/dev/full").open("r+b", buffering=0) as full,
        pytest.raises(DiskError) as caught,
    ):
        reel._file.close()
        reel._file = full
        reel.mix(0, np.ones(10, np.float32))

    assert (caught.value.code, caught.value.error_id) == (74, "disk.temporary")
    assert caught.value.source == tempfile.gettempdir()


def test_carried_to_another_process_it_has_all_its_samples() -> None:
    programme, clips = laid_out(1.0, 1.0)
    with lazy(programme, clips) as reel:
        carried = pickle.loads(pickle.dumps(reel))

    with carried:
        assert np.array_equal(carried.read(0, carried.length), rendered(programme, clips))


def test_what_plays_is_the_same_wherever_it_stands() -> None:
    one, _ = laid_out(1.0, 2.0)
    other, _ = laid_out(3.0, 2.0)
    sounds = {"0": "a", "1": "b"}
    first, second = one.cues[1], other.cues[1]

    assert played(one, sounds, first.start - 100, first.end + 50) == played(
        other, sounds, second.start - 100, second.end + 50
    )


@pytest.mark.parametrize(
    "change",
    [
        {"length": Samples(5)},
        {"gain": Decibels(-0.05)},
        {"trim_start": Samples(1)},
        {"trim_length": Samples(1)},
        {"stretched": Samples(1)},
        {"start": Samples(9_999)},
        {"clip": "other"},
    ],
    ids=str,
)
def test_whatever_changes_its_samples_is_in_what_plays(change: dict[str, object]) -> None:
    programme, _ = laid_out(1.0)
    (cue,) = programme.cues
    sounds = {"0": "a", "other": "b"}
    changed = replace(programme, cues=(replace(cue, **change),))  # type: ignore[arg-type]

    assert played(programme, sounds, 0, programme.length) != played(changed, sounds, 0, programme.length)
    assert played(programme, sounds, 0, programme.length) != played(
        programme, {"0": "c"}, 0, programme.length
    )
    assert played(programme, sounds, 0, programme.length) != played(
        programme, sounds, 0, programme.length - 1
    )


def test_what_turns_a_jingle_down_is_in_what_plays() -> None:
    programme, _ = laid_out(1.0, jingles={"intro": JINGLES["intro"]}, overlaps={"intro": 1.0})
    earlier, _ = laid_out(1.0, jingles={"intro": JINGLES["intro"]}, overlaps={"intro": 1.5})
    sounds = {"0": "a", "intro": "b"}
    (intro,) = [cue for cue in programme.cues if cue.jingle]
    far = replace(programme.cues[-1], start=Samples(intro.end + REACH), length=Samples(9))

    assert intro.ducked
    assert played(programme, sounds, 0, programme.length) is not None
    assert played(programme, sounds, 0, 200_000) != played(earlier, sounds, 0, 200_000)
    with_far = replace(programme, cues=(*programme.cues, far))
    assert played(with_far, sounds, 0, far.start) == played(programme, sounds, 0, far.start)
    nearer = replace(far, start=Samples(far.start - 1))
    with_nearer = replace(programme, cues=(*programme.cues, nearer))
    assert played(with_nearer, sounds, 0, nearer.start) != played(programme, sounds, 0, nearer.start)


def test_it_is_not_said_where_a_sound_is_cut_or_unknown_or_music_is_under_the_voice() -> None:
    sounds = {"0": "a", "1": "b"}
    plain, _ = laid_out(1.0)

    assert played(plain, sounds, 0, plain.length) is not None
    assert played(plain, {}, 0, plain.length) is None
    assert played(plain, sounds, 0, plain.cues[0].end - 1) is None
    assert played(under_a_bed(), sounds, 0, 1) is None


@pytest.mark.parametrize("channels", [1, 2])
def test_a_silent_part_of_its_master_is_known_without_reading(channels: Channels) -> None:
    programme, clips = laid_out(1.0, 1.0)
    asked: list[str] = []
    (_, start), stop = programme.speech[0], programme.speech[1][0]
    with lazy(replace(programme, channels=channels), clips, asked) as reel:
        (silence,) = Master(reel, 1.0, CEILING).between(start, stop)
        assert asked == []
        assert np.array_equal(silence, reel.read(start, stop))


def test_under_a_bed_there_is_no_silence_to_part_at() -> None:
    with Reel() as reel, pytest.raises(ValueError, match="bed"):
        LazyReel(under_a_bed(), lambda _: pytest.fail("none is asked for"), {}, reel)
