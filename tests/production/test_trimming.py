from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.engines.tone import ToneEngine
from bulletin.errors import DiskError
from bulletin.production.cache.clips import ClipCache
from bulletin.production.mix.trimming import Trimmer
from bulletin.production.voice.casting import Cast, Casting
from bulletin.production.voice.speaking import Speaking
from bulletin.readers import read_text
from bulletin.schema.clip import Speech
from bulletin.script import write_script

ARTICLE = """\
शहर में नई मेट्रो शुरू
शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई। पहले दिन बहुत लोगों ने सफर किया।

किराया और समय
न्यूनतम किराया कम है। बुजुर्गों को छूट मिलेगी। न्यूनतम किराया कम है।
"""


@pytest.fixture
def cache(tmp_path: Path) -> ClipCache:
    return ClipCache(tmp_path / "store")


@pytest.fixture
def speaking(cache: ClipCache) -> Speaking:
    script = write_script([read_text(ARTICLE.encode(), "metro.txt")])
    return Speaking(script, Casting(main=Cast(engine=ToneEngine(), voice="hum")), cache)


def test_each_clip_is_heard_once_when_it_is_in_the_store(speaking: Speaking, cache: ClipCache) -> None:
    heard: list[str] = []

    def hear(key: str, speech: Speech) -> None:
        assert cache.get(key) == speech
        heard.append(key)

    list(speaking.run(heard=hear))

    assert sorted(heard) == sorted(speaking.clips)


def test_what_was_kept_from_before_is_not_heard(speaking: Speaking, cache: ClipCache) -> None:
    list(speaking.run())
    again = Speaking(speaking.script, Casting(main=Cast(engine=ToneEngine(), voice="hum")), cache)

    list(again.run(heard=lambda *_: pytest.fail("it is heard")))


def test_clips_looked_at_as_they_come_give_the_takes_of_clips_looked_at_in_the_end(
    speaking: Speaking, cache: ClipCache
) -> None:
    early = Trimmer(cache)
    list(speaking.run(heard=early.look))
    found = early.trimmed(speaking.script, speaking.asked, speaking.clips)

    assert found == Trimmer(cache).trimmed(speaking.script, speaking.asked, speaking.clips)
    assert [trimmed.clip.spoken for trimmed in found[0]] == [piece.text for piece in speaking.asked]


def test_a_clip_that_is_gone_is_told_when_its_take_is_asked_for(speaking: Speaking, cache: ClipCache) -> None:
    list(speaking.run())
    cache.forget_recent()
    gone = cache.path(speaking.asked[-1].key)
    gone.unlink()

    with pytest.raises(DiskError) as caught:
        Trimmer(cache).trimmed(speaking.script, speaking.asked, speaking.clips)

    assert caught.value.source == str(gone)
