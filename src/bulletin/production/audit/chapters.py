"""Chapters: in the record, in the sound file and in the list beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from bulletin.production.audit.episode import AuditedEpisode
from bulletin.production.audit.files import read_beside
from bulletin.production.audit.wording import counted, shortened, timestamp
from bulletin.production.episode.conversion import chapters_of
from bulletin.production.episode.rows import ChapterRow
from bulletin.schema.audit import Finding
from bulletin.schema.programme import Chapter, by_story, with_whole_stories
from bulletin.writers.audio.found import Mark, ReadBack
from bulletin.writers.audio.wording import in_ascii, one_line
from bulletin.writers.reading import read_chapters

NEAR = 0.03
"""Seconds by which a chapter's time may differ: some formats keep thousandths, some frames."""

_LEVELS = ("a story", "a section within a story")


def audit_chapters(episode: AuditedEpisode, duration: float) -> Iterator[Finding]:
    """The record's chapters: in order, without gaps, within the sound."""
    if episode.record.chapters is not None:
        yield _in_order(episode, episode.record.chapters, duration)


def audit_chapters_list(episode: AuditedEpisode, duration: float) -> Iterator[Finding]:
    """The chapters of the list beside the sound against the record's."""
    name = "chapters list"
    marks = read_beside(episode, "chapters", name, read_chapters)
    if isinstance(marks, Finding):
        yield marks
    elif marks is not None:
        yield _compared(
            name, episode, _claimed(episode, with_whole_stories), marks, duration, ascii_only=False
        )


def _claimed(
    episode: AuditedEpisode, listed: Callable[[Sequence[Chapter]], tuple[Chapter, ...]]
) -> tuple[Chapter, ...] | None:
    """The record's chapters as a file lists them."""
    rows = episode.record.chapters
    return None if rows is None else listed(chapters_of(rows))


def _in_order(episode: AuditedEpisode, chapters: Sequence[ChapterRow], duration: float) -> Finding:
    fault = _order_fault(
        [(number, one.start, one.end) for number, one in enumerate(chapters, start=1)], duration
    )
    if not fault:
        for number, (one, other) in enumerate(pairwise(chapters), start=1):
            if other.start - one.end > NEAR:
                fault = f"a gap of {other.start - one.end:.1f} s between chapters {number} and {number + 1}"
                break
        untitled = [number for number, one in enumerate(chapters, start=1) if not one.title.strip()]
        if not fault and untitled:
            fault = f"chapter {untitled[0]} has no title"
    return Finding(
        name="chapters", ok=not fault, what=fault or f"{len(chapters)}, in order, within the sound",
        measured=[[one.start, one.end, one.title] for one in chapters], claimed=None,
        remedy=episode.remake if fault else "",
    )  # fmt: skip


def audit_chapters_inside(episode: AuditedEpisode, duration: float, tags: ReadBack) -> Finding:
    """The sound file's chapters against the record's, of which players are given the stories."""
    name = "chapters in the file"
    found = tags.chapters
    if not found and not episode.record.chapters:
        return Finding(name=name, ok=None, what="none, and none are claimed", measured=[])
    if not found and episode.kind == "mp2":
        return Finding(name=name, ok=None, what="not kept in this format", measured=[])
    claimed = _claimed(episode, by_story)
    check = _compared(
        name, episode, claimed, found, duration, ascii_only=tags.ascii_only, most=tags.most_chapters
    )
    if check.ok is False or tags.contents is None:
        return check
    fault = ""
    if not tags.contents:
        fault = "no table of contents lists them, so players show none"
    elif tags.unlisted:
        fault = f"the table of contents leaves out {', '.join(tags.unlisted[:5])}"
    elif len(tags.contents) != len(found):
        fault = f"the table of contents lists {len(tags.contents)}, and {len(found)} are there"
    return replace(check, ok=False, what=fault, remedy=episode.remake) if fault else check


def _compared(
    name: str,
    episode: AuditedEpisode,
    claimed: Sequence[Chapter] | None,
    found: Sequence[Mark],
    duration: float,
    *,
    ascii_only: bool,
    most: int | None = None,
) -> Finding:
    fault = _other_level(claimed or (), found) or _levels_fault(found, duration)
    if claimed is not None and not fault:
        fault = _difference(claimed[:most], found, ascii_only=ascii_only)
    agreed = "the same as the record's" if claimed is not None else "in order; no record claims others"
    if claimed is not None and len(found) < len(claimed):
        agreed = f"the first of the record's {len(claimed):,}; the format holds no more"
    measured: list[Any] = [[mark.start, mark.end, mark.title] for mark in found]
    return Finding(
        name=name, ok=False if fault else (True if claimed is not None else None),
        what=fault or f"{len(found)}, {agreed}", measured=measured,
        claimed=None if claimed is None else [[one.start, one.end, one.title] for one in claimed],
        remedy=episode.remake if fault else "",
    )  # fmt: skip


def _order_fault(times: Sequence[tuple[int, float, float]], duration: float) -> str:
    """What is wrong with the times of chapters, given with their numbers; empty if nothing is."""
    before = 0.0
    for number, start, end in times:
        if start < 0 or not end >= start:
            return f"chapter {number} has no right time"
        if start > duration or end > duration + NEAR:
            past = start if start > duration else end
            return f"chapter {number} reaches to {timestamp(past)}, past the end of the sound at {timestamp(duration)}"
        if start < before - NEAR:
            return f"chapter {number} begins at {timestamp(start)}, before the one before it ends"
        before = end
    return ""


def _other_level(claimed: Sequence[Chapter], found: Sequence[Mark]) -> str:
    """Which of as many chapters is a section and should be a story, or the other way round; empty if none is."""
    if len(claimed) == len(found):
        for number, (one, mark) in enumerate(zip(claimed, found, strict=True), start=1):
            if mark.level != one.level:
                return f"chapter {number} is {_LEVELS[mark.level]}, and in the record {_LEVELS[one.level]}"
    return ""


def _levels_fault(found: Sequence[Mark], duration: float) -> str:
    """What is wrong with the times of stories, or of the sections within them."""
    times = [
        (number, mark.start, mark.start if mark.end is None else mark.end)
        for number, mark in enumerate(found, start=1)
    ]
    levels = [
        [one for one, mark in zip(times, found, strict=True) if mark.level == level] for level in (0, 1)
    ]
    return next(filter(None, (_order_fault(level, duration) for level in levels)), "")


def _difference(claimed: Sequence[Chapter], found: Sequence[Mark], *, ascii_only: bool) -> str:
    if len(claimed) != len(found):
        return f"{counted(len(found), 'chapter')}, and the record has {len(claimed)}"
    for number, (one, mark) in enumerate(zip(claimed, found, strict=True), start=1):
        title = in_ascii(one.title) if ascii_only else one_line(one.title)
        shown = one_line(mark.title)
        cut = shown.endswith("…") and title.startswith(shown[:-1])
        if title != shown and not cut:
            return f"chapter {number} is called {shortened(shown, 40)}, and in the record {shortened(one.title, 40)}"
        # In some formats the first chapter can only begin with the sound.
        if abs(mark.start - one.start) > NEAR and not (number == 1 and mark.start == 0):
            return f"chapter {number} begins at {timestamp(mark.start)}, and in the record at {timestamp(one.start)}"
        if mark.end is not None and abs(mark.end - one.end) > NEAR:
            return (
                f"chapter {number} ends at {timestamp(mark.end)}, and in the record at {timestamp(one.end)}"
            )
    return ""
