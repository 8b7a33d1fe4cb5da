"""The library in several threads of one process, as a web page or a newsroom's own program would use it."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import pytest

from bulletin.production.events import Finished
from bulletin.production.produce import produce
from bulletin.production.recipe import Recipe
from bulletin.schema.episode import Episode
from bulletin.schema.station import Station


def made(article: Path, output: Path, voice: str) -> Episode:
    station = Station(voice=voice, jingles=False)
    *_, last = produce(Recipe(sources=(str(article),), output=output, station=station))
    assert isinstance(last, Finished)
    return last.episode


def test_several_threads_make_bulletins_at_once(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # With a summary and a section, so that all kinds of parts are there; the shorter, the sooner encoded.
    article = world / "metro.txt"
    article.write_text("मेट्रो शुरू\nकिराया ₹25 है.\nमेट्रो आज चली.\nसमय\nपहली सुबह 6:30 बजे है.\n", encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    alone = {voice: made(article, tmp_path / f"{voice}.mp3", voice).audio for voice in ("tone", "espeak")}
    caught = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    together: dict[tuple[str, int], Path] = {}

    def run(voice: str, number: int) -> None:
        together[voice, number] = made(article, tmp_path / str(number) / f"{voice}.mp3", voice).audio

    threads = [threading.Thread(target=run, args=(voice, number)) for voice in alone for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {key: path.read_bytes() for key, path in together.items()} == {
        (voice, number): path.read_bytes() for voice, path in alone.items() for number in range(2)
    }
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == caught
