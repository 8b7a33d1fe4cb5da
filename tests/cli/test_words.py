"""What stands beside a finished bulletin, made by the real command with the embedded voice."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import soundfile
from mutagen.id3 import ID3
from PIL import Image

from bulletin import __version__
from tests.conftest import ARTICLE, BRIEF, Bulletin

STEP = 0.005
"""Seconds of a measurement of loudness."""

SOFT = -46.0
"""dB below full scale that no speech of a finished bulletin falls below at a sentence's first or last sound."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made")


@pytest.fixture
def made(folder: Path, bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of one bulletin, made once, whose article has the name that its transcript would have."""
    monkeypatch.chdir(folder)
    if not (folder / "metro.mp3").exists():
        (folder / "metro.txt").write_text(ARTICLE, encoding="utf-8")
        (folder / "words.tsv").write_text("City Metro\tसिटी मेट्रो\n", encoding="utf-8")
        result = bulletin(
            "make", "metro.txt", "--voice", "espeak", "--no-jingles", "-o", "metro.mp3",
            "--track", "3/12", "--id3", "2.4", "--lexicon", "words.tsv",
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
    return folder


def brief(made: Path) -> str:
    """A short article in that folder: for what does not depend on the text or the voice."""
    (made / "brief.txt").write_text(BRIEF, encoding="utf-8")
    return "brief.txt"


def record(made: Path) -> Any:
    return json.loads((made / "metro.episode.json").read_text(encoding="utf-8"))


def test_everything_stands_beside_the_sound_and_in_the_record(made: Path) -> None:
    files = record(made)["files"]

    assert {
        "vtt": "metro.vtt",
        "srt": "metro.srt",
        "html": "metro.html",
        "chapters": "metro.chapters.json",
    }.items() <= (files.items())
    assert {name for name in files.values() if not (made / name).is_file()} == set()


def test_the_article_is_not_replaced_by_its_transcript(made: Path) -> None:
    assert (made / "metro.txt").read_text(encoding="utf-8") == ARTICLE
    assert record(made)["files"]["txt"] == "metro.bulletin.txt"


def test_the_record_has_the_notes_with_the_also_read_line_as_a_link_without_its_label(made: Path) -> None:
    found = record(made)

    assert found["links"] == [{"title": "Bus Service: शहर में 100 नई बसें", "href": None}]
    assert "यह भी पढ़ें:\nBus Service: शहर में 100 नई बसें\n" in found["notes"]["text"]


def test_every_caption_begins_and_ends_within_50_ms_of_its_speech(made: Path) -> None:
    samples, rate = soundfile.read(made / "metro.mp3", dtype="float32")
    size = round(rate * STEP)
    mono = samples.reshape(len(samples), -1).mean(axis=1)
    blocks = mono[: len(mono) // size * size].reshape(-1, size)
    loud = 20 * np.log10(np.sqrt((blocks**2).mean(axis=1)) + 1e-9) > SOFT
    lines = record(made)["lines"]
    assert len(lines) == 8
    bounds = [
        0.0,
        *((one["end"] + two["start"]) / 2 for one, two in itertools.pairwise(lines)),
        len(mono) / rate,
    ]
    for line, since, until in zip(lines, bounds[:-1], bounds[1:], strict=True):
        first = round(since * rate) // size
        heard = np.flatnonzero(loud[first : round(until * rate) // size]) + first
        begins, ends = heard[0] * size / rate, (heard[-1] + 1) * size / rate
        assert begins == pytest.approx(line["start"], abs=0.05), line["written"]
        assert ends == pytest.approx(line["end"], abs=0.05), line["written"]


def test_captions_are_on_the_clock_of_the_record(made: Path) -> None:
    with av.open(str(made / "metro.vtt")) as container:
        starts = [packet.pts for packet in container.demux(container.streams.subtitles[0]) if packet.size]

    assert starts == [round(line["start"] * 1000) for line in record(made)["lines"]]


def test_what_was_asked_for_its_tags_is_in_them(made: Path) -> None:
    found = ID3(made / "metro.mp3")
    words = hashlib.sha256((made / "words.tsv").read_bytes()).hexdigest()[:16]

    assert (found.version[:2], str(found["TRCK"])) == ((2, 4), "3/12")
    assert str(found["TXXX:LEXICON"]) == f"bulletin {__version__}, words.tsv {words}"


def test_the_text_in_its_tags_is_on_the_clock_word_by_word(made: Path) -> None:
    told = ID3(made / "metro.mp3").getall("SYLT")[0].text
    line = record(made)["lines"][0]
    first = [time for _, time in told[: len(line["written"].split())]]

    assert "".join(text for text, _ in told).split("\n") == [one["written"] for one in record(made)["lines"]]
    assert first[0] == round(line["start"] * 1000)
    assert all(before < after for before, after in pairwise(first))
    assert first[-1] < line["end"] * 1000


def size_of(data: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(data)).size


def test_a_cover_lies_beside_the_sound_and_a_smaller_one_within_it(made: Path) -> None:
    beside = (made / record(made)["files"]["cover"]).read_bytes()
    (within,) = ID3(made / "metro.mp3").getall("APIC")

    assert (size_of(beside), size_of(within.data)) == ((3000, 3000), (1500, 1500))
    assert (len(beside) <= 500_000, len(within.data) <= 200_000) == (True, True)
    assert record(made)["details"]["cover"]["type"] == "image/jpeg"


def test_no_cover_is_made_where_none_is_wanted(made: Path, bulletin: Bulletin) -> None:
    result = bulletin(
        "make", brief(made), "--voice", "tone", "--no-jingles", "-o", "bare.mp3", "--no-cover", "--json"
    )

    assert "cover" not in json.loads(result.stdout)["files"]
    assert ID3(made / "bare.mp3").getall("APIC") == []
    assert not (made / "bare.jpg").exists()


def test_the_stations_own_picture_is_the_cover_and_stays_as_it_is(made: Path, bulletin: Bulletin) -> None:
    Image.new("RGB", (700, 700), "#c01818").save("own.jpg")
    before = (made / "own.jpg").read_bytes()
    (made / "own.toml").write_text('[cover]\nfile = "own.jpg"\n', encoding="utf-8")
    result = bulletin(
        "make", brief(made), "--voice", "tone", "--no-jingles", "-o", "own.mp3", "--station", "own.toml", "--json"
    )  # fmt: skip
    cover = Path(json.loads(result.stdout)["files"]["cover"])

    assert (cover.name, size_of(cover.read_bytes())) == ("own.bulletin.jpg", (1400, 1400))
    assert (made / "own.jpg").read_bytes() == before


def test_a_picture_that_is_none_is_told_before_anything_is_made(made: Path, bulletin: Bulletin) -> None:
    (made / "fake.png").write_bytes(b"GIF89a")
    result = bulletin("make", "metro.txt", "--voice", "espeak", "-o", "fake.mp3", "--cover", "fake.png")

    assert result.returncode == 65
    assert "[picture.format]" in result.stderr
    assert not (made / "fake.mp3").exists()


def test_without_what_draws_it_the_bulletin_is_made_and_the_want_of_a_cover_told(
    made: Path, process: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Another cache: the cover of the bulletin that was made is in the first one.
    monkeypatch.setenv("BULLETIN_CACHE_DIR", str(made / "empty"))
    (made / "broken").mkdir(exist_ok=True)
    (made / "broken" / "uharfbuzz.py").write_text("raise ImportError('no library')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{made / 'broken'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    result = process("make", brief(made), "--voice", "tone", "--no-jingles", "-o", "plain.mp3")

    assert result.returncode == 0
    assert "[cover.broken]" in result.stderr
    assert (made / "plain.mp3").exists()
