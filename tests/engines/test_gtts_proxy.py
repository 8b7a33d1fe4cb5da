"""gTTS through a proxy of the environment: it is used, it may refuse, and nobody tells its password."""

from __future__ import annotations

import base64
import contextlib
import http.client
import re
import select
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import pytest

from bulletin.engines.gtts.session import GttsSession
from bulletin.errors import BulletinError, EngineError, ServiceAnswerError, TryLaterError
from bulletin.sound.decode import listen
from tests.conftest import Bulletin
from tests.engines.contract import SENTENCE
from tests.standins.google import GoogleStandIn, QuickClock, cut_short, hang_up, hum, page, status
from tests.standins.server import Kept, PatientServer

USER = "reporter"
PASSWORD = "s3cret-w0rd"

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")

needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="openssl is missing: certificates go untested"
)


class Proxy:
    """A proxy on 127.0.0.1. Leads everybody to the stand-in, whatever address they ask for."""

    def __init__(self, service: int) -> None:
        self.service = service
        self.refuse = 0
        """A status to answer with instead."""
        self.asked: list[str] = []
        self.credentials: list[str | None] = []
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.proxy = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def address(self, user: str = USER, password: str = PASSWORD) -> str:
        return f"http://{user}:{password}@127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(PatientServer):
    proxy: Proxy


class _Handler(Kept, BaseHTTPRequestHandler):
    server: _Server

    def _is_refused(self) -> bool:
        proxy = self.server.proxy
        proxy.asked.append(f"{self.command} {self.path}")
        proxy.credentials.append(self.headers["Proxy-Authorization"])
        if proxy.refuse:
            self.send_response(proxy.refuse, f"no way {PASSWORD}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        return bool(proxy.refuse)

    def do_CONNECT(self) -> None:
        """Make a tunnel."""
        if self._is_refused():
            return
        with socket.create_connection(("127.0.0.1", self.server.proxy.service)) as service:
            self.send_response(200)
            self.end_headers()
            ends = {self.connection: service, service: self.connection}
            with contextlib.suppress(OSError):
                while True:
                    for end in select.select(list(ends), [], [])[0]:
                        data = end.recv(65_536)
                        if not data:
                            self.close_connection = True
                            return
                        ends[end].sendall(data)

    def do_POST(self) -> None:
        """Forward."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self._is_refused():
            return
        service = http.client.HTTPConnection("127.0.0.1", self.server.proxy.service)
        with contextlib.closing(service):
            service.request("POST", urlsplit(self.path).path, body)
            answer = service.getresponse()
            told = answer.read()
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy and no certificates but those that a test names."""
    for name in (*PROXIES, *map(str.upper, PROXIES), "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def proxy(google: GoogleStandIn) -> Iterator[Proxy]:
    with Proxy(google.port) as proxy:
        yield proxy


@pytest.fixture
def secure(google: GoogleStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GoogleStandIn:
    """The stand-in behind TLS, with a certificate for speech.invalid that is trusted."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    command += " -subj /CN=speech.invalid -addext subjectAltName=DNS:speech.invalid"
    subprocess.run(
        [*command.split(), "-out", str(certificate), "-keyout", str(key)], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    google._server.socket = context.wrap_socket(google._server.socket, server_side=True)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    monkeypatch.setenv("BULLETIN_GTTS_URL", "https://speech.invalid")
    return google


def spoken() -> bytes:
    """A sentence, as it is spoken wherever the environment points."""
    with GttsSession("hi", listen, clock=QuickClock()) as session:
        return session.speak(SENTENCE).sound


def refused() -> BulletinError:
    """The error that it ends in."""
    with pytest.raises(BulletinError) as caught:
        spoken()
    return caught.value


def told(error: BulletinError) -> str:
    """All that a person gets to read of an error, and a programmer too."""
    return f"{error}\n{error.source}\n{error.remedy}\n{error!r}\n{error.__cause__!r}"


# It is used.


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy"])
def test_a_proxy_forwards_what_is_not_secure(
    proxy: Proxy, google: GoogleStandIn, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_URL", "http://speech.invalid")
    monkeypatch.setenv(name, proxy.address())
    assert spoken() == hum(SENTENCE)
    assert len(proxy.asked) == len(google.texts) == 1
    assert proxy.asked[0].startswith("POST http://speech.invalid/")


@pytest.mark.program
@needs_openssl
@pytest.mark.parametrize("name", ["https_proxy", "HTTPS_PROXY"])
def test_a_proxy_makes_a_tunnel_for_what_is_secure(
    proxy: Proxy, secure: GoogleStandIn, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, proxy.address())
    assert spoken() == hum(SENTENCE)
    assert proxy.asked == ["CONNECT speech.invalid:443"]
    assert len(secure.texts) == 1


@pytest.mark.program
@needs_openssl
def test_the_end_of_a_tunnel_must_be_trusted_too(
    proxy: Proxy, secure: GoogleStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    monkeypatch.setenv("https_proxy", proxy.address())
    error = refused()
    assert (type(error), error.error_id) == (EngineError, "net.certificate")
    assert secure.texts == []


@pytest.mark.program
@needs_openssl
def test_the_end_of_a_tunnel_must_have_the_services_name(
    proxy: Proxy, secure: GoogleStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_URL", "https://other.invalid")
    monkeypatch.setenv("https_proxy", proxy.address())
    assert refused().error_id == "net.certificate"
    assert secure.texts == []


def test_a_proxy_is_told_the_password_that_is_meant_for_it_and_the_service_is_not(
    proxy: Proxy, google: GoogleStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", proxy.address())
    spoken()
    right = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    assert proxy.credentials == [f"Basic {right}"]
    assert google.credentials == [None]


@pytest.mark.parametrize("name", ["no_proxy", "NO_PROXY"])
@pytest.mark.parametrize("hosts", ["127.0.0.1", "example.org,127.0.0.1", "*"])
def test_no_proxy_is_asked_for_a_host_that_is_exempt(
    proxy: Proxy, google: GoogleStandIn, monkeypatch: pytest.MonkeyPatch, name: str, hosts: str
) -> None:
    monkeypatch.setenv("http_proxy", proxy.address())
    monkeypatch.setenv(name, hosts)
    assert spoken() == hum(SENTENCE)
    assert (proxy.asked, len(google.texts)) == ([], 1)


def test_connections_to_a_proxy_are_kept(
    proxy: Proxy, google: GoogleStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", proxy.address())
    proxies = threading.active_count()
    with GttsSession("hi", listen, 1) as session:
        for _ in range(3):
            session.speak(SENTENCE)
        assert len(proxy.asked) == 3
        assert len(session._connections._free) == 1
    assert threading.active_count() <= proxies + 4


# It refuses, or is none. Whatever happens, its password stays secret.


@pytest.mark.parametrize(
    ("code", "kind", "error_id"),
    [
        (407, EngineError, "net.proxy"),
        (403, EngineError, "net.proxy"),
        (502, TryLaterError, "net.unreachable"),
        (503, TryLaterError, "net.unreachable"),
    ],
)
def test_a_proxy_that_makes_no_tunnel_is_told_as_such(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch, code: int, kind: type[BulletinError], error_id: str
) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_URL", "https://speech.invalid")
    monkeypatch.setenv("https_proxy", proxy.address())
    proxy.refuse = code
    error = refused()
    assert (type(error), error.error_id) == (kind, error_id)
    assert f"HTTP {code}" in error.what
    assert "proxy" in error.what
    assert not re.search(f"{USER}|{PASSWORD}", told(error))


def test_a_proxy_that_wants_a_password_before_it_forwards_is_told_as_such(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", proxy.address())
    proxy.refuse = 407
    error = refused()
    assert (error.code, error.error_id) == (69, "net.proxy")
    assert "asks for a name and password" in error.what
    assert not re.search(f"{USER}|{PASSWORD}", told(error))


NO_PROXIES = {
    "nobody there": f"http://{USER}:{PASSWORD}@127.0.0.1:9",
    "an unknown name": f"http://{USER}:{PASSWORD}@proxy.invalid:3128",
    "no host": f"http://{USER}:{PASSWORD}@/",
    "a bad port": f"http://{USER}:{PASSWORD}@127.0.0.1:port",
    "a bracket": f"http://{USER}:{PASSWORD}@[",
    "an unknown kind": f"ftp://{USER}:{PASSWORD}@127.0.0.1:9",
    "SOCKS": f"socks5://{USER}:{PASSWORD}@127.0.0.1:9",
    "a stray @": f"http://{USER}:{PASSWORD}@x@127.0.0.1:9",
    "a stray slash": f"http://{USER}:{PASSWORD}/x@127.0.0.1:9",
    "a stray space": f"http://{USER}:{PASSWORD} x@127.0.0.1:9",
    "no scheme": f"{USER}:{PASSWORD}@127.0.0.1:9",
}


@pytest.mark.parametrize("address", NO_PROXIES.values(), ids=NO_PROXIES)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_cannot_be_used_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, scheme: str, address: str
) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_URL", f"{scheme}://speech.invalid")
    monkeypatch.setenv(f"{scheme}_proxy", address)
    error = refused()
    assert error.code in (69, 75)
    assert error.error_id in ("net.proxy", "net.unreachable")
    assert "BULLETIN_GTTS_URL" not in told(error)
    assert not re.search(f"{USER}|{PASSWORD}", told(error))


@pytest.mark.parametrize(
    "fault",
    [status(429), status(503), status(404), status(302), page, cut_short, hang_up],
    ids=["429", "503", "404", "302", "page", "cut short", "hung up"],
)
def test_no_failure_behind_a_proxy_tells_its_password(
    proxy: Proxy, google: GoogleStandIn, monkeypatch: pytest.MonkeyPatch, fault: Callable[..., None]
) -> None:
    monkeypatch.setenv("http_proxy", proxy.address())
    google.always = fault
    error = refused()
    assert isinstance(error, TryLaterError | EngineError | ServiceAnswerError)
    assert not re.search(f"{USER}|{PASSWORD}", told(error))


def test_neither_the_command_nor_its_report_tells_a_password(
    proxy: Proxy, article: Path, bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETIN_GTTS_URL", f"http://editor:{PASSWORD}@speech.invalid")
    monkeypatch.setenv("http_proxy", proxy.address())
    proxy.refuse = 403
    for voice in ("gtts", "auto"):
        result = bulletin("make", article, "--voice", voice, "--json")
        assert result.returncode == (69 if voice == "gtts" else 0), result.stderr
        written = [path for path in article.parent.rglob("*") if path.is_file()]
        everything = [
            result.stdout,
            result.stderr,
            *(path.read_bytes().decode("latin-1") for path in written),
        ]
        assert not [text for text in everything if re.search(f"editor|{USER}|{PASSWORD}", text)]
