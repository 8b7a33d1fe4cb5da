from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bulletin.errors import InputError
from bulletin.schema.units import Hertz
from bulletin.sound.decode import Sound, clip_segment, listen, samples_of
from bulletin.sound.jingle_file import open_jingle
from bulletin.sound.reading import read_blocks
from bulletin.writers.audio.mp3 import write_mp3

pytestmark = pytest.mark.usefixtures("world")


def read_jingle(path: Path) -> tuple[Sound, int]:
    """A jingle as a whole, and its rate."""
    rate, blocks = open_jingle(path)
    return np.concatenate(list(blocks)), rate


def sine(rate: int, seconds: float = 1.0, amplitude: float = 0.5) -> Sound:
    wave: Sound = (amplitude * np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate)).astype(
        np.float32
    )
    return wave


def written(name: str, samples: Sound, rate: int, subtype: str | None = None) -> Path:
    path = Path(name).resolve()
    soundfile.write(path, samples, rate, subtype=subtype)
    return path


def refusal(path: Path, code: int = 65) -> str:
    """What is said of a file that is no jingle. It always names the file and tells what to give instead."""
    with pytest.raises(InputError) as caught:
        read_jingle(path)
    assert (caught.value.code, caught.value.source) == (code, str(path))
    assert caught.value.remedy
    return caught.value.what


def test_a_stereo_wav_of_24_bits_keeps_its_channels() -> None:
    both = np.stack([sine(48_000), np.full(48_000, 0.25, np.float32)], axis=1)
    samples, rate = read_jingle(written("j.wav", both, 48_000, "PCM_24"))

    assert rate == 48_000
    np.testing.assert_allclose(samples, both, atol=1e-6)


def test_six_channels_become_their_mean() -> None:
    six = np.stack([sine(48_000) * part for part in (1, 0.5, 0, 0.25, 0.75, 0.5)], axis=1)
    samples, _ = read_jingle(written("j.wav", six, 48_000, "PCM_24"))

    np.testing.assert_allclose(samples, sine(48_000) * 0.5, atol=1e-6)


@pytest.mark.parametrize(
    ("name", "subtype", "nearness"),
    [
        ("j.wav", "PCM_U8", 0.01),
        ("j.wav", "PCM_16", 1e-4),
        ("j.wav", "FLOAT", 1e-6),
        ("j.flac", "PCM_24", 1e-6),
        ("j.aiff", "PCM_16", 1e-4),
        ("j.ogg", "VORBIS", 0.05),
        ("j.mp3", None, 0.05),
    ],
)
def test_the_usual_formats_are_read(name: str, subtype: str | None, nearness: float) -> None:
    samples, rate = read_jingle(written(name, sine(44_100), 44_100, subtype))

    assert rate == 44_100
    np.testing.assert_allclose(samples[2000:40_000], sine(44_100)[2000:40_000], atol=nearness)


def test_an_empty_file_is_refused() -> None:
    Path("j.wav").write_bytes(b"")

    assert "it is empty" in refusal(Path("j.wav"))


def test_a_wav_without_samples_is_refused() -> None:
    assert "no sound in it" in refusal(written("j.wav", np.zeros(0, np.float32), 44_100))


def test_a_missing_file_is_refused() -> None:
    assert "no such file" in refusal(Path("none.wav"), 66)


def test_a_folder_is_refused() -> None:
    Path("jingles.wav").mkdir()

    assert "it is a folder" in refusal(Path("jingles.wav"), 66)


def test_a_file_that_may_not_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    path = written("j.wav", sine(44_100), 44_100)

    def kept_from_us(path: Path, mode: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    # Root may read everything, so the system is made to refuse.
    monkeypatch.setattr(Path, "open", kept_from_us)

    assert "cannot be read (Permission denied)" in refusal(path, 66)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.timeout(20)
def test_a_pipe_is_refused_without_waiting_for_a_writer() -> None:
    os.mkfifo("j.wav")

    assert "a pipe or a device" in refusal(Path("j.wav"))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device")
@pytest.mark.timeout(20)
def test_a_device_is_refused() -> None:
    assert "a pipe or a device" in refusal(Path("/dev/zero"))


@pytest.mark.parametrize("rate", [1, 7_999, 192_001, 2_000_000])
def test_a_rate_outside_of_8_to_192_kilohertz_is_refused(rate: int) -> None:
    assert f"{rate:,} samples a second" in refusal(written("j.wav", sine(44_100), rate))


@pytest.mark.parametrize("rate", [8_000, 192_000])
def test_the_first_and_the_last_rate_that_can_be_used_are_read(rate: int) -> None:
    assert read_jingle(written("j.wav", sine(rate), rate))[1] == rate


@pytest.mark.parametrize("name", ["j.wav", "j.mp3", "j.flac", "j.ogg", "j", "j.raw"])
def test_bytes_that_are_no_sound_are_refused_whatever_their_name(name: str) -> None:
    Path(name).write_bytes(np.random.default_rng(4).bytes(5000))

    assert "does not decode" in refusal(Path(name))


@pytest.mark.parametrize(
    "playlist",
    ["#EXTM3U\nsecret.wav\n", "ffconcat version 1.0\nfile 'secret.wav'\n", "http://127.0.0.1:9/j.mp3\n"],
)
def test_a_playlist_named_mp3_is_refused_and_not_followed(playlist: str) -> None:
    written("secret.wav", sine(44_100), 44_100)
    Path("j.mp3").write_text(playlist * 50)

    assert "does not decode" in refusal(Path("j.mp3"))


def test_a_wav_cut_within_its_header_is_refused() -> None:
    whole = written("whole.wav", sine(44_100), 44_100).read_bytes()
    Path("j.wav").write_bytes(whole[:30])

    assert "does not decode" in refusal(Path("j.wav"))


def test_samples_that_are_not_numbers_are_refused() -> None:
    samples = sine(44_100)
    samples[1000] = np.nan

    assert "not numbers" in refusal(written("j.wav", samples, 44_100, "FLOAT"))


def test_endless_samples_are_refused() -> None:
    samples = sine(44_100)
    samples[1000] = np.inf

    assert "not numbers" in refusal(written("j.wav", samples, 44_100, "FLOAT"))


def test_samples_too_large_to_add_up_are_refused() -> None:
    assert "not numbers" in refusal(written("j.wav", np.full((100, 2), 3e38, np.float32), 44_100, "FLOAT"))


def test_eight_channels_are_read() -> None:
    samples, _ = read_jingle(written("j.wav", np.stack([sine(44_100)] * 8, axis=1), 44_100))

    np.testing.assert_allclose(samples, sine(44_100), atol=1e-4)


@pytest.mark.parametrize("channels", [9, 64])
def test_more_than_eight_channels_are_refused(channels: int) -> None:
    path = written("j.wav", np.zeros((100, channels), np.float32), 44_100)

    assert f"it has {channels} channels" in refusal(path)


def test_more_than_ten_minutes_are_refused() -> None:
    path = written("j.wav", np.zeros(8000 * 661, np.float32), 8000, "PCM_U8")

    assert "11 minutes" in refusal(path)


def encoded(samples: Sound, rate: int) -> bytes:
    stream = io.BytesIO()
    soundfile.write(stream, samples, rate, format="MP3")
    return stream.getvalue()


def test_a_clip_is_heard_with_its_rate_length_and_peak() -> None:
    heard = listen(encoded(sine(24_000), 24_000))

    assert heard.rate == 24_000
    assert heard.length == pytest.approx(24_000, abs=3 * 1152)
    assert heard.peak == pytest.approx(0.5, abs=0.05)


def test_a_clip_is_heard_quarter_second_by_quarter_second() -> None:
    loud = np.concatenate([sine(12_000), np.zeros(12_000, np.float32)])
    peaks = listen(encoded(loud, 24_000)).peaks

    assert len(peaks) >= 4
    assert (min(peaks[:2]) > 0.4, peaks[3] < 0.01) == (True, True)


@pytest.mark.parametrize(
    "sound", [b"", b"<html>429</html>", os.urandom(2000)], ids=["empty", "html", "noise"]
)
def test_an_answer_that_is_no_sound_is_not_heard(sound: bytes) -> None:
    with pytest.raises(InputError) as caught:
        listen(sound)
    assert caught.value.code == 65


def test_bare_samples_come_out_as_they_went_in() -> None:
    samples = np.array([0, 1, -1, 32767, -32768], "<i2")
    segment = clip_segment(samples.tobytes(), "pcm16", Hertz(22_050))

    assert segment.frame_rate == 22_050
    np.testing.assert_array_equal(samples_of(segment) * 32768, samples)


def test_half_a_sample_at_the_end_is_dropped() -> None:
    assert len(samples_of(clip_segment(b"\x01\x00\x02", "pcm16", Hertz(16_000)))) == 1


def test_an_mp3_clip_has_the_rate_it_says_itself() -> None:
    segment = clip_segment(encoded(sine(24_000), 24_000), "mp3", Hertz(24_000))

    assert (segment.frame_rate, segment.channels, segment.sample_width) == (24_000, 1, 2)
    assert np.abs(samples_of(segment)).max() == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("size", [100, 4410, 1 << 18])
def test_a_finished_file_is_decoded_whole_in_blocks(size: int) -> None:
    rate, found = read_blocks(written("a.wav", sine(44_100), 44_100), size)
    blocks = list(found)

    assert rate == 44_100
    assert max(len(block) for block in blocks) <= size
    np.testing.assert_allclose(np.concatenate(blocks), sine(44_100), atol=1e-4)


def test_a_finished_file_that_is_no_sound_is_refused() -> None:
    Path("a.mp3").write_bytes(b"no sound" * 1000)
    with pytest.raises(InputError):
        read_blocks(Path("a.mp3"))


@pytest.mark.parametrize("read", [read_jingle, lambda path: (np.concatenate(list(read_blocks(path)[1])), 0)])
def test_an_mp3_that_is_cut_off_gives_what_is_left_of_it_and_nothing_else(
    read: Callable[[Path], tuple[Sound, int]],
) -> None:
    noise = np.random.default_rng(2).uniform(-0.4, 0.4, 8 * 44_100).astype(np.float32)
    write_mp3([noise], Hertz(44_100), Path("a.mp3"))
    # One that does not tell how long it is: a jingle that does is refused.
    whole = Path("a.mp3").read_bytes().replace(b"Info", bytes(4), 1)
    Path("a.mp3").write_bytes(whole[: len(whole) // 2])
    samples, _ = read(Path("a.mp3"))

    assert len(samples) == pytest.approx(4 * 44_100, abs=3 * 1152)
    assert np.abs(samples).max() < 0.7


def test_the_two_channels_of_a_finished_file_are_kept() -> None:
    both = np.stack([sine(44_100), np.full(44_100, 0.25, np.float32)], axis=1)
    _, blocks = read_blocks(written("a.wav", both, 44_100))

    np.testing.assert_allclose(np.concatenate(list(blocks)), both, atol=1e-4)


def test_a_finished_file_that_breaks_off_is_refused_where_it_breaks_off() -> None:
    noise = np.random.default_rng(2).uniform(-0.5, 0.5, 88_200).astype(np.float32)
    whole = written("whole.flac", noise, 44_100).read_bytes()
    Path("a.flac").write_bytes(whole[: len(whole) // 2])
    _, blocks = read_blocks(Path("a.flac"), 4410)

    assert len(next(blocks)) == 4410
    with pytest.raises(InputError):
        list(blocks)
