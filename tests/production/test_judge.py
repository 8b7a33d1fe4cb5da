"""Hearing: what cannot be speech is never kept, whoever's engine gave it."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bulletin.engines.tone import ToneSession
from bulletin.errors import EngineError, TryLaterError
from bulletin.production.voice.judge import spoken, unfit
from bulletin.schema.clip import Speech, WordTime
from bulletin.schema.units import Hertz, Samples
from tests.standins.google import hum

TEXT = "नमस्ते, यह समाचार है।"
GOOD = ToneSession().speak(TEXT)
GOOD_MP3 = Speech(sound=hum(TEXT), encoding="mp3", rate=Hertz(24_000), length=Samples(0))


class Saying(ToneSession):
    """Gives what it is told to give, or raises it."""

    def __init__(self, what: object) -> None:
        super().__init__()
        self._what = what

    def speak(self, text: str) -> Speech:
        if isinstance(self._what, BaseException):
            raise self._what
        return self._what  # type: ignore[return-value]


def changed(**fields: Any) -> Speech:
    return replace(GOOD, **fields)


def mp3() -> Speech:
    from bulletin.sound.decode import listen

    return replace(GOOD_MP3, length=listen(GOOD_MP3.sound).length)


UNFIT: dict[str, Callable[[], object]] = {
    "nothing": lambda: None,
    "bytes alone": lambda: GOOD.sound,
    "no sound": lambda: changed(sound=b"", length=0),
    "text for sound": lambda: changed(sound="sound"),
    "silence": lambda: changed(sound=bytes(len(GOOD.sound))),
    "all but silence": lambda: changed(sound=b"\x05\x00" * GOOD.length),
    "an odd byte": lambda: changed(sound=GOOD.sound + b"\x01"),
    "half of the samples it tells of": lambda: changed(sound=GOOD.sound[: GOOD.length // 2 * 2]),
    "floats for samples": lambda: changed(sound=struct.pack("<f", float("nan")) * GOOD.length),
    "a length of 0": lambda: changed(length=0),
    "a length below 0": lambda: changed(length=-1),
    "a rate of 0": lambda: changed(rate=0),
    "a rate below 0": lambda: changed(rate=-16_000),
    "a rate of 10 MHz": lambda: changed(rate=10_000_000),
    "a rate with a fraction": lambda: changed(rate=16_000.5),
    "an unknown encoding": lambda: changed(encoding="wav"),
    "samples that are called MP3": lambda: changed(encoding="mp3"),
    "MP3 of another rate": lambda: replace(mp3(), rate=Hertz(48_000)),
    "MP3 of another length": lambda: replace(mp3(), length=Samples(240_000)),
    "a moment of sound": lambda: changed(sound=GOOD.sound[2000:2200], length=100),
    "ten minutes of sound": lambda: changed(sound=(GOOD.sound * 999)[:19_200_000], length=9_600_000),
}


@pytest.mark.parametrize("given", UNFIT.values(), ids=UNFIT)
def test_what_cannot_be_speech_is_an_engines_failure(given: Callable[[], object]) -> None:
    with pytest.raises(EngineError) as caught:
        spoken(Saying(given()), TEXT)

    assert caught.value.error_id == "engine.unfit"
    assert "नमस्ते" in caught.value.source


@pytest.mark.parametrize("given", [GOOD, mp3()], ids=["samples", "MP3"])
def test_speech_is_handed_on_as_it_is(given: Speech) -> None:
    assert spoken(Saying(given), TEXT) is given


@pytest.mark.parametrize("low", [-32_768, 32_767])
def test_the_loudest_sample_there_is_is_no_silence(low: int) -> None:
    sound = struct.pack("<h", low) * GOOD.length
    assert unfit(changed(sound=sound), TEXT) == ""


@pytest.mark.parametrize("error", [ValueError("no"), MemoryError(), SystemExit(0), StopIteration()], ids=repr)
def test_whatever_an_engine_raises_is_its_failure_and_no_success(error: BaseException) -> None:
    with pytest.raises(EngineError) as caught:
        spoken(Saying(error), TEXT)

    assert caught.value.error_id == "engine.failed"
    assert type(error).__name__ in caught.value.what


def test_an_error_of_the_surface_is_passed_on_as_it_is() -> None:
    error = TryLaterError("not now.", error_id="net.slow")
    with pytest.raises(TryLaterError) as caught:
        spoken(Saying(error), TEXT)

    assert caught.value is error


@pytest.mark.parametrize(
    "words",
    [
        ("word",),
        (WordTime(start=0, length=99, at=Samples(0)),),
        (WordTime(start=0, length=3, at=Samples(GOOD.length)),),
        (WordTime(start=-1, length=3, at=Samples(0)),),
        (WordTime(start=0, length=3, at="0"),),  # type: ignore[arg-type]
    ],
    ids=["no words", "beyond the text", "after the sound", "before the text", "times in words"],
)
def test_times_that_are_none_are_left_out_and_the_sound_is_kept(words: tuple[Any, ...]) -> None:
    assert spoken(Saying(changed(words=words)), TEXT) == changed(words=())
