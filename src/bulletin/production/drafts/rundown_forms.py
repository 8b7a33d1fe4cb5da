"""Rundown forms: a rundown of the folder → its stories, head and newsreaders, as a page shows them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bulletin.errors import BulletinError
from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.drafts.history import History
from bulletin.production.drafts.stories import listed_stories, station_of
from bulletin.production.setup.edits.rundown import RundownText
from bulletin.production.setup.edits.values import text_of
from bulletin.production.setup.rundowns import parse_rundown
from bulletin.production.setup.texts import read_config
from bulletin.schema.rundown_form import RundownForm, RundownInList, StoryFields

STORY_KEYS = ("headline", "reader", "priority", "longest", "may_cut", "may_drop", "before", "after")
HEAD_KEYS = ("title", "summary", "slot", "headlines", "recap", "break_after", "turns", "at")


def listed_rundowns(folder: StudioFolder) -> list[RundownInList]:
    """Every rundown, the one changed last first. One that cannot be read stands there under its name."""
    found = []
    for name in folder.rundown_names():
        title = ""
        try:
            path = folder.rundown(name)
            title = parse_rundown(read_config(path, "rundown.encoding"), path).rundown.title
        except BulletinError:
            pass
        found.append(RundownInList(name=name, title=title or name))
    return found


def read_rundown(folder: StudioFolder, name: str) -> RundownForm:
    """A rundown as it is now. Raises MissingInputError (66), and ConfigurationError (78) for a file damaged by hand."""
    with folder.lock:
        path = folder.rundown(name)
        history = History(path, folder.hidden)
        rundown = opened_rundown(folder, path)
        titles = {story.name: story.title for story in listed_stories(folder)}
        found = rundown.file.rundown
        counts = {kind: sum(item.reserve == kind for item in found.items) for kind in (False, True)}
        rows = [*rundown.file.blocks.get("story", ()), *rundown.file.blocks.get("reserve", ())]
        stories = []
        for number, (item, row) in enumerate(zip(found.items, rows, strict=True)):
            draft = _draft_of(folder, item.source, titles)
            first = counts[False] if item.reserve else 0
            stories.append(
                StoryFields(
                    number=number,
                    source=str(row.get("source", "")),
                    story=draft,
                    title=titles.get(draft, "") or item.headline or _first_line(item.text) or item.source,
                    values=_texts(row, STORY_KEYS),
                    reserve=item.reserve,
                    is_first=number == first,
                    is_last=number == first + counts[item.reserve] - 1,
                )
            )
        return RundownForm(
            name=name,
            title=found.title or stories[0].title,
            revision=history.revision(),
            can_undo=history.can_undo(),
            can_redo=history.can_redo(),
            head=_texts(rundown.file.blocks.get("bulletin", {}), HEAD_KEYS),
            readers=rundown.readers,
            names=[reader.name for reader in rundown.whole.readers],
            stories=stories,
        )


def opened_rundown(folder: StudioFolder, path: Path) -> RundownText:
    """A rundown of the folder, to change. Raises as `read_rundown` does."""
    return RundownText(read_config(path, "rundown.encoding"), path, station_of(folder))


def _draft_of(folder: StudioFolder, source: str, titles: Mapping[str, str]) -> str:
    """The name of the draft at a path; "" for what is none."""
    path = Path(os.path.normpath(source))
    name = path.stem if source and path.parent == folder.stories else ""
    return name if name in titles else ""


def _texts(row: Mapping[str, Any], keys: Sequence[str]) -> dict[str, str]:
    return {key: text_of(row[key]) for key in keys if key in row}


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "")
