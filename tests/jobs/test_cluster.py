"""Cluster: a scheduler and workers within this process. The same with processes that die: `scripts/faults cluster`."""

from __future__ import annotations

import asyncio
import json
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed", reason='needs distributed: pip install "bulletin[cluster]"')

from distributed import LocalCluster

from bulletin.apps.jobs.cluster import connecting, pool
from bulletin.apps.jobs.cluster.connecting import check_address
from bulletin.apps.jobs.cluster.here import this_process
from bulletin.apps.jobs.cluster.membership import Member
from bulletin.apps.jobs.cluster.paths import with_whole_paths
from bulletin.apps.jobs.cluster.pool import Cluster
from bulletin.apps.jobs.cluster.scheduler import SchedulerPart
from bulletin.apps.jobs.cluster.worker import WorkerPart
from bulletin.apps.jobs.job import Job
from bulletin.apps.jobs.work import do
from bulletin.errors import ConfigurationError, TryLaterError
from bulletin.production.disk import program
from bulletin.production.setup.settle import settle
from bulletin.production.voice import keeping
from bulletin.production.voice.politeness import Turn, share_turns
from tests.conftest import Bulletin
from tests.standins.google import GoogleStandIn, status

# A scheduler serves one run after the other, and says so in a warning that only tests see: it is their process.
pytestmark = pytest.mark.filterwarnings("ignore:Scheduler already contains a plugin:UserWarning")

HERE = Member(version="1", contents="a" * 64, fingerprint="f", clips="")


@pytest.fixture(scope="module")
def scheduler(shared_world: Path) -> Iterator[str]:
    """The address of a scheduler with one worker, both in this process."""
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp://", host="127.0.0.1", dashboard_address="127.0.0.1:0",
        silence_logs=50, memory_limit=0,
    ) as cluster:  # fmt: skip
        yield cluster.scheduler_address


@pytest.fixture(autouse=True)
def one_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a worker does to its process is undone: it is this one."""
    monkeypatch.setattr(program, "_known_as", "")
    monkeypatch.setattr(keeping, "_kept", keeping._Kept())
    monkeypatch.setenv("BULLETIN_CLIPS", "")
    yield
    share_turns(None)


def jobs(world: Path, *texts: str, voice: str = "tone") -> Iterator[Job]:
    for number, text in enumerate(texts):
        path = world / f"{number}.txt"
        path.write_text(f"शहर में मेट्रो {number} शुरू\n{text} आज चली.\n", encoding="utf-8")
        settings = {"voices.main": voice, "output": "out", "cover.made": False, "sound.jingles": False}
        yield Job(key=path.name, number=number, recipe=settle([str(path)], settings))


def test_every_job_is_done_once_and_what_is_done_is_left_as_it_is(scheduler: str, world: Path) -> None:
    cluster = Cluster(scheduler)
    results = list(cluster.run(jobs(world, *"abcde")))
    assert sorted(result.job.number for result in results) == [0, 1, 2, 3, 4]
    assert {result.state for result in results} == {"done"}
    assert {result.worker for result in results} == {"0"}
    assert all(result.made and result.made.audio.parent == world / "out" for result in results)

    again = list(cluster.run(jobs(world, "a")))
    cluster.close()
    assert [result.made is not None and result.made.unchanged for result in again] == [True]
    # Made on this machine alone, it is the same, and is left as it is too.
    alone = do(next(jobs(world, "a")))
    assert alone.made is not None
    assert alone.made.unchanged


def test_jobs_are_taken_only_as_there_is_room(scheduler: str, world: Path) -> None:
    taken: list[int] = []

    def counted() -> Iterator[Job]:
        for job in jobs(world, *"abcdef"):
            taken.append(job.number)
            yield job

    cluster = Cluster(scheduler)
    running = cluster.run(counted())
    next(running)
    assert len(taken) <= 3
    running.close()
    assert cluster._client is None
    assert cluster.most_in_flight <= 2


def test_a_scheduler_forgets_what_it_noted_of_jobs_that_are_done(
    scheduler: str, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bulletin.apps.jobs.cluster.scheduler.FORGET_EVERY", 4)
    cluster = Cluster(scheduler)
    list(cluster.run(jobs(world, *"abcdefgh")))
    noted = cluster._client.run_on_scheduler(notes_of_jobs) if cluster._client else None

    assert noted is not None
    assert noted < 4


def notes_of_jobs(dask_scheduler: Any) -> int:
    spans = dask_scheduler.extensions["spans"].spans_search_by_name[("default",)]
    return max((len(span.metadata["collections"]) for span in spans if span.metadata), default=0)


def test_a_job_that_fails_costs_itself(scheduler: str, world: Path) -> None:
    good = list(jobs(world, "a", "b"))
    (world / "0.txt").unlink()
    cluster = Cluster(scheduler)
    results = {result.job.key: result for result in cluster.run(good)}
    cluster.close()
    assert results["0.txt"].failure is not None
    assert results["0.txt"].failure.code == 66
    assert results["1.txt"].state == "done"


def test_batch_chooses_a_cluster(scheduler: str, world: Path, bulletin: Bulletin) -> None:
    list(jobs(world, "a", "b"))
    said = bulletin(
        "batch", world, "--out", "made", "--cluster", scheduler, "--voice", "tone", "--no-cover", "--no-jingles", "--json"
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    summary = json.loads(said.stdout.splitlines()[-1])
    assert summary["states"]["done"] == 2
    assert len(list((world / "made").glob("*.mp3"))) == 2


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("--cluster", "local:2", "--workers", "2"), "--workers are of this machine"),
        (("--requests", "2"), "--requests is for --cluster"),
    ],
)
def test_options_that_do_not_go_together_are_told(
    world: Path, bulletin: Bulletin, words: Any, what: str
) -> None:
    said = bulletin("batch", world, "--out", "made", *words)
    assert said.returncode == 2
    assert what in said.stderr


@pytest.mark.parametrize("address", ["radio1:8786", "local:0", "local:", "http://radio1:8786", ""])
def test_what_is_no_address_of_a_cluster_is_told(address: str) -> None:
    with pytest.raises(ConfigurationError, match="no address of a cluster"):
        check_address(address)


def test_a_scheduler_that_does_not_answer_ends_in_try_later(
    monkeypatch: pytest.MonkeyPatch, world: Path
) -> None:
    monkeypatch.setattr(connecting, "SECONDS", 0.3)
    with pytest.raises(TryLaterError) as told:
        list(Cluster("tcp://127.0.0.1:9").run(jobs(world, "a")))
    assert told.value.error_id == "cluster.unreachable"


def test_a_scheduler_file_is_read(scheduler: str, world: Path) -> None:
    (world / "scheduler.json").write_text(json.dumps({"address": scheduler}))
    cluster = Cluster("scheduler.json")
    assert [result.state for result in cluster.run(jobs(world, "a"))] == ["done"]
    cluster.close()


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (replace(HERE, fingerprint="g"), ""),
        (
            replace(HERE, contents="b" * 64, version="2"),
            "it has bulletin 2 (bbbbbbbbbb), and this is 1 (aaaaaaaaaa)",
        ),
        (replace(HERE, clips="s3://x/y"), "its clips are in s3://x/y, and ours in this machine alone"),
    ],
)
def test_a_process_with_another_program_or_other_clips_is_refused_by_name(other: Member, why: str) -> None:
    assert HERE.refuses(other) == why


class FakeWorker:
    """As much of a worker as a plug-in sees."""

    def __init__(self) -> None:
        self.address, self.name, self.status = "tcp://10.0.0.7:1", "radio7", "running"
        self.resources: dict[str, float] = {}
        self.told: list[dict[str, str]] = []
        self.state = type("State", (), {"nthreads": 2})
        self.scheduler = self

    async def set_resources(self, **resources: float) -> None:
        self.resources.update(resources)

    async def bulletin_joined(self, **told: str) -> None:
        assert bool(self.resources) != bool(told["why"])
        self.told.append(told)


def test_a_worker_of_another_version_gets_no_job_and_is_named() -> None:
    strange = FakeWorker()
    asyncio.run(WorkerPart(replace(this_process(), contents="b" * 64)).setup(strange))  # type: ignore[arg-type]
    assert strange.resources == {}
    assert "it has bulletin" in strange.told[0]["why"]

    ours = FakeWorker()
    asyncio.run(WorkerPart(replace(this_process(), fingerprint="theirs", clips="/x")).setup(ours))  # type: ignore[arg-type]
    assert list(ours.resources.values()) == [2]
    assert ours.told[0]["why"] == ""
    assert program.program() == "theirs"
    assert os.environ["BULLETIN_CLIPS"] == "/x"


def test_a_scheduler_of_another_version_is_refused(
    scheduler: str, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = Cluster(scheduler)
    cluster._member = replace(this_process(), contents="b" * 64)
    with pytest.raises(ConfigurationError) as told:
        list(cluster.run(jobs(world, "a")))
    assert told.value.error_id == "cluster.version"
    cluster.close()


def test_where_every_worker_is_refused_the_run_ends_and_names_one(
    scheduler: str, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(self: WorkerPart, worker: Any) -> None:
        await worker.scheduler.bulletin_joined(
            worker=worker.address, resource=self._member.resource, name="radio7", why="it is old"
        )

    monkeypatch.setattr(pool, "REFUSED_SECONDS", 0.1)
    monkeypatch.setattr(WorkerPart, "setup", refused)
    # No worker that joined in an earlier test has it.
    monkeypatch.setattr(Member, "resource", "bulletin-of-another-day")
    heard: list[str] = []
    cluster = Cluster(scheduler, notice=lambda what, _: heard.append(what))
    with pytest.raises(ConfigurationError, match="radio7: it is old"):
        list(cluster.run(jobs(world, "a")))
    cluster.close()
    assert heard == ["the worker radio7 gets no work: it is old."]


def test_without_workers_the_run_ends_in_try_later(
    scheduler: str, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SchedulerPart, "crew", lambda self, resource: ({}, {}))
    cluster = Cluster(scheduler, lost_seconds=0.1)
    with pytest.raises(TryLaterError, match="no worker"):
        list(cluster.run(jobs(world, "a")))
    cluster.close()


def test_a_bulletin_that_is_not_seen_from_here_is_no_success(
    scheduler: str, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "is_here", lambda path: False)
    cluster = Cluster(scheduler)
    (result,) = cluster.run(jobs(world, "a"))
    cluster.close()
    assert result.failure is not None
    assert result.failure.error_id == "cluster.folder"


def test_files_are_found_from_any_folder(world: Path) -> None:
    (world / "words.tsv").write_text("COP30\tकॉप थर्टी\n", encoding="utf-8")
    (world / "a.txt").write_text("शहर\nआज.\n", encoding="utf-8")
    recipe = settle(["a.txt"], {"words.lexicon": ("words.tsv",), "output": "out"})
    whole = with_whole_paths(Job(key="a", recipe=recipe), world).recipe
    assert whole.sources == (str(world / "a.txt"),)
    assert whole.output == world / "out"
    assert whole.station.lexicons == (world / "words.tsv",)
    without = with_whole_paths(Job(key="a", recipe=settle(["https://x.example/"], {})), world).recipe
    assert without.output == world / "output"
    assert without.sources == ("https://x.example/",)


def test_all_workers_ask_a_service_at_one_pace_and_obey_one_slow_down(
    scheduler: str, world: Path, google: GoogleStandIn
) -> None:
    google.plan(None, status(429, Retry_After="1"))
    asked: list[float] = []
    cluster = Cluster(scheduler, rate=8)
    began = time.monotonic()
    results = list(cluster.run(jobs(world, *"ab", voice="gtts")))
    seconds = time.monotonic() - began
    client = cluster._client
    assert client is not None
    remote: Any = client.scheduler
    wait, number, _ = client.sync(remote.bulletin_turn, service="Google's speech service")
    cluster.close()
    assert asked == []
    assert {result.state for result in results} == {"done"}
    assert seconds > len(google.texts) / 8
    assert number == 1
    assert wait < 1


def test_lines_are_kept_for_every_run_of_the_cluster_and_the_most_careful_sets_the_pace(
    scheduler: str,
) -> None:
    first, second = Cluster(scheduler, rate=50), Cluster(scheduler, rate=2)
    for cluster in (first, second):
        client = cluster._connect()
        remote: Any = client.scheduler
    waits = [client.sync(remote.bulletin_turn, service="x")[0] for _ in range(2)]
    first.close()
    second.close()
    assert waits[1] - waits[0] == pytest.approx(0.5, abs=0.2)


def test_a_turn_travels_in_numbers() -> None:
    part = SchedulerPart(HERE, 5)
    part._lines = {}
    wait, number, at = part.turn("x")
    assert wait == 0
    again, same, _ = part.turn("x", number, at)
    assert (again, same) == (0, number)
    part.pushed_back("x", number, at, 30.0)
    assert part.turn("x", number, at)[0] == pytest.approx(30, abs=1)
    assert Turn(number, at) != Turn(number + 1, at)


def test_a_job_without_a_sign_of_life_ends_its_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    from bulletin.apps.jobs.cluster import worker

    ended = threading.Event()
    codes: list[int] = []

    def ends(code: int) -> None:
        codes.append(code)
        ended.set()

    monkeypatch.setattr(worker, "_LOOK_SECONDS", 0.01)
    monkeypatch.setattr(os, "_exit", ends)
    watch = worker._Watch(0.05)
    assert ended.wait(5)
    watch.end()
    assert codes[0] == 75


def test_local_workers_are_processes_that_are_replaced_when_they_die() -> None:
    made: dict[str, Any] = {}

    class StopError(Exception):
        pass

    def started(**options: Any) -> None:
        made.update(options)
        raise StopError

    from contextlib import ExitStack

    with pytest.MonkeyPatch.context() as patch, ExitStack() as closing:
        patch.setattr(connecting, "LocalCluster", started)
        with pytest.raises(StopError):
            connecting.connected("local:4", closing)
    assert made["n_workers"] == 4
    assert made["threads_per_worker"] == 1
    assert made.get("processes", True)
