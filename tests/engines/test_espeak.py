"""espeak-ng: says what is written and nothing else, survives what kills it, and cleans up after itself."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bulletin.engines.espeak.engine import EspeakEngine, EspeakSession
from bulletin.errors import ConfigurationError, EngineError, first_words
from bulletin.schema.clip import Speech
from bulletin.sound.decode import listen
from tests.engines.contract import SENTENCE, SENTENCES, EngineContract, seconds

DEADLY = {"a Hindi word after dashes": "---लच्छेद", "a long run of s'": "s'" * 220}
"""Text that ends the process of some espeak-ng or other."""


class TestEspeak(EngineContract):
    engine = EspeakEngine()


@pytest.fixture
def session() -> Iterator[EspeakSession]:
    with EspeakEngine().open("hi", listen) as session:
        yield session


def words_of(text: str, speech: Speech) -> list[str]:
    """The words that a speech has times for, in order."""
    return [text[word.start : word.start + word.length] for word in speech.words]


@pytest.mark.parametrize("text", DEADLY.values(), ids=DEADLY)
def test_deadly_text_is_spoken_or_refused_by_name(session: EspeakSession, text: str) -> None:
    try:
        assert seconds(session.speak(text)) > 0.3
    except EngineError as error:
        assert error.source == first_words(text, 60)
        assert error.error_id == "engine.crashed"


@pytest.mark.parametrize("text", DEADLY.values(), ids=DEADLY)
def test_the_request_after_deadly_text_is_served(session: EspeakSession, text: str) -> None:
    before = session.speak(SENTENCE)
    with contextlib.suppress(EngineError):
        session.speak(text)
    assert session.speak(SENTENCE) == before


def test_deadly_text_in_one_thread_costs_the_others_nothing(session: EspeakSession) -> None:
    def spoken(text: str) -> Speech | None:
        try:
            return session.speak(text)
        except EngineError:
            return None

    alone = [session.speak(text) for text in SENTENCES[:3]]
    mixed = [text for sentence in SENTENCES[:3] for text in (*DEADLY.values(), sentence)]
    with ThreadPoolExecutor(session.parallel) as pool:
        assert list(pool.map(spoken, mixed))[len(DEADLY) :: len(DEADLY) + 1] == alone


def test_every_worker_gives_the_same_samples(session: EspeakSession) -> None:
    speeches = set()
    for _ in range(3):
        speeches.add(session.speak(SENTENCE).sound)
        for worker in session._workers._started:
            worker.kill()
            worker.wait()
    assert len(speeches) == 1


def test_what_was_said_before_does_not_change_what_is_said_now(session: EspeakSession) -> None:
    with EspeakEngine().open("hi", listen) as fresh:
        first = fresh.speak(SENTENCE)
    for text in SENTENCES:
        session.speak(text)
    assert session.speak(SENTENCE) == first


@pytest.mark.parametrize("text", SENTENCES)
def test_every_word_of_a_sentence_has_its_time(session: EspeakSession, text: str) -> None:
    assert words_of(text, session.speak(text)) == text.split()


def test_words_that_are_respelled_keep_their_place(session: EspeakSession) -> None:
    text = "पचपन और सड़सठ लोग, इकसठ दिन बाद मिले।"
    assert words_of(text, session.speak(text)) == text.split()


def test_a_word_begins_where_the_words_before_it_end(session: EspeakSession) -> None:
    *before, last = SENTENCE.split()
    speech = session.speak(SENTENCE)
    without_last = seconds(session.speak(" ".join(before)))
    assert speech.words[-1].at / speech.rate == pytest.approx(without_last, abs=0.4), last


def test_a_variant_sounds_different(session: EspeakSession) -> None:
    with EspeakEngine().open("hi+f3", listen) as variant:
        assert variant.speak(SENTENCE).sound != session.speak(SENTENCE).sound


@pytest.mark.parametrize("voice", ["hi+nobody", "en", "hi+../../en", "hi+", "+f3 ", "HI"])
def test_a_variant_that_is_not_there_is_a_configuration_error(voice: str) -> None:
    with pytest.raises(ConfigurationError):
        EspeakEngine().check(voice)


def test_a_variant_may_be_named_without_the_language() -> None:
    assert EspeakEngine().check("+f3") == "hi+f3"


def test_a_phoneme_bracket_is_spelled_out(session: EspeakSession) -> None:
    assert seconds(session.speak("[[h@l]]")) > 2 * seconds(session.speak("hal"))


def test_an_audio_tag_is_read_as_text(session: EspeakSession) -> None:
    assert seconds(session.speak('<audio src="/etc/passwd"/>')) > 2


def test_a_break_tag_makes_no_pause(session: EspeakSession) -> None:
    assert seconds(session.speak(f'<break time="600s"/> {SENTENCE}')) < 20


def test_a_leading_option_is_read_as_text(session: EspeakSession) -> None:
    text = f"-v en {SENTENCE}"
    speech = session.speak(text)
    assert words_of(text, speech)[-len(SENTENCE.split()) :] == SENTENCE.split()
    assert seconds(speech) > seconds(session.speak(SENTENCE)) + 0.2


def test_no_worker_outlives_its_session() -> None:
    with EspeakEngine().open("hi", listen) as session:
        with ThreadPoolExecutor(session.parallel) as pool:
            list(pool.map(session.speak, SENTENCES))
        workers = list(session._workers._started)
    assert workers
    assert [worker.poll() for worker in workers if worker.poll() is None] == []


def test_no_worker_outlives_a_session_closed_in_mid_sentence() -> None:
    session = EspeakEngine().open("hi", listen)

    def speak_for_long() -> None:
        with contextlib.suppress(EngineError):
            session.speak(" ".join(SENTENCES * 60))

    speaker = threading.Thread(target=speak_for_long)
    try:
        speaker.start()
        while not session._workers._started:
            time.sleep(0.01)
        time.sleep(0.1)
        session.__exit__(None, None, None)
        speaker.join()
        assert not session._workers._started
    finally:
        session.__exit__(None, None, None)


def test_no_worker_outlives_its_crash(session: EspeakSession) -> None:
    with contextlib.suppress(EngineError):
        session.speak(DEADLY["a Hindi word after dashes"])
    assert all(worker.poll() is None for worker in session._workers._started)
    assert len(session._workers._started) <= session.parallel
