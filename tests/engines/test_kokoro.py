"""Kokoro: espeak-ng's phonemes, a real running of a tiny model, and the real model where it can be had."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from importlib import util
from pathlib import Path

import numpy as np
import pytest

from bulletin.engines.espeak.phonemes import Phonemes
from bulletin.engines.kokoro import engine as engine_module
from bulletin.engines.kokoro import session as session_module
from bulletin.engines.kokoro.catalogue import MODEL, STYLE_BYTES, STYLES, sums_file
from bulletin.engines.kokoro.engine import LIMIT, KokoroEngine
from bulletin.engines.kokoro.graph import prepared
from bulletin.engines.kokoro.phonemes import MOST, Numbered, clauses, numbered
from bulletin.engines.kokoro.session import KokoroSession, word_times
from bulletin.engines.kokoro.symbols import EDGE, NUMBERS
from bulletin.engines.neural.onnx import inputs_of_model
from bulletin.engines.workers import WorkerDiedError, Workers
from bulletin.errors import BulletinError, EngineError
from bulletin.schema.clip import Speech
from bulletin.schema.manner import Manner
from bulletin.schema.units import Samples
from bulletin.sound.decode import listen
from tests.engines.contract import SENTENCE, SENTENCES, EngineContract, seconds
from tests.standins.tiny_kokoro import FRAME, FRAMES_A_PHONEME, make_kokoro, tiny_model, tiny_style
from tests.tiers import by_tier

REAL = Path(os.environ.get("BULLETIN_TEST_KOKORO", "/tmp/bulletin-test-kokoro"))

needs_onnxruntime = pytest.mark.skipif(
    util.find_spec("onnxruntime") is None,
    reason="onnxruntime is missing (no wheel for this machine?): Kokoro goes untested",
)
needs_the_real_model = pytest.mark.skipif(
    util.find_spec("onnxruntime") is None or not (REAL / MODEL).is_file(),
    reason=f"Kokoro's real model is not in {REAL} (.ci/run puts it there): only a tiny one has been run",
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of voices, empty."""
    folder = tmp_path / "voices"
    monkeypatch.setenv("BULLETIN_VOICES_DIR", str(folder))
    return folder


@pytest.fixture
def model(folder: Path) -> Path:
    """A tiny model with its four styles in the folder."""
    return make_kokoro(folder)


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KokoroSession]:
    """One session for all tests that only have it speak: a worker takes longer to load the model than to use it."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("standing")
        patch.setenv("BULLETIN_VOICES_DIR", str(folder))
        make_kokoro(folder)
        with KokoroEngine().open("", listen) as session:
            yield session


def spoken(voice: str = "", text: str = SENTENCE, manner: Manner | None = None) -> Speech:
    """`text` in a voice."""
    with KokoroEngine().open(voice, listen, manner=manner or Manner()) as session:
        return session.speak(text)


def refused(voice: str = "hf_alpha") -> BulletinError:
    """The error that opening a voice ends in."""
    with pytest.raises(BulletinError) as caught, KokoroEngine().open(voice, listen):
        pass
    return caught.value


@needs_onnxruntime
class TestKokoro(EngineContract):
    @pytest.fixture(autouse=True)
    def with_a_model(self, model: Path) -> None:
        self.engine = KokoroEngine()

    @pytest.fixture
    def session(self, standing: KokoroSession) -> KokoroSession:
        """The one that stands."""
        return standing


class TestClauses:
    def test_each_clause_has_the_mark_of_the_pause_after_it(self) -> None:
        found = [(one.text.strip(), one.mark) for one in clauses("पहला, दूसरा; तीसरा? चौथा – पाँचवाँ।")]
        assert found == [("पहला", ","), ("दूसरा", ";"), ("तीसरा", "?"), ("चौथा", "—"), ("पाँचवाँ", ".")]

    def test_a_hyphen_within_a_word_is_no_pause(self) -> None:
        assert [one.text for one in clauses("धीरे-धीरे चला")] == ["धीरे-धीरे चला"]

    def test_words_lie_where_they_lie_in_the_text(self) -> None:
        text = "हाँ, वह  आया।"
        assert [text[start:end] for one in clauses(text) for start, end in one.words] == ["हाँ", "वह", "आया"]

    def test_signs_are_left_out_and_words_stay_in_their_places(self) -> None:
        text = "{0} %s क्या?"
        (one,) = clauses(text)
        assert one.text.split() == ["0", "s", "क्या"]
        assert [text[start:end] for start, end in one.words] == ["0", "s", "क्या"]

    def test_marks_alone_are_no_clause(self) -> None:
        assert clauses("। — … !") == []


class TestNumbers:
    def test_words_and_clauses_are_parted_by_spaces(self) -> None:
        text = "क ख, ग।"
        found = numbered(clauses(text), ["ka kʰa", "ɡa"])
        assert found.numbers == [NUMBERS[sign] for sign in "ka kʰa, ɡa."]
        assert [(text[start:end], place) for start, end, place in found.words] == [
            ("क", 0),
            ("ख", 3),
            ("ग", 8),
        ]

    def test_a_sign_that_the_model_does_not_know_is_left_out(self) -> None:
        assert numbered(clauses("क"), ["k\u0000a"]).numbers == [NUMBERS["k"], NUMBERS["a"]]

    def test_words_said_as_one_have_no_places(self) -> None:
        assert numbered(clauses("क ख"), ["kakʰa"]).words == []

    def test_no_two_signs_share_a_number(self) -> None:
        assert len(set(NUMBERS.values()) | {EDGE}) == len(NUMBERS) + 1

    def test_no_sentence_has_a_sign_of_espeaks_that_the_model_does_not_know(self) -> None:
        asked = Phonemes()
        try:
            said = asked.of([part.text for text in SENTENCES for part in clauses(text)])
        finally:
            asked.close()
        assert {sign for part in said for sign in part} - set(NUMBERS) == set()
        assert "ʃˈʌhəɾ ki nˈʌi" in said[0]


class TestTimes:
    ASKED = Numbered(numbers=[1, 2, 3], words=[(0, 2, 0), (3, 5, 2)])

    def test_a_word_begins_after_the_frames_of_all_before_it(self) -> None:
        found = word_times(self.ASKED, [2, 3, 4, 5, 6], Samples(20 * FRAME))
        assert [(word.start, word.length, word.at) for word in found] == [
            (0, 2, 2 * FRAME),
            (3, 2, 9 * FRAME),
        ]

    @pytest.mark.parametrize("frames", [[], [2, 3, 4, 5], [0] * 5, [2, 3, 4, 5, 7]])
    def test_frames_that_do_not_add_up_give_no_times(self, frames: list[int]) -> None:
        assert word_times(self.ASKED, frames, Samples(20 * FRAME)) == ()


class TestGraph:
    def test_what_is_computed_on_the_way_becomes_an_output(self) -> None:
        assert prepared(tiny_model()).durations == "clipped"

    def test_an_output_that_is_there_stays_the_only_one(self) -> None:
        model = tiny_model(durations="durations")
        assert prepared(model).durations == "durations"

    def test_random_numbers_are_drawn_no_more(self) -> None:
        assert b"RandomNormalLike" in tiny_model()
        assert b"RandomNormalLike" not in prepared(tiny_model()).model

    @pytest.mark.parametrize("data", [b"", b"\xff" * 40, tiny_model()[:200]])
    def test_what_is_no_model_is_refused(self, data: bytes) -> None:
        with pytest.raises(ValueError, match="no "):
            prepared(data)

    def test_what_it_takes_is_read_from_the_file(self, model: Path) -> None:
        assert inputs_of_model(model) == {"input_ids", "style", "speed"}


@needs_onnxruntime
class TestExports:
    @pytest.mark.parametrize(
        "other",
        [tiny_model(ids="tokens"), tiny_model(durations="durations"), tiny_model(whole_speeds=True)],
        ids=["other names", "with durations", "whole speeds"],
    )
    def test_every_export_of_the_model_says_the_same(
        self, folder: Path, standing: KokoroSession, other: bytes
    ) -> None:
        make_kokoro(folder, model=other)
        assert spoken() == standing.speak(SENTENCE)

    def test_a_model_that_takes_something_else_is_told(self, folder: Path, model: Path) -> None:
        from tests.standins.tiny_voice import tiny_model as piper_model

        make_kokoro(folder, model=piper_model())
        error = refused()
        assert (error.code, error.error_id, error.source) == (69, "voice.damaged", str(model))

    def test_loud_sound_is_brought_down_and_not_clipped(self, folder: Path) -> None:
        make_kokoro(folder, model=tiny_model(loudness=3.0))
        samples = np.abs(np.frombuffer(spoken().sound, "<i2").astype(int))
        assert 32_000 < samples.max() < 32_767
        assert (samples == samples.max()).sum() < len(samples) / 100


@needs_onnxruntime
class TestSpeech:
    @pytest.fixture
    def session(self, standing: KokoroSession) -> KokoroSession:
        """The one that stands."""
        return standing

    def test_every_word_has_its_time(self, session: KokoroSession) -> None:
        speech = session.speak(SENTENCE)
        assert len(speech.words) == len(SENTENCE.split())
        assert speech.words[0].at == FRAMES_A_PHONEME * FRAME

    def test_styles_are_voices_of_their_own(self, model: Path, session: KokoroSession) -> None:
        assert session.speak(SENTENCE).sound != spoken("hm_psi").sound

    def test_a_rate_makes_it_so_many_times_as_fast(self, model: Path, session: KokoroSession) -> None:
        assert seconds(session.speak(SENTENCE)) / seconds(spoken(manner=Manner(rate=2.0))) == pytest.approx(
            2.0
        )

    def test_a_text_with_more_phonemes_than_a_request_may_have_is_said_whole(
        self, session: KokoroSession
    ) -> None:
        text = "धर्मनिरपेक्षता " * 40
        assert len(numbered(clauses(text), session._phonemes.of([text])).numbers) > MOST
        one = seconds(session.speak("धर्मनिरपेक्षता"))
        assert seconds(session.speak(text)) > 30 * one

    @pytest.mark.parametrize("text", ["", "।", "\u200d", "!!!"])
    def test_text_without_a_sound_is_refused(self, session: KokoroSession, text: str) -> None:
        with pytest.raises(EngineError) as caught:
            session.speak(text)
        assert caught.value.error_id == "engine.silent"

    def test_a_text_that_kills_the_phonemizer_is_said_in_pieces(
        self, session: KokoroSession, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ask = Workers.ask

        def whole_never(workers: Workers, request: bytes, seconds: float) -> bytes:
            if b"phonemes" in request and len(request) > 200:
                raise WorkerDiedError(-11)
            return ask(workers, request, seconds)

        whole = session.speak(SENTENCE)
        monkeypatch.setattr(Workers, "ask", whole_never)
        assert (whole.makeshift, session.speak(SENTENCE).makeshift) == (False, True)

    def test_slow_processors_have_time(self, session: KokoroSession, monkeypatch: pytest.MonkeyPatch) -> None:
        given: list[float] = []
        ask = Workers.ask

        def noted(workers: Workers, request: bytes, seconds: float) -> bytes:
            given.append(seconds)
            return ask(workers, request, seconds)

        monkeypatch.setattr(Workers, "ask", noted)
        session.speak("एक दो तीन")
        assert given[-1] == session_module.SECONDS_A_REQUEST + 3 * session_module.SECONDS_A_WORD


class TestFiles:
    def test_nothing_installed_is_told_with_the_command(self) -> None:
        error = refused()
        assert (error.code, error.error_id) == (69, "voice.missing")
        assert error.remedy == "Install it: bulletin voices install kokoro"

    @pytest.mark.parametrize(
        ("damage", "fault"),
        [
            (lambda folder: (folder / MODEL).unlink(), f"{MODEL} is missing"),
            (lambda folder: (folder / MODEL).write_bytes(b"no model"), "its model is not ONNX"),
            (lambda folder: (folder / "hf_alpha.bin").unlink(), "hf_alpha.bin is missing"),
            (lambda folder: (folder / "hf_alpha.bin").write_bytes(b"1"), "hf_alpha.bin has 1 bytes"),
        ],
        ids=["no model", "no ONNX", "no style", "a short style"],
    )
    def test_damage_is_told_with_the_command(self, model: Path, damage, fault: str) -> None:  # type: ignore[no-untyped-def]
        damage(model.parent)
        error = refused()
        assert (error.code, error.error_id) == (69, "voice.damaged")
        assert fault in error.what
        assert error.remedy == "Install it again: bulletin voices install kokoro"
        status = KokoroEngine().voices()[0]
        assert (status.works, fault in status.remedy) == (False, True)

    def test_a_file_that_changed_since_it_was_installed_is_told(self, model: Path) -> None:
        digest = hashlib.sha256(model.read_bytes()).hexdigest()
        sums_file().write_text(f"{digest}  {MODEL}\n")
        assert KokoroEngine().check("") == "hf_alpha"
        model.write_bytes(tiny_model(loudness=0.2))
        assert f"{MODEL} is not as it was installed" in refused().what

    def test_the_first_voice_that_is_there_is_the_default(self, folder: Path) -> None:
        make_kokoro(folder, styles=("hm_omega",))
        assert KokoroEngine().default_voice == "hm_omega"

    def test_the_version_changes_with_either_file(self, model: Path) -> None:
        versions = {KokoroEngine().version("hf_alpha")}
        (model.parent / "hf_alpha.bin").write_bytes(tiny_style(3))
        versions.add(KokoroEngine().version("hf_alpha"))
        model.write_bytes(tiny_model(loudness=0.2))
        versions.add(KokoroEngine().version("hf_alpha"))
        assert len(versions) == 3

    def test_without_its_package_the_way_to_it_is_told(
        self, model: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engine_module, "_runs", lambda: False)
        error = refused()
        assert (error.code, error.error_id) == (69, "engine.missing")
        assert error.remedy == 'Install it: pip install "bulletin[kokoro]"'
        assert {voice.works for voice in KokoroEngine().voices()} == {False}

    def test_a_style_is_as_long_as_the_real_ones(self) -> None:
        assert len(tiny_style(0)) == STYLE_BYTES == 522_240


@pytest.mark.long
@needs_the_real_model
class TestTheRealModel:
    """What only the real model can show, in one session: it takes seconds to load and half a second a second to speak."""

    @pytest.fixture(autouse=True)
    def installed(self, folder: Path) -> None:
        (folder / "kokoro").mkdir(parents=True)
        for path in (REAL / MODEL, *(REAL / f"{name}.bin" for name in STYLES)):
            try:
                (folder / "kokoro" / path.name).symlink_to(path)
            except OSError:
                shutil.copyfile(path, folder / "kokoro" / path.name)

    def test_it_says_a_sentence_with_the_time_of_each_word_and_the_same_again(self) -> None:
        text = "हाँ, आज।"
        with KokoroEngine().open("hf_alpha", listen) as session:
            speech = session.speak(text)
            again = session.speak(text)
        assert speech == again
        assert 0.8 < seconds(speech) < 4.0
        assert [text[word.start : word.start + word.length] for word in speech.words] == ["हाँ", "आज"]
        assert [word.at for word in speech.words] == sorted({word.at for word in speech.words})
        samples = np.abs(np.frombuffer(speech.sound, "<i2").astype(float)) / 32768
        assert 0.1 < samples.max() < 0.99
        # Words are where the sound is: silence before the first of them, and none as they are said.
        first, last = speech.words[0].at, speech.words[-1].at
        assert samples[: first // 2].max(initial=0.0) < 0.05
        assert samples[first:last].mean() > 0.01


def test_the_limit_leaves_room_for_more_phonemes_than_news_has() -> None:
    asked = Phonemes()
    try:
        said = [
            len(numbered(found, asked.of([part.text for part in found])).numbers) / len(text)
            for text in SENTENCES[:: by_tier(6, 1)]
            if (found := clauses(text))
        ]
    finally:
        asked.close()
    assert max(said) * LIMIT < MOST
