"""What an export costs: memory that does not grow with the sound, and no more passes over it than it needs.

Seconds are measured by `scripts/bench export`.
"""

from __future__ import annotations

import sys
import tracemalloc
from pathlib import Path

import pytest

from bulletin.production.export.exporting import export
from tests.production.exports import finished, hour
from tests.tiers import by_tier

MOST = 12 * 1000**2
"""Bytes of Python's memory for one export of an hour; the sound is 58 MB."""

PASSES = {"epub3": 2, "daisy202": 2, "m3u": 3, "page": 2}
"""How often the sound is read: once to know that it is as it was made, once to copy it, and once to find its frames."""

FORMS = [
    ("epub3", "book.epub"),
    ("daisy202", "book"),
    ("m3u", "list"),
    ("page", "web"),
    ("page", "page.html"),
]


def bytes_read() -> int:
    """Bytes that this process has read so far."""
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return int(dict(line.split(": ") for line in lines)["rchar"])


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An episode of an hour; of a quarter in the short form."""
    return finished(tmp_path_factory.mktemp("hour"), hour(seconds=by_tier(900.0, 3600.0)))


@pytest.mark.parametrize(("package", "output"), FORMS, ids=[" ".join(each) for each in FORMS])
def test_an_export_of_an_hour_holds_no_more_than_a_part_of_it(
    package: str, output: str, record: Path, tmp_path: Path
) -> None:
    tracemalloc.start()
    try:
        export([record], package, tmp_path / output)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < MOST


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts the bytes that a process reads")
@pytest.mark.parametrize(("package", "output"), FORMS, ids=[" ".join(each) for each in FORMS])
def test_an_export_reads_the_sound_as_often_as_it_must(
    package: str, output: str, record: Path, tmp_path: Path
) -> None:
    # What is imported once is read before.
    export([record], package, tmp_path / "first" / output)
    size = record.with_name("news.mp3").stat().st_size
    before = bytes_read()
    export([record], package, tmp_path / output)
    assert bytes_read() - before < (PASSES[package] + 0.5) * size
