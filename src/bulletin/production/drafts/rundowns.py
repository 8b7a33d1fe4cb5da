"""Rundowns: stories of the folder → a rundown; what a person does to it → its file, saved as a version of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bulletin.errors import InputError
from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.drafts.history import History
from bulletin.production.drafts.refusals import WrongFields, check_revision
from bulletin.production.drafts.rundown_forms import opened_rundown
from bulletin.production.drafts.stories import script_of_story, station_of
from bulletin.production.setup.edits.rundown import RundownText
from bulletin.production.setup.kinds import SettingError
from bulletin.production.setup.new_rundown import rundown_text
from bulletin.schema.rundown import Item, Newsreader
from bulletin.script.running_order import headline_line

What = Literal["story", "head", "readers", "move", "drop", "add", "reserve", "use", "undo", "redo"]
"""What a person does: fill in what stands beside a story, or under [bulletin], or who reads; move, drop or add a story;
keep one in reserve, or use it always; undo that, and do it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RundownEdit:
    """One thing that a person does to a rundown."""

    what: What
    revision: str = ""
    """Of the rundown that they saw; empty to edit whatever there is."""
    number: int = 0
    """Which story, counted from 0."""
    to: int = 0
    values: Mapping[str, str] = field(default_factory=dict)
    """What was filled in, by key."""
    stories: Sequence[str] = ()
    """Names of drafts to add."""
    readers: Sequence[Newsreader] = ()


def new_rundown(folder: StudioFolder, stories: Sequence[str], title: str = "") -> str:
    """A rundown of these drafts, in their order; returns its name. Raises InputError (65) without any."""
    if not stories:
        raise InputError(
            "no story was chosen.",
            error_id="studio.none",
            source="the list of stories",
            remedy="Choose the stories of the bulletin, then make the rundown.",
        )
    with folder.lock:
        items = [_item(folder, name) for name in stories]
        title = " ".join(title.split())
        path = folder.new_rundown(title or items[0].headline)
        station = {"station": "../station.toml"} if folder.station_file else {}
        head = {**station, **({"title": title} if title else {})}
        text = rundown_text(f"{path.parent.name}/{path.name}", items, head)
        History(path, folder.hidden).save(RundownText(text, path, station_of(folder)).text)
        return path.stem


def edit_rundown(folder: StudioFolder, name: str, edit: RundownEdit) -> None:
    """Do one thing to a rundown, and save it.

    Raises StaleDraft (65) for one that changed, WrongFields (65) for values that cannot be, and InputError (65) or
    ConfigurationError (78) for what cannot be done; the file is then as it was.
    """
    with folder.lock:
        path = folder.rundown(name)
        history = History(path, folder.hidden)
        check_revision(history, edit.revision, name)
        if edit.what in ("undo", "redo"):
            (history.undo if edit.what == "undo" else history.redo)()
            return
        history.save(_edited(folder, opened_rundown(folder, path), edit, name).text)


def delete_rundown(folder: StudioFolder, name: str) -> None:
    """Take a rundown away; its versions stay, and so do its stories."""
    with folder.lock:
        folder.rundown(name).unlink()


def _edited(folder: StudioFolder, rundown: RundownText, edit: RundownEdit, name: str) -> RundownText:
    match edit.what:
        case "move":
            return rundown.moved(edit.number, edit.to)
        case "drop":
            return rundown.dropped(edit.number)
        case "reserve" | "use":
            return rundown.as_reserve(edit.number, reserve=edit.what == "reserve")
        case "add":
            for story in edit.stories:
                rundown = rundown.added(_source(folder, story))
            return rundown
        case "readers":
            return _filled(rundown, {"readers": ""}, name, lambda one, *_: one.with_readers(edit.readers))
        case "story":
            return _filled(
                rundown, edit.values, name, lambda one, key, text: one.with_story(edit.number, key, text)
            )
        case "head":
            return _filled(rundown, edit.values, name, lambda one, key, text: one.with_head(key, text))
    raise ValueError(edit.what)


def _filled(rundown: RundownText, values: Mapping[str, str], name: str, put: Any) -> RundownText:
    """The rundown with every value of a form. Raises WrongFields for all that cannot be, at once."""
    wrong: dict[str, str] = {}
    for key, text in values.items():
        try:
            rundown = put(rundown, key, text)
        except SettingError as error:
            wrong[key] = error.sentence
    if wrong:
        raise WrongFields(wrong, name)
    return rundown


def _item(folder: StudioFolder, name: str) -> Item:
    script = script_of_story(folder, name)
    line = headline_line(script.stories[0], script.segments).removesuffix("।")
    return Item(source=_source(folder, name), headline=line)


def _source(folder: StudioFolder, name: str) -> str:
    """A draft as a rundown of the folder names it. Raises MissingInputError (66) for a name that is none here."""
    return f"../{folder.stories.name}/{folder.story(name).name}"
