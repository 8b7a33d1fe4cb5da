"""Events: each as the lines about it that stay on the screen."""

from __future__ import annotations

from bulletin.errors import first_words
from bulletin.production.events import (
    AlsoMade,
    Event,
    FellBack,
    ScriptWritten,
    SlotMet,
    SlotPlanned,
    VoiceChosen,
    Waiting,
    Warned,
)
from bulletin.production.wording.table import Language, Lines
from bulletin.schema.episode import Slotted
from bulletin.schema.pace import slot_text
from bulletin.schema.script import Script

LONGEST = 70
"""Characters of a title or a passage that a line shows."""

HEARD = 0.0005
SECONDS_HEARD = 0.05
"""A lever that was moved less, as a part of one and in seconds, is shown as nothing, and so not at all."""

LONG_MUSIC = 10
"""Seconds of music alone that are warned of."""


def lasting_lines(event: Event, language: Language = "en") -> list[str]:
    """The lines about an event that stay on the screen."""
    lines = Lines(language)
    match event:
        case Waiting(path=path):
            return [lines("waiting", name=path.name)]
        case ScriptWritten(script=script):
            return script_lines(script, language)
        case FellBack(voice=voice, sections=sections, of=of, reason=reason):
            total = lines("section", n=of)
            return [lines("fell.back", n=sections, of=of, sections=total, voice=voice, reason=reason)]
        case SlotPlanned(slot=slot):
            return planned_lines(slot, language)
        case SlotMet(slot=slot):
            return [*slot_lines(slot, language), *slot_warnings(slot, language)]
        case AlsoMade(path=path):
            return [lines("also", path=path)]
        case Warned(what=what, warning_id=warning_id):
            return [warning_line(what, warning_id, language)]
        case VoiceChosen(voice=voice, reason=reason) if reason:
            return [lines("voice.second", voice=voice.partition(":")[0], reason=reason)]
    return []


def warning_line(what: str, warning_id: str, language: Language = "en") -> str:
    """What a person should know, while the work goes on."""
    return Lines(language)("warning", what=what, id=warning_id)


def notice_line(written: str, meaning: str, place: str, language: Language = "en") -> str:
    """What a setting is taken as that could be meant otherwise."""
    name = "taken.in" if place else "taken"
    return Lines(language)(name, written=written, meaning=meaning, place=place)


def script_lines(script: Script, language: Language = "en") -> list[str]:
    """What was found in the articles."""
    lines = Lines(language)
    headings = sum(segment.role == "heading" for segment in script.segments)
    number = len({segment.story for segment in script.segments if segment.role == "headline"})
    reserves = sum(story.reserve for story in script.stories)
    stories = lines("story", n=number - reserves)
    if reserves:
        stories = lines("stories.reserves", stories=stories, reserves=lines("reserve", n=reserves))
    reasons = sorted({item.passage.reason for item in script.left_out})
    name = "script" + (".stories" if number > 1 else "") + (".left" if reasons else "")
    counts = lines(
        name,
        stories=stories,
        segments=lines("segment", n=len(script.segments)),
        headings=lines("heading", n=headings),
        passages=lines("passage", n=len(script.left_out)),
        reasons=", ".join(lines(f"reason.{reason}") for reason in reasons),
    )
    return [lines("found", title=script.title), counts]


def planned_lines(slot: Slotted, language: Language = "en") -> list[str]:
    """What is likely to go so that the slot is met; nothing where nothing is."""
    lines = Lines(language)
    found = [lines("plan.drop", title=first_words(title, LONGEST)) for title in slot.dropped]
    found += [lines("plan.add", title=first_words(title, LONGEST)) for title in slot.added]
    if slot.paragraphs:
        paragraphs = lines("paragraph", n=slot.paragraphs)
        found.append(lines("plan.cut", n=slot.paragraphs, paragraphs=paragraphs, slot=slot_text(slot.asked)))
    return found + slot_warnings(slot, language)


def slot_lines(slot: Slotted, language: Language = "en") -> list[str]:
    """How the bulletin was fitted to its slot, and a line for each passage that was left out."""
    lines = Lines(language)
    natural = slot_text(round(slot.natural, 1))
    how = ", ".join(_levers(slot, lines)) or lines("slot.nothing")
    found = [lines("slot", slot=slot_text(slot.asked), natural=natural, how=how)]
    found += [lines("left.story", title=first_words(title, LONGEST)) for title in slot.dropped]
    found += [lines("read.reserve", title=first_words(title, LONGEST)) for title in slot.added]
    stories = slot.stories if len(slot.stories) == len(slot.left_out) else (0,) * len(slot.left_out)
    for number, text in zip(stories, slot.left_out, strict=True):
        name = "left.of" if number else "left"
        found.append(lines(name, number=number, text=first_words(text, LONGEST)))
    return found


def slot_warnings(slot: Slotted, language: Language = "en") -> list[str]:
    """What a person should know of how a slot is met."""
    lines = Lines(language)
    found = [lines("slot.bare", title=first_words(title, LONGEST)) for title in slot.bare]
    if slot.padding > LONG_MUSIC:
        found.append(lines("slot.music", seconds=f"{slot.padding:.1f}"))
    return found


def _levers(slot: Slotted, lines: Lines) -> list[str]:
    """What was changed to meet a slot."""
    found = []
    if slot.dropped:
        found.append(lines("slot.dropped", n=len(slot.dropped), stories=lines("story", n=len(slot.dropped))))
    if slot.added:
        found.append(lines("slot.added", n=len(slot.added), reserves=lines("reserve", n=len(slot.added))))
    if slot.paragraphs:
        found.append(lines("slot.cut", n=slot.paragraphs, paragraphs=lines("paragraph", n=slot.paragraphs)))
    if abs(slot.pauses - 1) >= HEARD:
        name = "slot.pauses.longer" if slot.pauses > 1 else "slot.pauses.shorter"
        found.append(lines(name, by=_change(slot.pauses)))
    if abs(slot.rate - 1) >= HEARD:
        name = "slot.voice.faster" if slot.rate > 1 else "slot.voice.slower"
        found.append(lines(name, by=_change(slot.rate)))
    if abs(slot.between) >= SECONDS_HEARD:
        name = "slot.between.longer" if slot.between > 0 else "slot.between.shorter"
        found.append(lines(name, seconds=f"{abs(slot.between):.1f}"))
    if slot.padding >= SECONDS_HEARD:
        found.append(lines("slot.padding", seconds=f"{slot.padding:.1f}"))
    return found


def _change(factor: float) -> str:
    return f"{abs(factor - 1):.1%}"
