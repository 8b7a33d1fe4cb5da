from __future__ import annotations

import itertools
import tracemalloc
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from bulletin.engines.tone import ToneEngine
from bulletin.errors import BugError
from bulletin.production.finish.attempts import MOST_ATTEMPTS, Attempt, attempts
from bulletin.production.finish.verify import verified
from bulletin.production.mix.arranging import arranger
from bulletin.production.mix.levels import FIRST_CEILING, SPEECH_LEVEL, gain_for
from bulletin.production.setup.kinds.named import PRESETS
from bulletin.schema.clip import Clip, Speech, TrimmedClip
from bulletin.schema.episode import Loudness
from bulletin.schema.pace import NATURAL_PACE
from bulletin.schema.programme import Channels, Jingle, Part, Programme
from bulletin.schema.script import Script, Segment, Sentence
from bulletin.schema.units import PROGRAMME_RATE, Dbtp, Decibels, Hertz, Lufs, Milliseconds, Samples
from bulletin.sound.decode import Sound, clip_segment, listen, samples_of
from bulletin.sound.jingles import BELOW_SPEECH
from bulletin.sound.loudness import SILENCE, integrated
from bulletin.sound.master import CEILING, Master, measure
from bulletin.sound.meter import Meter
from bulletin.sound.music import Music
from bulletin.sound.reading import read_blocks
from bulletin.sound.reel import Reel
from bulletin.sound.render import measure_reel, render
from bulletin.sound.speech import find_speech
from bulletin.writers.audio.mp3 import write_mp3

SENTENCES = ("शहर में नई मेट्रो लाइन शुरू हो गई।", "पहले दिन पैंतालीस हज़ार लोगों ने सफ़र किया।")


def bell(seconds: float, level: float) -> Sound:
    """A tone that rings at `level` dBFS."""
    places = np.arange(round(seconds * PROGRAMME_RATE)) / PROGRAMME_RATE
    wave: Sound = (10 ** (level / 20) * np.sin(2 * np.pi * 880 * places)).astype(np.float32)
    return wave


JINGLES: dict[Jingle, Sound] = {"intro": bell(2, -3), "sting": bell(1, -30), "outro": bell(2, -12)}


def music_of(sounds: Mapping[Jingle, Sound]) -> dict[Part, Music]:
    return {kind: Music.of(sound) for kind, sound in sounds.items()}


@cache
def hummed() -> dict[str, Speech]:
    """Each sentence as the tone engine hums it."""
    engine = ToneEngine()
    with engine.open("hum", listen) as session:
        return {text: session.speak(text) for text in SENTENCES}


def programme_of(speeches: dict[str, Speech], jingles: dict[Jingle, Sound]) -> Programme:
    """One segment a sentence, the second of them a heading."""
    clips: list[TrimmedClip] = []
    energies: list[float] = []
    segments: list[Segment] = []
    for number, (text, speech) in enumerate(speeches.items()):
        found = find_speech(samples_of(clip_segment(speech.sound, speech.encoding, speech.rate)), speech.rate)
        energies.extend(found.energies)
        clip = Clip(key=text, spoken=text, rate=speech.rate, length=speech.length)
        clips.append(
            TrimmedClip(
                clip=clip, segment=number, sentence=0, speech_start=found.start, speech_length=found.length
            )
        )
        segments.append(
            Segment(
                id=str(number),
                role="heading" if number else "headline",
                story=0,
                written=text,
                voice="tone:hum",
                sentences=(Sentence(written=text, spoken=text),),
                pause_after=Milliseconds(600),
            )
        )
    script = Script(title="क", language="hi", published=None, sources=("-",), segments=tuple(segments))
    return arranger({"tone:hum": energies}, music_of(jingles))(script, clips, NATURAL_PACE)


@pytest.fixture(scope="module")
def reel() -> Iterator[Reel]:
    """A whole short programme of hums and bells, which masters only read."""
    speeches = hummed()
    with Reel() as reel:
        render(programme_of(speeches, JINGLES), speeches.__getitem__, music_of(JINGLES), reel)
        yield reel


def loudness(samples: Sound, rate: Hertz = PROGRAMME_RATE) -> float:
    meter = Meter(rate)
    meter.feed(samples)
    return meter.loudness()


def energies(samples: Sound) -> Sequence[float]:
    meter = Meter(PROGRAMME_RATE)
    meter.feed(samples)
    return meter.energies()


def gains(jingles: dict[Jingle, Sound] | None = None) -> dict[str, Decibels]:
    programme = programme_of(hummed(), JINGLES if jingles is None else jingles)
    return {cue.jingle or "voice": cue.gain for cue in programme.cues}


def test_the_voice_stands_at_the_speech_level() -> None:
    speeches = hummed()
    programme = programme_of(speeches, {})
    with Reel() as reel:
        render(programme, speeches.__getitem__, {}, reel)
        heard = [reel.read(cue.start, cue.end) for cue in programme.cues]

    # Where it speaks: blocks that are half pause count in the whole, and would take half a LU away.
    assert integrated([energy for sound in heard for energy in energies(sound)]) == pytest.approx(
        SPEECH_LEVEL, abs=0.05
    )


@pytest.mark.parametrize("kind", JINGLES)
def test_each_jingle_stands_a_little_below_the_voice_however_loud_its_file_is(kind: Jingle) -> None:
    assert loudness(JINGLES[kind]) + gains()[kind] == pytest.approx(
        SPEECH_LEVEL - BELOW_SPEECH[kind], abs=0.05
    )


def test_a_silent_jingle_is_not_turned_up() -> None:
    silent = np.zeros(PROGRAMME_RATE, np.float32)

    assert gains({"intro": silent})["intro"] == 0.0


def first(reel: Reel, target: Lufs) -> Attempt:
    return next(attempts(reel, gain_for(target, measure_reel(reel)), target))


@pytest.mark.parametrize("preset", PRESETS)
def test_the_first_master_has_the_loudness_that_was_asked_for(reel: Reel, preset: str) -> None:
    attempt = first(reel, Lufs(PRESETS[preset]))
    measured = measure(attempt.rate, list(attempt.blocks))

    assert measured.integrated_lufs == pytest.approx(PRESETS[preset], abs=0.05)
    assert measured.true_peak_dbtp <= CEILING


def test_a_loudness_that_only_the_limiter_allows_is_reached_below_the_ceiling(reel: Reel) -> None:
    attempt = first(reel, Lufs(-9.0))
    measured = measure(attempt.rate, list(attempt.blocks))

    assert measured.integrated_lufs == pytest.approx(-9.0, abs=0.1)
    assert measured.true_peak_dbtp <= CEILING


@pytest.mark.parametrize("preset", ["podcast", "broadcast"])
def test_the_encoded_file_is_good_at_the_first_attempt(reel: Reel, preset: str) -> None:
    attempt = first(reel, Lufs(PRESETS[preset]))
    write_mp3(attempt.blocks, attempt.rate, Path("a.mp3"))

    assert attempt.good(measure(*read_blocks(Path("a.mp3"))))


def test_the_master_is_as_long_as_the_reel(reel: Reel) -> None:
    assert sum(len(block) for block in first(reel, Lufs(-16.0)).blocks) == reel.length


def found(lufs: float, peak: float = -3.0) -> Loudness:
    return Loudness(integrated_lufs=Lufs(lufs), true_peak_dbtp=Dbtp(peak))


class Blank:
    """A reel with nothing on it."""

    channels: Channels = 1
    length = 0

    def read(self, start: int, stop: int) -> Sound:
        return np.zeros(0, np.float32)

    def is_silent(self, _start: int, _stop: int) -> bool:
        return True


def attempt_at(target: float) -> Attempt:
    return Attempt(blocks=Master(Blank(), 1.0, CEILING), rate=PROGRAMME_RATE, target=Lufs(target))


@pytest.mark.parametrize(
    ("lufs", "peak", "good"),
    [
        (-16.0, -3.0, True),
        (-16.29, -1.0, True),
        (-15.71, -1.0, True),
        (-16.31, -3.0, False),
        (-15.69, -3.0, False),
        (-16.0, -0.99, False),
    ],
)
def test_a_file_is_good_within_the_tolerance_and_below_the_ceiling(
    lufs: float, peak: float, good: bool
) -> None:
    assert attempt_at(-16.0).good(found(lufs, peak)) is good


def test_silence_is_good_enough() -> None:
    silent = attempt_at(-16.0)

    assert silent.good(found(SILENCE, -120.0))
    assert silent.missed == 0


@pytest.mark.parametrize(
    ("lufs", "missed"), [(-16.0, 0), (-16.29, 0), (-15.71, 0), (-17.25, -1.25), (-15.5, 0.5)]
)
def test_a_loudness_that_was_missed_is_told(lufs: float, missed: float) -> None:
    attempt = attempt_at(-16.0)
    attempt.good(found(lufs))

    assert attempt.missed == pytest.approx(missed)


def files_of(reel: Reel, measured: Sequence[Loudness]) -> list[Loudness]:
    """What was measured on each file, as production makes them, if it were these."""
    made: list[Loudness] = []
    for attempt, loudness_found in zip(
        attempts(reel, gain_for(Lufs(-16.0), measure_reel(reel)), Lufs(-16.0)), measured, strict=False
    ):
        made.append(loudness_found)
        if attempt.good(loudness_found):
            break
    return made


@pytest.mark.parametrize(
    ("missed", "files"), [(0.0, 1), (0.14, 1), (-0.14, 1), (0.16, 2), (-0.16, 2), (0.29, 2), (0.31, 2)]
)
def test_a_gain_that_was_not_measured_must_come_closer(reel: Reel, missed: float, files: int) -> None:
    gain = gain_for(Lufs(-20.0), measure_reel(reel)) * 10 ** (missed / 20)
    tries = attempts(reel, gain, Lufs(-20.0), gain_measured=False)
    made = 0
    for attempt in tries:
        made += 1
        heard = measure(attempt.rate, list(attempt.blocks))
        if attempt.good(found(-20.0 + missed if made == 1 else heard.integrated_lufs)):
            break

    assert made == files
    assert attempt.missed == 0


def second_master(reel: Reel, after: Loudness) -> Loudness:
    """What the second attempt measures when the file of the first one measured `after`."""
    tries = attempts(reel, gain_for(Lufs(-20.0), measure_reel(reel)), Lufs(-20.0))
    next(tries).good(after)
    again = next(tries)
    return measure(again.rate, list(again.blocks))


@pytest.mark.parametrize("missed", [-2.0, -0.5, 0.5, 2.0])
def test_the_next_attempt_makes_up_for_what_the_file_missed(reel: Reel, missed: float) -> None:
    again = second_master(reel, found(-20.0 + missed))

    assert again.integrated_lufs == pytest.approx(-20.0 - missed, abs=0.2)


def test_the_next_attempt_stays_further_below_the_ceiling_that_the_file_broke(reel: Reel) -> None:
    # The file's peak was 8 dB too high, so the next master may not rise above -9.5 dBTP.
    assert second_master(reel, found(-20.0, 7.0)).true_peak_dbtp <= CEILING - 8


def test_no_more_than_three_attempts_are_made(reel: Reel) -> None:
    assert len(files_of(reel, [found(-20.0), found(-12.0), found(-20.0), found(-12.0)])) == MOST_ATTEMPTS == 3


def test_a_file_above_the_ceiling_is_made_again_until_it_is_below(reel: Reel) -> None:
    loud = found(-16.0, -0.9)
    files = files_of(reel, [loud, loud, loud, loud, found(-16.0, -1.0)])

    assert len(files) == 5


def test_each_file_for_the_sake_of_its_peaks_is_made_lower(reel: Reel) -> None:
    peaks = []
    # A hum is loud by itself: only at this target does the limiter have to touch it.
    for attempt in attempts(reel, gain_for(Lufs(-6.0), measure_reel(reel)), Lufs(-6.0)):
        peaks.append(measure(attempt.rate, attempt.blocks).true_peak_dbtp)
        if attempt.good(found(-6.0, -0.8 if len(peaks) < 4 else -1.5)):
            break

    assert peaks == pytest.approx([-1.5, -1.8, -2.1, -2.4], abs=0.05)


def test_a_file_that_stays_above_the_ceiling_is_never_shown(reel: Reel) -> None:
    with pytest.raises(BugError) as caught:
        files_of(reel, [found(-16.0, 3.0)] * 100)

    assert (caught.value.code, caught.value.error_id) == (70, "output.peak")
    assert "3.0 dBTP" in caught.value.what
    assert caught.value.remedy


def test_the_last_file_of_a_loudness_that_was_missed_is_below_the_ceiling(reel: Reel) -> None:
    files = files_of(reel, [found(-20.0), found(-12.0), found(-20.0, 0.5), found(-20.0, -1.2)])

    assert [file.true_peak_dbtp for file in files][-1] <= CEILING
    assert len(files) == 4


@pytest.mark.parametrize("target", [-2.0, -2.01, -2.02, -2.03, -2.04])
def test_a_loudness_out_of_reach_is_tried_for_once(reel: Reel, target: Lufs) -> None:
    survey = measure_reel(reel)
    gain = gain_for(target, survey)
    tries = attempts(reel, gain, target)
    attempt = next(tries)
    good = attempt.good(found(survey.loudness(gain, FIRST_CEILING)))

    assert not good
    assert attempt.missed < -3
    assert next(tries, None) is None


def test_checking_a_file_takes_no_more_memory_the_longer_it_is() -> None:
    def most_memory(seconds: int) -> int:
        blocks = itertools.repeat(bell(1, -20), seconds)
        length = Samples(write_mp3(blocks, PROGRAMME_RATE, Path("a.mp3"), 64))
        programme = Programme(cues=(), chapters=(), length=length)
        tracemalloc.start()
        try:
            verified("mp3", Path("a.mp3"), Path("news.mp3"), programme)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    short = most_memory(15)

    # Three quarters of a minute more are 8 MB of samples.
    assert most_memory(60) < short + 2_000_000


def test_silence_is_not_turned_up() -> None:
    with Reel() as reel:
        reel.close_at(PROGRAMME_RATE * 2)
        attempt = first(reel, Lufs(-16.0))

        assert not any(block.any() for block in attempt.blocks)
