"""The judge: what is taken for the speech of a text, and what is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bulletin.engines.gtts import mp3
from bulletin.engines.gtts.answers import sound_of
from bulletin.engines.gtts.judge import Judge
from bulletin.engines.gtts.lengths import ENOUGH_ANSWERS, LONG_ENOUGH
from bulletin.engines.online.failures import UnfitError
from bulletin.schema.clip import Heard
from bulletin.schema.units import Samples
from bulletin.sound.decode import listen
from tests.engines.contract import SENTENCE, SENTENCES
from tests.pairwise import grid
from tests.standins.google import RATE, answer_with, base64_of, encoded, entry, hum, wrapped

SOUND = hum(SENTENCE)


def fault(text: str, sound: bytes, by: Judge | None = None) -> str:
    """What is wrong with `sound` as the speech of `text`; an empty string if nothing is."""
    try:
        (by or Judge(listen)).speech(text, sound)
    except UnfitError as unfit:
        return str(unfit)
    return ""


def experienced() -> Judge:
    """A judge that has heard enough good answers."""
    by = Judge(listen)
    for number in range(ENOUGH_ANSWERS):
        text = SENTENCES[number % len(SENTENCES)]
        by.speech(text, hum(text))
    return by


def lasting(seconds: float, loud: tuple[float, float] | None = None, noise: float = 0.0) -> bytes:
    """Sound of that length: noise of this size, and a loud tone from one time to another (all of it: None)."""
    start, stop = loud or (0.0, seconds)
    samples = np.random.default_rng(5).normal(0, 1, int(seconds * RATE)) * noise
    places = np.arange(int(start * RATE), int(stop * RATE))
    samples[places] += 9000 * np.sin(places * 0.06)
    return encoded(samples)


# What is good.


@pytest.mark.parametrize("text", [*SENTENCES, "हाँ।", "क", "बी जे पी"])
def test_speech_of_the_text_is_good(text: str) -> None:
    assert fault(text, hum(text)) == ""


def test_signs_that_a_voice_may_not_say_make_no_speech_too_short() -> None:
    text = "“कहां?” उसने पूछा" + "।" * 80
    assert fault(text, hum("कहां उसने पूछा"), experienced()) == ""


@pytest.mark.parametrize(("usual", "seconds_a_character"), grid([0.055, 0.08, 0.11], [0.11, 0.08, 0.055]))
def test_no_speed_that_hindi_voices_have_is_out_of_the_band(usual: float, seconds_a_character: float) -> None:
    by = Judge(listen)
    text = "क" * 60
    for _ in range(ENOUGH_ANSWERS):
        by.speech(text, lasting(usual * 60))
    assert fault(text, lasting(seconds_a_character * 60), by) == ""


def test_a_list_with_a_pause_after_each_word_is_good() -> None:
    text = "हाँ, नहीं, हाँ, नहीं, हाँ।"
    assert LONG_ENOUGH > 20
    assert fault(text, lasting(len(text) * 0.14), experienced()) == ""


# How long it lasts.


def test_a_word_for_a_whole_sentence_is_too_short() -> None:
    assert fault(SENTENCE, hum("शहर")) == "0.6 s of sound for 43 characters"


def test_a_word_for_a_headline_is_too_short() -> None:
    assert "s of sound for 23 characters" in fault("राज्यों से आज की खबरें।", hum("हाँ"))


def test_a_minute_for_a_word_is_too_long() -> None:
    assert "s of sound for 4 characters" in fault("हाँ।", lasting(60))


def test_half_of_a_sentence_is_found_out_once_the_voice_is_known() -> None:
    by = Judge(listen)
    half = lasting(0.048 * len(SENTENCE))
    assert fault(SENTENCE, half, by) == ""
    for _ in range(ENOUGH_ANSWERS):
        by.speech(SENTENCE, lasting(0.11 * len(SENTENCE)))
    assert "are usual" in fault(SENTENCE, half, by)


def test_four_sentences_for_one_are_found_out_once_the_voice_is_known() -> None:
    long = hum(" ".join(SENTENCES[:4]))
    assert fault(SENTENCE, long) == ""
    assert "are usual" in fault(SENTENCE, long, experienced())


def test_short_texts_are_not_compared_with_others() -> None:
    text = SENTENCE[: LONG_ENOUGH - 2]
    assert fault(text, lasting(len(text) * 0.2), experienced()) == ""


def test_a_bad_answer_teaches_the_judge_nothing() -> None:
    by = experienced()
    for _ in range(100):
        assert fault(SENTENCE, hum("शहर"), by)
    assert fault(SENTENCE, SOUND, by) == ""


# How it sounds.


@pytest.mark.parametrize("noise", [0.0, 12.0])
def test_a_click_in_silence_is_no_speech(noise: float) -> None:
    sound = lasting(3, loud=(1.0, 1.01), noise=noise)
    assert listen(sound).peak > 0.1
    assert fault(SENTENCE, sound) == "sound that is silent for most of its length"


def test_a_word_and_then_silence_is_no_speech() -> None:
    assert fault(SENTENCE, lasting(4, loud=(0.1, 0.9))) == "sound that is silent for most of its length"


def test_silence_around_a_short_word_is_no_fault() -> None:
    assert fault("हाँ।", lasting(1.0, loud=(0.3, 0.7))) == ""


def test_silence_is_silence() -> None:
    assert fault(SENTENCE, lasting(3, loud=(0.0, 0.0), noise=5)) == "silence"


def test_looking_for_silence_writes_nothing_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    assert fault(SENTENCE, lasting(3, loud=(1.0, 1.01), noise=12)) != ""
    assert capfd.readouterr().err == ""


# Whether it is whole.


def test_a_sound_cut_at_any_byte_of_its_last_frames_is_not_whole() -> None:
    frames = mp3.stream(SOUND).frames
    ends = {frame.stop for frame in frames}
    whole = [
        stop
        for stop in range(frames[-4].start + 1, len(SOUND))
        if stop not in ends and not mp3.stream(SOUND[:stop]).fault
    ]
    assert whole == []


@pytest.mark.parametrize("missing", [1, 50, 100, 1000])
def test_a_sound_with_bytes_missing_in_the_middle_is_not_whole(missing: int) -> None:
    middle = mp3.stream(SOUND).frames[50].start + 20
    assert "hole" in fault(SENTENCE, SOUND[:middle] + SOUND[middle + missing :])


def test_what_decodes_to_less_than_its_frames_is_not_whole() -> None:
    heard = listen(SOUND)

    def half(sound: bytes) -> Heard:
        return replace(heard, length=Samples(heard.length // 2))

    assert fault(SENTENCE, SOUND, Judge(half)) == "sound of which only 50% can be decoded"


def test_sound_of_another_kind_is_no_mp3() -> None:
    def anything(sound: bytes) -> Heard:
        return listen(SOUND)

    assert fault(SENTENCE, b"OggS" + bytes(4000), Judge(anything)) == "sound that is no MP3"


@pytest.mark.parametrize("after", [b"", b"TAG" + bytes(125), bytes(300)], ids=["nothing", "a tag", "padding"])
def test_what_may_stand_after_the_frames_is_no_fault(after: bytes) -> None:
    stream = mp3.stream(SOUND + after)
    assert (stream.fault, stream.samples) == ("", listen(SOUND).length)


def test_a_tag_before_the_frames_is_passed_over() -> None:
    tag = b"ID3\x04\x00\x00\x00\x00\x01\x02" + bytes(130)
    assert mp3.stream(tag + SOUND).samples == listen(SOUND).length


@pytest.mark.parametrize(
    ("rate", "bits", "channels"), [(24_000, 32, 1), (44_100, 128, 2), (48_000, 64, 1), (8_000, 8, 1)]
)
def test_frames_are_counted_for_every_kind_of_mp3(rate: int, bits: int, channels: int) -> None:
    sound = encoded(np.zeros(rate), rate=rate, bits=bits, channels=channels)
    stream = mp3.stream(sound)
    assert stream.fault == ""
    assert {frame.header.rate for frame in stream.frames} == {rate}
    assert stream.samples == listen(sound).length


# How it is wrapped.


def test_an_answer_cut_at_any_place_before_the_end_of_its_entry_has_no_sound() -> None:
    sound = SOUND[:600]
    answer = answer_with(sound)
    end = answer.index(b'"generic"]]') + len(b'"generic"]]')
    found = []
    for stop in range(end):
        try:
            found.append(sound_of(answer[:stop]))
        except UnfitError:
            continue
    assert found == []
    assert sound_of(answer[:end]) == sound


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"", "an empty answer"),
        (b" \n", "an empty answer"),
        (b"<!DOCTYPE html><p>jQ1olc</p>", "a web page"),
        (wrapped(entry([])), "no sound"),
        (wrapped(entry([""])), "no sound"),
        (wrapped(entry(None)), "no sound"),
        (wrapped(entry(["AAAA", "AAAA"])), "2 parts"),
        (wrapped(entry(["AAAA"]), entry(["AAAA"])), "2 parts"),
        (wrapped(entry([base64_of(b"12345")[:-1]])), "base64"),
        (wrapped(entry(["ab cd"])), "base64"),
        (b"\xff\xfe jQ1olc", "another form"),
        (b"[" * 100_000 + b"jQ1olc", "another form"),
        (wrapped(["wrb.fr", "jQ1olc", "not json"]), "another form"),
        (wrapped(["wrb.fr", "jQ1olc", 7]), "another form"),
        (wrapped(["wrb.fr", "jQ1olc", "7"]), "another form"),
        (b"{}", "no speech"),
        (b"rate limit exceeded", "no speech"),
    ],
)
def test_an_answer_without_one_sound_is_told_for_what_it_is(answer: bytes, told: str) -> None:
    with pytest.raises(UnfitError, match=told):
        sound_of(answer)
