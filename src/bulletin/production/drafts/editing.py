"""Editing: what a person does to a story → the draft, saved as a version of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from bulletin.errors import InputError
from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.drafts.history import History
from bulletin.production.drafts.stories import diction_in, script_of_story
from bulletin.schema.script import Role, Script
from bulletin.script import Diction, write_sheet
from bulletin.script.sentence_edits import (
    TEXT_ROLES,
    Place,
    moved_segment,
    moved_sentence,
    with_left_out,
    with_role,
    with_spoken,
    with_text,
    without_sentence,
)

What = Literal["write", "say", "cut", "keep", "up", "down", "role", "undo", "redo"]
"""What a person does: write another text, have it said otherwise, cut a sentence, keep a line that was left out, move a
sentence, give its paragraph another role; undo that, and do it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One thing that a person does to a draft."""

    what: What
    revision: str = ""
    """Of the draft that they saw; an edit of an older one is refused. Empty to edit whatever there is."""
    segment: int = 0
    sentence: int = 0
    """Where; for `keep`, `sentence` is the line's number among those left out."""
    text: str = ""
    """What to write or say, or the role."""


def as_edit(what: str, at: str, revision: str, text: str = "") -> Edit:
    """An edit as a page sends it: `at` is a sentence's place, "3.1", or for `keep` a line's number. Raises InputError (65)."""
    known = next((one for one in get_args(What) if one == what), None)
    if known is None:
        raise InputError(
            f'nothing here is called "{what[:40]}".',
            error_id="studio.action",
            source="the page",
            remedy="Load the page anew.",
        )
    if known in ("undo", "redo"):
        return Edit(what=known, revision=revision)
    segment, sentence = place_of(f"0.{at}" if known == "keep" else at)
    return Edit(what=known, revision=revision, segment=segment, sentence=sentence, text=text)


def place_of(at: str) -> Place:
    """A place as a page names it. Raises InputError (65) for what is none."""
    segment, _, sentence = at.partition(".")
    if not all(part.isascii() and part.isdecimal() and len(part) < 7 for part in (segment, sentence)):
        raise nowhere(at)
    return Place(int(segment), int(sentence))


def nowhere(at: str) -> InputError:
    """The error for a place that a story does not have."""
    return InputError(
        "there is no such sentence in this story.",
        error_id="studio.place",
        source=at[:40],
        remedy="The page shows the story as it is now; do it once more.",
    )


class StaleDraft(InputError):  # noqa: N818  (named for what it says)
    """The draft was changed elsewhere since it was shown."""


def edit_story(folder: StudioFolder, name: str, edit: Edit) -> str:
    """Do one thing to a draft, and save it; returns where the sentence is then, "" if it is nowhere. Raises StaleDraft (65) for one that changed, and InputError (65) for what cannot be done."""
    with folder.lock:
        path = folder.story(name)
        history = History(path, folder.hidden)
        if edit.revision and edit.revision != history.revision():
            raise StaleDraft(
                "this story was changed in another window since this page was shown.",
                error_id="studio.stale",
                source=name,
                remedy="The page shows it as it is now; do it once more.",
            )
        if edit.what in ("undo", "redo"):
            (history.undo if edit.what == "undo" else history.redo)()
            return ""
        script = script_of_story(folder, name)
        try:
            changed, place = _edited(script, edit, diction_in(folder))
        except (IndexError, ValueError):
            raise nowhere(f"{edit.segment}.{edit.sentence}") from None
        if not any(segment.sentences for segment in changed.segments):
            raise InputError(
                "this is the story's last sentence; nothing would be left to say.",
                error_id="studio.last",
                source=name,
                remedy="Delete the story instead.",
            )
        history.save(write_sheet(changed, own_alone=True))
        return f"{place.segment}.{place.sentence}"


def _edited(script: Script, edit: Edit, diction: Diction) -> tuple[Script, Place]:
    """The script after an edit, and where its sentence is then."""
    place = Place(edit.segment, edit.sentence)
    match edit.what:
        case "write":
            return with_text(script, place, edit.text, diction), place
        case "say":
            return with_spoken(script, place, edit.text, diction), place
        case "cut":
            return without_sentence(script, place, diction), place
        case "keep":
            kept = with_left_out(script, edit.sentence, diction)
            return kept, Place(len(kept.segments) - 1, 0)
        case "role":
            return with_role(script, edit.segment, _role(edit.text)), place
        case "up" | "down":
            by = -1 if edit.what == "up" else 1
            if script.segments[edit.segment].role == "body":
                return moved_sentence(script, place, by, diction)
            moved, number = moved_segment(script, edit.segment, by)
            return moved, Place(number, edit.sentence)
    raise ValueError(edit.what)


def _role(name: str) -> Role:
    return next((role for role in TEXT_ROLES if role == name), "body")
