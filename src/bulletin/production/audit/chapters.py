"""Chapters: in the record, in the sound file and in the list beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from bulletin.production.audit.episode import AuditedEpisode
from bulletin.production.audit.files import read_beside
from bulletin.production.audit.wording import counted, shortened, timestamp
from bulletin.production.episode.record import ChapterRow
from bulletin.schema.audit import Finding
from bulletin.writers.audio.found import Mark, ReadBack
from bulletin.writers.audio.wording import in_ascii, one_line
from bulletin.writers.reading import read_chapters

NEAR = 0.03
"""Seconds by which a chapter's time may differ: some formats keep thousandths, some frames."""


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
        yield _compared(name, episode, marks, duration, ascii_only=False)


def _in_order(episode: AuditedEpisode, chapters: Sequence[ChapterRow], duration: float) -> Finding:
    fault = _order_fault([(one.start, one.end) for one in chapters], duration)
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
    """The sound file's chapters against the record's."""
    name = "chapters in the file"
    found = tags.chapters
    if not found and not episode.record.chapters:
        return Finding(name=name, ok=None, what="none, and none are claimed", measured=[])
    if not found and episode.kind == "mp2":
        return Finding(name=name, ok=None, what="not kept in this format", measured=[])
    check = _compared(name, episode, found, duration, ascii_only=tags.ascii_only, most=tags.most_chapters)
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
    found: Sequence[Mark],
    duration: float,
    *,
    ascii_only: bool,
    most: int | None = None,
) -> Finding:
    claimed = episode.record.chapters
    ends = [mark.end if mark.end is not None else mark.start for mark in found]
    fault = _order_fault([(mark.start, end) for mark, end in zip(found, ends, strict=True)], duration)
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


def _order_fault(times: Sequence[tuple[float, float]], duration: float) -> str:
    """What is wrong with the times of chapters; empty if nothing is."""
    before = 0.0
    for number, (start, end) in enumerate(times, start=1):
        if start < 0 or not end >= start:
            return f"chapter {number} has no right time"
        if start > duration or end > duration + NEAR:
            past = start if start > duration else end
            return f"chapter {number} reaches to {timestamp(past)}, past the end of the sound at {timestamp(duration)}"
        if start < before - NEAR:
            return f"chapter {number} begins at {timestamp(start)}, before the one before it ends"
        before = end
    return ""


def _difference(claimed: Sequence[ChapterRow], found: Sequence[Mark], *, ascii_only: bool) -> str:
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
