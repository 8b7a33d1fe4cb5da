"""Conversations: texts → the service's answers, each in a websocket of its own, all in one event loop a session.

edge-tts frames the requests, makes the token from the time and corrects the time once by the service's own. Added
here: a deadline for each conversation, and telling a whole answer from one that broke off.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
from contextlib import aclosing

from bulletin.engines.edge import service
from bulletin.engines.edge.answers import Answer
from bulletin.engines.edge.library import Watched, library, proxy_for, redirect
from bulletin.engines.edge.service import MICROSOFT
from bulletin.engines.edge.words import Boundary
from bulletin.engines.online.failures import BrokenOffError
from bulletin.engines.online.patience import Patience

GOODBYE_ROUNDS = 10
GOODBYE_SECONDS = 0.05
"""How long the last sockets of a session may take to close: so many rounds of the loop, in so much time."""

LARGEST_ANSWER = 8 * 1024 * 1024
"""Bytes of sound; 800 characters are about half a megabyte at half speed."""


class Conversations:
    """The conversations of one session with one voice. Safe to use from several threads.

    Raises EngineError (69) if edge-tts is missing or not as we know it, or if an address in the environment is not one.
    """

    def __init__(self, voice: str, rate: str, patience: Patience) -> None:
        self._library = library()
        self.address = redirect(self._library)
        self._proxy = proxy_for(self.address)
        self._voice = voice
        self._rate = rate
        self._patience = patience
        self._lock = threading.Lock()
        self._ready = threading.Event()
        self._closed = False
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop
        self._end: asyncio.Event

    def chunks(self, text: str) -> int:
        """How many requests edge-tts would make of `text`."""
        return len(list(self._library.Communicate(text, self._voice).texts))

    def ask(self, text: str, seconds: float) -> Answer:
        """The service's answer to `text`, within `seconds`: whole, but not judged as speech.

        Raises AttemptError if another attempt may succeed, TryLaterError (75) if the session is closed, EngineError
        (69) if the service refuses or its certificate is not trusted, ServiceAnswerError (76) if something else
        answers in its place.
        """
        with self._lock:
            if self._closed:
                raise MICROSOFT.ended(self.address)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="edge", daemon=True)
                self._thread.start()
                self._ready.wait()
            future = asyncio.run_coroutine_threadsafe(self._ask(text, seconds), self._loop)
        try:
            return future.result()
        except concurrent.futures.CancelledError:
            raise MICROSOFT.ended(self.address) from None

    def close(self) -> None:
        """End every conversation and close all connections."""
        with self._lock:
            self._closed = True
            thread, self._thread = self._thread, None
            if thread is not None:
                self._loop.call_soon_threadsafe(self._end.set)
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._end = asyncio.Event()
        self._ready.set()
        await self._end.wait()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for conversation in left:
            conversation.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        # A secure connection that is given up during its handshake takes some rounds to close.
        for _ in range(GOODBYE_ROUNDS):
            await asyncio.sleep(GOODBYE_SECONDS / GOODBYE_ROUNDS)

    async def _ask(self, text: str, seconds: float) -> Answer:
        try:
            async with asyncio.timeout(seconds):
                return await self._converse(text)
        except TimeoutError:
            raise BrokenOffError(f"no whole answer within {seconds:.0f} s") from None

    async def _converse(self, text: str) -> Answer:
        """One conversation, from the handshake to the end of the turn."""
        import aiohttp
        from edge_tts import exceptions

        from bulletin.engines.edge.causes import meaning

        conversation = self._library.Communicate(
            text,
            self._voice,
            rate=self._rate,
            boundary="WordBoundary",
            proxy=self._proxy,
            connect_timeout=int(self._patience.connect_seconds),
            receive_timeout=int(self._patience.read_seconds),
        )
        conversation.state = turn = Watched(conversation.state)
        sound = bytearray()
        boundaries: list[Boundary] = []
        try:
            async with aclosing(conversation.stream()) as chunks:
                async for chunk in chunks:
                    if chunk["type"] == "audio":
                        sound += chunk["data"]
                        if len(sound) > LARGEST_ANSWER:
                            return Answer(fault=f"more than {LARGEST_ANSWER >> 20} MB of sound")
                    else:
                        boundaries.append(Boundary(text=chunk["text"], ticks=int(chunk["offset"])))
        except exceptions.NoAudioReceived:
            sound.clear()
        except exceptions.SkewAdjustmentError:
            raise service.refused_token(self.address, None) from None
        except aiohttp.ClientError as error:
            raise meaning(error, self.address, self._proxy or "") from None
        except (exceptions.EdgeTTSException, ValueError, LookupError, TypeError, AttributeError):
            # A message of an unknown form ends in one of these, inside edge-tts.
            return Answer(fault="a message of a kind that is not known")
        except OSError:
            raise BrokenOffError("the connection broke off") from None
        if not turn.ended:
            # edge-tts takes a socket that closes or breaks for the end of the turn.
            raise BrokenOffError("the answer was cut short")
        return Answer(sound=bytes(sound), boundaries=tuple(boundaries), fault="" if sound else "no sound")
