"""Crowds: many processes on one article at once. Each clip is spoken once, and everybody gets the whole bulletin."""

from __future__ import annotations

import contextlib
import signal
import time
from pathlib import Path

from tests.faults.articles import article
from tests.faults.bench import Bench, Ended, Findings, Running, World
from tests.faults.services import again, google, settled
from tests.faults.truths import RECORD, Truth, truth, whole

CROWD = 8
SHORT_CROWD = 3
VOICE = "gtts"

WAYS = (("gtts", False), ("gtts", True), ("auto", False))
"""A voice, and whether all make one file."""

HURRY = "40"
"""How much sooner those who wait for a run that was stopped give up: after 7.5 s."""


def crowds(bench: Bench) -> Findings:
    """Eight at once: for eight files, for one file, with a voice chosen by itself; and with somebody who disturbs."""
    findings = Findings()
    right = truth(bench, article(bench.count(18, 3)), VOICE)
    requests = 0
    for number in range(bench.count(6, 1)):
        voice, shared = WAYS[number % len(WAYS)]
        requests += _crowd(bench, right, voice, shared, findings)
    findings.told.append(
        f"{findings.trials} processes, {bench.count(CROWD, SHORT_CROWD)} at once: {requests} requests, {right.unique} different pieces a crowd"
    )
    for _ in range(bench.count(2, 0)):
        _tended(bench, right, findings)
    for number in range(bench.count(4, 0)):
        _disturbed(bench, right, (signal.SIGKILL, signal.SIGSTOP)[number % 2], findings)
    return findings


def _crowd(bench: Bench, right: Truth, voice: str, shared: bool, findings: Findings) -> int:
    """Runs that are all left alone; how many requests they made."""
    way = f"{voice}{', one name' if shared else ''}"
    with bench.world() as world, google(world, delay=0.02) as stand_in:
        world.write(right.text)
        crowd = range(bench.count(CROWD, SHORT_CROWD))
        names = [world.name if shared else world.out / str(one) / world.name.name for one in crowd]
        ends = _all(world, names, voice)
        settled(stand_in)
        _check(world, way, ends, names, right, findings)
        asked = stand_in.texts
        findings.expect(
            len(asked) == right.unique,
            f"{way}: {len(asked)} requests for {right.unique} pieces, {again(asked)} twice",
        )
        return len(asked)


def _all(world: World, names: list[Path], voice: str) -> list[Ended]:
    with contextlib.ExitStack() as closing:
        runs = [closing.enter_context(_start(world, name, voice)) for name in names]
        return [run.wait() for run in runs]


def _start(world: World, name: Path, voice: str = VOICE, *, hurry: bool = False) -> Running:
    return world.start(*world.make("--voice", voice, output=name), hurry=hurry)


def _tended(bench: Bench, right: Truth, findings: Findings) -> None:
    """The cache is checked and pruned, again and again, while runs use it."""
    with bench.world() as world, google(world, delay=0.1):
        world.write(right.text)
        names = [world.out / str(one) / world.name.name for one in range(3)]
        with contextlib.ExitStack() as closing:
            runs = [closing.enter_context(_start(world, name)) for name in names]
            tended = 0
            while any(run.process.poll() is None for run in runs):
                for command in (("cache", "verify"), ("cache", "prune", "--to", "0")):
                    ended = world.run(*command)
                    findings.expect(ended.code == 0, f"{command} beside a run: {ended.code}: {ended.last}")
                    tended += 1
            ends = [run.wait() for run in runs]
        _check(world, "tended", ends, names, right, findings)
        findings.told.append(f"the cache was checked and pruned {tended} times beside {len(names)} runs")


def _disturbed(bench: Bench, right: Truth, number: signal.Signals, findings: Findings) -> None:
    """One of four is killed or stopped while it speaks: the others wait for it no longer than they must."""
    with bench.world() as world, google(world, delay=0.05) as stand_in:
        world.write(right.text)
        world.environment["BENCH_HURRY"] = HURRY
        names = [world.out / str(one) / world.name.name for one in range(4)]
        with contextlib.ExitStack() as closing:
            runs = [closing.enter_context(_start(world, name, hurry=True)) for name in names]
            while not stand_in.texts and runs[0].process.poll() is None:
                time.sleep(0.01)
            runs[0].process.send_signal(number)
            ends = [run.wait() for run in runs[1:]]
        _check(world, f"beside one that got {number.name}", ends, names[1:], right, findings)
        findings.told.append(f"{number.name} to one of four: the others ended within {_longest(ends):.1f} s")


def _longest(ends: list[Ended]) -> float:
    return max(end.seconds for end in ends)


def _check(
    world: World, way: str, ends: list[Ended], names: list[Path], right: Truth, findings: Findings
) -> None:
    """All ended well, with the whole bulletin, and nothing else is there."""
    findings.trials += len(ends)
    findings.wrong += [f"{way}: ended in {end.code}: {end.last}" for end in ends if end.code != 0]
    for name in sorted(set(names)):
        amiss = right.amiss(name.parent) if name.parent.exists() else ["everything"]
        findings.expect(not amiss and not whole(name), f"{way}: {name.parent.name}: not its own: {amiss}")
    left = [path.name for path in world.hidden() if RECORD not in path.name and path.suffix != ".clip"]
    findings.expect(not left or "SIG" in way, f"{way}: left: {left}")
