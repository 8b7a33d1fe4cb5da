"""A stand-in for Google Translate's speech service: the real protocol on 127.0.0.1, with real MP3, and faults."""

from __future__ import annotations

import base64
import json
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

import lameenc
import numpy as np

from bulletin.engines.tone import ToneSession

PATH = "/_/TranslateWebserverUi/data/batchexecute"
RATE = 24_000

Fault = Callable[["_Handler", str], None]
"""Answers one request in place of speech; gets the handler and the text that was asked for."""


def hum(text: str) -> bytes:
    """Real MP3 at the service's own rate: each word a note, with the service's silence around it."""
    speech = ToneSession().speak(text)
    samples = np.frombuffer(speech.sound, dtype="<i2").astype(np.float32)
    places = np.arange(int(len(samples) * RATE / speech.rate)) * speech.rate / RATE
    resampled = np.interp(places, np.arange(len(samples)), samples).astype("<i2")
    silence = np.zeros(RATE // 8, "<i2")
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(64)
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(7)
    encoder.silence()
    data = encoder.encode(np.concatenate([silence, resampled, silence]).tobytes())
    return bytes(data) + bytes(encoder.flush())


def answer_with(sound: bytes) -> bytes:
    """Sound as the service wraps it: an anti-hijacking line, then a length and a line of JSON within JSON."""
    inner = json.dumps([base64.b64encode(sound).decode()], separators=(",", ":"))
    line = json.dumps([["wrb.fr", "jQ1olc", inner, None, None, None, "generic"]], separators=(",", ":"))
    return f')]}}\'\n\n{len(line)}\n{line}\n25\n[["e",4,null,null,133]]\n'.encode()


class GoogleStandIn:
    """The service, answering as planned: `plan` gives a fault (or None for speech) for each request in turn."""

    def __init__(self, plan: Iterable[Fault | None] = (), *, delay: float = 0.0) -> None:
        self._plan = iter(plan)
        self.delay = delay
        self.always: Fault | None = None
        """A fault for every request that the plan does not cover."""
        self.texts: list[str] = []
        self.connections = 0
        self.most_at_once = 0
        self._now = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.stand_in = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def address(self) -> str:
        """The base address for BULLETIN_GTTS_URL."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def plan(self, *faults: Fault | None) -> None:
        """What the next requests meet, in turn."""
        self._plan = iter(faults)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def next_fault(self, text: str) -> Fault | None:
        with self._lock:
            self.texts.append(text)
            return next(self._plan, self.always)

    def enter(self) -> None:
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)

    def leave(self) -> None:
        with self._lock:
            self._now -= 1


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        self.stand_in.connections += 1

    @property
    def stand_in(self) -> GoogleStandIn:
        stand_in: GoogleStandIn = self.server.stand_in  # type: ignore[attr-defined]
        return stand_in

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.stand_in.enter()
        try:
            time.sleep(self.stand_in.delay)
            if self.path != PATH:
                self.reply(404, b"not here")
                return
            text = text_of(body)
            fault = self.stand_in.next_fault(text)
            if fault is not None:
                fault(self, text)
            else:
                self.reply(200, answer_with(hum(text)))
        finally:
            self.stand_in.leave()

    def reply(
        self, status: int, body: bytes, headers: dict[str, str] | None = None, *, cut: int | None = None
    ) -> None:
        """Answer with `body`; with `cut`, promise all of it and break off after so many bytes."""
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body if cut is None else body[:cut])
        if cut is not None:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        return


def text_of(body: str) -> str:
    """The text that a request asks to have spoken."""
    form = urllib.parse.parse_qs(body)
    call = json.loads(form["f.req"][0])[0][0]
    assert call[0] == "jQ1olc"
    text: str = json.loads(call[1])[0]
    return text


def status(code: int, **headers: str) -> Fault:
    """An answer of this status, with these headers (`Retry_After` for Retry-After)."""

    def fault(handler: _Handler, _: str) -> None:
        handler.reply(code, b"", {name.replace("_", "-"): value for name, value in headers.items()})

    return fault


def page(handler: _Handler, _: str) -> None:
    """A consent page with status 200."""
    handler.reply(200, b"<!doctype html><html><body>Before you continue</body></html>" * 40)


def nothing(handler: _Handler, _: str) -> None:
    """Status 200 and an empty body."""
    handler.reply(200, b"")


def empty_sound(handler: _Handler, _: str) -> None:
    """The right shape around no sound."""
    handler.reply(200, answer_with(b""))


def not_sound(handler: _Handler, _: str) -> None:
    """The right shape around bytes that are no MP3."""
    handler.reply(200, answer_with(b"this is not sound " * 200))


def silence(handler: _Handler, _: str) -> None:
    """An MP3 of two seconds of nothing."""
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(64)
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(7)
    encoder.silence()
    handler.reply(200, answer_with(bytes(encoder.encode(bytes(4 * RATE))) + bytes(encoder.flush())))


def cut_short(handler: _Handler, text: str) -> None:
    """A good answer that breaks off in the middle."""
    body = answer_with(hum(text))
    handler.reply(200, body, cut=len(body) // 2)
