"""Joined: what a player plays to its end is decoded to its end, and nothing is left over unsaid."""

from __future__ import annotations

import io
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from bulletin.containers.ogg import SIGN
from bulletin.errors import InputError
from bulletin.sound.decode import Sound
from bulletin.sound.jingle_file import open_jingle

pytestmark = pytest.mark.usefixtures("world")

FRAME = 1152
OPUS = ("OGG", "OPUS")
VORBIS = ("OGG", "VORBIS")
FLAC = ("FLAC", "PCM_16")
MP3 = ("MP3", "MPEG_LAYER_III")
WAV = ("WAV", "PCM_16")
AIFF = ("AIFF", "PCM_16")


def tune(seconds: float, rate: int, tone: float = 440, channels: int = 1) -> Sound:
    wave = 0.3 * np.sin(2 * np.pi * tone * np.arange(round(seconds * rate)) / rate)
    return np.stack([wave] * channels, axis=1).astype(np.float32)


def encoded(
    kind: tuple[str, str], seconds: float, rate: int = 48_000, tone: float = 440, channels: int = 1
) -> bytes:
    data = io.BytesIO()
    soundfile.write(data, tune(seconds, rate, tone, channels), rate, format=kind[0], subtype=kind[1])
    return data.getvalue()


def with_av(form: str, codec: str, seconds: float) -> bytes:
    data = io.BytesIO()
    with av.open(data, "w", format=form) as container:
        stream = container.add_stream(codec, rate=48_000, layout="mono")
        assert isinstance(stream, av.AudioStream)
        samples = (tune(seconds, 48_000).T * 32767).astype(np.int16)
        for start in range(0, samples.shape[1], 4096):
            frame = av.AudioFrame.from_ndarray(samples[:, start : start + 4096], format="s16", layout="mono")
            frame.sample_rate, frame.pts = 48_000, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return data.getvalue()


def heard(data: bytes) -> tuple[Sound, int]:
    Path("j").write_bytes(data)
    rate, blocks = open_jingle(Path("j"))
    return np.concatenate(list(blocks)), rate


def pitch(samples: Sound, rate: int, at: float) -> float:
    """The loudest frequency in the second around a time."""
    part = samples[round((at - 0.25) * rate) : round((at + 0.25) * rate)]
    part = part if part.ndim == 1 else part[:, 0]
    return float(np.argmax(np.abs(np.fft.rfft(part))) * 2)


@pytest.mark.parametrize("kind", [MP3, VORBIS, OPUS, FLAC, WAV, AIFF], ids=lambda kind: str(kind[-1]))
class TestTwoFilesJoined:
    def test_both_are_heard(self, kind: tuple[str, str]) -> None:
        samples, rate = heard(encoded(kind, 2.0) + encoded(kind, 1.0, tone=880))

        assert rate == 48_000
        assert len(samples) == pytest.approx(3 * 48_000, abs=FRAME)
        assert [pitch(samples, rate, at) for at in (1, 2.5)] == [440, 880]

    @pytest.mark.parametrize("channels", [(1, 2), (2, 1)])
    def test_of_one_channel_and_of_two_both_are_heard_in_two(
        self, kind: tuple[str, str], channels: tuple[int, int]
    ) -> None:
        samples, rate = heard(b"".join(encoded(kind, 1.0, channels=count) for count in channels))

        assert samples.shape == (pytest.approx(2 * 48_000, abs=FRAME), 2)
        assert np.abs(samples[rate // 4 : -rate // 4]).max(axis=0) == pytest.approx(0.3, abs=0.05)

    def test_of_two_rates_both_are_heard_at_the_higher(self, kind: tuple[str, str]) -> None:
        samples, rate = heard(encoded(kind, 1.0, 24_000) + encoded(kind, 1.0, 48_000, 880))

        assert rate == 48_000
        assert len(samples) == pytest.approx(2 * 48_000, abs=2 * FRAME)
        assert [pitch(samples, rate, at) for at in (0.5, 1.5)] == [440, 880]


def test_each_part_of_an_mp3_is_without_what_its_encoder_put_round_it() -> None:
    one = encoded(MP3, 1.0, 44_100)

    assert len(heard(one * 3)[0]) == 3 * len(heard(one)[0])


@pytest.mark.parametrize("kinds", list(pairwise([MP3, WAV, VORBIS, OPUS, FLAC])))
def test_files_of_two_kinds_joined_are_both_heard(kinds: tuple[tuple[str, str], ...]) -> None:
    samples, _ = heard(b"".join(encoded(kind, 1.0) for kind in kinds))

    assert len(samples) == pytest.approx(2 * 48_000, abs=FRAME)


@pytest.mark.parametrize("before", [1, 1000, 65_535])
def test_zeros_before_the_first_frame_are_no_fault(before: int) -> None:
    one = encoded(MP3, 1.0)

    np.testing.assert_array_equal(heard(bytes(before) + one)[0], heard(one)[0])


def test_flac_in_ogg_is_heard() -> None:
    samples, rate = heard(with_av("ogg", "flac", 1.0))

    assert rate == 48_000
    np.testing.assert_allclose(samples, tune(1.0, 48_000)[:, 0], atol=1e-4)


def test_flac_in_ogg_twice_is_heard_twice() -> None:
    assert len(heard(with_av("ogg", "flac", 1.0) + with_av("ogg", "flac", 0.5))[0]) == 72_000


@pytest.mark.parametrize("after", [b"", b"TAG" + bytes(125)], ids=["bare", "tag"])
def test_a_flac_file_that_came_through_a_pipe_does_not_say_its_length_and_is_heard(after: bytes) -> None:
    data = bytearray(encoded(FLAC, 1.0))
    data[21] &= 0xF0
    data[22:26] = bytes(4)

    assert len(heard(bytes(data) + after)[0]) == 48_000


def test_an_m4a_file_twice_is_heard_twice() -> None:
    one = with_av("ipod", "aac", 1.0)

    assert len(heard(one * 2)[0]) == 2 * len(heard(one)[0])


@pytest.mark.parametrize("kind", [MP3, VORBIS, WAV], ids=lambda kind: str(kind[-1]))
@pytest.mark.parametrize("where", ["behind", "between"])
def test_more_than_tags_behind_the_sound_is_refused(kind: tuple[str, str], where: str) -> None:
    one, other = encoded(kind, 1.0), b"some text, " * 1000
    with pytest.raises(InputError, match=r"11,000 bytes from byte .* neither sound nor a tag") as caught:
        heard(one + other + (one if where == "between" and kind == MP3 else b""))
    assert caught.value.code == 65
    assert "Export its sound once more" in caught.value.remedy


def test_more_than_tags_behind_a_flac_file_is_refused() -> None:
    with pytest.raises(InputError, match=r"its sound ends .* bytes before the file does"):
        heard(encoded(FLAC, 1.0) + b"some text, " * 100_000)


def test_a_second_part_that_is_cut_is_refused() -> None:
    two = encoded(MP3, 2.0)
    with pytest.raises(InputError, match="its end is missing"):
        heard(two + two[: len(two) // 2])


def test_an_ogg_file_with_a_page_lost_is_still_one_stream() -> None:
    one = encoded(VORBIS, 5.0)
    last = one.rindex(SIGN)
    before = one.rindex(SIGN, 0, last)

    assert len(heard(one[: before + 1000] + one[last:])[0]) > 48_000


def test_no_library_writes_to_standard_error_and_our_own_messages_come_through() -> None:
    """Damaged frames, in a process of its own: libmpg123 writes to C's stream, which no test can catch here."""
    whole = bytearray(encoded(MP3, 3.0))
    chance = np.random.default_rng(5)
    for place in chance.integers(2000, len(whole), 200):
        whole[place] = chance.integers(0, 256)
    Path("j.mp3").write_bytes(whole)
    program = """
import sys, threading
from pathlib import Path
from bulletin.errors import InputError
from bulletin.sound.decode import listen
from bulletin.sound.jingle_file import open_jingle
from bulletin.sound.reading import read_blocks
def tell():
    for number in range(200):
        print("ours", number, file=sys.stderr)
thread = threading.Thread(target=tell)
for read in (lambda: open_jingle(Path("j.mp3"))[1], lambda: read_blocks(Path("j.mp3"))[1],
             lambda: [listen(Path("j.mp3").read_bytes())]):
    try:
        for number, _ in enumerate(read()):
            if thread.ident is None:
                thread.start()
    except InputError:
        pass
if thread.ident is None:
    thread.start()
thread.join()
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stderr.splitlines() == [f"ours {number}" for number in range(200)]
