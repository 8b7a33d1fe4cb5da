"""The row of frames in an MP3 or MP2 file, whole and damaged."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.containers.frames import Frames, read_frames
from bulletin.schema.units import Hertz
from bulletin.writers.audio.mp2 import write_mp2
from bulletin.writers.audio.mp3 import write_mp3
from bulletin.writers.audio.tags import tag_mp3
from tests.writers.finished import FACTS, cut, murmur

RATE = Hertz(44_100)
LENGTH = 3 * RATE + 123


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An MP3 of three seconds, without tags."""
    path = tmp_path_factory.mktemp("mpeg") / "x.mp3"
    write_mp3(cut(murmur(LENGTH, rate=RATE)), RATE, path)
    return path.read_bytes()


def frames(data: bytes) -> Frames:
    found = read_frames(io.BytesIO(data))
    assert found is not None
    return found


def test_a_whole_file_is_as_its_info_frame_says(made: bytes) -> None:
    found = frames(made)
    assert found.info is not None
    assert (found.count, found.size) == (found.info.frames, found.info.size) == (found.count, len(made))
    assert (found.rate, found.samples_a_frame) == (RATE, 1152)
    assert found.claimed_samples == LENGTH
    assert found.fault == ""


def test_tags_before_and_behind_the_sound_are_no_frames(made: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.mp3"
    path.write_bytes(made)
    tag_mp3(path, FACTS)
    tagged = path.read_bytes() + b"TAG" + bytes(125)
    assert len(tagged) > len(made) + 500
    found = frames(tagged)
    assert (found.size, found.fault, found.claimed_samples) == (len(made), "", LENGTH)


def test_a_file_that_is_cut_off_has_fewer_frames_than_it_claims(made: bytes) -> None:
    found = frames(made[: len(made) // 2])
    assert found.info is not None
    assert found.info.frames is not None
    assert found.count < 0.6 * found.info.frames
    assert "cut off" in found.fault


def test_rubbish_between_frames_is_named_with_its_place(made: bytes) -> None:
    frame = 417
    middle = made.index(b"\xff\xfb", len(made) // 2)
    found = frames(made[:middle] + b"rubbish" * 9 + made[middle:])
    assert found.fault == f"something that is no frame stands at byte {middle:,}"
    assert found.size == middle
    assert middle > 10 * frame


def test_a_stream_without_an_info_frame_claims_nothing(made: bytes) -> None:
    found = frames(made[417:])
    assert found.info is None
    assert found.claimed_samples is None
    assert found.count == frames(made).count


def test_mp2_has_frames_and_no_info(tmp_path: Path) -> None:
    path = tmp_path / "x.mp2"
    count = write_mp2(cut(murmur(96_000)), Hertz(48_000), path)
    found = frames(path.read_bytes())
    assert count <= found.count * 1152 < count + 2 * 1152
    assert (found.rate, found.info, found.fault) == (48_000, None, "")


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"no sound at all " * 5000, b"ID3\x03\0\0\x7f\x7f\x7f\x7f" + b"\xff\xfb" * 9]
)
def test_what_is_no_mpeg_has_no_frames(data: bytes) -> None:
    assert read_frames(io.BytesIO(data)) is None


def test_a_first_frame_that_is_cut_off_is_no_frame_at_all(made: bytes) -> None:
    found = frames(made[:100])
    assert (found.count, found.size, found.fault) == (0, 0, "the last frame is cut off at byte 100")


@pytest.mark.parametrize("before", [b"x" * 1000, b"\xff\xfb\x90\xc4" + bytes(500), b"\xff" * 100])
def test_the_first_frame_is_found_behind_other_bytes(made: bytes, before: bytes) -> None:
    assert frames(before + made) == frames(made)


@pytest.mark.parametrize(
    ("behind", "good"),
    [
        (b"", True),
        (bytes(300), True),
        (b"TAG" + bytes(125), True),
        (b"APETAGEX" + bytes(30), True),
        (b"LYRICSBEGIN", True),
        (b"\xff", False),
        (b"rubbish", False),
        (bytes((1 << 16) + 1), False),
    ],
    ids=["nothing", "zeros", "ID3v1", "APE", "lyrics", "a byte", "rubbish", "many zeros"],
)
def test_what_may_follow_the_last_frame(made: bytes, behind: bytes, good: bool) -> None:
    assert (frames(made + behind).fault == "") == good


@given(st.integers(0, 60_000), st.binary(min_size=1, max_size=40), st.integers(0, 60_000))
def test_no_damage_breaks_the_reader(made: bytes, place: int, damage: bytes, end: int) -> None:
    data = (made[:place] + damage + made[place + len(damage) :])[:end]
    found = read_frames(io.BytesIO(data))
    assert found is None or 0 <= found.size <= len(data)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    read_frames(io.BytesIO(data))
