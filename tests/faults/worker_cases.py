"""Voices in worker processes, espeak's and piper's: workers that are killed, stopped and lie, and text that kills."""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from functools import partial
from importlib import util
from pathlib import Path

from bulletin.engines.espeak import engine as espeak
from tests.faults import services
from tests.faults.articles import article
from tests.faults.bench import World
from tests.faults.cases import Case, Prepare, nothing
from tests.standins.tiny_voice import make_voice, tiny_model

PIPER = f"piper:{services.TINY}"

DEADLY = {
    "a Hindi word after dashes": "---लच्छेद",
    "a long run of s'": "s'" * 220,
    "a hundred emoji": "🎉" * 120,
    "emoji of several characters": "👩‍👩‍👧‍👦" * 150,
    "emoji among words": f"आज {'😀🔥' * 100} कल",
    "five thousand letters": "क" * 5000,
    "signs without letters": "ि" * 300,
    "a phoneme bracket": "[[h@l]] आज",
    "an audio tag": '<audio src="/etc/passwd"/> आज',
    "a break tag": '<break time="600s"/> आज',
    "a leading option": "-v en आज",
}
"""Text that ends the process of a phonemizer, or would make it do something else than read."""

LYING_WORKER = """
import importlib.util, os, sys, time
spec = importlib.util.spec_from_file_location("worker", {worker!r})
worker = importlib.util.module_from_spec(spec)
spec.loader.exec_module(worker)
speak = worker._speak
last = [None]

def lie(library, request):
    if {first} and request["text"] != {wanted!r}:
        return speak(library, request)
    if {first} and os.path.exists({mark!r}):
        return speak(library, request)
    open({mark!r}, "w").close()
    header, sound = speak(library, request)
    out = sys.stdout.buffer
    {lie}
    return header, sound

worker._speak = lie
worker.main(*sys.argv[1:])
"""
"""espeak's worker, but for what it does with one request or with all."""

LIES: dict[str, tuple[str, tuple[int, ...]]] = {
    "gives silence": ("sound = bytes(len(sound))", (69,)),
    "gives no sound": ("sound = b''", (69,)),
    "tells of an error": ("header = {'error': 'no memory'}", (69,)),
    "ends with 0": ("os._exit(0)", (69,)),
    "ends with 3": ("os._exit(3)", (69,)),
    "aborts": ("os.abort()", (69,)),
    "hangs": ("time.sleep(600)", (69,)),
    "closes its output": ("os.close(1); time.sleep(600)", (69,)),
    "sends half an answer": ("out.write(b'\\xff\\xff\\x00\\x00half'); out.flush(); os._exit(0)", (69,)),
    "sends half an answer and hangs": (
        "out.write(b'\\xff\\xff\\x00\\x00half'); out.flush(); time.sleep(600)",
        (69,),
    ),
    "talks to standard error": ("os.write(2, b'x' * 1_000_000)", (0,)),
}


def killing(every: float, times: int) -> Prepare:
    """From outside, a worker that has begun is killed every so often."""
    return partial(_hunted, number=signal.SIGKILL, every=every, times=times)


def stopping(times: int) -> Prepare:
    """From outside, a worker is stopped in mid-work and never goes on."""
    return partial(_hunted, number=signal.SIGSTOP, every=0.05, times=times)


@contextlib.contextmanager
def _hunted(world: World, *, number: signal.Signals, every: float, times: int) -> Iterator[None]:
    over = threading.Event()
    struck: set[int] = set()

    def hunt() -> None:
        while not over.wait(every) and len(struck) < times:
            found = [worker for worker in workers_of(world) if worker not in struck]
            if found:
                struck.add(found[0])
                with contextlib.suppress(ProcessLookupError):
                    os.kill(found[0], number)

    if world.environment.get(services.VOICES) is None:
        services.tiny(world)
    hunter = threading.Thread(target=hunt)
    hunter.start()
    try:
        yield
    finally:
        over.set()
        hunter.join()


def workers_of(world: World) -> list[int]:
    """The worker processes of a world, by what their environment says."""
    found: list[int] = []
    mark = f"BULLETIN_CACHE_DIR={world.cache}\0".encode()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            if b"worker.py" in (entry / "cmdline").read_bytes() and mark in (entry / "environ").read_bytes():
                found.append(int(entry.name))
    return found


def lying(lie: str, *, once: bool) -> Prepare:
    """A worker that does something else with one sentence, the first time, or with all, always."""

    @contextlib.contextmanager
    def prepare(world: World) -> Iterator[None]:
        with tempfile.TemporaryDirectory() as folder:
            wanted = article(8).splitlines()[1].partition("। ")[0] + "।"
            program = LYING_WORKER.format(
                worker=str(Path(espeak.__file__).with_name("worker.py")),
                first=once,
                wanted=wanted,
                mark=str(Path(folder) / "lied"),
                lie=lie,
            )
            script = Path(folder) / "lying_worker.py"
            script.write_text(program, encoding="utf-8")
            world.environment["BENCH_WORKER"] = str(script)
            yield
            assert (Path(folder) / "lied").exists(), "nobody lied"
            del world.environment["BENCH_WORKER"]

    return prepare


def spoilt(spoil: Callable[[Path], object]) -> Prepare:
    """A piper voice whose files something was done to."""

    @contextlib.contextmanager
    def prepare(world: World) -> Iterator[None]:
        spoil(services.tiny(world))
        yield

    return prepare


def _cut(model: Path) -> None:
    model.write_bytes(model.read_bytes()[: model.stat().st_size // 2])


def _without_settings(model: Path) -> None:
    model.with_name(f"{model.name}.json").unlink()


def _of_loudness(loudness: float, model: Path) -> None:
    model.write_bytes(tiny_model(loudness))


def _flipped(model: Path) -> None:
    data = bytearray(model.read_bytes())
    for place in range(200, len(data), 97):
        data[place] ^= 0xFF
    model.write_bytes(data)


SPOILT: dict[str, tuple[Callable[[Path], object], tuple[int, ...]]] = {
    "half a model": (_cut, (69, 78)),
    "an empty model": (lambda model: model.write_bytes(b""), (69, 78)),
    "no model": (lambda model: model.unlink(), (69, 78)),
    "a model with wrong bytes": (_flipped, (69, 78)),
    "no settings": (_without_settings, (69, 78)),
    "settings that are none": (lambda model: model.with_name(f"{model.name}.json").write_bytes(b"{"), (69, 78)),
    "a voice of another language": (
        lambda model: make_voice(model.parent, services.TINY, language="fr"), (0, 69, 78),
    ),
    "a silent voice": (partial(_of_loudness, 0.0), (69,)),
    "a voice that is not a number": (partial(_of_loudness, float("nan")), (69,)),
}  # fmt: skip


def worker_cases() -> list[Case]:
    """All of them, with how each may end."""
    found: list[Case] = []

    def add(name: str, voice: str, fault: Prepare, *codes: int, text: str = "") -> None:
        found.append(Case(name=name, voice=voice, fault=fault, codes=codes, text=text))

    voices = ["espeak", PIPER] if util.find_spec("piper") else ["espeak"]
    if Path("/proc/self/environ").exists():
        for voice in voices:
            add("a worker killed once", voice, killing(0.01, 1), 0)
            add("workers killed three times", voice, killing(0.15, 3), 0, 69)
            add("workers killed all the time", voice, killing(0.01, 10_000), 0, 69)
            add("a worker stopped once", voice, stopping(1), 0)
            add("workers stopped all the time", voice, stopping(10_000), 69)
    for name, (lie, ends) in LIES.items():
        add(
            f"a worker that {name} once",
            "espeak",
            lying(lie, once=True),
            *(ends if _is_told(name) else (0,)),
        )
        add(
            f"a worker that always {name}",
            "espeak",
            lying(lie, once=False),
            *ends,
        )
    for name, deadly in DEADLY.items():
        text = f"{article(8)}\n{deadly}\n"
        # Piper's tiny voice hums one note for these: where in it a sentence begins is not to be found.
        for voice in voices if name != "five thousand letters" else voices[:1]:
            fault = nothing if voice == "espeak" else spoilt(lambda _: None)
            found.append(Case(name=name, voice=voice, fault=fault, codes=(0, 65, 69), text=text, heals=False))
    if len(voices) > 1:
        for name, (spoil, codes) in SPOILT.items():
            add(name, PIPER, spoilt(spoil), *codes)
    return found


def _is_told(name: str) -> bool:
    """Whether a worker that lives on says so: then it is not asked again."""
    return name in ("gives silence", "gives no sound", "tells of an error")


def untried() -> list[str]:
    """What cannot be tried here."""
    told = [] if util.find_spec("piper") else ["no piper: piper-tts is missing"]
    return told if Path("/proc/self/environ").exists() else [*told, "no worker was killed: there is no /proc"]
