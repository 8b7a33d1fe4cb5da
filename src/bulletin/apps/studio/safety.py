"""Safety: who may ask for what. Every request passes here before anything else sees it.

A page of another site can have a browser send requests here. None of them gets in: the address must be one of ours (a name
that leads here by another's DNS is not), a browser must have shown the token of this start, and what changes anything must
come from our own page.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bulletin.apps.studio.studio import Studio

LARGEST = 60_000_000
"""Bytes of a request: a jingle of five minutes as WAV."""

METHODS = ("GET", "HEAD", "POST")

OPEN = ("/enter", "/static/")
"""What is shown to whoever has not given the token: how to give it, and how that page looks."""

COMMON_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: with that a browser does not say either which page a form is from.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class TooLarge(Exception):  # noqa: N818  (an answer)
    """A request's body is longer than it may be."""


class Safety:
    """An ASGI application round another, which lets in what may come in."""

    def __init__(self, app: ASGIApp, studio: Studio, ask: Callable[[Scope], Response]) -> None:
        """`ask` makes the page that asks for the token."""
        self._app = app
        self._studio = studio
        self._ask = ask

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            # No page of ours opens a socket.
            return
        guarded = _with_headers(send)
        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, guarded)
            return
        try:
            await self._app(scope, _limited(receive), guarded)
        except TooLarge:
            await _too_large()(scope, receive, guarded)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.get("host", "").lower() not in self._studio.hosts:
            return PlainTextResponse("This studio is not at that address.\n", 421)
        if scope["method"] not in METHODS:
            return PlainTextResponse("Only GET and POST are answered.\n", 405, {"Allow": ", ".join(METHODS)})
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdecimal() or int(length[:20]) > LARGEST:
            return _too_large()
        if scope["method"] == "POST" and not self._is_own(headers):
            return PlainTextResponse("This did not come from a page of this studio.\n", 403)
        if given := self._given(scope):
            return given
        path: str = scope["path"]
        if path.startswith(OPEN) or self._is_known(scope):
            return None
        return self._ask(scope)

    def _is_own(self, headers: Headers) -> bool:
        """Whether a browser says that one of our pages sent this."""
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return False
        return headers.get("origin", "").lower() == f"http://{headers['host'].lower()}"

    def _given(self, scope: Scope) -> Response | None:
        """The answer to an address with the token: the browser keeps it, and the address loses it."""
        if scope["method"] != "GET" or b"token=" not in scope["query_string"]:
            return None
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        return entered(self._studio) if is_token(self._studio, given) else self._ask(scope)

    def _is_known(self, scope: Scope) -> bool:
        return _same(Request(scope).cookies.get(self._studio.cookie, ""), self._studio.key)


def is_token(studio: Studio, given: str) -> bool:
    """Whether somebody gave the token of this start."""
    return _same(given.strip(), studio.token)


def entered(studio: Studio) -> Response:
    """To the first page, with the cookie of one who gave the token."""
    answer = RedirectResponse("/", 303)
    answer.set_cookie(studio.cookie, studio.key, httponly=True, samesite="strict", path="/")
    return answer


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode())


def _limited(receive: Receive) -> Receive:
    """Bodies without a length that they keep to."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST:
            raise TooLarge
        return message

    return counted


def _too_large() -> Response:
    # The rest of the body is not read, so the connection cannot be used again.
    return PlainTextResponse(f"At most {LARGEST:,} bytes can be sent.\n", 413, {"Connection": "close"})


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in COMMON_HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sent
