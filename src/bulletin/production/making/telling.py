"""Telling: events of production → messages from the process that makes a bulletin, as JSON objects."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bulletin.errors import BulletinError
from bulletin.production.events import Event, Finished, PieceSpoken, StageBegan, VoiceChosen
from bulletin.production.wording.episodes import summary_lines
from bulletin.production.wording.events import lasting_lines
from bulletin.production.wording.progress import spoken_line, stage_line, voice_line
from bulletin.production.wording.table import LANGUAGES, Language
from bulletin.schema.failure import Failure

Message = dict[str, Any]

BETWEEN_SECONDS = 0.1
"""The least time between two messages that count pieces."""


class Teller:
    """Words each event in all languages; counts the pieces that were kept from before."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept = 0
        self._counted_at = 0.0

    def told(self, event: Event) -> list[Message]:
        """The messages about an event; none about one that comes too soon after another like it."""
        match event:
            case StageBegan(stage=stage, steps=steps, of=form):
                if stage == "speaking":
                    self._kept = 0
                return [
                    {
                        "kind": "stage",
                        "stage": stage,
                        "total": steps,
                        "lines": worded(lambda language: [stage_line(stage, steps, form, language)]),
                    }
                ]
            case PieceSpoken(done=done, total=total, from_cache=from_cache):
                self._kept += from_cache
                return self._piece(done, total)
            case VoiceChosen(voice=voice):
                return [line(lambda language: [voice_line(voice, language), *lasting_lines(event, language)])]
            case Finished(episode=episode):
                return [
                    line(lambda language: summary_lines(episode, language)),
                    {"kind": "finished", "made": _below(episode.audio)},
                ]
        return [line(lambda language: lasting_lines(event, language))] if lasting_lines(event) else []

    def _piece(self, done: int, total: int) -> list[Message]:
        now = self._clock()
        if done < total and now - self._counted_at < BETWEEN_SECONDS:
            return []
        self._counted_at = now
        kept = self._kept
        return [
            {
                "kind": "piece",
                "stage": "speaking",
                "done": done,
                "total": total,
                "lines": worded(lambda language: [spoken_line(done, total, kept, language)]),
            }
        ]


def line(words: Callable[[Language], list[str]]) -> Message:
    """A message of lines that stay."""
    return {"kind": "line", "lines": worded(words)}


def failed(error: BulletinError) -> Message:
    """The message that it cannot be made."""
    failure = Failure.of(error)
    return {
        "kind": "failed",
        "failure": {name: getattr(failure, name) for name in Failure.__dataclass_fields__},
    }


def worded(words: Callable[[Language], list[str]]) -> dict[str, list[str]]:
    """Lines by language."""
    return {language: words(language) for language in LANGUAGES}


def _below(path: Path) -> str:
    """A path as it is called from the folder that is worked in."""
    path = path.absolute()
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else str(path)
