"""Pages: templates → HTML, with the interface's words and what every page has."""

from __future__ import annotations

import hashlib
from functools import cache, partial
from importlib.resources import files

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bulletin.apps.studio.studio import Studio
from bulletin.apps.studio.words import COOKIE, LANGUAGES, is_key, language_of, say
from bulletin.production.drafts.lettering import devanagari_font

STATIC = {
    "studio.css": "text/css; charset=utf-8",
    "studio.js": "text/javascript; charset=utf-8",
    "devanagari.ttf": "font/ttf",
}
"""The files of the pages' own, with their types."""


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("bulletin.apps.studio"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def load_templates() -> None:
    """Compile every template, before the first page asks for one."""
    for name in _templates().list_templates():
        _templates().get_template(name)


@cache
def static(name: str) -> bytes:
    """A file of the pages' own. Raises KeyError for any other."""
    if name not in STATIC:
        raise KeyError(name)
    if name == "devanagari.ttf":
        return devanagari_font()
    return files("bulletin.apps.studio").joinpath("static", name).read_bytes()


@cache
def version() -> str:
    """Changes with the files of the pages, so that browsers may keep them for ever."""
    texts = (static(name) for name in STATIC if not name.endswith(".ttf"))
    return hashlib.sha256(b"".join(texts)).hexdigest()[:10]


def render(
    request: Request,
    template: str,
    status: int = 200,
    *,
    message: str = "",
    wrong: str = "",
    **values: object,
) -> Response:
    """A page. `message` is told in it; so is what the address says was done; `wrong` is a field's own message."""
    language = language_of(request)
    studio: Studio = request.app.state.studio
    said = request.query_params.get("said", "")
    html = _templates().get_template(template).render(
        language=language,
        languages=LANGUAGES,
        say=partial(say, language),
        csrf=studio.csrf,
        here=request.url.path,
        version=version(),
        event=studio.hub.last,
        message=message or (say(language, f"said-{said}") if is_key(f"said-{said}") else ""),
        wrong=wrong,
        **values,
    )  # fmt: skip
    answer = HTMLResponse(html, status)
    if request.query_params.get("lang") in LANGUAGES:
        answer.set_cookie(COOKIE, language, max_age=31_536_000, samesite="strict", path="/")
    return answer
