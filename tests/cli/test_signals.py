"""Signals: one ends the process, whatever the process is doing when it comes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.tiers import by_tier

PROGRAM = """
import io, os, signal, sys, time
import click, numpy, soundfile
from bulletin.apps.cli.exits import run

class Signalling(io.BytesIO):
    '''Bytes in the middle of whose reading a signal comes.'''
    reads = 0
    def read(self, *size):
        self.reads += 1
        if self.reads == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        return super().read(*size)
    def readinto(self, into):
        self.reads += 1
        if self.reads == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        return super().readinto(into)

class Dying:
    '''In the middle of whose death a signal comes.'''
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)

kind = sys.argv.pop()

@click.command()
def command():
    if kind == "swallowed":
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.1)
        except:
            pass
        while True:
            time.sleep(0.05)
    elif kind == "reading":
        wave = io.BytesIO()
        soundfile.write(wave, numpy.zeros(400_000), 44_100, format="WAV")
        soundfile.read(Signalling(wave.getvalue()))
    elif kind == "unheard":
        # The first one that is sent again comes just before the wait, and ends nothing.
        kill, signal.pthread_kill = signal.pthread_kill, lambda *what: setattr(signal, "pthread_kill", kill)
        Dying()
    elif kind == "closing":
        class Closing:
            def __getattr__(self, name):
                return getattr(library, name)
            def sf_close(self, file):
                code = library.sf_close(file)
                os.kill(os.getpid(), signal.SIGTERM)
                return code
        library, soundfile._snd = soundfile._snd, Closing()
        wave = io.BytesIO()
        soundfile.write(wave, numpy.zeros(400), 44_100, format="WAV")
    else:
        Dying()
    time.sleep(20)

os._exit(run(command))
"""
"""A program to which a signal comes in a place where what is raised is forgotten, or does harm."""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(
    "kind", by_tier(["closing", "swallowed"], ["reading", "closing", "dying", "swallowed", "unheard"])
)
def test_a_signal_that_comes_where_exceptions_are_forgotten_is_obeyed_all_the_same(kind: str) -> None:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, kind], capture_output=True, timeout=15, check=False, text=True
    )
    assert result.returncode == 143
    assert result.stderr.startswith("stopped: ended by SIGTERM; what is spoken is kept. [signal.term]\n")
