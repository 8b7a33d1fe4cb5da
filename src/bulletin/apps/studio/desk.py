"""Desk: the first page, and a story: read, heard, corrected."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bulletin.apps.studio.forms import Form, form, to
from bulletin.apps.studio.making import listed
from bulletin.apps.studio.pages import render
from bulletin.apps.studio.studio import Studio
from bulletin.errors import BulletinError
from bulletin.production.drafts.editing import StaleDraft, as_edit, edit_story
from bulletin.production.drafts.hearing import hear
from bulletin.production.drafts.rundown_forms import listed_rundowns
from bulletin.production.drafts.stories import (
    delete_story,
    listed_stories,
    new_stories,
    read_story,
    story_revision,
)
from bulletin.production.drafts.words import say_always
from bulletin.production.results.listing import listed_results


def home(request: Request) -> Response:
    """The first page: where a story comes in, and what there is."""
    return _home(request)


def _home(request: Request, status: int = 200, **values: Any) -> Response:
    studio: Studio = request.app.state.studio
    given: dict[str, Any] = {"text": "", "address": "", "error": None, **values}
    return render(
        request, "home.html", status,
        stories=listed_stories(studio.folder),
        rundowns=listed_rundowns(studio.folder),
        episodes=listed_results(studio.folder.output, studio.folder.episode_names()),
        jobs=listed(studio.queue),
        **given,
    )  # fmt: skip


def add(request: Request, sent: Form) -> Response:
    """A pasted text, a file or an address becomes a story, a feed several."""
    studio: Studio = request.app.state.studio
    upload = sent.upload("file")
    text, address = sent.text("text"), sent.text("address")
    try:
        names = new_stories(
            studio.folder,
            text=text,
            data=upload.data if upload else b"",
            name=upload.name if upload else "",
            address=address,
        )
    except BulletinError as error:
        # With what was pasted still in its field.
        return _home(request, 422, text=text, address=address, error=error)
    for name in names:
        studio.hub.tell("story", {"name": name})
    return to(f"/stories/{names[0]}", "read") if len(names) == 1 else to("/", "several")


def story(request: Request) -> Response:
    """A story, a sentence a line."""
    return _story(request, request.path_params["name"])


def _story(request: Request, name: str, status: int = 200, message: str = "", **values: Any) -> Response:
    studio: Studio = request.app.state.studio
    draft = read_story(studio.folder, name)
    given: dict[str, Any] = {"error": None, **values}
    return render(
        request, "story.html", status, message=message,
        draft=draft, open=request.query_params.get("at", ""), **given,
    )  # fmt: skip


def edit(request: Request, sent: Form) -> Response:
    """One thing done to a story."""
    studio: Studio = request.app.state.studio
    name = request.path_params["name"]
    what = sent.text("action")
    if what == "delete":
        delete_story(studio.folder, name)
        studio.hub.tell("story", {"name": name})
        return to("/", "deleted")
    if what == "always":
        try:
            say_always(studio.folder, sent.text("word"), sent.text("as"))
        except BulletinError as error:
            return _story(request, name, 422, error=error)
        studio.hub.tell("story", {"name": name})
        return to(f"/stories/{name}", "always", f"s{sent.text('at')}")
    try:
        moved = edit_story(
            studio.folder, name, as_edit(what, sent.text("at"), sent.text("revision"), sent.text("text"))
        )
    except StaleDraft as error:
        return _story(request, name, 409, error=error)
    except BulletinError as error:
        return _story(request, name, 422, error=error)
    # With the revision: the window that did it shows that already.
    studio.hub.tell("story", {"name": name, "revision": story_revision(studio.folder, name)})
    if what in ("up", "down"):
        # Its form stays open, to move it further.
        return to(f"/stories/{name}", what, f"s{moved}", at=moved)
    return to(f"/stories/{name}", what, f"s{moved}" if moved else "")


def heard(request: Request) -> Response:
    """A sentence as it will sound."""
    studio: Studio = request.app.state.studio
    sound = hear(studio.folder, request.path_params["name"], request.path_params["at"])
    return Response(sound, media_type="audio/wav")


routes = [
    Route("/", home),
    Route("/stories", form(add), methods=["POST"]),
    Route("/stories/{name}", story),
    Route("/stories/{name}", form(edit), methods=["POST"]),
    Route("/stories/{name}/heard/{at}", heard),
]
