"""Surroundings: strange environments, tight limits, odd clocks, and a run that sleeps. It works, or says why not."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.articles import article
from tests.faults.bench import CODES, Bench, Ended, Findings, World, all_of
from tests.faults.services import google
from tests.faults.truths import Truth, truth

OK = (0,)
OR_TOLD = (0, 69, 73, 74)
USAGE = (2,)

DAY_SECONDS = 86_400
DAYS = {"in 1970": 0, "in 2099": 4_070_908_800, "yesterday": -DAY_SECONDS, "tomorrow": DAY_SECONDS}
"""When the files of a cache were last touched: seconds since 1970, or, if they are few, from now."""

SLEEP_SECONDS = 7.0
"""A run that is hurried (see `hurried`) has no request that may take so long."""

DELAY = 0.1


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A run in a strange place, and how it may end; in 0 only with the whole bulletin."""

    name: str
    voice: str = "espeak"
    codes: tuple[int, ...] = OK
    shell: str = ""
    """What a shell does before the command."""
    environment: dict[str, str | None] = field(default_factory=dict)
    """What is set, or with None unset."""
    arguments: tuple[str, ...] = ()
    prepare: Callable[[World], object] = lambda _: None
    short: bool = False

    def __str__(self) -> str:
        return self.name


def touched(when: int) -> Callable[[World], None]:
    """The cache has been used, and its files' times are of another day; so are those that killed runs left."""

    def prepare(world: World) -> None:
        world.run(*world.make("--voice", "tone"))
        (world.out / ".bulletin-left.mp3").write_bytes(b"left")
        moment = when if abs(when) > DAY_SECONDS or not when else time.time() + when
        for top in (world.out, world.cache):
            for path in top.rglob("*"):
                os.utime(path, (moment, moment))

    return prepare


def trials() -> list[Trial]:
    """All of them."""
    plain: dict[str, str | None] = {
        "LC_ALL": None,
        "LANG": None,
        "LANGUAGE": None,
        "PYTHONUTF8": None,
        "PYTHONIOENCODING": None,
    }
    return [
        Trial(name="locale C", environment={**plain, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, short=True),
        Trial(name="no locale", environment=plain),
        Trial(name="a locale that is not there", environment={**plain, "LC_ALL": "xx_YY.latin1"}),
        Trial(name="output in ASCII", environment={"PYTHONIOENCODING": "ascii"}),
        Trial(name="no TZ", environment={"TZ": None}),
        Trial(name="TZ of nowhere", environment={"TZ": "Nowhere/Land"}),
        Trial(name="TZ of India", environment={"TZ": "Asia/Kolkata"}),
        Trial(name="no HOME", environment={"HOME": None}),
        Trial(name="a HOME that cannot be", environment={"HOME": "/proc/none", "BULLETIN_CACHE_DIR": None}),
        Trial(name="a TMPDIR that is not there", environment={"TMPDIR": "/proc/none"}),
        Trial(name="no PATH", environment={"PATH": None}),
        Trial(name="umask 000", shell="umask 000; exec"),
        Trial(name="umask 077", shell="umask 077; exec"),
        Trial(name="standard input closed", shell="exec <&-; exec"),
        Trial(name="standard error closed", shell="exec 2>&-; exec"),
        Trial(name="a session without a terminal", shell="exec setsid -w"),
        Trial(name="32 open files", shell="ulimit -n 32; exec", codes=OR_TOLD, short=True),
        Trial(name="64 open files", voice="gtts", shell="ulimit -n 64; exec", arguments=("--parallel", "16")),
        Trial(name="12 open files", shell="ulimit -n 12; exec", codes=OR_TOLD),
        Trial(name="512 MB of memory", shell="ulimit -v 524288; exec", codes=OR_TOLD),
        Trial(name="200 MB of memory", shell="ulimit -v 204800; exec", codes=(*OR_TOLD, 1, 70, -6, -11)),
        Trial(name="a second of processor time", shell="ulimit -t 1; exec", codes=(0, -9, -24)),
        *(
            Trial(name=f"--parallel {count}", voice=voice, arguments=("--parallel", str(count)))
            for voice in ("espeak", "gtts")
            for count in (1, 3, 16)
        ),
        *(
            Trial(name=f"--parallel {count}", arguments=("--parallel", str(count)), codes=USAGE)
            for count in (0, -1, 1000)
        ),
        *(
            Trial(name=f"files that were touched {day}", voice="tone", prepare=touched(when))
            for day, when in DAYS.items()
        ),
        *(
            Trial(name=f"SOURCE_DATE_EPOCH={moment}", environment={"SOURCE_DATE_EPOCH": moment}, voice="tone")
            for moment in ("0", "4070908800", "-1", "99999999999999999999", "now")
        ),
    ]


def surroundings(bench: Bench) -> Findings:
    """All trials, and runs that sleep."""
    chosen = [trial for trial in trials() if trial.short or not bench.short]
    text = article(bench.count(9, 5))
    for voice in {trial.voice for trial in chosen}:
        truth(bench, text, voice)
    findings = all_of(
        chosen, lambda trial: _run(bench, trial, truth(bench, text, trial.voice)), at_once=bench.count(2, 1)
    )
    findings.told.append(f"{len(chosen)} surroundings")
    sleeps = bench.count(4, 0)
    chance = bench.chance("sleep")
    for _ in range(sleeps):
        findings.add(_asleep(bench, chance.uniform(0.3, 0.6)))
    findings.told += [f"{sleeps} runs that were stopped for {SLEEP_SECONDS:.0f} s and went on"][:sleeps]
    return findings


def _run(bench: Bench, trial: Trial, right: Truth) -> Findings:
    findings = Findings(trials=1)
    with bench.world() as world, google(world):
        world.write(right.text)
        trial.prepare(world)
        usual = world.environment
        changed = {**usual, **trial.environment}
        world.environment = {name: value for name, value in changed.items() if value is not None}
        arguments = world.make("--voice", trial.voice, *trial.arguments)
        ended = world.run(*arguments, shell=trial.shell)
        findings.expect(ended.code in trial.codes, f"{trial}: it ended in {ended.code}: {ended.last}")
        _check(world, trial, ended, right, findings)
        if ended.code != 0 and trial.codes != USAGE:
            world.environment = usual
            again = world.run_undisturbed(*world.make("--voice", trial.voice))
            good = again.code == 0 and right.amiss(world.out) == []
            findings.expect(good, f"{trial}: the same command elsewhere: {again.code}: {again.last}")
    return findings


def _check(world: World, trial: Trial, ended: Ended, right: Truth, findings: Findings) -> None:
    if ended.code in CODES:
        findings.expect("Traceback" not in ended.told, f"{trial}: a traceback: {ended.last}")
    if ended.code != 0:
        findings.expect(world.shown() == [], f"{trial}: it failed and shows {world.shown()}")
    elif "SOURCE_DATE_EPOCH" in trial.environment:
        # Another day is in its tags and in its record.
        findings.expect(world.shown() == sorted(right.files), f"{trial}: shown: {world.shown()}")
    else:
        findings.expect(right.amiss(world.out) == [], f"{trial}: not its own: {right.amiss(world.out)}")
        left = [path for path in world.hidden() if "-left" in path.name and "tomorrow" not in trial.name]
        findings.expect(not left, f"{trial}: what killed runs left is still there")


def _asleep(bench: Bench, part: float) -> Findings:
    """A laptop closes in the middle of a run: the run stops, and goes on later than any request may take."""
    findings = Findings(trials=1)
    right = truth(bench, article(9), "gtts")
    with bench.world() as world, google(world, delay=DELAY) as stand_in:
        world.write(right.text)
        with world.start(*world.make("--voice", "gtts"), hurry=True) as running:
            while not stand_in.texts and running.process.poll() is None:
                time.sleep(0.01)
            time.sleep(part)
            running.process.send_signal(signal.SIGSTOP)
            time.sleep(SLEEP_SECONDS)
            running.process.send_signal(signal.SIGCONT)
            ended = running.wait()
        good = ended.code == 0 and right.amiss(world.out) == []
        findings.expect(good, f"a sleep after {part:.2f} s: it ended in {ended.code}: {ended.last}")
    return findings
