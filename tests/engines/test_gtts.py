"""gTTS against a stand-in: small requests, few at once, patient where it helps, and never fooled."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path

import pytest

from bulletin.engines.gtts.engine import LIMIT, GttsEngine
from bulletin.engines.gtts.service import PATIENCE
from bulletin.engines.gtts.session import PARALLEL, GttsSession
from bulletin.engines.online import client
from bulletin.errors import BulletinError, EngineError, ServiceAnswerError, TryLaterError
from bulletin.language.pieces import pieces
from bulletin.sound.decode import listen
from tests.engines.contract import SENTENCE, SENTENCES, EngineContract, seconds
from tests.standins.google import (
    Fault,
    GoogleStandIn,
    QuickClock,
    cut_short,
    empty_sound,
    hang_up,
    not_sound,
    nothing,
    page,
    silence,
    status,
)

PASSWORD = "s3cret-w0rd"

USELESS: dict[str, Fault] = {
    "a web page": page,
    "nothing": nothing,
    "empty sound": empty_sound,
    "bytes that are no sound": not_sound,
    "silence": silence,
}
"""Answers of status 200 without speech in them."""


BROKEN: dict[str, Fault] = {"cut short": cut_short, "hung up": hang_up}
"""Connections that break."""


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses that pass at once, and only the machine's own trust and no proxy."""
    monkeypatch.setattr(client, "Clock", QuickClock)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def session(google: GoogleStandIn) -> Iterator[GttsSession]:
    with GttsEngine().open("hi", listen) as session:
        yield session


def refused(patient: bool = True) -> BulletinError:
    """The error that speaking a sentence ends in, wherever BULLETIN_GTTS_URL points."""
    with GttsEngine().open("hi", listen, patient=patient) as session, pytest.raises(BulletinError) as caught:
        session.speak(SENTENCE)
    return caught.value


def told(error: BulletinError) -> str:
    """All that a person gets to read of an error."""
    return f"{error}\n{error.source}\n{error.remedy}"


class TestGtts(EngineContract):
    engine = GttsEngine()

    @pytest.fixture(autouse=True)
    def _with_a_stand_in(self, google: GoogleStandIn) -> None: ...


def test_the_text_is_asked_for_as_it_stands(google: GoogleStandIn, session: GttsSession) -> None:
    session.speak(SENTENCE)
    assert google.texts == [SENTENCE]


def test_a_long_sentence_is_asked_for_in_pieces_of_a_hundred_characters(
    google: GoogleStandIn, session: GttsSession
) -> None:
    for piece in pieces(" ".join(SENTENCES), GttsEngine().limit):
        session.speak(piece)
    assert max(len(text) for text in google.texts) <= LIMIT == 100
    assert " ".join(google.texts) == " ".join(SENTENCES)


@pytest.mark.parametrize("sign", ["?", "!", ",", ":", "।"])
def test_a_piece_of_a_hundred_characters_is_one_request_whatever_is_in_it(
    google: GoogleStandIn, session: GttsSession, sign: str
) -> None:
    text = f"“कहां{sign}” उसने पूछा कि {'मेट्रो ' * 20}"[:99].rstrip()
    text += "।" * (LIMIT - len(text))
    assert len(text) == LIMIT
    session.speak(text)
    assert len(google.texts) == 1


def test_more_than_a_hundred_characters_are_refused_before_they_are_sent(
    google: GoogleStandIn, session: GttsSession
) -> None:
    with pytest.raises(EngineError):
        session.speak(" ".join(SENTENCES))
    assert google.texts == []


def test_no_more_than_four_requests_run_at_once(google: GoogleStandIn, session: GttsSession) -> None:
    google.delay = 0.02
    with ThreadPoolExecutor(session.parallel) as pool:
        list(pool.map(session.speak, SENTENCES * 5))
    assert len(google.texts) == 30
    assert google.most_at_once <= PARALLEL == 4


def test_connections_are_kept(google: GoogleStandIn, session: GttsSession) -> None:
    with ThreadPoolExecutor(session.parallel) as pool:
        list(pool.map(session.speak, SENTENCES * 5))
    assert google.connections <= PARALLEL


@pytest.mark.parametrize(
    "fault",
    [status(429, Retry_After="0"), status(429), status(503), status(500), status(408)],
    ids=["429 with Retry-After", "429", "503", "500", "408"],
)
def test_a_refusal_for_now_is_followed_by_another_try(
    google: GoogleStandIn, session: GttsSession, fault: Fault
) -> None:
    google.plan(fault)
    assert seconds(session.speak(SENTENCE)) > 1
    assert google.texts == [SENTENCE] * 2


def test_a_date_in_retry_after_is_understood(google: GoogleStandIn, session: GttsSession) -> None:
    google.plan(status(429, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"), status(429, Retry_After="soon"))
    assert seconds(session.speak(SENTENCE)) > 1


def test_a_service_that_never_has_time_is_tried_later(google: GoogleStandIn) -> None:
    google.always = status(429, Retry_After="0")
    error = refused()
    assert (type(error), error.code, error.error_id) == (TryLaterError, 75, "net.rate_limited")
    assert len(google.texts) == PATIENCE.attempts == 6


def test_an_impatient_question_is_asked_once(google: GoogleStandIn) -> None:
    google.always = status(429)
    assert refused(patient=False).code == 75
    assert len(google.texts) == 1


def test_a_refusal_for_good_is_not_asked_again(google: GoogleStandIn) -> None:
    google.always = status(403)
    error = refused()
    assert (type(error), error.code, error.error_id) == (EngineError, 69, "svc.refused")
    assert len(google.texts) == 1


def test_a_redirect_is_not_followed(google: GoogleStandIn) -> None:
    google.always = status(302, Location=f"{google.address}/login")
    error = refused()
    assert (error.code, error.error_id) == (76, "net.captive")
    assert len(google.texts) == 1


@pytest.mark.parametrize("fault", USELESS.values(), ids=USELESS)
def test_an_answer_without_speech_is_asked_for_again_and_then_refused(
    google: GoogleStandIn, fault: Fault
) -> None:
    google.always = fault
    error = refused()
    assert (type(error), error.code) == (ServiceAnswerError, 76)
    assert len(google.texts) == PATIENCE.unfit_attempts == 3


@pytest.mark.parametrize("fault", USELESS.values(), ids=USELESS)
def test_one_answer_without_speech_is_made_good_by_the_next(
    google: GoogleStandIn, session: GttsSession, fault: Fault
) -> None:
    google.plan(fault)
    assert seconds(session.speak(SENTENCE)) > 1


@pytest.mark.parametrize("fault", BROKEN.values(), ids=BROKEN)
def test_a_connection_that_breaks_once_is_made_good_by_the_next(
    google: GoogleStandIn, session: GttsSession, fault: Fault
) -> None:
    google.plan(fault)
    assert seconds(session.speak(SENTENCE)) > 1


@pytest.mark.parametrize("fault", BROKEN.values(), ids=BROKEN)
def test_a_connection_that_always_breaks_is_tried_later(google: GoogleStandIn, fault: Fault) -> None:
    google.always = fault
    error = refused()
    assert (type(error), error.error_id) == (TryLaterError, "net.unreachable")


def test_nobody_listening_is_tried_later(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        monkeypatch.setenv("BULLETIN_GTTS_URL", f"http://127.0.0.1:{deaf.getsockname()[1]}")
        error = refused()
    assert (type(error), error.code, error.error_id) == (TryLaterError, 75, "net.unreachable")
    assert "refused" in error.what


@pytest.mark.parametrize("address", ["zzz", "ftp://127.0.0.1", "http://", "http://[", "http://a b:x"])
def test_an_address_that_is_none_is_told_as_such(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_URL", address)
    assert refused().error_id == "net.address"


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that it signed itself, and its key."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=127.0.0.1",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-out",
            str(certificate),
            "-keyout",
            str(key),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


@pytest.fixture
def secure_google(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[GoogleStandIn]:
    """The stand-in behind TLS, with that certificate."""
    stand_in = GoogleStandIn()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    stand_in._server.socket = context.wrap_socket(stand_in._server.socket, server_side=True)
    monkeypatch.setenv("BULLETIN_GTTS_URL", stand_in.address.replace("http:", "https:"))
    with stand_in:
        yield stand_in


needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="openssl is missing: certificates go untested"
)


@pytest.mark.program
@needs_openssl
def test_nothing_is_sent_to_a_service_of_untrusted_certificate(secure_google: GoogleStandIn) -> None:
    error = refused()
    assert (type(error), error.error_id) == (EngineError, "net.certificate")
    assert secure_google.texts == []


@pytest.mark.program
@needs_openssl
def test_a_service_of_trusted_certificate_is_spoken_to(
    secure_google: GoogleStandIn, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
    with GttsEngine().open("hi", listen) as session:
        session.speak(SENTENCE)
    assert secure_google.texts == [SENTENCE]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_does_not_answer_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_URL", f"{scheme}://speech.invalid")
    monkeypatch.setenv(f"{scheme.upper()}_PROXY", f"http://reader:{PASSWORD}@127.0.0.1:9")
    error = refused()
    assert error.error_id == "net.unreachable"
    assert PASSWORD not in told(error)


def test_a_proxy_address_that_is_none_is_not_blamed_on_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_URL", "http://speech.invalid")
    monkeypatch.setenv("HTTP_PROXY", f"http://reader:{PASSWORD}@/")
    error = refused()
    assert "BULLETIN_GTTS_URL" not in told(error)


def test_a_password_in_the_services_own_address_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_URL", f"http://reader:{PASSWORD}@127.0.0.1:9")
    assert PASSWORD not in told(refused())


def test_its_version_is_told_without_what_asks_the_service() -> None:
    code = (
        "import sys; from bulletin.engines.gtts.engine import GttsEngine; print(GttsEngine().version('hi'));"
        "assert not {'ssl', 'bulletin.engines.gtts.session', 'bulletin.engines.online'} & set(sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert said.stdout.strip() == metadata.version("gTTS")
