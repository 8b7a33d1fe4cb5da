"""A stand-in for Google Translate's speech service: the real protocol on 127.0.0.1, with real MP3, and faults.

And one for time, which passes at once.
"""

from __future__ import annotations

import base64
import contextlib
import json
import random
import socket
import struct
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterable
from functools import lru_cache
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Self

import lameenc
import numpy as np

from bulletin.engines.gtts import mp3
from bulletin.engines.online.clock import Clock
from bulletin.engines.tone import ToneSession
from tests.standins.server import Kept, PatientServer

PATH = "/_/TranslateWebserverUi/data/batchexecute"
RATE = 24_000

Fault = Callable[["_Handler", str], None]
"""Answers one request in place of speech; gets the handler and the text that was asked for."""


@lru_cache(maxsize=512)
def hum(text: str) -> bytes:
    """Real MP3 at the service's own rate: each word a note, with the service's silence around it."""
    speech = ToneSession().speak(text)
    samples = np.frombuffer(speech.sound, dtype="<i2").astype(np.float32)
    places = np.arange(int(len(samples) * RATE / speech.rate)) * speech.rate / RATE
    resampled = np.interp(places, np.arange(len(samples)), samples).astype("<i2")
    silence = np.zeros(RATE // 8, "<i2")
    return encoded(np.concatenate([silence, resampled, silence]))


def encoded(samples: np.ndarray, *, rate: int = RATE, bits: int = 64, channels: int = 1) -> bytes:
    """16-bit samples as MP3, of `bits` kilobits a second."""
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(bits)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(rate)
    encoder.set_channels(channels)
    encoder.set_quality(7)
    encoder.silence()
    data = encoder.encode(samples.astype("<i2").tobytes())
    return bytes(data) + bytes(encoder.flush())


def base64_of(sound: bytes) -> str:
    return base64.b64encode(sound).decode()


def entry(result: object, call: str = "jQ1olc") -> list[object]:
    """What the service tells of one call: its result is JSON within JSON."""
    inner = None if result is None else json.dumps(result, separators=(",", ":"))
    return ["wrb.fr", call, inner, None, None, None, "generic"]


def wrapped(*entries: object) -> bytes:
    """Entries as the service wraps them: an anti-hijacking line, then lengths and lines of JSON."""
    line = json.dumps(entries, separators=(",", ":"))
    return f')]}}\'\n\n{len(line)}\n{line}\n25\n[["e",4,null,null,133]]\n'.encode()


def answer_with(sound: bytes) -> bytes:
    """Sound as the service wraps it."""
    return wrapped(entry([base64_of(sound)]))


class GoogleStandIn:
    """The service, answering as planned: `plan` gives a fault (or None for speech) for each request in turn."""

    def __init__(self, plan: Iterable[Fault | None] = (), *, delay: float = 0.0, port: int = 0) -> None:
        self._plan = iter(plan)
        self.delay = delay
        self.always: Fault | None = None
        """A fault for every request that the plan does not cover."""
        self.texts: list[str] = []
        self.credentials: list[str | None] = []
        """What each request said in its Authorization header."""
        self.closing = threading.Event()
        """Ends the faults that would go on for ever."""
        self.connections = 0
        self.most_at_once = 0
        self._now = 0
        self._lock = threading.Lock()
        self._server = PatientServer(("127.0.0.1", port), _Handler)
        self._server.stand_in = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        """The base address for BULLETIN_GTTS_URL."""
        return f"http://127.0.0.1:{self.port}"

    def plan(self, *faults: Fault | None) -> None:
        """What the next requests meet, in turn."""
        self._plan = iter(faults)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def next_fault(self, text: str, credentials: str | None = None) -> Fault | None:
        with self._lock:
            self.texts.append(text)
            self.credentials.append(credentials)
            return next(self._plan, self.always)

    def enter(self) -> None:
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)

    def leave(self) -> None:
        with self._lock:
            self._now -= 1


class _Handler(Kept, BaseHTTPRequestHandler):
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
            fault = self.stand_in.next_fault(text, self.headers["Authorization"])
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
    handler.reply(200, answer_with(encoded(np.zeros(2 * RATE))))


def click(handler: _Handler, _: str) -> None:
    """An MP3 of three seconds of next to nothing, with a click in it."""
    samples = np.random.default_rng(1).normal(0, 10, 3 * RATE)
    samples[RATE : RATE + RATE // 100] = 12_000
    handler.reply(200, answer_with(encoded(samples)))


def says(text: str) -> Fault:
    """Good speech, but of this text."""

    def fault(handler: _Handler, _: str) -> None:
        handler.reply(200, answer_with(hum(text)))

    return fault


def cut_base64(handler: _Handler, text: str) -> None:
    """A whole answer, whose base64 lacks its end."""
    handler.reply(200, wrapped(entry([base64_of(hum(text))[:-1001]])))


def cut_sound(handler: _Handler, text: str) -> None:
    """A whole answer, whose MP3 ends inside a frame that is not far from the end."""
    sound = hum(text)
    handler.reply(200, answer_with(sound[: mp3.stream(sound).frames[-8].start + 100]))


def holed_sound(handler: _Handler, text: str) -> None:
    """A whole answer, in whose MP3 some bytes are missing."""
    sound = hum(text)
    middle = len(sound) // 2
    handler.reply(200, answer_with(sound[:middle] + sound[middle + 100 :]))


def two_parts(handler: _Handler, text: str) -> None:
    """One result with two sounds."""
    handler.reply(200, wrapped(entry([base64_of(hum(text))] * 2)))


def two_results(handler: _Handler, text: str) -> None:
    """Two results with a sound each."""
    handler.reply(200, wrapped(entry([base64_of(hum(text))]), entry([base64_of(hum(text))])))


def no_result(handler: _Handler, _: str) -> None:
    """What the service says of a call it does not understand."""
    handler.reply(200, wrapped(["wrb.fr", "jQ1olc", None, None, None, [3], "generic"]))


def other_call(handler: _Handler, text: str) -> None:
    """Good speech, under another name than it used to have."""
    handler.reply(200, wrapped(entry([base64_of(hum(text))], call="Qz2pmd")))


def other_form(handler: _Handler, text: str) -> None:
    """Good speech, in another form than it used to have."""
    handler.reply(200, wrapped(entry({"jQ1olc": base64_of(hum(text))})))


def over_lines(handler: _Handler, text: str) -> None:
    """Good speech, without lengths and with the JSON broken over lines, as the service does it too."""
    inner = json.dumps(json.dumps([base64_of(hum(text))]) + "\n")
    handler.reply(
        200,
        f')]}}\'\n\n[["wrb.fr","jQ1olc",{inner},null,null,null,"generic"]\n,["di",52]\n,["e",4]\n]\n'.encode(),
    )


def too_large(handler: _Handler, _: str) -> None:
    """Five megabytes."""
    handler.reply(200, bytes(5 * 1024 * 1024))


def bad_gzip(handler: _Handler, text: str) -> None:
    """An answer that says it is packed, and is not."""
    handler.reply(200, answer_with(hum(text)), {"Content-Encoding": "gzip"})


def without_length(handler: _Handler, text: str) -> None:
    """Half an answer, whose length nobody told: its end looks like the end."""
    body = answer_with(hum(text))
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])


def without_last_chunk(handler: _Handler, text: str) -> None:
    """A whole answer in chunks, without the chunk that ends it."""
    body = answer_with(hum(text))
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"%x\r\n%s\r\n" % (len(body), body))
    handler.close_connection = True


def reset(handler: _Handler, text: str) -> None:
    """A good answer whose connection is reset in the middle."""
    body = answer_with(hum(text))
    handler.reply(200, body, cut=len(body) // 2)
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def hang_up(handler: _Handler, _: str) -> None:
    """The connection is closed without a word."""
    handler.close_connection = True


def hang(handler: _Handler, _: str) -> None:
    """Nothing is answered, ever."""
    handler.stand_in.closing.wait()
    handler.close_connection = True


def drip(head: bool) -> Fault:
    """A good answer of a byte every fiftieth of a second, which takes minutes; with its `head` dripping too."""

    def fault(handler: _Handler, text: str) -> None:
        body = answer_with(hum(text))
        start = b"HTTP/1.1 200 OK\r\nX-Filler: %s\r\nContent-Length: %d\r\n\r\n" % (b"x" * 9000, len(body))
        if not head:
            handler.wfile.write(start)
        with contextlib.suppress(OSError):
            for byte in (start if head else b"") + body:
                handler.wfile.write(bytes([byte]))
                if handler.stand_in.closing.wait(0.02):
                    break
        handler.close_connection = True

    return fault


def weather(seed: int, *, busy: float = 0.20, cut: float = 0.05, stall: float = 0.0) -> Fault:
    """So many of the answers 429 or 503, so many cut short, so many never given; the others are speech."""
    dice = random.Random(seed)

    def fault(handler: _Handler, text: str) -> None:
        thrown = dice.random()
        if thrown < busy:
            handler.reply(dice.choice((429, 503)), b"")
        elif thrown < busy + cut:
            cut_short(handler, text)
        elif thrown < busy + cut + stall:
            hang(handler, text)
        else:
            handler.reply(200, answer_with(hum(text)))

    return fault


def cut_short(handler: _Handler, text: str) -> None:
    """A good answer that breaks off in the middle."""
    body = answer_with(hum(text))
    handler.reply(200, body, cut=len(body) // 2)


class QuickClock(Clock):
    """A clock on which pauses pass at once."""

    def __init__(self) -> None:
        self.time = 0.0
        self.pauses: list[float] = []
        self.on_pause: Callable[[], None] = lambda: None

    def now(self) -> float:
        return self.time

    def pause(self, turn: threading.Condition, seconds: float) -> None:
        self.time += seconds
        self.pauses.append(seconds)
        self.on_pause()
