"""Power: a loss of it at any instant leaves whole files. What has a visible name was on the disk before it got it.

The command writes down its own steps (see `traced`). A rename may reach the disk before what was written earlier, so
the file must have been put there (fsync) as it is before each rename, and its folder afterwards.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.faults import services
from tests.faults.articles import article
from tests.faults.bench import Bench, Findings, World
from tests.faults.truths import truth

VOICES = ("gtts", "tone", "espeak")


def power(bench: Bench) -> Findings:
    """The order of the steps of whole builds: one without anything kept, one over an older bulletin."""
    findings = Findings()
    shown = 0
    older = truth(bench, article(4, 200), "tone")
    for voice in VOICES[: bench.count(3, 1)]:
        newer = truth(bench, article(bench.count(9, 5)), voice)
        with bench.world() as world, services.of(voice, world):
            for replacing in (True, False)[: bench.count(2, 1)]:
                world.write(newer.text)
                if replacing:
                    older.put(world.out)
                steps = _steps(world, voice, findings)
                shown += _check(world, steps, findings)
                findings.expect(newer.amiss(world.out) == [], f"{voice}: not the whole bulletin")
    findings.trials = shown
    findings.told.append(f"{shown} renames to a visible name, {len(findings.wrong)} of them not in order")
    return findings


def _steps(world: World, voice: str, findings: Findings) -> list[list[Any]]:
    log = world.folder / "steps"
    log.unlink(missing_ok=True)
    world.environment["BENCH_TRACE"] = str(log)
    ended = world.run(*world.make("--voice", voice), traced=True)
    findings.expect(ended.code == 0, f"{voice}: it ended in {ended.code}: {ended.last}")
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def _check(world: World, steps: list[list[Any]], findings: Findings) -> int:
    """Check the order of the steps; how many visible names there were."""
    shown = 0
    on_disk: set[tuple[int, int]] = set()
    for number, (what, *step) in enumerate(steps):
        if what == "fsync":
            on_disk.add((step[0], step[1]))
        elif what == "open":
            path = Path(step[0])
            findings.expect(
                not _seen(world, path) or path.name.startswith("."), f"{path} is written under its own name"
            )
        elif what == "replace" and _seen(world, Path(step[2])):
            shown += 1
            inode, size, name, folder = step
            findings.expect((inode, size) in on_disk, f"{name} was renamed before it was on the disk")
            later = any(after[0] == "fsync" and after[1] == folder for after in steps[number + 1 :])
            findings.expect(later, f"the name of {name} was never put on the disk")
    return shown


def _seen(world: World, path: Path) -> bool:
    """Whether a person or a later run reads this file as a bulletin's or a clip."""
    return path.parent == world.out or path.suffix == ".clip"
