from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bulletin.errors import BulletinError, DiskError, InputError, OutputError
from bulletin.production.disk.commit import (
    check_writable,
    committed,
    output_error,
    write_whole,
)
from bulletin.production.disk.temporary import LEFTOVER_SECONDS

posix = pytest.mark.skipif(os.name == "nt", reason="modes and links as POSIX has them")


@pytest.fixture
def target(world: Path) -> Path:
    """A path in an empty folder of its own."""
    folder = world / "out"
    folder.mkdir()
    return folder / "news.mp3"


def names(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def failing(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """From now on the disk answers every fsync with this error."""

    def fsync(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fsync)


def test_the_file_appears_when_it_is_whole_and_not_before(target: Path) -> None:
    with committed(target) as temporary:
        temporary.write_bytes(b"half")
        assert not target.exists()
        temporary.write_bytes(b"half and half")

    assert target.read_bytes() == b"half and half"
    assert names(target) == ["news.mp3"]


def test_an_older_file_stays_until_the_new_one_is_whole(target: Path) -> None:
    target.write_bytes(b"old")
    with committed(target) as temporary:
        temporary.write_bytes(b"new")
        assert target.read_bytes() == b"old"

    assert target.read_bytes() == b"new"


def test_the_temporary_file_is_hidden_beside_its_target_and_ends_alike(target: Path) -> None:
    with committed(target) as temporary:
        assert temporary.parent == target.parent
        assert temporary.name.startswith(".bulletin-")
        assert temporary.suffix == ".mp3"


@pytest.mark.parametrize("failure", [ValueError("a bug"), KeyboardInterrupt(), SystemExit(3)], ids=repr)
def test_an_exception_leaves_nothing_where_nothing_was(target: Path, failure: BaseException) -> None:
    with pytest.raises(type(failure)), committed(target) as temporary:
        temporary.write_bytes(b"half")
        raise failure

    assert names(target) == []


def test_an_exception_leaves_the_older_file_as_it_was(target: Path) -> None:
    target.write_bytes(b"old")
    with pytest.raises(ValueError, match="a bug"), committed(target) as temporary:
        temporary.write_bytes(b"half")
        raise ValueError("a bug")

    assert target.read_bytes() == b"old"
    assert names(target) == ["news.mp3"]


def test_an_error_of_ours_is_passed_on_as_it_is(target: Path) -> None:
    error = InputError("no sound.", error_id="sound.unreadable")
    with pytest.raises(InputError) as caught, committed(target):
        raise error

    assert caught.value is error


def test_a_process_that_is_killed_leaves_the_older_file_as_it_was(target: Path) -> None:
    target.write_bytes(b"old")
    program = (
        "import os, sys, pathlib\n"
        "from bulletin.production.disk.commit import committed\n"
        "with committed(pathlib.Path(sys.argv[1])) as temporary:\n"
        "    temporary.write_bytes(b'half')\n"
        "    os._exit(9)\n"
    )
    result = subprocess.run([sys.executable, "-c", program, str(target)], check=False)

    assert result.returncode == 9
    assert target.read_bytes() == b"old"
    assert all(name.startswith(".bulletin-") for name in names(target) if name != "news.mp3")


@posix
def test_a_new_file_has_the_mode_that_the_umask_leaves(target: Path) -> None:
    program = (
        "import os, sys, pathlib\n"
        "os.umask(0o027)\n"
        "from bulletin.production.disk.commit import write_whole\n"
        "write_whole(pathlib.Path(sys.argv[1]), b'new')\n"
        "assert os.umask(0) == 0o027\n"
    )
    subprocess.run([sys.executable, "-c", program, str(target)], check=True)

    assert mode(target) == 0o640


@posix
@pytest.mark.parametrize("kept", [0o600, 0o664, 0o444])
def test_a_replaced_file_keeps_its_mode(target: Path, kept: int) -> None:
    target.write_bytes(b"old")
    target.chmod(kept)
    write_whole(target, b"new")

    assert (mode(target), target.read_bytes()) == (kept, b"new")


@posix
def test_the_umask_is_not_touched_where_other_threads_could_feel_it(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def umask(mask: int) -> int:
        raise AssertionError(mask)

    monkeypatch.setattr(os, "umask", umask)
    write_whole(target, b"new")

    assert target.read_bytes() == b"new"


@posix
def test_a_link_is_replaced_and_what_it_leads_to_is_left_alone(target: Path, world: Path) -> None:
    other = world / "other.mp3"
    other.write_bytes(b"other")
    target.symlink_to(other)
    write_whole(target, b"new")

    assert not target.is_symlink()
    assert (target.read_bytes(), other.read_bytes()) == (b"new", b"other")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO])
def test_a_full_or_failing_disk_ends_in_74_and_leaves_the_older_file(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    target.write_bytes(b"old")
    failing(monkeypatch, number)
    with pytest.raises(DiskError) as caught:
        write_whole(target, b"new")

    assert (caught.value.code, target.read_bytes(), names(target)) == (74, b"old", ["news.mp3"])


def test_a_disk_that_fills_up_while_writing_ends_in_74(target: Path) -> None:
    with pytest.raises(DiskError) as caught, committed(target):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assert caught.value.error_id == "disk.full"
    assert names(target) == []


def test_a_full_disk_that_a_library_tells_in_its_own_words_ends_in_74(target: Path) -> None:
    target.write_bytes(b"old")
    with pytest.raises(DiskError) as caught, committed(target):
        raise RuntimeError("the tags cannot be saved") from OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assert caught.value.error_id == "disk.full"
    assert (target.read_bytes(), names(target)) == (b"old", ["news.mp3"])


def under_a_file(world: Path) -> Path:
    """A path that even root cannot make: its folder is a file."""
    (world / "file").write_bytes(b"")
    return world / "file" / "news.mp3"


def test_a_folder_that_is_a_file_ends_in_73(world: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_whole(under_a_file(world), b"new")

    assert (caught.value.code, caught.value.source) == (73, str(world / "file" / "news.mp3"))
    assert caught.value.remedy


def test_a_folder_that_is_missing_ends_in_73(world: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_whole(world / "none" / "news.mp3", b"new")

    assert caught.value.code == 73


def test_a_folder_of_that_name_ends_in_73_and_stays(target: Path) -> None:
    target.mkdir()
    with pytest.raises(OutputError) as caught:
        write_whole(target, b"new")

    assert caught.value.code == 73
    assert names(target) == ["news.mp3"]


def test_a_name_too_long_for_the_disk_ends_in_73(target: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_whole(target.with_name("क" * 300 + ".mp3"), b"new")

    assert caught.value.code == 73
    assert names(target) == []


def test_check_writable_makes_the_folder_and_leaves_it_empty(world: Path) -> None:
    check_writable(world / "a" / "b")

    assert list((world / "a" / "b").iterdir()) == []


def test_check_writable_takes_away_what_killed_runs_left_and_nothing_else(world: Path) -> None:
    long_ago = time.time() - LEFTOVER_SECONDS - 60
    by_a_wrong_clock = time.time() + LEFTOVER_SECONDS + 60
    for name in (".bulletin-old.mp3", ".bulletin-new.mp3", ".bulletin-wrong.mp3", ".hidden", "news.mp3"):
        (world / name).write_bytes(b"half")
        if name != ".bulletin-new.mp3":
            when = by_a_wrong_clock if "wrong" in name else long_ago
            os.utime(world / name, (when, when))
    check_writable(world)

    assert {path.name for path in world.iterdir()} == {".bulletin-new.mp3", ".hidden", "news.mp3"}


def test_check_writable_refuses_a_folder_that_is_a_file_and_names_it(world: Path) -> None:
    folder = under_a_file(world).parent
    with pytest.raises(OutputError) as caught:
        check_writable(folder)

    assert (caught.value.code, caught.value.source) == (73, str(folder))


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskError),
        (errno.EIO, DiskError),
        (errno.EACCES, OutputError),
        (errno.EROFS, OutputError),
    ],
)
def test_each_error_of_the_system_has_its_kind(number: int, kind: type[BulletinError]) -> None:
    assert type(output_error(Path("a.mp3"), OSError(number, "so"))) is kind
