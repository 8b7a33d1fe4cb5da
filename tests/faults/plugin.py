"""A voice of someone else's, installed as a package, that does whatever a plug-in may do wrong."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.faults.bench import World

CODE = '''
"""Faulty: hums like `tone`, but for what FAULTY tells it to do, with the call of that number or with all (0)."""

import ctypes
import os
import struct
import sys
import threading
import time
from dataclasses import replace

from bulletin.engines.tone import ToneEngine, ToneSession
from bulletin.errors import EngineError, TryLaterError
from bulletin.schema.clip import Speech, WordTime

WHAT, _, NUMBER = os.environ.get("FAULTY", "").partition("@")


class FaultyEngine(ToneEngine):
    name = "faulty"

    def version(self, voice):
        if WHAT == "version":
            raise RuntimeError("no version")
        return "1"

    def check(self, voice, manner=None):
        if WHAT == "check":
            raise KeyError(voice)
        return "hum"

    def open(self, voice, listen, *, manner=None, parallel=None, patient=True):
        if WHAT == "open":
            raise RuntimeError("cannot open")
        return FaultySession(manner, parallel or 2)


class FaultySession(ToneSession):
    calls = 0
    lock = threading.Lock()

    def __init__(self, manner, parallel):
        super().__init__(manner, parallel)
        if WHAT == "parallel":
            self.parallel = 0

    def __exit__(self, *_):
        if WHAT == "exit":
            raise RuntimeError("cannot close")

    def speak(self, text):
        with self.lock:
            FaultySession.calls += 1
            turn = FaultySession.calls
        speech = super().speak(text)
        if WHAT in FAULTS and NUMBER in ("0", str(turn)):
            return FAULTS[WHAT](speech)
        return speech


def raising(error):
    def fault(speech):
        raise error

    return fault


def hang(speech):
    time.sleep(600)


FAULTS = {
    "raises ValueError": raising(ValueError("no")),
    "raises EngineError": raising(EngineError("it cannot.", error_id="faulty.no", remedy="Wait.")),
    "raises TryLaterError": raising(TryLaterError("not now.", error_id="faulty.later", remedy="Wait.")),
    "raises OSError": raising(OSError(5, "input/output error")),
    "raises MemoryError": raising(MemoryError()),
    "raises SystemExit": raising(SystemExit(0)),
    "raises KeyboardInterrupt": raising(KeyboardInterrupt()),
    "raises StopIteration": raising(StopIteration()),
    "gives None": lambda speech: None,
    "gives no sound": lambda speech: replace(speech, sound=b"", length=0),
    "gives no sound of some length": lambda speech: replace(speech, sound=b""),
    "gives silence": lambda speech: replace(speech, sound=bytes(len(speech.sound))),
    "gives all but silence": lambda speech: replace(speech, sound=b"\\x01\\x00" * speech.length),
    "gives an odd byte": lambda speech: replace(speech, sound=speech.sound + b"\\x01"),
    "tells a wrong length": lambda speech: replace(speech, length=speech.length * 2),
    "tells no length": lambda speech: replace(speech, length=0),
    "tells a length below 0": lambda speech: replace(speech, length=-5),
    "tells a rate of 0": lambda speech: replace(speech, rate=0),
    "tells a rate below 0": lambda speech: replace(speech, rate=-16000),
    "tells a rate of 1": lambda speech: replace(speech, rate=1),
    "tells a rate of 10 MHz": lambda speech: replace(speech, rate=10_000_000),
    "tells a rate with a fraction": lambda speech: replace(speech, rate=16000.5),
    "tells a rate in words": lambda speech: replace(speech, rate="16000"),
    "tells an encoding that nobody knows": lambda speech: replace(speech, encoding="wav"),
    "calls samples MP3": lambda speech: replace(speech, encoding="mp3"),
    "gives numbers that are none": lambda speech: replace(speech, sound=struct.pack("<f", float("nan")) * speech.length),
    "gives text for sound": lambda speech: replace(speech, sound="sound"),
    "gives a moment of sound": lambda speech: replace(speech, sound=speech.sound[1000:1320], length=160),
    "gives half of the sound": lambda speech: replace(speech, sound=speech.sound[: speech.length // 2 * 2], length=speech.length // 2),
    "gives ten minutes of sound": lambda speech: replace(speech, sound=(speech.sound * 400)[: 19_200_000], length=9_600_000),
    "tells of words that are not there": lambda speech: replace(speech, words=(WordTime(start=9999, length=5, at=-3),)),
    "tells of words in words": lambda speech: replace(speech, words=("word", None)),
    "dies": lambda speech: ctypes.string_at(0),
    "hangs": hang,
}
'''


def installed(folder: Path) -> None:
    """Put the plug-in into a folder, as pip would."""
    (folder / "bulletin_faulty.py").write_text(CODE, encoding="utf-8")
    facts = folder / "bulletin_faulty-1.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: bulletin-faulty\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text("[bulletin.engines]\nfaulty = bulletin_faulty:FaultyEngine\n")


@contextlib.contextmanager
def plugged_in() -> Iterator[None]:
    """The plug-in is installed for this process and all worlds."""
    with tempfile.TemporaryDirectory() as name:
        installed(Path(name))
        sys.path.append(name)
        PLACE.append(name)
        try:
            yield
        finally:
            sys.path.remove(name)
            PLACE.clear()


PLACE: list[str] = []
"""Where the plug-in is."""


def plug_in(world: World) -> None:
    """Install the plug-in in a world, without a fault."""
    world.environment["PYTHONPATH"] = ":".join(filter(None, (world.environment.get("PYTHONPATH"), *PLACE)))
