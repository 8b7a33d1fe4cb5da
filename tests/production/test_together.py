"""Files that get their names together: all of them or none, whenever the run ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.production.disk import together
from bulletin.production.disk.commit import put_in_place
from bulletin.production.disk.together import Together, finish_renaming, journal_of

NAMES = ("news.mp3", "news.vtt", "news.episode.json")


def put(folder: Path, text: str) -> None:
    with Together() as files:
        for name in NAMES:
            files.add(folder / name).write_text(text)


def found(folder: Path) -> set[str]:
    return {(folder / name).read_text() for name in NAMES if (folder / name).exists()}


def test_they_get_their_names_when_the_block_ends(world: Path) -> None:
    put(world, "new")

    assert found(world) == {"new"}
    assert sorted(path.name for path in world.iterdir()) == sorted(NAMES)


def test_an_error_in_the_block_leaves_the_older_ones(world: Path) -> None:
    put(world, "old")
    with pytest.raises(ValueError, match="no"), Together() as files:
        files.add(world / "news.mp3").write_text("new")
        raise ValueError("no")

    assert found(world) == {"old"}
    assert len(list(world.iterdir())) == len(NAMES)


CRASH = """
import os, sys
from pathlib import Path
from bulletin.production.disk import together
names = sys.argv[2].split(",")
renames = int(sys.argv[1])
real = together.put_in_place
def dying(temporary, path):
    global renames
    if not renames:
        os._exit(9)
    renames -= 1
    real(temporary, path)
together.put_in_place = dying
with together.Together() as files:
    for name in names:
        files.add(Path(name)).write_text("new")
"""


def crash(folder: Path, after: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", CRASH, str(after), ",".join(NAMES)], cwd=folder, check=False
    )
    assert ended.returncode == 9


@pytest.mark.parametrize(("after", "left"), [(0, "old"), (2, "new")])
def test_what_a_killed_run_was_renaming_is_finished_or_was_not_begun(
    world: Path, after: int, left: str
) -> None:
    put(world, "old")
    crash(world, after)
    names = finish_renaming(world)

    assert found(world) == {left}
    assert names == (("news.episode.json",) if left == "new" else ())
    if left == "new":
        assert sorted(path.name for path in world.iterdir()) == sorted(NAMES)
    assert finish_renaming(world) == ()


def test_the_renames_of_a_run_that_lives_are_left_to_it(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(world, "old")
    looked: list[tuple[str, ...]] = []

    def looking(temporary: Path, path: Path) -> None:
        if path.name == "news.vtt":
            # Another process, which does not have this one's locks.
            code = "from pathlib import Path; from bulletin.production.disk.together import finish_renaming as f; print(f(Path()))"
            shown = subprocess.run([sys.executable, "-c", code], cwd=world, capture_output=True, check=True)
            looked.append(tuple(shown.stdout.decode().split()))
        put_in_place(temporary, path)

    monkeypatch.setattr(together, "put_in_place", looking)
    put(world, "new")

    assert looked == [("()",)]
    assert found(world) == {"new"}


@pytest.mark.parametrize(
    "names",
    [
        [[".bulletin-x.mp3", "../news.mp3"]],
        [["/etc/passwd", "news.mp3"]],
        [["precious.txt", "news.mp3"]],
        [[".bulletin-x.mp3", ".bulletin-y.mp3"]],
        [[1, 2]],
        "nonsense",
    ],
)
def test_a_forged_journal_moves_nothing_but_its_folders_temporary_files(world: Path, names: object) -> None:
    inside = world / "inside"
    inside.mkdir()
    for name in ("precious.txt", ".bulletin-x.mp3"):
        (inside / name).write_text("precious")
    journal_of(inside / "news.episode.json").write_text(json.dumps(names))
    finish_renaming(inside)

    assert (inside / "precious.txt").read_text() == "precious"
    assert not (world / "news.mp3").exists()
    assert not (inside / "news.mp3").exists()
    assert [path.name for path in world.iterdir()] == ["inside"]
