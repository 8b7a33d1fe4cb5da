"""Edge against a stand-in: whole answers only, patient where it helps, never fooled, and closed clean."""

from __future__ import annotations

import base64
import gc
import importlib.metadata
import random
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import numpy as np
import pytest
from edge_tts import communicate, constants
from edge_tts.drm import DRM

from bulletin.engines.edge import conversations, service
from bulletin.engines.edge.engine import LIMIT, PARALLEL, EdgeEngine, EdgeSession, rate_of
from bulletin.engines.edge.service import PATIENCE
from bulletin.engines.online import client, pace
from bulletin.engines.online.clock import Clock
from bulletin.engines.online.pace import JITTER
from bulletin.errors import (
    BulletinError,
    ConfigurationError,
    EngineError,
    ServiceAnswerError,
    TryLaterError,
)
from bulletin.language.pieces import pieces
from bulletin.schema.manner import Manner
from bulletin.sound.decode import clip_segment, listen, samples_of
from tests.engines.contract import SENTENCE, SENTENCES, EngineContract, seconds
from tests.standins import edge as stand_ins
from tests.standins.edge import BLOCK, EdgeStandIn, Fault, broken, hum, refusal, status, unknown
from tests.standins.google import QuickClock
from tests.tiers import by_tier

PASSWORD = "s3cret-w0rd"
SWARA = "hi-IN-SwaraNeural"
MADHUR = "hi-IN-MadhurNeural"

USELESS: dict[str, Fault] = {
    "no sound": stand_ins.nothing,
    "bytes that are no sound": stand_ins.not_sound,
    "silence": stand_ins.silence,
    "too little sound": stand_ins.too_little,
    "too much sound": stand_ins.too_much,
    "sound without its end": stand_ins.without_its_end,
    "a text message that nobody knows": unknown("turn.maybe"),
    "a binary message without a head": stand_ins.headless,
    "words of another shape": stand_ins.shapeless,
}
"""Whole answers that are not the speech that was asked for."""

BROKEN: dict[str, Fault] = {
    "closed politely in mid-sound": broken(3, how="goodbye"),
    "ended in mid-sound": broken(3, how="end"),
    "reset in mid-sound": broken(3, how="reset"),
    "closed politely before any sound": broken(0, how="goodbye"),
    "reset before any sound": broken(0, how="reset"),
    "closed after all sound, without the end of the turn": broken(1000, how="goodbye"),
}
"""Connections that break. edge-tts takes most of these for success."""

ENDLESS: dict[str, Fault] = {
    "stalled": stand_ins.stalled,
    "dripping": stand_ins.dripping,
    "no handshake": stand_ins.mute,
}
"""Answers that do not end."""


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses that pass at once, no proxy, no clock corrected by another test, and no way to Microsoft."""
    monkeypatch.setattr(client, "Clock", QuickClock)
    monkeypatch.setattr(DRM, "clock_skew_seconds", 0.0)
    monkeypatch.setattr(communicate, "WSS_URL", constants.WSS_URL)
    for name in ("NO_PROXY", "no_proxy", "all_proxy", "ws_proxy", "wss_proxy", "WS_PROXY", "WSS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    # Port 9 (discard) answers nowhere.
    monkeypatch.setenv("BULLETIN_EDGE_URL", "ws://127.0.0.1:9")


@pytest.fixture
def edge(monkeypatch: pytest.MonkeyPatch) -> Iterator[EdgeStandIn]:
    """A stand-in for Microsoft's speech service, set as the one to use."""
    with EdgeStandIn() as stand_in:
        monkeypatch.setenv("BULLETIN_EDGE_URL", stand_in.address)
        yield stand_in


@pytest.fixture
def session(edge: EdgeStandIn) -> Iterator[EdgeSession]:
    with EdgeEngine().open("", listen) as session:
        yield session


@pytest.fixture
def short_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of a second for an attempt; enough for no endless answer."""
    monkeypatch.setattr(service, "PATIENCE", replace(PATIENCE, attempt_seconds=0.1))


def refused(patient: bool = True) -> BulletinError:
    """The error that speaking a sentence ends in, wherever BULLETIN_EDGE_URL points."""
    with (
        pytest.raises(BulletinError) as caught,
        EdgeEngine().open("", listen, patient=patient) as session,
    ):
        session.speak(SENTENCE)
    return caught.value


def told(error: BulletinError) -> str:
    """All that a person gets to read of an error."""
    return f"{error}\n{error.source}\n{error.remedy}"


class TestEdge(EngineContract):
    engine = EdgeEngine()

    @pytest.fixture(autouse=True)
    def _with_a_stand_in(self, edge: EdgeStandIn) -> None: ...


# What is asked for


def test_both_voices_are_told_of() -> None:
    voices = EdgeEngine().voices()
    assert [(voice.name, voice.works, voice.online) for voice in voices] == [
        (SWARA, True, True),
        (MADHUR, True, True),
    ]


@pytest.mark.parametrize(
    ("asked", "name"), [("", SWARA), ("swara", SWARA), ("Madhur", MADHUR), ("hi-in-madhurneural", MADHUR)]
)
def test_a_voice_is_known_by_its_short_name_as_well(asked: str, name: str) -> None:
    assert EdgeEngine().check(asked) == name


def test_the_voice_that_was_asked_for_speaks(edge: EdgeStandIn) -> None:
    with EdgeEngine().open("madhur", listen) as session:
        session.speak(SENTENCE)
    assert "hi-IN, MadhurNeural" in edge.asked[0].voice


def test_the_text_is_asked_for_as_it_stands(edge: EdgeStandIn, session: EdgeSession) -> None:
    session.speak(SENTENCE)
    assert edge.texts == [SENTENCE]


@pytest.mark.parametrize(
    "text",
    [
        "पांच < छह & सात > चार",
        "यह </prosody></voice></speak> पाठ है",
        "<break time='600s'/> आगे",
        "&lt; का मतलब &#2309;",
        "'एक' \"दो\" ]]> तीन",
    ],
)
def test_what_looks_like_xml_is_text(edge: EdgeStandIn, session: EdgeSession, text: str) -> None:
    session.speak(text)
    assert edge.texts == [text]


@pytest.mark.parametrize("letter", ["क", "&", "<", "𑅐"])
def test_as_many_characters_as_allowed_are_one_request_whatever_they_are(
    session: EdgeSession, letter: str
) -> None:
    assert LIMIT == 800
    assert session._conversations.chunks(letter * LIMIT) == 1


def test_text_that_the_library_would_cut_is_refused_before_it_is_sent(
    edge: EdgeStandIn, session: EdgeSession
) -> None:
    with pytest.raises(EngineError, match="into 2") as caught:
        session.speak("मेट्रो " * 300)
    assert (caught.value.error_id, edge.tokens) == ("engine.pieces", [])


def test_a_text_of_many_sentences_is_cut_to_the_limit(edge: EdgeStandIn, session: EdgeSession) -> None:
    text = " ".join(SENTENCES * 6)
    for piece in pieces(text, EdgeEngine().limit):
        session.speak(piece)
    assert len(edge.texts) > 1
    assert " ".join(edge.texts) == text


@pytest.mark.parametrize(
    ("pace", "rate"), [(0.5, "-50%"), (0.87, "-13%"), (1.0, "+0%"), (1.25, "+25%"), (2.0, "+100%")]
)
def test_a_rate_is_written_as_the_percentage_it_is_above_the_voices_own(pace: float, rate: str) -> None:
    assert rate_of(pace) == rate


@pytest.mark.parametrize(("pace", "rate"), [(0.5, "-50%"), (2.0, "+100%")])
def test_a_rate_as_slow_or_fast_as_can_be_asked_for_is_kept(
    edge: EdgeStandIn, session: EdgeSession, pace: float, rate: str
) -> None:
    natural = seconds(session.speak(SENTENCE))
    with EdgeEngine().open("", listen, manner=Manner(rate=pace)) as other:
        changed = seconds(other.speak(SENTENCE))
    assert [asked.rate for asked in edge.asked] == ["+0%", rate]
    assert changed > 1.5 * natural if pace < 1 else changed < 0.75 * natural


def test_a_pitch_is_refused_because_it_could_not_be_kept() -> None:
    with pytest.raises(ConfigurationError) as caught:
        EdgeEngine().check("", Manner(pitch=2.0))
    assert (caught.value.code, caught.value.error_id, caught.value.source) == (78, "voice.manner", "--pitch")


def test_the_version_is_that_of_the_library() -> None:
    assert EdgeEngine().version(SWARA) == importlib.metadata.version("edge-tts")


def test_no_more_than_four_requests_run_at_once(edge: EdgeStandIn, session: EdgeSession) -> None:
    edge.delay = 0.02
    with ThreadPoolExecutor(session.parallel) as pool:
        list(pool.map(session.speak, SENTENCES * 4))
    assert len(edge.texts) == 24
    assert 1 < edge.most_at_once <= PARALLEL == 4


# Word times


def test_every_word_has_its_time(session: EdgeSession) -> None:
    words = session.speak(SENTENCE).words
    assert [SENTENCE[word.start : word.start + word.length] for word in words] == SENTENCE.rstrip("।").split()


def test_a_word_begins_where_its_sound_begins(session: EdgeSession) -> None:
    speech = session.speak(SENTENCE)
    samples = np.abs(samples_of(clip_segment(speech.sound, speech.encoding, speech.rate)))
    sounding = np.convolve(samples, np.ones(240) / 240, "same") > 0.02
    begins = np.flatnonzero(sounding[1:] & ~sounding[:-1])
    # An MP3 encoder and decoder put about 50 ms before the sound.
    late = [min(abs(begins - word.at)) / speech.rate for word in speech.words]
    assert max(late) < 0.08


# The extra that may be missing


@pytest.fixture
def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra `edge` had not been installed."""
    for name in ("edge_tts", "edge_tts.communicate"):
        monkeypatch.setitem(sys.modules, name, None)

    def version(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", version)


@pytest.mark.usefixtures("without_library")
def test_without_the_library_the_voices_say_how_to_get_it() -> None:
    voices = EdgeEngine().voices()
    assert [(voice.works, voice.remedy) for voice in voices] == [(False, 'pip install "bulletin[edge]"')] * 2


@pytest.mark.usefixtures("without_library")
@pytest.mark.parametrize("what", ["open", "version"])
def test_without_the_library_nothing_is_opened(what: str) -> None:
    with pytest.raises(EngineError) as caught:
        EdgeEngine().open("", listen) if what == "open" else EdgeEngine().version("")
    assert (caught.value.code, caught.value.error_id) == (69, "engine.missing")
    assert caught.value.remedy == 'pip install "bulletin[edge]"'


@pytest.mark.parametrize("name", ["WSS_URL", "Communicate"])
def test_a_library_of_another_shape_is_refused_before_anything_is_sent(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delattr(communicate, name)
    error = refused()
    assert (type(error), error.error_id) == (EngineError, "engine.version")


def test_a_library_that_does_not_tell_the_end_of_a_turn_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other(communicate.Communicate):
        def __init__(self, text: str) -> None:
            super().__init__(text)
            del self.state["offset_compensation"]  # type: ignore[misc]

    monkeypatch.setattr(communicate, "Communicate", Other)
    assert refused().error_id == "engine.version"


# Answers that are not whole, or not speech


@pytest.mark.parametrize("fault", USELESS.values(), ids=USELESS)
def test_an_answer_without_speech_is_asked_for_again_and_then_refused(
    edge: EdgeStandIn, fault: Fault
) -> None:
    edge.always = fault
    error = refused()
    assert (type(error), error.code, error.error_id) == (ServiceAnswerError, 76, "svc.no_audio")
    assert SENTENCE[:30] in error.source
    assert len(edge.texts) == PATIENCE.unfit_attempts == 3


@pytest.mark.parametrize("fault", USELESS.values(), ids=USELESS)
def test_one_answer_without_speech_is_made_good_by_the_next(
    edge: EdgeStandIn, session: EdgeSession, fault: Fault
) -> None:
    whole = session.speak(SENTENCE)
    edge.plan(fault)
    assert session.speak(SENTENCE) == whole


@pytest.mark.parametrize("fault", BROKEN.values(), ids=BROKEN)
def test_a_connection_that_always_breaks_is_tried_later(edge: EdgeStandIn, fault: Fault) -> None:
    edge.always = fault
    error = refused()
    assert (type(error), error.code, error.error_id) == (TryLaterError, 75, "net.unreachable")
    assert len(edge.texts) == PATIENCE.broken_attempts == 3


@pytest.mark.parametrize("how", ["goodbye", "end", "reset"])
def test_wherever_an_answer_breaks_off_it_is_asked_for_again(
    edge: EdgeStandIn, session: EdgeSession, how: str
) -> None:
    whole = session.speak(SENTENCE)
    messages = -(-len(hum(SENTENCE)[0]) // BLOCK)
    assert messages > 10
    for place in range(messages + 1):
        edge.plan(broken(place, how=how))
        assert session.speak(SENTENCE) == whole
    assert len(edge.tokens) == 1 + 2 * (messages + 1)


@pytest.mark.usefixtures("short_deadline")
@pytest.mark.parametrize("fault", ENDLESS.values(), ids=ENDLESS)
def test_an_answer_that_does_not_end_is_tried_later(edge: EdgeStandIn, fault: Fault) -> None:
    edge.always = fault
    error = refused()
    assert (type(error), error.code, error.error_id) == (TryLaterError, 75, "net.unreachable")
    assert "no whole answer within" in error.what
    # On a busy machine an attempt may be over before the stand-in hears of it.
    assert 1 <= len(edge.tokens) <= PATIENCE.broken_attempts


def test_all_attempts_of_a_request_share_one_deadline(
    edge: EdgeStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "PATIENCE", replace(PATIENCE, attempt_seconds=0.2, asking_seconds=0.3))
    monkeypatch.setattr(client, "Clock", Clock)
    monkeypatch.setattr(pace, "FIRST_WAIT_SECONDS", 0.01)
    edge.always = stand_ins.stalled
    assert refused().code == 75
    assert 1 <= len(edge.tokens) < PATIENCE.broken_attempts


def test_an_answer_larger_than_any_speech_is_not_taken_in(
    edge: EdgeStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversations, "LARGEST_ANSWER", 10_000)
    error = refused()
    assert (error.code, "MB of sound" in error.what) == (76, True)


@pytest.mark.parametrize("seed", range(by_tier(1, 3)))
def test_in_bad_weather_every_sentence_arrives_whole(
    edge: EdgeStandIn, session: EdgeSession, seed: int
) -> None:
    dice = random.Random(seed)
    whole = [session.speak(text) for text in SENTENCES]
    weather = [status(503), status(429), broken(2, how="reset"), broken(4, how="end"), stand_ins.silence]
    edge.plan(*(dice.choice(weather) if dice.random() < 0.25 else None for _ in range(60)))
    with ThreadPoolExecutor(session.parallel) as pool:
        assert list(pool.map(session.speak, SENTENCES * 6)) == whole * 6


# Refusals, for now and for good


@pytest.mark.parametrize(
    "fault",
    [
        status(429, Retry_After="0"),
        status(429, Retry_After="-5"),
        status(429, Retry_After="1000000000"),
        status(429, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"),
        status(429, Retry_After="soon"),
        status(429, Retry_After="nan"),
        status(429),
        status(503),
        status(500),
        status(408),
    ],
    ids=["0 s", "-5 s", "30 years", "a date", "soon", "nan", "429", "503", "500", "408"],
)
def test_a_refusal_for_now_is_followed_by_another_try(
    edge: EdgeStandIn, session: EdgeSession, fault: Fault
) -> None:
    edge.plan(fault)
    assert seconds(session.speak(SENTENCE)) > 1
    assert len(edge.tokens) == 2


@pytest.fixture
def clock() -> QuickClock:
    return QuickClock()


@pytest.fixture
def timed(edge: EdgeStandIn, clock: QuickClock) -> Iterator[EdgeSession]:
    """A session by `clock`."""
    with EdgeSession(SWARA, listen, PARALLEL, clock=clock) as session:
        yield session


def test_nothing_is_asked_before_the_wait_is_over(
    edge: EdgeStandIn, timed: EdgeSession, clock: QuickClock
) -> None:
    asked: list[int] = []
    clock.on_pause = lambda: asked.append(len(edge.tokens))
    edge.plan(status(429, Retry_After="30"))
    timed.speak(SENTENCE)
    assert asked == [1]
    assert 30 <= clock.time <= 30 * (1 + JITTER)
    assert len(edge.tokens) == 2


def test_a_wait_that_is_asked_for_with_a_date_is_kept(
    edge: EdgeStandIn, timed: EdgeSession, clock: QuickClock
) -> None:
    edge.plan(status(503, Retry_After=formatdate(time.time() + 30, usegmt=True)))
    timed.speak(SENTENCE)
    assert 25 < clock.time <= 31 * (1 + JITTER)


def test_a_wait_of_an_hour_is_not_begun(edge: EdgeStandIn, timed: EdgeSession, clock: QuickClock) -> None:
    edge.always = status(429, Retry_After="3600")
    with pytest.raises(TryLaterError, match="it asks for 60 minutes"):
        timed.speak(SENTENCE)
    assert (clock.pauses, len(edge.tokens)) == ([], 1)


def test_a_service_that_never_has_time_is_tried_later(edge: EdgeStandIn) -> None:
    edge.always = status(429)
    error = refused()
    assert (type(error), error.code, error.error_id) == (TryLaterError, 75, "net.rate_limited")
    assert len(edge.tokens) == PATIENCE.attempts == 5


def test_patience_ends_before_the_attempts_do_when_the_waits_are_long(
    edge: EdgeStandIn, timed: EdgeSession, clock: QuickClock
) -> None:
    edge.always = status(503, Retry_After="50")
    with pytest.raises(TryLaterError) as caught:
        timed.speak(SENTENCE)
    assert caught.value.error_id == "net.busy"
    assert 1 < len(edge.tokens) < PATIENCE.attempts
    assert clock.time <= PATIENCE.request_seconds


def test_an_impatient_question_is_asked_once(edge: EdgeStandIn) -> None:
    edge.always = status(429)
    assert refused(patient=False).code == 75
    assert len(edge.tokens) == 1


def test_the_wait_doubles_and_differs_by_chance(
    edge: EdgeStandIn, timed: EdgeSession, clock: QuickClock
) -> None:
    edge.plan(*[status(503)] * 4)
    timed.speak(SENTENCE)
    for pause, wait in zip(clock.pauses, (1, 2, 4, 8), strict=True):
        assert wait <= pause <= wait * (1 + JITTER)


@pytest.mark.parametrize("code", [400, 401, 404, 410])
def test_a_refusal_for_good_is_not_asked_again(edge: EdgeStandIn, code: int) -> None:
    edge.always = status(code)
    error = refused()
    assert (type(error), error.code, error.error_id) == (EngineError, 69, "svc.refused")
    assert len(edge.tokens) == 1


def test_a_clock_that_is_wrong_is_corrected_by_the_services(edge: EdgeStandIn, session: EdgeSession) -> None:
    edge.plan(refusal(3600))
    assert seconds(session.speak(SENTENCE)) > 1
    assert len(set(edge.tokens)) == len(edge.tokens) == 2
    session.speak(SENTENCE)
    assert edge.tokens[2] == edge.tokens[1]


def test_several_requests_with_a_wrong_clock_correct_it_once(edge: EdgeStandIn, session: EdgeSession) -> None:
    edge.plan(*[refusal(3600)] * PARALLEL)
    edge.delay = 0.05
    with ThreadPoolExecutor(session.parallel) as pool:
        list(pool.map(session.speak, SENTENCES[:PARALLEL]))
    assert DRM.clock_skew_seconds == pytest.approx(3600, abs=5)


@pytest.mark.parametrize(
    ("ahead", "words"), [(3660, "61 min behind"), (-7200, "120 min ahead of")], ids=["behind", "ahead"]
)
def test_a_clock_whose_correction_does_not_help_is_named(edge: EdgeStandIn, ahead: int, words: str) -> None:
    edge.always = refusal(ahead)
    error = refused()
    assert (type(error), error.code, error.error_id) == (EngineError, 69, "net.clock")
    assert words in error.what
    assert len(edge.tokens) == 2


@pytest.mark.parametrize("right", [True, False], ids=["right", "no date"])
def test_a_refusal_by_a_right_clock_says_how_to_update(edge: EdgeStandIn, right: bool) -> None:
    edge.always = refusal(0) if right else status(403, Date="tomorrow")
    error = refused()
    assert (type(error), error.error_id) == (EngineError, "svc.refused")
    assert "clock" in error.remedy
    assert "pip install" in error.remedy


@pytest.mark.parametrize("fault", [stand_ins.page, status(302, Location="/login")], ids=["page", "redirect"])
def test_a_page_in_the_services_place_is_told_as_such(edge: EdgeStandIn, fault: Fault) -> None:
    edge.always = fault
    error = refused()
    assert (type(error), error.code, error.error_id) == (ServiceAnswerError, 76, "net.captive")
    assert edge.texts == []


# Addresses, certificates, proxies


def test_without_an_address_of_its_own_it_is_microsofts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BULLETIN_EDGE_URL")
    with EdgeEngine().open("", listen):
        assert vars(communicate)["WSS_URL"] == constants.WSS_URL
    assert constants.WSS_URL.startswith("wss://speech.platform.bing.com/")


@pytest.mark.parametrize(
    "address",
    [
        "zzz",
        "http://127.0.0.1",
        "ws://",
        "ws://[",
        "ws://a b",
        "ws://127.0.0.1:99999",
        "ws://a?b=c",
        "ws://a..b",
    ],
)
def test_an_address_that_is_none_is_told_as_such(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("BULLETIN_EDGE_URL", address)
    error = refused()
    assert (type(error), error.error_id) == (EngineError, "net.address")


def test_nobody_listening_is_tried_later(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        monkeypatch.setenv("BULLETIN_EDGE_URL", f"ws://127.0.0.1:{deaf.getsockname()[1]}")
        error = refused()
    assert (type(error), error.code, error.error_id) == (TryLaterError, 75, "net.unreachable")
    assert "refused" in error.what


def test_a_password_in_the_services_own_address_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETIN_EDGE_URL", f"ws://reader:{PASSWORD}@127.0.0.1:9")
    error = refused()
    assert error.error_id == "net.unreachable"
    assert PASSWORD not in told(error)


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that it signed itself, and its key."""
    files = (tmp_path / "certificate.pem", tmp_path / "key.pem")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1"
    subprocess.run(
        [*command.split(), "-addext", "subjectAltName=IP:127.0.0.1", "-out", files[0], "-keyout", files[1]],
        check=True,
        capture_output=True,
    )
    return files


@pytest.fixture
def secure_edge(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[EdgeStandIn]:
    """The stand-in behind TLS, with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with EdgeStandIn(certificate=context) as stand_in:
        monkeypatch.setenv("BULLETIN_EDGE_URL", stand_in.address)
        yield stand_in


@pytest.fixture
def trusted(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """As if certifi vouched for that certificate."""
    monkeypatch.setattr(communicate, "_SSL_CTX", ssl.create_default_context(cafile=str(certificate[0])))


needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="openssl is missing: certificates go untested"
)


@pytest.mark.program
@needs_openssl
def test_nothing_is_sent_to_a_service_of_untrusted_certificate(secure_edge: EdgeStandIn) -> None:
    error = refused()
    assert (type(error), error.error_id) == (EngineError, "net.certificate")
    assert secure_edge.tokens == []


@pytest.mark.program
@needs_openssl
@pytest.mark.usefixtures("trusted")
def test_a_service_of_trusted_certificate_is_spoken_to(secure_edge: EdgeStandIn) -> None:
    with EdgeEngine().open("", listen) as session, ThreadPoolExecutor(PARALLEL) as pool:
        list(pool.map(session.speak, SENTENCES))
    assert sorted(secure_edge.texts) == sorted(SENTENCES)


@contextmanager
def proxy(answer: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """A proxy that answers every request with `answer`: its port, and what it was asked."""
    asked: list[bytes] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                asked.append(connection.recv(65_536))
                connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1], asked
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_secure_address_is_asked_for_through_the_environments_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BULLETIN_EDGE_URL", "wss://speech.invalid")
    with proxy(b"HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n") as (port, asked):
        monkeypatch.setenv("HTTPS_PROXY", f"http://reader:{PASSWORD}@127.0.0.1:{port}")
        error = refused()
    assert asked[0].startswith(b"CONNECT speech.invalid:443 ")
    assert base64.b64encode(f"reader:{PASSWORD}".encode()) in asked[0]
    assert (type(error), error.error_id) == (EngineError, "net.proxy")
    assert "name and password" in error.what
    assert PASSWORD not in told(error)


def test_a_proxy_that_finds_no_way_is_tried_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETIN_EDGE_URL", "wss://speech.invalid")
    with proxy(b"HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n") as (port, _):
        monkeypatch.setenv("ALL_PROXY", f"127.0.0.1:{port}")
        error = refused()
    assert (type(error), error.error_id) == (TryLaterError, "net.unreachable")
    assert "proxy" in error.what


def test_speech_comes_through_a_proxy(edge: EdgeStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    # For an address that is not secure, a proxy is asked as if it were the service.
    monkeypatch.setenv("HTTP_PROXY", edge.address.replace("ws:", "http:"))
    monkeypatch.setenv("BULLETIN_EDGE_URL", "ws://speech.invalid")
    with EdgeEngine().open("", listen) as session:
        session.speak(SENTENCE)
    assert edge.texts == [SENTENCE]


def test_addresses_that_need_no_proxy_get_none(edge: EdgeStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with EdgeEngine().open("", listen) as session:
        session.speak(SENTENCE)
    assert edge.texts == [SENTENCE]


@pytest.mark.parametrize("scheme", ["ws", "wss"])
def test_a_proxy_that_does_not_answer_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("BULLETIN_EDGE_URL", f"{scheme}://speech.invalid")
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, f"http://reader:{PASSWORD}@127.0.0.1:9")
    error = refused()
    assert (type(error), error.error_id) == (TryLaterError, "net.unreachable")
    assert "proxy" in error.what
    assert PASSWORD not in told(error)


@pytest.mark.parametrize(
    "address", ["socks5://reader:{}@127.0.0.1:9", "http://reader:{}@", "http://a:{}@[:1"]
)
def test_a_proxy_that_cannot_be_used_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("BULLETIN_EDGE_URL", "ws://speech.invalid")
    monkeypatch.setenv("HTTP_PROXY", address.format(PASSWORD))
    error = refused()
    assert (type(error), error.error_id) == (EngineError, "net.proxy")
    assert PASSWORD not in told(error)


# Closing


def threads_of_edge() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "edge"]


def test_a_session_that_never_speaks_starts_nothing() -> None:
    with EdgeEngine().open("", listen):
        assert threads_of_edge() == []


def test_a_closed_session_leaves_no_connection_and_no_thread(edge: EdgeStandIn) -> None:
    with EdgeEngine().open("", listen) as session:
        session.speak(SENTENCE)
        assert threads_of_edge() == ["edge"]
    assert threads_of_edge() == []
    wait_until(lambda: edge.open_now == 0)


def test_closing_ends_the_conversations_and_the_waits(
    edge: EdgeStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "Clock", Clock)
    edge.plan(stand_ins.stalled, status(429, Retry_After="60"))
    with ThreadPoolExecutor(2) as pool:
        with EdgeEngine().open("", listen) as session:
            futures = [pool.submit(session.speak, SENTENCE) for _ in range(2)]
            wait_until(lambda: len(edge.tokens) == 2 and edge.texts != [])
        errors = [future.exception(timeout=10) for future in futures]
    assert [type(error) for error in errors] == [TryLaterError] * 2
    assert all("ended" in str(error) for error in errors)


@pytest.mark.program
@needs_openssl
@pytest.mark.usefixtures("trusted")
def test_secure_connections_given_up_in_mid_handshake_are_closed(secure_edge: EdgeStandIn) -> None:
    for round_ in range(8):
        with ThreadPoolExecutor(PARALLEL) as pool, EdgeEngine().open("", listen) as session:
            for text in SENTENCES[:PARALLEL]:
                pool.submit(session.speak, text)
            time.sleep(0.005 * round_)
        gc.collect()  # what was left open is told of here, and fails the test


def test_a_closed_session_says_nothing_more(edge: EdgeStandIn) -> None:
    with EdgeEngine().open("", listen) as session:
        session.speak(SENTENCE)
    with pytest.raises(TryLaterError):
        session.speak(SENTENCE)
    assert len(edge.tokens) == 1


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds that other threads bring about."""
    for _ in range(500):
        if holds():
            return
        time.sleep(0.01)
    pytest.fail("it did not come about within 5 s")
