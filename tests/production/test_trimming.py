from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.engines.tone import ToneEngine
from bulletin.errors import DiskError
from bulletin.production.cache import entries
from bulletin.production.cache.clips import ClipCache
from bulletin.production.mix import trimming
from bulletin.production.mix.trimming import Trimmer
from bulletin.production.voice.cast import Cast, Casting
from bulletin.production.voice.pieces import SpeakingPlan, plan_speaking
from bulletin.production.voice.speaking import speak
from bulletin.readers import read_text
from bulletin.schema.clip import FOUND_BY, Speech, SpeechFound
from bulletin.schema.units import Samples
from bulletin.script import write_script
from tests.production.stages import finished

ARTICLE = """\
शहर में नई मेट्रो शुरू
शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई। पहले दिन बहुत लोगों ने सफर किया।

किराया और समय
न्यूनतम किराया कम है। बुजुर्गों को छूट मिलेगी। न्यूनतम किराया कम है।
"""


NOWHERE = SpeechFound(start=Samples(0), length=Samples(1), before=Samples(0), after=Samples(0), energies=())


def with_its_voice(speech: Speech) -> Speech:
    """What a mixing desk makes of a new clip."""
    return replace(speech, found=trimming.voice_in(speech))


@pytest.fixture
def cache(tmp_path: Path) -> ClipCache:
    return ClipCache(tmp_path / "store")


@pytest.fixture
def plan() -> SpeakingPlan:
    script = write_script([read_text(ARTICLE.encode(), "metro.txt")])
    return plan_speaking(script, Casting(main=Cast(engine=ToneEngine(), voice="hum")))


def test_each_new_clip_is_heard_once_when_it_is_in_the_cache(plan: SpeakingPlan, cache: ClipCache) -> None:
    heard: list[str] = []

    def hear(key: str, speech: Speech) -> None:
        assert cache.get(key) == speech
        heard.append(key)

    spoken, _ = finished(speak(plan, cache, heard=hear))

    assert sorted(heard) == sorted(spoken.clips)


def test_a_clip_that_was_in_the_cache_is_not_heard(plan: SpeakingPlan, cache: ClipCache) -> None:
    finished(speak(plan, cache))

    finished(speak(plan, cache, heard=lambda *_: pytest.fail("it is heard")))


def test_clips_trimmed_as_they_come_are_as_those_trimmed_in_the_end(
    plan: SpeakingPlan, cache: ClipCache
) -> None:
    early = Trimmer(cache)
    spoken, _ = finished(speak(plan, cache, heard=early.look))
    found = early.trimmed(spoken)

    assert found == Trimmer(cache).trimmed(spoken)
    assert [trimmed.clip.spoken for trimmed in found[0]] == [piece.text for piece in spoken.pieces]


def test_where_the_voice_lies_is_kept_with_a_clip_and_not_looked_for_again(
    plan: SpeakingPlan, cache: ClipCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken, _ = finished(speak(plan, cache, listen=with_its_voice))
    looked_for = Trimmer(ClipCache(cache.folder)).trimmed(spoken)

    monkeypatch.setattr(trimming, "find_speech", lambda *_: pytest.fail("it is looked for"))

    assert Trimmer(ClipCache(cache.folder)).trimmed(spoken) == looked_for


def test_where_the_voice_lies_is_to_the_bit_the_same_kept_and_looked_for(
    plan: SpeakingPlan, cache: ClipCache, tmp_path: Path
) -> None:
    kept, _ = finished(speak(plan, cache, listen=with_its_voice))
    bare = ClipCache(tmp_path / "bare")
    plain, _ = finished(speak(plan, bare))
    with_it, without = Trimmer(ClipCache(cache.folder)), Trimmer(ClipCache(bare.folder))

    assert with_it.trimmed(kept) == without.trimmed(plain)
    assert with_it.digests == without.digests


def test_what_was_found_in_another_way_is_looked_for_again(
    plan: SpeakingPlan, cache: ClipCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "FOUND_BY", FOUND_BY - 1)
    spoken, _ = finished(speak(plan, cache, listen=lambda speech: replace(speech, found=NOWHERE)))
    monkeypatch.undo()
    key = spoken.pieces[0].key

    assert ClipCache(cache.folder).fetch(key).found is None
    assert Trimmer(ClipCache(cache.folder)).found(key).length > 1


def test_a_clip_that_is_gone_is_reported_when_it_is_trimmed(plan: SpeakingPlan, cache: ClipCache) -> None:
    spoken, _ = finished(speak(plan, cache))
    cache.forget_recent()
    gone = cache.path(spoken.pieces[-1].key)
    gone.unlink()

    with pytest.raises(DiskError) as caught:
        Trimmer(cache).trimmed(spoken)

    assert caught.value.source == str(gone)
