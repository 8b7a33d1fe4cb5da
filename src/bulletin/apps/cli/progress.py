"""Progress: events as a person follows them: a live line on a terminal, else one plain line per event."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Protocol

from bulletin.apps.cli.terminal import is_lively, say
from bulletin.errors import first_words
from bulletin.production.events import (
    Event,
    FellBack,
    Finished,
    PieceSpoken,
    ScriptWritten,
    SlotMet,
    Stage,
    StageBegan,
    VoiceChosen,
    Warned,
)
from bulletin.schema.episode import Episode, Slotted
from bulletin.schema.pace import slot_text
from bulletin.schema.script import Script

DOING: dict[Stage, str] = {
    "reading": "reading the article",
    "writing": "writing the script",
    "speaking": "speaking",
    "mixing": "mixing voice and jingles",
    "levelling": "measuring the loudness",
    "encoding": "encoding",
    "checking": "checking the finished file",
}


class _Face(Protocol):
    def show(self, event: Event) -> None: ...


def shown(events: Iterator[Event], *, plain: bool) -> Episode:
    """Show `events` on standard error as they come; returns the episode of the last one.

    Plain lines if asked for, if standard error is no terminal, or if NO_COLOR or ACCESSIBLE is set.
    """
    episode: Episode | None = None
    with ExitStack() as closing:
        face: _Face
        if plain or not is_lively(sys.stderr):
            face = PlainFace()
        else:
            live = LiveFace()
            closing.callback(live.close)
            face = live
        for event in events:
            face.show(event)
            if isinstance(event, Finished):
                episode = event.episode
    assert episode is not None
    print_summary(episode)
    return episode


def print_summary(episode: Episode) -> None:
    """Two lines on standard error: what was made, and as what it was measured."""
    minutes, seconds = divmod(round(episode.duration), 60)
    sections = len(episode.chapters)
    for section in episode.fallback:
        say(f"note: read by {section.voice}: {section.title}")
    if episode.fallback:
        say("note: run the same command again later, and only these are asked for again")
    done = "already up to date" if episode.unchanged else "done"
    say(
        f"{done}: {minutes}:{seconds:02d} long, {episode.loudness.integrated_lufs:.1f} LUFS, peak"
        f" {episode.loudness.true_peak_dbtp:.1f} dBTP, {sections} chapter{'' if sections == 1 else 's'},"
        f" voice {episode.voice}, {episode.requests.made} pieces spoken and {episode.requests.from_cache} kept"
        f" from before, in {episode.seconds['total']:.1f} s"
    )


class PlainFace:
    """One line per event, without colour or movement."""

    def __init__(self) -> None:
        self._fallback = ""

    def show(self, event: Event) -> None:
        """Print what a person needs to know of the event."""
        match event:
            case StageBegan(stage="speaking", steps=steps):
                say(f"speaking: {steps} pieces")
            case StageBegan(stage=stage):
                say(DOING[stage])
            case ScriptWritten(script=script):
                for line in script_lines(script):
                    say(line)
            case VoiceChosen(voice=voice, reason=reason):
                self._fallback = reason
                say(f"voice: {voice}")
            case PieceSpoken(done=done, total=total, from_cache=from_cache):
                say(f"{'kept' if from_cache else 'spoken'}: {done} of {total}")
            case FellBack():
                say(fell_back_line(event))
            case SlotMet(slot=slot):
                for line in slot_lines(slot):
                    say(line)
            case Warned(what=what, warning_id=warning_id):
                say(f"warning: {what} [{warning_id}]")
            case Finished():
                if self._fallback:
                    say(fallback_line(self._fallback, event.episode.voice))


class LiveFace:
    """A bar that moves: what is being done, how many of how many, time left."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(compact=True),
            console=Console(stderr=True),
            transient=True,
        )
        self._progress.start()
        self._task = self._progress.add_task(DOING["reading"], total=None)
        self._fallback = ""

    def show(self, event: Event) -> None:
        """Move the bar, and print above it what should stay to be read."""
        match event:
            case StageBegan(stage=stage, steps=steps):
                self._progress.reset(self._task, total=steps or None, description=DOING[stage])
            case PieceSpoken(done=done, total=total):
                self._progress.update(self._task, completed=done, total=total)
            case ScriptWritten(script=script):
                for line in script_lines(script):
                    self._print(line)
            case VoiceChosen(reason=reason):
                self._fallback = reason
            case FellBack():
                self._print(fell_back_line(event))
            case SlotMet(slot=slot):
                for line in slot_lines(slot):
                    self._print(line)
            case Warned(what=what, warning_id=warning_id):
                self._print(f"warning: {what} [{warning_id}]")
            case Finished():
                if self._fallback:
                    self._print(fallback_line(self._fallback, event.episode.voice))

    def close(self) -> None:
        """Take the bar away."""
        self._progress.stop()

    def _print(self, line: str) -> None:
        self._progress.console.print(line, markup=False, highlight=False)


def script_lines(script: Script) -> list[str]:
    """What was found in the articles, in a line or two."""
    headings = sum(segment.role == "heading" for segment in script.segments)
    lines = [f"found: {script.title}"]
    counts = f"{len(script.segments)} segments, {headings} headings"
    if script.left_out:
        reasons = sorted({item.passage.reason for item in script.left_out})
        counts += f"; {len(script.left_out)} passages left out ({', '.join(reasons)})"
    return [*lines, f"script: {counts}"]


def fallback_line(reason: str, voice: str) -> str:
    """Why the whole bulletin is read by another voice than the first choice."""
    return f"note: read by {voice.partition(':')[0]} throughout, because gtts was not to be had: {reason}"


def fell_back_line(event: FellBack) -> str:
    """Which part of the bulletin the fallback reads, and why."""
    return (
        f"warning: {event.sections} of {event.of} sections are read by {event.voice}, because the voice that was"
        f" asked for could not: {event.reason} [voice.fallback]"
    )


def slot_lines(slot: Slotted) -> list[str]:
    """How the bulletin was brought to its length, in one line, and what was left out, in one each."""
    levers = []
    if slot.paragraphs:
        levers.append(
            f"{slot.paragraphs} paragraph{'' if slot.paragraphs == 1 else 's'} left out from the end"
        )
    if slot.pauses != 1:
        levers.append(f"pauses {_change(slot.pauses)} {'longer' if slot.pauses > 1 else 'shorter'}")
    if slot.rate != 1:
        levers.append(f"voice {_change(slot.rate)} {'faster' if slot.rate > 1 else 'slower'}")
    if slot.padding:
        levers.append(f"{slot.padding:.1f} s more before the end")
    how = ", ".join(levers) or "nothing had to be changed"
    lines = [f"slot: {slot_text(slot.asked)} instead of {slot_text(round(slot.natural, 1))}: {how}"]
    return lines + [f"left out: {first_words(text, 70)}" for text in slot.left_out]


def _change(factor: float) -> str:
    return f"{abs(factor - 1):.1%}"
