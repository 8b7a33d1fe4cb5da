"""Online: the door to Microsoft's speech service. edge-tts holds each conversation, in one loop a session.

edge-tts frames the requests, makes the token from the time and corrects the time once by the service's own. What
it lacks is done here: another address for stand-ins, the proxies of the environment for a secure websocket, a
deadline, patience, and above all telling a whole answer from one that broke off.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import os
import threading
import time
import urllib.request
from contextlib import aclosing
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from bulletin.engines.edge import failures, patience
from bulletin.engines.edge.answers import Answer
from bulletin.engines.edge.failures import MICROSOFT
from bulletin.engines.edge.words import Boundary

if TYPE_CHECKING:
    from types import ModuleType

    import aiohttp

CONNECT_SECONDS = 10
HANDSHAKE_SECONDS = 20

ATTEMPT_SECONDS = 30.0
"""For one attempt, from the first byte sent to the last message received."""

DEADLINE_SECONDS = 60.0
"""For all attempts of one request, without the waits that the service asks for."""

ATTEMPTS = 5
BROKEN_ATTEMPTS = 3
"""How often a request is sent whose answer breaks off."""

GOODBYE_ROUNDS = 10
GOODBYE_SECONDS = 0.05
"""What the last sockets of a session may take to close: so many rounds of the loop, in so much time."""

LARGEST_ANSWER = 8 * 1024 * 1024
"""Bytes of sound; 800 characters are about half a megabyte at half speed."""

_SET_AT_THE_END = "offset_compensation"


class Line:
    """Conversations with the service, each in a connection of its own. Safe to use from several threads.

    Raises EngineError (69) if edge-tts is missing or of another shape, or an address in the environment is none.
    """

    def __init__(self, voice: str, rate: str, *, attempts: int = ATTEMPTS) -> None:
        self._library = _library()
        self._address = _redirect(self._library)
        self._proxy = _proxy_for(urlsplit(self._address))
        self._voice = voice
        self._rate = rate
        self._attempts = attempts
        self._not_before = 0.0
        self._lock = threading.Lock()
        self._ready = threading.Event()
        self._closed = False
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop
        self._end: asyncio.Event

    def chunks(self, text: str) -> int:
        """How many requests edge-tts would make of `text`."""
        return len(list(self._library.Communicate(text, self._voice).texts))

    def ask(self, text: str) -> Answer:
        """What the service answers to `text`: whole, but not judged as speech.

        Waits and tries again on 429 and 5xx, and when an answer breaks off. Raises TryLaterError (75) when
        patience ends or the service cannot be reached, EngineError (69) when it refuses for good or its
        certificate is not trusted, ServiceAnswerError (76) when something else answers in its place.
        """
        with self._lock:
            if self._closed:
                raise MICROSOFT.unreachable(self._address, "the run was ended")
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="edge", daemon=True)
                self._thread.start()
                self._ready.wait()
            future = asyncio.run_coroutine_threadsafe(self._ask(text), self._loop)
        try:
            return future.result()
        except concurrent.futures.CancelledError:
            raise MICROSOFT.unreachable(self._address, "the run was ended") from None

    def close(self) -> None:
        """End every conversation and every wait, and close all connections."""
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
        # A secure connection that is given up in the middle of its handshake takes some rounds to close.
        for _ in range(GOODBYE_ROUNDS):
            await asyncio.sleep(GOODBYE_SECONDS / GOODBYE_ROUNDS)

    async def _ask(self, text: str) -> Answer:
        waited = spent = 0.0
        broken = 0
        for attempt in range(1, self._attempts + 1):
            await self._wait_for_turn()
            began = time.monotonic()
            allowed = min(ATTEMPT_SECONDS, DEADLINE_SECONDS - spent)
            try:
                async with asyncio.timeout(allowed):
                    return await self._converse(text)
            except (_BrokenOffError, TimeoutError) as error:
                broken += 1
                spent += time.monotonic() - began
                if broken >= min(self._attempts, BROKEN_ATTEMPTS) or spent >= DEADLINE_SECONDS:
                    cause = str(error) or f"no whole answer within {allowed:.0f} s"
                    raise MICROSOFT.unreachable(self._address, cause) from None
            except _BusyError as error:
                wait = patience.wait_before(attempt, error.retry_after)
                if attempt == self._attempts or waited + wait > patience.LONGEST_PATIENCE_SECONDS:
                    raise MICROSOFT.busy(self._address, error.status, attempt - 1, waited) from None
                waited += wait
                self._not_before = max(self._not_before, time.monotonic() + wait)
        raise MICROSOFT.unreachable(self._address, "the connection broke off")

    async def _wait_for_turn(self) -> None:
        """Wait while the service pushes back; all requests wait together."""
        while (left := self._not_before - time.monotonic()) > 0:
            await asyncio.sleep(left)

    async def _converse(self, text: str) -> Answer:
        """One conversation, from the handshake to the end of the turn."""
        import aiohttp
        from edge_tts import exceptions

        conversation = self._library.Communicate(
            text,
            self._voice,
            rate=self._rate,
            boundary="WordBoundary",
            proxy=self._proxy,
            connect_timeout=CONNECT_SECONDS,
            receive_timeout=HANDSHAKE_SECONDS,
        )
        conversation.state = turn = _Watched(conversation.state)
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
            raise failures.refused_token(self._address, None) from None
        except aiohttp.ClientError as error:
            raise self._failure(error) from None
        except (exceptions.EdgeTTSException, ValueError, LookupError, TypeError, AttributeError):
            # What a message of another shape than usual ends in, inside edge-tts.
            return Answer(fault="a message of a kind that is not known")
        except OSError:
            raise _BrokenOffError("the connection broke off") from None
        if not turn.ended:
            # edge-tts takes a socket that closes or breaks for the end of the turn.
            raise _BrokenOffError("the answer was cut short")
        return Answer(sound=bytes(sound), boundaries=tuple(boundaries), fault="" if sound else "no sound")

    def _failure(self, error: aiohttp.ClientError) -> Exception:
        """What an exception of aiohttp means: an error to tell, or a reason to ask again."""
        import aiohttp

        if isinstance(error, aiohttp.ClientHttpProxyError):
            if error.status in _BUSY or error.status >= 500:
                cause = f"the proxy found no way to it (HTTP {error.status})"
                return MICROSOFT.unreachable(self._address, cause)
            return MICROSOFT.refused_by_proxy(self._proxy or "", error.status)
        if isinstance(error, aiohttp.ClientResponseError):
            return self._answered(error)
        if isinstance(error, aiohttp.RedirectClientError):
            return MICROSOFT.not_it(self._address, "a redirect to another page")
        if isinstance(error, aiohttp.ClientConnectorCertificateError):
            return MICROSOFT.untrusted(self._address)
        if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
            return MICROSOFT.unreachable(self._address, _cause(error))
        if isinstance(error, aiohttp.InvalidURL):
            return MICROSOFT.bad_address(self._address)
        if isinstance(error, aiohttp.ServerTimeoutError):
            return _BrokenOffError("no answer in time")
        return _BrokenOffError("the connection broke off")

    def _answered(self, error: aiohttp.ClientResponseError) -> Exception:
        """What a status other than the handshake's means."""
        if error.history:
            status = error.history[0].status
            return MICROSOFT.not_it(self._address, f"a redirect to another page, HTTP {status}")
        if error.status == 403:
            date = patience.moment(error.headers.get("Date", "") if error.headers else "")
            return failures.refused_token(self._address, None if date is None else time.time() - date)
        if error.status in _BUSY or error.status >= 500:
            return _BusyError(error.status, patience.retry_after(error.headers))
        if error.status < 400:
            return MICROSOFT.not_it(self._address, f"a web page, HTTP {error.status}")
        return MICROSOFT.refused(self._address, error.status)


_BUSY = (408, 425, 429)


class _BrokenOffError(Exception):
    """The answer did not come to its end."""


class _BusyError(Exception):
    """The service has no time now."""

    def __init__(self, status: int, retry_after: float | None) -> None:
        super().__init__(status)
        self.status = status
        self.retry_after = retry_after


def _library() -> ModuleType:
    """The module of edge-tts that converses, if it has what we rely on."""
    try:
        from edge_tts import communicate
    except ImportError:
        raise failures.missing() from None
    known = hasattr(communicate, "WSS_URL") and hasattr(communicate, "Communicate")
    if not known or _SET_AT_THE_END not in getattr(communicate.Communicate(""), "state", ()):
        raise failures.unknown_version()
    return communicate


def _redirect(library: ModuleType) -> str:
    """Have edge-tts call the base address of BULLETIN_EDGE_URL, or Microsoft's own; returns that address."""
    from edge_tts import constants

    own = urlsplit(constants.WSS_URL)
    address = os.environ.get("BULLETIN_EDGE_URL", "").strip().rstrip("/") or f"{own.scheme}://{own.netloc}"
    if not _is_address(address, ("ws", "wss")) or "?" in address or "#" in address:
        raise MICROSOFT.bad_address(address)
    # edge-tts takes no address, so its constant is changed; it is read anew for every conversation.
    library.WSS_URL = f"{address}{own.path}?{own.query}"  # type: ignore[attr-defined]
    return address


def _proxy_for(address: SplitResult) -> str | None:
    """The environment's proxy for a websocket; aiohttp by itself looks for one under the name WSS_PROXY only."""
    host = address.hostname or ""
    if urllib.request.proxy_bypass(f"{host}:{address.port}" if address.port else host):
        return None
    known = urllib.request.getproxies()
    proxy = known.get("https" if address.scheme == "wss" else "http") or known.get("all")
    if not proxy:
        return None
    if "://" not in proxy:
        proxy = f"http://{proxy}"
    if not _is_address(proxy, ("http", "https")):
        raise MICROSOFT.bad_proxy(proxy)
    return proxy


def _is_address(address: str, schemes: tuple[str, ...]) -> bool:
    """Whether an address has one of these schemes, a host that may have a name in the network, and a true port."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna")
        return (
            parts.scheme in schemes and host != b"" and parts.port != 0 and not set(address) & set(" \t\r\n")
        )
    except ValueError:
        return False


class _Watched(dict[str, object]):
    """The state that edge-tts keeps of a conversation, and whether it knows of the end of the turn."""

    ended = False

    def __setitem__(self, name: str, value: object) -> None:
        """Keep `value`. edge-tts sets the offset of a next chunk at the end of the turn, and then only."""
        self.ended = self.ended or name == _SET_AT_THE_END
        super().__setitem__(name, value)


def _cause(error: Exception) -> str:
    """A few plain words for an exception; never its own text, which may hold a proxy's password."""
    import aiohttp

    if isinstance(error, aiohttp.ClientProxyConnectionError):
        return "the proxy does not answer"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "its name is not known here (no network?)"
    if isinstance(error, aiohttp.ServerTimeoutError):
        return "no connection in time"
    if isinstance(error, aiohttp.ClientConnectorSSLError):
        return "no secure connection could be made"
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, ConnectionRefusedError):
        return "the connection was refused"
    return "no connection could be made"
