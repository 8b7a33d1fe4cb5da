from __future__ import annotations

import errno
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mutagen.flac import FLAC, VCFLACDict

from bulletin.schema.programme import Chapter
from bulletin.schema.units import Hertz
from bulletin.writers.audio.blocks import Block
from bulletin.writers.audio.facts import Cover, Facts
from bulletin.writers.audio.flac import write_flac
from bulletin.writers.audio.libsndfile import Sink, encode
from bulletin.writers.audio.wav import write_wav
from tests.pairwise import grid
from tests.writers.editions import SMALL
from tests.writers.finished import (
    DECODERS,
    FACTS,
    FIVE_SECONDS,
    RATE,
    TWO_SECONDS,
    Decoder,
    cut,
    loudness,
    murmur,
    picture,
    probed,
    program,
    titled,
    told,
)


def written(samples: Block, facts: Facts | None = FACTS, block: int = 30_000) -> Path:
    path = Path("a.flac").resolve()
    assert write_flac(cut(samples, block), RATE, path, facts) == len(samples)
    return path


@pytest.mark.parametrize(
    ("length", "channels", "decode"), grid([1, 4095, 4096, 4097, TWO_SECONDS], [1, 2], DECODERS)
)
def test_a_decoder_gives_the_samples_of_the_wav_file(length: int, channels: int, decode: Decoder) -> None:
    samples = murmur(length, channels)
    write_wav(cut(samples), RATE, Path("a.wav"))
    plain, _ = soundfile.read("a.wav", dtype="float32")

    assert np.array_equal(decode(written(samples)), plain)


def test_the_sound_keeps_its_loudness() -> None:
    samples = murmur(FIVE_SECONDS)
    decoded, _ = soundfile.read(written(samples), dtype="float32")

    assert loudness(decoded) == pytest.approx(loudness(samples), abs=0.01)


def test_it_tells_length_rate_depth_and_the_check_sum_of_its_samples() -> None:
    info = FLAC(written(murmur(10_001, 2))).info

    assert (info.total_samples, info.sample_rate, info.bits_per_sample, info.channels) == (
        10_001,
        RATE,
        16,
        2,
    )
    assert info.md5_signature != 0


def test_the_text_has_the_time_of_each_sentence_as_players_of_lyrics_read_it() -> None:
    lines = (
        SMALL.sentences[0],
        replace(SMALL.sentences[1], start=6001.239, written="\u200f"),
        replace(SMALL.sentences[2], start=6001.239),
    )

    assert told(written(murmur(1000), replace(FACTS, sentences=lines))).tags["syncedlyrics"] == (
        f"[00:02.50]{SMALL.sentences[0].written}\n[100:01.24]{SMALL.sentences[2].written}"
    )


def test_libsndfile_reads_the_title_it_did_not_write() -> None:
    with soundfile.SoundFile(written(murmur(1000))) as file:
        assert (file.title, file.artist) == (FACTS.tags.title, "आकाश FM")


def test_a_chapter_has_its_number_and_its_time() -> None:
    late = replace(FACTS, chapters=(Chapter(start=3725.0416, end=3800, title="अंत"),))
    tags = FLAC(written(murmur(1000), late)).tags
    assert isinstance(tags, VCFLACDict)

    assert (tags["CHAPTER000"], tags["CHAPTER000NAME"]) == (["01:02:05.042"], ["अंत"])


def test_chapters_beyond_the_numbers_of_the_format_are_left_out() -> None:
    many = tuple(Chapter(start=k, end=k + 1, title=f"भाग {k}") for k in range(1001))
    tags = FLAC(written(murmur(1000), replace(FACTS, chapters=many))).tags
    assert isinstance(tags, VCFLACDict)
    names = [name for name, _ in tags]

    assert len([name for name in names if name.endswith("NAME")]) == 1000


@pytest.mark.parametrize("name", ["A=B", "नाम", "a\x00b", ""])
def test_a_fact_of_an_impossible_name_spoils_no_other(name: str) -> None:
    facts = replace(FACTS, tags=replace(FACTS.tags, provenance=((name, "x"), ("VOICE", "y"))))

    assert told(written(murmur(1000), facts)).tags["voice"] == "y"


def test_an_empty_title_leaves_no_comment() -> None:
    assert "title" not in told(written(murmur(1000), titled(""))).tags


def test_the_picture_is_the_front_cover_as_it_was_given() -> None:
    found = FLAC(written(murmur(1000))).pictures

    assert [(one.type, one.mime, one.data) for one in found] == [(3, "image/png", picture())]


def test_a_jpeg_is_told_as_one() -> None:
    facts = replace(FACTS, cover=Cover(data=b"\xff\xd8\xff\xe0" + bytes(100)))

    assert FLAC(written(murmur(1000), facts)).pictures[0].mime == "image/jpeg"


def test_a_picture_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="GIF89a"):
        write_flac([murmur(10)], RATE, Path("a.flac"), replace(FACTS, cover=Cover(data=b"GIF89a")))


def test_a_picture_too_large_for_the_format_is_refused() -> None:
    large = Cover(data=b"\xff\xd8\xff" + bytes(1 << 24))

    with pytest.raises(ValueError, match="16777219"):
        write_flac([murmur(10)], RATE, Path("a.flac"), replace(FACTS, cover=large))


@pytest.mark.parametrize("rate", [16_000, 44_100])
def test_other_rates_are_kept(rate: int) -> None:
    write_flac([murmur(1000)], Hertz(rate), Path("a.flac"), FACTS)

    assert soundfile.info("a.flac").samplerate == rate


def test_the_systems_own_error_is_the_one_that_is_told() -> None:
    class Broken(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(errno.ENOSPC, "no space")

    with pytest.raises(OSError, match="no space"):
        encode([np.zeros((10, 1), np.int16)], RATE, 1, Sink(Broken()), format="FLAC", subtype="PCM_16")


@pytest.mark.program
@program("ffprobe")
def test_ffprobe_shows_chapters_and_cover() -> None:
    found = probed(written(murmur(FIVE_SECONDS)))

    assert [one["tags"]["title"] for one in found["chapters"]] == [one.title for one in FACTS.chapters]
    assert [one["codec_name"] for one in found["streams"]] == ["flac", "png"]
