from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.mp3 import MP3, BitrateMode

from bulletin.schema.formats import MP3_BIT_RATES
from bulletin.schema.units import Hertz, Samples
from bulletin.sound.decode import Sound
from bulletin.writers.audio import mp3_slice, mp3_slicing
from bulletin.writers.audio.lame import Encoder
from bulletin.writers.audio.mp3 import write_mp3
from bulletin.writers.audio.mp3_slicing import cuts_in
from tests.pairwise import grid
from tests.tiers import by_tier

RATE = Hertz(44_100)
FIVE_SECONDS = 5 * RATE
LENGTHS = (0, 1, 1151, 1152, 1153, FIVE_SECONDS)
SOME_BIT_RATES = (64, 128, 192, 320)

Decoder = Callable[[Path], Sound]


def libsndfile(path: Path) -> Sound:
    samples, rate = soundfile.read(path, dtype="float32")
    assert rate == RATE
    decoded: Sound = samples
    return decoded


def ffmpeg(path: Path) -> Sound:
    answer = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-"], capture_output=True, check=True
    )
    assert not answer.stderr
    return np.frombuffer(answer.stdout, np.float32)


DECODERS = [
    pytest.param(libsndfile, id="libsndfile"),
    pytest.param(
        ffmpeg,
        id="ffmpeg",
        marks=[
            pytest.mark.program,
            pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg as a second decoder"),
        ],
    ),
]


def sweep(length: int) -> Sound:
    """Rising from 200 Hz to 4 kHz and swelling: at no two places alike."""
    time = np.arange(length) / RATE
    duration = max(length, 1) / RATE
    wave = np.sin(2 * np.pi * (200 * time + 1900 * time * time / duration))
    swelling: Sound = (0.3 * (1.2 + np.sin(5 * time)) * wave).astype(np.float32)
    return swelling


def encoded(
    samples: Sound,
    bit_rate: int = 128,
    rate: Hertz = RATE,
    block: int = 1 << 17,
    variable: int | None = None,
) -> Path:
    path = Path("a.mp3").resolve()
    blocks = (samples[start : start + block] for start in range(0, len(samples), block))
    assert write_mp3(blocks, rate, path, bit_rate, variable=variable) == len(samples)
    return path


def offset_between(one: Sound, other: Sound) -> int:
    """By how many samples `other` is late."""
    size = 2 * len(one)
    likeness = np.fft.irfft(np.conj(np.fft.rfft(one, size)) * np.fft.rfft(other, size), size)
    place = int(likeness.argmax())
    return place if place < len(one) else place - size


@pytest.mark.parametrize(("length", "bit_rate", "decode"), grid(LENGTHS, SOME_BIT_RATES, DECODERS))
def test_a_decoder_gives_as_many_samples_as_were_written(length: int, bit_rate: int, decode: Decoder) -> None:
    assert len(decode(encoded(sweep(length), bit_rate))) == length


@pytest.mark.parametrize(("bit_rate", "decode"), grid(SOME_BIT_RATES, DECODERS))
def test_the_sound_keeps_its_place_and_level(bit_rate: int, decode: Decoder) -> None:
    samples = sweep(FIVE_SECONDS)
    decoded = decode(encoded(samples, bit_rate))

    assert abs(offset_between(samples, decoded)) <= 1
    assert 10 * np.log10(np.mean(decoded**2) / np.mean(samples**2)) == pytest.approx(0, abs=0.1)


@settings(deadline=None, max_examples=by_tier(15, 40))
@given(st.integers(1, 20_000), st.sampled_from(SOME_BIT_RATES), st.integers(1, 20_000))
def test_any_length_in_any_blocks_is_exact(length: int, bit_rate: int, block: int) -> None:
    samples = sweep(length)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.mp3"
        blocks = [samples[start : start + block] for start in range(0, length, block)]

        assert write_mp3(blocks, RATE, path, bit_rate) == length
        assert len(libsndfile(path)) == length


def test_the_same_sound_gives_the_same_file() -> None:
    assert encoded(sweep(RATE)).read_bytes() == encoded(sweep(RATE)).read_bytes()


@pytest.mark.parametrize("rate", [32_000, 44_100, 48_000])
def test_the_rates_of_mpeg_1_are_kept(rate: int) -> None:
    found = soundfile.info(encoded(sweep(rate), rate=Hertz(rate)))

    assert (found.samplerate, found.frames, found.channels) == (rate, rate, 1)


@pytest.mark.parametrize("bit_rate", MP3_BIT_RATES)
def test_every_bit_rate_that_is_taken_keeps_rate_and_length(bit_rate: int) -> None:
    path = encoded(sweep(RATE), bit_rate)
    found = soundfile.info(path)

    assert (found.samplerate, found.frames) == (RATE, RATE)
    # Three frames more than a second has: the facts, and LAME's delay at both ends.
    assert path.stat().st_size * 8 == pytest.approx(1000 * bit_rate * 41 / 38.3, rel=0.02)


@pytest.mark.parametrize(("bit_rate", "rate"), grid(MP3_BIT_RATES, [32_000, 44_100, 48_000]))
def test_a_tone_keeps_its_level_at_every_bit_rate(bit_rate: int, rate: int) -> None:
    places = np.arange(2 * rate) / rate
    tone = (0.3 * np.sin(2 * np.pi * 1000 * places)).astype(np.float32)
    decoded, _ = soundfile.read(encoded(tone, bit_rate, Hertz(rate)), dtype="float32")
    middle = slice(rate // 2, rate // 2 + rate)

    assert 10 * np.log10(np.mean(decoded[middle] ** 2) / np.mean(tone[middle] ** 2)) == pytest.approx(
        0, abs=0.01
    )


@pytest.mark.parametrize("rate", [8_000, 22_050, 96_000])
def test_a_rate_that_mpeg_1_lacks_is_refused(rate: int) -> None:
    with pytest.raises(ValueError, match=str(rate)):
        write_mp3([sweep(1000)], Hertz(rate), Path("a.mp3"))


@pytest.mark.parametrize("bit_rate", [0, 8, 100, 384])
def test_a_bit_rate_that_mpeg_1_lacks_is_refused(bit_rate: int) -> None:
    with pytest.raises(ValueError, match=str(bit_rate)):
        write_mp3([sweep(1000)], RATE, Path("a.mp3"), bit_rate)


def test_sound_beyond_full_scale_is_clipped_and_does_not_wrap() -> None:
    square = np.sign(sweep(RATE)) * np.float32(1.5)
    decoded = libsndfile(encoded(square, 320))

    assert np.corrcoef(decoded, square)[0, 1] > 0.95


def test_the_file_is_as_large_as_its_bit_rate_says() -> None:
    size = encoded(sweep(FIVE_SECONDS), 128).stat().st_size

    assert size * 8 / 5 == pytest.approx(128_000, rel=0.02)


def test_the_first_frame_tells_delay_padding_and_length() -> None:
    data = encoded(sweep(10_000)).read_bytes()
    place = data.index(b"Info")
    frames = int.from_bytes(data[place + 8 : place + 12], "big")
    delays = int.from_bytes(data[data.index(b"LAME") + 21 :][:3], "big")
    delay, padding = delays >> 12, delays & 0xFFF

    assert int.from_bytes(data[place + 12 : place + 16], "big") == len(data)
    assert delay == 576
    assert frames * 1152 - delay - padding == 10_000


class TestAVariableRate:
    @pytest.mark.parametrize(
        ("length", "variable", "decode"), grid([1, 1153, FIVE_SECONDS], [0, 4, 9], DECODERS)
    )
    def test_a_decoder_gives_as_many_samples_as_were_written(
        self, length: int, variable: int, decode: Decoder
    ) -> None:
        assert len(decode(encoded(sweep(length), variable=variable))) == length

    @pytest.mark.parametrize("variable", [0, 2, 4])
    def test_the_sound_keeps_its_place_and_level(self, variable: int) -> None:
        samples = sweep(FIVE_SECONDS)
        decoded = libsndfile(encoded(samples, variable=variable))

        assert abs(offset_between(samples, decoded)) <= 1
        assert 10 * np.log10(np.mean(decoded**2) / np.mean(samples**2)) == pytest.approx(0, abs=0.1)

    def test_silence_takes_less_than_sound_and_better_takes_more(self) -> None:
        sizes = [encoded(sweep(FIVE_SECONDS), variable=variable).stat().st_size for variable in (0, 4, 9)]
        silent = encoded(np.zeros(FIVE_SECONDS, np.float32), variable=0).stat().st_size

        assert sizes[0] > sizes[1] > sizes[2]
        assert silent < sizes[0] / 2

    def test_players_are_told_the_length_and_that_the_rate_varies(self) -> None:
        path = encoded(sweep(FIVE_SECONDS), variable=2)
        info = MP3(path).info

        assert info is not None
        assert info.length == pytest.approx(FIVE_SECONDS / RATE, abs=0.001)
        assert info.bitrate_mode == BitrateMode.VBR

    def test_its_seek_table_leads_to_the_place(self) -> None:
        # Half silence, half noise: the time's half is far from the file's.
        noise = np.random.default_rng(1).uniform(-0.3, 0.3, FIVE_SECONDS).astype(np.float32)
        data = encoded(np.concatenate([np.zeros(FIVE_SECONDS, np.float32), noise]), variable=2).read_bytes()
        table = data[data.index(b"Xing") + 16 :][:100]

        sizes = [
            len(encoded(part, variable=2).read_bytes())
            for part in (np.zeros(FIVE_SECONDS, np.float32), noise)
        ]
        assert table[50] / 256 == pytest.approx(sizes[0] / sum(sizes), abs=0.02)
        assert list(table) == sorted(table)

    def test_slices_that_are_encoded_at_once_are_heard_as_one(self, tmp_path: Path) -> None:
        samples, rests = with_rests()
        write_mp3(in_blocks(samples), RATE, tmp_path / "one.mp3", variable=2)
        write_mp3(in_blocks(samples), RATE, tmp_path / "cut.mp3", rests=rests, variable=2)
        one, _ = soundfile.read(tmp_path / "one.mp3", dtype="float32")
        cut, _ = soundfile.read(tmp_path / "cut.mp3", dtype="float32")

        assert len(cut) == len(one) == len(samples)
        assert np.std(cut - samples) < 1.05 * np.std(one - samples)
        for at in cuts_in(rests, RATE):
            assert np.abs(cut[at - 2_000 : at + 2_000]).max() < 3 / 32768

    @pytest.mark.parametrize("variable", [-1, 10])
    def test_another_quality_is_refused(self, variable: int) -> None:
        with pytest.raises(ValueError, match=str(variable)):
            write_mp3([sweep(1000)], RATE, Path("a.mp3"), variable=variable)


def with_rests(seconds: int = 40) -> tuple[Sound, list[tuple[Samples, Samples]]]:
    """Hums of nine seconds with half a second of silence between them, and where the silences are."""
    samples, rests = _with_rests(seconds)
    return samples.copy(), list(rests)


@cache
def _with_rests(seconds: int) -> tuple[Sound, list[tuple[Samples, Samples]]]:
    place = np.arange(seconds * 44_100)
    samples: Sound = (0.3 * np.sin(place * 0.05) * np.sin(place * 0.0004)).astype(np.float32)
    fade = np.linspace(0, 1, 400, dtype=np.float32)
    rests: list[tuple[Samples, Samples]] = []
    for start in range(9 * 44_100, len(samples) - 44_100, 9 * 44_100):
        end = start + 22_050
        samples[start:end] = 0
        samples[start - 400 : start] *= fade[::-1]
        samples[end : end + 400] *= fade
        rests.append((Samples(start), Samples(end)))
    return samples, rests


def in_blocks(samples: Sound) -> Iterator[Sound]:
    for start in range(0, len(samples), 50_000):
        yield samples[start : start + 50_000]


def test_slices_that_are_encoded_at_once_are_heard_as_one(tmp_path: Path) -> None:
    samples, rests = with_rests()
    cuts = cuts_in(rests, Hertz(44_100))
    write_mp3(in_blocks(samples), Hertz(44_100), tmp_path / "one.mp3")
    write_mp3(in_blocks(samples), Hertz(44_100), tmp_path / "cut.mp3", rests=rests)
    one, _ = soundfile.read(tmp_path / "one.mp3", dtype="float32")
    cut, _ = soundfile.read(tmp_path / "cut.mp3", dtype="float32")

    assert len(cuts) == 4
    assert len(cut) == len(one) == len(samples)
    # The noise of encoding is as low as in one go, and there is none at the cuts.
    assert np.std(cut - samples) < 1.05 * np.std(one - samples)
    for at in cuts:
        assert np.abs(cut[at - 2_000 : at + 2_000]).max() < 3 / 32768


def test_a_cut_lies_well_within_silence_on_a_whole_frame() -> None:
    rests = [(Samples(400_000), Samples(420_000)), (Samples(900_000), Samples(905_000))]

    assert [
        (cut % 1152, 400_000 + 4 * 1152 <= cut <= 420_000 - 3 * 1152) for cut in cuts_in(rests, Hertz(44_100))
    ] == [(0, True)]


def test_what_fails_while_slices_are_encoded_is_not_swallowed(tmp_path: Path) -> None:
    samples, rests = with_rests(30)

    def broken() -> Iterator[Sound]:
        yield samples[: 20 * 44_100]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_mp3(broken(), Hertz(44_100), tmp_path / "x.mp3", rests=rests)
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("mp3")] == []


class TestGrowing:
    """A stream whose length is known beforehand can be read while it is written."""

    def test_what_is_told_to_be_there_decodes_as_it_will_at_the_end(self, tmp_path: Path) -> None:
        samples, rests = with_rests()
        path = tmp_path / "a.mp3"
        early: list[tuple[int, Sound]] = []

        def read(ready: int) -> None:
            if ready > sum(len(sound) for _, sound in early) + 10 * RATE:
                # From the beginning, with a decoder of its own, as far as was told.
                found, _ = soundfile.read(path, frames=ready, dtype="float32")
                early.append((ready, found))

        write_mp3(in_blocks(samples), RATE, path, rests=rests, length=len(samples), on_progress=read)
        whole, _ = soundfile.read(path, dtype="float32")

        assert early
        for ready, found in early:
            np.testing.assert_array_equal(found, whole[:ready])

    @settings(deadline=None, max_examples=15)
    @given(st.sampled_from(LENGTHS) | st.integers(0, 20_000), st.sampled_from(SOME_BIT_RATES))
    def test_the_file_is_the_same_as_without(self, length: int, bit_rate: int) -> None:
        plain = encoded(sweep(length), bit_rate).read_bytes()
        path = Path("b.mp3").resolve()
        write_mp3([sweep(length)], RATE, path, bit_rate, length=length)

        assert path.read_bytes() == plain

    def test_what_stands_before_the_stream_stays(self, tmp_path: Path) -> None:
        path = tmp_path / "a.mp3"
        path.write_bytes(b"a head")
        write_mp3([sweep(5_000)], RATE, path, offset=6, length=5_000)

        assert path.read_bytes() == b"a head" + encoded(sweep(5_000)).read_bytes()


def two_channels(seconds: float) -> Sound:
    """A tone of its own on each side, which fades in and out."""
    places = np.arange(round(seconds * 44_100)) / 44_100
    shape = np.sin(np.pi * places / seconds)
    sides = [0.4 * shape * np.sin(2 * np.pi * frequency * places) for frequency in (440, 1000)]
    both: Sound = np.stack(sides, axis=1).astype(np.float32)
    return both


@pytest.mark.parametrize("bit_rate", [64, 128, 320])
@pytest.mark.parametrize("length", [1, 1152, 44_100, 130_003])
def test_two_channels_are_decoded_to_the_sample(bit_rate: int, length: int, tmp_path: Path) -> None:
    samples = two_channels(4)[20_000 : 20_000 + length]
    assert write_mp3([samples], Hertz(44_100), tmp_path / "a.mp3", bit_rate) == length
    decoded, _ = soundfile.read(tmp_path / "a.mp3")

    assert decoded.shape == (length, 2)


def test_each_of_two_channels_keeps_what_it_plays_and_how_loud(tmp_path: Path) -> None:
    samples = two_channels(3)
    write_mp3([samples[:30_000], samples[30_000:]], Hertz(44_100), tmp_path / "a.mp3")
    decoded, _ = soundfile.read(tmp_path / "a.mp3")

    np.testing.assert_allclose(decoded, samples, atol=0.03)


def test_two_channels_encoded_in_slices_are_as_when_encoded_in_one(tmp_path: Path) -> None:
    rest = np.zeros((44_100, 2), np.float32)
    samples = np.concatenate([two_channels(10), rest, two_channels(10)])
    rests = [(Samples(10 * 44_100), Samples(11 * 44_100))]
    write_mp3([samples], Hertz(44_100), tmp_path / "one.mp3")
    write_mp3([samples], Hertz(44_100), tmp_path / "cut.mp3", rests=rests)
    one, cut = (soundfile.read(tmp_path / name)[0] for name in ("one.mp3", "cut.mp3"))

    assert cuts_in(rests, Hertz(44_100))
    assert one.shape == cut.shape == samples.shape
    np.testing.assert_allclose(cut, one, atol=0.01)


def test_it_is_the_same_however_samples_lie_in_memory(tmp_path: Path) -> None:
    samples = two_channels(3)
    write_mp3([samples], RATE, tmp_path / "rows.mp3")
    write_mp3([np.asfortranarray(samples)], RATE, tmp_path / "columns.mp3")

    assert (tmp_path / "columns.mp3").read_bytes() == (tmp_path / "rows.mp3").read_bytes()


def test_slices_do_not_pile_up_in_memory(tmp_path: Path) -> None:
    """Slices wait for their turn with few blocks in all, however many there are."""
    rests = [(Samples(at - 20_000), Samples(at)) for at in range(10 * RATE, 300 * RATE, 10 * RATE)]
    given = written = most = 0

    def blocks() -> Iterator[Sound]:
        nonlocal given, most
        for _ in range(120):
            given += 1
            most = max(most, given * 100_000 - written)
            yield np.zeros(100_000, np.float32)

    def tell(samples: int) -> None:
        nonlocal written
        written = samples

    write_mp3(blocks(), RATE, tmp_path / "a.mp3", rests=rests, length=12_000_000, on_progress=tell)

    assert most < 70 * 100_000


HEAD = b"\xff\xfb\x90\xc4"
"""How most frames of 128 kb/s in one channel begin."""


class Remembered:
    """The slices of one file, for the next."""

    def __init__(self, known: dict[str, bytes] | None = None) -> None:
        self.known = known or {}
        self.noted: list[tuple[str, int]] = []
        self.became: list[str] = []
        self.recalled = 0

    @property
    def empty(self) -> bool:
        return not self.known

    def recall(self, digest: str) -> bytes | None:
        self.recalled += digest in self.known
        return self.known.get(digest)

    def plays(self, start: int, stop: int) -> str | None:
        return None

    def note(self, digest: str, size: int, became: str, played: str) -> None:
        self.noted.append((digest or played, size))
        self.became.append(became)

    def of(self, path: Path) -> Remembered:
        """What is known of the file that was just written."""
        data = path.read_bytes()
        place = len(data) - sum(size for _, size in self.noted)
        known: dict[str, bytes] = {}
        for digest, size in self.noted:
            known[digest] = data[place : place + size]
            place += size
        return Remembered(known)


class Piecewise:
    """Sound that can be read from any place, and what was read of it."""

    channels = 1

    def __init__(self, samples: Sound) -> None:
        self.samples = samples
        self.length = len(samples)
        self.read: list[tuple[int, int]] = []

    def __iter__(self) -> Iterator[Sound]:
        return self.between(0, self.length)

    def between(self, start: int, stop: int) -> Iterator[Sound]:
        self.read.append((start, stop))
        yield from in_blocks(self.samples[start:stop])


class ByWhatPlays(Remembered):
    """Slices known by the samples between their cuts, which here say all that plays."""

    def __init__(self, samples: Sound, known: dict[str, bytes] | None = None) -> None:
        super().__init__(known)
        self.samples = samples
        self.unsaid = False

    def plays(self, start: int, stop: int) -> str | None:
        return None if self.unsaid else sha256(self.samples[start:stop].tobytes()).hexdigest()

    def note(self, digest: str, size: int, became: str, played: str) -> None:
        super().note(played, size, became, played)


@pytest.fixture(scope="module")
def twenty_seconds(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, bytes]]:
    """The file of `with_rests(20)`, and its slices by their digests."""
    samples, rests = with_rests(20)
    path = tmp_path_factory.mktemp("mp3") / "a.mp3"
    first = Remembered()
    write_mp3(in_blocks(samples), RATE, path, rests=rests, known=first)
    return path.read_bytes(), first.of(path).known


class TestSlicesOfAnEarlierFile:
    """What was encoded once need not be encoded again."""

    def test_the_same_samples_are_not_encoded_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        samples, rests = with_rests()
        first = Remembered()
        write_mp3(in_blocks(samples), RATE, tmp_path / "first.mp3", rests=rests, known=first)
        again = first.of(tmp_path / "first.mp3")

        monkeypatch.setattr(mp3_slice.Slice, "_start", lambda _: pytest.fail("it is encoded"))
        write_mp3(in_blocks(samples), RATE, tmp_path / "again.mp3", rests=rests, known=again)

        assert (tmp_path / "again.mp3").read_bytes() == (tmp_path / "first.mp3").read_bytes()
        assert again.noted == first.noted

    @pytest.mark.parametrize(("bit_rate", "variable"), [(128, None), (128, 2), (64, None)])
    def test_a_file_of_old_and_new_slices_is_the_one_that_is_made_at_once(
        self, tmp_path: Path, bit_rate: int, variable: int | None
    ) -> None:
        def write(name: str, memory: Remembered) -> Path:
            path = tmp_path / name
            write_mp3(in_blocks(samples), RATE, path, bit_rate, rests, variable, known=memory)
            return path

        samples, rests = with_rests()
        first, alone = Remembered(), Remembered()
        earlier = write("first.mp3", first)
        samples[20 * RATE : 21 * RATE] *= 0.9
        at_once = write("at_once.mp3", alone)
        again = first.of(earlier)

        assert write("again.mp3", again).read_bytes() == at_once.read_bytes()
        assert 0 < again.recalled == len(again.noted) - 1

    @pytest.mark.parametrize("changed", [(), (0,), (1, 2), (99,)], ids=str)
    def test_what_plays_as_before_is_not_even_read(self, tmp_path: Path, changed: tuple[int, ...]) -> None:
        samples, rests = with_rests(45)
        first = ByWhatPlays(samples)
        earlier = tmp_path / "first.mp3"
        write_mp3(Piecewise(samples), RATE, earlier, rests=rests, known=first)
        cuts = [0, *cuts_in(rests, RATE), len(samples)]
        parts = list(pairwise(cuts))
        wanted = [parts[place] for place in changed if place < len(parts)]
        samples = samples.copy()
        for start, stop in wanted:
            samples[start:stop] *= 0.9
        sound = Piecewise(samples)
        write_mp3(
            sound,
            RATE,
            tmp_path / "again.mp3",
            rests=rests,
            known=ByWhatPlays(samples, first.of(earlier).known),
        )
        write_mp3(in_blocks(samples), RATE, tmp_path / "at_once.mp3", rests=rests)

        assert (tmp_path / "again.mp3").read_bytes() == (tmp_path / "at_once.mp3").read_bytes()
        assert sum(stop - start for start, stop in sound.read) == sum(stop - start for start, stop in wanted)

    def test_where_nothing_says_what_plays_all_is_read(self, tmp_path: Path) -> None:
        samples, rests = with_rests(30)
        first = Remembered()
        write_mp3(in_blocks(samples), RATE, tmp_path / "first.mp3", rests=rests, known=first)
        sound = Piecewise(samples)
        again = first.of(tmp_path / "first.mp3")
        write_mp3(sound, RATE, tmp_path / "again.mp3", rests=rests, known=again)

        assert sound.read == [(0, len(samples))]
        assert again.recalled == len(again.noted)

    def test_each_is_told_of_with_the_digest_of_its_frames(self, tmp_path: Path) -> None:
        samples, rests = with_rests(30)
        memory = Remembered()
        write_mp3(in_blocks(samples), RATE, tmp_path / "a.mp3", rests=rests, known=memory)
        known = memory.of(tmp_path / "a.mp3").known

        assert memory.became == [sha256(known[digest]).hexdigest() for digest, _ in memory.noted]

    @pytest.mark.parametrize(
        "spoilt",
        [
            lambda frames: b"",
            lambda frames: frames[417:],
            lambda frames: frames[:-418],
            lambda frames: frames[:-1],
            lambda frames: frames + bytes(4),
            lambda frames: frames + frames[:417],
            lambda frames: frames[:2000] + bytes(2000) + frames[4000:],
            lambda frames: frames.replace(HEAD, HEAD[:3] + b"\x44"),
            lambda frames: frames.replace(HEAD, HEAD[:2] + b"\x94\xc4"),
        ],
        ids=["nothing", "first", "last", "byte", "zeros", "more", "hole", "stereo", "rate"],
    )
    def test_what_cannot_be_their_frames_is_not_taken(
        self, tmp_path: Path, twenty_seconds: tuple[bytes, dict[str, bytes]], spoilt: Callable[[bytes], bytes]
    ) -> None:
        samples, rests = with_rests(20)
        first, known = twenty_seconds
        again = Remembered({digest: spoilt(frames) for digest, frames in known.items()})
        assert not set(again.known.values()) & set(known.values())
        write_mp3(in_blocks(samples), RATE, tmp_path / "again.mp3", rests=rests, known=again)

        assert again.recalled == len(again.noted)
        assert (tmp_path / "again.mp3").read_bytes() == first

    def test_they_do_not_pile_up_behind_one_that_is_encoded(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def slowly(one: mp3_slice.Slice, encoder: Encoder) -> None:
            time.sleep(0.5)
            real(one, encoder)

        class Counted(Remembered):
            most = 0

            def recall(self, digest: str) -> bytes | None:
                found = super().recall(digest)
                self.most = max(self.most, self.recalled - len(self.noted))
                return found

        samples, rests = with_rests(100)
        first = Remembered()
        write_mp3(in_blocks(samples), RATE, tmp_path / "first.mp3", rests=rests, known=first)
        known = first.of(tmp_path / "first.mp3").known
        del known[first.noted[0][0]]
        again = Counted(known)
        real: Callable[[mp3_slice.Slice, Encoder], None] = mp3_slice.Slice._encode
        monkeypatch.setattr(mp3_slice.Slice, "_encode", slowly)
        monkeypatch.setattr(mp3_slicing, "_MOST_SLICES", 4)
        write_mp3(in_blocks(samples), RATE, tmp_path / "again.mp3", rests=rests, known=again)

        assert 1 < again.most <= 4 < again.recalled == len(first.noted) - 1
        assert (tmp_path / "again.mp3").read_bytes() == (tmp_path / "first.mp3").read_bytes()

    def test_by_other_means_they_are_others(self, tmp_path: Path) -> None:
        samples, rests = with_rests(30)
        digests: list[str] = []
        for bit_rate, variable in ((128, None), (96, None), (128, 2)):
            memory = Remembered()
            write_mp3(in_blocks(samples), RATE, tmp_path / "a.mp3", bit_rate, rests, variable, known=memory)
            digests += [digest for digest, _ in memory.noted]

        assert len(set(digests)) == len(digests)

    def test_the_last_one_is_not_taken_for_one_in_the_middle(self, tmp_path: Path) -> None:
        # The same samples end otherwise where nothing follows them.
        samples, rests = with_rests(30)
        cut = cuts_in(rests, RATE)[0]
        memory = Remembered()
        write_mp3(in_blocks(samples), RATE, tmp_path / "a.mp3", rests=rests, known=memory)
        alone = memory.of(tmp_path / "a.mp3")
        write_mp3(in_blocks(samples[:cut]), RATE, tmp_path / "alone.mp3", known=alone)

        assert alone.recalled == 0
        assert soundfile.info(tmp_path / "alone.mp3").frames == cut

    def test_sound_without_rests_is_not_kept_waiting_in_memory(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        samples = sweep(60 * RATE)
        most = 0
        memory = Remembered({"another": b""})
        made: list[mp3_slice.Slice] = []
        start: Callable[..., None] = mp3_slice.Slice.__init__

        def noted(one: mp3_slice.Slice, *arguments: object) -> None:
            made.append(one)
            start(one, *arguments)

        monkeypatch.setattr(mp3_slice.Slice, "__init__", noted)

        def blocks() -> Iterator[Sound]:
            nonlocal most
            for block in in_blocks(samples):
                yield block
                most = max(most, sum(len(one._held or ()) for one in made))

        write_mp3(blocks(), RATE, tmp_path / "a.mp3", known=memory)

        assert 0 < most <= mp3_slice._MOST_HELD
