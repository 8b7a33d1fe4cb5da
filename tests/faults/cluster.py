"""Cluster: workers killed at random, the scheduler lost, a slow store, odd machines. Each story is made, once, whole."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from bulletin.apps.jobs.job import JobResult
from bulletin.apps.jobs.work import do
from tests.faults.bench import EPOCH, ROOT, Bench, Findings
from tests.faults.cluster_world import HOUR_OFF, ClusterWorld, Killer
from tests.faults.truths import RECORD, whole
from tests.standins.s3 import S3StandIn

WORKERS = 4

SECONDS_BETWEEN_KILLS = 5.0

SAMPLES = 12
"""Stories whose files are compared with the same made alone."""


def cluster(bench: Bench) -> Findings:
    """Kills, then a lost scheduler, then odd machines and a slow store."""
    findings = Findings()
    if not (find_spec("distributed") and find_spec("obstore")):
        findings.skipped.append('needs distributed and obstore: pip install "bulletin[cluster]"')
        return findings
    if bench.short:
        _one_kill(bench, findings)
    else:
        _kills(bench, findings)
        _lost_scheduler(bench, findings)
        _odd_machines(bench, findings)
    return findings


def _kills(bench: Bench, findings: Findings) -> None:
    """Workers that share a bucket are killed, one every five seconds."""
    from bulletin.apps.jobs.cluster.pool import Cluster

    count = 1000
    with _world(bench, in_bucket=True) as (world, _), world:
        for _ in range(WORKERS):
            world.start_worker()
        began = time.monotonic()
        results: list[JobResult] = []
        pool = Cluster(world.address)
        with contextlib.ExitStack() as closing:
            for result in pool.run(world.jobs(count)):
                if not results:
                    closing.enter_context(Killer(world, SECONDS_BETWEEN_KILLS, bench.chance("cluster")))
                results.append(result)
        pool.close()
        _check(world, "kills", count, results, findings, most_again=world.kills)
        findings.expect(world.kills > 0, "kills: nobody was killed")
        findings.told.append(
            f"{count} stories, {WORKERS} workers, {world.kills} kills in {time.monotonic() - began:.0f} s: "
            f"{world.texts()} clips, {sum(world.again().values())} begun again, "
            f"{pool.most_in_flight} jobs in flight at most"
        )


def _one_kill(bench: Bench, findings: Findings) -> None:
    """The only worker of `local:1` is killed while it has jobs: another takes its place, and its jobs."""
    from bulletin.apps.jobs.cluster.pool import Cluster

    count = 3
    with _world(bench, in_bucket=False) as (world, _):
        results: list[JobResult] = []
        pool = Cluster("local:1")
        for result in pool.run(world.jobs(count)):
            if not results:
                assert pool._client is not None
                (pid,) = pool._client.run(os.getpid).values()
                os.kill(pid, signal.SIGKILL)
                world.kills += 1
            results.append(result)
        pool.close()
        _check(world, "one kill", count, results, findings, most_again=1, samples=1)


def _lost_scheduler(bench: Bench, findings: Findings) -> None:
    """The scheduler is killed in the middle, and started again; its workers end, and are started again as by systemd."""
    from bulletin.apps.jobs.cluster.pool import Cluster

    count = 60
    with _world(bench, in_bucket=False) as (world, _), world:
        for _ in range(2):
            world.start_worker()
        results: list[JobResult] = []
        pool = Cluster(world.address, lost_seconds=90)
        for result in pool.run(world.jobs(count)):
            results.append(result)
            if len(results) in (15, 35):
                world.kill_scheduler()
                time.sleep(2)
                world.start_scheduler()
        pool.close()
        _check(world, "lost scheduler", count, results, findings, most_again=4)
        findings.told.append(f"{count} stories over two ends of the scheduler: {len(results)} results")


def _odd_machines(bench: Bench, findings: Findings) -> None:
    """A machine an hour ahead, one with another version, and a store that takes a third of a second an answer."""
    from bulletin.apps.jobs.cluster.pool import Cluster

    count = 24
    with _world(bench, in_bucket=True) as (world, s3), world:
        assert s3 is not None
        ahead = world.world.folder / "ahead"
        ahead.mkdir()
        (ahead / "sitecustomize.py").write_text(HOUR_OFF)
        other = world.world.folder / "other"
        shutil.copytree(
            ROOT / "src" / "bulletin", other / "bulletin", ignore=shutil.ignore_patterns("__pycache__")
        )
        with (other / "bulletin" / "__init__.py").open("a") as changed:
            changed.write("\n# Another version.\n")
        path = world.python_path
        world.start_worker()
        world.start_worker(PYTHONPATH=f"{ahead}{os.pathsep}{path}")
        world.start_worker(PYTHONPATH=f"{other}{os.pathsep}{path}")
        s3.delay = 0.3
        pool = Cluster(world.address)
        results: list[JobResult] = []
        with Killer(world, 8.0, bench.chance("odd machines"), most=3):
            results += pool.run(world.jobs(count))
        workers = Counter(result.worker for result in results)
        pool.close()
        _check(world, "odd machines", count, results, findings, most_again=world.kills)
        findings.expect(
            any("machine-2" in worker for worker in pool.refused),
            f"the worker of another version was not named: {pool.refused}",
        )
        findings.expect(
            not any("machine-2" in worker for worker in workers), "a worker of another version made a story"
        )
        findings.expect(
            any("machine-1" in worker for worker in workers),
            f"the machine an hour ahead made nothing: {workers}",
        )
        findings.told.append(f"{count} stories by {dict(workers)}, refused: {list(pool.refused)}")


@contextlib.contextmanager
def _world(bench: Bench, *, in_bucket: bool) -> Iterator[tuple[ClusterWorld, S3StandIn | None]]:
    """A cluster without workers, and the store that they will share; the way to it is in this process as well."""
    with bench.world() as world, contextlib.ExitStack() as closing:
        s3 = closing.enter_context(S3StandIn()) if in_bucket else None
        environment = dict(s3.environment) if s3 is not None else {}
        clips = environment.get("BULLETIN_CLIPS") or str(world.folder / "clips")
        if s3 is None:
            Path(clips).mkdir()
        made = ClusterWorld(world, clips, environment)
        kept = {
            "BULLETIN_CLIPS": clips,
            "COUNTED": str(made.counted),
            "BULLETIN_CACHE_DIR": str(world.cache),
            "SOURCE_DATE_EPOCH": EPOCH,
            "PYTHONPATH": made.python_path,
        }
        closing.enter_context(_environment(kept))
        closing.enter_context(_on_path(str(made.voice)))
        yield made, s3


@contextlib.contextmanager
def _environment(wanted: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _on_path(folder: str) -> Iterator[None]:
    import sys

    sys.path.append(folder)
    try:
        yield
    finally:
        sys.path.remove(folder)


def _made_alone(world: ClusterWorld, count: int, samples: int) -> Iterator[tuple[str, Path]]:
    """Some of the stories, made in this process without clips from anywhere: the same to the byte."""
    counted = world.counted.read_bytes()
    alone = world.world.folder / "alone"
    with _environment({"BULLETIN_CLIPS": "", "SOURCE_DATE_EPOCH": EPOCH}):
        for job in world.jobs(count):
            if job.number % max(1, count // samples) == 0:
                recipe = replace(job.recipe, output=alone)
                result = do(replace(job, recipe=recipe))
                if result.made is not None:
                    yield job.key, result.made.audio
    world.counted.write_bytes(counted)


def _check(
    world: ClusterWorld,
    way: str,
    count: int,
    results: list[JobResult],
    findings: Findings,
    *,
    most_again: int,
    samples: int = SAMPLES,
) -> None:
    """Nothing lost, nothing twice, nothing corrupt, and no clip spoken again but for who died over it."""
    findings.trials += count
    keys = Counter(result.job.key for result in results)
    findings.expect(len(keys) == count, f"{way}: {count - len(keys)} of {count} lost")
    twice = [key for key, times in keys.items() if times > 1]
    findings.expect(not twice, f"{way}: twice: {twice}")
    failures = [result.failure for result in results if result.failure is not None]
    findings.expect(not failures, f"{way}: {len(failures)} failed: {failures[:2]}")
    out = world.world.out
    made = {result.made.audio for result in results if result.made is not None}
    there = set(out.glob("*.mp3"))
    findings.expect(made == there, f"{way}: {len(there)} files for {len(made)} stories")
    findings.expect(len(list(out.glob(f"*{RECORD}"))) == len(there), f"{way}: not every file has its record")
    corrupt = [path.name for path in sorted(there) if whole(path)]
    findings.expect(not corrupt, f"{way}: corrupt: {corrupt}")
    for job, file in _made_alone(world, count, samples):
        at = out / file.name
        findings.expect(
            at.exists() and at.read_bytes() == file.read_bytes(),
            f"{way}: story {job}: not as it is made alone",
        )
    again = world.again()
    findings.expect(
        sum(again.values()) <= most_again,
        f"{way}: {sum(again.values())} clips begun again, {most_again} allowed: {list(again.items())[:3]}",
    )
