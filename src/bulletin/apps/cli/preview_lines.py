"""Preview lines: what a bulletin is likely to be → lines that a person reads or hears."""

from __future__ import annotations

from bulletin.apps.cli.counting import counted
from bulletin.apps.cli.terminal import is_plain
from bulletin.production.wording.events import slot_lines, slot_warnings
from bulletin.schema.pace import slot_text
from bulletin.schema.preview import Preview, StoryAhead
from bulletin.schema.script import Segment


def preview_lines(found: Preview) -> list[str]:
    """What a bulletin will be, in the order in which it is heard, a line each."""
    reserves = sum(ahead.story.reserve for ahead in found.stories)
    count = counted(len(found.stories) - reserves, "story", "stories")
    lines = [f"title: {found.title}", count + (f" and {counted(reserves, 'reserve')}" if reserves else "")]
    ahead_of = {ahead.number - 1: ahead for ahead in found.stories}
    told: set[int] = set()
    head = ""
    for segment in found.script.segments:
        if segment.role in ("headline", "dek", "heading", "body"):
            if segment.story not in told:
                told.add(segment.story)
                lines += _story_lines(ahead_of[segment.story])
            head = ""
            continue
        if _head(segment) != head:
            head = _head(segment)
            lines.append(head)
        lines.append(f"  {segment.spoken}")
    for ahead in found.stories:
        if ahead.number - 1 not in told:
            lines += _story_lines(ahead)
    estimated = found.pieces - found.measured
    known = (
        "all of it measured"
        if not estimated
        else f"{estimated} of {found.pieces} pieces estimated, not spoken yet"
    )
    lines.append(f"length: {'about ' if estimated else ''}{slot_text(round(found.length))} ({known})")
    if found.slot is not None:
        likely = "likely " if estimated else ""
        lines += [likely + line for line in slot_lines(found.slot)]
    notes = [f"note: {what}" for what in found.warnings]
    notes += slot_warnings(found.slot) if found.slot is not None else []
    if not is_plain():
        return [*lines, *notes]
    # What is wrong first; the error that ends the command comes after all of it.
    refused = [f"fault: {found.refused.what}"] if found.refused is not None else []
    return [*refused, *notes, *lines]


def _head(segment: Segment) -> str:
    reader = f" ({segment.reader})" if segment.reader else ""
    return f"{segment.role}{reader}:"


def _story_lines(ahead: StoryAhead) -> list[str]:
    """A story's lines: what it is called, how long it lasts, who reads it and what of it may go."""
    story = ahead.story
    who = f"{story.reader}, {ahead.voice}" if story.reader else ahead.voice
    facts = [f"length: {slot_text(round(ahead.seconds))}", f"read by {who}", f"priority {story.priority}"]
    if story.longest is not None:
        facts.append(f"{slot_text(story.longest)} at most")
    may_go = [counted(ahead.may_go, "paragraph")] if ahead.may_go else []
    may_go += ["all of it"] if story.may_drop else []
    facts.append(f"{' or '.join(may_go)} may go" if may_go else "all of it stays")
    if ahead.goes:
        facts.append(f"the slot is likely to take {counted(ahead.goes, 'paragraph')}")
    kind = "reserve" if story.reserve else "story"
    return [
        f"{kind} {ahead.number}: {story.title}",
        f"  {'; '.join(facts)}",
        f"  headline: {ahead.headline}",
        f"  from: {story.source}",
    ]
