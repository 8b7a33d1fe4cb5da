"""Stories: a source → story drafts; a draft as rows to show; what a person does to it → the draft, saved.

A draft is an edited script of one story. It has the spoken forms that a person wrote; all others are made when it is
read, so that a word that is put right is right in every draft.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bulletin.errors import BulletinError, InputError
from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.drafts.history import History
from bulletin.production.drafts.showing import draft_of
from bulletin.production.scripts import diction_of, script_of
from bulletin.production.setup.settle import settle
from bulletin.readers.doors.web_address import is_address, may_be_address
from bulletin.schema.draft import StoryDraft, StoryInList
from bulletin.schema.script import Script
from bulletin.schema.station import Station
from bulletin.script import Diction, write_sheet
from bulletin.script.edits import one_story

HEAD_LINES = 30
"""Of a draft, among which its title is."""

LONGEST_PASTE = 2_000_000
"""Bytes of a text or file that is pasted or uploaded."""


def station_of(folder: StudioFolder) -> Station:
    """The station of the folder, with the words of its lexicon. Raises as `settle` does."""
    return settle((), {**folder.settings, "output": None}, folder.station_file).station


def new_stories(
    folder: StudioFolder,
    *,
    text: str = "",
    data: bytes = b"",
    name: str = "",
    address: str = "",
    latest: int = 5,
    notice: Callable[[str, str], None] = lambda *_: None,
) -> list[str]:
    """Read a pasted text, an uploaded file or an address into drafts, and return their names: a feed gives several.

    What was pasted or uploaded is kept to the byte among the folder's articles. Raises as `script_of` does; then nothing
    is left behind.
    """
    if address.strip():
        return _saved(folder, _read(folder, _of_the_web(address.strip()), latest, notice))
    pasted = text.strip()
    if not data and not pasted:
        raise InputError(
            "no story was given.",
            error_id="studio.nothing",
            source="the form for a new story",
            remedy="Paste its text, give its address, or choose its file.",
        )
    if not data and is_address(pasted) and len(pasted.split()) == 1:
        return _saved(folder, _read(folder, pasted, latest, notice))
    data = data or text.replace("\r\n", "\n").encode("utf-8", "replace")
    if len(data) > LONGEST_PASTE:
        raise InputError(
            f"this is {len(data):,} bytes long; an article has {LONGEST_PASTE:,} at most.",
            error_id="studio.size",
            source=name or "what was pasted",
            remedy="Give the article alone.",
        )
    incoming = folder.hidden / f"incoming{_suffix(name)}"
    with folder.lock:
        incoming.write_bytes(data)
        try:
            script = _read(folder, str(incoming), latest, notice)
        except BulletinError as error:
            given = name or "what was pasted"
            error.source = error.source.replace(str(incoming), given)
            error.remedy = error.remedy.replace(str(incoming), given)
            raise
        else:
            kept = folder.new_article(script.title, incoming.suffix)
            incoming.rename(kept)
        finally:
            incoming.unlink(missing_ok=True)
        return _saved(folder, _from(script, str(incoming), kept))


def listed_stories(folder: StudioFolder) -> list[StoryInList]:
    """Every draft, the one changed last first. One that cannot be read stands there under its name."""
    return [_in_list(folder, name) for name in folder.story_names()]


def _in_list(folder: StudioFolder, name: str) -> StoryInList:
    title = name
    try:
        path = folder.story(name)
        day = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        with path.open(encoding="utf-8", errors="replace") as file:
            for line in itertools.islice(file, HEAD_LINES):
                if line.startswith("title:"):
                    title = line.removeprefix("title:").strip() or name
                    break
    except (OSError, BulletinError):
        return StoryInList(name=name, title=title, changed=None)
    return StoryInList(name=name, title=title, changed=day)


def read_story(folder: StudioFolder, name: str) -> StoryDraft:
    """A draft as it is now. Raises MissingInputError (66), and InputError (65) for a file that was damaged by hand."""
    with folder.lock:
        path = folder.story(name)
        history = History(path, folder.hidden)
        script = _script(folder, path)
        return draft_of(
            name,
            script,
            folder=folder.path,
            revision=history.revision(),
            can_undo=history.can_undo(),
            can_redo=history.can_redo(),
        )


def story_revision(folder: StudioFolder, name: str) -> str:
    """What names the story's file as it is now. Raises MissingInputError (66)."""
    return History(folder.story(name), folder.hidden).revision()


def script_of_story(folder: StudioFolder, name: str) -> Script:
    """The script of a draft, as a bulletin of it alone would read it. Raises as `read_story` does."""
    with folder.lock:
        return _script(folder, folder.story(name))


def delete_story(folder: StudioFolder, name: str) -> None:
    """Take a draft away; its versions and its article stay."""
    with folder.lock:
        path = folder.story(name)
        History(path, folder.hidden).revision()
        path.unlink()


def diction_in(folder: StudioFolder) -> Diction:
    """How the folder's station has sentences said. Raises as `settle` does."""
    station = station_of(folder)
    return diction_of(station.lexicons, station.without)


def _read(folder: StudioFolder, source: str, latest: int, notice: Callable[[str, str], None]) -> Script:
    return script_of([source], diction=diction_in(folder), latest=latest, notice=notice)


def _script(folder: StudioFolder, path: Path) -> Script:
    return script_of([str(path)], diction=diction_in(folder))


def _from(script: Script, before: str, path: Path) -> Script:
    """The script with the name that its source has now."""
    named = tuple(str(path) if source == before else source for source in script.sources)
    stories = tuple(
        replace(story, source=source) for story, source in zip(script.stories, named, strict=True)
    )
    return replace(script, sources=named, stories=stories)


def _saved(folder: StudioFolder, script: Script) -> list[str]:
    """The stories of a script as drafts of their own; their names, in order."""
    names: list[str] = []
    with folder.lock:
        for number, story in enumerate(script.stories):
            path = folder.new_story(story.title)
            History(path, folder.hidden).save(write_sheet(one_story(script, number), own_alone=True))
            names.append(path.stem)
    return names


def _of_the_web(address: str) -> str:
    """An address, to which https:// is added where it has none. Raises InputError (65) for anything else: files are uploaded."""
    if is_address(address):
        return address
    if "://" not in address and may_be_address(address):
        return f"https://{address}"
    raise InputError(
        "this is no address of the web.",
        error_id="studio.address",
        source=address[:200],
        remedy="Give one that begins with https://, or choose the file itself.",
    )


def _suffix(name: str) -> str:
    """What the kept article's name ends in: readers look at bytes, people at names."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix in (".txt", ".md", ".html", ".htm", ".docx", ".xml", ".json") else ".txt"
