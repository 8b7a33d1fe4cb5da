"""Progress in plain lines: few enough for a screen reader and a log, and the last of them tell what there is."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from rich.progress import Task

from bulletin.apps.cli.progress import LiveProgress, PlainProgress
from bulletin.apps.cli.terminal import BETWEEN_SECONDS
from bulletin.production.cache.clips import ClipCache, cache_folder
from bulletin.production.events import PieceSpoken, StageBegan
from bulletin.production.wording.episodes import files_lines
from bulletin.schema.episode import Episode, Loudness, Requests
from bulletin.schema.units import Dbtp, Lufs
from tests.conftest import Bulletin
from tests.forking import start


def told(pieces: int, seconds_each: float, kept: int, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines of a run whose pieces take so long each, the first of them being `kept`."""
    time = [0.0]
    face = PlainProgress(clock=lambda: time[0])
    face.show(StageBegan("speaking", pieces))
    for done in range(1, pieces + 1):
        time[0] += seconds_each
        face.show(PieceSpoken("a", done, pieces, from_cache=done <= kept))
    return capsys.readouterr().err.splitlines()


def test_a_slow_run_tells_each_tenth(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(300, BETWEEN_SECONDS, 0, capsys)
    assert lines == ["speaking: 300 pieces", *(f"spoken: {done} of 300" for done in range(30, 301, 30))]


def test_a_quick_run_tells_only_that_all_is_spoken(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(300, 0.01, 0, capsys) == ["speaking: 300 pieces", "spoken: 300 of 300"]


def test_no_line_follows_another_too_soon(capsys: pytest.CaptureFixture[str]) -> None:
    # A tenth takes a second.
    assert told(20, 0.5, 0, capsys)[1:] == ["spoken: 10 of 20", "spoken: 20 of 20"]


def test_what_was_kept_is_counted_in_the_same_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(4, 0, 3, capsys) == ["speaking: 4 pieces", "spoken: 4 of 4, 3 of them kept from before"]


def test_one_is_told_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(1, 0, 0, capsys) == ["speaking: 1 piece", "spoken: 1 of 1"]


def test_files_are_told_whole_or_by_how_their_names_go_on() -> None:
    episode = Episode(
        audio=Path("air/news.wav"),
        files={
            "wav": Path("air/news.wav"),
            "mp3": Path("air/news.mp3"),
            "txt": Path("air/news.bulletin.txt"),
            "cover": Path("air/ours.jpg"),
        },
        duration=1.0,
        loudness=Loudness(integrated_lufs=Lufs(-16.0), true_peak_dbtp=Dbtp(-1.0)),
        voice="tone:hum",
        segments=1,
        requests=Requests(made=1, from_cache=0),
        chapters=(),
        title="शहर",
    )
    assert files_lines(episode) == [
        f"files: {Path('air/news.wav')}; beside it: .mp3, .bulletin.txt, ours.jpg"
    ]


def test_the_last_lines_tell_what_was_cut_and_each_file_now_and_when_it_is_up_to_date(
    bulletin: Bulletin, article: Path
) -> None:
    command = (
        "make", article, "--voice", "tone", "--slot", "0:11", "--no-jingles", "--no-cover", "-o", "news.wav",
        "--format", "wav", "--format", "mp3",
    )  # fmt: skip
    first, again = (bulletin(*command).stderr.splitlines()[-3:] for _ in range(2))
    assert first[:2] == again[:2]
    assert first[:2] == [
        "cut: 2 passages to fit 0:11, listed above and in news.episode.json",
        "files: news.wav; beside it: .mp3, .vtt, .srt, .txt, .html, .chapters.json, .episode.json",
    ]
    assert first[2].startswith("done: 0:11 long")
    assert again[2].startswith("already up to date: 0:11 long")


def test_a_run_that_waits_for_another_says_so(brief: Path, world: Path) -> None:
    plain = ["--voice", "tone", "--no-jingles", "--no-cover"]
    command = [sys.executable, "-m", "bulletin", "make", str(brief), *plain, "-o", "news.mp3"]
    with ExitStack() as held:
        held.enter_context(ClipCache(cache_folder()).output_lock(Path("news.mp3")))
        with start(
            command, cwd=world, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
        ) as run:
            assert run.stderr is not None
            lines = []
            for line in run.stderr:
                lines.append(line)
                if line.startswith("waiting: "):
                    held.close()
    assert (run.returncode, "waiting: another run is making news.mp3\n" in lines) == (0, True)


def test_a_live_line_counts_pieces_only_while_they_are_spoken(capsys: pytest.CaptureFixture[str]) -> None:
    face = LiveProgress()
    face.show(StageBegan("speaking", 4))
    face.show(PieceSpoken("a", 3, 4, from_cache=False))
    assert (live_task(face).description, live_task(face).fields["count"]) == ("speaking", "3 of 4")
    face.show(StageBegan("encoding", of="wav"))
    task = live_task(face)
    face.close()
    assert (task.description, task.total, task.fields["count"]) == ("encoding wav", None, "")


def live_task(face: LiveProgress) -> Task:
    """The one task that its bar shows."""
    (task,) = face._progress.tasks
    return task
