from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bulletin.engines.tone import ToneEngine
from bulletin.errors import DiskError
from bulletin.production.casting import Cast, Casting
from bulletin.production.speaking import Speaking
from bulletin.production.store import Store
from bulletin.production.takes import Finding
from bulletin.readers import read_text
from bulletin.script import write_script

ARTICLE = """\
शहर में नई मेट्रो शुरू
शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई। पहले दिन बहुत लोगों ने सफर किया।

किराया और समय
न्यूनतम किराया कम है। बुजुर्गों को छूट मिलेगी। न्यूनतम किराया कम है।
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def speaking(store: Store) -> Speaking:
    script = write_script([read_text(ARTICLE.encode(), "metro.txt")])
    return Speaking(script, Casting(main=Cast(engine=ToneEngine(), voice="hum")), store)


def test_each_clip_is_told_of_once_when_it_can_be_fetched(speaking: Speaking, store: Store) -> None:
    told: list[str] = []

    def kept(key: str) -> None:
        assert store.fetch(key).length
        told.append(key)

    list(speaking.run(kept=kept))

    assert sorted(told) == sorted(speaking.clips)


def test_clips_looked_at_as_they_come_give_the_takes_of_clips_looked_at_in_the_end(
    speaking: Speaking, store: Store
) -> None:
    with Finding(store) as early, Finding(store) as late:
        list(speaking.run(kept=early.begin))
        found = early.takes(speaking.script, speaking.asked, speaking.clips)

        assert found == late.takes(speaking.script, speaking.asked, speaking.clips)
    assert [take.clip.spoken for take in found[0]] == [piece.text for piece in speaking.asked]


def test_a_clip_that_is_gone_is_told_when_its_take_is_asked_for(speaking: Speaking, store: Store) -> None:
    list(speaking.run())
    store.forget_recent()
    gone = store.path(speaking.asked[-1].key)
    gone.unlink()

    with Finding(store) as finding, pytest.raises(DiskError) as caught:
        finding.takes(speaking.script, speaking.asked, speaking.clips)

    assert caught.value.source == str(gone)


def test_no_thread_is_left_of_a_run_that_is_given_up(speaking: Speaking, store: Store) -> None:
    with Finding(store) as finding:
        list(speaking.run(kept=finding.begin))

    assert not [thread for thread in threading.enumerate() if thread.name.startswith("takes")]
