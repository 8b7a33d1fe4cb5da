from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from mutagen.id3 import ID3

from bulletin.containers.mpeg import FRAME
from bulletin.schema.units import Hertz
from bulletin.writers.audio.blocks import Block
from bulletin.writers.audio.facts import Facts
from bulletin.writers.audio.mp2 import BIT_RATES, DELAY, write_mp2
from tests.pairwise import grid
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
    probed,
    program,
    pyav,
)

LENGTHS = [10 * FRAME - DELAY - 1, 10 * FRAME - DELAY, 10 * FRAME - DELAY + 1, 10 * FRAME, TWO_SECONDS]
"""Of two or three frames alone, readers do not see what they are."""


def written(
    samples: Block,
    facts: Facts | None = FACTS,
    bit_rate: int | None = None,
    block: int = 30_000,
    rate: Hertz = RATE,
) -> Path:
    path = Path("a.mp2").resolve()
    assert write_mp2(cut(samples, block), rate, path, facts, bit_rate) == len(samples)
    return path


@pytest.mark.parametrize(("length", "channels", "decode"), grid(LENGTHS, [1, 2], DECODERS))
def test_a_decoder_gives_the_delay_and_the_sound_in_whole_frames(
    length: int, channels: int, decode: Decoder
) -> None:
    decoded = decode(written(murmur(length, channels)))

    assert decoded.shape[1:] == murmur(1, channels).shape[1:]
    assert len(decoded) == -(-(length + DELAY) // FRAME) * FRAME


@pytest.mark.parametrize("decode", DECODERS)
def test_the_sound_is_as_late_as_is_said(decode: Decoder) -> None:
    samples = murmur(FIVE_SECONDS)

    assert offset_between(samples, decode(written(samples))[:FIVE_SECONDS]) == DELAY


@pytest.mark.parametrize("length", LENGTHS)
def test_none_of_the_sound_is_lost(length: int) -> None:
    samples = murmur(length)
    error = pyav(written(samples))[DELAY : DELAY + length] - samples

    for end in (slice(None, 400), slice(-400, None)):
        assert 10 * np.log10(np.mean(samples[end] ** 2) / np.mean(error[end] ** 2)) > 20


@pytest.mark.parametrize(("channels", "bit_rate"), [(1, 96), (1, 192), (2, 192), (2, 256), (2, 384)])
def test_the_sound_keeps_its_loudness(channels: int, bit_rate: int) -> None:
    samples = murmur(FIVE_SECONDS, channels)

    assert loudness(pyav(written(samples, bit_rate=bit_rate))) == pytest.approx(loudness(samples), abs=0.3)


@pytest.mark.parametrize(("channels", "bit_rate"), [(1, 192), (2, 256)])
def test_the_file_is_as_large_as_its_usual_bit_rate_says(channels: int, bit_rate: int) -> None:
    size = written(murmur(FIVE_SECONDS, channels), None).stat().st_size

    assert size * 8 / 5 == pytest.approx(1000 * bit_rate, rel=0.01)


@pytest.mark.parametrize("channels", [1, 2])
def test_every_bit_rate_that_is_taken_is_layer_ii_at_that_rate(channels: int) -> None:
    # The index of a bit rate stands in the upper half of a frame's third byte.
    table = [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384]
    for bit_rate in BIT_RATES[channels]:
        head = written(murmur(3000, channels), None, bit_rate).read_bytes()[:4]
        assert head[:2] == b"\xff\xfd"
        assert table[head[2] >> 4] == bit_rate
        assert (head[3] >> 6 == 3) == (channels == 1)


@pytest.mark.parametrize("rate", [32_000, 44_100])
def test_other_rates_are_kept(rate: int) -> None:
    assert soundfile.info(written(murmur(rate, rate=rate), rate=Hertz(rate))).samplerate == rate


def test_the_tag_in_front_tells_the_title() -> None:
    path = written(murmur(1000))

    assert str(ID3(path)["TIT2"]) == FACTS.tags.title
    assert path.read_bytes()[:3] == b"ID3"


def test_nothing_stands_before_the_sound_where_nothing_is_to_be_told() -> None:
    assert written(murmur(1000), None).read_bytes()[:2] == b"\xff\xfd"


def test_the_tag_leaves_the_sound_as_it_was() -> None:
    bare = written(murmur(5000), None).read_bytes()

    assert written(murmur(5000)).read_bytes().endswith(bare)


@pytest.mark.parametrize("rate", [22_050, 96_000])
def test_a_rate_that_mpeg_1_lacks_is_refused(rate: int) -> None:
    with pytest.raises(ValueError, match=str(rate)):
        write_mp2([murmur(1000)], Hertz(rate), Path("a.mp2"))


@pytest.mark.parametrize(("bit_rate", "channels"), [(256, 1), (32, 2), (100, 1)])
def test_a_bit_rate_that_layer_ii_lacks_is_refused(bit_rate: int, channels: int) -> None:
    with pytest.raises(ValueError, match=str(bit_rate)):
        write_mp2([murmur(1000, channels)], RATE, Path("a.mp2"), bit_rate=bit_rate)


@pytest.mark.program
@program("ffprobe")
def test_ffprobe_takes_it_for_layer_ii() -> None:
    stream = probed(written(murmur(FIVE_SECONDS, 2)))["streams"][0]

    assert (stream["codec_name"], stream["sample_rate"], stream["bit_rate"]) == ("mp2", "48000", "256000")
