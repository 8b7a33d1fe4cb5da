from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from bulletin.engines.protocol import Listen
from bulletin.engines.tone import ToneEngine, ToneSession
from bulletin.errors import BulletinError, EngineError, ServiceAnswerError, TryLaterError
from bulletin.production.cache.clips import ClipCache
from bulletin.production.events import FellBack
from bulletin.production.voice.casting import Cast, Casting, cast_script
from bulletin.production.voice.speaking import Speaking, sections_of
from bulletin.readers import read_text
from bulletin.schema.clip import Speech
from bulletin.schema.manner import NATURAL, Manner
from bulletin.schema.script import Script
from bulletin.script import write_script

ARTICLE = """\
शहर में नई मेट्रो शुरू
शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई। पहले दिन बहुत लोगों ने सफर किया।

किराया और समय
न्यूनतम किराया कम है। बुजुर्गों को छूट मिलेगी।

आगे क्या होगा
अगली लाइन पर काम चल रहा है। वह दो साल में बनेगी।
"""


class Choosy(ToneEngine):
    """Hums, but fails at some words, and counts what it is asked."""

    name = "choosy"
    default_voice = "hum"

    def __init__(self, fails: dict[str, BulletinError] | None = None) -> None:
        self.fails = fails or {}
        self.asked: list[str] = []
        self.lock = threading.Lock()

    def open(
        self,
        voice: str,
        listen: Listen,
        *,
        manner: Manner = NATURAL,
        parallel: int | None = None,
        patient: bool = True,
    ) -> ToneSession:
        return _ChoosySession(self, manner, parallel or 1)


class _ChoosySession(ToneSession):
    def __init__(self, engine: Choosy, manner: Manner, parallel: int) -> None:
        super().__init__(manner, parallel)
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def speak(self, text: str) -> Speech:
        with self._engine.lock:
            self._engine.asked.append(text)
        for words, error in self._engine.fails.items():
            if words in text:
                raise error
        return super().speak(text)


@pytest.fixture
def cache(tmp_path: Path) -> ClipCache:
    return ClipCache(tmp_path / "store")


@pytest.fixture
def script() -> Script:
    return write_script([read_text(ARTICLE.encode(), "metro.txt")])


def later() -> TryLaterError:
    return TryLaterError("the service is slow.", error_id="net.slow", remedy="Wait.")


def wrong() -> ServiceAnswerError:
    return ServiceAnswerError("it sent no sound.", error_id="svc.no_audio", remedy="Wait.")


def speaking(script: Script, cache: ClipCache, engine: Choosy, *, fallback: bool = True) -> Speaking:
    understudy = Cast(engine=ToneEngine(), voice="hum")
    return Speaking(
        script,
        Casting(main=Cast(engine=engine, voice="hum")),
        cache,
        parallel=1,
        fallback=understudy if fallback else None,
    )


def voices(spoken: Speaking) -> list[str]:
    return [segment.voice.partition(":")[0] for segment in spoken.script.segments]


def run(spoken: Speaking) -> list[object]:
    return list(spoken.run())


def test_a_section_is_a_heading_with_its_paragraphs(script: Script) -> None:
    assert [segment.role for segment in script.segments] == [
        "headline", "body", "heading", "body", "heading", "body",
    ]  # fmt: skip
    assert sections_of(script) == [0, 0, 1, 1, 2, 2]


def test_each_text_is_spoken_once_and_kept(script: Script, cache: ClipCache) -> None:
    engine = Choosy()
    first = speaking(script, cache, engine)
    run(first)
    again = speaking(script, cache, engine)
    run(again)

    assert sorted(engine.asked) == sorted({piece.text for piece in first.asked})
    assert (first.made, first.from_cache, again.made, again.from_cache) == (first.steps, 0, 0, first.steps)


def test_an_edit_of_one_sentence_speaks_one_sentence(script: Script, cache: ClipCache) -> None:
    engine = Choosy()
    run(speaking(script, cache, engine))
    engine.asked.clear()
    edited = write_script([read_text(ARTICLE.replace("दो साल", "तीन साल").encode(), "metro.txt")])
    run(speaking(edited, cache, engine))

    assert engine.asked == ["वह तीन साल में बनेगी।"]


def test_without_a_fallback_a_failure_names_the_sentence_and_keeps_the_rest(
    script: Script, cache: ClipCache
) -> None:
    spoken = speaking(script, cache, Choosy({"छूट": wrong()}), fallback=False)

    with pytest.raises(ServiceAnswerError) as caught:
        run(spoken)

    assert "metro.txt line 5, segment 4 of 6" in caught.value.source
    assert "are kept" in caught.value.remedy
    assert len(list(cache.paths())) == 5


def test_the_fallback_reads_whole_sections_and_only_those(script: Script, cache: ClipCache) -> None:
    spoken = speaking(script, cache, Choosy({"छूट": wrong()}))
    events = run(spoken)

    assert voices(spoken) == ["choosy", "choosy", "tone", "tone", "choosy", "choosy"]
    assert [event for event in events if isinstance(event, FellBack)] == [
        FellBack("tone:hum", 1, 3, "it sent no sound")
    ]
    assert {piece.key for piece in spoken.asked} <= set(spoken.clips)


def test_a_service_that_asks_to_wait_is_asked_for_nothing_more(script: Script, cache: ClipCache) -> None:
    engine = Choosy({"किराया और": later()})
    spoken = speaking(script, cache, engine)
    run(spoken)

    assert voices(spoken) == ["choosy", "choosy", "tone", "tone", "tone", "tone"]
    # One request may have begun while the answer came in.
    assert len(engine.asked) <= 5


def test_an_engine_that_cannot_start_leaves_all_to_the_fallback(script: Script, cache: ClipCache) -> None:
    class Missing(Choosy):
        def open(
            self,
            voice: str,
            listen: Listen,
            *,
            manner: Manner = NATURAL,
            parallel: int | None = None,
            patient: bool = True,
        ) -> ToneSession:
            raise EngineError("it is not installed.", error_id="engine.missing")

    spoken = speaking(script, cache, Missing())
    run(spoken)

    assert voices(spoken) == ["tone"] * 6


def test_the_next_run_asks_the_voice_for_what_was_missing_alone(script: Script, cache: ClipCache) -> None:
    engine = Choosy({"छूट": wrong()})
    run(speaking(script, cache, engine))
    engine.fails.clear()
    engine.asked.clear()
    again = speaking(script, cache, engine)
    run(again)

    assert engine.asked == ["बुजुर्गों को छूट मिलेगी।"]
    assert voices(again) == ["choosy"] * 6
    assert again.fell_back == {}


def test_makeshift_speech_is_kept_and_spoken_anew_by_the_next_run(script: Script, cache: ClipCache) -> None:
    engine = Choosy()
    piece = speaking(script, cache, engine).asked[0]
    speech = replace(ToneSession().speak(piece.text), makeshift=True)
    cache.put(piece.key, speech)
    assert cache.get(piece.key) == speech

    run(speaking(script, cache, engine))
    kept = cache.get(piece.key)

    assert piece.text in engine.asked
    assert kept is not None
    assert not kept.makeshift


def test_a_role_has_a_voice_of_its_own(script: Script, cache: ClipCache) -> None:
    casting = cast_script(script, "espeak:hi", {"heading": "tone"}, NATURAL, cache)
    spoken = Speaking(script, casting, cache)

    assert voices(spoken) == ["espeak", "espeak", "tone", "espeak", "tone", "espeak"]


def test_a_manner_that_google_does_not_have_is_espeaks(script: Script, cache: ClipCache) -> None:
    casting = cast_script(script, "auto", {}, Manner(rate=1.2), cache)

    assert (casting.main.name, "one rate" in casting.main.reason) == ("espeak:hi", True)


def test_two_runs_at_once_speak_each_text_once(script: Script, tmp_path: Path) -> None:
    engine = Choosy()
    runs = [speaking(script, ClipCache(tmp_path / "store"), engine) for _ in range(4)]
    threads = [threading.Thread(target=run, args=(one,)) for one in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert _counts(engine.asked) == [1] * runs[0].steps
    assert sum(one.made for one in runs) == runs[0].steps


def _counts(texts: Sequence[str]) -> list[int]:
    return [texts.count(text) for text in sorted(set(texts))]
