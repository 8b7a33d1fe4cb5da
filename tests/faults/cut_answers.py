"""Cut answers: bulletins' worth of requests to Google's voice, of whose answers some are cut short in mid-sound.

All in this process: the session is the real one, with its judge; the answers come from a function in place of the
network, by a clock on which pauses pass at once, so that 200 bulletins take seconds.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bulletin.engines.gtts import mp3
from bulletin.engines.gtts.session import GttsSession
from bulletin.errors import BulletinError
from bulletin.schema.clip import Speech
from bulletin.sound.decode import listen
from tests.standins.google import QuickClock, answer_with, hum, text_of

# The same few sentences are read hundreds of times: what depends on their text alone is computed once.
heard = lru_cache(maxsize=4096)(listen)
asked = lru_cache(maxsize=1024)(text_of)
bodies: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Response:
    """What a connection would bring."""

    status: int
    body: bytes = b""
    retry_after: float | None = None

    def blocks(self) -> Iterator[bytes]:
        yield self.body


class Weather:
    """The service, in place of the connections of a session: so many answers cut, so many refused for now."""

    def __init__(self, seed: int, *, cut: float, busy: float) -> None:
        self._dice = random.Random(seed)
        self._lock = threading.Lock()
        self._cut = cut
        self._busy = busy
        self.requests: Counter[str] = Counter()

    def run(self, exchange: Callable[[Any], Any], seconds: float) -> Any:
        """As `Connections.run`."""
        return exchange(self)

    @contextmanager
    def request(self, method: str, url: str, *, data: str) -> Iterator[Response]:
        """As `Connection.request`."""
        text = asked(data)
        with self._lock:
            self.requests[text] += 1
            thrown, place = self._dice.random(), self._dice.random()
        if thrown < self._cut:
            yield Response(200, _cut(text, place))
        elif thrown < self._cut + self._busy:
            yield Response(503)
        else:
            yield Response(200, _whole(text))

    def close(self) -> None:
        """As `Connections.close`."""


@dataclass(frozen=True, slots=True)
class Read:
    """What became of the pieces of one bulletin."""

    codes: Counter[int]
    """Exit codes that pieces would end it in."""
    false: list[str]
    """Pieces that are spoken, but not with their own sound."""
    requests: int


def read(pieces: Sequence[str], seed: int, *, cut: float, busy: float = 0.0) -> Read:
    """Speak the pieces of one bulletin in a session of its own."""
    weather = Weather(seed, cut=cut, busy=busy)
    with GttsSession("hi", heard, clock=QuickClock()) as session:
        session._connections = weather  # type: ignore[assignment]
        own = session._body
        session._body = lambda text: bodies.get(text) or bodies.setdefault(text, own(text))  # type: ignore[method-assign]
        with ThreadPoolExecutor(session.callers) as pool:
            spoken = [(piece, pool.submit(session.speak, piece)) for piece in pieces]
    codes: Counter[int] = Counter()
    false: list[str] = []
    for piece, future in spoken:
        code, speech = _end(future)
        codes[code] += 1
        if speech is not None and speech.sound != hum(piece):
            false.append(piece)
    return Read(codes, false, weather.requests.total())


def _end(future: Future[Speech]) -> tuple[int, Speech | None]:
    try:
        return 0, future.result()
    except BulletinError as error:
        return error.code, None


@lru_cache(maxsize=1024)
def _whole(text: str) -> bytes:
    return answer_with(hum(text))


def _cut(text: str, place: float) -> bytes:
    """A whole answer with status 200 whose sound ends inside a frame, in any place from 0 to 1."""
    sound = hum(text)
    at = 1 + int(place * (len(sound) - 2))
    # An end between two frames is no sign of a cut to anyone; what then is too short is another fault.
    return answer_with(sound[: at + 1 if at in _starts(text) else at])


@lru_cache(maxsize=1024)
def _starts(text: str) -> frozenset[int]:
    return frozenset(frame.start for frame in mp3.stream(hum(text)).frames)
