"""Rundowns: the stories of a bulletin in their order, who reads them, how long they last, and what a slot takes."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bulletin.apps.studio.forms import Form, form, to
from bulletin.apps.studio.pages import render
from bulletin.apps.studio.rundown_rows import rows_of
from bulletin.apps.studio.studio import Studio
from bulletin.apps.studio.timing import timed
from bulletin.errors import BulletinError, ConfigurationError, InputError
from bulletin.production.drafts.ahead import bulletin_ahead, known_ahead
from bulletin.production.drafts.editing import StaleDraft
from bulletin.production.drafts.refusals import WrongFields
from bulletin.production.drafts.rundown_forms import HEAD_KEYS, STORY_KEYS, read_rundown
from bulletin.production.drafts.rundowns import RundownEdit, delete_rundown, edit_rundown, new_rundown
from bulletin.production.drafts.stories import listed_stories
from bulletin.production.drafts.voices import listed_voices
from bulletin.schema.preview import Preview
from bulletin.schema.rundown import Newsreader

MOVES = {"up": -1, "down": 1}


def add(request: Request, sent: Form) -> Response:
    """Stories become a rundown."""
    studio: Studio = request.app.state.studio
    name = new_rundown(studio.folder, sent.texts("story"), sent.text("title"))
    studio.hub.tell("rundown", {"name": name})
    return to(f"/rundowns/{name}", "rundown")


def rundown(request: Request) -> Response:
    """A rundown."""
    return _page(request, request.path_params["name"])


def edit(request: Request, sent: Form) -> Response:
    """One thing done to a rundown."""
    studio: Studio = request.app.state.studio
    name = request.path_params["name"]
    what = sent.text("action")
    if what == "delete":
        delete_rundown(studio.folder, name)
        return to("/", "rundown-deleted")
    try:
        change = _as_edit(what, sent)
        edit_rundown(studio.folder, name, change)
    except StaleDraft as error:
        return _page(request, name, 409, error=error)
    except WrongFields as error:
        return _page(request, name, 422, error=error, sent=sent, wrong=error.fields)
    except BulletinError as error:
        return _page(request, name, 422, error=error)
    studio.hub.tell("rundown", {"name": name})
    anchor = {"story": f"edit-{sent.text('key')}", "move": f"row-{sent.text('key')}"}.get(change.what, "")
    return to(f"/rundowns/{name}", f"rundown-{what}", anchor)


def _page(
    request: Request,
    name: str,
    status: int = 200,
    *,
    error: BulletinError | None = None,
    sent: Form | None = None,
    wrong: dict[str, str] | None = None,
) -> Response:
    """A rundown as it is now; with what was `sent` still in its fields, where some of it is wrong."""
    studio: Studio = request.app.state.studio
    try:
        shown = read_rundown(studio.folder, name)
    except ConfigurationError as damaged:
        # By hand, or with a station file that is: it can still be made what it was before.
        return render(request, "damaged.html", 422, name=name, error=damaged)
    # A part of a page is shown at once, with the seconds that are known; its script asks for the others.
    ahead, why, is_now = _ahead(studio, name, at_once="x-swap" in request.headers)
    stories = listed_stories(studio.folder)
    there = {story.story for story in shown.stories}
    part = sent.text("action") if sent else ""
    given = {key: sent.text(key) for key in (*STORY_KEYS, *HEAD_KEYS)} if sent else {}
    opened = (
        str(sent.number("number", -1)) if part == "story" and sent else request.query_params.get("open", "")
    )
    return render(
        request, "rundown.html", status,
        rundown=shown,
        rows=rows_of(shown, ahead, is_now=is_now),
        ahead=ahead,
        why=why if error is None else None,
        waiting=not is_now,
        total=timed(ahead.length) if ahead else "",
        asked=timed(ahead.asked) if ahead and ahead.asked else "",
        others=[story for story in stories if story.name not in there],
        voices=listed_voices(),
        readers=_readers(sent) if part == "readers" and sent else shown.readers,
        open=opened,
        error=error,
        part=part,
        given=given,
        wrongs=wrong or {},
    )  # fmt: skip


def _as_edit(what: str, sent: Form) -> RundownEdit:
    """An edit as a page sends it. Raises InputError (65)."""
    revision, number = sent.text("revision"), sent.number("number", -1)
    match what:
        case "up" | "down":
            return RundownEdit(what="move", revision=revision, number=number, to=number + MOVES[what])
        case "move":
            return RundownEdit(what="move", revision=revision, number=number, to=sent.number("to"))
        case "drop" | "reserve" | "use" | "undo" | "redo":
            return RundownEdit(what=what, revision=revision, number=number)
        case "add":
            return RundownEdit(what="add", revision=revision, stories=sent.texts("story"))
        case "readers":
            return RundownEdit(what="readers", revision=revision, readers=_readers(sent))
        case "story":
            values = {key: sent.text(key) for key in STORY_KEYS if key in sent.fields or key == "may_drop"}
            return RundownEdit(what="story", revision=revision, number=number, values=values)
        case "head":
            values = {key: sent.text(key) for key in HEAD_KEYS if key in sent.fields}
            return RundownEdit(what="head", revision=revision, values=values)
    raise InputError(
        f'nothing here is called "{what[:40]}".',
        error_id="studio.action",
        source="the page",
        remedy="Load the page anew.",
    )


def _readers(sent: Form) -> list[Newsreader]:
    """The newsreaders of a form; a row without a name and a voice is none."""
    rows = zip(sent.texts("reader-name"), sent.texts("reader-voice"), strict=False)
    return [
        Newsreader(name=name.strip(), voice=voice.strip())
        for name, voice in rows
        if name.strip() or voice.strip()
    ]


def _ahead(studio: Studio, name: str, *, at_once: bool) -> tuple[Preview | None, BulletinError | None, bool]:
    """What the bulletin is likely to be, or why that cannot be told, and whether it is of the rundown as it is now."""
    try:
        if at_once:
            known, is_now = known_ahead(studio.folder, name)
            return known, None, is_now
        return bulletin_ahead(studio.folder, name), None, True
    except BulletinError as error:
        return None, error, True


routes = [
    Route("/rundowns", form(add), methods=["POST"]),
    Route("/rundowns/{name}", rundown),
    Route("/rundowns/{name}", form(edit), methods=["POST"]),
]
