"""Progress: events as they come: a moving bar on a terminal, else plain lines."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Protocol

from bulletin.apps.cli.terminal import BETWEEN_SECONDS, is_lively, say, say_above
from bulletin.production.events import Event, Finished, PieceSpoken, StageBegan, VoiceChosen
from bulletin.production.wording.episodes import summary_lines
from bulletin.production.wording.events import lasting_lines
from bulletin.production.wording.progress import doing, done_of, spoken_line, stage_line, voice_line
from bulletin.schema.episode import Episode


class _Progress(Protocol):
    def show(self, event: Event) -> None: ...


def show_progress(events: Iterator[Event]) -> Episode:
    """Show `events` on standard error as they come, and the summary after them; returns the finished episode.

    Plain lines unless standard error is a lively terminal.
    """
    episode: Episode | None = None
    with ExitStack() as closing:
        progress: _Progress
        if not is_lively(sys.stderr):
            progress = PlainProgress()
        else:
            live = LiveProgress()
            closing.callback(live.close)
            progress = live
        for event in events:
            progress.show(event)
            if isinstance(event, Finished):
                episode = event.episode
    assert episode is not None
    for line in summary_lines(episode):
        say(line)
    return episode


class PlainProgress:
    """Plain lines, without colour or movement, and few of them.

    While pieces are spoken, a line at each tenth of them, but none within BETWEEN_SECONDS of the last; and one when
    all are there.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._printed_at = clock()
        self._tenth = 0
        self._kept = 0

    def show(self, event: Event) -> None:
        """Print what a person needs to know of the event."""
        match event:
            case StageBegan(stage="speaking", steps=steps):
                self._printed_at = self._clock()
                self._tenth = self._kept = 0
                say(stage_line("speaking", steps, ""))
            case StageBegan(stage=stage, steps=steps, of=form):
                say(stage_line(stage, steps, form))
            case VoiceChosen(voice=voice):
                say(voice_line(voice))
                for line in lasting_lines(event):
                    say(line)
            case PieceSpoken(done=done, total=total, from_cache=from_cache):
                self._kept += from_cache
                self._count(done, total)
            case _:
                for line in lasting_lines(event):
                    say(line)

    def _count(self, done: int, total: int) -> None:
        tenth, now = done * 10 // total, self._clock()
        if done == total or (tenth > self._tenth and now - self._printed_at >= BETWEEN_SECONDS):
            self._tenth, self._printed_at = tenth, now
            say(spoken_line(done, total, self._kept))


class LiveProgress:
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
        self._task = self._progress.add_task(doing("reading", ""), total=None, count="")

    def show(self, event: Event) -> None:
        """Move the bar, and print above it what should stay to be read."""
        match event:
            case StageBegan(stage=stage, steps=steps, of=form):
                # Another task: one that is reset keeps the steps of the stage before.
                self._progress.remove_task(self._task)
                self._task = self._progress.add_task(doing(stage, form), total=steps or None, count="")
            case PieceSpoken(done=done, total=total):
                self._progress.update(self._task, completed=done, total=total, count=done_of(done, total))
            case _:
                for line in lasting_lines(event):
                    say_above(self._progress.console, line)

    def close(self) -> None:
        """Take the bar away."""
        self._progress.stop()
