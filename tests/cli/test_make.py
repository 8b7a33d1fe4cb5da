"""`bulletin make`, end to end: the real command, and the file it leaves, looked at with other people's tools."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import soundfile
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from wavinfo import WavInfoReader

from tests.command import run_here
from tests.conftest import ARTICLE, BRIEF, Bulletin
from tests.standins.google import GoogleStandIn, page
from tests.writers.finished import cart

STEM = "shahar-men-nai-metro-lain-shuru-kiraya-25-se"
"""What the article's headline is as a file name."""

OTHER_ARTICLE = """\
मौसम: पहाड़ों में बर्फबारी, मैदानों में बढ़ी ठंड
पहाड़ों पर रात भर बर्फ गिरी. कई रास्ते बंद हैं. मैदानों में पारा 5 डिग्री तक गिर गया.
"""

PLAIN = ("--voice", "tone", "--no-jingles", "--no-cover")
"""What costs least: for whatever is not about the sound."""

needs_ffmpeg = pytest.mark.skipif(
    shutil.which("ffmpeg") is None, reason="ffmpeg is missing: loudness is not measured by another tool"
)


@dataclass(frozen=True)
class Made:
    """A run of `bulletin make --json` and what it left."""

    folder: Path
    result: subprocess.CompletedProcess[str]

    @property
    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.result.stdout)
        return document

    @property
    def audio(self) -> Path:
        return self.folder / str(self.document["audio"])

    @property
    def seconds(self) -> float:
        """The length of the file as libsndfile decodes it."""
        samples, rate = soundfile.read(self.audio)
        return len(samples) / int(rate)


def make(folder: Path, *arguments: object, stdin: str | None = None) -> Made:
    """Run `bulletin make … --json` in `folder`, with a store in it and no way to Google."""
    environment = {
        "BULLETIN_CACHE_DIR": str(folder / "cache"),
        "BULLETIN_GTTS_URL": os.environ.get("BULLETIN_GTTS_URL") or "http://127.0.0.1:9",
    }
    words = ["make", *arguments, "--json"]
    told = run_here(words, stdin=(stdin or "").encode(), folder=folder, environment=environment)
    assert told.returncode == 0, told.stderr
    return Made(folder, told)


def all_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The article as it is made without further wishes, by the voice that hums."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "metro.txt").write_text(ARTICLE, encoding="utf-8")
    return make(folder, "metro.txt", "--voice", "tone")


class TestTheObjectThatIsPrinted:
    def test_it_is_all_there_is_on_standard_output(self, plain: Made) -> None:
        assert plain.result.stdout.count("\n") == 1
        assert plain.document["schema"] == "bulletin.episode/1"

    def test_it_has_the_fields_of_the_surface(self, plain: Made) -> None:
        fields = "schema audio files duration loudness voice segments requests chapters seconds"
        assert set(fields.split()) <= set(plain.document)

    def test_its_numbers_are_numbers(self, plain: Made) -> None:
        document = plain.document
        assert document["segments"] == 5
        assert document["requests"] == {"made": 8, "from_cache": 0}
        assert document["seconds"]["total"] > 0

    def test_its_voice_is_the_one_asked_for(self, plain: Made) -> None:
        assert plain.document["voice"] == "tone:hum"

    def test_every_file_it_names_is_there(self, plain: Made) -> None:
        files = plain.document["files"]
        assert files["mp3"] == plain.document["audio"]
        assert all((plain.folder / path).is_file() for path in files.values())

    def test_its_chapters_follow_one_another_from_start_to_end(self, plain: Made) -> None:
        chapters = plain.document["chapters"]
        places = [(chapter["start"], chapter["end"]) for chapter in chapters]
        assert [start for start, _ in places] == [0, *(end for _, end in places[:-1])]
        assert places[-1][1] == plain.document["duration"]
        assert all(start < end for start, end in places)

    def test_its_chapters_are_the_headline_and_the_headings(self, plain: Made) -> None:
        titles = [chapter["title"] for chapter in plain.document["chapters"]]
        assert titles == ["शहर में नई मेट्रो लाइन शुरू, किराया ₹25 से", "किराया और समय"]


class TestTheFile:
    def test_its_name_is_the_headline_in_ascii(self, plain: Made) -> None:
        assert plain.document["audio"] == f"output/{STEM}.mp3"

    def test_it_is_as_long_as_it_is_said_to_be(self, plain: Made) -> None:
        assert plain.seconds == pytest.approx(plain.document["duration"], abs=0.05)

    def test_a_player_is_told_the_same_length(self, plain: Made) -> None:
        info = MP3(plain.audio).info
        assert info is not None
        assert info.length == pytest.approx(plain.document["duration"], abs=0.05)

    def test_nothing_else_lies_beside_it(self, plain: Made) -> None:
        files = {Path(name).name for name in plain.document["files"].values()}
        assert set(all_files(plain.audio.parent)) == files

    def test_its_record_names_files_beside_it(self, plain: Made) -> None:
        record = json.loads((plain.folder / plain.document["files"]["episode"]).read_text(encoding="utf-8"))
        assert record["audio"] == f"{STEM}.mp3"
        assert record["duration"] == plain.document["duration"]

    def test_no_folder_of_this_machine_is_told_in_it(self, plain: Made) -> None:
        for path in plain.audio.parent.iterdir():
            assert str(plain.folder).encode() not in path.read_bytes()

    @pytest.mark.parametrize(
        ("frame", "text"),
        [
            ("TIT2", "शहर में नई मेट्रो लाइन शुरू, किराया ₹25 से"),
            ("TALB", "समाचार"),
            ("TPE1", "bulletin"),
            ("TCON", "News"),
            ("TLAN", "hin"),
            ("TXXX:VOICE", "tone:hum"),
            ("TXXX:SOURCE", "metro.txt"),
        ],
    )
    def test_its_tags_tell_what_it_is(self, plain: Made, frame: str, text: str) -> None:
        assert ID3(plain.audio)[frame].text == [text]

    def test_its_tags_hold_the_text_as_written(self, plain: Made) -> None:
        lyrics = ID3(plain.audio).getall("USLT")[0].text
        assert "न्यूनतम किराया ₹25 है." in lyrics

    def test_its_tags_disclose_that_the_voice_is_made(self, plain: Made) -> None:
        assert "कृत्रिम" in str(ID3(plain.audio)["TXXX:DISCLOSURE"])

    @pytest.mark.program
    @needs_ffmpeg
    def test_its_loudness_is_that_of_a_podcast(self, plain: Made) -> None:
        loudness, peak = ebur128(plain.audio)
        assert loudness == pytest.approx(-16, abs=1)
        assert peak <= -1

    @pytest.mark.program
    @needs_ffmpeg
    def test_its_loudness_is_what_it_is_said_to_be(self, plain: Made) -> None:
        loudness, peak = ebur128(plain.audio)
        assert loudness == pytest.approx(plain.document["loudness"]["integrated_lufs"], abs=0.2)
        assert peak == pytest.approx(plain.document["loudness"]["true_peak_dbtp"], abs=0.3)


def ebur128(path: Path) -> tuple[float, float]:
    """Integrated loudness and true peak as ffmpeg measures them."""
    told = subprocess.run(
        [
            "ffmpeg",
            "-nostdin",
            "-hide_banner",
            "-i",
            str(path),
            "-af",
            "ebur128=peak=true",
            "-f",
            "null",
            "-",
        ],
        capture_output=True,
        check=True,
    ).stderr.decode()
    summary = told[told.rindex("Summary:") :]
    numbers = [re.search(rf"{name}:\s+(-?[\d.]+)", summary) for name in ("I", "Peak")]
    assert numbers[0] is not None
    assert numbers[1] is not None
    return float(numbers[0][1]), float(numbers[1][1])


@pytest.fixture(scope="module")
def again(plain: Made) -> Made:
    """The same article once more, without jingles and for broadcast, into a file of its own."""
    arguments = ("--no-jingles", "--loudness", "broadcast", "-o", "again.mp3")
    return make(plain.folder, "metro.txt", "--voice", "tone", *arguments)


class TestASecondRun:
    def test_nothing_is_spoken_anew(self, again: Made) -> None:
        assert again.document["requests"] == {"made": 0, "from_cache": 8}

    def test_without_jingles_it_is_shorter_by_the_jingles(self, plain: Made, again: Made) -> None:
        jingles = sum(our_jingle_seconds(kind) for kind in ("intro", "sting", "outro"))
        assert plain.seconds - again.seconds == pytest.approx(jingles, abs=1.5)

    def test_for_broadcast_it_is_told_to_be_at_minus_23(self, again: Made) -> None:
        assert again.document["loudness"]["integrated_lufs"] == pytest.approx(-23, abs=1)

    @pytest.mark.program
    @needs_ffmpeg
    def test_for_broadcast_it_measures_minus_23(self, again: Made) -> None:
        assert ebur128(again.audio)[0] == pytest.approx(-23, abs=1)


@pytest.fixture(scope="module")
def many(plain: Made) -> Made:
    formats = [
        option for form in ("wav", "mp3", "opus", "flac", "m4a", "mp2") for option in ("--format", form)
    ]
    (plain.folder / "brief.txt").write_text(BRIEF, encoding="utf-8")
    return make(plain.folder, "brief.txt", *PLAIN, *formats, "-o", "many/news.mp3")


class TestSeveralFormats:
    """One master, in every format at once."""

    def test_the_named_one_is_the_episode(self, many: Made) -> None:
        assert many.document["audio"] == "many/news.mp3"

    @pytest.mark.parametrize("form", ["mp3", "wav", "opus", "flac", "m4a", "mp2"])
    def test_each_lasts_as_long_as_the_programme(self, many: Made, form: str) -> None:
        with av.open(str(many.folder / many.document["files"][form])) as container:
            stream = container.streams.audio[0]
            length = sum(frame.samples for frame in container.decode(stream))
            assert length / stream.rate == pytest.approx(many.document["duration"], abs=0.05)

    @pytest.mark.parametrize("form", ["mp3", "wav", "opus", "flac", "m4a", "mp2"])
    def test_each_is_recorded_as_it_is(self, many: Made, form: str) -> None:
        data = (many.folder / many.document["files"][form]).read_bytes()
        detail = many.document["details"][form]
        assert detail["bytes"] == len(data)
        assert detail["sha256"] == hashlib.sha256(data).hexdigest()

    @pytest.mark.program
    @needs_ffmpeg
    @pytest.mark.parametrize("form", ["mp3", "wav", "opus", "flac", "m4a", "mp2"])
    def test_each_is_at_the_loudness_of_a_podcast(self, many: Made, form: str) -> None:
        loudness, peak = ebur128(many.folder / many.document["files"][form])
        assert loudness == pytest.approx(-16, abs=0.35)
        assert peak <= -0.9

    def test_what_was_measured_stands_in_the_broadcast_file(self, many: Made) -> None:
        bext = WavInfoReader(str(many.folder / many.document["files"]["wav"])).bext
        assert bext.loudness_value == pytest.approx(-16, abs=0.3)
        assert bext.max_true_peak <= -1


def test_automation_is_told_what_it_is_and_when_it_may_run(plain: Made) -> None:
    (plain.folder / "radio.toml").write_text('[radio]\ncut = "100700"\ngood_for = 30\n', encoding="utf-8")
    (plain.folder / "brief.txt").write_text(BRIEF, encoding="utf-8")
    made = make(
        plain.folder, "brief.txt", *PLAIN, "--station", "radio.toml", "-o", "cart.wav",
        "--airs-from", "2030-01-02T07:00", "--airs-until", "2030-01-02T08:30",
    )  # fmt: skip
    found = cart(made.audio)
    assert (found["cut"], found["start_date"], found["start_time"]) == ("100700", "2030-01-02", "07:00:00")
    assert (found["end_date"], found["end_time"]) == ("2030-01-02", "08:30:00")


def test_a_bulletin_that_is_good_for_an_hour_is_killed_after_it_by_the_stations_clock(
    plain: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (plain.folder / "hourly.toml").write_text("[radio]\ngood_for = 60\n", encoding="utf-8")
    (plain.folder / "brief.txt").write_text(BRIEF, encoding="utf-8")
    made = make(plain.folder, "brief.txt", *PLAIN, "--station", "hourly.toml", "-o", "hourly.wav")
    found = cart(made.audio)
    assert (found["end_date"], found["end_time"]) == ("2023-11-15", "04:43:20")


def test_a_bit_rate_of_mp3_is_taken(world: Path, brief: Path) -> None:
    made = make(world, brief, *PLAIN, "--bit-rate", "192", "-o", "rate.mp3")
    info = MP3(made.audio).info
    assert info is not None
    # mutagen divides the bytes by the length, and rounds down.
    assert round(info.bitrate, -2) == 192_000


def test_a_format_whose_package_is_missing_is_told_before_anything_is_spoken(
    brief: Path, process: Bulletin, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (world / "av.py").write_text("raise ModuleNotFoundError('av')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{world}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    result = process("make", brief, "--voice", "tone", "--format", "m4a")
    assert result.returncode == 69
    assert "bulletin[formats]" in result.stderr
    assert "speaking" not in result.stderr


def our_jingle_seconds(kind: str) -> float:
    with resources.as_file(resources.files("bulletin.sound") / "jingles" / f"{kind}.flac") as path:
        return float(soundfile.info(path).duration)


def test_an_own_sting_of_another_rate_and_in_stereo_takes_the_place_of_ours(plain: Made) -> None:
    sting = plain.folder / "sting.wav"
    wave = 0.3 * np.sin(np.arange(3 * 48_000) * 2 * np.pi * 440 / 48_000)
    soundfile.write(sting, np.stack([wave, wave / 2], axis=1), 48_000)
    made = make(
        plain.folder, "metro.txt", "--voice", "tone", "--no-cover", "--sting", sting, "-o", "sting.mp3"
    )
    assert made.seconds - plain.seconds == pytest.approx(3 - our_jingle_seconds("sting"), abs=0.05)


def test_two_articles_make_one_bulletin(plain: Made) -> None:
    (plain.folder / "mausam.txt").write_text(OTHER_ARTICLE, encoding="utf-8")
    made = make(plain.folder, "metro.txt", "mausam.txt", "--voice", "tone", "--no-cover", "-o", "two.mp3")
    titles = [chapter["title"] for chapter in made.document["chapters"]]
    assert titles == [
        *(chapter["title"] for chapter in plain.document["chapters"]),
        "मौसम: पहाड़ों में बर्फबारी, मैदानों में बढ़ी ठंड",
    ]
    assert made.seconds > plain.seconds


def test_an_article_comes_in_by_standard_input(world: Path) -> None:
    made = make(world, "-", *PLAIN, "-o", "stdin.mp3", stdin=ARTICLE)
    assert made.document["segments"] == 5


def test_without_json_only_the_path_is_printed(brief: Path, bulletin: Bulletin) -> None:
    result = bulletin("make", brief, *PLAIN)
    assert result.stdout == f"{Path('output') / STEM}.mp3\n"


def test_a_named_file_is_replaced(world: Path, brief: Path) -> None:
    (world / "news.mp3").write_bytes(b"old news")
    made = make(world, brief, *PLAIN, "-o", "news.mp3")
    assert made.document["audio"] == "news.mp3"
    assert made.seconds == pytest.approx(made.document["duration"], abs=0.05)
    assert set(all_files(world)) == {"cache", "metro.txt", *made.document["files"].values()}


@pytest.mark.parametrize("folder", ["made", "made/", "made/today"])
def test_a_named_folder_gets_a_file_named_after_the_headline(
    brief: Path, bulletin: Bulletin, folder: str
) -> None:
    result = bulletin("make", brief, *PLAIN, "-o", folder)
    assert result.stdout == f"{Path(folder) / STEM}.mp3\n"


def test_a_file_stays_as_it_was_when_its_replacement_fails(
    world: Path, article: Path, bulletin: Bulletin
) -> None:
    (world / "news.mp3").write_bytes(b"old news")
    assert bulletin("make", article, "--voice", "gtts", "-o", "news.mp3").returncode == 75
    assert (world / "news.mp3").read_bytes() == b"old news"


def test_another_article_of_the_same_headline_gets_a_name_of_its_own(world: Path, brief: Path) -> None:
    other = world / "other.txt"
    other.write_text(f"{ARTICLE.splitlines()[0]}\nमेट्रो आज बंद है. लोग परेशान हैं.\n", encoding="utf-8")
    made = [make(world, source, *PLAIN) for source in (brief, other, brief, other)]
    assert [one.audio.name for one in made] == [f"{STEM}.mp3", f"{STEM}-2.mp3"] * 2
    files = {Path(name).name for one in made for name in one.document["files"].values()}
    assert set(all_files(world / "output")) == files


def test_what_is_left_out_is_never_spoken(world: Path, article: Path, google: GoogleStandIn) -> None:
    make(world, article, "--voice", "gtts", "--no-jingles", "--no-cover")
    asked = " ".join(google.texts)
    assert "मेट्रो" in asked
    assert not re.search("Metro|Bus Service|यह भी पढ़ें", asked)


def test_each_text_is_asked_for_once(world: Path, article: Path, google: GoogleStandIn) -> None:
    make(world, article, "--voice", "auto", "--no-jingles", "--no-cover")
    assert sorted(google.texts) == sorted(set(google.texts))


def test_the_voice_is_gtts_where_it_can_be_reached(world: Path, brief: Path, google: GoogleStandIn) -> None:
    made = make(world, brief, "--no-jingles", "--no-cover")
    assert made.document["voice"] == "gtts:hi"
    assert "note:" not in made.result.stderr


def test_the_voice_is_espeak_throughout_where_nobody_answers(world: Path, brief: Path) -> None:
    made = make(world, brief, "--no-jingles", "--no-cover")
    notes = [line for line in made.result.stderr.splitlines() if line.startswith("note:")]
    assert made.document["voice"] == "espeak:hi"
    told, better = notes
    assert "espeak" in told
    assert better.startswith("note: a better voice without a network: ")


def test_the_voice_is_espeak_throughout_where_something_else_answers(
    world: Path, brief: Path, google: GoogleStandIn
) -> None:
    google.always = page
    made = make(world, brief, "--no-jingles", "--no-cover")
    assert made.document["voice"] == "espeak:hi"
    assert len(google.texts) == 1


def test_a_damaged_clip_is_made_again_and_told(world: Path, brief: Path) -> None:
    make(world, brief, *PLAIN)
    clip = next((world / "cache").rglob("*.clip"))
    clip.write_bytes(clip.read_bytes()[:-100])
    made = make(world, brief, *PLAIN, "--again")
    assert made.document["requests"] == {"made": 1, "from_cache": 1}
    assert "[cache.damaged]" in made.result.stderr


class TestWhatElseRuns:
    """Two runs at once, a cache that is read-only, a day that is fixed."""

    def test_two_articles_of_one_headline_made_at_once_get_two_names(
        self, world: Path, process: Bulletin
    ) -> None:
        for name in ("a", "b"):
            (world / f"{name}.txt").write_text(BRIEF + f"यह {name} है।\n", encoding="utf-8")
        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda name: process("make", f"{name}.txt", *PLAIN), "ab"))

        assert [result.returncode for result in results] == [0, 0]
        assert len({result.stdout for result in results}) == 2

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a place where no folder can be made")
    def test_a_cache_that_cannot_be_written_costs_a_warning(
        self, brief: Path, bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BULLETIN_CACHE_DIR", "/proc/nowhere")

        result = bulletin("make", brief, *PLAIN)

        assert (result.returncode, "[cache.readonly]" in result.stderr) == (0, True)

    def test_a_fixed_day_makes_two_runs_alike_to_the_byte(
        self, brief: Path, bulletin: Bulletin, world: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        for name in ("one", "two"):
            assert bulletin("make", brief, "--voice", "tone", "-o", f"{name}.mp3").returncode == 0

        assert (world / "one.mp3").read_bytes() == (world / "two.mp3").read_bytes()


def test_where_espeak_stands_in_the_last_lines_tell_the_way_to_a_better_voice_once(
    bulletin: Bulletin, brief: Path
) -> None:
    lines = bulletin("make", brief, "--no-jingles", "--no-cover").stderr.splitlines()
    told = [line for line in lines if "bulletin voices install kokoro" in line]
    assert len(told) == 1
    assert told[0].startswith("note: a better voice without a network: ")
    assert lines.index(told[0]) >= len(lines) - 5
