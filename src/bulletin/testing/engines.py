"""Engines: what every engine promises, as tests to inherit.

    from bulletin.testing import EngineContract

    class TestMine(EngineContract):
        engine = MyEngine()

The tests use the default voice, which must work where they run. An online engine needs a stand-in for its service,
in a fixture of its own.
"""

# ruff: noqa: D102  (the name of a test describes it)

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import pytest

from bulletin.engines import Engine, Session, find_engine
from bulletin.errors import BulletinError, ConfigurationError
from bulletin.language.pieces import pieces
from bulletin.production.voice.judge import unfit
from bulletin.schema.clip import Speech
from bulletin.schema.manner import Manner
from bulletin.sound.decode import listen
from bulletin.testing.memory import KNOWN, family, held
from bulletin.testing.texts import LONGEST_REQUEST, SENTENCE, SENTENCES, SYNTAX, decoded, seconds

FASTEST_SECONDS_A_LETTER = 0.03
SLOWEST_SECONDS_A_LETTER = 0.25

LEAST_PEAK = 0.05
"""The least peak of speech; full scale is 1."""

FASTER = 1.25
FASTER_LIES_WITHIN = (1.10, 1.40)
"""Bounds of how many times shorter a sentence may be at a rate of 1.25; only the audible effect counts."""

MANY = 4
"""How often each of the sentences is spoken to see whether memory grows. `scripts/bench voice` speaks a thousand."""

MOST_KEPT_OF_A_SENTENCE = 100_000
"""Bytes. The sound of one is about twice that, so an engine that keeps what it has spoken is noticed."""

TRIES = 3

WORD_TIMES_WITHIN = 0.2
"""The largest difference between a word's place in the clip and in the text, as a fraction of each."""


class EngineContract:
    """The tests that every engine must pass, on this machine and without the network."""

    engine: Engine

    @pytest.fixture
    def session(self) -> Iterator[Session]:
        """Yield a session with the default voice in its natural manner."""
        with self.engine.open(self.engine.default_voice, listen) as session:
            yield session

    # Name and description.

    def test_it_is_found_by_its_own_name(self) -> None:
        assert type(find_engine(self.engine.name)) is type(self.engine)

    def test_its_name_can_stand_before_a_colon(self) -> None:
        assert self.engine.name == self.engine.name.strip().casefold() != ""
        assert ":" not in self.engine.name

    def test_it_has_a_title_for_people(self) -> None:
        assert self.engine.title.strip() == self.engine.title != ""

    def test_its_default_voice_is_among_its_voices(self) -> None:
        assert self.engine.default_voice in [voice.name for voice in self.engine.voices()]

    def test_all_its_voices_bear_its_name(self) -> None:
        assert {voice.engine for voice in self.engine.voices()} == {self.engine.name}

    def test_no_voice_is_named_twice(self) -> None:
        names = [voice.name for voice in self.engine.voices()]
        assert len(names) == len(set(names))

    def test_a_voice_that_does_not_work_has_a_remedy(self) -> None:
        assert [
            voice.name for voice in self.engine.voices() if voice.works is False and not voice.remedy
        ] == []

    def test_nothing_of_it_touches_the_network_before_it_speaks(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> NoReturn:
            pytest.fail("it touched the network")

        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        monkeypatch.setattr(socket.socket, "connect", refuse)
        engine = type(self.engine)()
        engine.voices()
        engine.version(engine.check(""))

    # Voices.

    def test_each_voice_that_works_passes_the_check_under_its_own_name(self) -> None:
        names = [voice.name for voice in self.engine.voices() if voice.works]
        assert [self.engine.check(name) for name in names] == names

    def test_no_voice_asked_for_means_the_default_voice(self) -> None:
        assert self.engine.check("") == self.engine.default_voice

    def test_a_voice_that_is_not_there_is_a_configuration_error(self) -> None:
        with pytest.raises(ConfigurationError, match="कोई-नहीं") as caught:
            self.engine.check("कोई-नहीं")
        assert caught.value.error_id == "voice.name"
        assert caught.value.source
        assert caught.value.remedy

    def test_a_voice_that_is_not_there_is_not_opened(self) -> None:
        with pytest.raises(ConfigurationError) as caught, self.engine.open("कोई-नहीं", listen):
            pass
        assert caught.value.error_id == "voice.name"

    def test_the_version_of_a_voice_stays_the_same(self) -> None:
        voice = self.engine.default_voice
        before = self.engine.version(voice)
        with self.engine.open(voice, listen) as session:
            session.speak(SENTENCE)
        assert before
        assert [self.engine.version(voice), type(self.engine)().version(voice)] == [before, before]

    # Speech.

    def test_hindi_text_takes_as_long_as_a_person_would(self, session: Session) -> None:
        a_letter = seconds(session.speak(SENTENCE)) / len(SENTENCE)
        assert FASTEST_SECONDS_A_LETTER < a_letter < SLOWEST_SECONDS_A_LETTER

    def test_the_sound_is_as_long_as_it_claims(self, session: Session) -> None:
        speech = session.speak(SENTENCE)
        assert len(decoded(speech)) == speech.length

    def test_speech_is_not_silence(self, session: Session) -> None:
        assert abs(decoded(session.speak(SENTENCE))).max() > LEAST_PEAK

    def test_nothing_it_gives_is_thrown_away_by_the_judge(self, session: Session) -> None:
        texts = (*SENTENCES, "हाँ।", pieces(" ".join(SENTENCES * 20), self.engine.limit or LONGEST_REQUEST)[0])
        assert {text: fault for text in texts if (fault := unfit(session.speak(text), text))} == {}

    def test_one_short_word_is_heard(self, session: Session) -> None:
        assert abs(decoded(session.speak("हाँ।"))).max() > LEAST_PEAK

    def test_the_same_text_gives_the_same_samples(self, session: Session) -> None:
        assert session.speak(SENTENCE) == session.speak(SENTENCE)

    def test_another_text_gives_other_samples(self, session: Session) -> None:
        assert session.speak(SENTENCES[1]).sound != session.speak(SENTENCES[2]).sound

    def test_a_text_as_long_as_its_limit_is_spoken_whole(self, session: Session) -> None:
        assert self.engine.limit is None or self.engine.limit >= len(SENTENCE)
        text = pieces(" ".join(SENTENCES * 20), self.engine.limit or LONGEST_REQUEST)[0]
        speech = session.speak(text)
        assert seconds(speech) > FASTEST_SECONDS_A_LETTER * len(text)
        end = decoded(speech)[-speech.length // 5 :]
        assert abs(end).max() > LEAST_PEAK

    @pytest.mark.parametrize("text", SYNTAX.values(), ids=SYNTAX)
    def test_text_that_looks_like_markup_is_spoken_as_text(self, session: Session, text: str) -> None:
        plain = seconds(session.speak(SENTENCE))
        more = (len(text) - len(SENTENCE)) * SLOWEST_SECONDS_A_LETTER
        assert plain * 0.9 < seconds(session.speak(text)) < plain + more + 1

    # Word times.

    def test_words_lie_within_the_text(self, session: Session) -> None:
        for text in SENTENCES:
            for word in session.speak(text).words:
                assert 0 <= word.start < word.start + word.length <= len(text)
                assert len(text[word.start : word.start + word.length].split()) == 1

    def test_words_lie_within_the_clip(self, session: Session) -> None:
        for text in SENTENCES:
            speech = session.speak(text)
            assert all(0 <= word.at < speech.length for word in speech.words)

    def test_words_come_once_and_in_the_order_of_the_text(self, session: Session) -> None:
        for text in SENTENCES:
            words = session.speak(text).words
            assert all(one.start + one.length <= after.start for one, after in pairwise(words))
            assert [word.at for word in words] == sorted(word.at for word in words)

    def test_words_have_the_times_when_they_are_spoken(self, session: Session) -> None:
        for text in SENTENCES:
            speech = session.speak(text)
            for word in speech.words:
                assert word.at / speech.length == pytest.approx(word.start / len(text), abs=WORD_TIMES_WITHIN)

    # Manners.

    def test_a_voice_asked_to_speak_faster_does_or_refuses(self) -> None:
        faster = self._in_manner(Manner(rate=FASTER))
        if faster is not None:
            with self.engine.open(self.engine.default_voice, listen) as session:
                natural = session.speak(SENTENCE)
            least, most = FASTER_LIES_WITHIN
            assert least <= seconds(natural) / seconds(faster) <= most

    def test_a_voice_asked_to_speak_higher_does_or_refuses(self) -> None:
        higher = self._in_manner(Manner(pitch=3))
        if higher is not None:
            with self.engine.open(self.engine.default_voice, listen) as session:
                assert session.speak(SENTENCE).sound != higher.sound

    def _in_manner(self, manner: Manner) -> Speech | None:
        """Return a sentence in that manner; None if both `check` and `open` refuse it."""
        voice = self.engine.default_voice
        refusal: ConfigurationError | None = None
        try:
            self.engine.check(voice, manner)
        except ConfigurationError as error:
            refusal = error
        if refusal is None:
            with self.engine.open(voice, listen, manner=manner) as session:
                return session.speak(SENTENCE)
        assert (refusal.error_id, bool(refusal.remedy)) == ("voice.manner", True)
        with pytest.raises(ConfigurationError), self.engine.open(voice, listen, manner=manner):
            pass
        return None

    # Sessions.

    @pytest.mark.parametrize("parallel", [1, 3])
    def test_no_more_requests_run_at_once_than_it_was_asked_for(self, parallel: int) -> None:
        with self.engine.open(self.engine.default_voice, listen, parallel=parallel) as session:
            assert 1 <= session.parallel <= parallel
            with ThreadPoolExecutor(session.parallel) as pool:
                spoken = list(pool.map(session.speak, SENTENCES[:3]))
        assert len({speech.sound for speech in spoken}) == 3

    def test_as_many_threads_as_it_allows_get_what_one_would(self, session: Session) -> None:
        alone = [session.speak(text) for text in SENTENCES]
        with ThreadPoolExecutor(session.parallel) as pool:
            assert list(pool.map(session.speak, SENTENCES * 2)) == alone * 2

    @pytest.mark.skipif(not KNOWN, reason="this system does not tell how much memory processes hold")
    def test_it_holds_no_more_memory_after_many_sentences_than_after_some(self, session: Session) -> None:
        with ThreadPoolExecutor(session.parallel) as pool:
            # Libraries are loaded and buffers have grown by then; what else comes late does not come again and again.
            list(pool.map(session.speak, SENTENCES * 2))
            grown = [self._growth(pool, session)]
            while grown[-1] > MOST_KEPT_OF_A_SENTENCE and len(grown) < TRIES:
                grown.append(self._growth(pool, session))
        assert grown[-1] <= MOST_KEPT_OF_A_SENTENCE, f"bytes a sentence, each time: {grown}"

    def _growth(self, pool: ThreadPoolExecutor, session: Session) -> float:
        """Return how many bytes more are held for each of many sentences that were spoken and thrown away."""
        before = held()
        count = 0
        for speech in pool.map(session.speak, SENTENCES * MANY):
            assert speech.length
            count += 1
        del speech
        return (held() - before) / count

    def test_a_second_session_gives_what_the_first_gave(self) -> None:
        spoken = []
        for _ in range(2):
            with self.engine.open(self.engine.default_voice, listen) as session:
                spoken.append(session.speak(SENTENCE))
        assert spoken[0] == spoken[1]

    def test_two_sessions_at_once_do_not_know_one_another(self, session: Session) -> None:
        before = session.speak(SENTENCE)
        with self.engine.open(self.engine.default_voice, listen) as other:
            assert other.speak(SENTENCE) == before
        assert session.speak(SENTENCE) == before

    def test_a_session_that_was_not_used_closes(self) -> None:
        with self.engine.open(self.engine.default_voice, listen):
            pass

    def test_a_session_lets_errors_through(self) -> None:
        with (
            pytest.raises(BulletinError, match="somewhere else"),
            self.engine.open(self.engine.default_voice, listen),
        ):
            raise BulletinError("it failed somewhere else.", error_id="test")

    @pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="this system has no /proc")
    def test_no_process_outlives_its_session(self) -> None:
        before = set(family())
        with self.engine.open(self.engine.default_voice, listen) as session:
            session.speak(SENTENCE)
        assert set(family()) - before == set()
