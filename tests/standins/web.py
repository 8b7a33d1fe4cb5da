"""A stand-in for the web: pages on 127.0.0.1, with the faults of real sites."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Self

from tests.standins.server import Kept, PatientServer

Reply = Callable[["Handler"], None]
"""Answers a request."""

HTML = "text/html; charset=utf-8"


def page(
    data: bytes | str = b"x",
    status: int = 200,
    content_type: str = HTML,
    length: int | None = None,
    **headers: str,
) -> Reply:
    """A whole answer; `length` is what it claims, and headers are named with _ for -."""
    body = data.encode() if isinstance(data, str) else data

    def reply(handler: Handler) -> None:
        handler.send_response(status)
        if content_type:
            handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)
        handler.close_connection = True

    return reply


def redirect(to: str, status: int = 302) -> Reply:
    return page(b"", status, Location=to)


def with_etag(data: bytes | str, etag: str = '"1"') -> Reply:
    """A page that is not sent again to those who have it."""

    def reply(handler: Handler) -> None:
        known = handler.headers["If-None-Match"] == etag
        (page(b"", 304, "") if known else page(data, ETag=etag))(handler)

    return reply


def raw(data: bytes, *, drip: float = 0.0) -> Reply:
    """These bytes and no more, a byte every `drip` seconds, while anybody waits for them; then the line goes dead."""

    def reply(handler: Handler) -> None:
        handler.close_connection = True
        if not drip:
            handler.wfile.write(data)
            return
        for byte in data:
            handler.wfile.write(bytes([byte]))
            if handler.stand_in.closing.wait(drip):
                return

    return reply


def silent(handler: Handler) -> None:
    """Say nothing at all, for as long as the test runs."""
    handler.close_connection = True
    handler.stand_in.closing.wait(10)


def bomb(megabytes: int) -> bytes:
    """So many zeros, packed to a two-hundredth of that."""
    return gzip.compress(bytes(megabytes * 1024 * 1024), 1)


class WebStandIn:
    """Pages by path. What is not there answers 404."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply] = {}
        self.asked: list[str] = []
        """The path of every request, in turn."""
        self.headers: list[dict[str, str]] = []
        """The headers of every request, in turn, with small names."""
        self.times: list[float] = []
        self.closing = threading.Event()
        self._server = PatientServer(("127.0.0.1", 0), Handler)
        self._server.stand_in = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.005,), daemon=True)

    @property
    def host(self) -> str:
        """Host and port, as BULLETIN_ALLOW_HOSTS has them."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def address(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


class Handler(Kept, BaseHTTPRequestHandler):
    @property
    def stand_in(self) -> WebStandIn:
        stand_in: WebStandIn = self.server.stand_in  # type: ignore[attr-defined]
        return stand_in

    def do_GET(self) -> None:
        self.stand_in.asked.append(self.path)
        self.stand_in.times.append(time.monotonic())
        self.stand_in.headers.append({name.lower(): value for name, value in self.headers.items()})
        self.stand_in.pages.get(self.path, page(b"no such page", 404))(self)
