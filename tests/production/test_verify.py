"""Verify: a file is checked while it is written, and as it stands at the end."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bulletin.errors import BugError
from bulletin.production.finish.verify import Verification, verified
from bulletin.schema.programme import Programme
from bulletin.schema.units import Hertz, Samples
from bulletin.writers.audio.mp3 import write_mp3

RATE = Hertz(44_100)
LENGTH = 12 * RATE
HUM = (0.2 * np.sin(np.arange(LENGTH) * 0.05)).astype(np.float32)


def programme(length: int = LENGTH) -> Programme:
    return Programme(cues=(), chapters=(), length=Samples(length))


def write(checking: Verification, samples: np.ndarray[tuple[int], np.dtype[np.float32]] = HUM) -> None:
    blocks = (samples[start : start + 40_000] for start in range(0, len(samples), 40_000))
    assert checking.growth is not None
    write_mp3(blocks, RATE, Path("a.mp3"), length=LENGTH, on_progress=checking.growth.told)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_file_that_is_read_as_it_grows_measures_as_it_does_at_the_end() -> None:
    with Verification("mp3", Path("a.mp3"), Path("news.mp3"), programme(), early=True) as checking:
        write(checking)
        early = checking.result()

    assert early == verified("mp3", Path("a.mp3"), Path("news.mp3"), programme())


def test_a_file_that_became_longer_than_was_foretold_is_told() -> None:
    with (
        pytest.raises(BugError) as raised,
        Verification("mp3", Path("a.mp3"), Path("news.mp3"), programme(), early=True) as checking,
    ):
        write(checking, np.tile(HUM, 2))
        checking.result()

    assert raised.value.error_id == "output.wrong"


def test_a_writer_that_fails_does_not_leave_the_check_waiting() -> None:
    with (
        pytest.raises(ZeroDivisionError),
        Verification("mp3", Path("a.mp3"), Path("news.mp3"), programme(), early=True),
    ):
        raise ZeroDivisionError
