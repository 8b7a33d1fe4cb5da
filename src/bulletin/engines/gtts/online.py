"""Online: the door to Google's speech service. Verified TLS, kept connections, deadlines, patience."""

from __future__ import annotations

import email.utils
import os
import random
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bulletin.errors import BulletinError, EngineError, ServiceAnswerError, TryLaterError

if TYPE_CHECKING:
    import requests

SERVICE = "https://translate.google.com"
PATH = "/_/TranslateWebserverUi/data/batchexecute"

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
DEADLINE_SECONDS = 60.0
"""For one attempt, from the first byte sent to the last byte received."""

ATTEMPTS = 5
BROKEN_ATTEMPTS = 3
"""How often a request is sent whose connection breaks off in the middle of the answer."""

FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 60.0

LARGEST_ANSWER = 4 * 1024 * 1024
"""Bytes of an answer; 100 characters of speech are about 100 kB of base64."""

_REFUSED = (400, 401, 403, 404, 405, 410, 411, 413, 414)


def service_address() -> str:
    """The service's base address: Google's, or `BULLETIN_GTTS_URL` for stand-ins and proxies."""
    return os.environ.get("BULLETIN_GTTS_URL", "").strip().rstrip("/") or SERVICE


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the service, whole."""

    status: int
    body: bytes
    retry_after: float | None
    """Seconds the service asks us to wait, if it says so."""


class Line:
    """Connections to the service: one kept open for each thread that asks."""

    def __init__(self, headers: dict[str, str], *, attempts: int = ATTEMPTS) -> None:
        self._url = service_address() + PATH
        self._headers = headers
        self._local = threading.local()
        self._lock = threading.Lock()
        self._sessions: list[requests.Session] = []
        self._not_before = 0.0
        self._attempts = attempts
        self._closed = threading.Event()

    def post(self, body: str) -> bytes:
        """The body of a successful answer.

        Waits and tries again on 429 and 5xx. Raises TryLaterError (75) when patience ends or the service
        cannot be reached, EngineError (69) when it refuses for good or its certificate is not trusted,
        ServiceAnswerError (76) when something else answers in its place.
        """
        waited = 0.0
        for attempt in range(1, self._attempts + 1):
            self._wait_for_turn()
            try:
                answer = self._post_once(body)
            except _BrokenOffError as broken:
                if attempt >= min(self._attempts, BROKEN_ATTEMPTS):
                    raise _unreachable(self._url, str(broken)) from None
                continue
            if answer.status == 200:
                return answer.body
            if answer.status not in (408, 425, 429) and answer.status < 500:
                raise self._refusal(answer)
            if attempt < self._attempts:
                waited += self._slow_down(attempt, answer.retry_after)
        raise TryLaterError(
            f"Google's speech service asked us to slow down (HTTP {answer.status}, waited {self._attempts - 1} times,"
            f" {waited:.0f} s).",
            error_id="net.rate_limited",
            source=_shown(self._url),
            remedy="What is spoken is kept. Run the same command again in about 10 minutes, or add --voice espeak.",
        )

    def close(self) -> None:
        """Close all connections, and end every wait."""
        self._closed.set()
        with self._lock:
            for session in self._sessions:
                session.close()
            self._sessions.clear()

    def _wait_for_turn(self) -> None:
        """Wait while the service pushes back; all threads wait together."""
        while (left := self._not_before - time.monotonic()) > 0:
            if self._closed.wait(left):
                raise _unreachable(self._url, "the run was ended")

    def _slow_down(self, attempt: int, asked: float | None) -> float:
        wait: float = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2.0 ** (attempt - 1))
        if asked is not None:
            wait = min(LONGEST_WAIT_SECONDS, max(asked, 0.1))
        wait *= 1.0 + random.random() / 4  # noqa: S311  (jitter, not a secret)
        with self._lock:
            self._not_before = max(self._not_before, time.monotonic() + wait)
        return wait

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            import requests

            session = requests.Session()
            session.headers.update(self._headers)
            self._local.session = session
            with self._lock:
                self._sessions.append(session)
        return session

    def _post_once(self, body: str) -> Answer:
        import requests

        started = time.monotonic()
        try:
            with self._session().post(
                self._url,
                data=body,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response:
                blocks: list[bytes] = []
                size = 0
                for block in response.iter_content(16_384):
                    blocks.append(block)
                    size += len(block)
                    if size > LARGEST_ANSWER:
                        raise self._not_speech(f"an answer of more than {LARGEST_ANSWER // 1024 // 1024} MB")
                    if time.monotonic() - started > DEADLINE_SECONDS:
                        raise _unreachable(self._url, f"no whole answer within {DEADLINE_SECONDS:.0f} s")
                return Answer(response.status_code, b"".join(blocks), _retry_after(response.headers))
        except requests.exceptions.InvalidProxyURL:
            raise _unreachable(self._url, "the proxy's address is not one") from None
        except requests.exceptions.SSLError:
            raise EngineError(
                "the certificate of Google's speech service is not trusted, so nothing was sent.",
                error_id="net.certificate",
                source=_shown(self._url),
                remedy="Check this machine's clock and network, or add --voice espeak.",
            ) from None
        except (
            requests.exceptions.InvalidURL,
            requests.exceptions.InvalidSchema,
            requests.exceptions.MissingSchema,
        ):
            raise _bad_address(self._url) from None
        except requests.exceptions.RequestException as error:
            cause = _cause(error)
            if cause in _BROKEN:
                raise _BrokenOffError(cause) from None
            raise _unreachable(self._url, cause) from None

    def _refusal(self, answer: Answer) -> BulletinError:
        if 300 <= answer.status < 400:
            return self._not_speech(f"a redirect to another page, HTTP {answer.status}")
        return EngineError(
            f"Google's speech service refused the request (HTTP {answer.status}); it may have changed.",
            error_id="svc.refused",
            source=_shown(self._url),
            remedy="Update bulletin and gTTS, or add --voice espeak.",
        )

    def _not_speech(self, what: str) -> ServiceAnswerError:
        return ServiceAnswerError(
            f"the speech service answered with something else: {what}.",
            error_id="net.captive",
            source=_shown(self._url),
            remedy="This network may ask for a log-in. Open any web page in a browser, then run the command again.",
        )


class _BrokenOffError(Exception):
    """The connection broke off in the middle of an answer."""


_BROKEN = ("the answer was cut short", "the connection broke off")


def _shown(url: str) -> str:
    """An address without the name and password in it."""
    scheme, separator, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator}{host.rpartition('@')[2]}{slash}{path}"


def _unreachable(url: str, cause: str) -> TryLaterError:
    return TryLaterError(
        f"cannot reach Google's speech service: {cause}.",
        error_id="net.unreachable",
        source=_shown(url),
        remedy="What is spoken is kept. Run the same command again when the network is back, or add --voice espeak.",
    )


def _bad_address(url: str) -> EngineError:
    return EngineError(
        "the address in BULLETIN_GTTS_URL is not one.",
        error_id="net.address",
        source=_shown(url),
        remedy="Set it to an address such as http://127.0.0.1:8080, or unset it.",
    )


def _cause(error: Exception) -> str:
    """A few plain words for an exception; never its own text, which may hold a proxy's password."""
    text = repr(error)
    for sign, cause in (
        ("NameResolution", "its name is not known here (no network?)"),
        ("Proxy", "the proxy does not answer"),
        ("refused", "the connection was refused"),
        ("ReadTimeout", "no answer in time"),
        ("ConnectTimeout", "no connection in time"),
        ("unreachable", "the network is unreachable"),
        ("IncompleteRead", "the answer was cut short"),
        ("ProtocolError", "the connection broke off"),
        ("ChunkedEncoding", "the answer was cut short"),
    ):
        if sign in text:
            return cause
    return "the connection failed"


def _retry_after(headers: object) -> float | None:
    """The Retry-After header in seconds, given as seconds or as a date; None if there is none that makes sense."""
    value = headers.get("Retry-After") if hasattr(headers, "get") else None
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        when = email.utils.parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    return max(0.0, when.timestamp() - time.time())
