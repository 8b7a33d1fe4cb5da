"""What every engine promises. A subclass named `Test…` sets `engine`, and the tests are the engine's own."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bulletin.engines import Engine, Session, find_engine
from bulletin.errors import ConfigurationError
from bulletin.schema.clip import Speech
from bulletin.sound.decode import clip_segment, listen, samples_of

SENTENCE = "शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई।"
SENTENCES = (
    SENTENCE,
    "पहले दिन पैंतालीस हज़ार लोगों ने सफर किया।",
    "मेट्रो सुबह साढ़े छह बजे से चलेगी।",
    "न्यूनतम किराया पच्चीस रुपये है।",
    "बुजुर्गों को पचास प्रतिशत की छूट मिलेगी।",
    "क्या यात्रियों को इससे राहत मिलेगी?",
)

FASTEST_SECONDS_A_LETTER = 0.03
SLOWEST_SECONDS_A_LETTER = 0.25


def seconds(speech: Speech) -> float:
    """How long a speech says it lasts."""
    return speech.length / speech.rate


class EngineContract:
    """The tests that any engine must pass, on this machine and without the network."""

    engine: Engine

    @pytest.fixture
    def session(self) -> Iterator[Session]:
        with self.engine.open(self.engine.default_voice, listen) as session:
            yield session

    def test_it_is_found_by_its_own_name(self) -> None:
        assert type(find_engine(self.engine.name)) is type(self.engine)

    def test_its_version_is_told(self) -> None:
        assert self.engine.version(self.engine.default_voice)

    def test_its_default_voice_is_among_its_voices(self) -> None:
        assert self.engine.default_voice in [voice.name for voice in self.engine.voices()]

    def test_all_its_voices_bear_its_name(self) -> None:
        assert {voice.engine for voice in self.engine.voices()} == {self.engine.name}

    def test_each_voice_that_works_passes_the_check_under_its_own_name(self) -> None:
        names = [voice.name for voice in self.engine.voices() if voice.works]
        assert [self.engine.check(name) for name in names] == names

    def test_no_voice_asked_for_means_the_default_voice(self) -> None:
        assert self.engine.check("") == self.engine.default_voice

    def test_a_voice_that_is_not_there_is_a_configuration_error(self) -> None:
        with pytest.raises(ConfigurationError, match="कोई-नहीं") as caught:
            self.engine.check("कोई-नहीं")
        assert caught.value.error_id == "voice.name"

    def test_hindi_text_takes_as_long_as_a_person_would(self, session: Session) -> None:
        a_letter = seconds(session.speak(SENTENCE)) / len(SENTENCE)
        assert FASTEST_SECONDS_A_LETTER < a_letter < SLOWEST_SECONDS_A_LETTER

    def test_the_sound_is_as_long_as_it_claims(self, session: Session) -> None:
        speech = session.speak(SENTENCE)
        assert len(samples_of(clip_segment(speech.sound, speech.encoding, speech.rate))) == speech.length

    def test_speech_is_not_silence(self, session: Session) -> None:
        speech = session.speak(SENTENCE)
        samples = samples_of(clip_segment(speech.sound, speech.encoding, speech.rate))
        assert abs(samples).max() > 0.05

    def test_the_same_text_gives_the_same_samples(self, session: Session) -> None:
        assert session.speak(SENTENCE) == session.speak(SENTENCE)

    def test_another_text_gives_other_samples(self, session: Session) -> None:
        assert session.speak(SENTENCES[1]).sound != session.speak(SENTENCES[2]).sound

    def test_words_lie_within_the_text(self, session: Session) -> None:
        for text in SENTENCES:
            for word in session.speak(text).words:
                assert 0 <= word.start < word.start + word.length <= len(text)

    def test_words_lie_within_the_clip(self, session: Session) -> None:
        for text in SENTENCES:
            speech = session.speak(text)
            assert all(0 <= word.at < speech.length for word in speech.words)

    def test_words_come_in_the_order_of_the_text(self, session: Session) -> None:
        for text in SENTENCES:
            words = session.speak(text).words
            assert list(words) == sorted(words, key=lambda word: (word.start, word.at))
            assert [word.at for word in words] == sorted(word.at for word in words)

    def test_as_many_threads_as_it_allows_get_what_one_would(self, session: Session) -> None:
        alone = [session.speak(text) for text in SENTENCES]
        with ThreadPoolExecutor(session.parallel) as pool:
            assert list(pool.map(session.speak, SENTENCES * 2)) == alone * 2
