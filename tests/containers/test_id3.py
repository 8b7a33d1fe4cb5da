"""ID3: the size of a tag and its frames, of tags that another library wrote and of damaged ones."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import APIC, ID3, TIT2

from bulletin.containers.id3 import (
    HEADER,
    LARGEST,
    end_of_tags,
    from_synchsafe,
    split_frames,
    synchsafe,
    tag_size,
)
from bulletin.containers.window import Window


def tag(version: int = 4, flags: int = 0, body: bytes = b"") -> bytes:
    return b"ID3" + bytes([version, 0, flags]) + synchsafe(len(body)) + body


def frame(name: bytes, data: bytes, version: int) -> bytes:
    size = synchsafe(len(data)) if version == 4 else len(data).to_bytes(4, "big")
    return name + size + bytes(2) + data


@given(st.integers(0, LARGEST))
def test_a_synchsafe_number_is_read_as_it_was_written(number: int) -> None:
    data = synchsafe(number)
    assert len(data) == 4
    assert max(data) < 0x80
    assert from_synchsafe(data) == number


def test_a_synchsafe_number_is_written_as_the_standard_shows() -> None:
    assert synchsafe(257) == b"\0\0\x02\x01"


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_a_number_of_more_bits_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="28 bits"):
        synchsafe(number)


def test_the_highest_bits_are_ignored() -> None:
    assert from_synchsafe(b"\x80\x80\x82\x81") == 257


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (tag(), 10),
        (tag(body=bytes(300)), 310),
        (tag(flags=0x10, body=bytes(300)), 320),
        (tag()[:9], 0),
        (b"", 0),
        (b"TAG" + bytes(7), 0),
    ],
)
def test_the_size_counts_header_and_footer(head: bytes, size: int) -> None:
    assert tag_size(head) == size


@given(st.lists(st.binary(max_size=50), max_size=4))
def test_all_tags_at_the_beginning_are_skipped(bodies: list[bytes]) -> None:
    data = b"".join(tag(body=body) for body in bodies)
    assert end_of_tags(Window(io.BytesIO(data + b"\xff\xfb sound"))) == len(data)


@pytest.mark.parametrize("version", [3, 4])
def test_the_frames_of_another_library_are_split(version: int, tmp_path: Path) -> None:
    made = ID3()
    made.add(TIT2(encoding=1, text="समाचार"))
    made.add(APIC(encoding=0, mime="image/png", type=3, desc="", data=bytes(70_000)))
    path = tmp_path / "a.mp3"
    made.save(path, v1=0, v2_version=version)
    data = path.read_bytes()
    found = split_frames(data[: tag_size(data)])
    assert sorted(one[:4] for one in found) == [b"APIC", b"TIT2"]
    assert data[HEADER:].startswith(b"".join(found))
    assert max(map(len, found)) > 70_000


@given(
    st.sampled_from([3, 4]),
    st.lists(
        st.tuples(st.binary(min_size=4, max_size=4).filter(lambda name: name[0] > 0), st.binary(max_size=300))
    ),
    st.integers(0, 50),
)
def test_frames_are_split_as_they_were_joined(
    version: int, made: list[tuple[bytes, bytes]], padding: int
) -> None:
    frames = [frame(name, data, version) for name, data in made]
    assert split_frames(tag(version, body=b"".join(frames) + bytes(padding)) + b"more") == frames


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "no whole"),
        (b"RIFF" + bytes(20), "no whole"),
        (tag(body=bytes(50))[:-1], "no whole"),
        (tag(2), "2.2"),
        (tag(4, 0x80), "0x80"),
        (tag(3, 0x40, bytes(20)), "0x40"),
        (tag(4, body=frame(b"TIT2", bytes(20), 4)[:-1]), "cut off"),
    ],
)
def test_what_cannot_be_split_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        split_frames(data)


@given(st.binary(max_size=200), st.sampled_from([3, 4]))
def test_no_bytes_break_the_readers(data: bytes, version: int) -> None:
    assert tag_size(data) >= 0
    assert end_of_tags(Window(io.BytesIO(data))) >= 0
    for damaged in (data, tag(version, body=data), tag(version)[:6] + data):
        try:
            found = split_frames(damaged)
        except ValueError:
            continue
        assert damaged[HEADER:].startswith(b"".join(found))
