"""Progress: events as a person follows them: a live line on a terminal, else one plain line per event."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
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
    Waiting,
    Warned,
)
from bulletin.schema.episode import Episode, Slotted
from bulletin.schema.formats import FORMATS
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

BETWEEN_SECONDS = 5.0
"""How long after a line that counts pieces the next may follow: a screen reader says each, and a log keeps it."""


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
    """The last lines on standard error: what was cut, which files there are, and as what they were measured."""
    minutes, seconds = divmod(round(episode.duration), 60)
    loudness = episode.loudness
    for section in episode.fallback:
        say(f"note: read by {section.voice}: {section.title}")
    if episode.fallback:
        say("note: run the same command again later, and only these are asked for again")
    for line in (*cut_lines(episode), *files_lines(episode)):
        say(line)
    fallen = len(episode.fallback)
    others = f" ({counted(fallen, 'section')} by {episode.fallback[0].voice})" if fallen else ""
    done = "already up to date" if episode.unchanged else "done"
    say(
        f"{done}: {minutes}:{seconds:02d} long, {_tenths(loudness.integrated_lufs)} LUFS, peak"
        f" {_tenths(loudness.true_peak_dbtp)} dBTP, {counted(len(episode.chapters), 'chapter')},"
        f" voice {episode.voice}{others}, {counted(episode.requests.made, 'piece')} spoken and"
        f" {episode.requests.from_cache} kept from before, in {episode.seconds['total']:.1f} s"
    )


class PlainFace:
    """Plain lines, without colour or movement, and no more of them than a listener wants.

    While pieces are spoken, a line at each tenth of them, but none within BETWEEN_SECONDS of the last; and one when
    all are there.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._fallback = ""
        self._clock = clock
        self._told_at = clock()
        self._tenth = 0
        self._kept = 0

    def show(self, event: Event) -> None:
        """Print what a person needs to know of the event."""
        match event:
            case StageBegan(stage="speaking", steps=steps):
                self._told_at = self._clock()
                say(f"speaking: {counted(steps, 'piece')}")
            case StageBegan(stage=stage, of=form):
                say(doing(stage, form))
            case VoiceChosen(voice=voice, reason=reason):
                self._fallback = reason
                say(f"voice: {voice}")
            case PieceSpoken(done=done, total=total, from_cache=from_cache):
                self._kept += from_cache
                self._count(done, total)
            case _:
                for line in lasting_lines(event, self._fallback):
                    say(line)

    def _count(self, done: int, total: int) -> None:
        tenth, now = done * 10 // total, self._clock()
        if done == total or (tenth > self._tenth and now - self._told_at >= BETWEEN_SECONDS):
            self._tenth, self._told_at = tenth, now
            kept = f", {self._kept} of them kept from before" if self._kept else ""
            say(f"spoken: {done} of {total}{kept}")


class LiveFace:
    """A bar that moves: what is being done, how many of how many, time left."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[count]}"),
            TimeRemainingColumn(compact=True),
            console=Console(stderr=True),
            transient=True,
        )
        self._progress.start()
        self._task = self._progress.add_task(DOING["reading"], total=None, count="")
        self._fallback = ""

    def show(self, event: Event) -> None:
        """Move the bar, and print above it what should stay to be read."""
        match event:
            case StageBegan(stage=stage, steps=steps, of=form):
                # Another task: one that is reset keeps the steps of the stage before.
                self._progress.remove_task(self._task)
                self._task = self._progress.add_task(doing(stage, form), total=steps or None, count="")
            case PieceSpoken(done=done, total=total):
                self._progress.update(self._task, completed=done, total=total, count=f"{done} of {total}")
            case VoiceChosen(reason=reason):
                self._fallback = reason
            case _:
                for line in lasting_lines(event, self._fallback):
                    self._progress.console.print(line, markup=False, highlight=False)

    def close(self) -> None:
        """Take the bar away."""
        self._progress.stop()


def lasting_lines(event: Event, reason: str) -> list[str]:
    """What stays to be read of an event; `reason` is why another voice than the first choice reads all, if one does."""
    match event:
        case Waiting(path=path):
            return [f"waiting: another run is making {path.name}"]
        case ScriptWritten(script=script):
            return script_lines(script)
        case FellBack():
            return [fell_back_line(event)]
        case SlotMet(slot=slot):
            return slot_lines(slot)
        case Warned(what=what, warning_id=warning_id):
            return [f"warning: {what} [{warning_id}]"]
        case Finished(episode=episode) if reason:
            return [fallback_line(reason, episode.voice)]
    return []


def script_lines(script: Script) -> list[str]:
    """What was found in the articles, in a line or two."""
    headings = sum(segment.role == "heading" for segment in script.segments)
    lines = [f"found: {script.title}"]
    stories = len({segment.story for segment in script.segments if segment.role == "headline"})
    counts = f"{counted(stories, 'story', 'stories')}, " if stories > 1 else ""
    counts += f"{counted(len(script.segments), 'segment')}, {counted(headings, 'heading')}"
    if script.left_out:
        reasons = sorted({item.passage.reason for item in script.left_out})
        counts += f"; {counted(len(script.left_out), 'passage')} left out ({', '.join(reasons)})"
    return [*lines, f"script: {counts}"]


def fallback_line(reason: str, voice: str) -> str:
    """Why the whole bulletin is read by another voice than the first choice."""
    return f"note: read by {voice.partition(':')[0]} throughout, because gtts was not to be had: {reason}"


def fell_back_line(event: FellBack) -> str:
    """Which part of the bulletin the fallback reads, and why."""
    return (
        f"warning: {event.sections} of {counted(event.of, 'section')} {'is' if event.sections == 1 else 'are'} read"
        f" by {event.voice}, because the voice that was"
        f" asked for could not: {event.reason} [voice.fallback]"
    )


def slot_lines(slot: Slotted) -> list[str]:
    """How the bulletin was brought to its length, in one line, and what was left out, in one each."""
    levers = []
    if slot.paragraphs:
        levers.append(f"{counted(slot.paragraphs, 'paragraph')} left out from the end")
    if slot.pauses != 1:
        levers.append(f"pauses {_change(slot.pauses)} {'longer' if slot.pauses > 1 else 'shorter'}")
    if slot.rate != 1:
        levers.append(f"voice {_change(slot.rate)} {'faster' if slot.rate > 1 else 'slower'}")
    if slot.padding:
        levers.append(f"{slot.padding:.1f} s more before the end")
    how = ", ".join(levers) or "nothing had to be changed"
    lines = [f"slot: {slot_text(slot.asked)} instead of {slot_text(round(slot.natural, 1))}: {how}"]
    return lines + [f"left out: {first_words(text, 70)}" for text in slot.left_out]


def cut_lines(episode: Episode) -> list[str]:
    """That something was cut for the slot, for whoever hears the last lines alone; where to read what it was."""
    slot = episode.slot
    if slot is None or not slot.left_out:
        return []
    record = episode.files.get("episode")
    where = f" and in {record.name}" if record is not None else ""
    return [
        f"cut: {counted(len(slot.left_out), 'passage')} to fit {slot_text(slot.asked)}, listed above{where}"
    ]


def files_lines(episode: Episode) -> list[str]:
    """The sound file by its whole path, and what stands beside it by how the names go on, other sound first."""
    stem = episode.audio.with_suffix("").name
    others = sorted(episode.files.items(), key=lambda item: item[0] not in FORMATS)
    beside = [
        path.name[len(stem) :] if path.name.startswith(f"{stem}.") else path.name
        for _, path in others
        if path != episode.audio
    ]
    return [f"files: {episode.audio}" + (f"; beside it: {', '.join(beside)}" if beside else "")]


def doing(stage: Stage, form: str) -> str:
    """What is being done, as a person says it; of several files, to which."""
    if not form:
        return DOING[stage]
    return f"encoding {form}" if stage == "encoding" else f"checking the finished {form}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 piece, 2 pieces."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def _tenths(value: float) -> str:
    """To a tenth, from the hundredths that the record keeps: the same now and when it is read again."""
    return f"{round(value, 2):.1f}"


def _change(factor: float) -> str:
    return f"{abs(factor - 1):.1%}"
