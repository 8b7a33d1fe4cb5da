from __future__ import annotations

import json
from pathlib import Path

from mutagen.id3 import ID3

from tests.conftest import Bulletin


def test_a_station_is_written_checked_and_heard(bulletin: Bulletin, article: Path, world: Path) -> None:
    assert bulletin("station", "new", "radio.toml", "--name", "रेडियो शहर").stdout == "radio.toml\n"
    assert "The file is right." in bulletin("station", "check", "radio.toml").stdout

    result = bulletin("make", article, "--station", "radio.toml", "--voice", "tone", "--json")

    episode = json.loads(result.stdout)
    assert result.returncode == 0, result.stderr
    assert episode["segments"] == 5 + 2
    assert str(ID3(episode["audio"])["TPE1"]) == "रेडियो शहर"


def test_the_command_line_goes_before_the_station(bulletin: Bulletin, article: Path, world: Path) -> None:
    (world / "radio.toml").write_text(
        '[voices]\nmain = "espeak"\n[sound]\nloudness = -30\n', encoding="utf-8"
    )

    result = bulletin(
        "make", article, "--station", "radio.toml", "--voice", "tone", "--loudness", "-20", "--json"
    )

    episode = json.loads(result.stdout)
    assert episode["voice"] == "tone:hum"
    assert abs(episode["loudness"]["integrated_lufs"] + 20) < 0.4


def test_a_wrong_key_is_told_with_the_nearest(bulletin: Bulletin, article: Path, world: Path) -> None:
    (world / "radio.toml").write_text('name = "x"\n[voices]\nmian = "espeak"\n', encoding="utf-8")

    result = bulletin("make", article, "--station", "radio.toml")

    assert result.returncode == 78
    assert "radio.toml line 3" in result.stderr
    assert 'Did you mean "main"?' in result.stderr
