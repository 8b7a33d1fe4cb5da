"""Disks: full, read-only, out of inodes, limited. The run ends in the right code, and nothing that was there is lost.

It works in a user namespace of its own, in which anyone may mount a file system in memory: no root is needed. Run as
a program there, it reads what to do from a file and prints what it finds.
"""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.articles import article
from tests.faults.bench import ROOT, Bench, Ended, Findings, World, all_of
from tests.faults.truths import Truth, truth, whole

VOICE = "tone"

ENOUGH = "64m"
"""What a disk has after somebody made room."""

INODES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40)


@dataclass(frozen=True, slots=True)
class Disk:
    """A small file system in the place of one of a world's folders."""

    place: str
    """`out`, `cache` or `tmp`."""
    size: int
    """Bytes; 0 for enough."""
    inodes: int = 0
    """0 for enough."""

    def __str__(self) -> str:
        what = f"{self.inodes} inodes" if self.inodes else f"{self.size // 1024} kB"
        return f"{what} for {self.place}"

    @property
    def options(self) -> str:
        """For mount."""
        return f"nr_inodes={self.inodes}" if self.inodes else f"size={self.size}"


def disks(bench: Bench) -> Findings:
    """All of it, in a namespace."""
    namespace = ["unshare", "-Urm"]
    try_out = [*namespace, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    if not shutil.which("unshare") or subprocess.run(try_out, capture_output=True, check=False).returncode:
        return Findings(skipped=["no disk was filled: this system has no user namespaces to mount in"])
    older, newer = truth(bench, article(4, 200), VOICE), truth(bench, article(bench.count(9, 5)), VOICE)
    with tempfile.TemporaryDirectory(dir=bench.folder) as folder:
        task = Path(folder) / "task"
        task.write_bytes(pickle.dumps((bench.seed, bench.short, older, newer)))
        command = [*namespace, sys.executable, "-m", "tests.faults.disks", folder]
        result = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if result.returncode:
        return Findings(wrong=[f"the bench itself failed: {result.stderr.decode()[-2000:]}"])
    return Findings(**json.loads(result.stdout))


def main(folder: Path) -> None:
    """What is done in the namespace."""
    seed, short, older, newer = pickle.loads((folder / "task").read_bytes())
    bench = Bench(folder, seed=seed, short=short)
    findings = Findings()
    for part in PARTS:
        findings.add(part(bench, older, newer))
    found = {name: getattr(findings, name) for name in ("trials", "wrong", "told", "skipped")}
    print(json.dumps(found))


def _full(bench: Bench, older: Truth, newer: Truth) -> Findings:
    """Too little space or too few inodes, for the output, the cache, and the temporary folder."""
    output = sum(len(data) for data in (*older.files.values(), *newer.files.values()))
    clips = sum(len(speech.sound) + 4096 for speech in newer.speeches.values())
    reel = int(newer.seconds * 44_100 * 4)
    trials = [
        *(Disk("out", size) for size in _sweep(output, bench.count(40, 1))),
        *(Disk("cache", size) for size in _sweep(clips, bench.count(20, 0))),
        *(Disk("tmp", size) for size in _sweep(reel, bench.count(6, 0))),
        *(Disk("out", 0, inodes) for inodes in INODES[1 : bench.count(8, 0)]),
        *(Disk("cache", 0, inodes) for inodes in INODES[: 2 * bench.count(8, 0) : 2]),
    ]
    fitted: list[Disk] = []

    def one(disk: Disk) -> Findings:
        with bench.world() as world:
            findings, ended = _one_disk(world, disk, older, newer)
            if ended.code == 0:
                fitted.append(disk)
            return findings

    findings = all_of(trials, one, at_once=bench.count(2, 1))
    for place in ("out", "cache", "tmp"):
        mine = [disk for disk in trials if disk.place == place]
        if not mine:
            continue
        done = sum(disk in fitted for disk in mine)
        findings.told.append(f"{place}: {len(mine)} sizes, {done} were enough, the others ended in 74")
    return findings


def _sweep(needed: int, count: int) -> list[int]:
    """So many sizes, from 64 kB to a little more than is needed."""
    least, most = 64 * 1024, needed * 5 // 4 + 128 * 1024
    return [least + (most - least) * (number + 1) // max(count, 3) // 4096 * 4096 for number in range(count)]


def _one_disk(world: World, disk: Disk, older: Truth, newer: Truth) -> tuple[Findings, Ended]:
    """A run on a small disk, then the same command once there is room."""
    findings = Findings(trials=1)
    place = world.folder / disk.place
    world.write(newer.text)
    with _mounted(place, disk.options):
        try:
            older.put(world.out)
            old = True
        except OSError:
            # Not even the older one fits: then there is none.
            for path in world.out.iterdir():
                path.unlink()
            old = False
        shown = world.shown()
        arguments = world.make("--voice", VOICE)
        ended = world.run(*arguments)
        if ended.code != 0:
            _check_failure(world, f"{disk}", ended, (73, 74) if disk.inodes else (74,), findings)
            findings.expect(world.shown() == shown, f"{disk}: shown: {world.shown()}")
            intact = not old or older.amiss(world.out) == []
            findings.expect(intact, f"{disk}: the older bulletin was damaged")
        kept = {path: path.stat().st_ino for path in (world.cache / "clips").glob("??/*.clip")}
        _mount("-o", f"remount,size={ENOUGH},nr_inodes=100000", str(place))
        again = world.run_undisturbed(*arguments)
        good = again.code == 0 and newer.amiss(world.out) == [] and whole(world.name) == ""
        if findings.expect(good, f"{disk}: with room the same command: {again.code}: {again.last}"):
            made = again.episode["requests"]["made"]
            findings.expect(
                made == newer.unique - len(kept),
                f"{disk}: {len(kept)} clips were cached, {made} were made again",
            )
        remade = [path for path, inode in kept.items() if path.stat().st_ino != inode]
        findings.expect(not remade, f"{disk}: {len(remade)} cached clips were written again")
    return findings, ended


def _limited(bench: Bench, older: Truth, newer: Truth) -> Findings:
    """No file may be larger than so much: EFBIG, as a quota gives it."""
    most = int(newer.seconds * 44_100 * 4)
    sizes = [most * (number + 1) // 16 for number in range(0, 20, bench.count(2, 20))]

    def one(size: int) -> Findings:
        findings = Findings(trials=1)
        with bench.world() as world:
            world.write(newer.text)
            older.put(world.out)
            ended = world.run(*world.make("--voice", VOICE), shell=f"ulimit -f {size // 512}; exec")
            if ended.code == 0:
                findings.expect(newer.amiss(world.out) == [], f"files of {size}: 0 without the bulletin")
                return findings
            _check_failure(world, f"files of {size}", ended, (74,), findings)
            findings.expect(older.amiss(world.out) == [], f"files of {size}: the older one is damaged")
            again = world.run_undisturbed(*world.make("--voice", VOICE))
            good = again.code == 0 and newer.amiss(world.out) == []
            findings.expect(good, f"files of {size}: without the limit: {again.code}: {again.last}")
        return findings

    findings = all_of(sizes, one, at_once=bench.count(2, 1))
    findings.told.append(f"RLIMIT_FSIZE: {len(sizes)} limits")
    return findings


def _read_only(bench: Bench, older: Truth, newer: Truth) -> Findings:
    """A read-only output is told before anything is spoken; a read-only cache is done without."""
    findings = Findings(trials=1)
    with bench.world() as world, _mounted(world.out, "size=8m"):
        older.put(world.out)
        world.write(newer.text)
        _mount("-o", "remount,ro", str(world.out))
        ended = world.run_undisturbed(*world.make("--voice", VOICE))
        _check_failure(world, "read-only output", ended, (73,), findings)
        spoken = list((world.cache / "clips").glob("??/*.clip"))
        findings.expect(not spoken, f"read-only output: {len(spoken)} clips were spoken before it was told")
        findings.expect(older.amiss(world.out) == [], "read-only output: the older bulletin is damaged")
    for kept in (False, True)[: bench.count(2, 0)]:
        findings.trials += 1
        name = f"read-only cache {'with' if kept else 'without'} clips"
        with bench.world() as world, _mounted(world.cache, "size=8m"):
            world.write(newer.text)
            if kept:
                world.run(*world.make("--voice", VOICE, output=world.folder / "elsewhere"))
            _mount("-o", "remount,ro", str(world.cache))
            ended = world.run(*world.make("--voice", VOICE))
            good = ended.code == 0 and newer.amiss(world.out) == []
            findings.expect(good, f"{name}: {ended.code}: {ended.last}")
            findings.expect("[cache.readonly]" in ended.told, f"{name}: it did not warn")
            findings.expect(not list(world.tmp.iterdir()), f"{name}: something is left in TMPDIR")
    findings.told.append(f"read-only output and cache: {findings.trials}")
    return findings


def _check_failure(world: World, name: str, ended: Ended, codes: Sequence[int], findings: Findings) -> None:
    """It ended in the right code, in three lines, and left nothing behind."""
    findings.expect(ended.code in codes, f"{name}: it ended in {ended.code}: {ended.last}")
    lines = [line[:8] for line in ended.told.splitlines() if not line.startswith("{")][-3:]
    three = len(lines) == 3 and lines[0].startswith("error: ") and lines[1:] == ["  input:", "  next: "]
    findings.expect(three, f"{name}: not told in three lines: {ended.last}")
    findings.expect("Traceback" not in ended.told, f"{name}: a traceback")
    findings.expect(not world.hidden(), f"{name}: left: {[path.name for path in world.hidden()]}")
    findings.expect(not list(world.tmp.iterdir()), f"{name}: something is left in TMPDIR")


class _mounted:  # noqa: N801  (reads as a word: with _mounted(…))
    """A small file system at a folder."""

    def __init__(self, place: Path, options: str) -> None:
        self._place = place
        _mount("-t", "tmpfs", "-o", options, "tmpfs", str(place))

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", "-l", str(self._place)], check=True)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)


PARTS: tuple[Callable[[Bench, Truth, Truth], Findings], ...] = (_full, _limited, _read_only)

if __name__ == "__main__":
    main(Path(sys.argv[1]))
