"""A container is told by how it begins."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from bulletin.containers.kinds import BEGINNING, container_of


@pytest.mark.parametrize(
    ("form", "container"),
    [
        ("WAV", "wave"),
        ("WAVEX", "wave"),
        ("RF64", "wave"),
        ("AIFF", "aiff"),
        ("FLAC", "flac"),
        ("OGG", "ogg"),
        ("MP3", "mpeg"),
        ("AU", None),
    ],
)
def test_files_of_another_writer_are_known(form: str, container: str | None) -> None:
    file = io.BytesIO()
    soundfile.write(file, np.zeros(5000), 22_050, format=form)
    assert container_of(file.getvalue()[:BEGINNING]) == container


@pytest.mark.parametrize(
    ("beginning", "container"),
    [
        (b"\0\0\0\x20ftypM4A ", "mp4"),
        (b"ID3\x04\0\0\0\0\0\0\0\0", "mpeg"),
        (b"RIFF\0\0\0\0AVI ", None),
        (b"FORM\0\0\0\0AIFC", "aiff"),
        (b"BW64\xff\xff\xff\xffWAVE", "wave"),
        (b"\xff\xd8\xff\xe0 a JPEG", None),
        (b"", None),
    ],
)
def test_other_beginnings(beginning: bytes, container: str | None) -> None:
    assert container_of(beginning) == container


@given(st.binary(max_size=BEGINNING))
def test_no_bytes_break_it(beginning: bytes) -> None:
    container_of(beginning)
