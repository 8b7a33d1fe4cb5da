"""Serving: a feed's folder on 127.0.0.1, read-only, to try it in a podcast app on this machine.

In pages of the feed, addresses below the feed's own are replaced by this server's, so that the app fetches files from
here too.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import socket
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bulletin.errors import EngineError
from bulletin.production.feeds.folder import read_page
from bulletin.production.feeds.ranges import Body, has_it, part_of, wants_part
from bulletin.schema.feed import FEED
from bulletin.schema.formats import FORMATS
from bulletin.writers.feed.channel import FEED_TYPE
from bulletin.writers.feed.text import attribute
from bulletin.writers.sidecars import SIDECARS
from bulletin.writers.sidecars.page.index import INDEX

HOST = "127.0.0.1"
CHUNK = 1 << 16
IDLE_SECONDS = 30.0
"""A connection without a request for so long is closed."""

MEDIA_TYPES = {
    **{form.suffix: form.media_type for form in FORMATS.values()},
    **{sidecar.suffix: sidecar.media_type for sidecar in SIDECARS},
    ".xml": FEED_TYPE, ".json": "application/json", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png",
}  # fmt: skip
_TEXT = re.compile(f"text/.+|application/x-subrip|{re.escape(FEED_TYPE)}")
"""Media types that are sent with a charset."""
_HOSTS = ("127.0.0.1", "localhost", "[::1]")


class FeedServer(ThreadingHTTPServer):
    """Serves a folder. Raises EngineError (69) if the port is not available."""

    daemon_threads = True
    # A server that was just stopped must be able to start again.
    allow_reuse_address = os.name != "nt"

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder.resolve()
        self.base = read_page(folder / FEED).layout.base
        """The feed's own address, which is replaced by the server's."""
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            free = _free_port(port + 1)
            raise EngineError(
                f"port {port} is in use or not allowed ({error.strerror or error}).",
                error_id="feed.port",
                source=f"--port {port}",
                remedy=f"Name another: bulletin feed serve {folder} --port {free}",
            ) from None

    @property
    def address(self) -> str:
        """The folder's address on this server."""
        return f"http://{HOST}:{self.server_address[1]}/"

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002  (the library's)
        """Warn in a line of any error except a client that went away."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError):
            print(f"warning: a request failed: {type(error).__name__}: {error} [feed.serve]", file=sys.stderr)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "bulletin"
    sys_version = ""
    timeout = IDLE_SECONDS
    disable_nagle_algorithm = True
    """Otherwise the end of each answer on a kept connection would wait 40 ms for an acknowledgement of the rest."""
    server: FeedServer

    def do_GET(self) -> None:
        """Send a file, or a part of it."""
        self._answer(send=True)

    def do_HEAD(self) -> None:
        """Send the headers alone."""
        self._answer(send=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's)
        """Print a plain line for each request."""
        line = (format % args).encode("unicode_escape").decode()
        print(line, file=sys.stderr, flush=True)

    def _answer(self, *, send: bool) -> None:
        if not self._is_local():
            self._refuse(403, "This server answers only under its own name.")
            return
        if urlsplit(self.path).path == "/":
            self.send_response(302)
            self.send_header("Location", f"/{INDEX if (self.server.folder / INDEX).is_file() else FEED}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        with contextlib.ExitStack() as closing:
            body = self._body(closing)
            if body is None:
                self._refuse(404, "There is no such file.")
                return
            if has_it(self.headers, body):
                self.send_response(304)
                self._validators(body)
                self.end_headers()
                return
            span = part_of(self.headers, body)
            if span is None:
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{body.size}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            first, last = span
            whole = (first, last) == (0, body.size - 1) and not wants_part(self.headers, body)
            self.send_response(200 if whole else 206)
            if not whole:
                self.send_header("Content-Range", f"bytes {first}-{last}/{body.size}")
            self.send_header("Content-Type", body.media_type)
            self.send_header("Content-Length", str(last - first + 1))
            self._validators(body)
            self.end_headers()
            if send:
                self._send(body, first, last - first + 1)

    def _send(self, body: Body, first: int, left: int) -> None:
        body.stream.seek(first)
        while left > 0 and (data := body.stream.read(min(CHUNK, left))):
            self.wfile.write(data)
            left -= len(data)
        if left:
            # The file became shorter meanwhile: break the connection rather than send a wrong end.
            self.close_connection = True

    def _is_local(self) -> bool:
        hosts = self.headers.get_all("Host") or []
        if len(hosts) != 1:
            return False
        port = self.server.server_address[1]
        host = hosts[0].strip().lower()
        return host in _HOSTS or host in {f"{name}:{port}" for name in _HOSTS}

    def _body(self, closing: contextlib.ExitStack) -> Body | None:
        """The requested file; None for one that is missing, hidden, or outside the folder."""
        parts = unquote(urlsplit(self.path).path, errors="surrogateescape").split("/")[1:]
        if any(not part or part.startswith(".") or re.search(r"[\x00-\x1f\\:]", part) for part in parts):
            return None
        try:
            path = self.server.folder.joinpath(*parts).resolve()
            if not path.is_relative_to(self.server.folder) or not path.is_file():
                return None
            stream = closing.enter_context(path.open("rb"))
            status = os.fstat(stream.fileno())
        except (OSError, ValueError):
            return None
        name = path.name.lower()
        suffix = ".chapters.json" if name.endswith(".chapters.json") else path.suffix.lower()
        kind = MEDIA_TYPES.get(suffix, "application/octet-stream")
        if _TEXT.fullmatch(kind):
            kind += "; charset=utf-8"
        modified = datetime.fromtimestamp(int(status.st_mtime), UTC)
        if suffix == ".xml" and self.server.base:
            base = attribute(self.server.base)[1:-1].encode()
            data = stream.read().replace(base, self.server.address.encode())
            digest = hashlib.sha256(data).hexdigest()[:32]
            return Body(kind, len(data), f'"{digest}"', modified, io.BytesIO(data))
        etag = f'"{status.st_size:x}-{status.st_mtime_ns:x}-{status.st_ino:x}"'
        return Body(kind, status.st_size, etag, modified, stream)

    def _validators(self, body: Body) -> None:
        self.send_header("ETag", body.etag)
        self.send_header("Last-Modified", format_datetime(body.modified, usegmt=True))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")

    def _refuse(self, code: int, why: str) -> None:
        data = f"{why}\n".encode()
        self.send_response(code)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


@contextlib.contextmanager
def serving(folder: Path, port: int) -> Iterator[FeedServer]:
    """A server of the feed in `folder`; call its `serve_forever` to answer requests."""
    server = FeedServer(folder, port)
    try:
        yield server
    finally:
        server.server_close()


def _free_port(first: int) -> int:
    for port in range(max(first, 1024), 65536):
        with socket.socket() as trial, contextlib.suppress(OSError):
            trial.bind((HOST, port))
            return port
    return 0
