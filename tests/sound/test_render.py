"""Rendered programmes: what lies on the reel, measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from bulletin.schema.clip import Clip, TrimmedClip
from bulletin.schema.pace import NATURAL_PACE
from bulletin.schema.programme import Channels, Cue, Jingle, Part, Programme
from bulletin.schema.script import Script, Segment, Sentence
from bulletin.schema.units import Decibels, Hertz, Milliseconds, Samples
from bulletin.sound.arrange import Arrangement, Rests, with_bed
from bulletin.sound.channels import LoudnessMeter
from bulletin.sound.decode import Sound
from bulletin.sound.ducking import ATTACK, HOLD, RELEASE
from bulletin.sound.jingle_cues import JINGLE_DUCKED
from bulletin.sound.music import Music
from bulletin.sound.reel import Reel
from bulletin.sound.render import measure_reel, render
from bulletin.sound.resample import resample
from bulletin.sound.speech import find_speech
from bulletin.sound.survey import CELL, surveyed
from tests.sound.heard import RATE, at_frequency, largest_step, level_of, noise, spoken, tone

RESTS = Rests(
    lead_in=Milliseconds(100),
    after_intro=Milliseconds(250),
    before_sting=Milliseconds(250),
    after_sting=Milliseconds(200),
    before_outro=Milliseconds(300),
    lead_out=Milliseconds(250),
)
VOICE, MUSIC = 300.0, 2000.0
"""What the voice and the music hum at: each can be measured beneath the other."""

QUIET = 0.003
"""A step that nobody hears as a click: 50 dB below full scale."""


def clip(seconds: float, frequency: float = VOICE) -> Sound:
    """A voice that begins and ends at full level, with an engine's silence around it."""
    silence = np.zeros(RATE // 5, np.float32)
    hum = tone(frequency, seconds, -10)
    return np.concatenate([silence, hum[: len(hum) // 4 * 4], silence])


def laid_out(
    *seconds: float,
    jingles: Mapping[Jingle, Sound] | None = None,
    overlaps: Mapping[Jingle, float] | None = None,
    pause: int = 600,
    headings: bool = False,
) -> tuple[Programme, dict[str, Sound]]:
    """The programme of clips this long, each a segment, and the clips by their keys."""
    jingles = jingles or {}
    clips = {str(number): clip(one) for number, one in enumerate(seconds)}
    trimmed, segments = [], []
    for number, (key, samples) in enumerate(clips.items()):
        found = find_speech(samples, RATE)
        trimmed.append(
            TrimmedClip(
                clip=Clip(key=key, spoken=key, rate=RATE, length=Samples(len(samples))),
                segment=number,
                sentence=0,
                speech_start=found.start,
                speech_length=found.length,
                kept_before=found.before,
                kept_after=found.after,
            )
        )
        segments.append(
            Segment(
                id=key,
                role="heading" if headings and number else "body",
                story=0,
                written=key,
                voice="v",
                sentences=(Sentence(written=key, spoken=key),),
                pause_after=Milliseconds(pause),
            )
        )
    script = Script(title="क", language="hi", published=None, sources=("-",), segments=tuple(segments))
    gains = dict.fromkeys(["v", "intro", "sting", "outro"], Decibels(0.0))
    lengths = {kind: Samples(len(sound)) for kind, sound in jingles.items()}
    places = {kind: Samples(round(time * RATE)) for kind, time in (overlaps or {}).items()}
    return Arrangement(script, trimmed, {}, lengths, RESTS, gains, places).at(NATURAL_PACE), clips


def rendered(
    programme: Programme, clips: Mapping[str, Sound], music: Mapping[Part, Sound] | None = None
) -> Sound:
    with Reel(programme.channels) as reel:
        parts = {part: Music.of(sound) for part, sound in (music or {}).items()}
        render(programme, lambda key: spoken(clips[key]), parts, reel)
        assert reel.length == programme.length
        return reel.read(0, reel.length)


@cache
def jingle(seconds: float = 3.0, frequency: float = MUSIC) -> Sound:
    """It begins and breaks off at full level."""
    return tone(frequency, seconds + 0.0003, -12)


def the(programme: Programme, kind: Jingle) -> Cue:
    return next(cue for cue in programme.cues if cue.jingle == kind)


JINGLES: dict[Jingle, Sound] = {"intro": jingle(), "sting": jingle(1.0), "outro": jingle(4.0)}


@pytest.fixture(scope="module", params=["apart", "together"])
def mixed(request: pytest.FixtureRequest) -> tuple[Programme, Sound]:
    overlaps: dict[Jingle, float] = (
        {} if request.param == "apart" else {"intro": 1.0, "sting": 0.3, "outro": 1.0}
    )
    programme, clips = laid_out(2.0, 2.0, jingles=JINGLES, overlaps=overlaps, headings=True)
    return programme, rendered(programme, clips, dict(JINGLES.items()))


class TestJoins:
    """No click and no hole, wherever one thing ends and another begins."""

    def test_no_step_at_a_join_is_larger_than_the_sound_itself_makes(
        self, mixed: tuple[Programme, Sound]
    ) -> None:
        programme, samples = mixed
        most = np.abs(np.diff(tone(VOICE, 0.1, -10))).max() + np.abs(np.diff(jingle(0.1))).max()
        for cue in programme.cues:
            # Where something else plays on, that is what steps; by itself a beginning or an end is soft.
            alone = [other for other in programme.cues if other is not cue]
            for place in (cue.start, cue.end):
                covered = any(other.start - 100 <= place <= other.end + 100 for other in alone)
                assert largest_step(samples, place) < (1.05 * most if covered else 0.08), (cue, place)
        assert np.abs(np.diff(samples)).max() < 1.05 * most

    def test_each_clip_begins_and_ends_without_a_step(self) -> None:
        programme, clips = laid_out(1.0, 1.0, 1.0)
        samples = rendered(programme, clips)

        for cue in programme.cues:
            assert largest_step(samples, cue.start) < QUIET
            assert largest_step(samples, cue.end) < QUIET

    def test_the_rests_are_digital_silence_and_nothing_else_is(self, mixed: tuple[Programme, Sound]) -> None:
        programme, samples = mixed
        resting = np.zeros(len(samples), bool)
        for start, end in programme.rests:
            resting[start:end] = True

        assert not samples[resting].any()
        # Within 50 ms of a sample that is not nothing.
        heard = np.concatenate([[0], np.cumsum(samples != 0)])
        places = np.arange(len(samples))
        first, last = np.maximum(places - RATE // 20, 0), np.minimum(places + RATE // 20, len(samples))
        sounding = heard[last] > heard[first]
        # But for what is kept around a voice.
        assert (sounding | resting).mean() > 0.999

    def test_no_speech_is_cut_away(self) -> None:
        programme, clips = laid_out(1.0, 1.37)
        samples = rendered(programme, clips)

        for cue in programme.cues:
            whole, heard = clips[cue.clip].astype(np.float64), samples[cue.start : cue.end]
            assert np.sum(np.square(heard.astype(np.float64))) == pytest.approx(
                np.sum(np.square(whole)), rel=1e-3
            )

    @pytest.mark.parametrize("pause", [60, 180, 420, 600, 800])
    def test_the_silence_between_two_voices_is_the_pause(self, pause: int) -> None:
        programme, clips = laid_out(1.0, 1.0, pause=pause)
        samples = rendered(programme, clips)
        loud = np.flatnonzero(np.abs(samples) > 0.01)
        silence = np.diff(loud).max() / RATE * 1000

        # The voice is found in steps of 5 ms.
        assert silence == pytest.approx(pause, abs=11)


class TestTheIntro:
    def test_the_voice_begins_as_long_before_its_end_as_asked(self) -> None:
        programme, clips = laid_out(3.0, jingles={"intro": JINGLES["intro"]}, overlaps={"intro": 1.2})
        samples = rendered(programme, clips, {"intro": JINGLES["intro"]})
        voice = np.flatnonzero(at_frequency(samples, VOICE) > -30)[0] * 0.02
        music = np.flatnonzero(at_frequency(samples, MUSIC) > -80)[-1] * 0.02

        # The intro's own end is below that level for the last moments of its fade.
        assert music - voice == pytest.approx(1.2, abs=0.12)

    def test_it_is_turned_down_under_the_voice_before_the_voice_begins(self) -> None:
        programme, clips = laid_out(4.0, jingles={"intro": jingle(6.0)}, overlaps={"intro": 4.0})
        samples = rendered(programme, clips, {"intro": jingle(6.0)})
        music = at_frequency(samples, MUSIC)
        begins = programme.speech[0][0]

        assert music[(begins - ATTACK) // 882 - 1] == pytest.approx(-12, abs=0.2)
        # And half a cosine of fade has only begun by then.
        assert music[begins // 882 + 1] == pytest.approx(-12 - JINGLE_DUCKED, abs=0.3)

    def test_it_fades_out_over_all_that_the_voice_is_heard_with(self) -> None:
        programme, clips = laid_out(4.0, jingles={"intro": jingle(6.0)}, overlaps={"intro": 2.0})
        music = at_frequency(rendered(programme, clips, {"intro": jingle(6.0)}), MUSIC)
        end = the(programme, "intro").end

        assert music[(end - RATE) // 882] == pytest.approx(-12 - JINGLE_DUCKED - 6, abs=0.5)
        assert music[end // 882 - 1] < -75

    def test_an_overlap_longer_than_the_intro_begins_with_it(self) -> None:
        programme, _ = laid_out(8.0, jingles={"intro": jingle(2.0)}, overlaps={"intro": 5.0})

        assert programme.speech[0][0] == pytest.approx(the(programme, "intro").start, abs=0.02 * RATE)

    def test_one_that_outlasts_all_speech_is_played_to_its_end(self) -> None:
        programme, clips = laid_out(1.0, jingles={"intro": jingle(9.0)}, overlaps={"intro": 8.0})

        assert programme.length == the(programme, "intro").end
        assert len(rendered(programme, clips, {"intro": jingle(9.0)})) == programme.length

    def test_apart_from_the_voice_it_is_not_turned_down(self) -> None:
        programme, clips = laid_out(1.0, jingles={"intro": jingle()})
        music = at_frequency(rendered(programme, clips, {"intro": jingle()}), MUSIC)
        end = the(programme, "intro").end

        assert music[(end - RATE // 20) // 882 - 1] == pytest.approx(-12, abs=0.2)


class TestTheOutro:
    def test_it_ends_with_the_programme(self) -> None:
        programme, clips = laid_out(2.0, jingles={"outro": JINGLES["outro"]})
        samples = rendered(programme, clips, {"outro": JINGLES["outro"]})

        assert the(programme, "outro").end == programme.length
        assert level_of(samples[-RATE // 10 :]) > -25

    def test_it_begins_as_long_before_the_last_word_ends_as_asked(self) -> None:
        programme, clips = laid_out(3.0, jingles={"outro": jingle(6.0)}, overlaps={"outro": 1.5})
        samples = rendered(programme, clips, {"outro": jingle(6.0)})
        last = np.flatnonzero(at_frequency(samples, VOICE) > -30)[-1] * 0.02
        begins = np.flatnonzero(at_frequency(samples, MUSIC) > -70)[0] * 0.02

        assert last - begins == pytest.approx(1.5, abs=0.15)
        assert the(programme, "outro").end == programme.length

    def test_it_is_down_under_the_last_words_and_up_after_them(self) -> None:
        programme, clips = laid_out(3.0, jingles={"outro": jingle(6.0)}, overlaps={"outro": 2.0})
        music = at_frequency(rendered(programme, clips, {"outro": jingle(6.0)}), MUSIC)
        ends = programme.speech[-1][1]

        assert music[ends // 882 - 1] == pytest.approx(-12 - JINGLE_DUCKED, abs=0.2)
        assert music[(ends + HOLD + RELEASE) // 882 + 1] == pytest.approx(-12, abs=0.1)

    @pytest.mark.parametrize("overlap", [0.5, 3.0, 60.0])
    def test_however_long_it_is_asked_to_overlap_it_ends_after_the_last_word(self, overlap: float) -> None:
        programme, _ = laid_out(1.0, jingles={"outro": jingle(2.0)}, overlaps={"outro": overlap})
        outro = the(programme, "outro")

        assert programme.speech[0][0] <= outro.start
        assert programme.speech[-1][1] <= outro.end == programme.length


BED = Decibels(-20.0)
UNDER = Decibels(12.0)


def bedded(
    *seconds: float,
    jingles: Mapping[Jingle, Sound] | None = None,
    channels: Channels = 1,
    pause: int = 600,
    bed: float = 17.0,
) -> tuple[Programme, Sound]:
    programme, clips = laid_out(*seconds, jingles=jingles, pause=pause)
    whole = with_bed(programme, BED, UNDER, Milliseconds(1500), Milliseconds(2500))
    sounds: dict[Part, Sound] = dict((jingles or {}).items())
    sounds["bed"] = jingle(bed)
    return whole, rendered(replace(whole, channels=channels), clips, sounds)


@pytest.fixture(scope="module")
def under_two_clips() -> tuple[Programme, Sound]:
    """A bed under two clips of three seconds."""
    return bedded(3.0, 3.0)


class TestTheBed:
    def test_under_the_voice_it_is_as_far_down_as_asked(
        self, under_two_clips: tuple[Programme, Sound]
    ) -> None:
        programme, samples = under_two_clips
        music = at_frequency(samples, MUSIC)

        for start, end in programme.speech:
            assert music[start // 882 + 1 : end // 882] == pytest.approx(-12 + BED - UNDER, abs=0.4)

    def test_in_a_long_pause_it_comes_up_after_the_hold_and_is_down_again_as_the_voice_begins(self) -> None:
        programme, samples = bedded(3.0, 3.0, pause=4000)
        music = at_frequency(samples, MUSIC)
        one, other = programme.speech[0][1], programme.speech[1][0]

        assert music[(one + HOLD) // 882 - 1] == pytest.approx(-32 - UNDER, abs=0.2)
        assert music[(one + HOLD + RELEASE // 2) // 882] == pytest.approx(-32 - UNDER / 2, abs=0.5)
        assert music[(one + HOLD + RELEASE) // 882 + 1] == pytest.approx(-32, abs=0.2)
        assert music[(other - ATTACK) // 882 - 1] == pytest.approx(-32, abs=0.2)
        assert music[(other - ATTACK // 2) // 882] == pytest.approx(-32 - UNDER / 2, abs=1.0)
        assert music[other // 882 + 1] == pytest.approx(-32 - UNDER, abs=0.4)

    def test_it_fades_in_before_the_first_word_and_out_after_the_last(self) -> None:
        programme, samples = bedded(3.0, jingles={"intro": jingle(4.0, 5000)})
        music = at_frequency(samples, MUSIC)
        assert programme.bed is not None
        begins, ends = programme.bed.start, programme.bed.end

        assert begins == programme.speech[0][0] - 1.5 * RATE
        assert music[begins // 882 + 1] < -70
        assert music[ends // 882 - 2] < -60
        assert np.diff(music[begins // 882 + 1 : (begins + RATE) // 882]).min() > 0

    def test_it_plays_without_a_hole_from_its_start_to_its_end(self) -> None:
        programme, samples = bedded(9.0, 9.0, bed=5.0)
        assert programme.bed is not None
        inner = at_frequency(samples, MUSIC)[programme.bed.start // 882 + 30 : programme.bed.end // 882 - 50]

        # It is begun again three times in this; a tone that meets itself may cancel, but not to nothing.
        assert inner.min() > -75
        assert np.median(inner) == pytest.approx(-44, abs=1)

    def test_nothing_clicks_with_a_bed(self, under_two_clips: tuple[Programme, Sound]) -> None:
        _, samples = under_two_clips
        most = np.abs(np.diff(tone(VOICE, 0.1, -10))).max() + np.abs(np.diff(tone(MUSIC, 0.1, -32))).max()

        assert np.abs(np.diff(samples)).max() < 1.05 * most

    def test_there_are_no_rests_where_it_plays(self, under_two_clips: tuple[Programme, Sound]) -> None:
        programme, samples = under_two_clips
        assert programme.bed is not None

        assert all(end <= programme.bed.start or start >= programme.bed.end for start, end in programme.rests)
        assert all(not samples[start:end].any() for start, end in programme.rests)

    def test_without_speech_there_is_none(self) -> None:
        programme, _ = laid_out(jingles={"intro": jingle()})

        assert with_bed(programme, BED, UNDER, Milliseconds(1500), Milliseconds(2500)).bed is None


def loudness(samples: Sound) -> float:
    meter = LoudnessMeter(RATE)
    meter.feed(samples)
    return meter.loudness()


class TestTwoChannels:
    @pytest.fixture
    def closing(self) -> Iterator[ExitStack]:
        with ExitStack() as closing:
            yield closing

    def test_a_voice_is_in_the_middle_and_as_loud_as_in_one(self) -> None:
        programme, clips = laid_out(2.0)
        one, two = rendered(programme, clips), rendered(replace(programme, channels=2), clips)

        np.testing.assert_array_equal(two[:, 0], two[:, 1])
        assert loudness(two) == pytest.approx(loudness(one), abs=0.01)

    def test_a_programme_of_one_channel_s_music_is_as_loud_in_two(self) -> None:
        programme, clips = laid_out(2.0, 2.0, jingles=JINGLES, overlaps={"intro": 1.0})
        sounds: dict[Part, Sound] = dict(JINGLES.items())
        one = rendered(programme, clips, sounds)
        two = rendered(replace(programme, channels=2), clips, sounds)

        assert loudness(two) == pytest.approx(loudness(one), abs=0.01)
        np.testing.assert_allclose(two[:, 0] * np.sqrt(2), one, atol=1e-5)

    def test_each_side_of_a_jingle_stays_on_its_side(self) -> None:
        both = np.stack([tone(1000, 3, -12), tone(3000, 3, -12)], axis=1)
        programme, clips = laid_out(1.0, jingles={"intro": both})
        samples = rendered(replace(programme, channels=2), clips, {"intro": both})
        middle = slice(RATE, RATE + 882)

        for side, present, absent in ((0, 1000, 3000), (1, 3000, 1000)):
            heard = np.ascontiguousarray(samples[middle, side])
            assert at_frequency(heard, present)[0] == pytest.approx(-12, abs=0.2)
            assert at_frequency(heard, absent)[0] < -60

    def test_a_bed_of_two_channels_is_turned_down_on_both(self) -> None:
        programme, samples = bedded(3.0, channels=2)
        start, end = programme.speech[0]
        for side in (0, 1):
            music = at_frequency(np.ascontiguousarray(samples[:, side]), MUSIC)
            assert music[start // 882 + 1 : end // 882] == pytest.approx(-47, abs=0.4)


def all_of_a_clip(length: int) -> Programme:
    """One clip of so many samples at half the programme's rate, from its first to its last."""
    cue = Cue(
        start=Samples(0),
        length=Samples(2 * length),
        clip="k",
        trim_length=Samples(length),
        stretched=Samples(length),
    )
    return Programme(cues=(cue,), chapters=(), length=cue.length)


def test_a_clip_of_any_rate_lasts_as_long_as_its_cue() -> None:
    rate = Hertz(22_050)
    samples = noise(1.0)[:20_000]
    programme = all_of_a_clip(20_000)
    with Reel() as reel:
        render(programme, lambda _: spoken(samples, rate), {}, reel)

        assert reel.length == 40_000
        assert level_of(reel.read(1000, 39_000)) == pytest.approx(-20.5, abs=0.5)


def test_a_clip_that_is_not_stretched_is_heard_as_it_is() -> None:
    rate = Hertz(22_050)
    # No whole number of milliseconds: pydub's fades lose some of it.
    samples = noise(3.0)[:50_919]
    with Reel() as reel:
        render(all_of_a_clip(50_919), lambda _: spoken(samples, rate), {}, reel)
        heard = reel.read(0, reel.length)

    expected = resample(samples, rate, RATE)
    assert np.abs(heard[1000:-2000] - expected[1000:-2000]).max() < 0.001


def test_a_long_reel_measures_as_its_samples_in_one_go_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is measured in parts, on several cores: nothing is lost or counted twice between them."""
    monkeypatch.setattr("bulletin.sound.render._MEASURED", CELL << 11)
    samples = np.tile(noise(1), 11)[: 10 * RATE + 77]
    with Reel() as reel:
        reel.mix(0, samples)
        found, whole = measure_reel(reel), surveyed([samples])

        np.testing.assert_allclose(found.energies, whole.energies, rtol=1e-4, atol=1e-9)
        np.testing.assert_array_equal(found.peaks, whole.peaks)
