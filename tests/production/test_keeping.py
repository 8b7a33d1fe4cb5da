"""Keeping: in a process that makes many bulletins voices stay open; in one that makes one, they are closed behind it."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

import pytest

from bulletin.engines.tone import ToneEngine
from bulletin.production.voice import keeping
from bulletin.production.voice.cast import Cast
from bulletin.production.voice.keeping import keep_sessions, note_out_of_reach, opened, out_of_reach


class _Session:
    def __init__(self, parallel: int | None, *, lasting: bool) -> None:
        self.parallel = parallel
        self.lasting = lasting
        self.closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closed = True


class _Engine(ToneEngine):
    lasting = True

    def open(self, voice: str, *_: Any, parallel: int | None = None, **__: Any) -> Any:
        return _Session(parallel, lasting=self.lasting)


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    keeping._kept = keeping._Kept()


def _opened(voice: str = "hum", engine: _Engine | None = None, parallel: int | None = None) -> Any:
    with opened(Cast(engine=engine or _Engine(), voice=voice), parallel) as session:
        return session


def test_one_bulletin_closes_its_voice() -> None:
    assert _opened().closed
    note_out_of_reach("gtts:hi", "no network")
    assert out_of_reach("gtts:hi") == ""


def test_many_bulletins_share_one_session_and_the_machine() -> None:
    keep_sessions(2)
    first = _opened()
    assert not first.closed
    assert _opened() is first
    assert first.parallel == keeping.PARALLEL // 2
    assert _opened(parallel=3) is not first
    for number in range(keeping.MOST):
        _opened(f"other {number}")
    assert first.closed


def test_a_session_with_a_service_is_for_one_bulletin() -> None:
    keep_sessions(1)
    engine = _Engine()
    engine.lasting = False
    assert _opened(engine=engine).closed


def test_a_voice_out_of_reach_is_not_asked_for_each_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_sessions(2)
    note_out_of_reach("gtts:hi", "no network")
    assert out_of_reach("gtts:hi") == "no network"
    monkeypatch.setattr(keeping, "OUT_OF_REACH_SECONDS", -1.0)
    assert out_of_reach("gtts:hi") == ""
