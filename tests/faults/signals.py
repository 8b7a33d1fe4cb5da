"""Signals: SIGINT, SIGTERM and SIGHUP at random instants. The run ends at once, politely, and is gone on with.

Before the program's own first line a signal ends Python itself, as it ends any process; that is counted apart.
"""

from __future__ import annotations

import contextlib
import re
import signal
import subprocess
import time

from tests.faults.articles import article
from tests.faults.bench import Bench, Ended, Findings, World, left_in
from tests.faults.services import google
from tests.faults.truths import Truth, truth

CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}

SECONDS_TO_END = 2.0

SECONDS_IF_BUSY = 10.0
"""In the short form, which runs beside other things."""

DELAY = 0.05

POLITE = re.compile(r"stopped: [^\n]+ \[signal\.(int|term|hup)\]\n  next:  [^\n]+\n")


def signals(bench: Bench) -> Findings:
    """A signal at a random instant of a run, then the same command again; with three voices."""
    chance = bench.chance("signals")
    findings = Findings()
    allowed = SECONDS_IF_BUSY if bench.short else SECONDS_TO_END
    slowest = 0.0
    before = twice = 0
    older = truth(bench, article(4, 200), "tone")
    for voice in ("tone", "gtts", "espeak") if not bench.short else ("gtts",):
        newer = truth(bench, article(bench.count(15, 5)), voice, apart=True)
        for number in range(bench.count(20, 3)):
            kind = list(CODES)[number % 3]
            # Every fifth is impatient, and sends it again.
            impatient = number % 5 == 4
            with bench.world() as world, google(world, delay=DELAY):
                older.put(world.out)
                world.write(newer.text)
                after = chance.uniform(0, newer.wall)
                ended, took = _interrupted(world, voice, kind, after, impatient=impatient)
                findings.trials += 1
                twice += impatient
                slowest = max(slowest, took)
                late = took > allowed
                findings.expect(
                    not late, f"{voice}, {kind.name}: it took {took:.2f} s to end in {ended.code}"
                )
                go_on = number == 0 or not bench.short
                before += _check(world, ended, kind, (older, newer), findings, go_on=go_on)
    findings.told.append(
        f"slowest end {slowest:.2f} s, {before} before the program had begun, {twice} sent twice"
    )
    return findings


def _interrupted(
    world: World, voice: str, kind: signal.Signals, after: float, *, impatient: bool
) -> tuple[Ended, float]:
    """A run that is sent a signal after so many seconds, and how long it takes to end from there."""
    with world.start(*world.make("--voice", voice, "--parallel", 4)) as running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.process.wait(after)
        sent = time.monotonic()
        running.process.send_signal(kind)
        if impatient:
            time.sleep(0.02)
            running.process.send_signal(kind)
        ended = running.wait(SECONDS_IF_BUSY + 10)
        return ended, time.monotonic() - sent


def _check(
    world: World,
    ended: Ended,
    kind: signal.Signals,
    truths: tuple[Truth, Truth],
    findings: Findings,
    *,
    go_on: bool,
) -> bool:
    """What must hold after a signal. Returns whether it came before the program had begun."""
    older, newer = truths
    told = f"{newer.voice}, {kind.name}"
    begun = "reading the article" in ended.told
    if ended.code == 0:
        # It was done before the signal came.
        findings.expect(newer.amiss(world.out) == [], f"{told}: it ended in 0 without the new bulletin")
        return False
    findings.expect("Traceback" not in ended.told or not begun, f"{told}: a traceback: {ended.last}")
    if ended.code == CODES[kind]:
        findings.expect(bool(POLITE.search(ended.told)), f"{told}: it said {ended.last!r}")
    else:
        # Killed by the signal itself: before our first line, or by the second one.
        # In the first hundredths of a second, while it looks for packages, Python itself ends in 1.
        own = ended.code == -kind or (ended.code == 1 and not begun)
        findings.expect(own, f"{told}: it ended in {ended.code}: {ended.last}")
    # It may come between two of the renames: then some files are the newer bulletin's, some the older's.
    spoilt = set(older.amiss(world.out)) & set(newer.amiss(world.out))
    findings.expect(not spoilt, f"{told}: neither the older bulletin's nor the newer's: {spoilt}")
    if ended.code == CODES[kind]:
        # A thread may be keeping a clip at that moment: what it had begun is swept like a killed run's.
        left = [path.name for path in world.hidden() if path.suffix != ".clip"]
        findings.expect(not left, f"{told}: temporary files are left: {left}")
        left = [path.name for path in left_in(world.tmp)]
        findings.expect(not left, f"{told}: left in TMPDIR: {left}")
    if go_on:
        again = world.run_undisturbed(*world.make("--voice", newer.voice))
        good = again.code == 0 and newer.amiss(world.out) == []
        findings.expect(good, f"{told}: the same command then: {again.last}")
    return not begun and ended.code != CODES[kind]
