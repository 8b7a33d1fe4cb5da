from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from importlib import util
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from bulletin.engines.protocol import Listen
from bulletin.engines.tone import ToneEngine, ToneSession
from bulletin.errors import BulletinError, ConfigurationError, EngineError, ServiceAnswerError, TryLaterError
from bulletin.production.cache.clips import ClipCache
from bulletin.production.events import Event, FellBack
from bulletin.production.voice.cast import Cast, Casting, named
from bulletin.production.voice.casting import cast_script
from bulletin.production.voice.pieces import SpeakingPlan, plan_speaking
from bulletin.production.voice.speaking import Spoken, speak
from bulletin.readers import read_text
from bulletin.schema.clip import Speech
from bulletin.schema.episode import Requests
from bulletin.schema.manner import NATURAL, Manner
from bulletin.schema.script import Script
from bulletin.schema.station import Station
from bulletin.script import write_script
from tests.production.stages import finished
from tests.standins.tiny_kokoro import make_kokoro
from tests.standins.tiny_voice import make_voice

needs_onnxruntime = pytest.mark.skipif(
    util.find_spec("onnxruntime") is None,
    reason="onnxruntime is missing (no wheel for this machine?): neural voices go untested",
)

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
        self.pause = 0.0
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
        time.sleep(self._engine.pause)
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


def planned(script: Script, engine: Choosy, *, fallback: bool = True) -> SpeakingPlan:
    understudy = Cast(engine=ToneEngine(), voice="hum")
    casting = Casting(main=Cast(engine=engine, voice="hum"))
    return plan_speaking(script, casting, fallback=understudy if fallback else None)


def run(plan: SpeakingPlan, cache: ClipCache) -> tuple[Spoken, list[Event]]:
    """What speaking returned, and the events on the way."""
    return finished(speak(plan, cache, parallel=1))


def voices(script: Script) -> list[str]:
    return [segment.voice.partition(":")[0] for segment in script.segments]


def test_each_text_is_spoken_once_and_cached(script: Script, cache: ClipCache) -> None:
    engine = Choosy()
    plan = planned(script, engine)
    first, _ = run(plan, cache)
    again, _ = run(plan, cache)

    assert sorted(engine.asked) == sorted({piece.text for piece in plan.pieces})
    assert first.requests == Requests(made=plan.steps, from_cache=0)
    assert again.requests == Requests(made=0, from_cache=plan.steps)


def test_an_edit_of_one_sentence_speaks_one_sentence(script: Script, cache: ClipCache) -> None:
    engine = Choosy()
    run(planned(script, engine), cache)
    engine.asked.clear()
    edited = write_script([read_text(ARTICLE.replace("दो साल", "तीन साल").encode(), "metro.txt")])
    run(planned(edited, engine), cache)

    assert engine.asked == ["वह तीन साल में बनेगी।"]


def test_without_a_fallback_a_failure_names_the_sentence_and_keeps_the_rest(
    script: Script, cache: ClipCache
) -> None:
    plan = planned(script, Choosy({"छूट": wrong()}), fallback=False)

    with pytest.raises(ServiceAnswerError) as caught:
        run(plan, cache)

    assert "metro.txt line 5, segment 4 of 6" in caught.value.source
    assert "are kept" in caught.value.remedy
    # What was asked for before; one request more may have begun while the answer came in.
    assert len(list(cache.paths())) in (5, 6)


def test_the_fallback_reads_whole_sections_and_only_those(script: Script, cache: ClipCache) -> None:
    spoken, events = run(planned(script, Choosy({"छूट": wrong()})), cache)

    assert voices(spoken.script) == ["choosy", "choosy", "tone", "tone", "choosy", "choosy"]
    assert [event for event in events if isinstance(event, FellBack)] == [
        FellBack("tone:hum", 1, 3, "it sent no sound")
    ]
    assert spoken.fell_back == {1: "it sent no sound"}
    assert {piece.key for piece in spoken.pieces} <= set(spoken.clips)


def test_a_service_that_asks_to_wait_is_asked_for_nothing_more(script: Script, cache: ClipCache) -> None:
    engine = Choosy({"किराया और": later()})
    # As long as a service takes, in which the answer is dealt with.
    engine.pause = 0.1
    spoken, _ = run(planned(script, engine), cache)

    assert voices(spoken.script) == ["choosy", "choosy", "tone", "tone", "tone", "tone"]
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

    spoken, _ = run(planned(script, Missing()), cache)

    assert voices(spoken.script) == ["tone"] * 6


def test_the_next_run_asks_the_voice_for_what_was_missing_alone(script: Script, cache: ClipCache) -> None:
    engine = Choosy({"छूट": wrong()})
    run(planned(script, engine), cache)
    engine.fails.clear()
    engine.asked.clear()
    again, _ = run(planned(script, engine), cache)

    assert engine.asked == ["बुजुर्गों को छूट मिलेगी।"]
    assert voices(again.script) == ["choosy"] * 6
    assert again.fell_back == {}


def test_makeshift_speech_is_kept_and_spoken_anew_by_the_next_run(script: Script, cache: ClipCache) -> None:
    engine = Choosy()
    piece = planned(script, engine).pieces[0]
    speech = replace(ToneSession().speak(piece.text), makeshift=True)
    cache.put(piece.key, speech)
    assert cache.get(piece.key) == speech

    run(planned(script, engine), cache)
    kept = cache.get(piece.key)

    assert piece.text in engine.asked
    assert kept is not None
    assert not kept.makeshift


def test_a_role_has_a_voice_of_its_own(script: Script, cache: ClipCache) -> None:
    casting = cast_script(script, Station(voice="espeak:hi", role_voices={"heading": "tone"}), cache)
    plan = plan_speaking(script, casting)

    assert voices(plan.script) == ["espeak", "espeak", "tone", "espeak", "tone", "espeak"]


@pytest.mark.parametrize(
    "manner", [Manner(rate=1.6), Manner(rate=0.6), Manner(pitch=1), Manner(rate=1.2, pitch=-1)]
)
def test_a_manner_that_google_does_not_have_is_espeaks(
    script: Script, cache: ClipCache, manner: Manner
) -> None:
    casting = cast_script(script, Station(manner=manner), cache)

    assert casting.main.reason == "gtts has rates of 0.7 to 1.5 only, and one pitch"
    assert (casting.main.name, casting.main.manner, casting.main.stretch) == ("espeak:hi", manner, 1.0)


def test_a_voice_without_rates_is_asked_for_its_own_and_stretched() -> None:
    cast, natural = named("gtts", Manner(rate=1.2)), named("gtts")

    assert (cast.manner, cast.stretch) == (NATURAL, 1.2)
    assert cast.key("शहर") == natural.key("शहर")


def test_espeak_has_the_rate_where_google_cannot_be_reached(script: Script, cache: ClipCache) -> None:
    cast = cast_script(script, Station(manner=Manner(rate=1.2)), cache).main

    assert cast.reason.startswith("gtts cannot be used: ")
    assert (cast.name, cast.manner, cast.stretch) == ("espeak:hi", Manner(rate=1.2), 1.0)


@needs_onnxruntime
@pytest.mark.parametrize(
    ("there", "chosen"),
    [
        ("kokoro piper", "kokoro:hf_alpha"),
        ("piper", "piper:hi_IN-tiny-low"),
        ("broken piper", "piper:hi_IN-tiny-low"),
    ],
)
def test_an_installed_neural_voice_reads_where_google_cannot_be_reached(
    script: Script, cache: ClipCache, there: str, chosen: str
) -> None:
    folder = Path(os.environ["BULLETIN_VOICES_DIR"])
    if "piper" in there:
        if util.find_spec("piper") is None:
            pytest.skip("piper-tts is missing (no wheel for this machine?)")
        make_voice(folder)
    if "kokoro" in there:
        make_kokoro(folder)
    if "broken" in there:
        make_kokoro(folder, model=b"no model")

    cast = cast_script(script, Station(manner=NATURAL), cache).main

    assert cast.reason.startswith("gtts cannot be used: ")
    assert cast.name == chosen


@needs_onnxruntime
def test_a_neural_voice_that_is_faster_than_google_is_asked_for_that(
    script: Script, cache: ClipCache
) -> None:
    make_kokoro(Path(os.environ["BULLETIN_VOICES_DIR"]))

    assert cast_script(script, Station(manner=Manner(rate=1.8)), cache).main.name == "kokoro:hf_alpha"
    assert cast_script(script, Station(manner=Manner(pitch=1)), cache).main.name == "espeak:hi"


def test_a_voice_with_rates_is_asked_for_them() -> None:
    cast = named("espeak", Manner(rate=1.2))

    assert (cast.manner, cast.stretch) == (Manner(rate=1.2), 1.0)


@pytest.mark.parametrize(
    ("manner", "remedy"),
    [(Manner(rate=1.6), "Take a rate of 0.7 to 1.5"), (Manner(rate=1.2, pitch=1), "--voice espeak")],
)
def test_what_a_voice_can_have_in_no_way_is_refused_with_what_it_can_have(
    manner: Manner, remedy: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        named("gtts", manner)
    assert (caught.value.error_id, remedy in caught.value.remedy) == ("voice.manner", True)


def test_two_runs_at_once_speak_each_text_once(script: Script, tmp_path: Path) -> None:
    engine = Choosy()
    plan = planned(script, engine)
    made: list[int] = []

    def one() -> None:
        made.append(run(plan, ClipCache(tmp_path / "store"))[0].requests.made)

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert _counts(engine.asked) == [1] * plan.steps
    assert sum(made) == plan.steps


def _counts(texts: Sequence[str]) -> list[int]:
    return [texts.count(text) for text in sorted(set(texts))]
