"""Memory: asking for it back does no harm, whatever the C library can."""

from __future__ import annotations

import ctypes

import pytest

from bulletin.production.memory import LONG_SECONDS, give_back


def test_a_c_library_that_cannot_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())

    give_back(LONG_SECONDS)


def test_a_short_programme_asks_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(ctypes, "CDLL", asked.append)
    give_back(LONG_SECONDS - 1)

    assert asked == []
