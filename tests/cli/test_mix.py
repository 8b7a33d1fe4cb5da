"""Music and pauses, end to end: the real command, and what its finished files sound like."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from bulletin.script import pauses
from tests.conftest import Bulletin
from tests.sound.heard import noise, silences, tone
from tests.standins.google import GoogleStandIn

SCRIPT = """\
शहर में नई मेट्रो लाइन शुरू
शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई। क्या किराया बढ़ेगा? वाह! पहले दिन पैंतालीस हज़ार लोगों ने सफ़र किया।

किराया और समय

न्यूनतम किराया पच्चीस रुपये है। बुज़ुर्गों को छूट मिलेगी।
"""

PAUSES = (
    pauses.AFTER_SEGMENT["headline"],
    pauses.AFTER_SENTENCE["।"],
    pauses.AFTER_SENTENCE["?"],
    pauses.AFTER_SENTENCE["!"],
    pauses.AFTER_SEGMENT["body"],
    pauses.AFTER_SEGMENT["heading"],
    pauses.AFTER_SENTENCE["।"],
)
"""Between its sentences, as the table gives them, in milliseconds."""


@pytest.fixture
def article(world: Path) -> Path:
    path = world / "metro.txt"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


@pytest.fixture
def brief(world: Path) -> Path:
    """For what does not depend on the text."""
    path = world / "metro.txt"
    path.write_text("".join(SCRIPT.splitlines(keepends=True)[:2]), encoding="utf-8")
    return path


def made(bulletin: Bulletin, *arguments: object) -> dict[str, Any]:
    result = bulletin("make", *arguments, "--no-cover", "--json")
    assert result.returncode == 0, result.stderr
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def heard(path: str | Path) -> tuple[np.ndarray[Any, np.dtype[np.float32]], int]:
    samples, rate = soundfile.read(path, dtype="float32")
    return samples, rate


class TestThePauses:
    """As long as the table says, in the finished file, whatever silence the voice came with."""

    def test_of_espeak(self, article: Path, bulletin: Bulletin) -> None:
        document = made(bulletin, article, "--voice", "espeak", "--no-jingles")
        found = silences(*heard(document["audio"]), at_least=0.2)

        assert [round(1000 * silence) for silence in found] == pytest.approx(list(PAUSES), abs=15)

    def test_of_google(self, article: Path, bulletin: Bulletin, google: GoogleStandIn) -> None:
        document = made(bulletin, article, "--voice", "gtts", "--no-jingles")
        found = silences(*heard(document["audio"]), at_least=0.2)

        assert [round(1000 * silence) for silence in found] == pytest.approx(list(PAUSES), abs=15)


def stereo_bed() -> Path:
    path = Path("bed.wav").resolve()
    soundfile.write(path, np.stack([tone(220, 7), tone(331, 7)], axis=1), 44_100, subtype="PCM_24")
    return path


def loudness_by_ffmpeg(path: str | Path) -> float:
    told = subprocess.run(
        ["ffmpeg", "-nostats", "-i", str(path), "-af", "ebur128", "-f", "null", "-"],
        capture_output=True,
        check=True,
    ).stderr.decode()
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", told)[-1])


@pytest.mark.program
@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg as a second meter")
def test_with_a_bed_of_two_channels_the_programme_has_two_at_the_loudness_it_tells(
    brief: Path, bulletin: Bulletin
) -> None:
    document = made(bulletin, brief, "--voice", "tone", "--no-jingles", "--bed", stereo_bed())

    assert heard(document["audio"])[0].ndim == 2
    assert loudness_by_ffmpeg(document["audio"]) == pytest.approx(
        document["loudness"]["integrated_lufs"], abs=0.1
    )
    assert document["loudness"]["integrated_lufs"] == pytest.approx(-16.0, abs=0.1)


def test_asked_for_in_mono_it_has_one_channel(brief: Path, bulletin: Bulletin) -> None:
    music = ("--no-jingles", "--bed", stereo_bed(), "--channels", "mono")
    document = made(bulletin, brief, "--voice", "tone", *music)

    assert heard(document["audio"])[0].ndim == 1


def test_with_our_own_music_it_has_one_channel(brief: Path, bulletin: Bulletin) -> None:
    document = made(bulletin, brief, "--voice", "tone", "--bed", "ours")
    samples, rate = heard(document["audio"])

    assert samples.ndim == 1
    # Between the first word and the outro the bed leaves no silence.
    assert not silences(samples[5 * rate : -6 * rate], rate, at_least=0.2)


def test_a_station_has_its_own_bed_and_may_be_done_without_it(brief: Path, bulletin: Bulletin) -> None:
    stereo_bed()
    Path("radio.toml").write_text('[sound]\nbed = "bed.wav"\nbed_level = -15\nintro_overlap = 0.5\n')
    plain = (brief, "--voice", "tone", "--no-jingles", "--station", "radio.toml")
    with_it = made(bulletin, *plain, "-o", "with.mp3")
    without = made(bulletin, *plain, "--bed", "none", "-o", "without.mp3")

    assert heard(with_it["audio"])[0].ndim == 2
    assert heard(without["audio"])[0].ndim == 1


def test_an_intro_overlap_makes_the_programme_as_much_shorter(brief: Path, bulletin: Bulletin) -> None:
    arguments = (brief, "--voice", "tone", "--intro-overlap")
    one, other = (made(bulletin, *arguments, time)["duration"] for time in ("1", "2.5"))

    assert one - other == pytest.approx(1.5, abs=0.001)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--bed", "none.wav"), 66, "none.wav"),
        (("--bed", "empty.wav"), 65, "empty.wav"),
        (("--bed", "short.wav"), 65, "short.wav"),
        (("--bed-level", "3"), 2, "a bed at 3 LU is outside -40 to -6 LU"),
        (("--intro-overlap", "-1"), 2, "an overlap of -1 seconds is outside 0 to 60"),
        (("--outro-overlap", "nan"), 2, "an overlap of nan seconds"),
        (("--channels", "five"), 2, "five"),
    ],
)
def test_music_that_cannot_be_had_is_told(
    article: Path, bulletin: Bulletin, arguments: tuple[str, ...], code: int, told: str
) -> None:
    Path("empty.wav").write_bytes(b"")
    soundfile.write("short.wav", noise(0.3), 44_100)
    result = bulletin("make", article, "--voice", "tone", *arguments)

    assert (result.returncode, told in result.stderr) == (code, True), result.stderr
    assert not list(Path().rglob("*.mp3"))
