from __future__ import annotations

import errno
import os
import socket
import threading
import time
from pathlib import Path

import pytest

from bulletin.errors import DiskError, OutputError, TryLaterError
from bulletin.production.cache.clips import ClipCache, cache_folder
from bulletin.production.cache.entries import clip_key, packed
from bulletin.schema.clip import Speech, WordTime
from bulletin.schema.manner import NATURAL, Manner
from bulletin.schema.units import Hertz, Samples

KEY = clip_key("tone", "1", "hum", NATURAL, "नमस्ते")
OTHER_KEY = clip_key("tone", "1", "hum", NATURAL, "अलविदा")
SPEECH = Speech(
    sound=b"\x00\x01\n\xff",
    encoding="pcm16",
    rate=Hertz(16_000),
    length=Samples(2),
    words=(WordTime(start=0, length=6, at=Samples(1)),),
)


posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such links and owners")


@pytest.fixture
def cache(tmp_path: Path) -> ClipCache:
    """An empty cache."""
    return ClipCache(tmp_path / "cache")


def entry(cache: ClipCache, key: str = KEY) -> Path:
    """The file of an entry."""
    (path,) = cache.folder.rglob(f"{key}.clip")
    return path


def is_set_aside(cache: ClipCache, path: Path) -> bool:
    """Whether the entry was found damaged and moved, with its bytes, to `bad/`."""
    aside = cache.folder / "bad" / path.name
    found = cache.get(KEY) is None and not path.exists() and aside.is_file() and cache.damaged[-1:] == [KEY]
    aside.unlink(missing_ok=True)
    cache.damaged.clear()
    return found


@pytest.mark.parametrize(
    "speech",
    [
        SPEECH,
        Speech(sound=bytes(range(256)) * 500, encoding="mp3", rate=Hertz(24_000), length=Samples(48_000)),
    ],
    ids=["words", "mp3"],
)
def test_what_is_kept_comes_back_as_it_was(cache: ClipCache, speech: Speech) -> None:
    cache.put(KEY, speech)

    assert cache.get(KEY) == speech
    assert cache.damaged == []


def test_speech_without_sound_is_never_kept() -> None:
    with pytest.raises(ValueError, match="no sound"):
        packed(KEY, Speech(sound=b"", encoding="pcm16", rate=Hertz(22_050), length=Samples(0)))


def test_what_is_kept_is_there_for_the_next_run(cache: ClipCache) -> None:
    cache.put(KEY, SPEECH)

    assert ClipCache(cache.folder).get(KEY) == SPEECH


def test_what_was_never_kept_is_not_there(cache: ClipCache) -> None:
    assert cache.get(KEY) is None
    assert cache.damaged == []


def test_keeping_again_replaces(cache: ClipCache) -> None:
    cache.put(KEY, Speech(sound=b"old!", encoding="pcm16", rate=Hertz(16_000), length=Samples(2)))
    cache.put(KEY, SPEECH)

    assert cache.get(KEY) == SPEECH


@pytest.mark.parametrize("flip", [0x01, 0x20, 0xFF])
def test_an_entry_with_any_byte_changed_is_set_aside(cache: ClipCache, flip: int) -> None:
    cache.put(KEY, SPEECH)
    path = entry(cache)
    whole = path.read_bytes()
    missed = []
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :])
        if not is_set_aside(cache, path):
            missed.append(place)

    assert missed == []


def test_an_entry_cut_at_any_length_is_set_aside(cache: ClipCache) -> None:
    cache.put(KEY, SPEECH)
    path = entry(cache)
    whole = path.read_bytes()
    missed = []
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        if not is_set_aside(cache, path):
            missed.append(length)

    assert missed == []


def test_an_entry_with_more_at_its_end_is_set_aside(cache: ClipCache) -> None:
    cache.put(KEY, SPEECH)
    path = entry(cache)
    path.write_bytes(path.read_bytes() + b"\x00")

    assert is_set_aside(cache, path)


@pytest.mark.parametrize(
    "junk", [b"", b"\n\n", b"\xff" * 1000, b"ID3\x03"], ids=["empty", "lines", "ones", "mp3"]
)
def test_a_file_that_is_no_entry_is_set_aside(cache: ClipCache, junk: bytes) -> None:
    cache.put(KEY, SPEECH)
    path = entry(cache)
    path.write_bytes(junk)

    assert is_set_aside(cache, path)


def test_a_damaged_entry_is_kept_in_bad_as_it_was_found(cache: ClipCache) -> None:
    cache.put(KEY, SPEECH)
    path = entry(cache)
    path.write_bytes(b"damaged")
    cache.get(KEY)

    assert (cache.folder / "bad" / path.name).read_bytes() == b"damaged"


def test_a_valid_entry_under_another_name_is_refused(cache: ClipCache) -> None:
    cache.put(KEY, SPEECH)
    cache.put(OTHER_KEY, SPEECH)
    entry(cache, OTHER_KEY).replace(entry(cache))

    assert cache.get(KEY) is None
    assert cache.damaged == [KEY]


def test_an_entry_can_be_made_again_after_damage(cache: ClipCache) -> None:
    cache.put(KEY, SPEECH)
    entry(cache).write_bytes(b"damaged")
    cache.get(KEY)
    cache.put(KEY, SPEECH)

    assert cache.get(KEY) == SPEECH


def test_a_folder_in_an_entry_s_place_is_no_entry(cache: ClipCache) -> None:
    cache.put(KEY, SPEECH)
    path = entry(cache)
    path.unlink()
    path.mkdir()

    assert cache.get(KEY) is None


def test_what_stands_in_an_entry_s_place_is_replaced(cache: ClipCache, tmp_path: Path) -> None:
    cache.path(KEY).mkdir(parents=True)
    cache.put(KEY, SPEECH)

    assert cache.get(KEY) == SPEECH


@posix
def test_a_link_in_an_entry_s_place_is_not_written_through(cache: ClipCache, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"other")
    cache.path(KEY).parent.mkdir(parents=True)
    cache.path(KEY).symlink_to(elsewhere)

    assert cache.get(KEY) is None
    cache.put(KEY, SPEECH)
    assert (cache.get(KEY), elsewhere.read_bytes()) == (SPEECH, b"other")


@posix
@pytest.mark.parametrize(
    ("mode", "owner", "taken"),
    [(0o777, 4321, False), (0o777, 0, True), (0o1777, 4321, False), (0o775, 4321, True), (0o755, 4321, True)],
)
def test_where_anyone_may_write_nobody_else_s_clips_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, owner: int, taken: bool
) -> None:
    folder = tmp_path / "shared"
    ClipCache(folder).put(KEY, SPEECH)
    folder.chmod(mode)
    found = Path.stat

    def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        status = list(found(path, follow_symlinks=follow_symlinks))
        status[4] = owner
        return os.stat_result(status)

    cache = ClipCache(folder)
    monkeypatch.setattr(Path, "stat", stat)

    assert (cache.get(KEY) is not None) is taken


def test_a_clip_that_is_only_being_written_is_no_clip_yet(cache: ClipCache) -> None:
    cache.put(KEY, SPEECH)
    (cache.path(KEY).parent / ".bulletin-half.clip").write_bytes(b"half")

    assert list(cache.paths()) == [cache.path(KEY)]


@pytest.mark.parametrize("days", [-2, 2], ids=["the past", "the future"])
def test_the_time_of_last_use_is_put_right(cache: ClipCache, days: int) -> None:
    cache.put(KEY, SPEECH)
    os.utime(entry(cache), (time.time() + days * 86_400,) * 2)
    cache.get(KEY)

    assert abs(entry(cache).stat().st_mtime - time.time()) < 3600


def test_many_may_keep_the_same_clip_at_once(cache: ClipCache) -> None:
    threads = [threading.Thread(target=cache.put, args=(KEY, SPEECH)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert cache.get(KEY) == SPEECH
    assert [path.name for path in entry(cache).parent.iterdir()] == [f"{KEY}.clip"]


def test_a_full_disk_ends_in_74_and_leaves_nothing_behind(
    cache: ClipCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(DiskError) as caught:
        cache.put(KEY, SPEECH)

    assert caught.value.code == 74
    assert [path for path in cache.folder.rglob("*") if path.is_file()] == []


def test_a_cache_that_cannot_be_made_names_its_folder_and_the_variable(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError) as caught:
        ClipCache(tmp_path / "file" / "cache")

    assert (caught.value.code, caught.value.source) == (73, str(tmp_path / "file" / "cache"))
    assert "BULLETIN_CACHE_DIR" in caught.value.remedy


@pytest.mark.parametrize(
    "other",
    [
        ("gtts", "1", "hum", NATURAL, "नमस्ते"),
        ("tone", "2", "hum", NATURAL, "नमस्ते"),
        ("tone", "1", "low", NATURAL, "नमस्ते"),
        ("tone", "1", "hum", Manner(rate=1.1), "नमस्ते"),
        ("tone", "1", "hum", Manner(pitch=1), "नमस्ते"),
        ("tone", "1", "hum", NATURAL, "नमस्ते "),
        ("tone", "1hum", "", NATURAL, "नमस्ते"),
    ],
    ids=["engine", "version", "voice", "rate", "pitch", "text", "borders"],
)
def test_whatever_changes_the_sound_changes_the_key(other: tuple[str, str, str, Manner, str]) -> None:
    assert clip_key(*other) != KEY


def test_a_lone_surrogate_has_a_key_of_its_own() -> None:
    assert clip_key("tone", "1", "hum", NATURAL, "\ud800") != clip_key("tone", "1", "hum", NATURAL, "\ud801")


def test_a_key_is_a_plain_file_name() -> None:
    assert len(KEY) == 64
    assert set(KEY) <= set("0123456789abcdef")


def test_the_cache_is_where_the_variable_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BULLETIN_CACHE_DIR", str(tmp_path / "here"))

    assert cache_folder() == tmp_path / "here"


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_variable_means_the_user_s_own_cache(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("BULLETIN_CACHE_DIR", value)

    assert cache_folder().is_absolute()
    assert "bulletin" in cache_folder().parts


def test_a_clip_that_vanished_in_mid_run_is_a_disk_error(cache: ClipCache) -> None:
    cache.put(KEY, SPEECH)
    entry(cache).unlink()

    with pytest.raises(DiskError) as caught:
        ClipCache(cache.folder).fetch(KEY)

    assert caught.value.error_id == "cache.vanished"


def test_a_clip_that_was_at_hand_a_moment_ago_need_not_be_read_again(cache: ClipCache) -> None:
    cache.put(KEY, SPEECH)
    entry(cache).unlink()

    assert cache.fetch(KEY) == SPEECH
    # Whether it is kept is another question.
    assert cache.get(KEY) is None


def test_only_so_much_sound_is_at_hand(cache: ClipCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.production.cache.clips.RECENT_BYTES", 5)
    cache.put(KEY, SPEECH)
    cache.put(OTHER_KEY, SPEECH)
    for key in (KEY, OTHER_KEY):
        entry(cache, key).unlink()

    assert cache.fetch(OTHER_KEY) == SPEECH
    with pytest.raises(DiskError):
        cache.fetch(KEY)


def test_one_run_at_a_time_makes_a_clip(cache: ClipCache) -> None:
    seen: list[str] = []

    def make(name: str) -> None:
        with ClipCache(cache.folder).key_lock(KEY):
            seen.append(f"{name} begins")
            time.sleep(0.01)
            seen.append(f"{name} ends")

    threads = [threading.Thread(target=make, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [word.split()[1] for word in seen] == ["begins", "ends"] * 4


def test_waiting_for_another_run_ends_when_the_run_does(cache: ClipCache) -> None:
    stop = threading.Event()
    begun = time.monotonic()
    with cache.key_lock(KEY):
        threading.Timer(0.05, stop.set).start()
        with ClipCache(cache.folder).key_lock(KEY, stop):
            waited = time.monotonic() - begun

    assert waited < 5


def test_a_name_that_another_run_keeps_for_ever_is_told(
    cache: ClipCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bulletin.production.cache.clips.OUTPUT_LOCK_SECONDS", 0.05)
    with (
        cache.output_lock(tmp_path / "news.mp3"),
        pytest.raises(TryLaterError) as caught,
        ClipCache(cache.folder).output_lock(tmp_path / "news.mp3"),
    ):
        pass

    assert (caught.value.code, caught.value.error_id) == (75, "lock.busy")
    assert f"pid {os.getpid()} on {socket.gethostname()}, since " in caught.value.what


def test_who_had_a_name_is_not_told_any_more_when_it_is_free(cache: ClipCache, tmp_path: Path) -> None:
    with cache.output_lock(tmp_path / "news.mp3"):
        (note,) = (cache.folder / "locks").glob("*.holder")

    assert not note.exists()


def test_two_names_do_not_wait_for_each_other(cache: ClipCache, tmp_path: Path) -> None:
    with cache.output_lock(tmp_path / "a.mp3"), ClipCache(cache.folder).output_lock(tmp_path / "b.mp3"):
        pass


def test_a_file_is_being_made_as_long_as_a_run_has_its_name(tmp_path: Path) -> None:
    cache, path = ClipCache(tmp_path), tmp_path / "news.mp3"

    before = cache.output_is_locked(path)
    with cache.output_lock(path):
        meanwhile = cache.output_is_locked(path), cache.output_is_locked(tmp_path / "other.mp3")
    after = cache.output_is_locked(path)

    assert (before, meanwhile, after) == (False, (True, False), False)
