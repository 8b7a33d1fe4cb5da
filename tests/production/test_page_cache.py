"""The cache of pages: what was kept comes back whole or not at all, and is pruned with the clips."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bulletin.production.cache.clips import PAGES, ClipCache
from bulletin.production.cache.pages import PageCache
from bulletin.production.cache.upkeep import contents, prune
from bulletin.readers.doors.page import Page

ADDRESS = "https://news.example/शहर"
PAGE = Page(
    address=f"{ADDRESS}/",
    data=b"a\nb\x00\xff",
    content_type="text/html",
    etag='W/"1"',
    modified="Sat, 28 Nov 2026",
)


@pytest.fixture
def cache(tmp_path: Path) -> ClipCache:
    return ClipCache(tmp_path / "kept")


@pytest.fixture
def pages(cache: ClipCache) -> PageCache:
    return PageCache(cache.folder / PAGES)


def test_a_page_comes_back_as_it_was_kept(pages: PageCache) -> None:
    assert pages.find(ADDRESS) is None
    pages.keep(ADDRESS, PAGE)
    assert pages.find(ADDRESS) == PAGE
    assert pages.find(f"{ADDRESS}2") is None


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data + b"x", lambda data: b"", lambda data: b"\n\n"]
)
def test_a_page_that_is_damaged_is_none(pages: PageCache, damage: object) -> None:
    pages.keep(ADDRESS, PAGE)
    path = pages.path(ADDRESS)
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert pages.find(ADDRESS) is None


def test_a_page_that_cannot_be_kept_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    pages = PageCache(tmp_path / "file" / PAGES)
    pages.keep(ADDRESS, PAGE)
    assert pages.find(ADDRESS) is None


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give a file to another user")
def test_a_page_that_another_user_put_into_an_open_folder_is_not_taken(pages: PageCache) -> None:
    pages.keep(ADDRESS, PAGE)
    pages.path(ADDRESS).parent.chmod(0o777)
    assert pages.find(ADDRESS) == PAGE
    os.chown(pages.path(ADDRESS), 12345, -1)
    assert pages.find(ADDRESS) is None


def test_pages_are_pruned_with_the_clips(cache: ClipCache, pages: PageCache) -> None:
    for number in range(3):
        pages.keep(f"{ADDRESS}{number}", PAGE)
        os.utime(pages.path(f"{ADDRESS}{number}"), (1e9 + number, 1e9 + number))
    size = pages.path(f"{ADDRESS}0").stat().st_size
    assert (contents(cache).clips, contents(cache).size) == (0, 3 * size)
    done = prune(cache, 2 * size)
    assert (done.clips, done.size, done.left.size) == (0, size, 2 * size)
    assert [pages.find(f"{ADDRESS}{number}") is None for number in range(3)] == [True, False, False]
