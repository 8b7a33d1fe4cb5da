"""Downloads: files of a public collection, from the beginning or from where one broke off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from bulletin.engines.online.addresses import is_loopback, shown
from bulletin.engines.online.attempts import Attempt
from bulletin.engines.online.client import BrokenOff, Client
from bulletin.engines.online.clock import Clock
from bulletin.engines.online.failures import BrokenOffError
from bulletin.engines.online.patience import Patience
from bulletin.engines.online.service import Service
from bulletin.errors import RefusedError

if TYPE_CHECKING:
    from bulletin.engines.online.connections import Response

PATIENCE = Patience(
    read_seconds=20.0,
    # A download of 63 MB may take hours and be whole, so it has a least speed and no deadline.
    slowest=1_000,
    slowest_seconds=60.0,
    attempts=4,
    later_attempts=4,
    broken_attempts=5,
)

MOST_REDIRECTS = 5

_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One file of a collection, by the collection's index or by a list of ours."""

    path: str
    """Within the collection."""
    size: int
    """Bytes."""
    method: str
    """How the checksum is made: `md5` or `sha256`. That the file is the collection's own is ensured by TLS."""
    checksum: str
    """In hexadecimal. It finds damage."""

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer, of which only the head has been read."""

    start: int
    """Where in the file its body begins: where it was asked to, or 0 if it begins anew."""
    size: int | None
    """Bytes of the whole file; None if it does not say."""
    etag: str
    """Identifies this state of the file; empty if it does not say."""
    response: Response

    def blocks(self) -> Iterator[bytes]:
        """The body as it comes. Raises BrokenOffError if it breaks off or comes too slowly."""
        return self.response.blocks()


class Downloads:
    """Downloads from a collection at `address`, or at the one that its variable sets, one at a time.

    Raises ConfigurationError (78) if that address is neither https nor on this machine.
    """

    def __init__(self, collection: Service, address: str, clock: Clock | None = None) -> None:
        from bulletin.engines.online.connections import Connection

        self.collection = collection
        self.base = collection_address(collection, address)
        # Not compressed: a compressed answer cannot be resumed, and its length is not the file's.
        self._connection = Connection(collection, PATIENCE, {"Accept-Encoding": "identity"})
        self._client = Client(collection, self.base, PATIENCE, clock=clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
        self._connection.close()

    def address(self, path: str) -> str:
        """The address of a file; it may have a name and password in it."""
        return f"{self.base}/{path}"

    def attempts(self, broken_off: BrokenOff | None = None) -> Iterator[Attempt]:
        """The attempts at one file: see `Client.attempts`. Each may resume where the last one broke off."""
        return self._client.attempts(broken_off=broken_off)

    @contextmanager
    def get(self, path: str, *, start: int = 0, etag: str = "") -> Iterator[Answer]:
        """One attempt at the file `path`, from the byte `start` if the file is still that of `etag`.

        Raises AttemptError if another attempt may succeed, EngineError (69) if the collection refuses or its
        certificate is not trusted, RefusedError (77) for a redirect to an unsafe address, ServiceAnswerError (76) if
        something else answers in its place.
        """
        headers = {"Range": f"bytes={start}-"} if start else {}
        if start and etag:
            headers["If-Range"] = etag
        with self._open(path, headers) as response:
            if response.status != 416:
                yield self._judged(path, response)
                return
        # What we have is longer than the file: start anew.
        with self._open(path, {}) as response:
            yield self._judged(path, response)

    def whole(self, path: str, limit: int) -> bytes:
        """A small file. Raises as `get` does, TryLaterError (75), and ServiceAnswerError (76) beyond `limit` bytes."""
        return self._client.ask(lambda _: self._whole(path, limit))

    def _whole(self, path: str, limit: int) -> bytes:
        found = bytearray()
        with self.get(path) as answer:
            for block in answer.blocks():
                found += block
                if len(found) > limit:
                    raise self.collection.not_it(self.address(path), f"more than {limit // 1024**2} MB")
        if answer.size not in (None, len(found)):
            raise BrokenOffError("the answer was cut short")
        return bytes(found)

    @contextmanager
    def _open(self, path: str, headers: dict[str, str]) -> Iterator[Response]:
        """The first answer that is no redirect."""
        url = self.address(path)
        for _ in range(MOST_REDIRECTS + 1):
            with self._connection.request("GET", url, headers=headers) as response:
                target = response.headers.get("Location", "")
                if response.status not in _REDIRECTS or not target:
                    yield response
                    return
            url = self._followed(path, url, target)
        raise self.collection.not_it(self.address(path), f"more than {MOST_REDIRECTS} redirects")

    def _followed(self, path: str, url: str, target: str) -> str:
        """The address that a redirect leads to, if it is safe: never from https to http."""
        try:
            found = urljoin(url, target)
            parts = urlsplit(found)
        except ValueError:
            raise self.collection.not_it(self.address(path), "a redirect to no address") from None
        if parts.scheme == "https" and parts.hostname:
            return found
        if parts.scheme == "http" and is_loopback(parts.hostname) and url.startswith("http:"):
            return found
        raise RefusedError(
            f"refused to follow a redirect to an address that is not safe ({shown(found)[:100]}).",
            error_id="net.redirect",
            source=shown(self.address(path)),
            remedy="This network may ask for a log-in. Open any web page in a browser, then run the command again.",
        )

    def _judged(self, path: str, response: Response) -> Answer:
        headers = response.headers
        if response.status not in (200, 206):
            raise self.collection.failure(self.address(path), response.status, response.retry_after)
        if "text/html" in headers.get("Content-Type", ""):
            raise self.collection.not_it(self.address(path), "a web page")
        start, size = _extent(
            response.status, headers.get("Content-Range", ""), headers.get("Content-Length", "")
        )
        if start is None:
            raise self.collection.not_it(self.address(path), "a part of a file that does not say which")
        etag = headers.get("ETag", "")
        # A weak one does not promise the same bytes.
        return Answer(start, size, "" if etag.startswith("W/") else etag, response)


def collection_address(collection: Service, default: str) -> str:
    """The collection's base address: the public one, or that of its variable, for mirrors and stand-ins.

    Raises ConfigurationError (78) for one that is not https (http on this machine itself).
    """
    address = collection.address(default)
    try:
        parts = urlsplit(address)
        host = parts.hostname
        if host and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))):
            return address
    except ValueError:
        pass
    raise collection.wrong_address(address)


def _extent(status: int, content_range: str, content_length: str) -> tuple[int | None, int | None]:
    """Where an answer's body begins, and the size of the whole file in bytes; None for what its head does not say."""
    if status == 206:
        span, _, size = content_range.removeprefix("bytes").strip().partition("/")
        first = span.partition("-")[0]
        return int(first) if first.isdecimal() else None, int(size) if size.isdecimal() else None
    return 0, int(content_length) if content_length.isdecimal() else None
