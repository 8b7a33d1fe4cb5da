"""Marked: the chapters, as the record, the file and the list beside it have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from bulletin.production.audit.wording import clock, counted, shortened
from bulletin.production.episode.claims import Claims
from bulletin.production.episode.record import ChapterRow
from bulletin.schema.check import Check
from bulletin.writers.audio.found import Mark, ReadBack
from bulletin.writers.audio.wording import in_ascii, one_line

NEAR = 0.03
"""Seconds by which a chapter's time may differ: times are kept in thousandths, some in frames."""


def check_chapters(claims: Claims, duration: float) -> Iterator[Check]:
    """The record's chapters in themselves."""
    if claims.chapters is not None:
        yield _in_themselves(claims, claims.chapters, duration)


def check_chapters_beside(claims: Claims, duration: float, beside: Sequence[Mark]) -> Check:
    """The chapters of the list beside the sound against the record's."""
    return _compared("chapters list", claims, beside, duration, told_in_ascii=False)


def _in_themselves(claims: Claims, chapters: Sequence[ChapterRow], duration: float) -> Check:
    fault = _order_fault([(one.start, one.end) for one in chapters], duration)
    if not fault:
        for number, (one, other) in enumerate(pairwise(chapters), start=1):
            if other.start - one.end > NEAR:
                fault = f"a gap of {other.start - one.end:.1f} s between chapters {number} and {number + 1}"
                break
        untitled = [number for number, one in enumerate(chapters, start=1) if not one.title.strip()]
        if not fault and untitled:
            fault = f"chapter {untitled[0]} has no title"
    return Check(
        name="chapters", ok=not fault, what=fault or f"{len(chapters)}, in order, within the sound",
        measured=[[one.start, one.end, one.title] for one in chapters], claimed=None,
        remedy=claims.again if fault else "",
    )  # fmt: skip


def check_chapters_inside(claims: Claims, duration: float, told: ReadBack) -> Check:
    """The sound file's chapters against the record's."""
    name = "chapters in the file"
    found = told.chapters
    if not found and not claims.chapters:
        return Check(name=name, ok=None, what="none, and none are claimed", measured=[])
    if not found and claims.kind == "mp2":
        return Check(name=name, ok=None, what="not told in this format", measured=[])
    check = _compared(name, claims, found, duration, told_in_ascii=told.ascii_only)
    if check.ok is False or told.contents is None:
        return check
    fault = ""
    if not told.contents:
        fault = "no table of contents lists them, so players show none"
    elif told.unlisted:
        fault = f"the table of contents leaves out {', '.join(told.unlisted[:5])}"
    elif len(told.contents) != len(found):
        fault = f"the table of contents lists {len(told.contents)}, and {len(found)} are there"
    return replace(check, ok=False, what=fault, remedy=claims.again) if fault else check


def _compared(
    name: str,
    claims: Claims,
    found: Sequence[Mark],
    duration: float,
    *,
    told_in_ascii: bool,
) -> Check:
    claimed = claims.chapters
    ends = [mark.end if mark.end is not None else mark.start for mark in found]
    fault = _order_fault([(mark.start, end) for mark, end in zip(found, ends, strict=True)], duration)
    if claimed is not None and not fault:
        fault = _difference(claimed, found, told_in_ascii=told_in_ascii)
    agreed = "the same as the record's" if claimed is not None else "in order; no record claims others"
    measured: list[Any] = [[mark.start, mark.end, mark.title] for mark in found]
    return Check(
        name=name, ok=False if fault else (True if claimed is not None else None),
        what=fault or f"{len(found)}, {agreed}", measured=measured,
        claimed=None if claimed is None else [[one.start, one.end, one.title] for one in claimed],
        remedy=claims.again if fault else "",
    )  # fmt: skip


def _order_fault(times: Sequence[tuple[float, float]], duration: float) -> str:
    """What is wrong with the times of chapters as they follow one another."""
    before = 0.0
    for number, (start, end) in enumerate(times, start=1):
        if start < 0 or not end >= start:
            return f"chapter {number} has no right time"
        if start > duration or end > duration + NEAR:
            past = start if start > duration else end
            return (
                f"chapter {number} reaches to {clock(past)}, past the end of the sound at {clock(duration)}"
            )
        if start < before - NEAR:
            return f"chapter {number} begins at {clock(start)}, before the one before it ends"
        before = end
    return ""


def _difference(claimed: Sequence[ChapterRow], found: Sequence[Mark], *, told_in_ascii: bool) -> str:
    if len(claimed) != len(found):
        return f"{counted(len(found), 'chapter')}, and the record has {len(claimed)}"
    for number, (one, mark) in enumerate(zip(claimed, found, strict=True), start=1):
        title = in_ascii(one.title) if told_in_ascii else one_line(one.title)
        shown = one_line(mark.title)
        cut = shown.endswith("…") and title.startswith(shown[:-1])
        if title != shown and not cut:
            return f"chapter {number} is called {shortened(shown, 40)}, and in the record {shortened(one.title, 40)}"
        # Where a format's chapters cannot begin but with the sound, the first one does.
        if abs(mark.start - one.start) > NEAR and not (number == 1 and mark.start == 0):
            return f"chapter {number} begins at {clock(mark.start)}, and in the record at {clock(one.start)}"
        if mark.end is not None and abs(mark.end - one.end) > NEAR:
            return f"chapter {number} ends at {clock(mark.end)}, and in the record at {clock(one.end)}"
    return ""
