"""`bulletin doctor`: each part tried for real, with the remedy for what does not work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Bulletin
from tests.standins.google import GoogleStandIn

_REPORTS: list[tuple[str, list[str]]] = []
"""What the one run printed that the tests share, and the names it left in its folder."""


@pytest.fixture
def report(bulletin: Bulletin, world: Path) -> tuple[dict[str, Any], list[str]]:
    """The report where nobody answers for Google, and the names that the run left in its folder."""
    if not _REPORTS:
        result = bulletin("doctor", "--json")
        assert result.returncode == 0, result.stderr
        _REPORTS.append((result.stdout, [path.name for path in world.iterdir()]))
    printed, left = _REPORTS[0]
    return json.loads(printed), left


@pytest.fixture
def parts(report: tuple[dict[str, Any], list[str]]) -> dict[str, dict[str, Any]]:
    """The diagnoses by part."""
    document = report[0]
    assert (document["schema"], document["works"]) == ("bulletin.doctor/1", True)
    return {part["part"]: part for part in document["parts"]}


def test_every_needed_part_works_here(parts: dict[str, dict[str, Any]]) -> None:
    assert [name for name, part in parts.items() if part["needed"] and not part["works"]] == []


def test_the_online_voice_is_not_needed(parts: dict[str, dict[str, Any]]) -> None:
    assert (parts["voice gtts"]["works"], parts["voice gtts"]["needed"]) == (False, False)


def test_what_does_not_work_has_a_remedy(parts: dict[str, dict[str, Any]]) -> None:
    assert [name for name, part in parts.items() if not part["works"] and not part["remedy"]] == []


def test_what_works_needs_no_remedy(parts: dict[str, dict[str, Any]]) -> None:
    assert [name for name, part in parts.items() if part["works"] and part["remedy"]] == []


def test_it_leaves_nothing_behind(report: tuple[dict[str, Any], list[str]]) -> None:
    assert report[1] == []


def test_a_person_is_told_line_by_line_and_the_online_voice_is_tried_with_one_request(
    bulletin: Bulletin, google: GoogleStandIn
) -> None:
    result = bulletin("doctor")
    assert "voice espeak: ok, " in result.stdout
    assert "voice gtts: ok, " in result.stdout
    assert result.stdout.endswith("A bulletin can be made here.\n")
    assert len(google.texts) == 1


def test_where_no_clips_can_be_kept_it_ends_with_69_and_the_remedy(
    world: Path, bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    (world / "file").write_text("")
    monkeypatch.setenv("BULLETIN_CACHE_DIR", str(world / "file"))
    result = bulletin("doctor")
    assert result.returncode == 69
    assert "voice gtts: not here, " in result.stdout
    assert "kept clips: missing" in result.stdout
    assert "  remedy: Set BULLETIN_CACHE_DIR to a folder you may write to.\n" in result.stdout


def test_the_voice_that_auto_takes_here_is_told(
    parts: dict[str, dict[str, Any]], bulletin: Bulletin, google: GoogleStandIn
) -> None:
    assert parts["voice auto"]["what"].startswith("recommended: auto takes espeak:hi now; a better one")
    told = "voice auto: ok, recommended: auto takes gtts:hi now, without a network espeak:hi; a better one"
    assert told in bulletin("doctor").stdout
