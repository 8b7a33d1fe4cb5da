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

from bulletin.engines.services import Service, shown
from bulletin.errors import RefusedError

if TYPE_CHECKING:
    import requests

COLLECTION = "https://huggingface.co/rhasspy/piper-voices/resolve/main"

SERVICE = Service(
    name="the collection of piper voices",
    kept="What has come is kept.",
    nothing="nothing was fetched",
    renewed="Update bulletin, or fetch the voice's two files yourself into the folder that BULLETIN_VOICES_DIR names",
    variable="BULLETIN_PIPER_URL",
    example="https://example.org/voices",
)

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

    def address(self, path: str) -> str:
        """The address of a file; it may have a name and password in it."""
        return f"{self.base}/{path}"

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
                            raise SERVICE.not_it(self.address(path), f"more than {limit // 1024**2} MB")
            except CutShortError as cut:
                cause = str(cut)
                continue
            if answer.size in (None, len(found)):
                return bytes(found)
            cause = "the answer was cut short"
        raise SERVICE.unreachable(self.address(path), cause)

    def _ask(self, path: str, headers: dict[str, str]) -> requests.Response:
        waited = 0.0
        for attempt in range(1, ATTEMPTS + 1):
            response = self._open(path, headers)
            if response.status_code not in _LATER and response.status_code < 500:
                return response
            response.close()
            if attempt < ATTEMPTS:
                wait = _wait(attempt, response.headers.get("Retry-After", ""))
                time.sleep(wait)
                waited += wait
        raise SERVICE.busy(self.address(path), response.status_code, ATTEMPTS - 1, waited)

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
            raise SERVICE.unreachable(self.address(path), "the proxy's address is not one") from None
        except requests.exceptions.SSLError:
            raise SERVICE.untrusted(self.address(path)) from None
        except requests.exceptions.RequestException as error:
            raise SERVICE.unreachable(self.address(path), _cause(error)) from None
        raise SERVICE.not_it(self.address(path), f"more than {MOST_REDIRECTS} redirects")

    def _followed(self, path: str, url: str, target: str) -> str:
        """Where a redirect leads, if it may be followed: never from a safe address to an open one."""
        try:
            found = urljoin(url, target)
            parts = urlsplit(found)
        except ValueError:
            raise SERVICE.not_it(self.address(path), "a redirect to no address") from None
        if parts.scheme == "https" and parts.hostname:
            return found
        if parts.scheme == "http" and _is_loopback(parts.hostname) and url.startswith("http:"):
            return found
        raise RefusedError(
            f"refused to follow a redirect to an address that is not safe ({shown(found)[:100]}).",
            error_id="net.redirect",
            source=shown(self.address(path)),
            remedy="This network may ask for a log-in. Open any web page in a browser, then run the command again.",
        )

    def _judged(self, path: str, response: requests.Response) -> Answer:
        status, headers = response.status_code, response.headers
        if status not in (200, 206):
            raise SERVICE.refused(self.address(path), status)
        if "text/html" in headers.get("Content-Type", ""):
            raise SERVICE.not_it(self.address(path), "a web page")
        start, size = _extent(status, headers.get("Content-Range", ""), headers.get("Content-Length", ""))
        if start is None:
            raise SERVICE.not_it(self.address(path), "a part of a file that does not say which")
        etag = headers.get("ETag", "")
        # A weak one does not promise the same bytes.
        return Answer(start, size, "" if etag.startswith("W/") else etag, response.raw)


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
    raise SERVICE.wrong_address(chosen)


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
