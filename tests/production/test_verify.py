"""Verify: a file is checked while it is written, and as it stands at the end."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

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


FORMS = {"flac": (44_100, None), "opus": (48_000, "OPUS")}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("what", ["twice", "more"])
def test_a_file_that_is_more_than_one_sound_is_told(form: str, what: str) -> None:
    rate, codec = FORMS[form]
    file = Path(f"a.{form}")
    soundfile.write(file, HUM[:rate], rate, format="OGG" if codec else "FLAC", subtype=codec)
    with Verification(form, file, Path("news.x"), programme(RATE)) as checking:
        checking.result()
    data = file.read_bytes()
    file.write_bytes(data * 2 if what == "twice" else data + b"no sound")

    with (
        pytest.raises(BugError, match="2 sounds are joined" if what == "twice" else "no sound|neither sound"),
        Verification(form, file, Path("news.x"), programme(RATE)) as checking,
    ):
        checking.result()
