"""Temporary files: those of the dead go at once, those of the living never, whoever they are."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bulletin.production.disk import locks, temporary
from bulletin.production.disk.commit import check_writable, committed
from bulletin.production.disk.temporary import LEFTOVER_SECONDS, sweep, temporary_beside

posix = pytest.mark.skipif(os.name == "nt", reason="forks, links and modes as POSIX has them")

ROOT = Path(__file__).resolve().parents[2]

OLD = 2 * LEFTOVER_SECONDS

HOLD = (
    "import sys, time, pathlib\n"
    "from bulletin.production.disk.commit import committed\n"
    "with committed(pathlib.Path(sys.argv[1])) as temporary:\n"
    "    temporary.write_bytes(b'half')\n"
    "    print(temporary.name, flush=True)\n"
    "    time.sleep(60)\n"
)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def aged(path: Path, seconds: float) -> Path:
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


def left_by(machine: str, boot: str, folder: Path) -> list[Path]:
    """The files of a run that was killed on some host."""
    stem = folder / f".bulletin-{machine}-{boot}-00000000"
    paths = [stem.with_suffix(suffix) for suffix in (".lock", ".mp3")]
    for path in paths:
        path.write_bytes(b"half")
    return paths


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    made = tmp_path / "out"
    made.mkdir()
    return made


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """This machine and its boot."""
    marks = ("aaaaaaaa", "bbbbbbbb")
    monkeypatch.setattr(temporary, "host", lambda: marks)
    return marks


def test_what_a_killed_process_left_goes_at_once_and_not_before_it_is_dead(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder / "news.mp3")], stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        name = owner.stdout.readline().strip()
        for path in folder.iterdir():
            # A disk so slow that nothing was written for hours.
            aged(path, OLD)
        check_writable(folder)
        living = names(folder)
        owner.kill()
        owner.wait()
        check_writable(folder)

    assert name in living
    assert names(folder) == set()


@posix
def test_nothing_is_left_by_a_process_that_is_killed_at_any_line(folder: Path) -> None:
    command = [sys.executable, "-m", "tests.production.killed_lines", str(folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    lines, left = map(int, told.split())

    # Both writing and sweeping were met, and there was something to remove.
    assert lines > 50
    assert left > 10


def test_several_of_one_process_and_of_its_threads_are_left_alone(folder: Path) -> None:
    failed: list[BaseException] = []

    def replace(name: str) -> None:
        try:
            for number in range(8):
                with (
                    committed(folder / f"{name}.mp3") as sound,
                    committed(folder / f"{name}.vtt") as words,
                ):
                    sound.write_bytes(b"half")
                    check_writable(folder)
                    sound.write_bytes(b"%d" % number)
                    words.write_bytes(b"%d" % number)
        except BaseException as error:  # noqa: BLE001  (told below)
            failed.append(error)

    threads = [threading.Thread(target=replace, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        f"{name}{suffix}": b"7" for name in "abcd" for suffix in (".mp3", ".vtt")
    }


def test_locks_that_belong_to_processes_do_not_mislead_a_process_about_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As old NFS clients have them: a process is never refused a lock that it holds itself.
    monkeypatch.setattr(temporary, "try_lock", lambda handle: True)
    with committed(folder / "news.mp3") as path:
        path.write_bytes(b"new")
        sweep(folder)

        assert path.exists()


def test_a_lock_file_that_a_sweep_has_taken_before_it_was_locked_is_made_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = locks.try_lock
    tries: list[set[str]] = []

    def swept_first(handle: int) -> bool:
        tries.append(names(folder))
        if len(tries) == 1:
            # Another process finds the lock free.
            monkeypatch.setattr(temporary, "_own", set())
            monkeypatch.setattr(temporary, "try_lock", real)
            sweep(folder)
            monkeypatch.setattr(temporary, "try_lock", swept_first)
        return real(handle)

    monkeypatch.setattr(temporary, "try_lock", swept_first)
    with temporary_beside(folder / "news.mp3") as path:
        path.touch()
        monkeypatch.setattr(temporary, "_own", set())
        sweep(folder)

        assert path.exists()
    assert len(tries[0]) == 1
    assert tries[1].isdisjoint(tries[0])
    assert names(folder) == set()


@pytest.mark.parametrize(
    ("machine", "boot", "age", "uptime", "gone"),
    [
        ("aaaaaaaa", "bbbbbbbb", 0, 900, True),
        ("cccccccc", "bbbbbbbb", 0, 900, True),
        ("aaaaaaaa", "cccccccc", 1000, 900, True),
        ("aaaaaaaa", "cccccccc", 800, 900, False),
        ("aaaaaaaa", "cccccccc", OLD, 10 * OLD, True),
        ("cccccccc", "cccccccc", 1000, 900, False),
        ("cccccccc", "cccccccc", OLD, 900, True),
        ("cccccccc", "cccccccc", -OLD, 900, True),
    ],
    ids=[
        "this boot",
        "a container beside this one",
        "before this machine started",
        "a machine that is set up alike",
        "long ago",
        "another host",
        "another host, long ago",
        "by a wrong clock",
    ],
)
@posix
def test_a_free_lock_is_proof_where_the_kernel_is_the_same(
    host: tuple[str, str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    machine: str,
    boot: str,
    age: float,
    uptime: float,
    gone: bool,
) -> None:
    monkeypatch.setattr(time, "CLOCK_BOOTTIME", 7, raising=False)
    monkeypatch.setattr(time, "clock_gettime", lambda clock: uptime)
    paths = [aged(path, age) for path in left_by(machine, boot, folder)]
    sweep(folder)

    assert [path.exists() for path in paths] == [not gone] * 2


def test_of_another_host_a_lock_that_is_held_is_obeyed_however_old(
    host: tuple[str, str], folder: Path
) -> None:
    paths = left_by("cccccccc", "cccccccc", folder)
    with locks.locked(paths[0], 1) as busy:
        assert not busy
        for path in paths:
            aged(path, OLD)
        sweep(folder)

    assert names(folder) == {path.name for path in paths}


def test_age_is_told_by_the_clock_of_the_disk(
    host: tuple[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_by("cccccccc", "cccccccc", folder)
    # Our own is three hours ahead.
    monkeypatch.setattr(time, "time", lambda real=time.time: real() + 3 * LEFTOVER_SECONDS)
    sweep(folder)

    assert len(names(folder)) == 2


def test_where_there_are_no_locks_a_temporary_file_stays_until_it_is_old(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(handle: int) -> bool:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(temporary, "try_lock", none)
    with committed(folder / "news.mp3") as path:
        monkeypatch.setattr(temporary, "_own", set())
        sweep(folder)
        young = names(folder)
        path.write_bytes(b"new")

    assert young == {path.name}
    assert names(folder) == {"news.mp3"}
    for leftover in left_by("aaaaaaaa", "bbbbbbbb", folder):
        aged(leftover, OLD)
    sweep(folder)
    assert names(folder) == {"news.mp3"}


@posix
def test_links_and_folders_of_such_names_are_left_alone(host: tuple[str, str], folder: Path) -> None:
    precious = folder / "precious"
    precious.write_bytes(b"mine")
    stem = folder / ".bulletin-aaaaaaaa-bbbbbbbb-00000000"
    stem.with_suffix(".lock").symlink_to(precious)
    stem.with_suffix(".mp3").symlink_to(precious)
    (folder / ".bulletin-folder").mkdir()
    before = names(folder)
    sweep(folder)

    assert names(folder) == before
    assert precious.read_bytes() == b"mine"


@posix
def test_files_of_another_user_go_by_their_age(
    host: tuple[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = left_by(*host, folder)
    real = os.open

    def refused(path: Any, flags: int, *mode: Any, **options: Any) -> int:
        if Path(path) == paths[0]:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path, flags, *mode, **options)

    monkeypatch.setattr(os, "open", refused)
    sweep(folder)
    young = names(folder)
    for path in paths:
        aged(path, OLD)
    sweep(folder)

    assert young == {path.name for path in paths}
    assert names(folder) == set()


@posix
def test_what_cannot_be_removed_keeps_its_lock_file_and_is_no_error(
    host: tuple[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = left_by(*host, folder)

    def refused(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EROFS, os.strerror(errno.EROFS))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        sweep(folder)
    assert names(folder) == {path.name for path in paths}

    sweep(folder)
    assert names(folder) == set()


def test_a_folder_that_is_not_there_is_no_error(folder: Path) -> None:
    sweep(folder / "none")


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o000])
@posix
def test_neither_file_is_anyone_else_s_to_open(folder: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with committed(folder / "news.mp3"):
            modes = {path.stat().st_mode & 0o777 for path in folder.iterdir()}
    finally:
        os.umask(before)

    assert modes == {0o600}


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows as far as files go: no open file is renamed or removed, and locks are those of its C library."""
    fcntl = pytest.importorskip("fcntl")
    msvcrt = ModuleType("msvcrt")

    def locking(handle: int, mode: int, size: int) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from None

    msvcrt.LK_NBLCK, msvcrt.locking = 2, locking  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
    monkeypatch.setattr(sys, "platform", "win32")
    real_unlink, real_replace = Path.unlink, Path.replace

    def check(path: Path) -> None:
        for handle in Path("/proc/self/fd").iterdir():
            if os.path.lexists(handle) and handle.readlink() == path:
                raise PermissionError(errno.EACCES, "it is open")

    def unlink(path: Path, missing_ok: bool = False) -> None:
        check(path)
        real_unlink(path, missing_ok=missing_ok)

    def replace(path: Path, target: Path) -> Path:
        check(path)
        check(target)
        return real_replace(path, target)

    monkeypatch.setattr(Path, "unlink", unlink)
    monkeypatch.setattr(Path, "replace", replace)
    # `os.name` alone would make pathlib another one.
    monkeypatch.setattr(temporary, "os", _Named(os, name="nt"))


class _Named:
    """A module of which one attribute is another."""

    def __init__(self, module: ModuleType, **others: object) -> None:
        self.__dict__.update(vars(module), **others)


@pytest.mark.skipif(sys.platform != "linux", reason="which files are open is asked of /proc")
def test_on_windows_no_open_file_is_renamed_or_removed(
    windows: None, host: tuple[str, str], folder: Path
) -> None:
    left_by(*host, folder)
    with committed(folder / "news.mp3") as path:
        path.write_bytes(b"new")
        temporary._own.clear()
        check_writable(folder)
        meanwhile = names(folder)

    assert meanwhile == {path.name, f"{path.stem}.lock"}
    assert names(folder) == {"news.mp3"}
