"""`bulletin voices`: every voice, and whether it works here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Bulletin
from tests.standins.google import GoogleStandIn


def test_each_voice_is_a_line_that_says_whether_it_works(bulletin: Bulletin) -> None:
    lines = bulletin("voices").stdout.splitlines()
    names = {line.split(": ")[0] for line in lines}
    assert {"espeak:hi", "espeak:hi+f3", "gtts:hi", "tone:hum"} <= names
    assert all(line.endswith("; works") for line in lines)


def test_as_json_each_voice_has_the_same_fields(bulletin: Bulletin) -> None:
    document = json.loads(bulletin("voices", "--json").stdout)
    assert document["schema"] == "bulletin.voices/1"
    assert {tuple(voice) for voice in document["voices"]} == {("voice", "title", "works", "remedy", "online")}


def test_only_googles_voice_is_online(bulletin: Bulletin) -> None:
    document = json.loads(bulletin("voices", "--json").stdout)
    assert [voice["voice"] for voice in document["voices"] if voice["online"]] == ["gtts:hi"]


def test_the_network_is_not_touched(bulletin: Bulletin, google: GoogleStandIn) -> None:
    bulletin("voices")
    assert google.connections == 0


def test_a_broken_engine_is_listed_with_the_remedy(
    tmp_path: Path, bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "site" / "bulletin_broken-1.0.dist-info"
    record.mkdir(parents=True)
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: bulletin-broken\nVersion: 1.0\n")
    (record / "entry_points.txt").write_text("[bulletin.engines]\nbroken = no_such_module:Engine\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    result = bulletin("voices")
    line = next(line for line in result.stdout.splitlines() if line.startswith("broken: "))
    assert result.returncode == 0
    assert "does not work; Update or remove the package" in line
