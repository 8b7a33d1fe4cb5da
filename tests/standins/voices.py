"""A stand-in for the public collection of piper voices: its index and files over real HTTP on 127.0.0.1, and faults."""

from __future__ import annotations

import hashlib
import json
import re
import ssl
import threading
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.standins.server import Kept, PatientServer
from tests.standins.tiny_voice import tiny_model, tiny_settings

NAME = "hi_IN-pratham-medium"
INDEX = "voices.json"
FOLDER = "hi/hi_IN/pratham/medium"
MODEL = f"{FOLDER}/{NAME}.onnx"
SETTINGS = f"{MODEL}.json"

Fault = Callable[["_Handler", bytes], None]
"""Answers one request in place of the file; gets the handler and what the file holds."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came in."""

    path: str
    range: str
    if_range: str
    authorization: str


class VoicesStandIn:
    """The collection with one Hindi voice of some 200 kB, answering as planned."""

    def __init__(self, certificate: tuple[Path, Path] | None = None) -> None:
        self.files: dict[str, bytes] = {
            MODEL: tiny_model(padding=200_000),
            SETTINGS: tiny_settings(),
            f"{FOLDER}/MODEL_CARD": b"A tiny voice for tests.",
        }
        self.index: dict[str, Any] = {
            NAME: self.entry(MODEL, SETTINGS),
            "hi_IN-rohan-medium": {"files": {}},
            "en_US-amy-low": {"files": {}},
        }
        self.ranges = True
        """Whether it gives a file from the middle when it is asked to."""
        self.etags = True
        self.asked: list[Asked] = []
        self.sent = 0
        """Bytes of files."""
        self._plan: dict[str, list[Fault]] = {}
        self._always: dict[str, Fault] = {}
        self._lock = threading.Lock()
        self._server = PatientServer(("127.0.0.1", 0), _Handler)
        self._server.stand_in = self  # type: ignore[attr-defined]
        self._scheme = "http"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            self._scheme = "https"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def address(self) -> str:
        """The base address for BULLETIN_PIPER_URL."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}"

    def entry(self, *paths: str) -> dict[str, Any]:
        """A voice of the index with these files as they are now."""
        return {
            "files": {
                path: {
                    "size_bytes": len(self.files[path]),
                    "md5_digest": hashlib.md5(self.files[path]).hexdigest(),
                }
                for path in paths
            }
        }

    def plan(self, path: str, *faults: Fault) -> None:
        """What the next requests for `path` meet, in turn; then the file."""
        self._plan[path] = list(faults)

    def always(self, path: str, fault: Fault) -> None:
        """What every request for `path` meets."""
        self._always[path] = fault

    def heal(self) -> None:
        """Faults no more."""
        self._plan.clear()
        self._always.clear()

    def of(self, path: str) -> list[Asked]:
        """The requests for `path`."""
        return [asked for asked in self.asked if asked.path == path]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def note(self, asked: Asked) -> Fault | None:
        with self._lock:
            self.asked.append(asked)
            planned = self._plan.get(asked.path)
            return planned.pop(0) if planned else self._always.get(asked.path)

    def count(self, size: int) -> None:
        with self._lock:
            self.sent += size


class _Handler(Kept, BaseHTTPRequestHandler):
    @property
    def stand_in(self) -> VoicesStandIn:
        stand_in: VoicesStandIn = self.server.stand_in  # type: ignore[attr-defined]
        return stand_in

    def do_GET(self) -> None:
        # A proxy is asked for the whole address.
        path = urllib.parse.urlsplit(self.path).path.lstrip("/")
        headers = self.headers
        fault = self.stand_in.note(
            Asked(
                path,
                headers.get("Range", ""),
                headers.get("If-Range", ""),
                headers.get("Authorization", "") or headers.get("Proxy-Authorization", ""),
            )
        )
        content = self.stand_in.files.get(path, b"")
        if path == INDEX:
            content = json.dumps(self.stand_in.index).encode()
        try:
            if fault is not None:
                fault(self, content)
            elif content:
                self.give(content)
            else:
                self.reply(404, b"not here")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def give(self, content: bytes, *, cut: int | None = None) -> None:
        """The file, or the part that was asked for; with `cut`, break off after so many bytes."""
        etag = f'"{hashlib.md5(content).hexdigest()}"' if self.stand_in.etags else ""
        headers = {"ETag": etag} if etag else {}
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        same = self.headers.get("If-Range", etag) == etag
        if wanted is None or not same or not self.stand_in.ranges:
            self.reply(200, content, headers, cut=cut)
        elif int(wanted[1]) >= len(content):
            self.reply(416, b"", {**headers, "Content-Range": f"bytes */{len(content)}"})
        else:
            start = int(wanted[1])
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
            self.reply(206, content[start:], headers, cut=cut)

    def reply(
        self, status: int, body: bytes, headers: dict[str, str] | None = None, *, cut: int | None = None
    ) -> None:
        """Answer with `body`; with `cut`, promise all of it and break off after so many bytes."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[:cut])
        self.stand_in.count(len(body[:cut]))
        if cut is not None:
            self.close_connection = True


def status(code: int, **headers: str) -> Fault:
    """An answer of this status, with these headers (`Retry_After` for Retry-After)."""

    def fault(handler: _Handler, _: bytes) -> None:
        handler.reply(code, b"", {name.replace("_", "-"): value for name, value in headers.items()})

    return fault


def cut_after(size: int) -> Fault:
    """The file, or the part that was asked for, which breaks off after `size` bytes."""

    def fault(handler: _Handler, content: bytes) -> None:
        handler.give(content, cut=size)

    return fault


def instead(body: bytes, **headers: str) -> Fault:
    """Other bytes with status 200."""

    def fault(handler: _Handler, _: bytes) -> None:
        handler.reply(200, body, {name.replace("_", "-"): value for name, value in headers.items()})

    return fault


def redirect(target: str, code: int = 302) -> Fault:
    """A redirect to another address."""
    return status(code, Location=target)


def page(handler: _Handler, _: bytes) -> None:
    """The log-in page of a network, with status 200."""
    handler.reply(200, b"<html><body>Log in</body></html>", {"Content-Type": "text/html; charset=utf-8"})


def drip(handler: _Handler, content: bytes) -> None:
    """The file, a byte at a time, for as long as someone listens."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    for byte in content:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.02)


def stalled(handler: _Handler, content: bytes) -> None:
    """Half of the file, and then nothing for as long as someone waits."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[: len(content) // 2])
    handler.wfile.flush()
    handler.connection.settimeout(20)
    handler.rfile.read(1)


def slowly(seconds: float) -> Fault:
    """The file, after a while."""

    def fault(handler: _Handler, content: bytes) -> None:
        time.sleep(seconds)
        handler.give(content)

    return fault
