"""Many: what a batch, a watcher or a show tells, as lines with the article in each, or as JSON; and its exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bulletin.apps.cli.counting import counted
from bulletin.apps.cli.terminal import is_plain, say, show
from bulletin.apps.jobs.job import JobResult
from bulletin.apps.jobs.telling import (
    Began,
    Ended,
    HeldBack,
    Noted,
    Published,
    SourceFailed,
    Summed,
    Told,
)
from bulletin.schema.failure import Failure

PARTLY = 3
SCHEMA = "bulletin.batch/1"

_MEND = "Mend a file: it is tried again when it changes. A page is asked for again by itself for eight hours. To try all of it now: bulletin batch"


class Lines:
    """Shows what is told: the paths of finished bulletins, or JSON lines, on standard output; all else on standard error."""

    def __init__(self, *, as_json: bool, timed: bool) -> None:
        self._as_json = as_json
        self._timed = timed
        self._here = f"{Path.cwd()}/"
        self.first_failure: Failure | None = None

    def say(self, text: str) -> None:
        """Say something of the whole."""
        self._line(text)

    def show_all(self, told: Iterable[Told], *, quiet: bool = False) -> Summed:
        """Show everything as it comes; returns its last summary. With `quiet`, a round in which nothing was done says nothing."""
        summed = Summed()
        for each in told:
            if isinstance(each, Summed):
                # A batch may have several parts.
                summed = replace(each, made=summed.made + each.made, failed=summed.failed + each.failed)
            if not (quiet and _says_nothing(each)):
                self.show(each)
        return summed

    def show(self, told: Told) -> None:
        """Show one thing."""
        match told:
            case Began():
                self._line(_began(told))
            case Ended(result=result) if result.made is not None:
                self._line(self._done(told))
                if not self._as_json:
                    show(str(result.made.audio))
            case Ended(result=result) if result.failure is not None:
                self._failed(result.failure, f"{self._name(result.job.key)}, {told.done} of {told.of}")
            case SourceFailed(source=source, failure=failure):
                self._failed(failure, self._name(source))
            case Published():
                self._line(f"{told.action}: {self._name(told.key)}: guid {told.guid}, {told.url}")
            case HeldBack(key=key, failure=failure):
                self._failed(failure, self._name(key) or "the feed", "not published")
            case Noted(what=what, note_id=note_id):
                self._line(f"note: {what} [{note_id}]")
            case Summed():
                for key, failure in told.failing:
                    self._line(f"still failed: {self._name(key)}: {failure.what} [{failure.error_id}]")
                if told.failing:
                    self._line(f"  next:{' ' if is_plain() else '  '}{_MEND}")
                for line in _summary(told):
                    self._line(line)
        if self._as_json:
            self._json(told)

    def code(self, summed: Summed) -> int:
        """The exit code of a run: 3 where some failed and the rest is done."""
        if summed.is_good:
            return 0
        if summed.made or summed.unchanged or self.first_failure is None:
            return PARTLY
        return self.first_failure.code

    def _line(self, text: str) -> None:
        say(f"{_now()} {text}" if self._timed else text)

    def _failed(self, failure: Failure, where: str, word: str = "failed") -> None:
        self.first_failure = self.first_failure or failure
        self._line(f"{word}: {where}: {failure.what} [{failure.error_id}]")
        if failure.source:
            self._line(f"  input: {failure.source}")
        if failure.remedy:
            self._line(f"  next:{' ' if is_plain() else '  '}{failure.remedy}")

    def _done(self, ended: Ended) -> str:
        result = ended.result
        made = result.made
        assert made is not None
        if made.unchanged:
            return f"up to date: {self._name(result.job.key)}, {ended.done} of {ended.of}"
        minutes, seconds = divmod(round(made.duration), 60)
        warned = "".join(f"; {what} [{warning_id}]" for what, warning_id in result.warnings)
        by = f" but by {made.stand_in}" if made.stand_in else ""
        sections = counted(made.fallen_back, "section")
        fallen = f", {sections} not by the first voice{by}" if made.fallen_back else ""
        return (
            f"done: {self._name(result.job.key)}: {made.audio.name}, {minutes}:{seconds:02d} long{fallen},"
            f" in {result.seconds:.1f} s, {ended.done} of {ended.of}{warned}"
        )

    def _name(self, key: str) -> str:
        """An article by its path from here, or as it is known."""
        return key.removeprefix(self._here)

    def _json(self, told: Told) -> None:
        document = _document(told)
        if self._timed:
            document["at"] = _now()
        show(json.dumps(document, ensure_ascii=False))
        sys.stdout.flush()


def _says_nothing(told: Told) -> bool:
    match told:
        case Began(looked=looked, gone=gone):
            return not looked.to_do and not gone
        case Ended(result=result):
            return result.made is not None and result.made.unchanged
        case Summed():
            return not (told.made or told.failed or told.sources_failed)
    return False


def _began(began: Began) -> str:
    looked = began.looked
    parts = [
        f"{number} {word}"
        for number, word in (
            (looked.new, "new"),
            (looked.changed, "changed"),
            (looked.missing, "whose bulletin is gone"),
            (looked.again, "to try again"),
            (looked.unchanged, "done before"),
            (looked.given_up, "given up"),
            (looked.resting, "to try again later"),
            (began.gone, "no longer there"),
        )
        if number
    ]
    return f"found: {counted(looked.total, 'article')}{': ' if parts else ''}{', '.join(parts)}"


def _summary(summed: Summed) -> list[str]:
    parts = [f"{summed.made} made", f"{summed.unchanged} up to date", f"{summed.failed} failed"]
    parts += [f"{summed.resting} to be tried again"] if summed.resting else []
    parts += [f"{summed.given_up} given up"] if summed.given_up else []
    parts += [f"{summed.published} published"] if summed.published else []
    parts += [f"{summed.held_back} held back from the feed"] if summed.held_back else []
    parts += [counted(summed.sources_failed, "source") + " not read"] if summed.sources_failed else []
    states = ", ".join(f"{number} {state}" for state, number in summed.states.items() if number)
    ended = f"ended: {', '.join(parts)}, in {summed.seconds:.1f} s"
    return [ended, f"all articles of this folder: {states}"] if states else [ended]


def _document(told: Told) -> dict[str, Any]:
    match told:
        case Began(looked=looked, gone=gone):
            return {
                "type": "found", "articles": looked.total, "new": looked.new, "changed": looked.changed,
                "missing": looked.missing, "again": looked.again, "unchanged": looked.unchanged,
                "given_up": looked.given_up, "gone": gone,
            }  # fmt: skip
        case Ended(result=result):
            return _article(result)
        case SourceFailed(source=source, failure=failure):
            return {"type": "source", "state": "failed", "source": source, **_error(failure)}
        case Published():
            return {
                "type": "published", "article": told.key, "action": told.action, "guid": told.guid,
                "title": told.title, "url": told.url,
            }  # fmt: skip
        case HeldBack(key=key, failure=failure):
            return {"type": "held_back", "article": key, **_error(failure)}
        case Noted(what=what, note_id=note_id):
            return {"type": "note", "id": note_id, "what": what}
        case Summed():
            return {
                "type": "summary", "schema": SCHEMA, "made": told.made, "unchanged": told.unchanged,
                "failed": told.failed, "published": told.published, "held_back": told.held_back,
                "sources_failed": told.sources_failed, "given_up": told.given_up, "resting": told.resting, "states": told.states,
                "seconds": round(told.seconds, 3),
            }  # fmt: skip
    raise AssertionError(told)


def _article(result: JobResult) -> dict[str, Any]:
    document: dict[str, Any] = {
        "type": "article",
        "state": result.state,
        "article": result.job.key,
        "seconds": round(result.seconds, 3),
        "worker": result.worker,
    }
    if result.made is not None:
        made = result.made
        document |= {
            "audio": str(made.audio), "record": str(made.record), "title": made.title,
            "duration": round(made.duration, 3), "voice": made.voice, "fallen_back": made.fallen_back,
            "unchanged": made.unchanged,
            "warnings": [{"id": warning_id, "what": what} for what, warning_id in result.warnings],
        }  # fmt: skip
    if result.failure is not None:
        document |= _error(result.failure)
    return document


def _error(failure: Failure) -> dict[str, Any]:
    return {
        "code": failure.code, "id": failure.error_id, "what": failure.what, "input": failure.source,
        "remedy": failure.remedy, "retry": failure.code == 75,
    }  # fmt: skip


def moment_of(seconds: float) -> str:
    """A time in seconds since the epoch as people and programs read it; "" for 0."""
    return datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds") if seconds else ""


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
