"""The contract for engines: each promise is noticed where it is broken."""

from __future__ import annotations

import itertools
import mmap
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bulletin.engines.tone import ToneEngine, ToneSession
from bulletin.errors import ConfigurationError
from bulletin.schema.clip import Speech
from bulletin.schema.manner import NATURAL, Manner
from bulletin.schema.units import Samples
from bulletin.sound.decode import listen
from bulletin.testing import EngineContract
from bulletin.testing.memory import KNOWN
from bulletin.testing.texts import SYNTAX

Change = Callable[[ToneSession, str], Speech]


def natural(session: ToneSession, text: str) -> Speech:
    return ToneSession.speak(session, text)


class Mutant(ToneEngine):
    """An engine that keeps what it promises but for one thing."""

    say: Change = staticmethod(natural)

    def open(
        self, voice: str, *_: Any, manner: Manner = NATURAL, parallel: int | None = None, **__: Any
    ) -> Any:
        self.check(voice, manner)
        say = self.say

        class Session(ToneSession):
            def speak(self, text: str) -> Speech:
                return say(self, text)

        return Session(manner, parallel or 2)


def silent(session: ToneSession, text: str) -> Speech:
    speech = natural(session, text)
    return replace(speech, sound=bytes(len(speech.sound)))


def claims_half(session: ToneSession, text: str) -> Speech:
    speech = natural(session, text)
    return replace(speech, length=Samples(speech.length // 2))


_kept: list[mmap.mmap] = []


def keeps_all(session: ToneSession, text: str) -> Speech:
    speech = natural(session, text)
    # Pages of its own: memory which a long run has left free would hide what is kept.
    kept = mmap.mmap(-1, 20 * len(speech.sound))
    kept.write(speech.sound * 20)
    _kept.append(kept)
    return speech


def cut_off(session: ToneSession, text: str) -> Speech:
    return natural(session, text[:300])


def longer_than_its_sound(session: ToneSession, text: str) -> Speech:
    speech = natural(session, text)
    return replace(speech, length=Samples(speech.length + 1))


def obeys_breaks(session: ToneSession, text: str) -> Speech:
    speech = natural(session, text)
    pause = bytes(20 * speech.rate) if "<break" in text else b""
    return replace(speech, sound=speech.sound + pause, length=Samples(speech.length + len(pause) // 2))


def swallows_tags(session: ToneSession, text: str) -> Speech:
    return natural(session, text.partition("<")[0] or "ह")


def times_in_milliseconds(session: ToneSession, text: str) -> Speech:
    speech = natural(session, text)
    words = tuple(replace(word, at=Samples(word.at * 1000 // speech.rate)) for word in speech.words)
    return replace(speech, words=words)


def tells_words_twice(session: ToneSession, text: str) -> Speech:
    speech = natural(session, text)
    return replace(speech, words=tuple(word for word in speech.words for _ in range(2)))


def takes_phrases_for_words(session: ToneSession, text: str) -> Speech:
    speech = natural(session, text)
    return replace(speech, words=(replace(speech.words[0], length=len(text)),))


_counter = itertools.count(1)


def never_twice_the_same(session: ToneSession, text: str) -> Speech:
    speech = natural(session, text)
    return replace(speech, sound=speech.sound[:-2] + next(_counter).to_bytes(2, "little"))


class OpensAnything(Mutant):
    def check(self, voice: str, manner: Manner = NATURAL) -> str:
        return "hum"


class IgnoresManners(Mutant):
    def open(self, voice: str, *_: Any, parallel: int | None = None, **__: Any) -> Any:
        return ToneSession(NATURAL, parallel or 2)


class OpensWhatItRefuses(Mutant):
    def check(self, voice: str, manner: Manner = NATURAL) -> str:
        if not manner.natural:
            raise ConfigurationError("it cannot.", error_id="voice.manner", remedy="Leave it out.")
        return super().check(voice, manner)

    def open(self, *_: Any, parallel: int | None = None, **__: Any) -> Any:
        return ToneSession(NATURAL, parallel or 2)


class IgnoresParallel(Mutant):
    def open(self, voice: str, *_: Any, manner: Manner = NATURAL, **__: Any) -> Any:
        self.check(voice, manner)
        return ToneSession(manner, 8)


class NewVersionEveryTime(Mutant):
    def version(self, voice: str) -> str:
        return str(next(_counter))


class LeavesAProcess(Mutant):
    left: subprocess.Popen[bytes] | None = None

    def open(self, voice: str, *_: Any, manner: Manner = NATURAL, **__: Any) -> Any:
        type(self).left = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        return ToneSession(manner, 2)


def saying(change: Change) -> type[Mutant]:
    return type(change.__name__, (Mutant,), {"say": staticmethod(change)})


BROKEN: dict[str, tuple[type[Mutant], str]] = {
    "silence": (saying(silent), "test_speech_is_not_silence"),
    "sound that the judge refuses": (
        saying(claims_half),
        "test_nothing_it_gives_is_thrown_away_by_the_judge",
    ),
    "a text cut off": (saying(cut_off), "test_a_text_as_long_as_its_limit_is_spoken_whole"),
    "a wrong length": (saying(longer_than_its_sound), "test_the_sound_is_as_long_as_it_claims"),
    "another sound each time": (saying(never_twice_the_same), "test_the_same_text_gives_the_same_samples"),
    "another session, another sound": (
        saying(never_twice_the_same),
        "test_a_second_session_gives_what_the_first_gave",
    ),
    "word times in milliseconds": (
        saying(times_in_milliseconds),
        "test_words_have_the_times_when_they_are_spoken",
    ),
    "words told twice": (saying(tells_words_twice), "test_words_come_once_and_in_the_order_of_the_text"),
    "phrases for words": (saying(takes_phrases_for_words), "test_words_lie_within_the_text"),
    "an unknown voice opened": (OpensAnything, "test_a_voice_that_is_not_there_is_not_opened"),
    "an unknown voice let pass": (OpensAnything, "test_a_voice_that_is_not_there_is_a_configuration_error"),
    "a rate ignored": (IgnoresManners, "test_a_voice_asked_to_speak_faster_does_or_refuses"),
    "a pitch ignored": (IgnoresManners, "test_a_voice_asked_to_speak_higher_does_or_refuses"),
    "a refused rate opened": (OpensWhatItRefuses, "test_a_voice_asked_to_speak_faster_does_or_refuses"),
    "a version that changes": (NewVersionEveryTime, "test_the_version_of_a_voice_stays_the_same"),
}


def checked(engine: ToneEngine, promise: str, *arguments: object) -> None:
    """Run one test of the contract on an engine."""
    contract = EngineContract()
    contract.engine = engine
    test = getattr(contract, promise)
    if "session" in test.__code__.co_varnames[: test.__code__.co_argcount]:
        with engine.open("hum", listen) as session:
            test(session, *arguments)
    else:
        test(*arguments)


BREACH = (AssertionError, pytest.fail.Exception)


@pytest.mark.parametrize(("mutant", "promise"), BROKEN.values(), ids=BROKEN)
def test_a_broken_promise_is_noticed(mutant: type[Mutant], promise: str) -> None:
    with pytest.raises(BREACH):
        checked(mutant(), promise)


@pytest.mark.parametrize("promise", sorted({promise for _, promise in BROKEN.values()}))
def test_an_engine_that_keeps_its_promises_passes(promise: str) -> None:
    checked(Mutant(), promise)


@pytest.mark.parametrize(
    ("change", "order"), [(obeys_breaks, "a break"), (swallows_tags, "a tag that is not closed")]
)
def test_an_engine_that_takes_orders_from_the_text_is_noticed(change: Change, order: str) -> None:
    promise = "test_text_that_looks_like_markup_is_spoken_as_text"
    checked(Mutant(), promise, SYNTAX[order])
    with pytest.raises(BREACH):
        checked(saying(change)(), promise, SYNTAX[order])


def test_an_engine_that_does_more_at_once_than_it_was_asked_for_is_noticed() -> None:
    promise = "test_no_more_requests_run_at_once_than_it_was_asked_for"
    checked(Mutant(), promise, 3)
    with pytest.raises(BREACH):
        checked(IgnoresParallel(), promise, 3)


@pytest.mark.skipif(not KNOWN, reason="this system does not tell how much memory processes hold")
def test_an_engine_that_keeps_all_it_has_spoken_is_noticed() -> None:
    promise = "test_it_holds_no_more_memory_after_many_sentences_than_after_some"
    checked(Mutant(), promise)
    with pytest.raises(BREACH):
        checked(saying(keeps_all)(), promise)
    _kept.clear()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell of processes")
def test_a_process_left_behind_is_noticed() -> None:
    with pytest.raises(BREACH):
        checked(LeavesAProcess(), "test_no_process_outlives_its_session")
    left = LeavesAProcess.left
    assert left is not None
    left.communicate()
