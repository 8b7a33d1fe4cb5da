"""espeak-ng: says what is written and nothing else, survives what kills it, and cleans up after itself."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata, util
from pathlib import Path
from typing import Self

import numpy as np
import pytest

from bulletin.engines.espeak import engine as espeak
from bulletin.engines.espeak import installation
from bulletin.engines.espeak.engine import EspeakEngine, EspeakSession
from bulletin.engines.workers import WorkerDiedError, Workers, python_command
from bulletin.errors import ConfigurationError, EngineError, first_words
from bulletin.schema.clip import Speech
from bulletin.sound.decode import clip_segment, listen, samples_of
from bulletin.testing import SENTENCE, SENTENCES, EngineContract, seconds
from tests.tiers import by_tier

DEADLY = {"a Hindi word after dashes": "---लच्छेद", "a long run of s'": "s'" * 220}
"""Text that ends the process of the espeak-ng that is tested here."""

STRANGE = {
    **DEADLY,
    "a Hindi word after dashes in a sentence": f"---शहर {SENTENCE}",
    "a hundred emoji": "🎉" * 120,
    "emoji of several characters": "👩‍👩‍👧‍👦" * 150,
    "emoji among words": f"{SENTENCE} {'😀🔥' * 100} {SENTENCE}",
    "five thousand letters": "क" * 5000,
    "signs without letters": "\u093f" * 300,
    "half a surrogate pair": f"{SENTENCE}\ud800",
}
"""Text that the language room never hands over, but a person may."""

HEARD_APART = "महिला, पचपन। रुपये, इकसठ। सड़सठ, नगर। अड़सठ, लोग।"
"""A silence before each word, and four words that are respelled."""

LONG = " ".join(SENTENCES[:4])


class TestEspeak(EngineContract):
    engine = EspeakEngine()

    @pytest.fixture
    def session(self, standing: EspeakSession) -> EspeakSession:
        """The one that stands."""
        return standing


@pytest.fixture(scope="module")
def standing() -> Iterator[EspeakSession]:
    """One session for all tests that only have it speak: a worker takes longer to start than to speak."""
    with EspeakEngine().open("hi", listen) as session:
        yield session


@pytest.fixture
def session() -> Iterator[EspeakSession]:
    with EspeakEngine().open("hi", listen) as session:
        yield session


def words_of(text: str, speech: Speech) -> list[str]:
    """The words that a speech has times for, in order."""
    return [text[word.start : word.start + word.length] for word in speech.words]


def heard(speech: Speech) -> list[float]:
    """When sound begins after a silence of 100 ms, in seconds: by the samples alone."""
    samples = samples_of(clip_segment(speech.sound, speech.encoding, speech.rate))
    window = speech.rate // 200
    rows = samples[: len(samples) // window * window].reshape(-1, window)
    loud = np.flatnonzero(np.sqrt((rows**2).mean(axis=1)) > 0.002)
    return [float(place) / 200 for place in loud[np.diff(loud, prepend=-99) > 20]]


class Mortal:
    """A session whose workers die on any text longer than `most`, and note every text that they are asked."""

    def __init__(self, folder: Path, most: int, sleep: float = 0.0) -> None:
        self._notes = folder / "asked.txt"
        script = folder / "mortal.py"
        script.write_text(
            "import importlib.util, json, os, sys, time\n"
            f"spec = importlib.util.spec_from_file_location('worker', {str(WORKER)!r})\n"
            "worker = importlib.util.module_from_spec(spec)\n"
            "spec.loader.exec_module(worker)\n"
            "speak = worker._speak\n"
            "def mortal(library, request):\n"
            f"    with open({str(self._notes)!r}, 'a') as notes:\n"
            "        notes.write(json.dumps(request['text']) + '\\n')\n"
            f"    time.sleep({sleep})\n"
            f"    if len(request['text']) > {most}:\n"
            "        os.kill(os.getpid(), 9)\n"
            "    return speak(library, request)\n"
            "worker._speak = mortal\n"
            "worker.main(*sys.argv[1:])\n"
        )
        installed = installation.installed()
        self.command = python_command(script, str(installed.library), str(installed.data))
        self.session = EspeakEngine().open("hi", listen, parallel=1)
        self.session._workers = Workers(self.command, 1)

    @property
    def asked(self) -> list[str]:
        return [json.loads(line) for line in self._notes.read_text().splitlines()]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.session.__exit__(None, None, None)


WORKER = Path(espeak.__file__).with_name("worker.py")


def running(process: int) -> bool:
    """Whether a process runs; one that is dead but not buried does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True


def process_of(session: EspeakSession) -> int:
    """The one worker of a session."""
    (worker,) = session._workers._started
    return worker.pid


@pytest.mark.parametrize(
    "text", list(STRANGE.values())[:: by_tier(3, 1)], ids=list(STRANGE)[:: by_tier(3, 1)]
)
def test_text_that_no_article_should_have_is_spoken(standing: EspeakSession, text: str) -> None:
    speech = standing.speak(text)
    assert seconds(speech) > 0.3
    assert speech == standing.speak(text)


@pytest.mark.parametrize("text", DEADLY.values(), ids=DEADLY)
def test_deadly_text_kills_the_process_it_is_spoken_in(session: EspeakSession, text: str) -> None:
    with pytest.raises(WorkerDiedError):
        session._speak(text)


@pytest.mark.parametrize("text", ["", " ", "---", "…", "\u200d"])
def test_text_without_a_word_is_refused_and_not_silence(standing: EspeakSession, text: str) -> None:
    with pytest.raises(EngineError) as caught:
        standing.speak(text)
    assert caught.value.error_id == "engine.silent"


def test_a_zero_does_not_end_the_text(standing: EspeakSession) -> None:
    assert seconds(standing.speak(f"शहर\0{SENTENCE}")) > seconds(standing.speak(SENTENCE))


def test_half_a_character_kills_nobody(standing: EspeakSession) -> None:
    assert seconds(standing._speak(f"{SENTENCE}\ud800")) > 1


def test_one_process_serves_many_requests() -> None:
    with EspeakEngine().open("hi", listen, parallel=1) as session:
        session.speak(SENTENCE)
        first = process_of(session)
        for text in SENTENCES:
            session.speak(text)
        assert process_of(session) == first


def test_a_worker_that_died_while_it_was_idle_costs_no_attempt() -> None:
    with EspeakEngine().open("hi", listen, parallel=1) as session:
        before = session.speak(SENTENCE)
        (worker,) = session._workers._started
        worker.kill()
        worker.wait()
        assert session._speak(SENTENCE) == before
        assert worker not in session._workers._started


def test_a_text_that_kills_twice_is_spoken_in_pieces(tmp_path: Path) -> None:
    with Mortal(tmp_path, most=80) as mortal:
        speech = mortal.session.speak(LONG)
        whole, again, *parts = mortal.asked
    assert whole == again == LONG
    assert " ".join(parts) == LONG
    assert len(parts) > 2
    assert words_of(LONG, speech) == LONG.split()
    assert speech.makeshift


def test_a_text_that_kills_no_worker_is_not_makeshift(tmp_path: Path) -> None:
    with Mortal(tmp_path, most=10 * len(LONG)) as mortal:
        assert not mortal.session.speak(LONG).makeshift


def test_a_piece_without_a_letter_is_not_asked_for(tmp_path: Path) -> None:
    text = "--- " * 30 + SENTENCE
    with Mortal(tmp_path, most=80) as mortal:
        speech = mortal.session.speak(text)
        whole, again, *parts = mortal.asked
    assert whole == again == text
    assert " ".join(parts) == SENTENCE
    assert words_of(text, speech) == SENTENCE.split()


def test_pieces_that_kill_twice_end_in_an_error_with_the_sentence(tmp_path: Path) -> None:
    with Mortal(tmp_path, most=1) as mortal:
        with pytest.raises(EngineError) as caught:
            mortal.session.speak(LONG)
        whole, again, part, part_again = mortal.asked
    assert (whole, again) == (LONG, LONG)
    assert part == part_again == LONG[: len(part)]
    error = caught.value
    assert (error.code, error.error_id, error.source) == (69, "engine.crashed", first_words(LONG, 60))
    assert re.search(r"signal 9, tried whole and in \d pieces", error.what)


def test_a_short_text_that_kills_twice_ends_in_an_error(tmp_path: Path) -> None:
    with Mortal(tmp_path, most=1) as mortal:
        with pytest.raises(EngineError, match="signal 9, tried twice"):
            mortal.session.speak("नमस्ते।")
        assert mortal.asked == ["नमस्ते।", "नमस्ते।"]


@pytest.mark.parametrize(("words", "limit"), [(1, 6), (12, 17), (500, espeak.LONGEST_WAIT)])
def test_a_worker_has_five_seconds_and_one_a_word(
    session: EspeakSession, monkeypatch: pytest.MonkeyPatch, words: int, limit: float
) -> None:
    limits = []
    ask = session._workers.ask

    def noted(request: bytes, seconds: float) -> bytes:
        limits.append(seconds)
        return ask(request, seconds)

    monkeypatch.setattr(session._workers, "ask", noted)
    session.speak("नगर " * words)
    assert limits == [limit]


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system stops no processes")
def test_a_worker_that_hangs_is_killed_and_the_text_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with EspeakEngine().open("hi", listen, parallel=1) as session:
        before = session.speak(SENTENCE)
        hung = process_of(session)
        os.kill(hung, signal.SIGSTOP)
        ask, limits = session._workers.ask, iter([0.3, 60.0])
        monkeypatch.setattr(session._workers, "ask", lambda request, _: ask(request, next(limits)))
        assert session.speak(SENTENCE) == before
        assert list(limits) == []
        assert process_of(session) != hung
        assert not running(hung)


def test_workers_that_hang_end_in_an_error_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(espeak, "SECONDS_A_REQUEST", 0.5)
    monkeypatch.setattr(espeak, "SECONDS_A_WORD", 0.0)
    with Mortal(tmp_path, most=1000, sleep=60) as mortal:
        with pytest.raises(EngineError, match="no answer in time, tried twice"):
            mortal.session.speak("नमस्ते।")
        assert not mortal.session._workers._started


def test_any_number_of_workers_gives_the_same_samples() -> None:
    texts = [*SENTENCES, HEARD_APART]
    every = [*texts, *DEADLY.values(), *texts]
    spoken = []
    for parallel in (1, 4):
        with (
            EspeakEngine().open("hi", listen, parallel=parallel) as session,
            ThreadPoolExecutor(parallel) as pool,
        ):
            spoken.append(list(pool.map(session.speak, every)))
    assert spoken[0] == spoken[1]
    assert spoken[0][: len(texts)] == spoken[0][-len(texts) :]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell of memory")
def test_the_memory_of_a_worker_stays_as_it_is() -> None:
    with EspeakEngine().open("hi", listen, parallel=1) as session:
        sizes = []
        for number in range(150):
            session.speak(SENTENCES[number % len(SENTENCES)])
            if number in (60, 149):
                status = Path(f"/proc/{process_of(session)}/status").read_text()
                sizes.append(int(status.partition("VmRSS:")[2].split()[0]))
    assert sizes[1] - sizes[0] < 1000  # kB; to keep what was said would take 7 MB


@pytest.mark.parametrize("text", DEADLY.values(), ids=DEADLY)
def test_the_request_after_deadly_text_is_served(session: EspeakSession, text: str) -> None:
    before = session.speak(SENTENCE)
    with contextlib.suppress(EngineError):
        session.speak(text)
    assert session.speak(SENTENCE) == before


def test_deadly_text_in_one_thread_costs_the_others_nothing(session: EspeakSession) -> None:
    def spoken(text: str) -> Speech | None:
        try:
            return session.speak(text)
        except EngineError:
            return None

    alone = [session.speak(text) for text in SENTENCES[:3]]
    mixed = [text for sentence in SENTENCES[:3] for text in (*DEADLY.values(), sentence)]
    with ThreadPoolExecutor(session.parallel) as pool:
        assert list(pool.map(spoken, mixed))[len(DEADLY) :: len(DEADLY) + 1] == alone


def test_every_worker_gives_the_same_samples(session: EspeakSession) -> None:
    speeches = set()
    for _ in range(3):
        speeches.add(session.speak(SENTENCE).sound)
        for worker in session._workers._started:
            worker.kill()
            worker.wait()
    assert len(speeches) == 1


def test_what_was_said_before_does_not_change_what_is_said_now(session: EspeakSession) -> None:
    with EspeakEngine().open("hi", listen) as fresh:
        first = fresh.speak(SENTENCE)
    for text in SENTENCES:
        session.speak(text)
    assert session.speak(SENTENCE) == first


@pytest.mark.parametrize("text", SENTENCES)
def test_every_word_of_a_sentence_has_its_time(session: EspeakSession, text: str) -> None:
    assert words_of(text, session.speak(text)) == text.split()


def test_words_that_are_respelled_keep_their_place(session: EspeakSession) -> None:
    text = "पचपन और सड़सठ लोग, इकसठ दिन बाद मिले।"
    assert words_of(text, session.speak(text)) == text.split()


def test_words_begin_when_they_are_heard(session: EspeakSession) -> None:
    speech = session.speak(HEARD_APART)
    assert words_of(HEARD_APART, speech) == HEARD_APART.split()
    told = [word.at / speech.rate for word in speech.words]
    assert told == pytest.approx(heard(speech), abs=0.06)


@pytest.mark.parametrize(
    "text", [HEARD_APART, HEARD_APART.replace(" ", "  ")], ids=["", "with double spaces"]
)
def test_words_of_joined_pieces_begin_when_they_are_heard(tmp_path: Path, text: str) -> None:
    with Mortal(tmp_path, most=30) as mortal:
        speech = mortal.session.speak(text)
        assert len(mortal.asked) > 3
    assert words_of(text, speech) == text.split()
    told = [word.at / speech.rate for word in speech.words]
    assert told == pytest.approx(heard(speech), abs=0.06)


def test_words_between_signs_have_their_time(session: EspeakSession) -> None:
    text = f"“शहर” (नगर) …महिला —लोग {SENTENCE}"
    assert words_of(text, session.speak(text)) == text.split()


def test_a_word_begins_where_the_words_before_it_end(session: EspeakSession) -> None:
    *before, last = SENTENCE.split()
    speech = session.speak(SENTENCE)
    without_last = seconds(session.speak(" ".join(before)))
    assert speech.words[-1].at / speech.rate == pytest.approx(without_last, abs=0.4), last


def test_a_variant_sounds_different(session: EspeakSession) -> None:
    with EspeakEngine().open("hi+f3", listen) as variant:
        assert variant.speak(SENTENCE).sound != session.speak(SENTENCE).sound


@pytest.mark.parametrize("voice", ["hi+nobody", "en", "hi+../../en", "hi+", "+f3 ", "HI"])
def test_a_variant_that_is_not_there_is_a_configuration_error(voice: str) -> None:
    with pytest.raises(ConfigurationError):
        EspeakEngine().check(voice)


@pytest.fixture
def nothing_remembered() -> Iterator[None]:
    """What was found on this machine is looked for anew, in the test and after it."""
    installation.installed.cache_clear()
    yield
    installation.installed.cache_clear()


@pytest.mark.usefixtures("nothing_remembered")
def test_without_its_package_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(util, "find_spec", lambda _: None)
    (voice,) = EspeakEngine().voices()
    assert (voice.name, voice.works, voice.remedy) == ("hi", False, "Install it: pip install espeakng-loader")
    with pytest.raises(EngineError, match="not installed"):
        EspeakEngine().open("hi", listen)


def test_without_its_package_it_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    with pytest.raises(EngineError, match="not installed"):
        EspeakEngine().version("hi")


@pytest.mark.usefixtures("nothing_remembered")
@pytest.mark.parametrize(
    ("kept", "named"), [("libespeak-ng.so", "Hindi voice"), ("espeak-ng-data/lang/inc/hi", "library")]
)
def test_half_a_package_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: str, named: str
) -> None:
    package = tmp_path / "espeakng_loader"
    for name in ("__init__.py", kept):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("")
    spec = util.spec_from_file_location("espeakng_loader", package / "__init__.py")
    monkeypatch.setattr(util, "find_spec", lambda _: spec)
    assert [voice.works for voice in EspeakEngine().voices()] == [False]
    with pytest.raises(EngineError, match=f"{named} is missing"):
        EspeakEngine().open("hi", listen)


def test_a_variant_may_be_named_without_the_language() -> None:
    assert EspeakEngine().check("+f3") == "hi+f3"


def test_a_phoneme_bracket_is_spelled_out(session: EspeakSession) -> None:
    assert seconds(session.speak("[[h@l]]")) > 2 * seconds(session.speak("hal"))


def test_an_audio_tag_is_read_as_text(session: EspeakSession) -> None:
    assert seconds(session.speak('<audio src="/etc/passwd"/>')) > 2


def test_a_break_tag_makes_no_pause(session: EspeakSession) -> None:
    assert seconds(session.speak(f'<break time="600s"/> {SENTENCE}')) < 20


def test_a_leading_option_is_read_as_text(session: EspeakSession) -> None:
    text = f"-v en {SENTENCE}"
    speech = session.speak(text)
    assert words_of(text, speech)[-len(SENTENCE.split()) :] == SENTENCE.split()
    assert seconds(speech) > seconds(session.speak(SENTENCE)) + 0.2


def test_no_worker_outlives_its_session() -> None:
    with EspeakEngine().open("hi", listen) as session:
        with ThreadPoolExecutor(session.parallel) as pool:
            list(pool.map(session.speak, SENTENCES))
        workers = list(session._workers._started)
    assert workers
    assert [worker.poll() for worker in workers if worker.poll() is None] == []


def test_no_worker_outlives_a_session_closed_in_mid_sentence() -> None:
    session = EspeakEngine().open("hi", listen)

    def speak_for_long() -> None:
        with contextlib.suppress(EngineError):
            session.speak(" ".join(SENTENCES * 60))

    speaker = threading.Thread(target=speak_for_long)
    try:
        speaker.start()
        while not session._workers._started:
            time.sleep(0.01)
        time.sleep(0.1)
        session.__exit__(None, None, None)
        speaker.join()
        assert not session._workers._started
    finally:
        session.__exit__(None, None, None)


def test_no_worker_outlives_its_crash(session: EspeakSession) -> None:
    with contextlib.suppress(EngineError):
        session.speak(DEADLY["a Hindi word after dashes"])
    assert all(worker.poll() is None for worker in session._workers._started)
    assert len(session._workers._started) <= session.parallel


PARENT = """
import sys, time
from concurrent.futures import ThreadPoolExecutor
from bulletin.engines.espeak.engine import EspeakEngine
from bulletin.engines.workers import Workers
from bulletin.sound.decode import listen
session = EspeakEngine().open("hi", listen, parallel=2)
if sys.argv[1:]:
    session._workers = Workers(sys.argv[1:], 2)
pool = ThreadPoolExecutor(2)
spoken = [pool.submit(session.speak, "नगर " * 20) for _ in range(4)]
while len(session._workers._started) < 2:
    time.sleep(0.01)
if not sys.argv[1:]:
    [each.result() for each in spoken]
print(*(worker.pid for worker in session._workers._started), flush=True)
time.sleep(60)
"""
"""A program with two workers, which tells of them once they wait for work or, given a command that hangs, work."""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills otherwise")
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "at work"])
def test_no_worker_outlives_a_parent_that_is_killed(tmp_path: Path, busy: bool) -> None:
    command = []
    if busy:
        with Mortal(tmp_path, most=1000, sleep=60) as mortal:
            command = mortal.command
    with subprocess.Popen([sys.executable, "-c", PARENT, *command], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        workers = [int(number) for number in parent.stdout.readline().split()]
        while busy and not (tmp_path / "asked.txt").exists():
            time.sleep(0.01)
        assert [running(worker) for worker in workers] == [True, True]
        parent.kill()
    until = time.monotonic() + 2
    while any(map(running, workers)) and time.monotonic() < until:
        time.sleep(0.02)
    assert [running(worker) for worker in workers] == [False, False]
