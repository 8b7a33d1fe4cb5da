from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bulletin.errors import ConfigurationError
from bulletin.production.cache.clips import ClipCache
from bulletin.production.cache.entries import clip_key, packed, unpacked
from bulletin.production.cache.upkeep import check_clips, contents, prune, prune_now_and_then, size_of
from bulletin.production.disk.temporary import PREFIX
from bulletin.schema.clip import Speech, WordTime
from bulletin.schema.manner import NATURAL
from bulletin.schema.units import Hertz, Samples

SOUND = bytes(range(200)) * 5


def speech(sound: bytes = SOUND) -> Speech:
    return Speech(
        sound=sound,
        encoding="pcm16",
        rate=Hertz(16_000),
        length=Samples(len(sound) // 2),
        words=(WordTime(start=0, length=3, at=Samples(7)),),
    )


def filled(folder: Path, count: int = 6) -> tuple[ClipCache, list[str]]:
    """A cache of clips of which the first was not used for longest."""
    cache = ClipCache(folder)
    keys = [clip_key("tone", "1", "hum", NATURAL, str(number)) for number in range(count)]
    for age, key in enumerate(reversed(keys)):
        cache.put(key, speech())
        then = time.time() - 7200 - age * 60
        os.utime(cache.path(key), (then, then))
    return cache, keys


def kept(cache: ClipCache, keys: list[str]) -> list[bool]:
    return [cache.path(key).exists() for key in keys]


def size_of_one(cache: ClipCache, keys: list[str]) -> int:
    return cache.path(keys[0]).stat().st_size


def test_the_clips_that_were_not_used_for_longest_go_first(tmp_path: Path) -> None:
    cache, keys = filled(tmp_path)
    done = prune(cache, 4 * size_of_one(cache, keys))

    assert kept(cache, keys) == [False, False, True, True, True, True]
    assert (done.clips, done.left.clips) == (2, 4)


def test_a_clip_that_was_used_stays(tmp_path: Path) -> None:
    cache, keys = filled(tmp_path)
    cache.get(keys[0])
    prune(cache, 4 * size_of_one(cache, keys))

    assert kept(cache, keys) == [True, False, False, True, True, True]


def test_what_a_run_holds_is_never_taken(tmp_path: Path) -> None:
    cache, keys = filled(tmp_path)
    with ClipCache(tmp_path).pinned(keys[:2]):
        prune(cache, 0)

        assert kept(cache, keys) == [True, True, False, False, False, False]
    prune(cache, 0)
    assert kept(cache, keys) == [False] * 6


def test_what_a_killed_run_held_may_be_taken(tmp_path: Path) -> None:
    cache, keys = filled(tmp_path)
    code = (
        "import sys, time; from pathlib import Path; from bulletin.production.cache.clips import ClipCache\n"
        "with ClipCache(Path(sys.argv[1])).pinned(sys.argv[2:]):\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    other = subprocess.Popen([sys.executable, "-c", code, str(tmp_path), *keys], stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    prune(cache, 0)
    held = kept(cache, keys)
    other.send_signal(signal.SIGKILL)
    other.wait()
    other.stdout.close()
    prune(cache, 0)

    assert (held, kept(cache, keys)) == ([True] * 6, [False] * 6)
    assert list((tmp_path / "holds").iterdir()) == []


def test_nothing_is_taken_within_the_limit(tmp_path: Path) -> None:
    cache, keys = filled(tmp_path)
    done = prune(cache, 100 * size_of_one(cache, keys))

    assert (done.clips, done.size, kept(cache, keys)) == (0, 0, [True] * 6)


def test_the_next_run_that_speaks_removes_what_killed_runs_left(tmp_path: Path) -> None:
    cache, keys = filled(tmp_path)
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from bulletin.production.cache.clips import ClipCache\n"
        "from bulletin.production.disk.commit import committed\n"
        "cache = ClipCache(Path(sys.argv[1]))\n"
        "with cache.pinned(sys.argv[2:]), committed(cache.path(sys.argv[2])) as temporary:\n"
        "    temporary.write_bytes(b'half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path), *keys[:2]], check=False)
    left = list(tmp_path.rglob(f"{PREFIX}*"))
    # It needs none of the clips that the killed run was speaking.
    with cache.pinned(keys[3:]):
        still = list(tmp_path.rglob(f"{PREFIX}*"))

    assert len(left) == 2
    assert still == []
    assert list((tmp_path / "holds").iterdir()) == []


def test_what_a_run_left_that_was_killed_before_it_pinned_anything_is_removed_too(tmp_path: Path) -> None:
    cache, keys = filled(tmp_path)
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from bulletin.production.disk.temporary import temporary_beside\n"
        "with temporary_beside(Path(sys.argv[1])) as temporary:\n"
        "    temporary.write_bytes(b'half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    for folder in ("covers", "pages"):
        (tmp_path / folder).mkdir()
        subprocess.run([sys.executable, "-c", code, str(tmp_path / folder / "half.cover")], check=False)
    left = list(tmp_path.rglob(f"{PREFIX}*"))
    with cache.pinned(keys):
        still = list(tmp_path.rglob(f"{PREFIX}*"))

    assert len(left) == 4
    assert still == []


def test_what_killed_runs_left_without_a_lock_is_removed_once_it_is_old(tmp_path: Path) -> None:
    cache, keys = filled(tmp_path)
    old, new = (cache.path(keys[0]).parent / f"{PREFIX}{name}" for name in ("old", "new"))
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    prune(cache, 10**9)

    assert (old.exists(), new.exists()) == (False, True)


def test_pruning_by_itself_happens_once_a_day(tmp_path: Path) -> None:
    cache, _ = filled(tmp_path)

    assert prune_now_and_then(cache) is not None
    assert prune_now_and_then(cache) is None
    for seconds in (-100_000, 100_000):
        # A clock that was wrong may have left a mark of a day that has not come.
        os.utime(tmp_path / "pruned", (time.time() + seconds,) * 2)
        assert prune_now_and_then(cache) is not None


def test_all_of_the_cache_is_counted(tmp_path: Path) -> None:
    cache, keys = filled(tmp_path)
    cache.path(keys[0]).write_bytes(b"damaged")
    cache.get(keys[0])
    found = contents(cache)

    assert (found.clips, found.size, found.bad) == (5, 5 * size_of_one(cache, keys[1:]), 1)


def test_two_thousand_damaged_entries_are_all_found(tmp_path: Path) -> None:
    chance = random.Random(20)
    key = clip_key("tone", "1", "hum", NATURAL, "क")
    whole = packed(key, speech())
    missed: list[str] = []
    for number in range(2_000):
        data = bytearray(whole)
        kind = ("flip", "cut", "more", "zeros")[number % 4]
        place = chance.randrange(len(data))
        if kind == "flip":
            data[place] ^= 1 << chance.randrange(8)
        elif kind == "cut":
            del data[place:]
        elif kind == "more":
            data[place:place] = bytes([chance.randrange(256)])
        else:
            end = min(len(data), place + chance.randrange(1, 200))
            if not any(data[place:end]):
                continue
            data[place:end] = bytes(end - place)
        if unpacked(key, bytes(data)) is not None:
            missed.append(f"{kind} at {place}")

    assert unpacked(key, whole) == speech()
    assert missed == []


def test_a_check_reads_every_clip_and_sets_the_damaged_aside(tmp_path: Path) -> None:
    cache, keys = filled(tmp_path)
    path = cache.path(keys[2])
    path.write_bytes(path.read_bytes()[:-1])

    assert {key for key, whole in check_clips(cache) if not whole} == {keys[2]}
    assert (path.exists(), contents(cache).bad) == (False, 1)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("500M", 500_000_000),
        ("2G", 2_000_000_000),
        ("1.5 GB", 1_500_000_000),
        ("10kb", 10_000),
        ("0", 0),
        ("77", 77),
    ],
)
def test_a_size_is_read_as_people_write_it(text: str, size: int) -> None:
    assert size_of(text, "--to") == size


@pytest.mark.parametrize("text", ["", "much", "-1", "5X", "nan", "1e99"])
def test_what_is_no_size_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        size_of(text, "--to")

    assert "500M" in caught.value.remedy
