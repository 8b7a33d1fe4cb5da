from __future__ import annotations

import struct
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from wavinfo import WavInfoReader

from bulletin.schema.programme import Chapter
from bulletin.writers.audio.blocks import Block
from bulletin.writers.audio.facts import Facts
from bulletin.writers.audio.wav import write_wav
from tests.pairwise import grid
from tests.writers.finished import (
    DECODERS,
    FACTS,
    FIVE_SECONDS,
    HARD_TITLES,
    RATE,
    Decoder,
    cut,
    loudness,
    murmur,
    titled,
    told,
)

STEP = 1 / 32_768


def written(samples: Block, facts: Facts | None = FACTS, limit: int = 1 << 32, block: int = 30_000) -> Path:
    path = Path("a.wav").resolve()
    assert write_wav(cut(samples, block), RATE, path, facts, limit=limit) == len(samples)
    return path


def chunks(path: Path) -> list[tuple[bytes, bytes]]:
    """Names and contents in their order, read by the letter of the format; `data` of RF64 by its ds64."""
    data = path.read_bytes()
    found: list[tuple[bytes, bytes]] = []
    place = 12
    while place < len(data):
        name, size = struct.unpack_from("<4sI", data, place)
        if size == 0xFFFF_FFFF:
            size = struct.unpack_from("<Q", dict(found)[b"ds64"], 8)[0]
        found.append((name, data[place + 8 : place + 8 + size]))
        assert len(found[-1][1]) == size
        place += 8 + size + size % 2
    return found


@pytest.mark.parametrize(("length", "channels", "decode"), grid([1, 2, 4801, FIVE_SECONDS], [1, 2], DECODERS))
def test_a_decoder_gives_the_samples_that_were_written(length: int, channels: int, decode: Decoder) -> None:
    samples = murmur(length, channels)
    decoded = decode(written(samples))

    assert decoded.shape == samples.shape
    assert np.abs(decoded - samples).max() < 1.6 * STEP


@pytest.mark.parametrize("facts", [None, FACTS], ids=["bare", "told"])
def test_a_file_without_a_sample_is_a_file_all_the_same(facts: Facts | None) -> None:
    assert soundfile.info(written(np.zeros(0, np.float32), facts)).frames == 0


def test_the_sound_keeps_its_loudness() -> None:
    samples = murmur(FIVE_SECONDS)
    decoded, _ = soundfile.read(written(samples), dtype="float32")

    assert loudness(decoded) == pytest.approx(loudness(samples), abs=0.01)


def test_it_is_16_bit_pcm_at_the_rate_it_was_given() -> None:
    found = soundfile.info(written(murmur(1000)))

    assert (found.format, found.subtype, found.samplerate, found.channels) == ("WAV", "PCM_16", RATE, 1)


def test_a_tone_below_one_step_survives_in_the_dither() -> None:
    tone = (0.3 * STEP * np.sin(2 * np.pi * 1000 * np.arange(10 * RATE) / RATE)).astype(np.float32)
    decoded, _ = soundfile.read(written(tone), dtype="float32")
    found = 2 * np.mean(decoded * tone) / (0.3 * STEP) ** 2

    assert found == pytest.approx(1, abs=0.05)


def test_the_hiss_of_rounding_is_half_a_step_whatever_the_sound() -> None:
    samples = np.repeat(np.linspace(-2.3 * STEP, 2.3 * STEP, 20, dtype=np.float32), 10_000)
    error = (libsndfile_doubles(written(samples)) - samples) / STEP
    each = error.reshape(20, -1)

    assert each.mean(axis=1) == pytest.approx(np.zeros(20), abs=0.03)
    assert each.std(axis=1) == pytest.approx(np.full(20, 0.5), abs=0.015)


def libsndfile_doubles(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    samples: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = soundfile.read(path, dtype="float64")[0]
    return samples


def test_sound_beyond_full_scale_is_clipped_and_does_not_wrap() -> None:
    decoded, _ = soundfile.read(written(np.array([1.5, -1.5, 1.0, -1.0] * 100, np.float32)), dtype="int16")

    assert decoded[:4].tolist() == pytest.approx([32767, -32768, 32767, -32768], abs=1)
    assert decoded[::2].min() > 32_700


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 5000), st.integers(1, 5000), st.sampled_from([1, 2]))
def test_the_file_does_not_depend_on_the_blocks(length: int, block: int, channels: int) -> None:
    samples = murmur(length, channels)
    with tempfile.TemporaryDirectory() as folder:
        whole, parts = Path(folder) / "whole.wav", Path(folder) / "parts.wav"
        write_wav([samples], RATE, whole, FACTS)
        write_wav(cut(samples, block), RATE, parts, FACTS)

        assert parts.read_bytes() == whole.read_bytes()


def test_the_chunks_come_in_the_order_that_readers_want() -> None:
    names = [name for name, _ in chunks(written(murmur(1000)))]

    assert names == [b"JUNK", b"fmt ", b"LIST", b"cue ", b"LIST", b"data"]


def test_the_size_of_the_file_is_told_at_its_beginning() -> None:
    data = written(murmur(1001)).read_bytes()

    assert data[:4] + data[8:12] == b"RIFFWAVE"
    assert struct.unpack_from("<I", data, 4)[0] == len(data) - 8


@pytest.mark.parametrize("decode", DECODERS)
def test_beyond_the_limit_of_riff_the_file_is_rf64_and_plays(decode: Decoder) -> None:
    samples = murmur(20_000, 2)
    path = written(samples, limit=79_000)

    assert path.read_bytes()[:16] == b"RF64\xff\xff\xff\xffWAVEds64"
    assert np.abs(decode(path) - samples).max() < 1.6 * STEP


def test_rf64_tells_its_sizes_in_64_bits() -> None:
    path = written(murmur(20_000, 2), limit=79_000)
    total, size, count, table = struct.unpack("<QQQI", dict(chunks(path))[b"ds64"])

    assert (total, size, count, table) == (path.stat().st_size - 8, 80_000, 20_000, 0)


def test_rf64_tells_as_much_of_the_bulletin_as_riff() -> None:
    large, small = written(murmur(20_000), limit=1000), Path("small.wav")
    write_wav([murmur(20_000)], RATE, small, FACTS)

    assert chunks(large)[1:] == chunks(small)[1:]


def test_at_the_limit_itself_the_file_is_still_riff() -> None:
    size = written(murmur(1000)).stat().st_size - 8

    assert written(murmur(1000), limit=size).read_bytes()[:4] == b"RIFF"
    assert written(murmur(1000), limit=size - 1).read_bytes()[:4] == b"RF64"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("title", FACTS.tags.title),
        ("artist", "आकाश FM"),
        ("album", "समाचार"),
        ("created_date", "2026-03-05"),
        ("genre", "News"),
        ("subject", "12 किमी लंबी लाइन"),
        ("copyright", "2026 आकाश FM"),
        ("source", "https://example.com/metro metro.txt"),
        ("comment", "VOICE: tone:hum\nDISCLOSURE: यह बुलेटिन कृत्रिम आवाज़ में है।"),
    ],
)
def test_each_fact_is_read_back_as_it_was_given(field: str, expected: str) -> None:
    info = WavInfoReader(str(written(murmur(1000))), info_encoding="utf-8").info

    assert getattr(info, field) == expected


@pytest.mark.parametrize("title", HARD_TITLES.values(), ids=HARD_TITLES)
def test_a_title_of_any_letters_is_read_back_whole(title: str) -> None:
    found = told(written(murmur(FIVE_SECONDS), titled(title)))

    assert found.tags["title"][:1000] == title[:1000]
    assert WavInfoReader("a.wav", info_encoding="utf-8").info.title == title


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\ud800", "\u202e"], ids=ascii)
def test_control_characters_are_taken_out(sign: str) -> None:
    info = WavInfoReader(str(written(murmur(1000), titled(f"समा{sign}चार"))), info_encoding="utf-8").info

    assert info.title == "समाचार"


def test_chapters_are_cue_points_with_labels() -> None:
    cues = WavInfoReader(str(written(murmur(FIVE_SECONDS))), info_encoding="utf-8").cues

    assert [(one["frame"], one["label"]) for one in cues.to_dict().values()] == [
        (0, "मुख्य समाचार"),
        (60_000, "किराया & <समय>"),
        (168_000, "Sport"),
    ]


def test_cue_points_that_the_format_cannot_count_are_left_out() -> None:
    late = replace(
        FACTS,
        chapters=(Chapter(start=0, end=90_000, title="a"), Chapter(start=90_000, end=90_001, title="b")),
    )

    assert b"cue " not in dict(chunks(written(murmur(1000), late)))
