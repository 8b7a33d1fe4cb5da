"""Leftovers: temporary files of killed runs. The next run removes them at once, and never those of a live run."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from bulletin.schema.formats import FORMATS
from tests.faults.articles import article
from tests.faults.bench import PATIENCE, Bench, Findings, World
from tests.faults.truths import truth

VOICE = "tone"
"""Clips cost next to nothing, so most of a run is mixing and encoding."""

LOOK_SECONDS = 0.002
"""Between two looks at what a run has begun to write."""

TWO_HOURS = 7200


def leftovers(bench: Bench) -> Findings:
    """SIGKILL while files are encoded, in every format, and runs beside a live one."""
    findings = _killed_while_encoding(bench)
    findings.add(_beside_a_live_run(bench))
    return findings


def _killed_while_encoding(bench: Bench) -> Findings:
    """Runs of one bulletin, all killed while they encode; then one run of another into the same folder."""
    findings = Findings()
    chance = bench.chance("encoding")
    wanted = bench.count(25, 2)
    most = left = 0
    still: list[str] = []
    with bench.world() as world:
        world.write(article(bench.count(24, 4)))
        arguments = world.make("--voice", VOICE, *bench.forms, output=world.out / "long.mp3")
        # Clips are kept, and the time that the encoding takes is measured.
        with world.start(*arguments, "--again") as running:
            begun = _first_written(world, running.process.poll)
            ended = running.wait()
        findings.expect(ended.code == 0, f"the run that is not killed ended in {ended.code}: {ended.last}")
        encoding = time.monotonic() - begun
        shown = world.shown()
        while findings.trials < wanted:
            before = world.hidden()
            with world.start(*arguments, "--again") as running:
                begun = _first_written(world, running.process.poll, before)
                # The next run of the same bulletin has removed them before it encodes.
                still += [path.name for path in before if path.exists()]
                with contextlib.suppress(subprocess.TimeoutExpired):
                    running.process.wait(chance.uniform(0, 0.9 * encoding))
                running.process.kill()
                ended = running.wait()
            if ended.code == 0:
                # The machine has become faster.
                encoding = min(encoding, time.monotonic() - begun)
                continue
            if not findings.expect(ended.code == -9, f"it ended in {ended.code}: {ended.last}"):
                break
            findings.trials += 1
            left = len(world.hidden())
            most = max(most, left)
        findings.expect(world.shown() == shown, f"shown after kills: {world.shown()} in place of {shown}")
        world.write(article(3, 200))
        ended = world.run_undisturbed(*world.make("--voice", VOICE, output=world.out / "other.mp3"))
        findings.expect(ended.code == 0, f"the next bulletin ended in {ended.code}: {ended.last}")
        still += [path.name for path in world.hidden()]
        findings.expect(not still, f"{len(still)} temporary files are left after the next run: {still[:4]}")
    findings.told.append(
        f"{findings.trials} kills while encoding: at most {most} temporary files at once, {left} after the last kill,"
        f" {len(still)} after the next runs"
    )
    return findings


def _first_written(world: World, ended: Callable[[], int | None], before: list[Path] | None = None) -> float:
    """Wait until a run writes a sound file; when that was."""
    known = set(before or ())
    until = time.monotonic() + PATIENCE
    suffixes = {form.suffix for form in FORMATS.values()}
    while time.monotonic() < until and ended() is None:
        if any(path.suffix in suffixes and path not in known for path in world.out.glob(".bulletin-*")):
            break
        time.sleep(LOOK_SECONDS)
    return time.monotonic()


def _beside_a_live_run(bench: Bench) -> Findings:
    """A run is halted while it encodes, as on a slow disk; another into the same folder leaves its files alone."""
    findings = Findings()
    with bench.world() as world:
        # Long enough to be met while it is written, on a busy machine too.
        text = article(bench.count(24, 6))
        right = truth(bench, text, VOICE)
        for _ in range(bench.count(5, 1)):
            findings.trials += 1
            world.write(text)
            with world.start(*world.make("--voice", VOICE, "--again")) as live:
                _first_written(world, live.process.poll, before=world.hidden())
                live.process.send_signal(signal.SIGSTOP)
                own = world.hidden()
                findings.expect(bool(own), "the run was not met while it wrote")
                # As if nothing had been written for two hours: its age proves nothing as long as it lives.
                long_ago = time.time() - TWO_HOURS
                for path in own:
                    os.utime(path, (long_ago, long_ago))
                world.write(article(3, 200))
                other = world.make("--voice", VOICE, "--again", output=world.out / "other.mp3")
                beside = world.run_undisturbed(*other)
                taken = [path.name for path in own if not path.exists()]
                live.process.send_signal(signal.SIGCONT)
                ended = live.wait()
            findings.expect(beside.code == 0, f"beside a live run: it ended in {beside.code}: {beside.last}")
            findings.expect(not taken, f"a run took the temporary files of a live one: {taken}")
            findings.expect(ended.code == 0, f"the run that was halted ended in {ended.code}: {ended.last}")
            findings.expect(right.made(world.name), "the run that was halted did not make its bulletin")
            left = [path.name for path in world.hidden()]
            findings.expect(not left, f"left by two runs that ended well: {left}")
    findings.told.append(
        f"{findings.trials} runs halted while encoding, another run beside each: none lost a file"
    )
    return findings
