"""A stand-in for Microsoft's speech service: the real websocket protocol on 127.0.0.1, with real MP3, and faults."""

from __future__ import annotations

import asyncio
import json
import socket as sockets
import ssl
import struct
import sys
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache
from types import TracebackType
from typing import Self
from xml.sax.saxutils import escape

import lameenc
import numpy as np
from aiohttp import WSMessageTypeError, web

from bulletin.engines.tone import ToneSession
from bulletin.schema.clip import Speech
from bulletin.schema.manner import Manner

PATH = "/consumer/speech/synthesize/readaloud/edge/v1"
RATE = 24_000
TICKS = 10_000_000
LEAD_SECONDS, TAIL_SECONDS = 0.1, 0.2
"""Silence around the speech; after it, the service has more."""

BLOCK = 1440
"""Bytes of sound in one message."""

Fault = Callable[["Turn"], Awaitable[web.StreamResponse]]
"""Answers one request in place of speech."""

Word = tuple[str, float]
"""A word as the service tells of it, and when it begins, in seconds."""


def mp3(samples: bytes) -> bytes:
    """Bare samples at 24 kHz as the service encodes them: 48 kbit/s, one channel."""
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(48)
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(7)
    encoder.silence()
    data = encoder.encode(samples)
    return bytes(data) + bytes(encoder.flush())


@lru_cache(maxsize=64)
def hum(text: str, pace: float = 1.0) -> tuple[bytes, list[Word]]:
    """Real MP3 of a text, each word a note, with the words and when they begin."""
    speech = ToneSession(Manner(rate=pace)).speak(text)
    samples = np.frombuffer(speech.sound, dtype="<i2").astype(np.float32)
    places = np.arange(int(len(samples) * RATE / speech.rate)) * speech.rate / RATE
    resampled = np.interp(places, np.arange(len(samples)), samples).astype("<i2")
    lead, tail = (np.zeros(int(RATE * seconds), "<i2") for seconds in (LEAD_SECONDS, TAIL_SECONDS))
    return mp3(np.concatenate([lead, resampled, tail]).tobytes()), _words(text, speech)


def _words(text: str, speech: Speech) -> list[Word]:
    """The words without the punctuation at their ends, as the service tells of them."""
    return [
        (text[word.start : word.start + word.length].strip('।,.?!"“”'), LEAD_SECONDS + word.at / speech.rate)
        for word in speech.words
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, as it came over the wire."""

    text: str
    """As an XML reader understands it."""
    voice: str
    rate: str
    pitch: str


class EdgeStandIn:
    """The service, answering as planned: `plan` gives a fault (or None for speech) for each request in turn."""

    def __init__(self, *, certificate: ssl.SSLContext | None = None) -> None:
        self._plan: Iterator[Fault | None] = iter(())
        self.always: Fault | None = None
        """A fault for every request that the plan does not cover."""
        self.delay = 0.0
        self.asked: list[Asked] = []
        self.tokens: list[str] = []
        """The token of every handshake that was tried."""
        self.arrivals: list[float] = []
        """When each of them came, by the monotonic clock."""
        self.open_now = 0
        self.most_at_once = 0
        self._certificate = certificate
        self._socket = sockets.create_server(("127.0.0.1", 0))
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop
        self._stop: asyncio.Event
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def address(self) -> str:
        """The base address for BULLETIN_EDGE_URL."""
        scheme = "ws" if self._certificate is None else "wss"
        return f"{scheme}://127.0.0.1:{self._socket.getsockname()[1]}"

    @property
    def texts(self) -> list[str]:
        """The texts that were asked for, in turn."""
        return [asked.text for asked in self.asked]

    def plan(self, *faults: Fault | None) -> None:
        """What the next requests meet, in turn."""
        self._plan = iter(faults)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        application = web.Application()
        application.router.add_get("/{path:.*}", self._handle)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, self._socket, ssl_context=self._certificate).start()
        self._ready.set()
        await self._stop.wait()
        await runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.arrivals.append(time.monotonic())
        self.tokens.append(request.query.get("Sec-MS-GEC", ""))
        fault = next(self._plan, self.always) or speech
        turn = Turn(self, request)
        self.open_now += 1
        self.most_at_once = max(self.most_at_once, self.open_now)
        try:
            await asyncio.sleep(self.delay)
            return await fault(turn)
        except (ConnectionError, WSMessageTypeError):
            # The caller has gone.
            return turn.socket if turn.socket.prepared else web.Response()
        finally:
            self.open_now -= 1


class Turn:
    """One request and its answer, message by message. `listen` comes first; then the parts of an answer."""

    def __init__(self, stand_in: EdgeStandIn, request: web.Request) -> None:
        self._stand_in = stand_in
        self.request = request
        self.socket = web.WebSocketResponse()
        self.asked = Asked(text="", voice="", rate="", pitch="")

    @property
    def pace(self) -> float:
        """How many times as fast as usual the request wants its text."""
        return 1 + int(self.asked.rate.removesuffix("%")) / 100

    async def listen(self) -> None:
        """Shake hands and take the request; whoever is not a browser of the right kind is sent away."""
        query = self.request.query
        known = all(
            query.get(name)
            for name in ("TrustedClientToken", "ConnectionId", "Sec-MS-GEC", "Sec-MS-GEC-Version")
        )
        if self.request.path != PATH or not known or not self.request.headers.get("Origin"):
            raise web.HTTPNotFound
        await self.socket.prepare(self.request)
        head, body = _message(await self.socket.receive_str())
        assert head["Path"] == "speech.config"
        audio = json.loads(body)["context"]["synthesis"]["audio"]
        assert audio["outputFormat"] == "audio-24khz-48kbitrate-mono-mp3"
        assert audio["metadataoptions"]["wordBoundaryEnabled"] == "true"
        head, body = _message(await self.socket.receive_str())
        assert (head["Path"], head["Content-Type"]) == ("ssml", "application/ssml+xml")
        speak = ET.fromstring(body)
        space = "{http://www.w3.org/2001/10/synthesis}"
        assert [element.tag for element in speak.iter()] == [
            f"{space}{tag}" for tag in ("speak", "voice", "prosody")
        ]
        voice = speak[0]
        self.asked = Asked(
            text=voice[0].text or "",
            voice=voice.attrib["name"],
            rate=voice[0].attrib["rate"],
            pitch=voice[0].attrib["pitch"],
        )
        self._stand_in.asked.append(self.asked)

    async def tell(self, path: str, body: object) -> None:
        """A message of text."""
        await self.socket.send_str(
            f"X-RequestId:1\r\nContent-Type:application/json; charset=utf-8\r\nPath:{path}\r\n\r\n{json.dumps(body)}"
        )

    async def begin(self) -> None:
        """What goes before words and sound."""
        await self.tell("turn.start", {"context": {"serviceTag": "1"}})
        await self.tell(
            "response", {"context": {"serviceTag": "1"}, "audio": {"type": "inline", "streamId": "1"}}
        )

    async def tell_words(self, words: Iterable[Word]) -> None:
        """A message for each word."""
        for text, seconds in words:
            data = {
                "Offset": round(seconds * TICKS),
                "Duration": TICKS // 10,
                "text": {"Text": escape(text), "Length": len(text), "BoundaryType": "WordBoundary"},
            }
            await self.tell("audio.metadata", {"Metadata": [{"Type": "WordBoundary", "Data": data}]})

    async def play(self, sound: bytes) -> None:
        """The sound, in messages of 1,440 bytes."""
        for place in range(0, len(sound), BLOCK):
            await self.send(
                b"Content-Type:audio/mpeg\r\nX-StreamId:1\r\nPath:audio\r\n", sound[place : place + BLOCK]
            )

    async def send(self, head: bytes, body: bytes) -> None:
        """A binary message: the length of its head, its head, its body."""
        head = b"X-RequestId:1\r\n" + head
        await self.socket.send_bytes(struct.pack(">H", len(head)) + head + body)

    async def end(self) -> web.StreamResponse:
        """The end of sound, the end of the turn, and the caller's goodbye."""
        await self.send(b"X-StreamId:1\r\nPath:audio\r\n", b"")
        await self.tell("turn.end", {})
        return await self.wait()

    async def wait(self) -> web.StreamResponse:
        """Say nothing more, until the caller closes."""
        while not self.socket.closed:
            await self.socket.receive()
        return self.socket

    async def answer(self, sound: bytes, words: Sequence[Word] = ()) -> web.StreamResponse:
        """A whole answer with this sound and these words."""
        await self.listen()
        await self.begin()
        await self.tell_words(words)
        await self.play(sound)
        return await self.end()


def _message(text: str) -> tuple[dict[str, str], str]:
    """A message's headers and body."""
    head, _, body = text.partition("\r\n\r\n")
    return {name: value for name, _, value in (line.partition(":") for line in head.split("\r\n"))}, body


async def speech(turn: Turn) -> web.StreamResponse:
    """What was asked for."""
    await turn.listen()
    sound, words = hum(turn.asked.text, turn.pace)
    await turn.begin()
    await turn.tell_words(words)
    await turn.play(sound)
    return await turn.end()


def status(code: int, **headers: str) -> Fault:
    """No handshake, but this status, with these headers (`Retry_After` for Retry-After)."""

    async def fault(_: Turn) -> web.StreamResponse:
        return web.Response(
            status=code, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )

    return fault


def refusal(seconds: float) -> Fault:
    """403, by a clock that is `seconds` ahead of this machine's."""
    return status(403, Date=formatdate(time.time() + seconds, usegmt=True))


async def page(_: Turn) -> web.StreamResponse:
    """A log-in page with status 200."""
    return web.Response(
        text="<!doctype html><html><body>Welcome to the hotel</body></html>", content_type="text/html"
    )


async def nothing(turn: Turn) -> web.StreamResponse:
    """A turn that begins and ends, without sound."""
    return await turn.answer(b"")


async def not_sound(turn: Turn) -> web.StreamResponse:
    """A turn of bytes that are no MP3."""
    return await turn.answer(b"this is not sound " * 400)


async def silence(turn: Turn) -> web.StreamResponse:
    """An MP3 of two seconds of nothing."""
    return await turn.answer(mp3(bytes(4 * RATE)))


async def too_little(turn: Turn) -> web.StreamResponse:
    """Half a second of sound for whatever was asked."""
    return await turn.answer(hum("हां")[0][: int(0.5 * 48_000 / 8)])


async def too_much(turn: Turn) -> web.StreamResponse:
    """A minute of one note for whatever was asked."""
    note = np.sin(np.arange(60 * RATE) * (2 * np.pi * 200 / RATE)) * 9000
    return await turn.answer(mp3(note.astype("<i2").tobytes()))


async def without_its_end(turn: Turn) -> web.StreamResponse:
    """All the words, half of the sound, and a proper end."""
    await turn.listen()
    sound, words = hum(turn.asked.text)
    await turn.begin()
    await turn.tell_words(words)
    await turn.play(sound[: len(sound) // 2])
    return await turn.end()


def unknown(path: str) -> Fault:
    """A message of text with a path that nobody knows."""

    async def fault(turn: Turn) -> web.StreamResponse:
        await turn.listen()
        await turn.begin()
        await turn.tell(path, {})
        return await turn.wait()

    return fault


async def headless(turn: Turn) -> web.StreamResponse:
    """A binary message that claims a longer head than it has bytes."""
    await turn.listen()
    await turn.begin()
    await turn.socket.send_bytes(b"\xff\xff" + b"Path:audio\r\n" + bytes(100))
    return await turn.wait()


async def shapeless(turn: Turn) -> web.StreamResponse:
    """Words in JSON of another shape."""
    await turn.listen()
    await turn.begin()
    await turn.tell("audio.metadata", {"Metadata": [{"Type": "WordBoundary", "Data": None}]})
    return await turn.wait()


def broken(messages: int, *, how: str) -> Fault:
    """Break off after so many messages of sound: `how` is "goodbye", "end" or "reset"."""

    async def fault(turn: Turn) -> web.StreamResponse:
        await turn.listen()
        sound, words = hum(turn.asked.text)
        await turn.begin()
        await turn.tell_words(words)
        await turn.play(sound[: messages * BLOCK])
        if how == "goodbye":
            await turn.socket.close()
            return turn.socket
        transport = turn.request.transport
        assert transport is not None
        if how == "reset":
            # Closing sends a reset instead of an end, and does not wait.
            linger = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
            transport.get_extra_info("socket").setsockopt(sockets.SOL_SOCKET, sockets.SO_LINGER, linger)
        transport.close()
        return turn.socket

    return fault


async def stalled(turn: Turn) -> web.StreamResponse:
    """Half an answer, and then silence on the line, even when the caller says goodbye."""
    await turn.listen()
    sound, _ = hum(turn.asked.text)
    await turn.begin()
    await turn.play(sound[: len(sound) // 2])
    await asyncio.sleep(60)
    return turn.socket


async def dripping(turn: Turn) -> web.StreamResponse:
    """A little sound every hundredth of a second, without an end."""
    await turn.listen()
    await turn.begin()
    while not turn.socket.closed:
        await turn.play(bytes(10))
        await asyncio.sleep(0.01)
    return turn.socket


async def mute(_: Turn) -> web.StreamResponse:
    """Take the connection, and never shake hands."""
    await asyncio.sleep(60)
    return web.Response()
