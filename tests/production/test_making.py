"""The queue of bulletins to make: in order, each in a process of its own, whatever dies in the middle."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bulletin.errors import MissingInputError, TryLaterError
from bulletin.production.cache.clips import ClipCache, cache_folder
from bulletin.production.changing import Change
from bulletin.production.events import PieceSpoken, StageBegan
from bulletin.production.making import child, keeping
from bulletin.production.making.job import Job, Order, Told, as_json
from bulletin.production.making.keeping import Keeping, keep
from bulletin.production.making.queue import MOST_TRIES, MakingQueue
from bulletin.production.making.telling import Teller
from tests.command import run_here
from tests.conftest import BRIEF

SETTINGS = {
    "voices.main": "tone",
    "sound.jingles": False,
    "cover.made": False,
    "at": "2026-11-29T07:00",
}
OPTIONS = ("--voice", "tone", "--no-jingles", "--no-cover", "--at", "2026-11-29T07:00")

Opened = Callable[[], MakingQueue]


@pytest.fixture
def opened(world: Path) -> Iterator[Opened]:
    """Opens the queue of the folder; it is closed at the end."""
    queues = []

    def open_it() -> MakingQueue:
        queues.append(MakingQueue(world, world / ".studio"))
        return queues[-1]

    yield open_it
    for queue in queues:
        queue.close()


@pytest.fixture
def queue(opened: Opened) -> MakingQueue:
    return opened()


def order(*sources: str, **settings: object) -> Order:
    return Order(title=" ".join(sources), sources=sources, settings={**SETTINGS, **settings})


def until(queue: MakingQueue, number: int, state: str = "") -> Job:
    """The job once it is over, or in this state."""
    seen, late = 0, time.monotonic() + 60
    while True:
        job = queue.job(number)
        if job.state == state or (not state and job.is_over):
            return job
        assert time.monotonic() < late, job
        told = queue.wait(seen, 1)
        seen = told[-1].number if told else seen


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and ".studio" not in path.parts)


@contextmanager
def held_up(output: Path) -> Iterator[None]:
    """Whoever makes this file waits, after it has begun."""
    with ClipCache(cache_folder()).output_lock(output.absolute()):
        yield


def begun(queue: MakingQueue, number: int) -> Job:
    """The job once it waits for the file that is held up."""
    late = time.monotonic() + 60
    while not any("waiting" in "".join(told.lines.get("en", ())) for told in queue.told(number)):
        assert time.monotonic() < late, queue.jobs()
        queue.wait(queue.events_since(0)[-1].number, 1)
    return queue.job(number)


def test_two_orders_are_made_one_after_the_other(queue: MakingQueue, brief: Path) -> None:
    first = queue.submit(order("metro.txt", output="one.mp3"))
    second = queue.submit(order("metro.txt", output="two.mp3"))
    made = [until(queue, job.number) for job in (second, first)]

    assert [(job.state, job.made, job.tries) for job in made] == [
        ("done", "two.mp3", 1),
        ("done", "one.mp3", 1),
    ]
    states = [told.job for told in queue.events_since(0) if told.kind == "state"]
    assert states in ([1, 2, 1, 1, 2, 2], [1, 1, 2, 1, 2, 2])
    assert {"one.mp3", "one.episode.json", "two.mp3"} <= set(visible(brief.parent))


def test_it_is_told_with_the_words_of_the_terminal(queue: MakingQueue, brief: Path) -> None:
    job = until(queue, queue.submit(order("metro.txt", output="one.mp3")).number)
    printed = run_here(["make", "metro.txt", *OPTIONS, "-o", "two.mp3"]).stderr

    told = [line for each in queue.told(job.number) for line in each.lines.get("en", ())]
    words = "\n".join(told).replace("one.mp3", "two.mp3")
    assert words.splitlines()[:-1] == [
        line.replace(", 2 of them kept from before", "") for line in printed.splitlines()[:-1]
    ]
    assert all(
        len(each.lines["hi"]) == len(each.lines["en"]) for each in queue.told(job.number) if each.lines
    )


def test_what_it_makes_is_what_the_command_makes_to_the_byte(
    queue: MakingQueue, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    (world / "stories").mkdir()
    (world / "stories" / "metro.txt").write_text(BRIEF, encoding="utf-8")
    (world / "station.toml").write_text('name = "आकाश"\n[sound]\njingles = false\n', encoding="utf-8")
    words = "make stories/metro.txt --station station.toml --voice tone --slot 0:06 --format mp3 --format wav"
    assert run_here(words.split()).returncode == 0
    by_command = files_of(world / "output")
    (world / "output").rename("by_command")
    (world.parent / "cache").rename("cache_of_the_command")
    settings = {"voices.main": "tone", "sound.slot": "0:06", "formats": ["mp3", "wav"]}
    wanted = Order(title="x", sources=("stories/metro.txt",), settings=settings, station="station.toml")
    assert until(queue, queue.submit(wanted).number).failure is None

    made = files_of(world / "output")
    assert len(made) > 8
    assert {name for name in by_command | made if by_command.get(name) != made.get(name)} == set()


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of an episode; of its record all but how long each step took, which is each run's own."""
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    name = next(name for name in found if name.endswith(".episode.json"))
    return {**found, name: json.dumps({**json.loads(found[name]), "seconds": None}).encode()}


def test_a_story_of_a_finished_bulletin_is_replaced_and_not_twice(queue: MakingQueue, brief: Path) -> None:
    (brief.parent / "mela.txt").write_text("मेला लगा\n\nलोग आए.\n", encoding="utf-8")
    until(queue, queue.submit(order("metro.txt", output="one.mp3")).number)
    change = Change(what="replace", number=1, source="mela.txt")
    job = until(queue, queue.submit(Order(title="मेला", episode="one.mp3", change=change)).number)

    assert (job.state, job.made) == ("done", "one.mp3")
    assert (
        json.loads(Path("one.episode.json").read_text(encoding="utf-8"))["stories"][0]["title"] == "मेला लगा"
    )


def test_what_runs_and_what_waits_can_be_cancelled(queue: MakingQueue, brief: Path) -> None:
    with held_up(Path("one.mp3")):
        first, second = (queue.submit(order("metro.txt", output="one.mp3")) for _ in range(2))
        begun(queue, first.number)
        assert queue.cancel(second.number).state == "cancelled"
        asked = time.monotonic()
        queue.cancel(first.number)

        assert until(queue, first.number).state == "cancelled"
        assert time.monotonic() - asked < 1.9, "it was killed before it had ended by itself"
    assert until(queue, second.number).began == ""
    assert visible(brief.parent) == ["metro.txt"]
    assert queue.cancel(first.number).state == "cancelled"


def test_a_process_that_does_not_heed_is_killed(world: Path) -> None:
    deaf = 'import signal,sys,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(\'{"kind": "line"}\', flush=True); time.sleep(60)'
    queue = MakingQueue(world, world / ".studio", command=(sys.executable, "-c", deaf))
    job = queue.submit(order("x.txt"))
    while not any(told.kind == "line" for told in queue.events_since(0)):
        queue.wait(queue.events_since(0)[-1].number, 1)
    begun = time.monotonic()
    queue.cancel(job.number)

    assert until(queue, job.number).state == "cancelled"
    assert 1.5 < time.monotonic() - begun < 5
    queue.close()


def test_a_process_that_dies_fails_its_job_and_the_next_is_made(queue: MakingQueue, brief: Path) -> None:
    with held_up(Path("one.mp3")):
        first, second = (queue.submit(order("metro.txt", output=name)) for name in ("one.mp3", "two.mp3"))
        begun(queue, first.number)
        assert queue._run is not None
        queue._run._process.kill()
        failure = until(queue, first.number).failure

    assert failure is not None
    assert (failure.error_id, "signal 9" in failure.what) == ("making.died", True)
    assert until(queue, second.number).state == "done"


@pytest.mark.parametrize(
    ("wanted", "error_id", "code"),
    [
        (order("metro.txt", **{"sound.slot": "never"}), "setting", 78),
        (order("none.txt"), "", 66),
        (Order(title="x", episode="none.mp3", change=Change(what="drop", number=1)), "replace.missing", 66),
    ],
)
def test_what_cannot_be_made_says_why(
    queue: MakingQueue, brief: Path, wanted: Order, error_id: str, code: int
) -> None:
    job = until(queue, queue.submit(wanted).number)
    assert job.state == "failed"
    assert job.failure is not None
    assert job.failure.error_id.startswith(error_id)
    assert (job.failure.code, job.failure.remedy != "") == (code, True)


def test_a_folder_has_one_queue(queue: MakingQueue, opened: Opened, world: Path) -> None:
    with pytest.raises(TryLaterError, match=f"pid {os.getpid()}"):
        MakingQueue(world, world / ".studio")
    queue.close()
    assert opened().jobs() == []


SERVER = """
import sys, time
from pathlib import Path
from bulletin.production.making.job import Order
from bulletin.production.making.queue import MakingQueue
queue = MakingQueue(Path.cwd(), Path(".studio"))
queue.submit(Order(title="x", sources=("metro.txt",), settings=SETTINGS))
while not any(told.lines for told in queue.told(1)):
    queue.wait(0, 0.1)
print(queue._run._process.pid, flush=True)
time.sleep(60)
"""


def test_a_queue_that_was_killed_goes_on_where_it_was(brief: Path, opened: Opened) -> None:
    program = SERVER.replace("SETTINGS", repr({**SETTINGS, "output": "one.mp3"}))
    with held_up(Path("one.mp3")):
        with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as server:
            assert server.stdout is not None
            child = int(server.stdout.readline())
            server.send_signal(signal.SIGKILL)
        before = Keeping(Path(".studio", "making")).told(1)
        queue = opened()

        assert begun(queue, 1).tries == 2
        late = time.monotonic() + 10
        while _lives(child):
            assert time.monotonic() < late, "the process outlived the one that wanted it"
            time.sleep(0.05)
        assert visible(brief.parent) == ["metro.txt"]
    assert until(queue, 1).state == "done"
    assert queue.told(1)[: len(before)] == before
    assert len({told.number for told in queue.told(1)}) == len(queue.told(1))


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except FileNotFoundError:
        return False


def test_a_queue_that_is_closed_goes_on_where_it_was(brief: Path, opened: Opened) -> None:
    with held_up(Path("one.mp3")):
        queue = opened()
        queue.submit(order("metro.txt", output="one.mp3"))
        queue.submit(order("metro.txt", output="one.mp3"))
        begun(queue, 1)
        queue.close()
        left = Keeping(Path(".studio", "making")).jobs()
        assert [(job.state, job.tries) for job in left] == [("queued", 0), ("queued", 0)]
        queue = opened()
        queue.cancel(2)
    assert until(queue, 1).state == "done"
    assert until(queue, 2).state == "cancelled"


def test_a_job_that_ends_the_studio_each_time_is_given_up(world: Path, opened: Opened) -> None:
    kept = Keeping(world / ".studio" / "making")
    kept.write([Job(number=1, order=order("x.txt"), state="running", ordered="", tries=MOST_TRIES)])
    failure = opened().job(1).failure
    assert failure is not None
    assert failure.error_id == "making.given_up"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"bulletin.making/1": [{}]}', b"\xff"])
def test_a_queue_that_nobody_can_read_is_put_aside(world: Path, opened: Opened, damage: bytes) -> None:
    folder = world / ".studio" / "making"
    folder.mkdir(parents=True)
    (folder / "jobs.json").write_bytes(damage)
    assert opened().jobs() == []
    assert (folder / "jobs.damaged.json").read_bytes() == damage


def test_an_order_that_is_not_known_is_told(queue: MakingQueue) -> None:
    with pytest.raises(MissingInputError, match="no order 7"):
        queue.cancel(7)


def test_of_counts_the_last_is_kept_and_of_all_else_so_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "TOLD_KEPT", 5)
    kept: list[Told] = []
    files = Keeping(tmp_path)
    for number in range(1, 60):
        told = Told(number=number, job=1, kind="line" if number % 7 == 0 else "piece", done=number, total=60)
        keep(kept, told)
        files.add(told, kept)
    with (tmp_path / "1.jsonl").open("ab") as file:
        file.write(b'{"number": 60, "jo')

    assert [told.number for told in kept] == [48, 49, 55, 56, 59]
    assert files.told(1) == kept
    assert len((tmp_path / "1.jsonl").read_bytes().splitlines()) <= 12


def test_the_oldest_that_are_over_are_forgotten(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.production.making.queue.JOBS_KEPT", 2)
    queue = opened()
    for _ in range(5):
        until(queue, queue.submit(order("none.txt")).number)
    assert [job.number for job in queue.jobs()] == [3, 4, 5]
    assert sorted(path.name for path in Path(".studio/making").glob("*.jsonl")) == [
        "3.jsonl",
        "4.jsonl",
        "5.jsonl",
    ]


def test_pieces_are_counted_ten_times_a_second_and_at_the_end() -> None:
    now = [100.0]
    teller = Teller(clock=lambda: now[0])
    teller.told(StageBegan("speaking", 4))
    told = []
    for done in range(1, 5):
        now[0] += 0.04
        told += teller.told(PieceSpoken("a", done, 4, from_cache=True))
    assert [(each["done"], each["lines"]["en"]) for each in told] == [
        (1, ["spoken: 1 of 4, 1 of them kept from before"]),
        (4, ["spoken: 4 of 4, 4 of them kept from before"]),
    ]


def test_what_the_system_refuses_is_told_as_on_the_command_line_and_is_no_bug(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Order) -> Iterator[object]:
        raise OSError(28, "No space left on device", str(world / "output"))

    told = io.StringIO()
    asked = io.TextIOWrapper(io.BytesIO(json.dumps(as_json(order("a.txt"))).encode() + b"\n"))
    monkeypatch.setattr(child, "make", full)
    monkeypatch.setattr(child, "_own_output", lambda: told)
    monkeypatch.setattr(child, "_watch", lambda: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr("sys.stdin", asked)

    assert child.main() == 74
    failure = json.loads(told.getvalue())["failure"]
    assert (failure["code"], failure["error_id"]) == (74, "disk.error")
    assert "No space left on device" in failure["what"]
