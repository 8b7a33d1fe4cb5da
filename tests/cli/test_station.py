from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import soundfile
from mutagen.id3 import ID3
from PIL import Image

from tests.conftest import Bulletin


def test_a_station_is_written_checked_and_heard(bulletin: Bulletin, article: Path, world: Path) -> None:
    assert bulletin("station", "new", "radio.toml", "--name", "रेडियो शहर").stdout == "radio.toml\n"
    assert "The file is right." in bulletin("station", "check", "radio.toml").stdout

    result = bulletin("make", article, "--station", "radio.toml", "--voice", "tone", "--json")

    episode = json.loads(result.stdout)
    assert result.returncode == 0, result.stderr
    assert episode["segments"] == 5 + 2
    assert str(ID3(episode["audio"])["TPE1"]) == "रेडियो शहर"


def test_the_command_line_goes_before_the_station(bulletin: Bulletin, brief: Path, world: Path) -> None:
    (world / "radio.toml").write_text(
        '[voices]\nmain = "espeak"\n[sound]\nloudness = -30\n', encoding="utf-8"
    )

    result = bulletin(
        "make", brief, "--station", "radio.toml", "--voice", "tone", "--loudness", "-20", "--no-jingles", "--no-cover",
        "--json",
    )  # fmt: skip

    episode = json.loads(result.stdout)
    assert episode["voice"] == "tone:hum"
    assert abs(episode["loudness"]["integrated_lufs"] + 20) < 0.4


def test_a_wrong_key_is_told_with_the_nearest(bulletin: Bulletin, article: Path, world: Path) -> None:
    (world / "radio.toml").write_text('name = "x"\n[voices]\nmian = "espeak"\n', encoding="utf-8")

    result = bulletin("make", article, "--station", "radio.toml")

    assert result.returncode == 78
    assert "radio.toml line 3" in result.stderr
    assert 'Did you mean "main"?' in result.stderr


def test_a_check_tells_length_and_channels_of_the_station_s_own_music(
    bulletin: Bulletin, world: Path
) -> None:
    sides = np.stack([np.linspace(-0.5, 0.5, 96_000), np.linspace(0.5, -0.5, 96_000)], axis=1)
    soundfile.write(world / "bed.wav", sides, 48_000)
    (world / "radio.toml").write_text('[sound]\nbed = "bed.wav"\noutro_overlap = 1\n')

    result = bulletin("station", "check", "radio.toml")

    assert result.returncode == 0, result.stderr
    assert "bed: bed.wav, 2.0 s, stereo" in result.stdout
    assert "bed under the voice: -20 LU" in result.stdout
    assert "outro and voice together: 1 s" in result.stdout


def test_a_check_names_music_that_does_not_decode(bulletin: Bulletin, world: Path) -> None:
    (world / "intro.mp3").write_text("#EXTM3U\nother.mp3\n" * 50)
    (world / "radio.toml").write_text('[sound]\nintro = "intro.mp3"\n')

    result = bulletin("station", "check", "radio.toml")

    assert result.returncode == 65
    assert "input: intro.mp3" in result.stderr


def test_the_cover_of_a_show_is_what_directories_ask_for(bulletin: Bulletin, world: Path) -> None:
    (world / "radio.toml").write_text('name = "रेडियो शहर"\nprogramme = "शाम के समाचार"\n', encoding="utf-8")

    result = bulletin("station", "cover", "radio.toml", "-o", "show/cover.jpg")

    assert result.stdout == f"{Path('show/cover.jpg')}\n"
    with Image.open(world / "show/cover.jpg") as picture:
        assert (picture.format, picture.size, picture.mode) == ("JPEG", (3000, 3000), "RGB")
    assert (world / "show/cover.jpg").stat().st_size <= 500_000


def test_a_station_s_own_picture_is_the_cover_of_its_show(bulletin: Bulletin, world: Path) -> None:
    Image.new("RGB", (1600, 1600), "#204060").save(world / "own.png")
    (world / "radio.toml").write_text('[cover]\nfile = "own.png"\n', encoding="utf-8")

    assert bulletin("station", "cover", "radio.toml").returncode == 0
    with Image.open(world / "cover.jpg") as picture:
        assert picture.size == (1600, 1600)


def test_a_cover_of_another_ending_is_refused(bulletin: Bulletin, world: Path) -> None:
    (world / "radio.toml").write_text("", encoding="utf-8")

    result = bulletin("station", "cover", "radio.toml", "-o", "cover.webp")

    assert result.returncode == 73
    assert "cover.jpg" in result.stderr


def test_a_cover_that_is_named_as_a_folder_is_told_by_its_ending(bulletin: Bulletin, world: Path) -> None:
    (world / "radio.toml").write_text('name = "रेडियो"\n', encoding="utf-8")
    result = bulletin("station", "cover", "radio.toml", "-o", ".")
    assert (result.returncode, "Name it cover.jpg" in result.stderr) == (73, True)


def test_a_check_tells_every_setting_that_changes_a_bulletin(bulletin: Bulletin, world: Path) -> None:
    (world / "radio.toml").write_text(
        'reader = "आशा"\n[voices]\nrate = 1.2\npitch = 2\nparallel = 3\n[words]\nwithout = ["roman"]\n'
        '[tags]\ngenre = "Talk"\ncopyright = "हम"\nlink = "https://radio.example/"\n[cover]\nmade = false\n'
        '[radio]\ncut = "100700"\ncategory = "NEWS"\n[output]\nfolder = "air"\n',
        encoding="utf-8",
    )
    assert {
        "reader: आशा", "rate of the voice: 1.2", "pitch of the voice: +2 semitones", "requests at once: 3",
        "rules switched off: roman", "genre: Talk", "copyright: हम", "link: https://radio.example/",
        "cover made: no", "cut: 100700", "category: NEWS", "folder: air", "disclosure spoken: no",
    } <= set(bulletin("station", "check", "radio.toml").stdout.splitlines())  # fmt: skip


def test_all_faults_of_a_station_file_are_told_at_once(bulletin: Bulletin, world: Path) -> None:
    (world / "radio.toml").write_text(
        'nme = "नगर"\n[voices]\nrate = 9.0\n[sond]\nslot = 5\n', encoding="utf-8"
    )
    result = bulletin("station", "check", "radio.toml")

    assert result.returncode == 78
    lines = result.stderr.splitlines()
    assert len(lines) == 9
    assert [line for line in lines if line.startswith("  input")] == [
        "  input: radio.toml line 1", "  input: radio.toml line 3", "  input: radio.toml line 4",
    ]  # fmt: skip
