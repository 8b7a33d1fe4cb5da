"""Joining: stories of several scripts → one script of all of them, in a new order. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bulletin.schema.script import Script, Segment, Story, StoryLeftOut


def joined(script: Script, order: Sequence[tuple[Script, int]]) -> Script:
    """Return a bulletin with these stories, each named by the script that it stands in and its number there, from 0.

    Stories are numbered anew; title, day and all else are those of `script`.
    """
    stories: list[Story] = []
    segments: list[Segment] = []
    left_out: list[StoryLeftOut] = []
    for number, (source, place) in enumerate(order):
        stories.append(source.stories[place])
        segments += [
            replace(segment, story=number, id=f"s{number}-{segment.id.partition('-')[2]}")
            for segment in source.segments
            if segment.story == place
        ]
        left_out += [replace(item, story=number) for item in source.left_out if item.story == place]
    outside = tuple(source.outside[place] if source.outside else 0 for source, place in order)
    return replace(
        script,
        segments=tuple(segments),
        left_out=tuple(left_out),
        stories=tuple(stories),
        sources=tuple(story.source for story in stories),
        identities=(),
        outside=outside if any(outside) else (),
    )
