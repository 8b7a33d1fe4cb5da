"""Episodes: a finished bulletin: heard, looked at, checked, taken away, published; a story of it changed."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bulletin.apps.studio.forms import Form, form, to
from bulletin.apps.studio.making import submitted
from bulletin.apps.studio.pages import render
from bulletin.apps.studio.studio import Studio
from bulletin.apps.studio.words import language_of, say
from bulletin.errors import BulletinError, InputError
from bulletin.production.changing import Change
from bulletin.production.drafts.stories import listed_stories, new_stories
from bulletin.production.making.job import Order
from bulletin.production.results.facts import Result, result_of
from bulletin.production.results.looking import known_look, look
from bulletin.production.results.podcast import Podcast, Show, podcast_at, publish_result
from bulletin.production.wording.findings import finding_name
from bulletin.production.wording.table import as_language

LOOKS = "looks"
"""The folder of what audits found."""

ASKED = ("base_url", "title", "author", "link", "email")
"""Fields of the form that publishes."""

WHAT: dict[str, Literal["replace", "drop", "move", "add"]] = {
    "replace": "replace", "drop": "drop", "up": "move", "down": "move", "add": "add",
}  # fmt: skip


def episode(request: Request) -> Response:
    """A finished bulletin."""
    return _episode(request)


def _episode(request: Request, status: int = 200, **values: Any) -> Response:
    studio: Studio = request.app.state.studio
    result = _result(request)
    folder = studio.folder.hidden / LOOKS
    wanted = "look" in request.query_params
    given: dict[str, Any] = {"error": None, "sent": dict.fromkeys(ASKED, ""), **values}
    return render(
        request, "episode.html", status,
        result=result,
        look=look(result, folder) if wanted else known_look(result, folder),
        drafts=listed_stories(studio.folder),
        podcast=_podcast(studio),
        named=partial(finding_name, language=as_language(language_of(request))),
        **given,
    )  # fmt: skip


def file(request: Request) -> Response:
    """A file of a bulletin; a part of it, if that is asked for."""
    found = _result(request).file(request.path_params["kind"])
    inline = (found.is_sound or found.kind == "cover") and "download" not in request.query_params
    return FileResponse(
        found.path,
        media_type=found.media_type,
        filename=found.path.name,
        content_disposition_type="inline" if inline else "attachment",
        headers={"Cache-Control": "no-cache", "Content-Encoding": "identity"},
    )


def picture(request: Request) -> Response:
    """The picture of its waveform, loudness and chapters."""
    studio: Studio = request.app.state.studio
    found = look(_result(request), studio.folder.hidden / LOOKS).picture
    if found is None:
        raise InputError(
            "there is nothing to draw: the file does not decode.",
            error_id="check.silent",
            source=request.path_params["name"],
            remedy="Make the bulletin again.",
        )
    return FileResponse(found, media_type="image/png", headers={"Cache-Control": "no-cache"})


def change(request: Request, sent: Form) -> Response:
    """A story of a bulletin replaced, dropped, moved or added: that is made by the queue, as any other."""
    studio: Studio = request.app.state.studio
    result = _result(request)
    what, number = WHAT.get(sent.text("action")), sent.number("number")
    try:
        if what is None:
            raise InputError(
                "this cannot be done to a bulletin.",
                error_id="studio.action",
                source=sent.text("action")[:40],
                remedy="Load the page anew.",
            )
        if sent.text("revision") != result.revision:
            return _episode(request, 409, message=say(language_of(request), "change-stale"))
        source, title = "", result.title
        if what in ("replace", "add"):
            source, title = _source(studio, sent)
        to_place = number + (1 if sent.text("action") == "down" else -1) if what == "move" else 0
        wanted = Change(
            what=what, number=number, to=to_place, source=source,
            reader=sent.text("reader") or None, headline=" ".join(sent.text("headline").split()),
        )  # fmt: skip
    except BulletinError as error:
        return _episode(request, 422, error=error)
    return submitted(
        request,
        Order(
            title=title,
            episode=result.record.relative_to(studio.folder.path).as_posix(),
            change=wanted,
            seen=result.revision,
            correction=" ".join(sent.text("correction").split()),
        ),
    )


def _source(studio: Studio, sent: Form) -> tuple[str, str]:
    """The article of a new story, and its title: a draft of the folder, or a file, which becomes one."""
    upload = sent.upload("file")
    name = sent.text("draft")
    if upload is not None:
        name = new_stories(studio.folder, data=upload.data, name=upload.name)[0]
        studio.hub.tell("story", {"name": name})
    path = studio.folder.story(name)
    titles = {story.name: story.title for story in listed_stories(studio.folder)}
    return path.relative_to(studio.folder.path).as_posix(), titles.get(name, name)


def publish(request: Request, sent: Form) -> Response:
    """A bulletin goes into the folder's podcast."""
    studio: Studio = request.app.state.studio
    result = _result(request)
    given = {name: sent.text(name).strip() for name in ASKED}
    show = Show(title=given["title"], author=given["author"], link=given["link"], email=given["email"])
    try:
        outcome = publish_result(result, studio.folder.podcast, given["base_url"], show)
    except BulletinError as error:
        return _episode(request, 422, error=error, sent=given)
    return to(f"/episodes/{result.name}", f"publish-{outcome.episodes[0].action}", "publish")


def _podcast(studio: Studio) -> Podcast:
    try:
        return podcast_at(studio.folder.podcast)
    except BulletinError:
        # What is wrong with it is told when somebody publishes.
        return Podcast(is_there=True)


def _result(request: Request) -> Result:
    studio: Studio = request.app.state.studio
    return result_of(studio.folder.record(request.path_params["name"]))


routes = [
    Route("/episodes/{name}", episode),
    Route("/episodes/{name}", form(change), methods=["POST"]),
    Route("/episodes/{name}/publish", form(publish), methods=["POST"]),
    Route("/episodes/{name}/files/{kind}", file),
    Route("/episodes/{name}/picture", picture),
]
