"""Stories: the script of a bulletin's stories → rows of its record, and back, so that the bulletin can be changed later.

The rows hold every story in full: what a slot left out, dropped stories and reserves that were not needed too.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import get_args

from bulletin.production.episode.fields import OPTIONAL
from bulletin.schema.article import LeftOut, Reason
from bulletin.schema.rundown import USUAL_PRIORITY
from bulletin.schema.script import ROLES, Script, Segment, Sentence, Story, StoryLeftOut
from bulletin.schema.units import Milliseconds
from bulletin.script.pauses import AFTER_SEGMENT, pause_after_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """A sentence, written and spoken."""

    written: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRow:
    """A heading or paragraph of a story."""

    role: str = ""
    line: int | None = None
    written: str = ""
    sentences: tuple[SaidRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLeftOutRow:
    """A passage of a story's source that is not spoken."""

    written: str = ""
    reason: str = ""
    rule: str = ""
    line: int | None = None
    href: str | None = field(default=None, metadata=OPTIONAL)
    after: bool | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """A story as its rundown and its article have it."""

    title: str = ""
    source: str = ""
    published: str | None = None
    reader: str | None = None
    headline: str = ""
    before: str = ""
    after: str = ""
    priority: int | None = None
    longest: float | None = None
    may_cut: bool | None = None
    may_drop: bool | None = None
    reserve: bool | None = None
    on_air: bool | None = None
    sting: str | None = field(default=None, metadata=OPTIONAL)
    """The bare name of its file."""
    segments: tuple[SegmentRow, ...] = ()
    left_out: tuple[StoryLeftOutRow, ...] = ()


def story_rows(stories: Script, on_air: Script, sources: Sequence[str]) -> tuple[StoryRow, ...]:
    """The rows of all `stories`; `on_air` is the script as it is heard, `sources` their names as they are published."""
    rows: list[StoryRow] = []
    for number, (story, source) in enumerate(zip(stories.stories, sources, strict=True)):
        heard = on_air.stories[number]
        rows.append(
            StoryRow(
                title=story.title,
                source=source,
                published=story.published.isoformat() if story.published else None,
                reader=heard.reader,
                headline=story.headline,
                before=story.before,
                after=story.after,
                priority=story.priority,
                longest=story.longest,
                may_cut=story.may_cut,
                may_drop=story.may_drop,
                reserve=story.reserve,
                on_air=heard.on_air,
                sting=story.sting.name if story.sting else None,
                segments=tuple(
                    SegmentRow(
                        role=segment.role,
                        line=segment.line,
                        written=segment.written,
                        sentences=tuple(
                            SaidRow(written=sentence.written, spoken=sentence.spoken)
                            for sentence in segment.sentences
                        ),
                    )
                    for segment in stories.segments
                    if segment.story == number
                ),
                left_out=tuple(
                    StoryLeftOutRow(
                        written=item.passage.text,
                        reason=item.passage.reason,
                        rule=item.passage.rule,
                        line=item.passage.line,
                        href=item.passage.href,
                        after=item.passage.after or None,
                    )
                    for item in stories.left_out
                    if item.story == number
                ),
            )
        )
    return tuple(rows)


def script_of_rows(
    rows: Sequence[StoryRow], title: str, summary: str, language: str, published: date | None
) -> Script:
    """The script of the stories in a record's rows. Raises ValueError where a row is no story."""
    segments: list[Segment] = []
    left_out: list[StoryLeftOut] = []
    stories: list[Story] = []
    for number, row in enumerate(rows):
        if not row.segments:
            raise ValueError("a story without a text")
        stories.append(
            Story(
                title=row.title,
                source=row.source,
                published=day_of(row.published),
                reader=row.reader,
                headline=row.headline,
                before=row.before,
                after=row.after,
                priority=USUAL_PRIORITY if row.priority is None else row.priority,
                longest=row.longest,
                may_cut=row.may_cut is not False,
                may_drop=bool(row.may_drop),
                reserve=bool(row.reserve),
                on_air=not row.reserve,
                sting=Path(row.sting) if row.sting else None,
            )
        )
        for place, each in enumerate(row.segments):
            segments.append(_segment(each, number, place))
        for left in row.left_out:
            reason = next((one for one in get_args(Reason) if one == left.reason), None)
            if reason is None:
                raise ValueError(f"a passage is left out as {left.reason!r:.40}")
            passage = LeftOut(
                text=left.written,
                line=left.line or 0,
                reason=reason,
                rule=left.rule,
                href=left.href,
                after=bool(left.after),
            )
            left_out.append(StoryLeftOut(story=number, passage=passage))
    return Script(
        title=title,
        summary=summary,
        language=language,
        published=published,
        sources=tuple(story.source for story in stories),
        segments=tuple(segments),
        left_out=tuple(left_out),
        stories=tuple(stories),
    )


def _segment(row: SegmentRow, story: int, place: int) -> Segment:
    role = next((one for one in ROLES if one == row.role), None)
    if role is None or not row.sentences:
        raise ValueError(f"a segment with the role {row.role!r:.40}")
    last = len(row.sentences) - 1
    return Segment(
        id=f"s{story}-{place}-{role}",
        role=role,
        story=story,
        written=row.written,
        voice="",
        sentences=tuple(
            Sentence(
                written=said.written,
                spoken=said.spoken,
                pause_after=Milliseconds(0) if number == last else pause_after_sentence(said.spoken),
            )
            for number, said in enumerate(row.sentences)
        ),
        pause_after=AFTER_SEGMENT[role],
        line=row.line or 0,
    )


def day_of(text: str | None) -> date | None:
    """A day of a record; None where there is none."""
    with contextlib.suppress(ValueError):
        return date.fromisoformat(text or "")
    return None
