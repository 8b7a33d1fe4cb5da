"""What the writer of every format must hold, whatever it writes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from bulletin.errors import EngineError
from bulletin.schema.units import Hertz
from bulletin.writers.audio.blocks import Block
from bulletin.writers.audio.broadcast import write_broadcast
from bulletin.writers.audio.facts import Facts
from bulletin.writers.audio.flac import write_flac
from bulletin.writers.audio.mp2 import write_mp2
from bulletin.writers.audio.mp3 import write_mp3
from bulletin.writers.audio.mp4 import write_m4a
from bulletin.writers.audio.opus import write_opus
from bulletin.writers.audio.tags import tag_mp3
from bulletin.writers.audio.wav import write_wav
from tests.writers.finished import (
    FACTS,
    FIVE_SECONDS,
    FULL,
    HARD_TITLES,
    IN_COMMENTS,
    RATE,
    cut,
    murmur,
    room_for,
    titled,
    told,
)

Write = Callable[[Iterable[Block], Hertz, Path, Facts], int]


@dataclass(frozen=True)
class Form:
    suffix: str
    write: Write
    frame: int
    """Samples that it encodes at once."""

    def written(self, samples: Block, facts: Facts = FACTS, block: int = 30_000) -> Path:
        path = Path(f"a{self.suffix}").resolve()
        assert self.write(cut(samples, block), RATE, path, facts) == len(samples)
        return path


def write_tagged_mp3(blocks: Iterable[Block], rate: Hertz, path: Path, facts: Facts) -> int:
    length = write_mp3(blocks, rate, path)
    tag_mp3(path, facts)
    return length


FORMS = {
    "wav": Form(".wav", write_wav, 4096),
    "broadcast": Form(".wav", write_broadcast, 4096),
    "flac": Form(".flac", write_flac, 4096),
    "opus": Form(".opus", write_opus, 960),
    "m4a": Form(".m4a", write_m4a, 1024),
    "mp2": Form(".mp2", write_mp2, 1152),
    "mp3": Form(".mp3", write_tagged_mp3, 1152),
}


def of(*names: str) -> pytest.MarkDecorator:
    """For these formats; for all, if none is named."""
    return pytest.mark.parametrize("form", [pytest.param(FORMS[name], id=name) for name in names or FORMS])


@of()
@pytest.mark.parametrize("channels", [1, 2])
def test_the_file_does_not_depend_on_the_blocks(form: Form, channels: int) -> None:
    samples = murmur(RATE, channels)
    whole = form.written(samples).read_bytes()

    for block in (100, form.frame, 1 << 20):
        assert form.written(samples, block=block).read_bytes() == whole


@of()
def test_a_full_disk_is_told_by_the_system(form: Form, capfd: pytest.CaptureFixture[str]) -> None:
    with room_for(20_000), pytest.raises(OSError, match=FULL):
        form.write(cut(murmur(FIVE_SECONDS)), RATE, Path(f"a{form.suffix}"), FACTS)

    assert capfd.readouterr().err == ""


@of()
def test_a_folder_that_is_not_there_is_told_by_the_system(form: Form) -> None:
    with pytest.raises(FileNotFoundError):
        form.write([murmur(1000)], RATE, Path(f"none/a{form.suffix}"), FACTS)


@of("wav", "broadcast", "flac", "opus", "m4a", "mp2")
def test_three_channels_are_refused(form: Form) -> None:
    with pytest.raises(ValueError, match="3"):
        form.write([np.zeros((10, 3), np.float32)], RATE, Path(f"a{form.suffix}"), FACTS)


@of("wav", "broadcast", "flac", "opus", "m4a", "mp2")
def test_blocks_of_different_shapes_are_refused(form: Form) -> None:
    with pytest.raises(ValueError, match="2"):
        form.write([murmur(10), murmur(10, 2)], RATE, Path(f"a{form.suffix}"), FACTS)


@of("flac", "opus", "m4a", "mp2")
def test_no_sound_is_refused(form: Form) -> None:
    with pytest.raises(ValueError, match="0"):
        form.write([], RATE, Path(f"a{form.suffix}"), FACTS)


@of("flac", "opus", "m4a", "mp2")
@pytest.mark.parametrize("title", HARD_TITLES.values(), ids=HARD_TITLES)
def test_a_title_of_any_letters_is_read_back_whole(form: Form, title: str) -> None:
    found = told(form.written(murmur(RATE), titled(title)))

    assert found.tags["title"].strip() == title
    if form.suffix in (".flac", ".opus"):
        assert found.chapters[0] == (0.0, title)


@of("flac", "opus", "m4a", "mp2")
@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\ud800", "\u202e"], ids=ascii)
def test_control_characters_are_taken_out(form: Form, sign: str) -> None:
    found = told(
        form.written(murmur(FIVE_SECONDS if form.suffix == ".m4a" else RATE), titled(f"समा{sign}चार"))
    )

    assert (found.tags["title"], found.chapters[0][1]) == ("समाचार", "समाचार")


@of("flac", "opus")
def test_each_fact_is_read_back_by_another_library(form: Form) -> None:
    found = told(form.written(murmur(1000))).tags

    assert {name: found.get(name) for name, _ in IN_COMMENTS} == dict(IN_COMMENTS)


@of("wav", "flac", "opus", "m4a")
def test_another_library_reads_the_chapters(form: Form) -> None:
    assert told(form.written(murmur(FIVE_SECONDS))).chapters == [
        (chapter.start, chapter.title) for chapter in FACTS.chapters
    ]


@of("m4a", "mp2")
def test_without_the_package_the_remedy_is_told(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(EngineError) as failure:
        form.write([murmur(1000)], RATE, Path(f"a{form.suffix}"), FACTS)

    assert (failure.value.code, failure.value.error_id) == (69, "formats.missing")
    assert 'pip install "bulletin[formats]"' in failure.value.remedy
    assert not list(Path().iterdir())
