"""piper: real loading, real phonemes and real running of a tiny voice; what is damaged or missing is told with the remedy."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata, util
from pathlib import Path

import numpy as np
import pytest

from bulletin.engines.neural import session as workers_module
from bulletin.engines.piper import engine
from bulletin.engines.piper import session as session_module
from bulletin.engines.piper.catalogue import KNOWN, installed
from bulletin.engines.piper.engine import PiperEngine
from bulletin.engines.piper.session import PiperSession
from bulletin.engines.workers import WorkerDiedError, Workers, python_command
from bulletin.errors import BulletinError, ConfigurationError, EngineError, first_words
from bulletin.schema.clip import Speech
from bulletin.schema.manner import Manner
from bulletin.sound.decode import listen
from tests.engines.contract import SENTENCE, SENTENCES, EngineContract, seconds
from tests.standins.tiny_voice import RATE, make_voice, tiny_model, tiny_settings

NAME = "hi_IN-tiny-low"
DEADLY = "s'" * 220
"""Text that ends the process of piper's phonemizer."""

needs_piper = pytest.mark.skipif(
    util.find_spec("piper") is None,
    reason="piper-tts is missing (no wheel for this machine?): neural voices go untested",
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of voices, empty."""
    folder = tmp_path / "voices"
    monkeypatch.setenv("BULLETIN_VOICES_DIR", str(folder))
    return folder


@pytest.fixture
def model(folder: Path) -> Path:
    """The model of a tiny voice in the folder."""
    return make_voice(folder, NAME)


@pytest.fixture
def session(model: Path) -> Iterator[PiperSession]:
    with PiperEngine().open(NAME, listen) as session:
        yield session


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PiperSession]:
    """One session for all tests that only have it speak: a worker takes longer to load the voice than to use it."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("standing")
        patch.setenv("BULLETIN_VOICES_DIR", str(folder))
        make_voice(folder, NAME)
        with PiperEngine().open(NAME, listen) as session:
            yield session


def refused(voice: str = NAME, manner: Manner | None = None) -> BulletinError:
    """The error that opening a voice ends in."""
    with pytest.raises(BulletinError) as caught, PiperEngine().open(voice, listen, manner=manner or Manner()):
        pass
    return caught.value


def spoken(voice: str = NAME, text: str = SENTENCE, manner: Manner | None = None) -> Speech:
    """`text` in a voice."""
    with PiperEngine().open(voice, listen, manner=manner or Manner()) as session:
        return session.speak(text)


def pids(session: PiperSession) -> list[int]:
    """The worker processes that are alive."""
    return [worker.pid for one in session._all for worker in one.workers._started]


@needs_piper
class TestPiper(EngineContract):
    @pytest.fixture(autouse=True)
    def with_a_voice(self, model: Path) -> None:
        self.engine = PiperEngine()

    @pytest.fixture
    def session(self, standing: PiperSession) -> PiperSession:
        """The one that stands."""
        return standing


@needs_piper
class TestTheSameAgain:
    def test_every_worker_gives_the_same_samples(self, session: PiperSession) -> None:
        speeches = set()
        for _ in range(3):
            speeches.add(session.speak(SENTENCE).sound)
            for pid in pids(session):
                os.kill(pid, signal.SIGTERM)
        assert len(speeches) == 1

    def test_what_was_said_before_does_not_change_what_is_said_now(
        self, session: PiperSession, standing: PiperSession
    ) -> None:
        first = session.speak(SENTENCE)
        for text in SENTENCES:
            standing.speak(text)
        assert standing.speak(SENTENCE) == first

    def test_any_number_of_workers_gives_the_same_samples(self, model: Path) -> None:
        with PiperEngine().open(NAME, listen, parallel=1) as session:
            assert session.parallel == 1
            alone = [session.speak(text) for text in SENTENCES]
        for parallel in (2, 1_000):
            with PiperEngine().open(NAME, listen, parallel=parallel) as session:
                assert 1 <= session.parallel <= (os.cpu_count() or 1)
                with ThreadPoolExecutor(session.parallel) as pool:
                    found = list(pool.map(session.speak, SENTENCES))
            assert found == alone

    def test_the_tiny_voice_is_as_random_as_real_ones(self, model: Path) -> None:
        import onnxruntime

        running = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])

        def sound(noise: float, unevenness: float) -> bytes:
            scales = np.array([noise, 1.0, unevenness], np.float32)
            ids = np.arange(20, dtype=np.int64)[None]
            (output,) = running.run(
                None, {"input": ids, "input_lengths": np.array([20], np.int64), "scales": scales}
            )
            return bytes(np.asarray(output).tobytes())

        assert sound(0.667, 0.0) != sound(0.667, 0.0)
        assert len(sound(0.0, 0.8)) != len(sound(0.0, 0.8))
        assert sound(0.0, 0.0) == sound(0.0, 0.0)


@needs_piper
class TestManner:
    @pytest.mark.parametrize("rate", [0.5, 0.8, 1.25, 2.0])
    def test_a_rate_makes_it_so_many_times_as_fast(
        self, model: Path, standing: PiperSession, rate: float
    ) -> None:
        asked = spoken(manner=Manner(rate=rate))
        assert seconds(standing.speak(SENTENCE)) / seconds(asked) == pytest.approx(rate, rel=0.01)

    def test_a_voice_that_is_slow_by_itself_stays_so(self, folder: Path, standing: PiperSession) -> None:
        make_voice(folder, "slow", inference={"noise_scale": 0.667, "length_scale": 1.5, "noise_w": 0.8})
        assert seconds(spoken("slow")) / seconds(standing.speak(SENTENCE)) == pytest.approx(1.5, rel=0.01)

    def test_a_pitch_is_a_configuration_error(self, model: Path) -> None:
        error = refused(manner=Manner(pitch=2.0))
        assert (error.code, error.error_id) == (78, "voice.manner")


@needs_piper
class TestText:
    @pytest.fixture
    def session(self, standing: PiperSession) -> PiperSession:
        """The one that stands."""
        return standing

    def test_a_phoneme_bracket_is_read_as_text(self, session: PiperSession) -> None:
        assert session.speak("[[h@l]] हाल") == session.speak("  h@l   हाल")

    def test_words_that_espeak_mis_says_are_respelled(self, session: PiperSession) -> None:
        assert session.speak("पचपन लोग") == session.speak("पच्पन लोग")

    @pytest.mark.parametrize("text", ["क\0ख", "क\ud800ख", "क\u2028ख"])
    def test_odd_characters_are_spoken_or_refused(self, session: PiperSession, text: str) -> None:
        with contextlib.suppress(EngineError):
            assert session.speak(text).length > 0
        assert session.speak(SENTENCE).length > 0

    @pytest.mark.parametrize("text", ["", " ", "!!!", "\u200d"])
    def test_text_without_a_sound_is_refused_and_not_silence(self, session: PiperSession, text: str) -> None:
        try:
            speech = session.speak(text)
        except EngineError as error:
            assert error.error_id == "engine.silent"
        else:
            assert np.abs(np.frombuffer(speech.sound, "<i2")).max() > 100

    def test_the_rate_of_the_sound_is_the_models_own(self, folder: Path, session: PiperSession) -> None:
        make_voice(folder, "sixteen", audio={"sample_rate": 16_000})
        one, other = session.speak(SENTENCE), spoken("sixteen")
        assert (one.rate, other.rate, other.length) == (RATE, 16_000, one.length)


@needs_piper
class TestDeath:
    def test_deadly_text_is_spoken_or_refused_by_name(self, session: PiperSession) -> None:
        try:
            assert seconds(session.speak(DEADLY)) > 0.3
        except EngineError as error:
            assert error.source == first_words(DEADLY, 60)
            assert error.error_id == "engine.crashed"

    def test_the_request_after_deadly_text_is_served(self, session: PiperSession) -> None:
        before = session.speak(SENTENCE)
        with contextlib.suppress(EngineError):
            session.speak(DEADLY)
        assert session.speak(SENTENCE) == before

    def test_deadly_text_in_one_thread_costs_the_others_nothing(self, session: PiperSession) -> None:
        def said(text: str) -> Speech | None:
            try:
                return session.speak(text)
            except EngineError:
                return None

        alone = [session.speak(text) for text in SENTENCES[:2]]
        mixed = [text for sentence in SENTENCES[:2] for text in (DEADLY, sentence)]
        with ThreadPoolExecutor(session.parallel) as pool:
            assert list(pool.map(said, mixed))[1::2] == alone

    def test_a_request_is_tried_twice_and_then_in_pieces(
        self, session: PiperSession, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ask = Workers.ask

        def halted(workers: Workers, request: bytes, seconds: float) -> bytes:
            # On a busy machine even no time at all is enough for an answer.
            if request != b"{}" and sys.platform != "win32":
                for worker in workers._started:
                    os.kill(worker.pid, signal.SIGSTOP)
            return ask(workers, request, seconds)

        monkeypatch.setattr(Workers, "ask", halted)
        asked = requests_of(monkeypatch)
        monkeypatch.setattr(session_module, "SECONDS_A_REQUEST", 0.0)
        monkeypatch.setattr(session_module, "SECONDS_A_WORD", 0.0)
        with pytest.raises(EngineError) as caught:
            session.speak(SENTENCE)
        texts = [json.loads(request)["text"] for request, _ in asked if request != b"{}"]
        assert texts[:2] == [SENTENCE, SENTENCE]
        assert texts[2] == texts[3]
        assert SENTENCE.startswith(texts[2])
        assert len(texts) == 4
        assert (caught.value.code, caught.value.error_id) == (69, "engine.crashed")
        assert caught.value.source == first_words(SENTENCE, 60)
        assert "no answer in time" in caught.value.what

    def test_what_is_said_in_pieces_is_makeshift(
        self, session: PiperSession, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ask = Workers.ask

        def whole_never(workers: Workers, request: bytes, seconds: float) -> bytes:
            if json.loads(request).get("text") == SENTENCE:
                raise WorkerDiedError(-9)
            return ask(workers, request, seconds)

        whole = session.speak(SENTENCE)
        monkeypatch.setattr(Workers, "ask", whole_never)

        assert (whole.makeshift, session.speak(SENTENCE).makeshift) == (False, True)

    def test_a_request_has_five_seconds_and_one_a_word(
        self, session: PiperSession, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = requests_of(monkeypatch)
        session.speak("एक दो तीन")
        session.speak("एक " * 100)
        assert [seconds for _, seconds in asked] == [8.0, 60.0]

    def test_a_fresh_worker_may_take_its_time_to_load_the_voice(
        self, session: PiperSession, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = requests_of(monkeypatch)
        with contextlib.suppress(EngineError):
            session.speak(DEADLY)
        session.speak("एक")
        times = [seconds for request, seconds in asked if request == b"{}"]
        assert times
        assert set(times) == {workers_module.LOADING_SECONDS}

    @pytest.mark.skipif(sys.platform == "win32", reason="processes cannot be halted there")
    def test_a_worker_that_hangs_is_replaced(
        self, session: PiperSession, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = session.speak(SENTENCE)
        for pid in pids(session):
            os.kill(pid, signal.SIGSTOP)
        with monkeypatch.context() as patch:
            patch.setattr(session_module, "SECONDS_A_WORD", 0.0)
            patch.setattr(session_module, "SECONDS_A_REQUEST", 1.0)
            assert session.speak(SENTENCE) == before

    def test_a_voice_that_takes_too_long_to_load_is_told_by_its_file(
        self, model: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(workers_module, "LOADING_SECONDS", 0.0)
        error = refused()
        assert (error.code, error.error_id, error.source) == (69, "engine.crashed", str(model))


def requests_of(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, float]]:
    """Fills with each request to a worker, and the seconds it is given."""
    asked: list[tuple[bytes, float]] = []
    ask = Workers.ask

    def noted(workers: Workers, request: bytes, seconds: float) -> bytes:
        asked.append((request, seconds))
        return ask(workers, request, seconds)

    monkeypatch.setattr(Workers, "ask", noted)
    return asked


@needs_piper
class TestStart:
    def test_packages_are_found_where_bulletin_finds_them(
        self, model: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        without_packages(monkeypatch)
        assert spoken().length > 0

    def test_a_package_that_cannot_be_loaded_is_told(
        self, model: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        without_packages(monkeypatch)
        monkeypatch.setattr(workers_module, "_folders", lambda _: [])
        error = refused()
        assert (error.code, error.error_id) == (69, "engine.load")
        assert "ModuleNotFoundError" in error.what

    def test_a_process_that_cannot_be_started_is_told(
        self, model: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(workers_module, "python_command", lambda *_, **__: [str(model)])
        error = refused()
        assert (error.code, error.error_id) == (69, "engine.start")

    @pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be removed there")
    def test_a_folder_that_is_gone_does_not_matter(
        self, model: Path, world: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        gone = world / "gone"
        gone.mkdir()
        monkeypatch.chdir(gone)
        gone.rmdir()
        assert spoken().length > 0


def without_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start workers that look for packages nowhere by themselves."""
    monkeypatch.setattr(
        workers_module, "python_command", lambda script, *rest, packages: python_command(script, *rest)
    )


@needs_piper
class TestCleanUp:
    def test_no_worker_outlives_its_session(self, model: Path) -> None:
        with PiperEngine().open(NAME, listen) as session:
            with ThreadPoolExecutor(session.parallel) as pool:
                list(pool.map(session.speak, SENTENCES))
            workers = [worker for one in session._all for worker in one.workers._started]
        assert workers
        assert [worker for worker in workers if worker.poll() is None] == []

    def test_no_worker_outlives_a_session_closed_in_mid_sentence(self, model: Path) -> None:
        session = PiperEngine().open(NAME, listen)

        def speak_for_long() -> None:
            with contextlib.suppress(EngineError):
                session.speak(" ".join(SENTENCES * 60))

        speaker = threading.Thread(target=speak_for_long)
        speaker.start()
        time.sleep(0.05)
        session.close()
        speaker.join()
        assert pids(session) == []

    @pytest.mark.skipif(sys.platform == "win32", reason="processes are asked for by signals")
    def test_no_worker_outlives_a_bulletin_that_was_killed(self, model: Path) -> None:
        code = (
            "from bulletin.engines.piper.engine import PiperEngine\n"
            f"session = PiperEngine().open({NAME!r}, lambda sound: None)\n"
            "print(*(worker.pid for one in session._all for worker in one.workers._started), flush=True)\n"
            f"session.speak({' '.join(SENTENCES) + ' '!r} * 100)\n"
        )
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        assert process.stdout is not None
        with process:
            (worker,) = [int(pid) for pid in process.stdout.readline().split()]
            time.sleep(0.1)
            process.kill()
        ends = time.monotonic() + 10
        while is_alive(worker) and time.monotonic() < ends:
            time.sleep(0.02)
        assert not is_alive(worker)

    def test_no_worker_outlives_a_voice_that_cannot_be_loaded(
        self, model: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        started: list[PiperSession] = []
        load = PiperSession.load

        def noted(session: PiperSession) -> None:
            started.append(session)
            load(session)

        monkeypatch.setattr(PiperSession, "load", noted)
        model.write_bytes(spoiled(model.read_bytes()))
        refused()
        assert [pids(session) for session in started] == [[]]


def is_alive(pid: int) -> bool:
    """Whether a process is there, and not just waits to be buried by whoever adopted it."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def spoiled(data: bytes) -> bytes:
    """A model that looks whole from outside, and names an operator that there is not."""
    return data.replace(b"CumSum", b"CumSam")


def replaced(data: bytes) -> Callable[[Path], object]:
    return lambda model: model.write_bytes(data)


def settings(data: bytes) -> Callable[[Path], object]:
    return lambda model: model.with_name(f"{model.name}.json").write_bytes(data)


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "an empty model": (replaced(b""), "cut short (0 bytes)"),
    "half a model": (replaced(tiny_model()[:800]), "cut short (800 bytes)"),
    "a model but for its last byte": (replaced(tiny_model()[:-1]), "cut short"),
    "a model without its last field": (replaced(tiny_model()[:-4]), "cut short"),
    "a web page for a model": (replaced(b"<!doctype html><html></html>"), "not ONNX"),
    "a pointer for a model": (replaced(b"version https://git-lfs.github.com/spec/v1\n"), "not ONNX"),
    "zeros for a model": (replaced(bytes(5_000)), "not ONNX"),
    "no settings": (lambda model: model.with_name(f"{model.name}.json").unlink(), "is missing"),
    "empty settings": (settings(b""), "is not JSON"),
    "half of the settings": (settings(tiny_settings()[:100]), "is not JSON"),
    "settings that are not text": (settings(b"\xff\xfe\x00"), "is not JSON"),
    "a list for settings": (settings(b"[]"), "is not the settings"),
    "settings without phonemes": (settings(tiny_settings(phoneme_id_map={})), "is not the settings"),
    "settings without a rate": (settings(tiny_settings(audio={})), "is not the settings"),
    "settings without speakers": (
        settings(tiny_settings().replace(b"num_speakers", b"speakers")),
        "not the settings",
    ),
    "settings of another kind": (settings(tiny_settings(espeak={"voice": 3})), "is not the settings"),
}


class TestDamage:
    @pytest.mark.parametrize(("damage", "told"), DAMAGE.values(), ids=DAMAGE)
    def test_what_is_damaged_is_listed_with_what_it_is(
        self, model: Path, damage: Callable[[Path], object], told: str
    ) -> None:
        damage(model)
        (status,) = [voice for voice in PiperEngine().voices() if voice.name == NAME]
        assert not status.works
        assert told in status.remedy

    @needs_piper
    @pytest.mark.parametrize(("damage", "told"), DAMAGE.values(), ids=DAMAGE)
    def test_what_is_damaged_is_refused_by_its_path(
        self, model: Path, damage: Callable[[Path], object], told: str
    ) -> None:
        damage(model)
        error = refused()
        assert (error.code, error.error_id, error.source) == (69, "voice.damaged", str(model))
        assert told in error.what

    @needs_piper
    def test_what_shows_only_in_loading_is_refused_by_its_path(self, model: Path) -> None:
        model.write_bytes(spoiled(model.read_bytes()))
        assert PiperEngine().check(NAME) == NAME
        error = refused()
        assert (error.code, error.error_id, error.source) == (69, "voice.damaged", str(model))
        assert "CumSam" in error.what

    @needs_piper
    @pytest.mark.parametrize("which", [f"{NAME}.onnx", f"{NAME}.onnx.json"])
    def test_a_file_that_is_not_as_it_was_installed_is_refused(self, model: Path, which: str) -> None:
        sums = [
            f"{hashlib.sha256((model.parent / name).read_bytes()).hexdigest()}  {name}\n"
            for name in (f"{NAME}.onnx", f"{NAME}.onnx.json")
        ]
        (model.parent / f"{NAME}.sha256").write_text("".join(sums))
        assert PiperEngine().check(NAME) == NAME
        path = model.parent / which
        path.write_bytes(path.read_bytes().replace(b"tests", b"tasts").replace(b"low", b"lew"))
        error = refused()
        assert (error.code, error.error_id) == (69, "voice.damaged")
        assert f"{which} is not as it was installed" in error.what

    def test_a_known_voice_is_mended_by_installing_it_again(self, folder: Path) -> None:
        make_voice(folder, "hi_IN-rohan-medium").write_bytes(b"")
        (status,) = [voice for voice in PiperEngine().voices() if voice.name == "hi_IN-rohan-medium"]
        assert status.remedy.endswith("bulletin voices install hi_IN-rohan-medium")

    @needs_piper
    @pytest.mark.parametrize(("loudness", "told"), [(0.0, "silence"), (math.nan, "not numbers")])
    def test_a_voice_without_a_sound_is_refused(self, folder: Path, loudness: float, told: str) -> None:
        make_voice(folder, NAME, loudness=loudness)
        with PiperEngine().open(NAME, listen) as session, pytest.raises(EngineError, match=told) as caught:
            session.speak(SENTENCE)
        assert caught.value.error_id == "engine.silent"

    @needs_piper
    def test_a_quiet_voice_stays_as_quiet_as_it_is(self, folder: Path) -> None:
        make_voice(folder, NAME, loudness=0.1)
        assert np.abs(np.frombuffer(spoken().sound, "<i2")).max() == pytest.approx(3277, abs=2)

    @needs_piper
    def test_sound_beyond_full_scale_is_held_at_it(self, folder: Path) -> None:
        make_voice(folder, NAME, loudness=5.0)
        samples = np.frombuffer(spoken().sound, "<i2")
        assert (samples.min(), samples.max()) == (-32767, 32767)


class TestVoices:
    def test_known_voices_that_are_not_there_are_listed_with_the_remedy(self) -> None:
        voices = PiperEngine().voices()
        assert [voice.name for voice in voices] == list(KNOWN)
        assert not any(voice.works or voice.online for voice in voices)
        assert all(voice.remedy.endswith(f"bulletin voices install {voice.name}") for voice in voices)

    @needs_piper
    def test_a_known_voice_that_is_there_is_listed_once(self, folder: Path) -> None:
        make_voice(folder, "hi_IN-rohan-medium")
        works = {voice.name: voice.works for voice in PiperEngine().voices()}
        assert works == {name: name == "hi_IN-rohan-medium" for name in KNOWN}

    @needs_piper
    def test_the_first_hindi_voice_without_a_fault_is_the_default(self, folder: Path) -> None:
        make_voice(folder, "a").write_bytes(b"")
        make_voice(folder, "b", language="en-us")
        make_voice(folder, "d")
        make_voice(folder, "c")
        assert PiperEngine().default_voice == "c"
        assert PiperEngine().check("") == "c"

    def test_without_a_voice_the_default_is_one_that_can_be_installed(self) -> None:
        assert PiperEngine().default_voice == "hi_IN-pratham-medium"

    @needs_piper
    @pytest.mark.parametrize("voice", ["", "hi_IN-priyamvada-medium"])
    def test_a_known_voice_that_is_not_there_is_refused_with_the_remedy(self, voice: str) -> None:
        error = refused(voice)
        assert (error.code, error.error_id) == (69, "voice.missing")
        assert error.remedy == f"Install it: bulletin voices install {voice or 'hi_IN-pratham-medium'}"

    @needs_piper
    @pytest.mark.parametrize("voice", ["../x", "/etc/passwd", ".hidden", "a\\b", "a/b", "a" * 300, "x\0y"])
    def test_a_name_never_becomes_a_path(self, model: Path, voice: str) -> None:
        make_voice(model.parent.parent, "x")
        error = refused(voice)
        assert (type(error), error.error_id) == (ConfigurationError, "voice.name")

    @needs_piper
    def test_the_nearest_name_is_told(self, model: Path) -> None:
        assert f'Did you mean "{NAME}"?' in refused("hi_IN-tny-low").remedy

    @needs_piper
    def test_a_voice_of_another_language_is_refused(self, folder: Path) -> None:
        make_voice(folder, "en_US-tiny-low", language="en-us")
        error = refused("en_US-tiny-low")
        assert (error.code, error.error_id) == (78, "voice.language")
        (status,) = [voice for voice in PiperEngine().voices() if voice.name == "en_US-tiny-low"]
        assert "another language (en-us)" in status.remedy

    @needs_piper
    @pytest.mark.parametrize("name", ["मेरी-आवाज़", "my.voice+1", "v" * 100])
    def test_a_persons_own_voice_may_have_any_name(self, folder: Path, name: str) -> None:
        make_voice(folder, name)
        assert spoken(name).length > 0

    @needs_piper
    def test_the_folder_may_lie_deep_and_have_any_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / ("क" * 40) / "with some space" / ("d" * 200)
        monkeypatch.setenv("BULLETIN_VOICES_DIR", str(folder))
        make_voice(folder, NAME)
        assert spoken().length > 0

    @needs_piper
    def test_the_folder_may_be_named_from_where_one_is(
        self, world: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BULLETIN_VOICES_DIR", "my voices")
        make_voice(world / "my voices", NAME)
        assert spoken().length > 0

    def test_other_files_in_the_folder_are_no_voices(self, folder: Path) -> None:
        make_voice(folder, NAME)
        for name in (f"{NAME}.onnx.part", ".hidden.onnx", "notes.txt", "a b.onnx"):
            (folder / name).write_bytes(b"")
        assert [voice.name for voice in installed()] == [NAME]

    def test_a_file_in_the_folders_place_holds_no_voices(self, folder: Path) -> None:
        folder.write_text("")
        assert installed() == ()


class TestWithoutThePackage:
    @pytest.fixture(autouse=True)
    def without(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(engine, "_package", lambda: None)

    def test_every_voice_is_listed_with_the_remedy(self, model: Path) -> None:
        voices = PiperEngine().voices()
        assert len(voices) == 1 + len(KNOWN)
        assert not any(voice.works for voice in voices)
        assert all('pip install "bulletin[piper]"' in voice.remedy for voice in voices)

    @pytest.mark.parametrize("voice", ["", NAME, "hi_IN-rohan-medium"])
    def test_every_voice_is_refused_with_the_remedy(self, model: Path, voice: str) -> None:
        error = refused(voice)
        assert (error.code, error.error_id) == (69, "engine.missing")
        assert error.remedy == 'Install it: pip install "bulletin[piper]"'

    def test_a_voice_that_is_not_there_is_still_a_configuration_error(self) -> None:
        with pytest.raises(ConfigurationError):
            PiperEngine().check("कोई-नहीं")


@needs_piper
class TestVersion:
    def test_it_names_the_package_and_the_model(self, model: Path) -> None:
        version = PiperEngine().version(NAME)
        assert version.startswith(f"{metadata.version('piper-tts')}/")
        assert hashlib.sha256(model.read_bytes()).hexdigest() in version

    @pytest.mark.parametrize("which", ["", ".json"])
    def test_it_changes_with_either_file(self, model: Path, which: str) -> None:
        before = PiperEngine().version(NAME)
        path = model.with_name(model.name + which)
        path.write_bytes(path.read_bytes() + b" ")
        assert PiperEngine().version(NAME) != before

    def test_a_model_is_read_once(self, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        first = PiperEngine().version(NAME)
        monkeypatch.setattr(hashlib, "file_digest", None)
        assert PiperEngine().version(NAME) == first

    def test_a_voice_that_is_not_there_has_none(self) -> None:
        with pytest.raises(EngineError) as caught:
            PiperEngine().version(NAME)
        assert caught.value.error_id == "voice.missing"

    def test_a_voice_whose_settings_are_gone_has_none(self, tmp_path: Path) -> None:
        make_voice(Path(os.environ["BULLETIN_VOICES_DIR"]), NAME).with_name(f"{NAME}.onnx.json").unlink()
        with pytest.raises(EngineError) as caught:
            PiperEngine().version(NAME)
        assert caught.value.source.endswith(".onnx.json")
