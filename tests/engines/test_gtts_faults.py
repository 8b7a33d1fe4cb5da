"""gTTS in bad weather: slow, busy, broken and lying services, what is asked of them, and what is said of them."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from bulletin.engines.gtts import service
from bulletin.engines.gtts.engine import GttsEngine
from bulletin.engines.gtts.lengths import ENOUGH_ANSWERS
from bulletin.engines.gtts.service import ADDRESS, GOOGLE, PATIENCE, RUN_VARIABLE
from bulletin.engines.gtts.session import MOST_PARALLEL, PARALLEL, GttsSession
from bulletin.engines.online import pace
from bulletin.engines.online.pace import FIRST_WAIT_SECONDS, JITTER
from bulletin.engines.online.patience import seconds_of
from bulletin.errors import (
    BulletinError,
    ConfigurationError,
    EngineError,
    ServiceAnswerError,
    TryLaterError,
    first_words,
)
from bulletin.schema.clip import Heard
from bulletin.sound.decode import listen
from tests.engines.contract import SENTENCE, SENTENCES
from tests.standins.google import (
    Fault,
    GoogleStandIn,
    QuickClock,
    _Handler,
    answer_with,
    bad_gzip,
    click,
    cut_base64,
    cut_short,
    cut_sound,
    drip,
    hang,
    hang_up,
    holed_sound,
    hum,
    no_result,
    other_call,
    other_form,
    over_lines,
    page,
    reset,
    says,
    status,
    too_large,
    two_parts,
    two_results,
    weather,
    without_last_chunk,
    without_length,
)
from tests.tiers import by_tier

BROKEN: dict[str, Fault] = {
    "cut short of its length": cut_short,
    "hung up": hang_up,
    "reset": reset,
    "chunks without an end": without_last_chunk,
    "badly packed": bad_gzip,
}
"""Answers that do not come whole, and do not claim to have."""

UNFIT: dict[str, Fault] = {
    "half an answer of no told length": without_length,
    "base64 that lacks its end": cut_base64,
    "an MP3 that is cut inside": cut_sound,
    "an MP3 with a hole": holed_sound,
    "two parts": two_parts,
    "two results": two_results,
    "no result": no_result,
    "a word for a sentence": says("शहर"),
    "a speech for a sentence": says(" ".join(SENTENCES * 2)),
    "a click in silence": click,
    "a web page": page,
}
"""Answers that come whole, and are not the speech that was asked for."""

CHANGED: dict[str, Fault] = {
    "another call": other_call,
    "another form": other_form,
    "plain words": lambda handler, _: handler.reply(200, b"no such method"),
}
"""Answers of a service that is not what it used to be."""

SLOW: dict[str, Fault] = {
    "a body that drips": drip(head=False),
    "a head that drips": drip(head=True),
    "no answer": hang,
}
"""Answers that would take minutes, or for ever."""


HANDLES = Path("/proc/self/fd")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the machine's own trust, and the direct way."""
    for name in (
        "REQUESTS_CA_BUNDLE",
        "CURL_CA_BUNDLE",
        "NO_PROXY",
        "no_proxy",
        "all_proxy",
        RUN_VARIABLE,
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def clock() -> QuickClock:
    return QuickClock()


@pytest.fixture
def session(google: GoogleStandIn, clock: QuickClock) -> Iterator[GttsSession]:
    """A session whose pauses pass at once."""
    with GttsSession("hi", listen, clock=clock) as session:
        yield session


@pytest.fixture
def short_deadlines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deadlines in tenths of a second, for real waits."""
    monkeypatch.setattr(service, "PATIENCE", replace(PATIENCE, attempt_seconds=0.2, asking_seconds=0.5))
    monkeypatch.setattr(pace, "FIRST_WAIT_SECONDS", 0.01)
    monkeypatch.setattr(pace, "LONGEST_WAIT_SECONDS", 0.02)


def refused(session: GttsSession, text: str = SENTENCE) -> BulletinError:
    """The error that speaking ends in."""
    with pytest.raises(BulletinError) as caught:
        session.speak(text)
    return caught.value


def told(error: BulletinError) -> str:
    """All that a person gets to read of an error."""
    return f"{error}\n{error.source}\n{error.remedy}"


def voices() -> list[threading.Thread]:
    """The threads in which requests are under way."""
    return [thread for thread in threading.enumerate() if thread.name == "gtts"]


def handles() -> int:
    """How many files and sockets this process has open, where it can be counted."""
    return len(list(HANDLES.iterdir())) if HANDLES.is_dir() else 0


def until(true: Callable[[], bool]) -> bool:
    """Whether it becomes true within five seconds."""
    ends = time.monotonic() + 5
    while not true() and time.monotonic() < ends:
        time.sleep(0.01)
    return true()


# Answers that do not come whole.


@pytest.mark.parametrize("fault", BROKEN.values(), ids=BROKEN)
def test_a_broken_answer_is_made_good_by_the_next(
    google: GoogleStandIn, session: GttsSession, fault: Fault
) -> None:
    google.plan(fault)
    assert session.speak(SENTENCE).sound == hum(SENTENCE)
    assert len(google.texts) == 2


@pytest.mark.parametrize("fault", BROKEN.values(), ids=BROKEN)
def test_broken_answers_are_never_kept(google: GoogleStandIn, session: GttsSession, fault: Fault) -> None:
    google.always = fault
    error = refused(session)
    assert (type(error), error.error_id) == (TryLaterError, "net.unreachable")
    assert f"asked {PATIENCE.broken_attempts} times" in error.what
    assert len(google.texts) == PATIENCE.broken_attempts


def test_an_answer_cut_after_any_number_of_bytes_is_made_good(
    google: GoogleStandIn, session: GttsSession
) -> None:
    size = 31_000

    def cut_after(bytes_: int) -> Fault:
        def fault(handler: _Handler, text: str) -> None:
            handler.reply(200, bytes(size), cut=bytes_)

        return fault

    for bytes_ in (0, 1, 1000, 16_384, size - 1):
        google.texts.clear()
        google.plan(cut_after(bytes_))
        assert session.speak(SENTENCE).sound == hum(SENTENCE)
        assert len(google.texts) == 2


# Answers that come whole, and are not speech.


@pytest.mark.parametrize("fault", UNFIT.values(), ids=UNFIT)
def test_an_unfit_answer_is_made_good_by_the_next(
    google: GoogleStandIn, session: GttsSession, fault: Fault
) -> None:
    google.plan(fault)
    assert session.speak(SENTENCE).sound == hum(SENTENCE)
    assert len(google.texts) == 2


@pytest.mark.parametrize("fault", UNFIT.values(), ids=UNFIT)
def test_unfit_answers_are_never_kept_and_told_with_their_sentence(
    google: GoogleStandIn, session: GttsSession, fault: Fault
) -> None:
    google.always = fault
    error = refused(session)
    assert (type(error), error.code) == (ServiceAnswerError, 76)
    assert f"answered {PATIENCE.unfit_attempts} times" in error.what
    assert error.source == first_words(SENTENCE, 60)
    assert len(google.texts) == PATIENCE.unfit_attempts == 3


def test_a_cut_answer_is_asked_for_six_times_while_other_requests_succeed(
    google: GoogleStandIn, session: GttsSession
) -> None:
    session.speak(SENTENCES[1])
    google.texts.clear()
    google.plan(*[cut_sound] * 5)
    assert session.speak(SENTENCE).sound == hum(SENTENCE)
    assert len(google.texts) == PATIENCE.later_unfit_attempts == 6


def test_a_service_that_cuts_everything_is_asked_less_often_after_the_first_failure(
    google: GoogleStandIn, session: GttsSession
) -> None:
    session.speak(SENTENCES[1])
    google.always = cut_sound
    asked = []
    for text in (SENTENCE, SENTENCES[2]):
        google.texts.clear()
        assert refused(session, text).code == 76
        asked.append(len(google.texts))
    assert asked == [6, 3]


def test_a_success_elsewhere_brings_the_later_attempts(google: GoogleStandIn, session: GttsSession) -> None:
    def cut_but_one(handler: _Handler, text: str) -> None:
        if text == SENTENCE:
            if google.texts.count(SENTENCE) == 3:
                assert session.speak(SENTENCES[1]).sound == hum(SENTENCES[1])
            cut_sound(handler, text)
        else:
            handler.reply(200, answer_with(hum(text)))

    google.always = cut_but_one
    assert "answered 6 times" in refused(session).what


def slowly(handler: Any, text: str) -> None:
    """Speech of the text, by a voice that takes its time."""
    handler.reply(200, answer_with(hum(f"{text} {text}")))


def test_a_sentence_that_lacks_its_end_is_found_out_by_the_others(
    google: GoogleStandIn, session: GttsSession
) -> None:
    google.always = slowly
    for number in range(ENOUGH_ANSWERS):
        session.speak(SENTENCES[number % len(SENTENCES)])
    google.always = says(SENTENCE[: len(SENTENCE) * 7 // 10])
    error = refused(session)
    assert error.code == 76
    assert "are usual" in error.what


@pytest.mark.parametrize("fault", CHANGED.values(), ids=CHANGED)
def test_a_service_that_has_changed_is_told_as_such(
    google: GoogleStandIn, session: GttsSession, fault: Fault
) -> None:
    google.always = fault
    error = refused(session)
    assert (error.code, error.error_id) == (76, "svc.changed")
    assert "it may have changed" in error.what
    assert "Update" in error.remedy


def test_json_that_is_broken_over_lines_is_no_change(google: GoogleStandIn, session: GttsSession) -> None:
    google.plan(over_lines)
    assert session.speak(SENTENCE).sound == hum(SENTENCE)
    assert len(google.texts) == 1


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 410])
def test_a_refusal_for_good_ends_it_at_once(google: GoogleStandIn, session: GttsSession, code: int) -> None:
    google.always = status(code)
    error = refused(session)
    assert (type(error), error.code, error.error_id) == (EngineError, 69, "svc.refused")
    assert (f"HTTP {code}" in error.what, "espeak" in error.remedy) == (True, True)
    assert len(google.texts) == 1


@pytest.mark.parametrize("code", [204, 301, 302, 307, 511])
def test_a_network_that_asks_for_a_log_in_is_told_at_once(
    google: GoogleStandIn, session: GttsSession, code: int
) -> None:
    google.always = status(code, Location="http://login.invalid/")
    error = refused(session)
    assert (error.code, error.error_id) == (76, "net.captive")
    assert len(google.texts) == 1


def test_an_enormous_answer_is_not_read_to_its_end(google: GoogleStandIn, session: GttsSession) -> None:
    google.always = too_large
    error = refused(session)
    assert (error.code, "more than 4 MB" in error.what) == (76, True)


def test_text_without_anything_to_say_is_refused_before_it_is_sent(
    google: GoogleStandIn, session: GttsSession
) -> None:
    for text in ("", " ", "...", "?!"):
        assert refused(session, text).code == 69
    assert google.texts == []


# Deadlines.


@pytest.mark.parametrize("fault", SLOW.values(), ids=SLOW)
def test_a_slow_answer_outlasts_no_deadline(
    google: GoogleStandIn, short_deadlines: None, fault: Fault
) -> None:
    google.always = fault
    with GttsEngine().open("hi", listen) as session:
        error = refused(session)
        assert (type(error), error.error_id) == (TryLaterError, "net.unreachable")
        assert "no whole answer within" in error.what
        assert len(google.texts) <= 3
        # Nothing goes on behind our back.
        assert until(lambda: voices() == [])


def test_a_secure_connection_that_is_never_made_outlasts_no_deadline(
    monkeypatch: pytest.MonkeyPatch, short_deadlines: None
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        monkeypatch.setenv("BULLETIN_GTTS_URL", f"https://127.0.0.1:{deaf.getsockname()[1]}")
        with GttsEngine().open("hi", listen) as session:
            assert refused(session).error_id == "net.unreachable"
            assert until(lambda: voices() == [])


def test_a_look_up_of_a_name_that_takes_for_ever_outlasts_no_deadline(
    monkeypatch: pytest.MonkeyPatch, short_deadlines: None
) -> None:
    answered = threading.Event()

    def never(*_: object, **__: object) -> list[object]:
        answered.wait()
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")

    monkeypatch.setattr(socket, "getaddrinfo", never)
    monkeypatch.setenv("BULLETIN_GTTS_URL", "http://speech.invalid")
    with GttsEngine().open("hi", listen) as session:
        assert refused(session).error_id == "net.unreachable"
    answered.set()
    assert until(lambda: voices() == [])


def test_all_tries_and_pauses_of_a_request_together_have_a_deadline(
    google: GoogleStandIn, session: GttsSession, clock: QuickClock
) -> None:
    google.always = status(429, Retry_After="50")
    error = refused(session)
    assert (type(error), error.error_id) == (TryLaterError, "net.rate_limited")
    assert 100 <= clock.time <= PATIENCE.request_seconds
    assert len(google.texts) == len(clock.pauses) + 1
    assert re.search(r"HTTP 429, waited \d times, \d+ s", error.what)


def test_unfit_answers_do_not_begin_the_deadline_anew(
    google: GoogleStandIn, session: GttsSession, clock: QuickClock
) -> None:
    google.plan(*[status(503, Retry_After="40"), status(503, Retry_After="40"), page] * 9)
    refused(session)
    assert clock.time <= PATIENCE.request_seconds


def test_the_run_has_a_deadline_of_its_own(
    google: GoogleStandIn, clock: QuickClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_SECONDS", "1000")
    with GttsSession("hi", listen, clock=clock) as session:
        clock.time = 999
        session.speak(SENTENCE)
        clock.time = 1000
        error = refused(session)
    assert (type(error), error.error_id) == (TryLaterError, "net.deadline")
    assert "within 17 minutes" in error.what
    assert len(google.texts) == 1


def test_no_pause_outlasts_the_run(
    google: GoogleStandIn, clock: QuickClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_SECONDS", "30")
    google.always = status(503)
    with GttsSession("hi", listen, clock=clock) as session:
        assert refused(session).code == 75
    assert clock.time <= 30


def test_a_run_may_take_an_hour_if_nobody_says_otherwise() -> None:
    assert seconds_of(RUN_VARIABLE, PATIENCE.run_seconds) == 3600


@pytest.mark.parametrize("value", ["soon", "0", "-1", "nan", "inf", "1e999"])
def test_a_deadline_that_is_none_is_a_configuration_error(
    google: GoogleStandIn, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_SECONDS", value)
    with pytest.raises(ConfigurationError, match="BULLETIN_GTTS_SECONDS"):
        GttsEngine().open("hi", listen)


# Pushing back.


def test_the_service_gets_the_pause_it_asks_for_in_seconds(
    google: GoogleStandIn, session: GttsSession, clock: QuickClock
) -> None:
    google.plan(status(429, Retry_After="37"))
    session.speak(SENTENCE)
    assert len(clock.pauses) == 1
    assert 37 <= clock.pauses[0] <= 37 * (1 + JITTER)


def test_the_service_gets_the_pause_it_asks_for_with_a_date_of_its_own_clock(
    google: GoogleStandIn, session: GttsSession, clock: QuickClock
) -> None:
    google.plan(status(503, Retry_After=formatdate(time.time() + 40, usegmt=True)))
    session.speak(SENTENCE)
    assert 38 <= clock.pauses[0] <= 41 * (1 + JITTER)


@pytest.mark.parametrize("value", ["-3", "0", "1000000000", "soon", "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_a_wish_without_sense_is_met_with_a_pause_of_our_own(
    google: GoogleStandIn, session: GttsSession, clock: QuickClock, value: str
) -> None:
    google.plan(status(429, Retry_After=value))
    session.speak(SENTENCE)
    assert FIRST_WAIT_SECONDS <= clock.pauses[0] <= FIRST_WAIT_SECONDS * (1 + JITTER)


def test_a_pause_that_is_longer_than_we_have_is_not_begun(
    google: GoogleStandIn, session: GttsSession, clock: QuickClock
) -> None:
    google.always = status(429, Retry_After="3600")
    error = refused(session)
    assert (error.code, clock.pauses, len(google.texts)) == (75, [], 1)
    assert "it asks for 60 minutes" in error.what
    assert "in about 60 minutes" in error.remedy


def test_pauses_grow_while_nothing_succeeds(
    google: GoogleStandIn, session: GttsSession, clock: QuickClock
) -> None:
    google.plan(*[status(503)] * 5)
    session.speak(SENTENCE)
    assert len(clock.pauses) == 5
    for number, pause in enumerate(clock.pauses):
        assert 2**number <= pause <= 2**number * (1 + JITTER)


def test_a_service_without_time_is_told_with_its_status(google: GoogleStandIn, session: GttsSession) -> None:
    google.always = status(503)
    error = refused(session)
    assert (error.code, error.error_id) == (75, "net.busy")
    assert "HTTP 503" in error.what
    assert len(google.texts) == PATIENCE.attempts


def test_a_service_that_never_answered_is_given_up_after_half_a_minute(
    google: GoogleStandIn, session: GttsSession, clock: QuickClock
) -> None:
    google.always = status(503)
    refused(session)
    assert 31 <= clock.time <= 31 * (1 + JITTER)


def test_a_service_that_answered_before_is_waited_for_for_longer(
    google: GoogleStandIn, session: GttsSession, clock: QuickClock
) -> None:
    session.speak(SENTENCE)
    google.always = status(503)
    refused(session)
    assert 100 < clock.time <= PATIENCE.request_seconds


def test_pushing_back_slows_all_threads_down_and_success_lets_them_go(google: GoogleStandIn) -> None:
    together = threading.Barrier(8)

    def all_at_once(handler: _Handler, _: str) -> None:
        together.wait(timeout=10)
        handler.reply(429, b"")

    clock = QuickClock()
    google.plan(None, *[all_at_once] * 8)
    allowed: list[int] = []
    with GttsSession("hi", listen, 8, clock=clock) as session:
        clock.on_pause = lambda: allowed.append(session._client.pace.allowed)
        session.speak(SENTENCE)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(session.speak, SENTENCES * 2))
        assert allowed[0] == 4
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(session.speak, SENTENCES * 8))
        assert session._client.pace.allowed == 8
        assert session._client.pace.under_way == 0


def test_one_thread_sent_away_makes_the_others_pause(google: GoogleStandIn) -> None:
    clock = QuickClock()
    with GttsSession("hi", listen, 2, clock=clock) as session:
        google.plan(status(429, Retry_After="3600"))
        refused(session)
        asked = len(google.texts)
        # Another piece would have to wait for as long, so it is not even sent.
        error = refused(session, SENTENCES[1])
    assert error.error_id == "net.rate_limited"
    assert len(google.texts) == asked


@pytest.mark.parametrize("seed", by_tier([7], [7, 9, 16]))
def test_in_bad_weather_a_bulletin_takes_few_requests_more_than_pieces(
    google: GoogleStandIn, session: GttsSession, seed: int
) -> None:
    texts = SENTENCES * 20
    assert len(texts) == 120
    google.always = weather(seed)
    with ThreadPoolExecutor(session.parallel) as pool:
        spoken = list(pool.map(session.speak, texts))
    assert [speech.sound for speech in spoken] == [hum(text) for text in texts]
    assert 1.0 < len(google.texts) / len(texts) <= 1.6


def test_answers_that_never_come_are_bad_weather_too(
    google: GoogleStandIn, clock: QuickClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "PATIENCE", replace(PATIENCE, read_seconds=0.1))
    google.always = weather(4, stall=0.05)
    with (
        GttsSession("hi", listen, clock=clock) as session,
        ThreadPoolExecutor(session.parallel) as pool,
    ):
        spoken = list(pool.map(session.speak, SENTENCES * 10))
    assert [speech.sound for speech in spoken] == [hum(text) for text in SENTENCES * 10]
    assert 1.0 < len(google.texts) / len(spoken) <= 1.6


@pytest.mark.parametrize("parallel", [1, 16])
def test_the_answers_are_the_same_however_many_are_asked_for_at_once(
    google: GoogleStandIn, clock: QuickClock, parallel: int
) -> None:
    google.always = weather(3)
    with (
        GttsSession("hi", listen, parallel, clock=clock) as session,
        ThreadPoolExecutor(session.parallel) as pool,
    ):
        spoken = list(pool.map(session.speak, SENTENCES * 3))
    assert [speech.sound for speech in spoken] == [hum(text) for text in SENTENCES * 3]
    assert google.most_at_once <= parallel


@pytest.mark.parametrize(
    ("asked", "given"), [(None, PARALLEL), (0, 1), (-3, 1), (1, 1), (7, 7), (16, 16), (1000, MOST_PARALLEL)]
)
def test_as_many_requests_run_at_once_as_were_asked_for_from_one_to_sixteen(
    google: GoogleStandIn, asked: int | None, given: int
) -> None:
    with GttsEngine().open("hi", listen, parallel=asked) as session:
        assert session.parallel == given


def test_more_threads_than_that_wait_for_one_another(google: GoogleStandIn) -> None:
    google.delay = 0.1
    with GttsEngine().open("hi", listen, parallel=3) as session, ThreadPoolExecutor(12) as pool:
        list(pool.map(session.speak, SENTENCES * 4))
    assert google.most_at_once == 3
    assert google.connections == 3


def test_a_request_begins_while_an_answer_is_judged(google: GoogleStandIn) -> None:
    def slowly(sound: bytes) -> Heard:
        assert until(lambda: len(google.texts) == 2)
        return listen(sound)

    with GttsEngine().open("hi", slowly, parallel=1) as session, ThreadPoolExecutor(session.callers) as pool:
        spoken = list(pool.map(session.speak, SENTENCES[:2]))
    assert [one.sound for one in spoken] == [hum(text) for text in SENTENCES[:2]]
    assert google.most_at_once == 1


# A network that comes and goes.


def test_an_outage_of_ninety_seconds_is_sat_out(clock: QuickClock, monkeypatch: pytest.MonkeyPatch) -> None:
    with GoogleStandIn() as before:
        monkeypatch.setenv("BULLETIN_GTTS_URL", before.address)
        session = GttsSession("hi", listen, clock=clock)
        session.speak(SENTENCE)
    # Closed for good: its kept connections are answered no more either.
    session._connections._free[0].cut()
    after: list[GoogleStandIn] = []

    def come_back() -> None:
        if clock.time > 90 and not after:
            after.append(GoogleStandIn(port=before.port).__enter__())

    clock.on_pause = come_back
    try:
        with session:
            assert session.speak(SENTENCES[1]).sound == hum(SENTENCES[1])
    finally:
        for stand_in in after:
            stand_in.__exit__(None, None, None)
    assert 90 < clock.time < PATIENCE.request_seconds
    assert after[0].texts == [SENTENCES[1]]


def test_no_deadline_is_over_for_an_hour_that_was_slept_away_in_a_pause(
    google: GoogleStandIn, session: GttsSession, clock: QuickClock
) -> None:
    def sleep() -> None:
        clock.time += 3600 if len(clock.pauses) == 1 else 0

    clock.on_pause = sleep
    google.plan(status(503), status(503))
    assert session.speak(SENTENCE).sound == hum(SENTENCE)
    assert clock.time > 3600


def test_no_deadline_is_over_for_an_hour_that_was_slept_away_in_an_attempt(
    google: GoogleStandIn, session: GttsSession, clock: QuickClock
) -> None:
    def sleep(handler: _Handler, text: str) -> None:
        clock.time += 3600
        hang_up(handler, text)

    google.plan(sleep)
    assert session.speak(SENTENCE).sound == hum(SENTENCE)


def test_a_sleep_that_several_saw_is_one(clock: QuickClock, google: GoogleStandIn) -> None:
    with GttsSession("hi", listen, clock=clock) as session:
        began = session._client.time.now()
        clock.time += 100
        for _ in range(4):
            session._client.time.woke_up(30)
        assert session._client.time.now() - began == 30
        clock.time += 10
        session._client.time.woke_up(105)
        assert session._client.time.now() - began == 35


def test_where_ipv6_leads_nowhere_ipv4_is_used(
    google: GoogleStandIn, session: GttsSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = (socket.SOCK_STREAM, socket.IPPROTO_TCP, "")

    def both(_: str, port: int, *__: object, **___: object) -> list[object]:
        # Nobody listens at the first.
        return [
            (socket.AF_INET6, *stream, ("::1", 9, 0, 0)),
            (socket.AF_INET, *stream, ("127.0.0.1", port)),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    assert session.speak(SENTENCE).sound == hum(SENTENCE)


def test_a_network_that_never_was_there_is_not_waited_for(
    clock: QuickClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_URL", "http://speech.invalid")
    with GttsSession("hi", listen, clock=clock) as session:
        error = refused(session)
    assert (error.code, error.error_id, clock.pauses) == (75, "net.unreachable", [])
    assert "its name is not known" in error.what


# Connections, threads and the end.


def test_refusals_cost_no_connection(google: GoogleStandIn, session: GttsSession) -> None:
    google.plan(status(429), status(503), status(500), page)
    session.speak(SENTENCE)
    assert (len(google.texts), google.connections) == (5, 1)


def test_a_connection_that_the_service_has_closed_is_replaced(
    google: GoogleStandIn, session: GttsSession
) -> None:
    def last(handler: _Handler, text: str) -> None:
        handler.reply(200, b")]}'\n\n" + b"", {"Connection": "close"})
        handler.close_connection = True

    google.plan(last)
    assert session.speak(SENTENCE).sound == hum(SENTENCE)
    assert google.connections == 2


def test_a_session_leaves_no_threads_and_no_files_open(google: GoogleStandIn, clock: QuickClock) -> None:
    google.always = weather(11)
    before = handles()
    for _ in range(3):
        with GttsSession("hi", listen, 8, clock=clock) as session, ThreadPoolExecutor(8) as pool:
            list(pool.map(session.speak, SENTENCES * 3))
        assert until(lambda: voices() == [])
    # The stand-in's own ends close a little later.
    assert until(lambda: handles() <= before)


WAITS: dict[str, Fault] = {
    "for an answer": hang,
    "for a dripping answer": drip(head=False),
    "for its turn after a refusal": status(429, Retry_After="100"),
}


@pytest.mark.parametrize("fault", WAITS.values(), ids=WAITS)
def test_closing_the_session_ends_every_wait_within_half_a_second(
    google: GoogleStandIn, fault: Fault
) -> None:
    google.always = fault
    caught: list[BulletinError] = []

    def ask(text: str) -> None:
        with pytest.raises(BulletinError) as error:
            opened.speak(text)
        caught.append(error.value)

    with GttsEngine().open("hi", listen, parallel=2) as opened:
        # Twice as many as may ask: half of them wait for their turn.
        threads = [threading.Thread(target=ask, args=(text,)) for text in SENTENCES[:4]]
        for thread in threads:
            thread.start()
        assert until(lambda: len(google.texts) >= 1)
        closing = time.monotonic()
    for thread in threads:
        thread.join(timeout=max(0.0, closing + 0.5 - time.monotonic()))
    assert [thread for thread in threads if thread.is_alive()] == []
    assert {error.code for error in caught} == {75}
    assert all("the run was ended" in error.what for error in caught)
    assert until(lambda: voices() == [])


def test_closing_the_session_ends_the_wait_for_a_name_that_is_looked_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, answered = threading.Event(), threading.Event()

    def never(*_: object, **__: object) -> list[object]:
        asked.set()
        answered.wait()
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")

    monkeypatch.setattr(socket, "getaddrinfo", never)
    monkeypatch.setenv("BULLETIN_GTTS_URL", "http://speech.invalid")
    caught: list[BulletinError] = []
    with GttsEngine().open("hi", listen) as session:
        thread = threading.Thread(target=lambda: caught.append(refused(session)))
        thread.start()
        assert asked.wait(timeout=5)
        closing = time.monotonic()
    thread.join(timeout=max(0.0, closing + 0.5 - time.monotonic()))
    still_waiting = thread.is_alive()
    answered.set()
    assert not still_waiting
    assert "the run was ended" in caught[0].what
    assert until(lambda: voices() == [])


def test_a_closed_session_asks_nobody(google: GoogleStandIn) -> None:
    with GttsEngine().open("hi", listen) as session:
        pass
    assert refused(session).code == 75
    assert google.texts == []


# What is told of addresses, and to whom.

PASSWORD = "s3cret-w0rd"

TELLING: dict[str, Fault] = {
    **BROKEN,
    "429": status(429),
    "429 for long": status(429, Retry_After="3600"),
    "503": status(503),
    "403": status(403),
    "407": status(407),
    "302": status(302, Location="/"),
    "too large": too_large,
    "a page": page,
    "another call": other_call,
}


@pytest.mark.parametrize("fault", TELLING.values(), ids=TELLING)
def test_no_error_tells_the_password_in_the_services_address(
    google: GoogleStandIn, clock: QuickClock, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_URL", f"http://reader:{PASSWORD}@127.0.0.1:{google.port}")
    google.always = fault
    with GttsSession("hi", listen, clock=clock) as session:
        error = refused(session)
    assert google.credentials[0] is not None
    assert not re.search(f"{PASSWORD}|reader", told(error) + repr(error))
    assert error.source.startswith((f"http://***@127.0.0.1:{google.port}/", '"'))


@pytest.mark.parametrize(
    "address", [f"reader:{PASSWORD}@host", f"http://reader:{PASSWORD}@", f"ftp://a:{PASSWORD}@b"]
)
def test_an_address_that_is_none_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_URL", address)
    with GttsEngine().open("hi", listen) as session:
        error = refused(session)
    assert error.error_id == "net.address"
    assert PASSWORD not in told(error)


def test_the_service_is_not_told_the_passwords_of_this_machine(
    google: GoogleStandIn, session: GttsSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("netrc").write_text(f"default login reader password {PASSWORD}\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", "netrc")
    session.speak(SENTENCE)
    assert google.credentials == [None]


def test_a_list_of_certificates_that_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, clock: QuickClock
) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_URL", "https://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "nowhere.pem")
    with GttsSession("hi", listen, clock=clock) as session:
        error = refused(session)
    assert (error.code, error.error_id) == (69, "net.certificate")
    assert "REQUESTS_CA_BUNDLE" in error.source


def test_the_way_to_the_service_is_google_s_if_nobody_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BULLETIN_GTTS_URL")
    assert GOOGLE.address(ADDRESS) == "https://translate.google.com"
