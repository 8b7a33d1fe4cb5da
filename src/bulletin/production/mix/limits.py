"""Limits: stories that may last only so long → the same without paragraphs from their ends."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.production.mix.slotting import Arrange, cut_out
from bulletin.schema.clip import TrimmedClip
from bulletin.schema.pace import NATURAL_PACE, slot_text
from bulletin.schema.programme import Programme
from bulletin.schema.script import HEADLINE_LISTS, Script
from bulletin.schema.units import PROGRAMME_RATE
from bulletin.script.cuts import ends_of, gone_with

LIMIT = "longest"
"""The rule of what is left out so."""

_FRAME = ("opening", *HEADLINE_LISTS, "closing")
"""The roles that are no part of a story."""


def within_limits(
    script: Script, clips: Sequence[TrimmedClip], arrange: Arrange
) -> tuple[Script, Sequence[TrimmedClip], list[str]]:
    """The script with every story within its `longest`, the clips that are left, and what a person should know of it.

    Seconds are those at the natural pace, from a story's first word to its last.
    """
    over: list[str] = []
    for number, story in enumerate(script.stories):
        if story.longest is None or not story.on_air:
            continue
        order = ends_of(script, number)
        fitting = (
            cuts
            for cuts in range(len(order) + 1)
            if _lasts(script, clips, arrange, order[:cuts], number) <= story.longest
        )
        cut = next(fitting, None)
        if cut is None:
            over.append(
                f'"{story.title}" is longer than {slot_text(story.longest)} even without what may be cut.'
            )
            cut = len(order)
        if cut:
            over.append(
                f'"{story.title}" loses {cut} paragraph{"" if cut == 1 else "s"} from its end, as it may last'
                f" {slot_text(story.longest)} at most."
            )
            script, clips = cut_out(script, clips, gone_with(script, order[:cut]), LIMIT)
    return script, clips, over


def seconds_by_story(script: Script, programme: Programme) -> dict[int, float]:
    """How long each story lasts in a programme, from its first word to its last."""
    spans: dict[int, tuple[int, int]] = {}
    for cue in programme.cues:
        if cue.segment < 0 or script.segments[cue.segment].role in _FRAME:
            continue
        story = script.segments[cue.segment].story
        start, end = spans.get(story, (cue.start, cue.end))
        spans[story] = (min(start, cue.start), max(end, cue.end))
    return {story: (end - start) / PROGRAMME_RATE for story, (start, end) in spans.items()}


def _lasts(
    script: Script,
    clips: Sequence[TrimmedClip],
    arrange: Arrange,
    cut: tuple[int, ...],
    story: int,
) -> float:
    shorter, left = cut_out(script, clips, gone_with(script, cut))
    return seconds_by_story(shorter, arrange(shorter, left, NATURAL_PACE)).get(story, 0.0)
