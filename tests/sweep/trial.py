"""Trial: make one episode, audit it, damage a copy of each of its files, and run the remedies that the audit gives."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass, field, replace
from pathlib import Path

from bulletin.production.audit.run import audit_episode
from tests.command import Completed, run_here
from tests.conftest import ARTICLE
from tests.sweep.values import Given
from tests.sweep.world import SOURCES, STATION, Source, options, station_file

EPOCH = {"SOURCE_DATE_EPOCH": "1750000000"}
"""The time of making: so an episode that is made again is the same to the byte."""

NOT_KEPT = re.compile(
    r"not kept in |none, and none (is|are) claimed|is not at hand here|was standard input|is a script that may say"
    r"|nothing claims another"
)
"""Unknowns that are right: what a format has no place for, what nothing claims, sources that cannot be read again."""

OF_THE_RUN = ("seconds", "requests", "ingredients", "encoded")
"""Of a record, what may be another's after the same was made again."""


@dataclass(frozen=True, slots=True)
class Case:
    """What one episode is made from and with."""

    source: Source = SOURCES[0]
    given: tuple[Given, ...] = ()

    def __str__(self) -> str:
        return ", ".join([self.source.name, *map(str, self.given)])


@dataclass(slots=True)
class Outcome:
    """What a trial found; each text begins with its kind and a colon."""

    refused: str = ""
    """The error, where nothing can be made of the case."""
    false_faults: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    remedies: list[str] = field(default_factory=list)
    """What is wrong with remedies."""

    @property
    def wrong(self) -> list[str]:
        """All that is not as it should be."""
        return [*self.false_faults, *self.unknown, *self.remedies]


def tried(case: Case, *, remedies: bool = True) -> Outcome:
    """Make the episode of a case in the working folder (see `world.prepare`), and hold its audit to what was made."""
    outcome = Outcome()
    made = _make(case)
    if made.returncode:
        outcome.refused = made.stderr.strip().splitlines()[-3] if made.returncode != 70 else made.stderr
        return outcome
    audio = Path(made.stdout.strip().splitlines()[-1])
    report = audit_episode(audio.with_suffix(".episode.json")).report
    outcome.false_faults = [f"{each.name}: {each.what}" for each in report.faults]
    outcome.unknown = [
        f"unknown {each.name}: {each.what}"
        for each in report.findings
        if each.ok is None and not NOT_KEPT.search(each.what)
    ]
    if remedies:
        outcome.remedies = list(dict.fromkeys(_remedies(case, audio)))
    return outcome


def _make(case: Case, *, again: bool = False) -> Completed:
    given = list(case.given)
    if not any(each.key == "voices.main" for each in given):
        # In the file: a voice that an option names takes the place of all that the file gives to roles.
        by_option = any(each.key.startswith("voices.") and each.by_option for each in given)
        given.insert(0, Given("voices.main", "tone", by_option=by_option))
    keys = {each.key for each in given}
    if not keys & {"output", "output.folder"}:
        given.append(
            Given(
                "output",
                "out/news.mp3" if not keys & {"formats", "output.formats"} else "out/",
                by_option=True,
            )
        )
    if not any(key.startswith("sound.") for key in keys):
        given.append(Given("sound.jingles", False, by_option=True))
    if not any(key.startswith("cover.") for key in keys):
        given.append(Given("cover.made", False, by_option=True))
    words = options(given)
    if text := station_file(given):
        Path(STATION).write_text(text, encoding="utf-8")
        words += ["--station", STATION]
    data = ARTICLE.encode() if case.source.stdin else None
    arguments = ["make", *words, *case.source.words]
    made = run_here(arguments, stdin=data, environment=EPOCH)
    found = re.search(r"\[slot\..*?--slot (\d+:\d+)", made.stderr, re.DOTALL)
    if found and not again:
        # The nearest time that the text has.
        fitting = tuple(
            replace(each, value=found[1]) if each.key == "sound.slot" else each for each in case.given
        )
        return _make(replace(case, given=fitting), again=True)
    return made


def _remedies(case: Case, audio: Path) -> list[str]:
    """What is wrong with the remedies of faults: each file of the episode missing, and each changed."""
    record = audio.with_suffix(".episode.json")
    files = [audio.with_name(name) for name in json.loads(record.read_text("utf-8"))["files"].values()]
    before = {path: path.read_bytes() for path in files}
    wrong: list[str] = []
    tried_before: set[tuple[bool, str]] = set()
    # A remedy depends on the damage to the record alone: one file is enough where much is tried.
    for path in files if not case.given else [next(path for path in files if path.suffix == ".vtt")]:
        for damage in (b"", before[path][: len(before[path]) // 2] + b"?"):
            if (path == record and not damage) or (damage and case.given):
                continue
            if damage:
                path.write_bytes(damage)
            else:
                path.unlink()
            try:
                faults = audit_episode(record).report.faults
                if not faults:
                    wrong.append(f"remedy: no fault is found of {path.suffix}")
                for remedy in dict.fromkeys(fault.remedy for fault in faults):
                    if (path == record, remedy) not in tried_before:
                        tried_before.add((path == record, remedy))
                        wrong += _mended(case, remedy, before, whole_record=path != record)
            finally:
                for each, data in before.items():
                    each.write_bytes(data)
    return wrong


def _mended(case: Case, remedy: str, before: dict[Path, bytes], *, whole_record: bool) -> list[str]:
    """What is wrong after a remedy's command; a remedy that has none must say so."""
    text, found, command = remedy.rpartition("bulletin make ")
    if not found:
        return [] if not whole_record else [f"remedy has no command: {remedy}"]
    if text and not case.source.stdin and case.source.name != "another folder":
        return [f"remedy with a condition: {remedy}"]
    words = shlex.split(command)
    if "ARTICLE" in words:
        return [f"remedy names no source: {remedy}"]
    if case.source.name == "another folder":
        words = ["far/story.txt" if word == "story.txt" else word for word in words]
    made = run_here(
        ["make", *words], stdin=ARTICLE.encode() if case.source.stdin else None, environment=EPOCH
    )
    if made.returncode:
        return [
            f"remedy fails with {made.returncode}: {' / '.join(made.stderr.strip().splitlines()[-3:])} ({remedy})"
        ]
    changed = [_difference(path, data) for path, data in before.items()]
    return [f"remedy makes another: {each} ({remedy})" for each in changed if each]


def _difference(path: Path, data: bytes) -> str:
    if not path.exists():
        return f"{path.suffix} is missing"
    now = path.read_bytes()
    if not path.name.endswith(".episode.json"):
        return "" if now == data else f"other bytes in {path.suffix}"
    one, other = json.loads(data), json.loads(now)
    keys = [key for key in one if one[key] != other.get(key) and key not in OF_THE_RUN]
    return f"the record's {', '.join(keys)}" if keys else ""
