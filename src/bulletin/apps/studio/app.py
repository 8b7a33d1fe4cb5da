"""App: the studio's addresses, each with what answers it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Scope

from bulletin.apps.studio import desk, episodes, making, rundowns, settings
from bulletin.apps.studio.pages import STATIC, render, static
from bulletin.apps.studio.safety import Safety, entered, is_token
from bulletin.apps.studio.studio import Studio
from bulletin.errors import BulletinError

STATUS = {65: 422, 66: 404, 69: 503, 70: 500, 73: 507, 74: 507, 75: 503, 76: 502, 77: 403, 78: 422}
"""The status of an answer for each exit code of the command line."""


def build(studio: Studio) -> ASGIApp:
    """The whole studio as an application."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        studio.hub.close()

    app = Starlette(
        routes=[
            *desk.routes,
            *rundowns.routes,
            *settings.routes,
            *making.routes,
            *episodes.routes,
            Route("/enter", form_of_token, methods=["POST"]),
            Route("/events", events),
            Route("/static/{version}/{name}", files),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=1000)],
        exception_handlers={BulletinError: _refused, HTTPException: _no_such, Exception: _bug},
        lifespan=lifespan,
    )
    app.state.studio = studio

    def ask(scope: Scope) -> Response:
        return render(Request({**scope, "app": app}), "enter.html", 403)

    return Safety(app, studio, ask)


async def form_of_token(request: Request) -> Response:
    """The token, typed in by somebody who opened the page at its plain address."""
    fields = await request.form(max_files=0, max_fields=5, max_part_size=1000)
    studio: Studio = request.app.state.studio
    if is_token(studio, str(fields.get("token", ""))):
        return entered(studio)
    return render(request, "enter.html", 403, wrong="token")


async def events(request: Request) -> Response:
    """What happens, as it happens. A page that was away says which event it saw last."""
    studio: Studio = request.app.state.studio
    last = request.headers.get("last-event-id") or request.query_params.get("after", "")
    after = int(last) if last.isascii() and last.isdecimal() and len(last) < 12 else studio.hub.last
    return StreamingResponse(
        studio.hub.stream(after),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no", "Content-Encoding": "identity"},
    )


async def files(request: Request) -> Response:
    """The pages' style and script."""
    name = request.path_params["name"]
    try:
        data = static(name)
    except KeyError:
        raise HTTPException(404) from None
    return Response(
        data,
        media_type=STATIC[name],
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, BulletinError)
    return render(request, "error.html", STATUS.get(error.code, 422), error=error)


async def _no_such(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return render(request, "error.html", error.status_code, error=None, status_code=error.status_code)


async def _bug(request: Request, _: Exception) -> Response:
    """Starlette logs the error besides; the page says no more than that there was one."""
    return render(request, "error.html", 500, error=None, status_code=500)
