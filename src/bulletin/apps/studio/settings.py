"""Settings: the station file as a form, its jingles and cover, the word list, and the voices to hear."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bulletin.apps.studio.forms import Form, form, to
from bulletin.apps.studio.pages import render
from bulletin.apps.studio.setting_words import named
from bulletin.apps.studio.studio import Studio
from bulletin.apps.studio.words import language_of
from bulletin.errors import BulletinError, ConfigurationError, InputError
from bulletin.production.drafts.editing import StaleDraft
from bulletin.production.drafts.refusals import WrongFields
from bulletin.production.drafts.settings import save_settings, settings_form, undo_settings
from bulletin.production.drafts.uploads import keep_upload
from bulletin.production.drafts.voices import listed_voices, voice_sample
from bulletin.production.drafts.words import forget_word, listed_words, say_always
from bulletin.schema.form import SettingsForm
from bulletin.schema.rundown import Newsreader

MOST_WORDS = 200
"""Shown at once; the others are found by a part of them."""


def settings(request: Request) -> Response:
    """All settings."""
    return _page(request)


def change(request: Request, sent: Form) -> Response:
    """One thing done to the settings."""
    studio: Studio = request.app.state.studio
    what, group = sent.text("action"), sent.text("group")
    values = _values(sent)
    try:
        anchor = _done(studio, what, sent, values)
    except StaleDraft as error:
        return _page(request, 409, error=error)
    except WrongFields as error:
        return _page(request, 422, error=error, group=group, values=values, wrong=error.fields, sent=sent)
    except BulletinError as error:
        return _page(request, 422, error=error, group=group)
    studio.hub.tell("settings", {"name": "settings"})
    return to("/settings", f"settings-{what}", anchor, **({"open": group} if group else {}))


def voice(request: Request) -> Response:
    """A line in a voice."""
    return Response(voice_sample(request.query_params.get("name", "")), media_type="audio/wav")


def _done(studio: Studio, what: str, sent: Form, values: dict[str, str]) -> str:
    """Do one thing; returns the element to go on from. Raises InputError (65)."""
    revision = sent.text("revision")
    key = sent.text("key")
    match what:
        case "save":
            save_settings(studio.folder, values, sent.texts("silent"), revision)
            return f"group-{sent.text('group')}"
        case "upload":
            upload = sent.upload("file")
            if upload is None:
                raise InputError(
                    "no file was chosen.",
                    error_id="studio.upload",
                    source=key,
                    remedy="Choose a file, then upload it.",
                )
            keep_upload(studio.folder, key, upload.data, upload.name, revision)
            return f"upload-{key.replace('.', '-')}"
        case "remove":
            save_settings(studio.folder, {key: ""}, (), revision)
            return f"upload-{key.replace('.', '-')}"
        case "undo" | "redo":
            undo_settings(studio.folder, revision, again=what == "redo")
            return ""
        case "word":
            say_always(studio.folder, sent.text("word"), sent.text("as"))
            return "words"
        case "forget":
            forget_word(studio.folder, sent.text("word"))
            return "words"
    raise InputError(
        f'nothing here is called "{what[:40]}".',
        error_id="studio.action",
        source="the page",
        remedy="Load the page anew.",
    )


def _values(sent: Form) -> dict[str, str]:
    """Every setting that the form has: `set` names them, since boxes that are not ticked are not sent."""
    values = {key: "\n".join(sent.texts(key)) for key in sent.texts("set")}
    if "reader-name" in sent.fields:
        values["bulletin.readers"] = "\n".join(
            f"{one.name}={one.voice}" if one.voice else one.name for one in _readers(sent)
        )
    return values


def _readers(sent: Form) -> list[Newsreader]:
    rows = zip(sent.texts("reader-name"), sent.texts("reader-voice"), strict=False)
    return [
        Newsreader(name=name.strip(), voice=voice.strip())
        for name, voice in rows
        if name.strip() or voice.strip()
    ]


def _page(
    request: Request,
    status: int = 200,
    *,
    error: BulletinError | None = None,
    group: str = "",
    values: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
    sent: Form | None = None,
) -> Response:
    """The settings as they are now; with `values` still in their fields, where some of them are wrong."""
    studio: Studio = request.app.state.studio
    shown: SettingsForm | None = None
    try:
        shown = settings_form(studio.folder, values, wrong)
    except ConfigurationError as damaged:
        error = error or damaged
    find = " ".join(request.query_params.get("find", "").split()).casefold()
    words = [
        word
        for word in listed_words(studio.folder)
        if find in word.written.casefold() or find in word.spoken.casefold()
    ]
    return render(
        request, "settings.html", status,
        shown=shown,
        readers=_readers(sent) if sent and values and "bulletin.readers" in values else shown.readers if shown else (),
        name_of=lambda field: named(language_of(request), field),
        voices=listed_voices(),
        words=words[:MOST_WORDS],
        more=max(0, len(words) - MOST_WORDS),
        find=find,
        open=group or request.query_params.get("open", ""),
        error=error,
    )  # fmt: skip


routes = [
    Route("/settings", settings),
    Route("/settings", form(change), methods=["POST"]),
    Route("/settings/voice", voice),
]
