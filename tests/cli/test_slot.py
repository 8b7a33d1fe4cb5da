from __future__ import annotations

import json
from pathlib import Path

import pytest
import soundfile

from tests.conftest import Bulletin


def test_a_slot_is_met_and_told(bulletin: Bulletin, article: Path, world: Path) -> None:
    result = bulletin(
        "make", article, "--voice", "tone", "--slot", "0:19", "-o", "news.mp3", "--plain", "--json"
    )

    assert result.returncode == 0, result.stderr
    samples, rate = soundfile.read(world / "news.mp3")
    assert len(samples) == 19 * rate
    slot = json.loads(result.stdout)["slot"]
    assert slot["asked"] == 19.0
    assert f"pauses {abs(slot['levers']['pauses'] - 1):.1%} " in result.stderr
    assert "slot: 0:19 instead of 0:" in result.stderr


def test_what_is_left_out_is_told_in_its_first_words(bulletin: Bulletin, article: Path, world: Path) -> None:
    result = bulletin("make", article, "--voice", "tone", "--slot", "0:11", "--no-jingles", "--plain")

    assert result.returncode == 0, result.stderr
    assert "1 paragraph left out from the end" in result.stderr
    assert 'left out: "किराया और समय"\nleft out: "न्यूनतम किराया ₹25 है.' in result.stderr


def test_a_slot_that_cannot_be_met_is_an_error_in_three_lines(
    bulletin: Bulletin, article: Path, world: Path
) -> None:
    result = bulletin("make", article, "--voice", "tone", "--slot", "5:00", "-o", "news.mp3")

    assert result.returncode == 65
    error, source, remedy = result.stderr.splitlines()[-3:]
    assert error.startswith("error: there is too little for 5:00")
    assert error.endswith("[slot.short]")
    assert "metro.txt" in source
    assert "Take --slot 0:" in remedy
    assert not (world / "news.mp3").exists()


@pytest.mark.parametrize("slot", ["five", "5:7", "0:00", "-30"])
def test_nonsense_is_a_usage_error(bulletin: Bulletin, article: Path, world: Path, slot: str) -> None:
    result = bulletin("make", article, "--voice", "tone", f"--slot={slot}")

    assert result.returncode == 2
    assert "--slot" in result.stderr


def test_a_stations_slot_is_checked_and_gives_way_to_the_command_line(
    bulletin: Bulletin, article: Path, world: Path
) -> None:
    (world / "radio.toml").write_text('[voices]\nmain = "tone"\n[sound]\nslot = "0:19"\n', encoding="utf-8")

    assert "slot: 0:19\n" in bulletin("station", "check", "radio.toml").stdout
    result = bulletin("make", article, "--station", "radio.toml", "--slot", "0:20", "--json")
    assert json.loads(result.stdout)["duration"] == 20.0


def test_a_story_that_keeps_one_paragraph_is_warned_of_before_anything_is_spoken(
    bulletin: Bulletin, world: Path
) -> None:
    (world / "a.txt").write_text(
        "नदी पर नया पुल खुला\n\nलंबाई 800 मीटर\n\nपुल रविवार को आम लोगों के लिए खोल दिया गया। लोग बहुत खुश हुए।\n\n"
        "इस पुल पर एक साल से काम चल रहा था। इससे दो जिलों के बीच का रास्ता छोटा होगा।\n",
        encoding="utf-8",
    )
    result = bulletin(
        "make", "a.txt", "--voice", "tone", "--no-jingles", "--no-cover", "--slot", "0:09", "--plain"
    )
    warning = 'warning: a story keeps its headline and one paragraph only: "नदी पर नया पुल खुला" [slot.bare]'

    assert result.returncode == 0, result.stderr
    assert warning in result.stderr
    assert result.stderr.index(warning) < result.stderr.index("speaking")
    record = json.loads(next((world / "output").glob("*.episode.json")).read_text(encoding="utf-8"))
    assert record["slot"]["bare"] == ["नदी पर नया पुल खुला"]
    assert "पुल रविवार को आम लोगों के लिए खोल दिया गया।" in [row["written"] for row in record["lines"]]
