"""Forms: what a page sends, read and checked; errors as answers."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bulletin.apps.studio.studio import Studio

LARGEST_FIELD = 3_000_000
"""Bytes of a field; files have no limit but the request's."""

MOST_FIELDS, MOST_FILES = 500, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that a page sent."""

    name: str
    """As the sender calls it; never a path here."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """What a form has."""

    fields: FormData
    files: dict[str, Upload]

    def text(self, name: str) -> str:
        """A field, "" where it is not there."""
        found = self.fields.get(name, "")
        return found if isinstance(found, str) else ""

    def texts(self, name: str) -> list[str]:
        """A field that may be there several times."""
        return [value for value in self.fields.getlist(name) if isinstance(value, str)]

    def number(self, name: str, usual: int = 0) -> int:
        """A field as a whole number; `usual` where it is none."""
        text = self.text(name).strip()
        return int(text) if len(text) < 10 and text.removeprefix("-").isdecimal() else usual

    def upload(self, name: str) -> Upload | None:
        """A file; None where none was chosen."""
        return self.files.get(name)


def form(
    handler: Callable[[Request, Form], Response],
) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint of a form: reads it, checks that it is one of our pages', and has the handler work in a thread."""

    async def endpoint(request: Request) -> Response:
        fields = await _read(request)
        try:
            studio: Studio = request.app.state.studio
            shown = fields.get("csrf") or request.headers.get("x-csrf", "")
            if not isinstance(shown, str) or not hmac.compare_digest(
                shown.encode("utf-8", "surrogatepass"), studio.csrf.encode()
            ):
                raise HTTPException(403)
            files = {
                name: Upload(name=value.filename or "", data=await value.read())
                for name, value in fields.multi_items()
                if isinstance(value, UploadFile) and value.filename
            }
        finally:
            await fields.close()
        answer: Response = await run_in_threadpool(handler, request, Form(fields, files))
        return answer

    return endpoint


async def _read(request: Request) -> FormData:
    """The fields. Raises HTTPException (400) for a body that is no form."""
    if not request.headers.get("content-type", "").startswith(
        ("multipart/form-data", "application/x-www-form-urlencoded")
    ):
        raise HTTPException(415)
    return await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD)


def to(path: str, said: str = "", anchor: str = "", **query: str) -> Response:
    """Back to a page, which then says what was done: `said` is a key of the interface's words.

    `anchor` is the element to go on from. A script that fetches the page sees no fragment, so it stands in the query too.
    """
    asked = urlencode({**({"said": said} if said else {}), **({"went": anchor} if anchor else {}), **query})
    return RedirectResponse(
        quote(path) + (f"?{asked}" if asked else "") + (f"#{quote(anchor)}" if anchor else ""), 303
    )
