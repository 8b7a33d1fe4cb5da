from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Bulletin

PLAIN = ("--voice", "tone", "--no-jingles", "--no-cover")


def clips(world: Path) -> list[Path]:
    return sorted((world.parent / "cache" / "clips").glob("??/*.clip"))


@pytest.fixture
def filled(bulletin: Bulletin, brief: Path, world: Path) -> list[Path]:
    """The clips of one bulletin."""
    assert bulletin("make", brief, *PLAIN).returncode == 0
    return clips(world)


def test_what_is_kept_is_told(bulletin: Bulletin, filled: list[Path]) -> None:
    found = json.loads(bulletin("cache", "info", "--json").stdout)
    plain = bulletin("cache", "info").stdout

    assert (found["clips"], found["bytes"]) == (len(filled), sum(path.stat().st_size for path in filled))
    assert f"clips: {len(filled)}\n" in plain


def test_damage_is_found_said_and_mended_by_the_next_run(
    bulletin: Bulletin, brief: Path, filled: list[Path], world: Path
) -> None:
    filled[0].write_bytes(filled[0].read_bytes()[:-2])

    checked = bulletin("cache", "verify")
    again = bulletin("make", brief, *PLAIN, "--json", "--again")

    assert (checked.returncode, f"damaged: {filled[0].stem}" in checked.stdout) == (74, True)
    assert "cache.damaged" in checked.stderr
    assert json.loads(again.stdout)["requests"] == {"made": 1, "from_cache": len(filled) - 1}
    assert bulletin("cache", "verify").returncode == 0


def test_room_is_made(bulletin: Bulletin, filled: list[Path], world: Path) -> None:
    result = bulletin("cache", "prune", "--to", "0")

    assert (result.returncode, clips(world)) == (0, [])
    assert f"taken away: {len(filled)} clips" in result.stdout


def test_a_limit_that_is_no_size_is_told(
    bulletin: Bulletin, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETIN_CACHE_LIMIT", "viel")

    result = bulletin("cache", "info")

    assert (result.returncode, "BULLETIN_CACHE_LIMIT" in result.stderr) == (78, True)
