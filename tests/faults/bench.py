"""Bench: what all parts share: what they find, a world of their own, and the real command in a process of its own."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from bulletin.schema.formats import FORMATS
from bulletin.writers.names import slug
from tests import forking
from tests.command import run_here
from tests.faults.articles import HEADLINE
from tests.tiers import LONG

ROOT = Path(__file__).resolve().parents[2]
HURRIED = Path(__file__).with_name("hurried.py")
TRACED = Path(__file__).with_name("traced.py")

EPOCH = "1750000000"
"""The time of making of every bulletin here: so the same article gives the same bytes, and bytes can be compared."""

PATIENCE = 120.0
"""Seconds after which a run is taken to hang."""

CODES = (0, 2, 3, 65, 66, 69, 73, 74, 75, 76, 77, 78, 129, 130, 141, 143)
"""The exit codes of the surface that are not a bug. 70 says that there is one, and 1 is never used."""


class Bench:
    """One run of the bench: its seed, its folder, and how much is tried."""

    def __init__(self, folder: Path, *, seed: int, short: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.seed = seed
        self.short = short
        self._worlds = 0
        # No voice of this machine's own is looked at or touched.
        os.environ["BULLETIN_VOICES_DIR"] = str(folder / "voices")
        self.truths: dict[tuple[object, ...], Any] = {}
        """What `truths.truth` has made already."""

    def chance(self, part: str) -> random.Random:
        """Random numbers for a part, the same whichever other parts run."""
        return random.Random(f"{self.seed} {part}")

    def count(self, full: int, short: int) -> int:
        """How many trials of something there are."""
        return short if self.short else full

    @property
    def forms(self) -> list[str]:
        """Options for every format, or in `scripts/test` for two."""
        forms = list(FORMATS) if LONG or not self.short else ["mp3", "wav"]
        return [word for form in forms for word in ("--format", form)]

    @contextlib.contextmanager
    def world(self) -> Iterator[World]:
        """An empty world, which is taken away afterwards."""
        self._worlds += 1
        world = World(self.folder / f"world-{self._worlds}", short=self.short)
        try:
            yield world
        finally:
            shutil.rmtree(world.folder, ignore_errors=True)


@dataclass(slots=True)
class Findings:
    """What a part has found."""

    trials: int = 0
    wrong: list[str] = field(default_factory=list)
    """A line for each promise that was broken."""
    told: list[str] = field(default_factory=list)
    """Exact counts, for the table."""
    skipped: list[str] = field(default_factory=list)
    """What could not be tried here, and why."""

    def expect(self, holds: bool, what: str) -> bool:
        """Note `what` unless it holds."""
        if not holds:
            self.wrong.append(what)
        return holds

    def add(self, other: Findings) -> None:
        """Take in what another part of the part has found."""
        self.trials += other.trials
        self.wrong += other.wrong
        self.told += other.told
        self.skipped += other.skipped


Part = Callable[[Bench], Findings]
Trial = TypeVar("Trial")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run of the command ended."""

    code: int
    """Below 0: the number of the signal that it died of."""
    out: str
    told: str
    """Its standard error."""
    seconds: float

    @property
    def episode(self) -> dict[str, Any]:
        """The JSON object of a run with --json."""
        document: dict[str, Any] = json.loads(self.out)
        return document

    @property
    def last(self) -> str:
        """The last lines of what it told, for a report."""
        lines = [line for line in self.told.strip().splitlines() if not line.startswith("{")]
        return " / ".join(lines[-3:])[-600:]


class World:
    """A folder with an article, a cache, an output folder and a home, and the command run in it."""

    def __init__(self, folder: Path, *, short: bool = False) -> None:
        self.folder = folder
        self.short = short
        self._extras = ("--no-jingles", "--no-cover") if short else ("--no-jingles",)
        for name in ("out", "cache", "home", "tmp"):
            (folder / name).mkdir(parents=True)
        self.article = folder / "article.txt"
        self.out = folder / "out"
        self.cache = folder / "cache"
        self.tmp = folder / "tmp"
        # The name that the headline gives it: so it is the same whether a file or a folder is asked for.
        self.name = self.out / f"{slug(HEADLINE)}.mp3"
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("BULLETIN_") and not name.lower().endswith("_proxy")
        }
        self.environment = {
            **kept,
            "HOME": str(folder / "home"),
            "TMPDIR": str(self.tmp),
            "BULLETIN_CACHE_DIR": str(self.cache),
            # Port 9 (discard) answers nowhere: nothing here can reach a real service by mistake.
            "BULLETIN_GTTS_URL": "http://127.0.0.1:9",
            "BULLETIN_EDGE_URL": "ws://127.0.0.1:9",
            "BULLETIN_PIPER_URL": "http://127.0.0.1:9",
            "BULLETIN_KOKORO_URL": "http://127.0.0.1:9",
            "SOURCE_DATE_EPOCH": EPOCH,
            # A full disk must not leave half a module.
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def write(self, text: str) -> None:
        """Put `text` into the article."""
        self.article.write_text(text, encoding="utf-8")

    def command(self, *arguments: object, hurry: bool = False, traced: bool = False) -> list[str]:
        """The command that runs bulletin, with shorter waits (see `hurried`), or writing down its steps (`traced`)."""
        start = [str(HURRIED)] if hurry else [str(TRACED)] if traced else ["-m", "bulletin"]
        return [sys.executable, *start, *(str(argument) for argument in arguments)]

    def make(self, *arguments: object, output: Path | None = None) -> list[object]:
        """The arguments of a make of the article, without jingles: they cost time, and nothing here is about them."""
        return ["make", self.article, "-o", output or self.name, *self._extras, "--json", *arguments]

    def start(
        self, *arguments: object, hurry: bool = False, traced: bool = False, shell: str = "", **options: Any
    ) -> Running:
        """The real command, still running; started by a shell that does something first, if so asked."""
        command = self.command(*arguments, hurry=hurry, traced=traced)
        if shell:
            command = ["sh", "-c", f'{shell} "$@"', "sh", *command]
        return Running(command, self, options)

    def run(
        self,
        *arguments: object,
        hurry: bool = False,
        traced: bool = False,
        shell: str = "",
        patience: float = PATIENCE,
        **options: Any,
    ) -> Ended:
        """The real command, from its beginning to its end; killed after `patience` seconds.

        `shell` is what a shell does before it: `umask 077; exec`.
        """
        with self.start(*arguments, hurry=hurry, traced=traced, shell=shell, **options) as running:
            return running.wait(patience)

    def run_undisturbed(self, *arguments: object) -> Ended:
        """The real command where nothing is wrong with its process: before a fault, and after it.

        In the short form it runs in this process, if it can, which takes a quarter of the time.
        """
        if not self.short or threading.current_thread() is not threading.main_thread():
            return self.run(*arguments)
        begun = time.monotonic()
        ended = run_here(arguments, folder=self.folder, environment=self.environment)
        return Ended(ended.returncode, ended.stdout, ended.stderr, time.monotonic() - begun)

    def shown(self, folder: Path | None = None) -> list[str]:
        """The names that anyone can see in the output folder."""
        return sorted(path.name for path in (folder or self.out).iterdir() if not path.name.startswith("."))

    def hidden(self) -> list[Path]:
        """Temporary files in the output folder and in the cache."""
        return [path for top in (self.out, self.cache) for path in top.rglob(".bulletin-*")]


class Running:
    """A process of the command."""

    def __init__(self, command: Sequence[str], world: World, options: dict[str, Any]) -> None:
        # Files, not pipes: whoever is killed leaves nobody reading, and nothing can fill up.
        self._out = tempfile.TemporaryFile()  # noqa: SIM115  (closed by __exit__)
        self._told = tempfile.TemporaryFile()  # noqa: SIM115
        given: dict[str, Any] = {
            "stdin": subprocess.DEVNULL,
            "stdout": self._out,
            "stderr": self._told,
            "cwd": world.folder,
            "env": world.environment,
        }
        self._world = world
        self.begun = time.monotonic()
        # In the short form with its modules imported, which takes less than half of the time.
        begin = forking.start if world.short else subprocess.Popen
        self.process = begin(command, **{**given, **options})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._out.close()
        self._told.close()

    def wait(self, patience: float = PATIENCE) -> Ended:
        """How it ends; killed if it takes longer."""
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        return self.ended()

    def ended(self) -> Ended:
        """How it ended."""
        assert self.process.returncode is not None
        self._out.seek(0)
        self._told.seek(0)
        told = self._told.read().decode("utf-8", "replace")
        # What is told of a bug here is in its report.
        for report in self._world.tmp.glob("bulletin-report-*"):
            told += report.read_text(encoding="utf-8", errors="replace")[-1500:]
            report.unlink()
        out = self._out.read().decode("utf-8", "replace")
        return Ended(self.process.returncode, out, told, time.monotonic() - self.begun)


def left_in(folder: Path) -> list[Path]:
    """What is left in a folder for temporary files, but for what Python tries it with: a file of four letters.

    Its `tempfile` writes and removes that at its first use; a run may be killed in between.
    """
    return [path for path in folder.iterdir() if path.suffix or path.is_dir() or path.stat().st_size > 4]


def digest(path: Path) -> str:
    """The SHA-256 of a file; of none, nothing."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def all_of(trials: Sequence[Trial], one: Callable[[Trial], Findings], at_once: int = 2) -> Findings:
    """What several trials find, some at a time. A trial that breaks is a finding itself."""
    findings = Findings()

    def safely(trial: Trial) -> Findings:
        try:
            return one(trial)
        except Exception as error:  # noqa: BLE001  (a trial that breaks must not hide what the others find)
            return Findings(trials=1, wrong=[f"{trial}: the trial itself failed: {error!r}"])

    if at_once == 1:
        # In this thread, so that commands may run in this process.
        for trial in trials:
            findings.add(safely(trial))
        return findings
    with ThreadPoolExecutor(at_once) as pool:
        for found in pool.map(safely, trials):
            findings.add(found)
    return findings
