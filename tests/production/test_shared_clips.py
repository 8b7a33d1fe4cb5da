"""Clips that several machines share: a machine here is a cache folder of its own. The store is a folder, or a bucket."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from bulletin.errors import BulletinError, ConfigurationError, SharedError, TryLaterError
from bulletin.production.cache import bucket, claims, clips, shared
from bulletin.production.cache.claims import Claims
from bulletin.production.cache.entries import clip_key, packed
from bulletin.production.cache.folder_store import FolderStore
from bulletin.production.cache.shared import SharedClips
from bulletin.production.cache.store import Store, open_store
from bulletin.schema.clip import Speech
from bulletin.schema.manner import NATURAL
from bulletin.schema.units import Hertz, Samples
from tests.command import Completed
from tests.standins.s3 import BUCKET, S3StandIn

KEY = clip_key("tone", "1", "hum", NATURAL, "नमस्ते")
PLAIN = ("--voice", "tone", "--no-jingles", "--no-cover")
NAME = f"clips/{KEY[:2]}/{KEY}.clip"
ADDRESS = f"s3://{BUCKET}/news"

needs_obstore = pytest.mark.skipif(
    not find_spec("obstore"), reason='needs obstore: pip install "bulletin[cluster]"'
)


def speech(sound: bytes = b"\x00\x01\n\xff", *, makeshift: bool = False) -> Speech:
    return Speech(sound=sound, encoding="pcm16", rate=Hertz(16_000), length=Samples(2), makeshift=makeshift)


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3StandIn]:
    """An empty bucket, and the way to it."""
    with S3StandIn() as stand_in:
        for name, value in stand_in.environment.items():
            monkeypatch.setenv(name, value)
        yield stand_in


@pytest.fixture(params=["folder", pytest.param("bucket", marks=needs_obstore)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store."""
    if request.param == "bucket":
        request.getfixturevalue("s3")
        return open_store(ADDRESS)
    (tmp_path / "shared").mkdir()
    return open_store(str(tmp_path / "shared"))


@pytest.fixture
def machine(store: Store, tmp_path: Path) -> Callable[[str], SharedClips]:
    """A machine that shares the store, by its name."""
    return lambda name: SharedClips(tmp_path / name, store)


@pytest.fixture
def short_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "RENEW_SECONDS", 0.05)
    monkeypatch.setattr(claims, "LEASE_SECONDS", 0.4)


def test_an_entry_is_made_once_and_replaced_and_removed(store: Store) -> None:
    assert store.read("a/b") is None
    assert store.create("a/b", b"1")
    assert not store.create("a/b", b"2")
    assert store.read("a/b") == b"1"
    store.replace("a/b", b"3")
    assert store.read("a/b") == b"3"
    store.remove("a/b")
    store.remove("a/b")
    assert store.read("a/b") is None


def test_of_many_who_make_an_entry_at_once_one_does(store: Store) -> None:
    start = threading.Barrier(8)
    made: list[bool] = []

    def make(number: int) -> None:
        start.wait()
        made.append(store.create("one", str(number).encode()))

    threads = [threading.Thread(target=make, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(made) == [False] * 7 + [True]


def test_what_one_machine_spoke_another_has(machine: Callable[[str], SharedClips]) -> None:
    machine("one").put(KEY, speech())

    other = machine("two")
    assert other.get(KEY) == speech()
    assert other.path(KEY).exists()


def test_clips_that_are_held_come_together_and_are_not_asked_for_again(
    machine: Callable[[str], SharedClips], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [clip_key("tone", "1", "hum", NATURAL, str(number)) for number in range(6)]
    for key in keys[:4]:
        machine("one").put(key, speech())
    other = machine("two")
    with other.pinned(keys):
        monkeypatch.setattr(store, "read", lambda name: pytest.fail(f"asked for {name}"))
        assert [key for key in keys if other.get(key)] == keys[:4]


def test_a_damaged_clip_is_found_kept_aside_and_made_again(
    machine: Callable[[str], SharedClips], store: Store
) -> None:
    whole = packed(KEY, speech())
    for damaged in (whole[:-1], whole + b"x", whole.replace(b"\xff", b"\xfe"), b""):
        store.replace(NAME, damaged)
        here = machine(f"m{len(damaged)}-{damaged[-1:].hex()}")
        assert here.get(KEY) is None
        assert here.damaged == [KEY]
        assert (here.folder / "bad" / f"{KEY}.clip").read_bytes() == damaged
        here.put(KEY, speech())
        assert store.read(NAME) == whole


def test_of_two_that_spoke_a_clip_all_use_the_first(machine: Callable[[str], SharedClips]) -> None:
    first, late = machine("one"), machine("two")
    first.put(KEY, speech(b"1111"))

    assert late.put(KEY, speech(b"2222")) == speech(b"1111")
    assert late.get(KEY) == speech(b"1111")


def test_a_makeshift_clip_gives_way_to_a_proper_one(machine: Callable[[str], SharedClips]) -> None:
    machine("one").put(KEY, speech(makeshift=True))
    machine("two").put(KEY, speech(b"good"))

    assert machine("three").get(KEY) == speech(b"good")
    assert machine("one").get(KEY) == speech(b"good")


def test_eight_machines_speak_a_clip_once(machine: Callable[[str], SharedClips]) -> None:
    spoken: list[int] = []

    def speak(number: int) -> None:
        here = machine(str(number))
        with here.key_lock(KEY):
            if here.get(KEY) is None:
                spoken.append(number)
                time.sleep(0.05)
                here.put(KEY, speech())

    threads = [threading.Thread(target=speak, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(spoken) == 1


def test_a_claim_that_is_done_leaves_nothing(store: Store) -> None:
    with Claims(store, "a").claimed("clip", 1):
        assert store.read("clip.1") is not None
    assert store.read("clip.1") is None


@pytest.mark.usefixtures("short_lease")
def test_who_speaks_for_long_is_waited_for(store: Store) -> None:
    order: list[str] = []
    begun = threading.Event()

    def slow() -> None:
        with Claims(store, "a").claimed("clip", 1):
            begun.set()
            time.sleep(1.2)
            order.append("slow")

    thread = threading.Thread(target=slow)
    thread.start()
    begun.wait()
    with Claims(store, "b").claimed("clip", 10) as busy:
        order.append("waited")
    thread.join()

    assert order == ["slow", "waited"]
    assert busy == ""


@pytest.mark.usefixtures("short_lease")
def test_the_claim_of_a_dead_owner_is_taken_over_in_a_bounded_time_whatever_the_clocks_say(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert claims.Claim(store, "clip", 1, "dead").made()
    for hours in (-1, 1):
        real = time.time
        monkeypatch.setattr(time, "time", lambda hours=hours, real=real: real() + 3600 * hours)
        began = time.monotonic()
        here = Claims(store, "b")
        claim, busy = here._take("clip", 10, None, alone=False)
        assert claim is not None
        assert busy == ""
        assert 0.3 < time.monotonic() - began < 3
        # It dies in turn: nobody renews its claim.
        here._claims.clear()
        monkeypatch.undo()
        monkeypatch.setattr(claims, "RENEW_SECONDS", 0.05)
        monkeypatch.setattr(claims, "LEASE_SECONDS", 0.4)
    with Claims(store, "c").claimed("clip", 10):
        assert store.read("clip.4") is not None
    assert [store.read(f"clip.{number}") for number in range(1, 6)] == [None] * 5


def test_what_a_process_of_this_machine_died_over_is_taken_over_at_once(store: Store) -> None:
    assert claims.Claim(store, "clip", 1, "this").made()

    began = time.monotonic()
    with Claims(store, "this").claimed("clip", 60, alone=True) as busy:
        assert busy == ""
    assert time.monotonic() - began < 1


@pytest.mark.usefixtures("short_lease")
def test_of_several_who_wait_for_a_dead_owner_one_takes_over(store: Store) -> None:
    assert claims.Claim(store, "clip", 1, "dead").made()
    at_it: list[int] = []
    most: list[int] = []

    def work(number: int) -> None:
        with Claims(store, f"m{number}").claimed("clip", 20) as busy:
            assert busy == ""
            at_it.append(number)
            most.append(len(at_it))
            time.sleep(0.1)
            at_it.remove(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == [1, 1, 1, 1]


@pytest.mark.usefixtures("short_lease")
def test_who_comes_back_after_its_work_was_taken_over_leaves_the_new_claim(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = claims.Claim(store, "clip", 1, "away")
    assert away.made()
    with Claims(store, "b").claimed("clip", 10):
        away.release()
        assert store.read("clip.1") is not None
        assert store.read("clip.2") is not None
    assert store.read("clip.1") is None


def test_two_machines_never_make_the_same_file_at_once(
    machine: Callable[[str], SharedClips], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "OUTPUT_LOCK_SECONDS", 0.2)
    with (
        machine("one").output_lock(tmp_path / "news.mp3"),
        pytest.raises(TryLaterError, match=f"pid {os.getpid()}") as busy,
        machine("two").output_lock(tmp_path / "news.mp3"),
    ):
        pytest.fail("made twice")
    assert busy.value.error_id == "lock.busy"


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such folder"):
        open_store(str(tmp_path / "not mounted"))
    assert not (tmp_path / "not mounted").exists()


def test_a_disk_without_links_does_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise PermissionError(1, "no links")

    monkeypatch.setattr(os, "link", none)
    store = FolderStore(tmp_path)
    assert store.create("a", b"1")
    assert not store.create("a", b"2")
    assert store.read("a") == b"1"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give files away")
def test_in_a_folder_for_all_another_users_clip_is_not_trusted(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    store = FolderStore(tmp_path)
    store.create("a", b"1")
    os.chown(tmp_path / "a", 12345, 12345)
    assert store.read("a") is None


@needs_obstore
def test_a_write_whose_answer_was_lost_counts_as_done(s3: S3StandIn, tmp_path: Path) -> None:
    here = SharedClips(tmp_path / "one", open_store(ADDRESS))
    s3.lost_answers = 1
    with here.key_lock(KEY) as busy:
        s3.lost_answers = 1
        assert here.put(KEY, speech()) == speech()
    assert not busy
    assert [name for name in s3.objects if "claims" in name] == []


@needs_obstore
@pytest.mark.parametrize(
    ("fault", "value", "error_id"),
    [
        ("unconditional", True, "store.unconditional"),
        ("denied", True, "store.refused"),
        ("skew", -3600.0, "store.clock"),
    ],
)
def test_a_store_that_cannot_be_used_is_told_before_anything_is_spoken(
    s3: S3StandIn, fault: str, value: object, error_id: str
) -> None:
    setattr(s3, fault, value)
    with pytest.raises(ConfigurationError) as told:
        open_store(ADDRESS)
    assert told.value.error_id == error_id


@needs_obstore
def test_a_wrong_address_is_told(s3: S3StandIn) -> None:
    for address, error_id in (
        ("s3://other/news", "store.missing"),
        ("s3:///news", "store.address"),
        ("ftp://clips/news", "store.address"),
    ):
        with pytest.raises(ConfigurationError) as told:
            open_store(address)
        assert told.value.error_id == error_id


@needs_obstore
def test_a_slow_store_costs_time_and_a_dead_one_ends_in_try_later(
    s3: S3StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket, "ATTEMPT_SECONDS", 0.5)
    monkeypatch.setattr(bucket, "RETRY_SECONDS", 1)
    here = SharedClips(tmp_path / "one", open_store(ADDRESS))
    s3.delay, s3.refusals = 0.1, 2
    assert here.put(KEY, speech()) == speech()
    s3.delay, s3.refusals = 0.0, 10**6
    with pytest.raises(SharedError, match="503"):
        SharedClips(tmp_path / "two", here._store).get(KEY)
    s3.refusals, s3.delay = 0, 5.0
    with pytest.raises(SharedError, match="does not answer"):
        SharedClips(tmp_path / "two", here._store).get(KEY)
    s3.delay = 0.0
    assert SharedClips(tmp_path / "two", here._store).get(KEY) == speech()


@needs_obstore
def test_a_bulletin_made_on_one_machine_is_not_spoken_again_on_another(
    bulletin: Callable[..., Completed],
    s3: S3StandIn,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    brief: Path,
) -> None:
    made = []
    for name in ("one", "two"):
        monkeypatch.setenv("BULLETIN_CACHE_DIR", str(tmp_path / name))
        done = bulletin("make", brief, *PLAIN, "-o", f"{name}.mp3", "--json")
        assert done.returncode == 0, done.stderr
        made.append(json.loads(done.stdout)["requests"])
    assert made[0]["made"] == made[1]["from_cache"] > 0
    assert made[1]["made"] == 0
    assert [name for name in s3.objects if "claims" in name or "outputs" in name] == []


@needs_obstore
def test_a_dead_store_is_no_reason_for_another_voice(
    bulletin: Callable[..., Completed], s3: S3StandIn, monkeypatch: pytest.MonkeyPatch, brief: Path
) -> None:
    monkeypatch.setattr(bucket, "RETRY_SECONDS", 0.5)
    create = bucket.Bucket.create

    def dying(self: bucket.Bucket, name: str, data: bytes) -> bool:
        if name.startswith("clips/"):
            s3.refusals = 10**6
        return create(self, name, data)

    monkeypatch.setattr(bucket.Bucket, "create", dying)
    done = bulletin("make", brief, *PLAIN, "--fallback", "espeak", "-o", "a.mp3")
    assert done.returncode == 75
    assert "[store.unreachable]" in done.stderr
    assert not Path("a.mp3").exists()


def test_errors_of_the_store_have_the_codes_that_say_so() -> None:
    assert SharedError("x", error_id="y").code == 75
    assert issubclass(SharedError, BulletinError)
    assert not issubclass(SharedError, TryLaterError)
    assert clips.KEY_LOCK_SECONDS > claims.LEASE_SECONDS
