"""CoverCache: covers are kept whole or not at all, by all that they are drawn from, and not too many of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bulletin.production.cache import covers as module
from bulletin.production.cache.covers import MOST_COVERS, CoverCache

PICTURES = [b"\xff\xd8large\n", b"\xff\xd8small"]


@pytest.fixture
def cover_cache(tmp_path: Path) -> CoverCache:
    return CoverCache(tmp_path / "covers")


def test_what_was_kept_is_found(cover_cache: CoverCache) -> None:
    path = cover_cache.path("a title")
    cover_cache.keep(path, PICTURES)

    assert cover_cache.find(path) == PICTURES


def test_another_wish_is_another_cover(cover_cache: CoverCache) -> None:
    cover_cache.keep(cover_cache.path("a title"), PICTURES)

    assert cover_cache.find(cover_cache.path("another title")) is None


def test_a_newer_program_draws_its_own(cover_cache: CoverCache, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cover_cache.path("a title")
    monkeypatch.setattr(module, "program", lambda: "a newer one")

    assert cover_cache.path("a title") != before


@pytest.mark.parametrize("damage", [b"", b"x", b"\xff\xfe 3\nabc", b"0 1 2\nabc", b"0 -1\n"])
def test_what_is_damaged_is_not_there(cover_cache: CoverCache, damage: bytes) -> None:
    path = cover_cache.path("a title")
    cover_cache.keep(path, PICTURES)
    path.write_bytes(damage)

    assert cover_cache.find(path) is None


def test_a_byte_that_changed_is_seen(cover_cache: CoverCache) -> None:
    path = cover_cache.path("a title")
    cover_cache.keep(path, PICTURES)
    path.write_bytes(path.read_bytes()[:-1] + b"X")

    assert cover_cache.find(path) is None


def test_those_not_used_for_longest_go(cover_cache: CoverCache) -> None:
    paths = [cover_cache.path(number) for number in range(MOST_COVERS + 1)]
    for number, path in enumerate(paths):
        cover_cache.keep(path, PICTURES)
        os.utime(path, (number, number))
    cover_cache.find(paths[1])
    cover_cache.keep(cover_cache.path("one more"), PICTURES)

    assert cover_cache.find(paths[1]) == PICTURES
    assert cover_cache.find(paths[2]) is None


def test_a_folder_that_cannot_be_written_to_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "covers").write_text("a file, not a folder")
    cover_cache = CoverCache(tmp_path / "covers")
    cover_cache.keep(cover_cache.path("a title"), PICTURES)

    assert cover_cache.find(cover_cache.path("a title")) is None


def test_what_another_run_is_writing_is_left_alone_and_what_a_killed_run_left_is_swept(
    cover_cache: CoverCache, tmp_path: Path
) -> None:
    writing, left = (tmp_path / "covers" / f".bulletin-{name}.cover" for name in ("writing", "left"))
    writing.parent.mkdir()
    writing.write_bytes(b"half")
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    for number in range(MOST_COVERS + 2):
        cover_cache.keep(cover_cache.path(number), PICTURES)

    assert writing.exists()
    assert not left.exists()
