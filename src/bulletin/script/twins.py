"""Twins: stories of a bulletin that have the same text, so that one of them would be read twice. Pure."""

from __future__ import annotations

from bulletin.schema.script import OF_STORIES, Script


def twins_of(script: Script) -> dict[int, int]:
    """Return each story that has the text of another, with that one: the first, and no reserve if any is none."""
    firsts: dict[tuple[str, ...], int] = {}
    found: dict[int, int] = {}
    texts = _texts(script)
    for number in sorted(texts, key=lambda number: (_is_reserve(script, number), number)):
        first = firsts.setdefault(texts[number], number)
        if first != number:
            found[number] = first
    return found


def _texts(script: Script) -> dict[int, tuple[str, ...]]:
    """What each story says, headline and all."""
    found: dict[int, tuple[str, ...]] = {}
    for segment in script.segments:
        if segment.role in OF_STORIES:
            text = " ".join(segment.written.split())
            found[segment.story] = (*found.get(segment.story, ()), text)
    return found


def _is_reserve(script: Script, number: int) -> bool:
    return number < len(script.stories) and script.stories[number].reserve
