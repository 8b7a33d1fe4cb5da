"""Tone: hums as it promises, word by word."""

from __future__ import annotations

from bulletin.engines.tone import ToneEngine, ToneSession
from bulletin.testing import EngineContract, seconds


class TestTone(EngineContract):
    engine = ToneEngine()


def test_each_word_is_a_note_of_its_own() -> None:
    text = "एक  दो\nतीन"
    words = ToneSession().speak(text).words
    assert [text[word.start : word.start + word.length] for word in words] == ["एक", "दो", "तीन"]


def test_a_longer_word_hums_longer() -> None:
    session = ToneSession()
    assert seconds(session.speak("अंतरराष्ट्रीय")) > seconds(session.speak("देश"))
