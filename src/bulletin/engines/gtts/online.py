"""Online: the door to Google's speech service. Verified TLS, a kept connection, and a way to cut it off.

A time-out of the library is one for each read, so a service that sends a byte a second outlasts it. Whoever waits
for a connection therefore does so elsewhere, and cuts the connection off when the time is over.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.auth import HTTPBasicAuth
from requests.utils import get_auth_from_url

from bulletin.engines.gtts.failures import GOOGLE, no_certificates
from bulletin.engines.gtts.pace import retry_after
from bulletin.errors import BulletinError

SERVICE = "https://translate.google.com"
PATH = "/_/TranslateWebserverUi/data/batchexecute"

CONNECT_SECONDS = 10.0
READ_SECONDS = 10.0
"""Without a byte. The service begins to answer within a second; who waits for longer loses time for other tries."""

LARGEST_ANSWER = 4 * 1024 * 1024
"""Bytes of an answer; 100 characters of speech are about 100 kB of base64."""

_BLOCK = 16_384

_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")
"""How the standard library tells of a proxy that makes no tunnel; the status is nowhere else."""


class BrokenOffError(Exception):
    """A connection was there, but no whole answer came."""


class UnreachableError(Exception):
    """There was no connection."""


def service_address() -> str:
    """The service's base address: Google's, or `BULLETIN_GTTS_URL` for stand-ins and proxies."""
    return os.environ.get("BULLETIN_GTTS_URL", "").strip().rstrip("/") or SERVICE


def is_address(address: str) -> bool:
    """Whether an address has a scheme we speak, a host that may have a name in the network, and a true port."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna")
        return (
            parts.scheme in ("http", "https")
            and host != b""
            and parts.port != 0
            and not parts.query
            and not parts.fragment
            and not set(address) & set(" \t\r\n")
        )
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the service, whole."""

    status: int
    body: bytes
    retry_after: float | None
    """Seconds the service asks us to wait, if it says so."""


class Connection:
    """A kept connection to the service: for one request at a time, but `cut` may be called from any thread."""

    def __init__(self, address: str, headers: dict[str, str]) -> None:
        self._address = address
        self._url = address + PATH
        self._wire = _Wire()
        self._session = requests.Session()
        self._session.headers.update(headers)
        name, password = get_auth_from_url(address)
        # With an answer of its own to the question who we are, requests does not look into ~/.netrc, whose
        # passwords are not meant for the service.
        self._session.auth = HTTPBasicAuth(name, password) if name or password else _nobody
        adapter = _Adapter(self._wire)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    def post(self, body: str) -> Answer:
        """The service's answer of whatever status.

        Raises BrokenOffError if it did not come whole, UnreachableError if there was no connection,
        EngineError (69) for an untrusted certificate or a proxy that refuses, ServiceAnswerError (76) for an
        answer that is far too large.
        """
        began = False
        try:
            with self._session.post(
                self._url,
                data=body,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response:
                began = True
                blocks: list[bytes] = []
                size = 0
                for block in response.iter_content(_BLOCK):
                    blocks.append(block)
                    size += len(block)
                    if size > LARGEST_ANSWER:
                        raise GOOGLE.not_it(
                            self._url, f"an answer of more than {LARGEST_ANSWER // 1024 // 1024} MB"
                        )
                asked = retry_after(
                    response.headers.get("Retry-After"), response.headers.get("Date"), time.time()
                )
                return Answer(response.status_code, b"".join(blocks), asked)
        except (
            requests.exceptions.RequestException,
            urllib3.exceptions.HTTPError,
            OSError,
            ValueError,
        ) as error:
            raise self._meant(error, began) from None

    def cut(self) -> None:
        """Break the connection off, whatever is under way on it, now or later."""
        self._wire.cut()

    def close(self) -> None:
        """Close the connection. Nothing may be under way on it."""
        self._session.close()
        self._wire.close()

    def _meant(self, error: Exception, began: bool) -> Exception:
        """What an exception means: an error to tell, or a reason to ask again. Never has its text."""
        causes = list(_causes(error))

        def among(*kinds: type[BaseException]) -> bool:
            return any(isinstance(cause, kinds) for cause in causes)

        if began:
            return BrokenOffError(_how_it_broke(among))
        if among(ssl.SSLCertVerificationError):
            return GOOGLE.untrusted(self._url)
        if among(requests.exceptions.ProxyError, urllib3.exceptions.ProxyError):
            return self._proxy_failed(causes)
        if among(
            requests.exceptions.InvalidURL,
            requests.exceptions.InvalidSchema,
            urllib3.exceptions.LocationValueError,
        ):
            # Our own address was looked at before, so the environment's proxy is the one that cannot be used.
            return GOOGLE.bad_proxy()
        if isinstance(error, OSError) and error.errno is None and type(error) is OSError:
            # So requests tells of a list of certificates that is not there.
            return no_certificates()
        if among(socket.gaierror, urllib3.exceptions.NameResolutionError):
            return UnreachableError("its name is not known here (no network?)")
        if among(ConnectionRefusedError):
            return UnreachableError("the connection was refused")
        if among(urllib3.exceptions.ConnectTimeoutError):
            return UnreachableError("no connection in time")
        if any(getattr(cause, "errno", None) in _NO_WAY for cause in causes):
            return UnreachableError("the network is unreachable")
        if among(ssl.SSLError, requests.exceptions.SSLError):
            return UnreachableError("no secure connection could be made")
        if among(urllib3.exceptions.NewConnectionError):
            return UnreachableError("no connection could be made")
        return BrokenOffError(_how_it_broke(among))

    def _proxy_failed(self, causes: list[BaseException]) -> Exception:
        """What a proxy's failure means."""
        for cause in causes:
            if found := _TUNNEL.search(str(cause)):
                status = int(found[1])
                if status in (408, 425, 429) or status >= 500:
                    return UnreachableError(f"the proxy found no way to it (HTTP {status})")
                return GOOGLE.refused_by_proxy(self._url, status)
        return UnreachableError("the proxy does not answer")


_NO_WAY = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)


def refusal(address: str, status: int) -> BulletinError:
    """The error for a status that no waiting will change."""
    if status == 407:
        return GOOGLE.refused_by_proxy(address, status)
    if status < 400 or status == 511:
        what = "a redirect to another page" if 300 <= status < 400 else "no speech"
        return GOOGLE.not_it(address, f"{what}, HTTP {status}")
    return GOOGLE.refused(address, status)


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Say nothing of who we are."""
    return request


def _how_it_broke(among: Any) -> str:
    if among(urllib3.exceptions.ReadTimeoutError, requests.exceptions.ReadTimeout, TimeoutError):
        return "no answer in time"
    if among(urllib3.exceptions.IncompleteRead, urllib3.exceptions.InvalidChunkLength):
        return "the answer was cut short"
    if among(urllib3.exceptions.DecodeError):
        return "the answer cannot be unpacked"
    return "the connection broke off"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and all that it was made of."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        cause = waiting.pop(0)
        if isinstance(cause, BaseException) and id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            waiting += [*cause.args, getattr(cause, "reason", None), cause.__cause__, cause.__context__]


class _Wire:
    """The socket of a connection, by a handle of our own: the library's may be given away to TLS at any time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._is_cut = False

    def use(self, made: socket.socket) -> None:
        """There is a new socket."""
        with self._lock:
            if self._socket is not None:
                self._socket.close()
            self._socket = made.dup()
            if self._is_cut:
                _shut(self._socket)

    def cut(self) -> None:
        """Shut the socket down: whoever reads from it or writes to it, by any handle, is done at once."""
        with self._lock:
            self._is_cut = True
            if self._socket is not None:
                _shut(self._socket)

    def close(self) -> None:
        """Give our handle back."""
        with self._lock:
            if self._socket is not None:
                self._socket.close()
                self._socket = None


def _shut(handle: socket.socket) -> None:
    with contextlib.suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


class _Adapter(HTTPAdapter):
    """Tells a wire of each socket it opens, on the direct way and through proxies."""

    def __init__(self, wire: _Wire) -> None:
        self._wire = wire
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """As the library does it, with pools of ours."""
        super().init_poolmanager(*arguments, **options)
        self._watch(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        """As the library does it, with pools of ours."""
        known = proxy in self.proxy_manager
        manager = super().proxy_manager_for(proxy, **options)
        if not known:
            self._watch(manager)
        return manager

    def _watch(self, manager: Any) -> None:
        manager.pool_classes_by_scheme = {
            scheme: _watched(pool, self._wire) for scheme, pool in manager.pool_classes_by_scheme.items()
        }


def _watched(pool: Any, wire: _Wire) -> Any:
    """The class of pools `pool`, whose connections tell `wire` of their sockets before anything is sent."""

    def get(connection: Any) -> Any:
        return connection.__dict__.get("sock")

    def put(connection: Any, made: Any) -> None:
        connection.__dict__["sock"] = made
        # TLS puts itself in the place of a socket that we know already, and cannot be duplicated.
        if isinstance(made, socket.socket) and not isinstance(made, ssl.SSLSocket):
            wire.use(made)

    connection = type("Watched", (pool.ConnectionCls,), {"sock": property(get, put)})
    return type("WatchedPool", (pool,), {"ConnectionCls": connection})
