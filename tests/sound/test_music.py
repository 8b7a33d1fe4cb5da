from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from bulletin.errors import InputError
from bulletin.schema.programme import KINDS, PARTS, Channels, Part
from bulletin.sound.decode import Sound
from bulletin.sound.jingles import LONGEST_TAIL_SECONDS, load_music, tail
from bulletin.sound.music import MOST_IN_MEMORY, Music, kept
from tests.sound.heard import RATE, level_of, noise, tone

pytestmark = pytest.mark.usefixtures("world")

BOTH: tuple[Channels, ...] = (1, 2)


@pytest.fixture
def closing() -> Iterator[ExitStack]:
    with ExitStack() as closing:
        yield closing


def written(name: str, samples: Sound, rate: int = RATE, subtype: str = "PCM_24") -> Path:
    path = Path(name).resolve()
    soundfile.write(path, samples, rate, subtype=subtype)
    return path


def loaded(path: Path, closing: ExitStack, part: Part = "bed") -> Music:
    return load_music({part: path}, [part], closing)[part]


@pytest.mark.parametrize("part", PARTS)
def test_our_own_music_sounds_and_is_of_one_channel(part: Part, closing: ExitStack) -> None:
    music = load_music({}, [part], closing)[part]

    assert music.channels == 1
    assert music.loudness(1) > -30


def test_our_own_bed_is_small() -> None:
    import bulletin.sound

    folder = Path(str(bulletin.sound.__file__)).parent / "jingles"
    assert (folder / "bed.flac").stat().st_size < 200_000


@pytest.mark.parametrize("seconds", [2, MOST_IN_MEMORY // RATE + 2])
def test_a_constant_part_is_taken_out(seconds: int, closing: ExitStack) -> None:
    left, right = tone(440, seconds) * 0.3 + 0.25, tone(660, seconds) * 0.3 - 0.1
    music = loaded(written("j.wav", np.stack([left, right], axis=1)), closing)
    plain = loaded(written("p.wav", np.stack([left - 0.25, right + 0.1], axis=1)), closing)

    np.testing.assert_allclose(music.read(1000, 60_000, 2), plain.read(1000, 60_000, 2), atol=2e-4)
    assert np.abs(music.read(0, music.length, 2).mean(axis=0)).max() < 1e-4


def test_a_very_small_constant_part_is_left(closing: ExitStack) -> None:
    samples = tone(440, 2) * 0.3 + np.float32(0.002)
    music = loaded(written("j.wav", samples), closing)

    np.testing.assert_allclose(music.read(1000, 60_000, 1), samples[1000:60_000], atol=1e-6)


@pytest.mark.parametrize("rate", [8_000, 11_025, 48_000, 96_000, 44_099])
def test_music_of_any_rate_plays_at_the_programme_rate(rate: int, closing: ExitStack) -> None:
    music = loaded(written("j.wav", tone(440, 2, rate=rate), rate), closing)

    assert abs(music.length - 2 * RATE) <= 1
    np.testing.assert_allclose(music.read(4000, 80_000, 1), tone(440, 2)[4000:80_000], atol=1e-3)


def test_two_channels_stay_two(closing: ExitStack) -> None:
    both = np.stack([tone(440, 1), tone(660, 1)], axis=1)
    music = loaded(written("j.wav", both), closing)

    assert music.channels == 2
    np.testing.assert_allclose(music.read(0, RATE, 2), both, atol=1e-6)


def test_two_channels_that_are_the_same_are_one(closing: ExitStack) -> None:
    music = loaded(written("j.wav", np.stack([tone(440, 1)] * 2, axis=1)), closing)

    assert music.channels == 1
    np.testing.assert_allclose(music.read(0, RATE, 1), tone(440, 1), atol=1e-6)


@pytest.mark.parametrize(
    "samples", [noise(2), np.stack([noise(2), noise(2)], axis=1)], ids=["one", "two alike"]
)
def test_one_channel_is_as_loud_in_a_programme_of_two(samples: Sound) -> None:
    music = Music.of(samples)

    assert music.loudness(2) == pytest.approx(music.loudness(1), abs=0.001)


def m4a(samples: Sound, rate: int) -> Path:
    path = Path("j.m4a").resolve()
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=rate, layout="stereo")
        assert isinstance(stream, av.AudioStream)
        for start in range(0, len(samples), 1024):
            part = np.ascontiguousarray(samples[start : start + 1024].T)
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
            frame.sample_rate = rate
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def test_an_m4a_is_read_by_its_bytes_whatever_its_name(closing: ExitStack) -> None:
    both = np.stack([tone(440, 2, rate=48_000), tone(660, 2, rate=48_000)], axis=1)
    path = m4a(both, 48_000).rename("j.wav")
    music = loaded(path, closing)

    assert music.channels == 2
    assert music.length / RATE == pytest.approx(2, abs=0.05)
    assert level_of(music.read(RATE // 2, RATE, 2)) == pytest.approx(-23.0, abs=0.2)


def test_an_m4a_that_is_cut_off_is_refused(closing: ExitStack) -> None:
    whole = m4a(np.stack([noise(3)] * 2, axis=1), RATE).read_bytes()
    Path("cut.m4a").write_bytes(whole[: len(whole) // 3])
    with pytest.raises(InputError) as caught:
        loaded(Path("cut.m4a"), closing)

    assert (caught.value.code, caught.value.source) == (65, "cut.m4a")


def test_one_channel_is_in_the_middle_of_two() -> None:
    found = Music.of(noise(1)).read(0, RATE, 2)

    np.testing.assert_array_equal(found[:, 0], found[:, 1])
    assert level_of(found[:, 0]) == pytest.approx(-23.0, abs=0.1)


def test_two_channels_become_their_mean_in_a_programme_of_one() -> None:
    both = np.stack([tone(440, 1), tone(660, 1)], axis=1)

    np.testing.assert_allclose(Music.of(both).read(0, RATE, 1), both.mean(axis=1), atol=1e-7)


@pytest.mark.parametrize("channels", BOTH)
def test_long_music_is_the_same_from_its_file(channels: Channels, closing: ExitStack) -> None:
    blocks = [np.stack([noise(31, seed=turn), noise(31, seed=turn + 9)], axis=1) for turn in range(2)]
    whole = np.concatenate(blocks)
    assert len(whole) > MOST_IN_MEMORY
    music = kept(blocks, closing)

    assert (music.length, music.channels) == (len(whole), 2)
    np.testing.assert_array_equal(
        music.read(30 * RATE, 33 * RATE, channels), Music.of(whole).read(30 * RATE, 33 * RATE, channels)
    )


def test_long_music_takes_little_memory(closing: ExitStack) -> None:
    path = Path("bed.wav").resolve()
    part = np.stack([tone(220, 10), tone(331, 10)], axis=1)
    with soundfile.SoundFile(path, "w", RATE, 2, "PCM_16") as file:
        for _ in range(8):
            file.write(part)
    del part
    tracemalloc.start()
    try:
        loaded(path, closing).loudness(2)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    # All of it is 28 MB.
    assert most < 14_000_000


class TestTheTail:
    """How long before its end a jingle lets the voice begin."""

    def test_it_begins_where_the_jingle_has_fallen_10_lu(self) -> None:
        samples = np.concatenate([noise(3), noise(1, -40)])

        assert tail(Music.of(samples), 1) / RATE == pytest.approx(1.0, abs=0.15)

    def test_a_jingle_that_breaks_off_has_none(self) -> None:
        assert tail(Music.of(noise(4)), 1) == 0

    def test_it_is_never_more_than_half_of_the_jingle(self) -> None:
        assert tail(Music.of(np.concatenate([noise(0.5), noise(2.5, -50)])), 1) == 1.5 * RATE

    def test_it_is_never_longer_than_four_seconds(self) -> None:
        samples = np.concatenate([noise(12), noise(10, -50)])

        assert tail(Music.of(samples), 1) == LONGEST_TAIL_SECONDS * RATE

    def test_a_quiet_bar_in_the_middle_is_no_tail(self) -> None:
        samples = np.concatenate([noise(2), noise(2, -45), noise(2)])

        assert tail(Music.of(samples), 1) == 0

    @pytest.mark.parametrize("seconds", [0.0, 0.2, 3.0])
    def test_silence_has_none(self, seconds: float) -> None:
        assert tail(Music.of(np.zeros(round(seconds * RATE), np.float32)), 1) == 0

    def test_our_intro_has_one(self, closing: ExitStack) -> None:
        music = load_music({}, ["intro"], closing)["intro"]

        assert 0.5 < tail(music, 1) / RATE < 2


class TestWhatCannotBeUsed:
    """65 naming the file, whichever part it was given for."""

    @pytest.fixture(params=[*KINDS, "bed"])
    def part(self, request: pytest.FixtureRequest) -> Part:
        part: Part = request.param
        return part

    def refusal(self, path: Path, part: Part) -> str:
        with ExitStack() as closing, pytest.raises(InputError) as caught:
            loaded(path, closing, part)
        assert (caught.value.code, caught.value.source) == (65, str(path))
        assert caught.value.remedy
        return caught.value.what

    def test_no_seconds(self, part: Part) -> None:
        assert "no sound in it" in self.refusal(written("j.wav", np.zeros((0, 2), np.float32)), part)

    def test_a_playlist_named_mp3(self, part: Part) -> None:
        written("secret.wav", noise(2))
        Path("j.mp3").write_text("#EXTM3U\nsecret.wav\n" * 50)

        assert "does not decode" in self.refusal(Path("j.mp3"), part)

    def test_32_channels(self, part: Part) -> None:
        path = written("j.wav", np.zeros((100, 32), np.float32))

        assert "32 channels" in self.refusal(path, part)

    def test_a_stereo_file_that_is_cut_off(self, part: Part) -> None:
        whole = written("whole.flac", np.stack([noise(4), noise(4, seed=2)], axis=1)).read_bytes()
        Path("j.flac").write_bytes(whole[: len(whole) // 2])

        assert "does not decode" in self.refusal(Path("j.flac"), part)

    def test_a_header_that_claims_a_thousand_million_seconds(self, part: Part) -> None:
        whole = bytearray(written("j.flac", noise(2)).read_bytes())
        # STREAMINFO's count of samples: 36 bits, the last of them from byte 21 of the file to byte 25.
        whole[21] |= 0x0F
        whole[22:26] = b"\xff\xff\xff\xff"
        Path("j.flac").write_bytes(whole)

        assert "claims to last" in self.refusal(Path("j.flac"), part)


def test_a_bed_that_is_too_short_to_be_repeated_is_refused(closing: ExitStack) -> None:
    path = written("bed.wav", noise(0.4))
    with pytest.raises(InputError, match=r"lasts 0\.40 s") as caught:
        loaded(path, closing)

    assert (caught.value.code, caught.value.source) == (65, str(path))
