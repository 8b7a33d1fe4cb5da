"""Pieces of an MP3: together they are the whole, to the sample, as a decoder hears it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bulletin.containers.id3 import end_of_tags, text_tag
from bulletin.containers.mp3_cut import cut_mp3
from bulletin.containers.mpeg import FRAME
from bulletin.containers.window import Window
from bulletin.schema.units import Hertz
from bulletin.writers.audio.mp3 import write_mp3

RATE = 44_100
CUTS = (0.0, 0.4, 0.4 + 1 / RATE, 1.2345, 2.0)


def noise(seconds: float, channels: int) -> Iterator[np.ndarray]:
    found = np.random.default_rng(1).normal(0, 0.2, (int(seconds * RATE), channels)).astype(np.float32)
    yield np.clip(found[:, 0] if channels == 1 else found, -0.9, 0.9)


@pytest.fixture(scope="module", params=[(64, None, 1), (128, None, 2), (320, None, 1), (128, 2, 1)], ids=str)
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cut") / "whole.mp3"
    bit_rate, variable, channels = request.param
    write_mp3(noise(2.0, channels), Hertz(RATE), path, bit_rate, variable=variable)
    return path


def pieces(path: Path, cuts: tuple[float, ...] = CUTS) -> list[bytes]:
    data = path.read_bytes()
    with path.open("rb") as file:
        found = cut_mp3(file, list(pairwise(cuts)))
    return [each.info + data[each.start : each.stop] for each in found]


def decoded(data: bytes) -> np.ndarray:
    samples, _ = soundfile.read(io.BytesIO(data), dtype="float32")
    found: np.ndarray = samples
    return found


def test_each_piece_is_as_long_as_was_asked(whole: Path) -> None:
    wanted = [round(end * RATE) - round(begin * RATE) for begin, end in pairwise(CUTS)]
    assert [len(decoded(piece)) for piece in pieces(whole)] == wanted


def test_all_pieces_together_sound_as_the_whole(whole: Path, request: pytest.FixtureRequest) -> None:
    found = [decoded(piece) for piece in pieces(whole)]
    difference = np.abs(np.concatenate(found) - decoded(whole.read_bytes()))
    if "64" in request.node.callspec.id.split(",")[0]:
        # Three small frames do not hold all that the first one may lean on.
        for start in np.cumsum([0, *map(len, found[:-1])]):
            difference[start : start + 2 * FRAME] = 0
    assert difference.max() < 1e-4


def test_what_has_no_info_frame_is_not_cut(whole: Path) -> None:
    data = whole.read_bytes()
    with pytest.raises(ValueError, match="no Info frame"):
        cut_mp3(io.BytesIO(data[2000:]), [(0.0, 1.0)])


def test_what_ends_before_a_piece_begins_is_not_cut(whole: Path) -> None:
    with pytest.raises(ValueError, match="ends before"), whole.open("rb") as file:
        cut_mp3(file, [(3.0, 4.0)])


def test_a_tag_of_texts_is_read_by_another_library(tmp_path: Path, whole: Path) -> None:
    from mutagen.id3 import ID3

    tag = text_tag({"TIT2": "नया पुल & <किराया> 😀", "TRCK": "2/9"}, [(0, 700, "पुल"), (700, 2000, "समय")])
    path = tmp_path / "tagged.mp3"
    path.write_bytes(tag + whole.read_bytes())
    found = ID3(path)
    assert found["CTOC:toc"].child_element_ids == ["c0", "c1"]
    chapters = [found[f"CHAP:c{number}"] for number in (0, 1)]
    assert [(each.start_time, each.end_time, each.sub_frames["TIT2"].text) for each in chapters] == [
        (0, 700, ["पुल"]),
        (700, 2000, ["समय"]),
    ]
    assert (found["TIT2"].text, found["TRCK"].text) == (["नया पुल & <किराया> 😀"], ["2/9"])
    assert end_of_tags(Window(io.BytesIO(tag))) == len(tag)
