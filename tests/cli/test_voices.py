"""`bulletin voices`: every voice, and whether it works here; one more of them; a line in one of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Iterator
from importlib import util
from pathlib import Path

import numpy as np
import pytest

from bulletin.engines.listing import BY_QUALITY
from bulletin.engines.online import client
from tests.conftest import Bulletin
from tests.forking import start
from tests.standins.google import GoogleStandIn, QuickClock
from tests.standins.tiny_kokoro import make_kokoro
from tests.standins.tiny_voice import RATE, make_voice
from tests.standins.voices import FOLDER, MODEL, NAME, VoicesStandIn, cut_after, slowly, stalled

needs_piper = pytest.mark.skipif(
    util.find_spec("piper") is None,
    reason="piper-tts is missing (no wheel for this machine?): neural voices go untested",
)

needs_onnxruntime = pytest.mark.skipif(
    util.find_spec("onnxruntime") is None,
    reason="onnxruntime is missing (no wheel for this machine?): Kokoro goes untested",
)

PLAIN = ("--no-jingles", "--no-cover")

KOKORO = ("" if util.find_spec("onnxruntime") else 'pip install "bulletin[kokoro]" && ') + (
    "bulletin voices install kokoro"
)
"""The way to a better voice."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of voices, and no way to the real collection."""
    monkeypatch.setenv("BULLETIN_VOICES_DIR", str(tmp_path / "voices"))
    monkeypatch.setenv("BULLETIN_PIPER_URL", "http://127.0.0.1:9")
    return tmp_path / "voices"


@pytest.fixture
def collection(monkeypatch: pytest.MonkeyPatch) -> Iterator[VoicesStandIn]:
    """A stand-in for the collection, set as the one to use."""
    with VoicesStandIn() as stand_in:
        monkeypatch.setenv("BULLETIN_PIPER_URL", stand_in.address)
        yield stand_in


def sound_of(path: Path) -> tuple[int, np.ndarray]:
    """The rate and the samples of a WAV file of one channel."""
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), "<i2")


def test_each_voice_is_a_line_that_says_whether_it_works(bulletin: Bulletin) -> None:
    lines = bulletin("voices", "--all").stdout.splitlines()
    states = {line.split(": ")[0]: line.rpartition("; ")[2] for line in lines}
    works = {name for name, state in states.items() if state == "works"}
    assert {"espeak:hi", "espeak:hi+f3", "tone:hum"} <= works
    assert (
        "gtts:hi (recommended): Hindi, female, needs the network; not tried; bulletin doctor asks it" in lines
    )
    assert not [name for name in works if name.startswith("piper:")]


def test_variants_of_a_voice_come_after_every_other_voice(bulletin: Bulletin) -> None:
    lines = [line for line in bulletin("voices", "--all").stdout.splitlines() if ": " in line]
    variants = ["+" in line.partition(": ")[0] for line in lines if not line.startswith("a better voice")]
    assert True in variants
    assert variants == sorted(variants)


def test_variants_of_a_voice_are_one_line_unless_all_are_asked_for(bulletin: Bulletin) -> None:
    every = bulletin("voices", "--all").stdout.splitlines()
    variants = [line for line in every if line.startswith("espeak:hi+")]
    short = bulletin("voices").stdout.splitlines()
    counted = next(line for line in short if " variants of " in line)
    assert [line for line in short if line != counted] == [line for line in every if line not in variants]
    assert counted.startswith(f"{len(variants)} variants of espeak:hi, such as espeak:hi+f3")


def test_the_best_voices_come_first(bulletin: Bulletin) -> None:
    lines = bulletin("voices").stdout.splitlines()
    engines = [line.partition(":")[0] for line in lines if line.partition(":")[0] in BY_QUALITY]
    assert list(dict.fromkeys(engines)) == [
        name for name in ("edge", "gtts", "kokoro", "piper", "espeak", "tone") if name in engines
    ]


def test_the_last_lines_tell_what_auto_takes_and_the_way_to_a_better_voice(bulletin: Bulletin) -> None:
    assert bulletin("voices").stdout.splitlines()[-2:] == [
        "auto takes gtts:hi, and without a network espeak:hi",
        f"a better voice without a network: {KOKORO}",
    ]


@needs_onnxruntime
def test_an_installed_neural_voice_is_what_auto_takes_without_a_network(
    bulletin: Bulletin, folder: Path
) -> None:
    make_kokoro(folder)
    assert bulletin("voices").stdout.endswith("\nauto takes gtts:hi, and without a network kokoro:hf_alpha\n")


def test_as_json_one_voice_is_recommended_and_all_have_their_quality(bulletin: Bulletin) -> None:
    document = json.loads(bulletin("voices", "--json").stdout)
    assert [voice["voice"] for voice in document["voices"] if voice["recommended"]] == ["gtts:hi"]
    qualities = [voice["quality"] for voice in document["voices"]]
    assert qualities == sorted(qualities)
    assert document["auto"] == {"online": "gtts:hi", "offline": "espeak:hi", "better": KOKORO}


def test_a_voice_that_is_not_installed_is_listed_with_the_remedy(bulletin: Bulletin) -> None:
    lines = bulletin("voices").stdout.splitlines()
    (line,) = [line for line in lines if line.startswith(f"piper:{NAME}: ")]
    assert "; does not work; Install it: " in line
    assert line.endswith(f"bulletin voices install {NAME}")


@needs_piper
def test_a_voice_that_is_installed_is_listed_as_such(bulletin: Bulletin, folder: Path) -> None:
    make_voice(folder, NAME)
    assert f"piper:{NAME}: Hindi, male, neural, offline; works\n" in bulletin("voices").stdout


def test_as_json_each_voice_has_the_same_fields(bulletin: Bulletin) -> None:
    document = json.loads(bulletin("voices", "--json").stdout)
    assert document["schema"] == "bulletin.voices/1"
    assert {tuple(voice) for voice in document["voices"]} == {
        ("voice", "title", "works", "remedy", "online", "quality", "recommended")
    }


def test_the_voice_of_a_service_is_said_to_work_by_nobody_who_has_not_asked_it(
    bulletin: Bulletin, google: GoogleStandIn
) -> None:
    document = json.loads(bulletin("voices", "--json").stdout)
    online = [voice for voice in document["voices"] if voice["online"] and voice["works"] is not False]
    assert {"gtts:hi"} <= {voice["voice"] for voice in online}
    assert {(voice["works"], voice["remedy"]) for voice in online} == {(None, "bulletin doctor asks it")}
    assert google.texts == []
    parts = {part["part"]: part for part in json.loads(bulletin("doctor", "--json").stdout)["parts"]}
    assert (parts["voice gtts"]["works"], len(google.texts)) == (True, 1)


def test_only_the_voices_of_services_are_online(bulletin: Bulletin) -> None:
    document = json.loads(bulletin("voices", "--json").stdout)
    online = {voice["voice"].partition(":")[0] for voice in document["voices"] if voice["online"]}
    assert online - {"edge"} == {"gtts"}


def test_what_does_not_work_has_a_remedy_and_what_works_has_none(bulletin: Bulletin) -> None:
    document = json.loads(bulletin("voices", "--json").stdout)
    assert [voice for voice in document["voices"] if voice["works"] == bool(voice["remedy"])] == []


def test_the_network_is_not_touched(
    bulletin: Bulletin, google: GoogleStandIn, collection: VoicesStandIn
) -> None:
    bulletin("voices")
    assert google.connections == 0
    assert collection.asked == []


def test_a_broken_engine_is_listed_with_the_remedy(
    tmp_path: Path, process: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "site" / "bulletin_broken-1.0.dist-info"
    record.mkdir(parents=True)
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: bulletin-broken\nVersion: 1.0\n")
    (record / "entry_points.txt").write_text("[bulletin.engines]\nbroken = no_such_module:Engine\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    result = process("voices")
    line = next(line for line in result.stdout.splitlines() if line.startswith("broken: "))
    assert result.returncode == 0
    assert "does not work; Update or remove the package" in line


class TestInstall:
    def test_what_a_person_brings_is_listed_by_the_names_to_use(
        self, world: Path, bulletin: Bulletin
    ) -> None:
        make_voice(world / "stick", "one")
        make_voice(world / "stick", "two")
        result = bulletin("voices", "install", "stick")
        assert (result.returncode, result.stdout) == (0, "piper:one\npiper:two\n")
        assert "fetched: 100 % of two.onnx" in result.stderr

    def test_it_prints_the_name_to_use(self, bulletin: Bulletin, collection: VoicesStandIn) -> None:
        result = bulletin("voices", "install", NAME)
        assert (result.returncode, result.stdout) == (0, f"piper:{NAME}\n")

    @needs_piper
    def test_what_is_installed_speaks(
        self, world: Path, bulletin: Bulletin, collection: VoicesStandIn, brief: Path
    ) -> None:
        voice = bulletin("voices", "install", NAME).stdout.strip()
        result = bulletin("make", brief, "--voice", voice, *PLAIN, "-o", world / "news.mp3")
        assert result.returncode == 0, result.stderr
        assert (world / "news.mp3").stat().st_size > 10_000

    def test_without_a_terminal_it_tells_in_plain_lines_how_far_it_is(
        self, bulletin: Bulletin, collection: VoicesStandIn, folder: Path
    ) -> None:
        lines = bulletin("voices", "install", NAME).stderr.splitlines()
        assert f"fetched: 0 % of {NAME}.onnx, 0.0 of 0.2 MB" in lines
        assert f"fetched: 100 % of {NAME}.onnx, 0.2 of 0.2 MB" in lines
        assert len(lines) <= 2 * 11 + 2
        assert lines[-2] == f"installed: {folder / NAME}.onnx"
        assert lines[-1].endswith(f": {collection.address}/{FOLDER}/MODEL_CARD")

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of the Unix kind")
    @pytest.mark.parametrize(
        ("setting", "moves"), [({}, True), ({"NO_COLOR": "1"}, False), ({"ACCESSIBLE": "1"}, False)]
    )
    def test_a_terminal_shows_a_bar_unless_plain_lines_are_asked_for(
        self, collection: VoicesStandIn, setting: dict[str, str], moves: bool
    ) -> None:
        collection.plan(MODEL, slowly(0.3))
        shown = on_a_terminal({"TERM": "xterm", **setting}, "voices", "install", NAME)
        assert ("\x1b[" in shown) is moves
        assert ("fetched: 100 %" in shown) is not moves

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of the Unix kind")
    def test_plain_lines_may_be_asked_for_on_a_terminal(self, collection: VoicesStandIn) -> None:
        shown = on_a_terminal({"TERM": "xterm"}, "voices", "install", NAME, "--plain")
        assert "\x1b[" not in shown
        assert "fetched: 100 %" in shown

    def test_a_second_time_nothing_is_fetched(self, bulletin: Bulletin, collection: VoicesStandIn) -> None:
        bulletin("voices", "install", NAME)
        asked = len(collection.asked)
        result = bulletin("voices", "install", NAME)
        assert (result.returncode, result.stdout) == (0, f"piper:{NAME}\n")
        assert result.stderr.startswith("already installed: ")
        assert len(collection.asked) == asked

    def test_a_broken_off_one_goes_on_when_it_is_run_again(
        self, bulletin: Bulletin, collection: VoicesStandIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(client, "Clock", QuickClock)
        collection.plan(MODEL, *[cut_after(10_000)] * 5)
        result = bulletin("voices", "install", NAME)
        assert result.returncode == 75
        assert "[net.cut]" in result.stderr
        again = bulletin("voices", "install", NAME)
        assert again.returncode == 0
        assert collection.asked[-1].range == "bytes=50000-"

    @pytest.mark.parametrize(
        ("name", "code", "error_id"),
        [("../../x", 66, "voice.file"), ("en_US-amy-low", 78, "voice.name"), (NAME, 75, "net.unreachable")],
    )
    def test_a_failure_is_three_lines_and_its_code(
        self, bulletin: Bulletin, folder: Path, name: str, code: int, error_id: str
    ) -> None:
        result = bulletin("voices", "install", name)
        assert (result.returncode, result.stdout) == (code, "")
        assert result.stderr.count("\n") == 3
        assert f"[{error_id}]" in result.stderr

    @pytest.mark.skipif(sys.platform == "win32", reason="signals")
    def test_interrupted_it_ends_at_once_and_keeps_what_has_come(
        self, collection: VoicesStandIn, folder: Path
    ) -> None:
        collection.plan(MODEL, stalled)
        process = start([sys.executable, "-m", "bulletin", "voices", "install", NAME], stderr=subprocess.PIPE)
        part = folder / f"{NAME}.onnx.part"
        while not part.exists() or part.stat().st_size < 100_000:
            assert process.poll() is None
        # Until it waits for more, which does not come: a signal in the microsecond before a wait is seen after it.
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=10)
        assert process.returncode == 130
        assert b"[signal.int]" in told
        assert part.stat().st_size >= 100_000


class TestTry:
    def test_a_voice_says_a_line_into_a_file_of_its_own_name(self, world: Path, bulletin: Bulletin) -> None:
        result = bulletin("voices", "try", "espeak:hi+f3")
        assert (result.returncode, result.stdout) == (0, "espeak-hi+f3.wav\n")
        rate, samples = sound_of(world / "espeak-hi+f3.wav")
        assert rate == 22_050
        assert len(samples) > rate
        assert np.abs(samples).max() > 1_000

    @needs_piper
    def test_the_default_voice_of_an_engine_gives_the_file_its_full_name(
        self, world: Path, bulletin: Bulletin, folder: Path
    ) -> None:
        make_voice(folder, "hi_IN-tiny-low")
        result = bulletin("voices", "try", "piper", "नमस्कार")
        assert (result.returncode, result.stdout) == (0, "piper-hi_IN-tiny-low.wav\n")
        assert sound_of(world / "piper-hi_IN-tiny-low.wav")[0] == RATE

    def test_an_online_voice_is_heard_too(self, bulletin: Bulletin, google: GoogleStandIn) -> None:
        assert bulletin("voices", "try", "gtts", "नमस्कार").returncode == 0
        assert google.texts == ["नमस्कार"]

    def test_the_text_is_said_as_an_articles_would_be(
        self, bulletin: Bulletin, google: GoogleStandIn
    ) -> None:
        bulletin("voices", "try", "gtts", "किराया ₹25 है। मेट्रो 6:30 बजे चलेगी।")
        assert google.texts == ["किराया पच्चीस रुपये है।", "मेट्रो साढ़े छह बजे चलेगी।"]

    def test_a_long_text_is_cut_to_the_engines_limit(self, bulletin: Bulletin, google: GoogleStandIn) -> None:
        bulletin("voices", "try", "gtts", "शहर की नई मेट्रो लाइन, " * 20)
        assert len(google.texts) > 4
        assert max(len(text) for text in google.texts) <= 100

    def test_the_file_may_be_named(self, world: Path, bulletin: Bulletin) -> None:
        (world / "mine.wav").write_bytes(b"old")
        result = bulletin("voices", "try", "tone", "-o", "mine.wav")
        assert result.stdout == "mine.wav\n"
        assert len(sound_of(world / "mine.wav")[1]) > 1_000
        assert [path.name for path in world.iterdir()] == ["mine.wav"]

    def test_a_folder_takes_it_under_its_own_name(self, world: Path, bulletin: Bulletin) -> None:
        (world / "heard").mkdir()
        assert bulletin("voices", "try", "tone", "-o", "heard").returncode == 0
        assert [path.name for path in (world / "heard").iterdir()] == ["tone-hum.wav"]

    @pytest.mark.parametrize(
        ("arguments", "code", "error_id"),
        [
            (("tone", "-o", "x.mp3"), 73, "output.format"),
            (("tone", "-o", "missing/x.wav"), 73, "output.refused"),
            (("tone", "…"), 65, "text.empty"),
            (("tone", ""), 65, "text.empty"),
            (("nobody",), 78, "voice.engine"),
            (("espeak:nobody",), 78, "voice.name"),
            (("piper:nobody",), 78, "voice.name"),
            (("gtts",), 75, "net.unreachable"),
        ],
    )
    def test_a_failure_is_three_lines_its_code_and_no_file(
        self, world: Path, bulletin: Bulletin, arguments: tuple[str, ...], code: int, error_id: str
    ) -> None:
        result = bulletin("voices", "try", *arguments)
        assert (result.returncode, result.stdout) == (code, "")
        assert result.stderr.count("\n") == 3
        assert f"[{error_id}]" in result.stderr
        assert list(world.iterdir()) == []


@pytest.mark.parametrize("arguments", [("install",), ("try",), ("nothing",), ("install", "a", "b")])
def test_wrong_usage_is_told(bulletin: Bulletin, arguments: tuple[str, ...]) -> None:
    result = bulletin("voices", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert "[usage]" in result.stderr


def on_a_terminal(settings: dict[str, str], *arguments: str) -> str:
    """What a run of the command shows on a terminal of its own."""
    import pty

    ours, theirs = pty.openpty()
    process = start(
        [sys.executable, "-m", "bulletin", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, **settings},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            block = os.read(ours, 65_536)
        except OSError:  # how Linux tells that the other side has hung up
            break
        if not block:
            break
        shown += block
    os.close(ours)
    assert process.wait(timeout=10) == 0
    return shown.decode()
