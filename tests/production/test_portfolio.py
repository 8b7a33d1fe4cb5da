"""Portfolio: covers are kept whole or not at all, by all that they are drawn from, and not too many of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bulletin.production import portfolio as module
from bulletin.production.portfolio import MOST_COVERS, Portfolio

PICTURES = [b"\xff\xd8large\n", b"\xff\xd8small"]


@pytest.fixture
def portfolio(tmp_path: Path) -> Portfolio:
    return Portfolio(tmp_path / "covers")


def test_what_was_kept_is_found(portfolio: Portfolio) -> None:
    path = portfolio.path("a title")
    portfolio.keep(path, PICTURES)

    assert portfolio.find(path) == PICTURES


def test_another_wish_is_another_cover(portfolio: Portfolio) -> None:
    portfolio.keep(portfolio.path("a title"), PICTURES)

    assert portfolio.find(portfolio.path("another title")) is None


def test_a_newer_program_draws_its_own(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    before = portfolio.path("a title")
    monkeypatch.setattr(module, "program", lambda: "a newer one")

    assert portfolio.path("a title") != before


@pytest.mark.parametrize("damage", [b"", b"x", b"\xff\xfe 3\nabc", b"0 1 2\nabc", b"0 -1\n"])
def test_what_is_damaged_is_not_there(portfolio: Portfolio, damage: bytes) -> None:
    path = portfolio.path("a title")
    portfolio.keep(path, PICTURES)
    path.write_bytes(damage)

    assert portfolio.find(path) is None


def test_a_byte_that_changed_is_seen(portfolio: Portfolio) -> None:
    path = portfolio.path("a title")
    portfolio.keep(path, PICTURES)
    path.write_bytes(path.read_bytes()[:-1] + b"X")

    assert portfolio.find(path) is None


def test_those_not_used_for_longest_go(portfolio: Portfolio) -> None:
    paths = [portfolio.path(number) for number in range(MOST_COVERS + 1)]
    for number, path in enumerate(paths):
        portfolio.keep(path, PICTURES)
        os.utime(path, (number, number))
    portfolio.find(paths[1])
    portfolio.keep(portfolio.path("one more"), PICTURES)

    assert portfolio.find(paths[1]) == PICTURES
    assert portfolio.find(paths[2]) is None


def test_a_folder_that_cannot_be_written_to_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "covers").write_text("a file, not a folder")
    portfolio = Portfolio(tmp_path / "covers")
    portfolio.keep(portfolio.path("a title"), PICTURES)

    assert portfolio.find(portfolio.path("a title")) is None


def test_what_another_run_is_writing_is_left_alone_and_what_a_killed_run_left_is_swept(
    portfolio: Portfolio, tmp_path: Path
) -> None:
    writing, left = (tmp_path / "covers" / f".bulletin-{name}.cover" for name in ("writing", "left"))
    writing.parent.mkdir()
    writing.write_bytes(b"half")
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    for number in range(MOST_COVERS + 2):
        portfolio.keep(portfolio.path(number), PICTURES)

    assert writing.exists()
    assert not left.exists()
