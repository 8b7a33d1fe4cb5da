"""Rundown rows: a rundown and what its bulletin is likely to be → a row for each story, as the page shows it."""

from __future__ import annotations

from typing import Any

from bulletin.apps.studio.timing import timed
from bulletin.schema.preview import Preview, StoryAhead
from bulletin.schema.rundown_form import RundownForm


def rows_of(shown: RundownForm, ahead: Preview | None, *, is_now: bool) -> list[dict[str, Any]]:
    """Each story with a key that stays its own while it moves, its seconds, and the time at which it ends."""
    told = _told(shown, ahead, is_now=is_now)
    slot = ahead.slot if ahead and is_now else None
    dropped, added = (set(slot.dropped), set(slot.added)) if slot else (set(), set())
    rows: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    until = 0.0
    for story in shown.stories:
        name = story.story or story.source or "text"
        seen[name] = seen.get(name, 0) + 1
        one = told.get(story.number)
        until += one.seconds if one and not story.reserve else 0
        rows.append(
            {
                "story": story,
                "key": f"{_plain(name)}-{seen[name]}",
                "seconds": timed(one.seconds) if one else "",
                "until": timed(until) if one and not story.reserve else "",
                "reader": (one.story.reader if one and is_now else "") or story.values.get("reader", ""),
                "headline": one.headline if one and is_now else story.values.get("headline", ""),
                "goes": one.goes if one and is_now else 0,
                "dropped": bool(one and one.story.title in dropped),
                "added": bool(one and one.story.title in added),
            }
        )
    return rows


def _told(shown: RundownForm, ahead: Preview | None, *, is_now: bool) -> dict[int, StoryAhead]:
    """What is known of each story, by its number: of an earlier order by its title."""
    if ahead is None:
        return {}
    if is_now:
        # A feed is one row and several stories.
        return dict(enumerate(ahead.stories)) if len(ahead.stories) == len(shown.stories) else {}
    by_title = {one.story.title: one for one in ahead.stories}
    return {story.number: by_title[story.title] for story in shown.stories if story.title in by_title}


def _plain(name: str) -> str:
    """A name as a part of an element's id: letters, digits and hyphens."""
    return "".join(sign if sign.isalnum() else "-" for sign in name)
