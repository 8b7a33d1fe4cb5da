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
from mutagen.flac import Picture
from mutagen.oggopus import OggOpus

from bulletin.containers.ogg import check_sum
from bulletin.schema.units import Hertz, Samples
from bulletin.writers.audio import opus, opus_encoding
from bulletin.writers.audio.blocks import Block
from bulletin.writers.audio.facts import Cover, Facts
from bulletin.writers.audio.opus import write_opus
from bulletin.writers.audio.opus_encoding import FRAME, encoder_here, with_libsndfile, with_pyav
from bulletin.writers.audio.opus_pages import SERIAL
from bulletin.writers.audio.opus_slicing import cuts_in
from tests.pairwise import grid
from tests.tiers import by_tier
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
    offset_between,
    picture,
    probed,
    program,
    told,
)


def written(
    samples: Block, facts: Facts | None = FACTS, bit_rate: int | None = None, block: int = 30_000
) -> Path:
    path = Path("a.opus").resolve()
    assert write_opus(cut(samples, block), RATE, path, facts, bit_rate) == len(samples)
    return path


def pages(path: Path) -> list[tuple[int, int, int, int, bytes]]:
    """Flags, place in time, serial number, number and content of each page; check sums and seams are checked."""
    data = path.read_bytes()
    found = []
    open_packet = False
    while data:
        sign, version, flags, granule, serial, number, check, count = struct.unpack_from("<4sBBqIIIB", data)
        size = 27 + count + sum(data[27 : 27 + count])
        page, data = data[:size], data[size:]
        assert (sign, version) == (b"OggS", 0)
        # tests/containers/test_ogg.py holds this function against the standard's own words.
        assert check == check_sum(page[:22] + bytes(4) + page[26:])
        assert bool(flags & 1) == open_packet
        open_packet = page[26 + count] == 255
        found.append((flags, granule, serial, number, page[27 + count :]))
    assert not open_packet
    return found


@pytest.mark.parametrize(
    ("length", "channels", "decode"), grid([1, 311, 312, 959, 960, 961, TWO_SECONDS], [1, 2], DECODERS)
)
def test_a_decoder_gives_as_many_samples_as_were_written(length: int, channels: int, decode: Decoder) -> None:
    samples = murmur(length, channels)

    assert decode(written(samples)).shape == samples.shape


@pytest.mark.parametrize("facts", [None, FACTS], ids=["bare", "told"])
@pytest.mark.parametrize("decode", DECODERS)
def test_the_sound_stays_in_its_place(decode: Decoder, facts: Facts | None) -> None:
    samples = murmur(TWO_SECONDS)

    assert offset_between(samples, decode(written(samples, facts))) == 0


@pytest.mark.parametrize("more", [-312, -311, -100, 0, 100, 600, 648, 649])
def test_none_of_the_sound_is_lost(more: int) -> None:
    samples = murmur(TWO_SECONDS + more)
    error = soundfile.read(written(samples, bit_rate=128), dtype="float32")[0] - samples

    for end in (slice(None, 400), slice(-400, None)):
        assert 10 * np.log10(np.mean(samples[end] ** 2) / np.mean(error[end] ** 2)) > 15


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("bit_rate", [32, 64, 128])
def test_the_sound_keeps_its_loudness(bit_rate: int, channels: int) -> None:
    samples = murmur(FIVE_SECONDS, channels)
    decoded, _ = soundfile.read(written(samples, bit_rate=bit_rate), dtype="float32")

    assert loudness(decoded) == pytest.approx(loudness(samples), abs=0.3)


@pytest.mark.parametrize("bit_rate", [24, 48, 64, 96])
def test_the_file_is_about_as_large_as_its_bit_rate_says(bit_rate: int) -> None:
    size = written(murmur(FIVE_SECONDS), None, bit_rate).stat().st_size

    assert size * 8 / 5 == pytest.approx(1000 * bit_rate, rel=0.25)


def test_speech_has_64_kilobits_where_nothing_else_is_asked() -> None:
    samples = murmur(FIVE_SECONDS)
    usual = written(samples).read_bytes()

    assert written(samples, bit_rate=64).read_bytes() == usual


@settings(deadline=None, max_examples=15)
@given(st.integers(1, 20_000), st.integers(1, 20_000), st.sampled_from([1, 2]))
def test_any_length_in_any_blocks_is_exact(length: int, block: int, channels: int) -> None:
    samples = murmur(length, channels)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.opus"

        assert write_opus(cut(samples, block), RATE, path, FACTS) == length
        assert len(soundfile.read(path)[0]) == length


@pytest.mark.parametrize(
    "facts", [None, FACTS, replace(FACTS, cover=Cover(data=picture(200)))], ids=["bare", "told", "large"]
)
def test_the_pages_are_numbered_and_of_one_stream(facts: Facts | None) -> None:
    found = pages(written(murmur(2 * RATE), facts))

    assert [number for _, _, _, number, _ in found] == list(range(len(found)))
    assert {serial for _, _, serial, _, _ in found} == {SERIAL}
    assert [flags & 6 for flags, _, _, _, _ in found] == [2, *[0] * (len(found) - 2), 4]


def test_a_header_of_many_pages_is_one_packet() -> None:
    found = pages(written(murmur(RATE), replace(FACTS, cover=Cover(data=picture(200)))))
    header = [page for page in found if page[1] <= 0][1:]

    assert len(header) > 2
    assert [flags for flags, _, _, _, _ in header] == [0, *[1] * (len(header) - 1)]
    assert [granule for _, granule, _, _, _ in header] == [*[-1] * (len(header) - 1), 0]
    assert all(not content.startswith(b"OpusTags") for *_, content in header[1:])


@pytest.mark.parametrize("spare", [-1, 0, 1])
@pytest.mark.parametrize("segments", [1, 254, 255])
def test_a_header_that_just_fills_its_segments_is_read(segments: int, spare: int) -> None:
    # A packet ends with a segment below 255 bytes: one that fills its last needs one more, empty.
    tags = replace(
        FACTS.tags, title="x", written="", sources=(), provenance=(), dek="", track="", copyright="", link=""
    )
    facts = Facts(tags=tags)
    bare = len(pages(written(murmur(1000), facts))[1][4])
    wanted = 255 * segments + spare
    title = "x" * (1 + wanted - bare)
    path = written(murmur(RATE), replace(facts, tags=replace(facts.tags, title=title)))

    assert sum(len(page[4]) for page in pages(path) if page[1] <= 0) == 19 + wanted
    assert told(path).tags["title"] == title


def test_it_begins_with_the_head_that_tells_what_decoders_skip() -> None:
    head = pages(written(murmur(RATE)))[0][4]

    assert struct.unpack("<8sBBHIhB", head) == (b"OpusHead", 1, 1, 312, RATE, 0, 0)


@pytest.mark.parametrize("size", [16, 200])
def test_the_picture_is_read_back_as_it_was_given(size: int) -> None:
    import base64

    facts = replace(FACTS, cover=Cover(data=picture(size)))
    (block,) = OggOpus(written(murmur(1000), facts))["metadata_block_picture"]
    found = Picture(base64.b64decode(block))

    assert (found.type, found.mime, found.data) == (3, "image/png", picture(size))


def test_a_tagger_can_change_the_file() -> None:
    path = written(murmur(FIVE_SECONDS))
    file = OggOpus(path)
    file["title"] = "नया"
    file.save()

    assert told(path).tags["title"] == "नया"
    assert len(soundfile.read(path)[0]) == FIVE_SECONDS


@pytest.mark.parametrize("rate", [24_000, 44_100])
def test_another_rate_is_refused(rate: int) -> None:
    with pytest.raises(ValueError, match=str(rate)):
        write_opus([murmur(1000)], Hertz(rate), Path("a.opus"))


@pytest.mark.parametrize(("bit_rate", "channels"), [(5, 1), (257, 1), (11, 2), (513, 2)])
def test_a_bit_rate_beyond_the_codec_is_refused(bit_rate: int, channels: int) -> None:
    with pytest.raises(ValueError, match=str(bit_rate)):
        write_opus([murmur(1000, channels)], RATE, Path("a.opus"), bit_rate=bit_rate)


@pytest.mark.program
@program("ffprobe")
def test_ffprobe_shows_chapters_and_cover() -> None:
    found = probed(written(murmur(FIVE_SECONDS)))

    assert [one["tags"]["title"] for one in found["chapters"]] == [one.title for one in FACTS.chapters]
    assert [one["codec_name"] for one in found["streams"]] == ["opus", "png"]


def speech(channels: int = 1) -> tuple[Block, list[tuple[Samples, Samples]]]:
    """Twenty seconds of sound with two silences of half a second, and where they are."""
    samples = np.concatenate([murmur(FIVE_SECONDS, channels)] * 4)
    rests = [(Samples(start), Samples(start + RATE // 2)) for start in (450_001, 870_777)]
    for start, end in rests:
        samples[start:end] = 0
    return samples, rests


@pytest.fixture(params=[with_pyav, with_libsndfile])
def encoder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> object:
    """Each of the two encoders, chosen as the one that is here."""
    if request.param is with_pyav:
        pytest.importorskip("av")
    monkeypatch.setattr(opus, "encoder_here", lambda: request.param)
    return request.param


@pytest.mark.usefixtures("encoder")
@pytest.mark.parametrize("length", [1, 311, 649, 960, 48_001])
def test_each_encoder_gives_as_many_samples_as_were_written(length: int) -> None:
    path = written(murmur(TWO_SECONDS)[:length])
    assert len(soundfile.read(path)[0]) == length


def test_libsndfile_encodes_where_pyav_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opus_encoding, "found_library", lambda: None)
    assert encoder_here.__wrapped__() is with_libsndfile


@pytest.mark.parametrize(
    ("encoder", "channels"),
    by_tier([(with_pyav, 2)], [(with_pyav, 1), (with_pyav, 2), (with_libsndfile, 1)]),
    indirect=["encoder"],
)
@pytest.mark.usefixtures("encoder")
@pytest.mark.parametrize("block", [30_000])
def test_slices_between_silences_join_without_a_trace(channels: int, block: int) -> None:
    samples, rests = speech(channels)
    whole, sliced = Path("whole.opus"), Path("sliced.opus")
    write_opus(cut(samples, block), RATE, whole)
    assert write_opus(cut(samples, block), RATE, sliced, rests=rests) == len(samples)
    found = soundfile.read(sliced, dtype="float32")[0]

    assert cuts_in(rests) == [477, 916]
    assert found.shape == samples.shape
    assert offset_between(samples, found) == 0
    assert loudness(found) == pytest.approx(loudness(soundfile.read(whole, dtype="float32")[0]), abs=0.1)
    for at in cuts_in(rests):
        assert np.abs(found[at * FRAME - 4000 : at * FRAME + 2000]).max() < 0.001
    numbers = [number for _, _, _, number, _ in pages(sliced)]
    assert numbers == list(range(len(numbers)))


def test_slices_do_not_depend_on_the_blocks() -> None:
    samples, rests = speech()
    for name, block in (("a.opus", 777), ("b.opus", 65_536)):
        write_opus(cut(samples, block), RATE, Path(name), FACTS, rests=rests)

    assert Path("a.opus").read_bytes() == Path("b.opus").read_bytes()


def test_silences_too_short_or_too_near_are_not_cut() -> None:
    assert cuts_in([(Samples(480_000), Samples(480_000 + 11 * FRAME))]) == []
    assert cuts_in([(Samples(100_000), Samples(200_000))]) == []
