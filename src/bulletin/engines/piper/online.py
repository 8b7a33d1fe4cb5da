"""Online: the door to the public collection of piper voices. Verified TLS, deadlines, patience, resumable answers."""

from __future__ import annotations

import ipaddress
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urljoin, urlsplit

from bulletin.errors import (
    BulletinError,
    ConfigurationError,
    EngineError,
    RefusedError,
    ServiceAnswerError,
    TryLaterError,
)

if TYPE_CHECKING:
    import requests

COLLECTION = "https://huggingface.co/rhasspy/piper-voices/resolve/main"

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0

SLOWEST = 1_000
"""Bytes a second, over `SLOWEST_SECONDS`: what comes more slowly than this is given up."""
SLOWEST_SECONDS = 60.0

ATTEMPTS = 4
FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 60.0

MOST_REDIRECTS = 5

BLOCK = 64 * 1024

_REDIRECTS = (301, 302, 303, 307, 308)
_LATER = (408, 425, 429)


class CutShortError(Exception):
    """An answer broke off, or came too slowly. What came before it is good."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer, of which nothing but the head has been read."""

    start: int
    """Where in the file its body begins: where it was asked to, or 0 if it begins anew."""
    size: int | None
    """Bytes of the whole file, if it says so."""
    etag: str
    """What tells this state of the file from any other, if it says so; else empty."""
    body: Any

    def blocks(self) -> Iterator[bytes]:
        """The body as it comes. Raises CutShortError if it breaks off or comes too slowly."""
        from urllib3.exceptions import HTTPError

        since, came = time.monotonic(), 0
        try:
            # read1 gives what has come; read would wait for a whole block, however slowly it comes.
            while block := self.body.read1(BLOCK, decode_content=True):
                came += len(block)
                passed = time.monotonic() - since
                if passed > SLOWEST_SECONDS:
                    if came < SLOWEST * passed:
                        raise CutShortError(f"it came too slowly ({came / passed:,.0f} bytes a second)")
                    since, came = time.monotonic(), 0
                yield block
        except (HTTPError, OSError) as error:
            raise CutShortError(_cause(error)) from None


class Line:
    """A connection to the collection, or to what `BULLETIN_PIPER_URL` names in its place."""

    def __init__(self) -> None:
        import requests

        self.base = collection_address()
        self._session = requests.Session()
        # As it is: a compressed answer could not be resumed, and its length would not be the file's.
        self._session.headers["Accept-Encoding"] = "identity"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def shown(self, path: str) -> str:
        """The address of a file, as a person may see it: without a name and password in it."""
        return _shown(f"{self.base}/{path}")

    @contextmanager
    def get(self, path: str, *, start: int = 0, etag: str = "") -> Iterator[Answer]:
        """The answer to a request for the file `path`, from the byte `start` if it is still that of `etag`.

        Waits and tries again on 429 and 5xx. Raises TryLaterError (75) when patience ends or the collection
        cannot be reached, EngineError (69) when it refuses or its certificate is not trusted, RefusedError
        (77) for a redirect to an open address, ServiceAnswerError (76) when something else answers in its place.
        """
        headers = {}
        if start:
            headers["Range"] = f"bytes={start}-"
            if etag:
                headers["If-Range"] = etag
        response = self._ask(path, headers)
        try:
            if response.status_code == 416:
                # What we have is more than there is: from the beginning, then.
                response.close()
                response = self._ask(path, {})
            yield self._judged(path, response)
        finally:
            response.close()

    def whole(self, path: str, limit: int) -> bytes:
        """A small file at once. Raises as `get` does, and ServiceAnswerError (76) beyond `limit` bytes."""
        cause = ""
        for _ in range(ATTEMPTS):
            found = bytearray()
            try:
                with self.get(path) as answer:
                    for block in answer.blocks():
                        found += block
                        if len(found) > limit:
                            raise self._not_it(path, f"more than {limit // 1024**2} MB")
            except CutShortError as cut:
                cause = str(cut)
                continue
            if answer.size in (None, len(found)):
                return bytes(found)
            cause = "the answer was cut short"
        raise self._unreachable(path, cause)

    def _ask(self, path: str, headers: dict[str, str]) -> requests.Response:
        for attempt in range(1, ATTEMPTS + 1):
            response = self._open(path, headers)
            if response.status_code not in _LATER and response.status_code < 500:
                return response
            response.close()
            if attempt < ATTEMPTS:
                time.sleep(_wait(attempt, response.headers.get("Retry-After", "")))
        raise TryLaterError(
            f"the collection of piper voices does not serve now (HTTP {response.status_code}, tried {ATTEMPTS} times).",
            error_id="net.rate_limited" if response.status_code == 429 else "net.busy",
            source=self.shown(path),
            remedy="What has come is kept. Run the same command again in about 10 minutes.",
        )

    def _open(self, path: str, headers: dict[str, str]) -> requests.Response:
        """The first answer that is no redirect."""
        import requests

        url = f"{self.base}/{path}"
        try:
            for _ in range(MOST_REDIRECTS + 1):
                response = self._session.get(
                    url,
                    headers=headers,
                    timeout=(CONNECT_SECONDS, READ_SECONDS),
                    allow_redirects=False,
                    stream=True,
                )
                target = response.headers.get("Location", "")
                if response.status_code not in _REDIRECTS or not target:
                    return response
                response.close()
                url = self._followed(path, url, target)
        except requests.exceptions.InvalidProxyURL:
            raise self._unreachable(path, "the proxy's address is not one") from None
        except requests.exceptions.SSLError:
            raise EngineError(
                "the certificate of the collection of piper voices is not trusted, so nothing was fetched.",
                error_id="net.certificate",
                source=self.shown(path),
                remedy="Check this machine's clock and network, then run the same command again.",
            ) from None
        except requests.exceptions.RequestException as error:
            raise self._unreachable(path, _cause(error)) from None
        raise self._not_it(path, f"more than {MOST_REDIRECTS} redirects")

    def _followed(self, path: str, url: str, target: str) -> str:
        """Where a redirect leads, if it may be followed: never from a safe address to an open one."""
        try:
            found = urljoin(url, target)
            parts = urlsplit(found)
        except ValueError:
            raise self._not_it(path, "a redirect to no address") from None
        if parts.scheme == "https" and parts.hostname:
            return found
        if parts.scheme == "http" and _is_loopback(parts.hostname) and url.startswith("http:"):
            return found
        raise RefusedError(
            f"refused to follow a redirect to an address that is not safe ({_shown(found).partition('?')[0][:100]}).",
            error_id="net.redirect",
            source=self.shown(path),
            remedy="This network may ask for a log-in. Open any web page in a browser, then run the command again.",
        )

    def _judged(self, path: str, response: requests.Response) -> Answer:
        status, headers = response.status_code, response.headers
        if status not in (200, 206):
            raise EngineError(
                f"the collection of piper voices refused the request (HTTP {status}); it may have changed.",
                error_id="svc.refused",
                source=self.shown(path),
                remedy="Update bulletin, or fetch the voice's two files yourself into the folder"
                " that BULLETIN_VOICES_DIR names.",
            )
        if "text/html" in headers.get("Content-Type", ""):
            raise self._not_it(path, "a web page")
        start, size = _extent(status, headers.get("Content-Range", ""), headers.get("Content-Length", ""))
        if start is None:
            raise self._not_it(path, "a part of a file that does not say which")
        etag = headers.get("ETag", "")
        # A weak one does not promise the same bytes.
        return Answer(start, size, "" if etag.startswith("W/") else etag, response.raw)

    def _unreachable(self, path: str, cause: str) -> TryLaterError:
        return TryLaterError(
            f"cannot reach the collection of piper voices: {cause}.",
            error_id="net.unreachable",
            source=self.shown(path),
            remedy="What has come is kept. Run the same command again when the network is back.",
        )

    def _not_it(self, path: str, what: str) -> BulletinError:
        return ServiceAnswerError(
            f"the collection of piper voices answered with something else: {what}.",
            error_id="net.captive",
            source=self.shown(path),
            remedy="This network may ask for a log-in. Open any web page in a browser, then run the command again.",
        )


def collection_address() -> str:
    """The collection's base address: the public one, or `BULLETIN_PIPER_URL` for mirrors and stand-ins.

    Raises ConfigurationError (78) for one that is not https (http on this machine itself).
    """
    chosen = os.environ.get("BULLETIN_PIPER_URL", "").strip().rstrip("/") or COLLECTION
    try:
        parts = urlsplit(chosen)
        host = parts.hostname
        if host and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))):
            return chosen
    except ValueError:
        pass
    raise ConfigurationError(
        "the address in BULLETIN_PIPER_URL is not one that voices may be fetched from.",
        error_id="net.address",
        source=_shown(chosen),
        remedy="Set it to an address such as https://example.org/voices, or unset it.",
    )


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _extent(status: int, content_range: str, content_length: str) -> tuple[int | None, int | None]:
    """Where an answer's body begins, and the size of the whole file, by its head; None for what it does not tell."""
    if status == 206:
        span, _, size = content_range.removeprefix("bytes").strip().partition("/")
        first = span.partition("-")[0]
        return int(first) if first.isdecimal() else None, int(size) if size.isdecimal() else None
    return 0, int(content_length) if content_length.isdecimal() else None


def _wait(attempt: int, asked: str) -> float:
    """Seconds to wait before the next attempt."""
    try:
        seconds = float(asked)
    except ValueError:
        seconds = FIRST_WAIT_SECONDS * 2.0 ** (attempt - 1)
    return min(LONGEST_WAIT_SECONDS, max(0.0, seconds))


def _shown(url: str) -> str:
    """An address without the name and password in it."""
    scheme, separator, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator}{host.rpartition('@')[2]}{slash}{path}"


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
        ("Protocol", "the connection broke off"),
        ("Reset", "the connection broke off"),
    ):
        if sign in text:
            return cause
    return "the connection failed"
