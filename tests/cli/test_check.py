"""The command `bulletin check`: lines, exit codes, JSON and picture."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.command import run_here
from tests.conftest import BRIEF, Bulletin
from tests.listening import listen_once


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished episode."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "metro.txt").write_text(BRIEF, encoding="utf-8")
    words = ["make", "metro.txt", "-o", "out/metro.mp3", "--voice", "espeak", "--no-jingles"]
    world = {"BULLETIN_CACHE_DIR": str(folder / "cache")}
    assert run_here(words, folder=folder, environment=world).returncode == 0
    return folder / "out"


@pytest.fixture
def episode(made: Path, world: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sound file of a copy of it, by a name in the folder that the test works in."""
    shutil.copytree(made, world / "out")
    listen_once(monkeypatch)
    return Path("out/metro.mp3")


def test_a_good_episode_ends_with_0_and_a_line_in_words_for_each_check(
    episode: Path, bulletin: Bulletin
) -> None:
    result = bulletin("check", episode)
    lines = result.stdout.splitlines()
    assert (result.returncode, result.stderr) == (0, "")
    assert lines[0].startswith("ok: record: metro.episode.json")
    assert {line.partition(": ")[0] for line in lines[:-1]} <= {"ok", "unknown"}
    assert 'unknown: article: not compared: "metro.txt" is not at hand here' in lines
    assert lines[-1] == "all is as claimed; 1 unknown"


def test_a_fault_ends_with_65_and_its_remedy_on_the_next_line(episode: Path) -> None:
    Path("out/metro.vtt").unlink()
    result = run_here(["check", episode])
    lines = result.stdout.splitlines()
    place = lines.index("fault: vtt file: metro.vtt is missing")
    assert result.returncode == 65
    # The article is not here, so that is said first.
    assert lines[place + 1].startswith(
        '  next: With "metro.txt" in this folder, as it was: bulletin make metro.txt --again --voice espeak'
    )
    assert lines[place + 1].endswith(" -o out/metro.mp3")
    assert lines[-1].startswith("1 fault")


def test_where_nothing_is_it_ends_with_66_in_three_lines(world: Path) -> None:
    result = run_here(["check", "none.mp3"])
    assert (result.returncode, result.stdout) == (66, "")
    assert (
        result.stderr.splitlines()[0]
        == "error: no episode is found there: there is no such file. [check.missing]"
    )
    assert len(result.stderr.splitlines()) == 3


def test_a_file_that_is_no_sound_ends_with_65(article: Path) -> None:
    result = run_here(["check", article])
    assert result.returncode == 65
    assert "fault: sound: " in result.stdout


def test_json_is_one_object_with_every_check(episode: Path) -> None:
    result = run_here(["check", episode, "--json"])
    said = json.loads(result.stdout)
    assert (said["schema"], said["ok"], said["audio"]) == ("bulletin.check/1", True, ["out/metro.mp3"])
    assert {"name", "ok", "what", "measured", "claimed", "remedy"} == set(said["checks"][0])
    by_name = {check["name"]: check for check in said["checks"]}
    assert by_name["loudness"]["measured"] == pytest.approx(-16, abs=0.3)
    assert by_name["true peak"]["claimed"]["ceiling"] == -1.0


def test_json_of_a_fault_ends_with_65_as_well(episode: Path) -> None:
    Path("out/metro.vtt").unlink()
    result = run_here(["check", episode, "--json"])
    assert (result.returncode, json.loads(result.stdout)["ok"]) == (65, False)


def test_json_of_several_is_an_object_a_line(episode: Path) -> None:
    result = run_here(["check", episode, episode, "--json"])
    assert [json.loads(line)["ok"] for line in result.stdout.splitlines()] == [True, True]


def test_a_picture_of_several_is_none(episode: Path) -> None:
    result = run_here(["check", episode, episode, "--plot", "out.png"])
    assert (result.returncode, Path("out.png").exists()) == (2, False)


def test_a_picture_is_drawn_in_place_of_an_older_file(episode: Path) -> None:
    Path("out.png").write_text("old")
    result = run_here(["check", episode, "--plot", "out.png"])
    assert result.stdout.splitlines()[-1] == "out.png"
    with Image.open("out.png") as picture:
        assert (picture.format, picture.width) == ("PNG", 1200)
    assert [path.name for path in Path().iterdir() if path.name.startswith(".bulletin")] == []


def test_a_picture_that_cannot_be_written_ends_with_73(episode: Path) -> None:
    assert run_here(["check", episode, "--plot", "none/out.png"]).returncode == 73


def test_where_there_is_no_sound_there_is_no_picture(article: Path) -> None:
    result = run_here(["check", article, "--plot", "out.png"])
    assert result.returncode == 65
    assert "nothing to draw" in result.stderr
    assert not Path("out.png").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize(("settings", "sign"), [({}, "✓ record: "), ({"NO_COLOR": "1"}, "ok: record: ")])
def test_signs_are_for_terminals_and_words_for_who_asks(
    episode: Path, settings: dict[str, str], sign: str
) -> None:
    import pty

    ours, theirs = pty.openpty()
    world = {**os.environ, "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **settings}
    command = [sys.executable, "-m", "bulletin", "check", str(episode)]
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.PIPE, env=world) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                part = os.read(ours, 65_536)
            except OSError:
                break
            if not part:
                break
            said += part
        process.wait()
    os.close(ours)
    assert said.decode().startswith(sign)


def test_several_are_checked_one_after_another_and_one_fault_ends_with_65(episode: Path) -> None:
    shutil.copytree("out", "bad")
    Path("bad/metro.vtt").unlink()
    result = run_here(["check", "bad/metro.mp3", episode])
    lines = result.stdout.splitlines()
    assert result.returncode == 65
    assert [line for line in lines if line.startswith(("bad/", "out/", "2 "))] == [
        "bad/metro.mp3:",
        "bad/metro.mp3: 1 fault; 1 unknown",
        "out/metro.mp3:",
        "out/metro.mp3: all is as claimed; 1 unknown",
        "2 episodes: 1 not as claimed",
    ]


def test_of_several_that_are_good_the_faults_alone_are_a_line_each(episode: Path) -> None:
    result = run_here(["check", "--faults", episode, "out/metro"])
    assert (result.returncode, result.stdout.splitlines()) == (
        0,
        [
            "out/metro.mp3: all is as claimed; 1 unknown (article)",
            "out/metro: all is as claimed; 1 unknown (article)",
            "2 episodes: all as claimed",
        ],
    )


def test_one_that_is_missing_keeps_no_other_from_being_checked(episode: Path) -> None:
    result = run_here(["check", "--faults", "none.mp3", episode])
    assert result.returncode == 66
    assert "out/metro.mp3: all is as claimed" in result.stdout
    assert "[check.missing]" in result.stderr


@pytest.mark.parametrize("folder", [".", "..", "/"])
def test_a_folder_without_a_name_is_told_as_one(world: Path, folder: str) -> None:
    result = run_here(["check", folder])
    assert result.returncode == 66
    assert "it is a folder" in result.stderr


def test_no_command_is_told_that_would_write_over_a_text(article: Path) -> None:
    assert f"-o {article}" not in run_here(["check", article]).stdout
